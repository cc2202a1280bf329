#ifndef CRM_TABLE_H
#define CRM_TABLE_H

#include "face.h"

/*
 * Aligned tables for people. Every line of one table has the same display
 * width (blanks at the ends of lines aside), whatever is in the cells: they
 * are cleaned, padded and, where the width is short, cut.
 */
struct table_col {
	const char	*head;
	bool		 right;		/* numbers */
	size_t		 min;		/* may be cut to this; 0: never cut */
	int		 drop;		/* 0: stays; when the table is too wide
					   the largest leaves first */
};

struct table;

/* cols is borrowed. Rows are indented by two columns, the heads are not. */
struct table	*table_open(const struct table_col *cols, size_t n);
/* The next cell, row by row; copied. */
void		 table_cell(struct table *t, struct str s);
/* Print and free. */
void		 table_close(struct table *t, const struct face *f);

#endif
