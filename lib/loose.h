#ifndef CRM_LOOSE_H
#define CRM_LOOSE_H

#include "match.h"
#include "rows.h"

/*
 * Rows that do not all have the width of the header at the top of the file:
 * there is none, rows are shorter or longer, or several tables share the file.
 * The reader hands out whole records, here their cells are bound.
 */
struct loose {
	const struct map	*map;
	const struct header	*header;
	const size_t		*want;	/* columns that are bound */
	size_t			 nwant;
	char			 delimiter;
	size_t			 least;	/* cells, see header_append; or 0 */
	bool			 by_record;	/* as in rows_opts */
	struct str		*cell;	/* of the row at hand */
	struct buf		 last;	/* cells joined to the last */
	struct fault		 fault;
};

/* Does a table of this map have to be read so? */
bool	loose_needed(const struct map *m);
/* Bind columns; what is given is borrowed until the next call. */
void	loose_bind(struct loose *l, const struct map *m,
	    const struct header *h, const size_t *want, size_t nwant);
/*
 * A whole record as a row of the bound cells, bad when it has too many cells
 * or too few; borrowed until the next call.
 */
struct row loose_row(struct loose *l, const struct row *whole);
void	loose_close(struct loose *l);

/*
 * A file without a header: the map whose conditions its first rows meet, and
 * what separates their cells. NULL when there is none, or when several fit,
 * whose names are then in *tie.
 */
const struct map *loose_choose(struct str sample, const struct maps *ms,
	    char *delimiter, struct buf *tie);

#endif
