/* The files of --ids and --own. */
#include "identfile.h"
#include "input.h"

static void
read_file(struct ident *id, const char *path,
    enum status (*read)(struct ident *, struct rows *, struct fault *))
{
	struct rows_opts ro = { .format = ROWS_AUTO };
	/* An account of their own: their rows are none of the run's. */
	struct ledger_opts lo = { .quiet = true };
	struct ledger *l = ledger_open(&lo);
	struct input in;
	struct fault f;
	enum status st;

	input_open(&in, path, &ro, l, false);
	st = read(id, in.rows, &f);
	if (st != STATUS_OK)
		ledger_close(l, false);
	if (st == STATUS_IO)
		die(st, "%s: %s", in.name, io_in_error(in.in));
	if (st != STATUS_OK)
		input_die(st, in.name, &f);
	input_close(&in, l);
	ledger_close(l, true);
}

void
identfile_read(struct ident *id, const char *ids, const char *own)
{
	if (ids != NULL)
		read_file(id, ids, ident_aliases);
	if (own != NULL)
		read_file(id, own, ident_own);
}
