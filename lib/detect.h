#ifndef CRM_DETECT_H
#define CRM_DETECT_H

#include "ingest.h"

/* What was found out about an operand that was read: notes of the ledger. */
void	detect_note(struct ledger *l, const struct intake *t);
/*
 * --detect: a block about operand number i, with the columns that are used
 * and not used, and how many of the first 1,000 rows cannot be. assume is the
 * name of --assume-tz or NULL. Reads the operand. Status as ingest_run.
 */
enum status	detect_operand(struct buf *out, struct intake *t,
		    const struct intake_opts *o, const char *assume,
		    struct buf *err);

#endif
