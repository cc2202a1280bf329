#ifndef CRM_INPUT_H
#define CRM_INPUT_H

#include "ledger.h"
#include "rec.h"

/*
 * One operand as a table: opened, bound, read in batches, closed, the same in
 * every program. What cannot be opened or read ends the program with the
 * status of the contract and a message that names it, which is why this module
 * may exit (as opt.h).
 */
struct input {
	const char	*name;		/* as in messages */
	struct io_in	*in;
	struct rows	*rows;
};

/*
 * Open a path ("-": standard input) and read its header; the ledger is told,
 * digest asks for a SHA-256 of it.
 */
void	input_open(struct input *in, const char *path,
	    const struct rows_opts *o, struct ledger *l, bool digest);
/* Bind as rec_bind; a missing column exits with status 2. */
void	input_bind(struct input *in, const struct rec_col *cols, size_t ncol,
	    const struct rec_aliases *al, size_t *col);
/* The next batch, told to the ledger as read; false at the end. */
bool	input_next(struct input *in, struct ledger *l, struct batch *b);
void	input_close(struct input *in, struct ledger *l);
/*
 * Cell number `cell` of a row contradicts what was read before: f, with its
 * place, and exit with status 1.
 */
_Noreturn void	input_conflict(const struct input *in, const struct row *row,
		    size_t cell, struct fault *f);
/* "name:line:column: field: reason" and exit. */
_Noreturn void	input_die(enum status st, const char *name,
		    const struct fault *f);

#endif
