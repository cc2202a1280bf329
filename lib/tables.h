#ifndef CRM_TABLES_H
#define CRM_TABLES_H

#include "match.h"
#include "rows.h"

/*
 * Several tables in one file: where one ends and the next begins, and by which
 * map it is read.
 */
struct tables {
	struct maps		 family;	/* borrowed maps */
	const struct pattern	*between;
	enum {
		TABLES_BETWEEN,	/* no header yet */
		TABLES_INSIDE,
		TABLES_OTHER	/* no map fits this one */
	}			 where;
	struct buf		 before;	/* text of the rows between */
	/* What was found last: the map, and the header until it is taken. */
	const struct map	*map;
	struct header		 header;
	/* The tables so far: "line 3 by ga4-report, line 9 by no map". */
	struct buf		 list;
	/* A table that no map fits, in words; empty when told. */
	struct buf		 note;
	size_t			 notes, listed;
};

/* The maps that may follow `first`, which has "tables". */
void	tables_open(struct tables *t, const struct maps *all,
	    const struct map *first);
/*
 * Look at a whole record: NULL when it is a row of the table at hand, else why
 * it is left out (static text); *begins when it is the header of a table.
 */
const char *tables_row(struct tables *t, const struct row *whole,
	    bool *begins);
void	tables_close(struct tables *t);

#endif
