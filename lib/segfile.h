#ifndef CRM_SEGFILE_H
#define CRM_SEGFILE_H

#include "ledger.h"
#include "segment.h"

/*
 * Read a segment table: the name of a built-in one (lib/data/segments), else a
 * file. STATUS_OK; STATUS_USAGE with *f for a mistake in the table or a name
 * that is neither, STATUS_IO with f->reason for a file that cannot be read.
 * *where names it for messages; caller frees the table.
 */
enum status	segfile_load(struct segments *s, const char *name,
		    const char **where, struct fault *f);
/* What a user should know of a table: its holes, rules never reached. */
void		segfile_note(const struct segments *s, const char *where,
		    struct ledger *l);
/*
 * What --show prints: "segments" is a list of the built-in tables,
 * "segments:NAME" the text of one. False when there is no such thing.
 */
bool		segfile_show(struct buf *out, const char *what);

#endif
