#ifndef CRM_DETECT_H
#define CRM_DETECT_H

#include "ingest.h"

/* What was found out about an operand that was read: notes of the ledger. */
void	detect_note(struct ledger *l, const struct intake *t);

struct detect_opts {
	const struct intake_opts *intake;
	const struct keep *keep;	/* as in ingest_opts */
	const char	*assume;	/* --assume-tz, or NULL */
	bool		 dedup;
	bool		 json;		/* a line of JSON, not a block */
};

/*
 * --detect: what is found out about an operand, whose path and account are
 * set, with the columns that are used and not used, and what becomes of its
 * first 1,000 rows. Whatever is wrong with it is said there too. STATUS_OK,
 * STATUS_DATA (no rows can be had from it), STATUS_USAGE (no map, several, or
 * dates that do not tell their order), STATUS_IO.
 */
enum status	detect_operand(struct buf *out, struct intake *t,
		    const struct detect_opts *o);

#endif
