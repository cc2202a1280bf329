/* One operand as a table. */
#include <stddef.h>

#include "input.h"

void
input_die(enum status st, const char *name, const struct fault *f)
{
	struct buf b = { 0 };

	diag_fault(&b, name, f);
	die(st, "%.*s", STR_ARG(buf_view(&b)));
}

static const char *
escaped(const char *name)
{
	struct buf b = { 0 };

	diag_escape(&b, str_z(name), 4096);
	buf_byte(&b, '\0');
	return b.p;
}

void
input_open(struct input *in, const char *path, const struct rows_opts *o,
    struct ledger *l, bool digest)
{
	const char *err = NULL;
	struct fault f;
	enum status st;

	in->in = io_in_open(path, &err);
	if (in->in == NULL)
		die(STATUS_IO, "%s: %s", escaped(path), err);
	in->name = io_in_name(in->in);
	ledger_input(l, in->name);
	if (digest)
		io_in_digest(in->in);
	st = rows_open(&in->rows, in->in, o, &f);
	if (st == STATUS_IO)
		die(STATUS_IO, "%s: %s", escaped(in->name),
		    io_in_error(in->in));
	if (st != STATUS_OK)
		input_die(st, in->name, &f);
}

void
input_bind(struct input *in, const struct rec_col *cols, size_t ncol,
    const struct rec_aliases *al, size_t *col)
{
	struct fault f;

	if (!rec_bind(in->rows, cols, ncol, al, col, &f))
		input_die(STATUS_USAGE, in->name, &f);
}

void
input_conflict(const struct input *in, const struct row *row, size_t cell,
    struct fault *f)
{
	rows_locate(in->rows, row, cell, &f->line, &f->column);
	if (f->value.p == NULL)
		f->value = row->cell[cell];
	input_die(STATUS_DATA, in->name, f);
}

bool
input_next(struct input *in, struct ledger *l, struct batch *b)
{
	int got = rows_next(in->rows, b);

	if (got == -1)
		die(STATUS_IO, "%s: %s", escaped(in->name),
		    io_in_error(in->in));
	if (got == 1)
		ledger_read(l, b->n);
	return got == 1;
}

void
input_close(struct input *in, struct ledger *l)
{
	rows_close(in->rows);
	ledger_input_done(l, io_in_digest_hex(in->in));
	io_in_close(in->in);
}
