/*
 * The file of --targets.
 */
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "rec.h"
#include "targets.h"

#define LIMIT_MAX	((int128)1000000000000 * TARGET_UNIT)

enum { METRIC, SCOPE, PERIOD, MIN, MAX, COLUMNS };

static const struct rec_col columns[COLUMNS] = {
	{ "metric", true }, { "scope", false }, { "period", true },
	{ "min", false }, { "max", false }
};

/* The part before the first c, and the one behind it; false without c. */
static bool
cut(struct str s, char c, struct str *before, struct str *behind)
{
	const char *at = s.len > 0 ? memchr(s.p, c, s.len) : NULL;

	if (at == NULL)
		return false;
	*before = (struct str){ s.p, (size_t)(at - s.p) };
	*behind = (struct str){ at + 1, s.len - before->len - 1 };
	return true;
}

/* The first and last day of n months. */
static bool
months(int year, int first, int n, struct target *t)
{
	int next = first + n;

	if (first < 1 || next > 13)
		return false;
	t->first = day_from_civil(year, first, 1);
	t->last = (next > 12 ? day_from_civil(year + 1, 1, 1) :
	    day_from_civil(year, next, 1)) - 1;
	return true;
}

static bool
digits(struct str s, size_t from, size_t n, int *v)
{
	size_t i;

	*v = 0;
	for (i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*v = *v * 10 + s.p[i] - '0';
	}
	return true;
}

/* 2026-06, 2026-Q2, 2026-06-01..2026-06-15, or one day. */
static bool
read_period(struct str s, struct target *t)
{
	struct str from, to;
	int year, n;

	if (s.len == 7 && s.p[4] == '-') {
		if (!digits(s, 0, 4, &year))
			return false;
		if (s.p[5] == 'Q')
			return digits(s, 6, 1, &n) && n > 0 &&
			    months(year, n * 3 - 2, 3, t);
		return digits(s, 5, 2, &n) && months(year, n, 1, t);
	}
	if (!cut(s, '.', &from, &to)) {
		from = s;
		to = s;
	} else if (to.len > 0 && to.p[0] == '.') {
		to.p++;
		to.len--;
	} else
		return false;
	return day_parse(from, &t->first) && day_parse(to, &t->last) &&
	    t->first <= t->last;
}

/* NULL, or what is wrong. */
static const char *
read_limit(struct str s, struct target *t, enum target_side side)
{
	struct decimal d;
	bool exact;
	int128 v;

	if (s.len == 0)
		return NULL;
	if (!decimal_parse(s, &d))
		return "not a number";
	v = decimal_scaled(&d, 6, &exact);
	if (!exact)
		return "more than 6 decimals";
	if (v > LIMIT_MAX || v < -LIMIT_MAX)
		return "out of range";
	t->has[side] = true;
	t->limit[side] = v;
	return NULL;
}

/* What is wrong with cell *at, or NULL. */
static const char *
read_cells(struct targets *ts, const struct row *row, struct target *t,
    size_t *at)
{
	const char *wrong;

	*at = METRIC;
	if (row->cell[METRIC].len == 0)
		return "empty";
	t->metric = arena_dup(&ts->text, row->cell[METRIC]);
	cut(t->metric, '.', &t->section, &t->metric);
	*at = SCOPE;
	t->scope = arena_dup(&ts->text, row->cell[SCOPE]);
	if (t->scope.len > 0 && !cut(t->scope, '=', &t->by, &t->group))
		return "not BY=GROUP";
	*at = PERIOD;
	t->period = arena_dup(&ts->text, row->cell[PERIOD]);
	if (!read_period(t->period, t))
		return "not a period (2026-06, 2026-Q2, "
		    "2026-06-01..2026-06-15)";
	*at = MIN;
	wrong = read_limit(row->cell[MIN], t, TARGET_MIN);
	if (wrong != NULL)
		return wrong;
	*at = MAX;
	wrong = read_limit(row->cell[MAX], t, TARGET_MAX);
	if (wrong != NULL)
		return wrong;
	if (!t->has[TARGET_MIN] && !t->has[TARGET_MAX])
		return "neither min nor max";
	return t->has[TARGET_MIN] && t->has[TARGET_MAX] &&
	    t->limit[TARGET_MIN] > t->limit[TARGET_MAX] ?
	    "less than min" : NULL;
}

static bool
read_row(struct targets *ts, const struct rows *rows, const struct row *row,
    struct fault *f)
{
	struct target t = { .line = row->line };
	size_t at;

	if (row->bad != NULL) {
		*f = *row->bad;
		return false;
	}
	*f = (struct fault){ .reason = read_cells(ts, row, &t, &at) };
	if (f->reason != NULL) {
		f->field = str_z(columns[at].name);
		if (row->cell[at].len > 0)
			f->value = row->cell[at];
		rows_locate(rows, row, at, &f->line, &f->column);
		return false;
	}
	rows_locate(rows, row, METRIC, &t.line, &t.metric_column);
	if (t.scope.len > 0)
		rows_locate(rows, row, SCOPE, &t.line, &t.scope_column);
	ts->t = mem_grow(ts->t, ts->n + 1, sizeof(*ts->t));
	ts->t[ts->n++] = t;
	return true;
}

static enum status
read_rows(struct targets *ts, struct rows *rows, struct fault *f)
{
	size_t col[COLUMNS], i;
	struct batch b;
	int got;

	if (!rec_bind(rows, columns, COLUMNS, NULL, col, f))
		return STATUS_USAGE;
	while ((got = rows_next(rows, &b)) == 1) {
		for (i = 0; i < b.n; i++) {
			if (!read_row(ts, rows, &b.row[i], f))
				return STATUS_USAGE;
		}
	}
	return got == -1 ? STATUS_IO : STATUS_OK;
}

enum status
targets_load(struct targets *ts, const char *path, struct buf *err)
{
	struct rows_opts o = { .format = ROWS_CSV };
	const char *why;
	struct io_in *in = io_in_open(path, &why);
	struct rows *rows = NULL;
	struct fault f = { 0 };
	enum status st;

	*ts = (struct targets){ 0 };
	if (in == NULL) {
		diag_escape(err, str_z(path), 4096);
		buf_printf(err, ": %s", why);
		return STATUS_IO;
	}
	st = rows_open(&rows, in, &o, &f);
	if (st == STATUS_OK)
		st = read_rows(ts, rows, &f);
	if (st == STATUS_IO) {
		diag_escape(err, str_z(io_in_name(in)), 4096);
		buf_printf(err, ": %s", io_in_error(in));
	} else if (st != STATUS_OK)
		diag_fault(err, io_in_name(in), &f);
	rows_close(rows);
	io_in_close(in);
	return st == STATUS_DATA ? STATUS_USAGE : st;
}

void
targets_free(struct targets *ts)
{
	free(ts->t);
	arena_free(&ts->text);
	*ts = (struct targets){ 0 };
}
