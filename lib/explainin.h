#ifndef CRM_EXPLAININ_H
#define CRM_EXPLAININ_H

#include "applyin.h"
#include "explain.h"

/* Private to explain.c and explaincell.c. */

/* The row at hand and what its lines are written with. */
struct explained {
	struct explain		 *e;
	const struct ingest_seen *s;
	struct apply		 *a;
	struct record		  base;	/* what all fields have filled */
	struct arena		  mem;
};

/* Escaped, in quotes, cut. */
void	explain_quote(struct buf *b, struct str s);
/* A line of text behind a margin, wrapped at 80 columns. */
void	explain_line(struct explained *x, size_t margin,
	    const struct buf *text);
/* The cells that feed fields and conditions, and how each is read. */
void	explain_cells(struct explained *x);

#endif
