#ifndef CRM_OPERAND_H
#define CRM_OPERAND_H

#include "rec.h"

/* Programs that take several kinds of tables tell them apart by columns. */
enum operand_kind {
	OPERAND_EVENTS,		/* time and type, or kind */
	OPERAND_CUSTOMERS,	/* user_id and as_of, and no time */
	OPERAND_OTHER
};

struct operand_cols {
	const struct rec_col	*col;
	size_t			 n;
};

/*
 * --columns over all operands: an alias counts for the tables that have its
 * header, and must be in one of them.
 */
struct operand_columns {
	struct rec_aliases	 all;
	bool			*used;	/* for each of all */
};

/* cols: of all kinds together. Exits as rec_aliases does. */
void	operand_columns(struct operand_columns *oc, const char *text,
	    const struct rec_col *cols, size_t ncol);
enum operand_kind	operand_kind(const struct rows *r,
	    const struct operand_columns *oc);
/* rec_bind with the aliases that this table has and that are in rc. */
bool	operand_bind(struct rows *r, struct operand_columns *oc,
	    const struct operand_cols *rc, size_t *col, struct fault *f);
/* An alias that no operand so far had, or NULL. */
const struct rec_alias	*operand_unused(const struct operand_columns *oc);
void	operand_columns_free(struct operand_columns *oc);

#endif
