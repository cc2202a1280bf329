#ifndef CRM_PIVOT_H
#define CRM_PIVOT_H

#include "page.h"

/* A table with a row for each group of a section and a column for a metric. */
enum pivot_what {
	PIVOT_VALUE,
	PIVOT_PERCENT,
	PIVOT_POINTS,		/* a difference of shares: +1.8 */
	PIVOT_BAR,		/* that share as a bar, of the largest */
	PIVOT_BAND,		/* what is expected of a share, and is it so */
	PIVOT_SLUG0,		/* the first group, a slug of class `metric` */
	PIVOT_SLUG1,		/* the second */
	PIVOT_GROUP1,		/* as it is; "(none)" when empty */
	PIVOT_LAST_DAY		/* the end of the period */
};

struct pivot_col {
	struct page_col		 head;
	enum pivot_what		 what;
	const char		*metric;
};

/* Rows of a table whose groups may be many: the data has the rest. */
#define PIVOT_ROWS	12

struct pivot {
	const char		*section;
	const char		*key;	/* metric that begins each group */
	const char		*by;	/* what groups are by; NULL: all */
	const char		*by2;	/* and last; NULL: any, "": nothing */
	const char		*sort;	/* metric, highest first; or NULL */
	const struct pivot_col	*col;
	size_t			 ncol;
	bool			 known;	/* no column without a figure */
	/* At most so many rows: the first, or without sort the last; 0: all. */
	size_t			 rows;
	size_t			 least;	/* fewer are no table; 0: 1 */
};

/* Add the table to the page, when there is a row for it. */
void	pivot_add(const struct pivot *v, const struct figures *fs,
	    struct page *p);

#endif
