#ifndef CRM_WIDEN_H
#define CRM_WIDEN_H

#include "input.h"
#include "tabout.h"

/*
 * Tables kept as they are, with columns appended: what a row-wise program
 * does. A record whose format stays is copied byte for byte, other cells are
 * written anew. The columns of the first operand are those of the output: what
 * another operand lacks is empty, a column more is an error. Only in JSON lines
 * each record has what it has. Mistakes in the input end the program, as in
 * input.h.
 */
struct widen;

/* Pointers are borrowed until widen_close. */
struct widen_opts {
	const struct tab_col	*add;		/* columns that are appended */
	size_t			 nadd;
	const struct rec_col	*need;		/* columns that are read */
	size_t			 nneed;
	const struct rec_aliases *alias;
	enum rows_format	 in;
	/* The output has the format of the first operand, or this one. */
	bool			 any;
	enum tab_format		 format;
	bool			 lazy;		/* no row: no header either */
	bool			 digest;	/* of the inputs */
};

struct widen	*widen_open(struct io_out *out, const struct widen_opts *o);
/* The next operand; input_close when it is read. */
void		 widen_input(struct widen *w, struct input *in,
		    const char *path, struct ledger *l);
/*
 * As input_next; cell[i] of each row is that of need[i]. The key of a required
 * column has to be in one of the first 1,000 JSON lines.
 */
bool		 widen_next(struct widen *w, struct ledger *l,
		    struct batch *b);
/* Write a row of the batch and the cells of the columns appended. */
void		 widen_row(struct widen *w, const struct row *row,
		    const struct str *add);
/* Write what is held and free; the io_out stays open. */
void		 widen_close(struct widen *w);

#endif
