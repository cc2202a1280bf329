/*
 * The file of --targets.
 */
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "filetable.h"
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

static const char *
read_row(void *state, const struct rows *rows, const struct row *row,
    size_t *at)
{
	struct target t = { .line = row->line };
	struct targets *ts = state;
	const char *wrong = read_cells(ts, row, &t, at);

	if (wrong != NULL)
		return wrong;
	rows_locate(rows, row, METRIC, &t.line, &t.metric_column);
	if (t.scope.len > 0)
		rows_locate(rows, row, SCOPE, &t.line, &t.scope_column);
	ts->t = mem_grow(ts->t, ts->n + 1, sizeof(*ts->t));
	ts->t[ts->n++] = t;
	return NULL;
}

enum status
targets_load(struct targets *ts, const char *path, struct buf *err)
{
	static const struct filetable table = {
		.columns = columns, .n = COLUMNS, .row = read_row
	};

	*ts = (struct targets){ 0 };
	return filetable_load(&table, path, ts, err);
}

void
targets_free(struct targets *ts)
{
	free(ts->t);
	arena_free(&ts->text);
	*ts = (struct targets){ 0 };
}
