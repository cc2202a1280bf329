#ifndef CRM_SEGFILE_H
#define CRM_SEGFILE_H

#include "ledger.h"
#include "segment.h"

/*
 * Read a segment table: the name of a built-in one (lib/data/segments), else a
 * file. STATUS_OK, or a line in err: STATUS_USAGE for a mistake in the table or
 * a name that is neither, STATUS_IO for a file that cannot be read. The caller
 * frees the table.
 */
enum status	segfile_load(struct segments *s, const char *name,
		    struct buf *err);
/* What a user should know of a table: its holes, rules never reached. */
void		segfile_note(const struct segments *s, const char *where,
		    struct ledger *l);
/*
 * What --show prints: "segments" is a list of the built-in tables,
 * "segments:NAME" the text of one. False when there is no such thing.
 */
bool		segfile_show(struct buf *out, const char *what);

#endif
