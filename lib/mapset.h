#ifndef CRM_MAPSET_H
#define CRM_MAPSET_H

#include "map.h"

/*
 * The maps of a run: the compiled-in ones, or the one that is named, from a
 * file, or declared by --as and --columns. The last three may be NULL. On a
 * mistake STATUS_USAGE (STATUS_IO when the file cannot be read) with a line in
 * err; a mistake in the text of --columns ends the program as rec_aliases does.
 */
enum status	mapset_open(struct maps *ms, const char *map, const char *as,
		    const char *columns, struct buf *err);
/*
 * What --show prints: "maps" is a list of names, "map:NAME" a map as JSON.
 * STATUS_USAGE with a line in err when there is no such thing.
 */
enum status	mapset_show(struct buf *out, const char *what,
		    struct buf *err);

#endif
