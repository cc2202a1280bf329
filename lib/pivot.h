#ifndef CRM_PIVOT_H
#define CRM_PIVOT_H

#include "figures.h"
#include "table.h"

/* A table with a row for each group of a section and a column for a metric. */
enum pivot_what {
	PIVOT_VALUE,
	PIVOT_PERCENT,
	PIVOT_BAND,		/* what is expected of a share, and is it so */
	PIVOT_GROUP0,		/* the first group; "(none)" when empty */
	PIVOT_GROUP1,
	PIVOT_LAST_DAY		/* the end of the period */
};

struct pivot_col {
	struct table_col	 head;
	enum pivot_what		 what;
	const char		*metric;
};

struct pivot {
	const char		*section;
	const char		*key;	/* metric that begins each group */
	const char		*sort;	/* metric, highest first; or NULL */
	const struct pivot_col	*col;
	size_t			 ncol;
};

void	pivot_print(const struct pivot *p, const struct figures *fs,
	    const struct face *f);

#endif
