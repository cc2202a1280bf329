#ifndef CRM_MATCH_H
#define CRM_MATCH_H

#include "map.h"

/* A header row: its names as found, and normalised for patterns. */
struct header {
	struct str	*name;
	struct str	*norm;
	size_t		 n;
	uint64_t	 line;
	struct arena	 text;
};

/* Copies the cells. */
void	header_open(struct header *h, const struct str *cell, size_t n,
	    uint64_t line);
/* The names that a map gives to a file without a header row. */
void	header_of_columns(struct header *h, const struct map *m);
/*
 * A tool has put columns behind the last of its table, name[0], from version
 * to version: when the header ends with some of the names, add the others.
 * Returns the number of cells of the oldest version, 0 when it ends otherwise.
 */
size_t	header_append(struct header *h, char *const *name, size_t n);
void	header_close(struct header *h);

/* True when every column that the map requires is there. */
bool	match_fits(const struct map *m, const struct header *h);
/* A required column that is there twice, for a map that forbids it; or NULL. */
const char *match_twice(const struct map *m, const struct header *h);
/*
 * The map that fits and requires most. NULL when none fits, or when several
 * fit equally well: their names are then in *tie, which else stays empty.
 */
const struct map *match_choose(const struct maps *ms, const struct header *h,
		    struct buf *tie);
/*
 * For a header that no map fits: the maps nearest to it, by the share of what
 * they require, a line each with what they miss ("shopify-orders has 2 of 3
 * columns, not: lineitem quantity"), no line end after the last. Of several
 * maps only those of which at least half is there.
 */
void	match_nearest(const struct maps *ms, const struct header *h,
	    struct buf *out);
/* The names of the header for a message, cut sensibly. */
void	match_names(const struct header *h, struct buf *out);

#endif
