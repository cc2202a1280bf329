#ifndef CRM_EXPLAIN_H
#define CRM_EXPLAIN_H

#include "ingest.h"

/*
 * --explain: how one row of an operand was read: each cell with the column and
 * the rule that it feeds and what came of it, the conditions of the map, the
 * records, or why there are none. Of rows that are one record, the whole group.
 */
struct explain {
	struct buf		*out;
	const char		*assume;	/* --assume-tz, or NULL */
	bool			 ext;		/* the records have ext */
	uint64_t		 line;		/* that is asked for */
	uint64_t		 last;		/* row that was seen */
	bool			 found;
};

/*
 * Read t, which is opened with intake_opts.ext set, up to the row. STATUS_OK,
 * or STATUS_USAGE with a line in err when there is no such row, or as
 * ingest_run.
 */
enum status	explain_row(struct explain *e, struct intake *t,
		    struct ingest_opts *o, struct buf *err);

#endif
