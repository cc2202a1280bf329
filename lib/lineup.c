/* Operands that wait for others. */
#include <stdlib.h>
#include <string.h>

#include "lineup.h"
#include "mem.h"
#include "opt.h"

struct input
lineup_open(const struct lineup *u, const char *path)
{
	struct input in = { .name = strcmp(path, "-") == 0 ? "stdin" : path };
	const char *err;

	in.in = io_in_open(path, &err);
	if (in.in == NULL)
		die(STATUS_IO, "%s: %s", opt_shown(str_z(path)), err);
	if (u->digest)
		io_in_digest(in.in);
	return in;
}

void
lineup_rows(const struct lineup *u, struct input *in)
{
	struct rows_opts ro = { .format = u->format };
	struct fault f = { 0 };
	enum status st = rows_open(&in->rows, in->in, &ro, &f);

	if (st == STATUS_IO)
		die(STATUS_IO, "%s: %s", opt_shown(str_z(in->name)),
		    io_in_error(in->in));
	if (st != STATUS_OK)
		input_die(st, in->name, &f);
}

/* What can be opened again does not hold a descriptor. */
void
lineup_wait(struct lineup *u, const char *path, struct input *in)
{
	struct lineup_entry *e;

	u->entry = mem_grow(u->entry, u->n + 1, sizeof(*u->entry));
	e = &u->entry[u->n++];
	*e = (struct lineup_entry){ .path = path, .in = *in, .open = true };
	if (strcmp(path, "-") == 0 || !io_in_is_file(in->in))
		return;
	rows_close(in->rows);
	io_in_close(in->in);
	e->open = false;
}

bool
lineup_next(struct lineup *u, struct ledger *l, struct input *in)
{
	struct lineup_entry *e;

	if (u->next == u->n)
		return false;
	e = &u->entry[u->next++];
	if (!e->open) {
		e->in = lineup_open(u, e->path);
		lineup_rows(u, &e->in);
	}
	*in = e->in;
	ledger_input(l, in->name);
	return true;
}

void
lineup_unknown(const struct input *in, const char *what)
{
	const struct str *header;
	struct buf b = { 0 };
	size_t n, i;

	header = rows_header(in->rows, &n);
	for (i = 0; i < n && b.len < 120; i++) {
		if (i > 0)
			buf_z(&b, ", ");
		diag_escape(&b, header[i], 60);
	}
	die(STATUS_USAGE, "%s: neither %s; its columns: %.*s%s (exports are "
	    "read by crm-ingest)", opt_shown(str_z(in->name)), what,
	    STR_ARG(buf_view(&b)), i < n ? ", ..." : "");
}

void
lineup_free(struct lineup *u)
{
	free(u->entry);
}
