/*
 * Tables that options name.
 */
#include "filetable.h"

static bool
read_row(const struct filetable *t, void *state, const struct rows *rows,
    const struct row *row, struct fault *f)
{
	size_t at = 0;

	if (row->bad != NULL) {
		*f = *row->bad;
		return false;
	}
	*f = (struct fault){ .reason = t->row(state, rows, row, &at) };
	if (f->reason == NULL)
		return true;
	f->field = str_z(t->columns[at].name);
	if (row->cell[at].len > 0)
		f->value = row->cell[at];
	rows_locate(rows, row, at, &f->line, &f->column);
	return false;
}

static enum status
read_rows(const struct filetable *t, void *state, struct rows *rows,
    struct fault *f)
{
	size_t col[FILETABLE_COLUMNS], i;
	struct batch b;
	int got;

	if (!rec_bind(rows, t->columns, t->n, NULL, col, f))
		return STATUS_USAGE;
	while ((got = rows_next(rows, &b)) == 1)
		for (i = 0; i < b.n; i++) {
			if (!read_row(t, state, rows, &b.row[i], f))
				return STATUS_USAGE;
		}
	if (got == -1)
		return STATUS_IO;
	return t->finish == NULL || t->finish(state, f) ? STATUS_OK :
	    STATUS_USAGE;
}

enum status
filetable_load(const struct filetable *t, const char *path, void *state,
    struct buf *err)
{
	struct rows_opts o = { .format = ROWS_CSV };
	const char *why;
	struct io_in *in = io_in_open(path, &why);
	struct rows *rows = NULL;
	struct fault f = { 0 };
	enum status st;

	if (in == NULL) {
		diag_escape(err, str_z(path), 4096);
		buf_printf(err, ": %s", why);
		return STATUS_IO;
	}
	st = rows_open(&rows, in, &o, &f);
	if (st == STATUS_OK)
		st = read_rows(t, state, rows, &f);
	if (st == STATUS_IO) {
		diag_escape(err, str_z(io_in_name(in)), 4096);
		buf_printf(err, ": %s", io_in_error(in));
	} else if (st != STATUS_OK)
		diag_fault(err, io_in_name(in), &f);
	rows_close(rows);
	io_in_close(in);
	return st == STATUS_DATA ? STATUS_USAGE : st;
}
