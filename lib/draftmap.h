#ifndef CRM_DRAFTMAP_H
#define CRM_DRAFTMAP_H

#include "intake.h"

/*
 * --draft-map: write a map for the export of operand t (its path is set) to a
 * new file, or to standard output for "-". o as for intake_open; its maps are
 * not used. A file that is there is never touched. STATUS_OK, or with a line in
 * err STATUS_DATA (an empty table), STATUS_USAGE (the file is there) or
 * STATUS_IO.
 */
enum status	draftmap(const char *path, struct intake *t,
		    const struct intake_opts *o, struct buf *err);

#endif
