/* Dates whose meaning all rows of an operand have to tell. */
#include <inttypes.h>
#include <string.h>

#include "intakein.h"

/* Add the dates of a row to what is known of their columns. */
static void
add_row(struct intake *t, const struct intake *scan, const struct row *row)
{
	struct date_column *d;
	uint64_t line, column;
	unsigned orders;
	size_t i;

	for (i = 0; (d = apply_date(t->apply, i)) != NULL; i++) {
		struct str cell = row->cell[d->cell];

		orders = dateorder_of(d, cell);
		if (orders == 0 || !dateorder_add(d, orders, cell))
			continue;
		intake_locate(scan, row, d->cell, &line, &column);
		dateorder_place(d, orders, cell, line, column);
	}
}

static void
add_read(struct intake *t, struct intake *scan, const struct row *read)
{
	struct row row;
	bool begins;
	const char *why = intake_place(scan, read, &begins);

	if (begins)
		intake_turn(scan);
	/* Another table of the file has its own columns. */
	if (why != NULL || scan->header.line != t->header.line)
		return;
	row = intake_row(scan, read);
	if (intake_filter(scan, &row) == NULL && row.bad == NULL) {
		add_row(t, scan, &row);
		apply_numbers_add(t->apply, row.cell, row.line);
	}
}

static enum status
add_all(struct intake *t, struct intake *scan, struct buf *err)
{
	struct batch b;
	size_t i;
	int more;

	while ((more = rows_next(scan->rows, &b)) == 1)
		for (i = 0; i < b.n; i++)
			add_read(t, scan, &b.row[i]);
	if (more == -1)
		return intake_fail(t, err, io_in_error(scan->in));
	return STATUS_OK;
}

static void
put_note(struct intake *t, const struct date_column *d)
{
	struct buf *out = &t->dates;
	const struct date_place *p = dateorder_proof(d);
	const size_t *col;
	size_t n;

	col = apply_columns(t->apply, &n);
	if (out->len > 0)
		buf_byte(out, '\n');
	diag_escape(out, t->header.name[col[d->cell]], 60);
	buf_printf(out, " is %s: ", dateorder_name(d->order));
	diag_escape(out, p->text, 60);
	buf_printf(out, " on line %" PRIu64, p->line);
}

/* Give the verdicts; the same column may be there for two fields. */
static void
judge(struct intake *t, bool gone)
{
	struct date_column *d, *e;
	size_t i, k;

	for (i = 0; (d = apply_date(t->apply, i)) != NULL; i++) {
		if (gone)
			d->verdict = DATES_GONE;
		else
			dateorder_judge(d);
		for (k = 0; k < i; k++) {
			e = apply_date(t->apply, k);
			if (e->cell == d->cell && e->order == d->order)
				break;
		}
		if (d->verdict == DATES_PROVED && k == i)
			put_note(t, d);
	}
	if (!gone)
		apply_numbers_judge(t->apply, &t->dates);
	apply_judged(t->apply);
}

enum status
intake_judge(struct intake *t, struct buf *err)
{
	struct intake scan = { .path = t->path, .account = t->account };
	struct intake_opts o = *t->opts;
	enum status st;

	o.digest = false;
	if (intake_is_sheet(t)) {
		scan.spool = container_spool(t->box);
		scan.table = t->table;
		scan.table_known = true;
	}
	if (t->replay != NULL)
		scan.spool = replay_spool(t->replay, err);
	if (t->replay != NULL && scan.spool == NULL) {
		if (err->len > 0)
			return STATUS_IO;
		judge(t, true);
		return STATUS_OK;
	}
	st = intake_open(&scan, &o, err);
	if (st == STATUS_OK && scan.rows != NULL)
		st = add_all(t, &scan, err);
	intake_close(&scan);
	if (st == STATUS_OK)
		judge(t, false);
	return st;
}
