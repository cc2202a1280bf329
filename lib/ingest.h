#ifndef CRM_INGEST_H
#define CRM_INGEST_H

#include "intake.h"
#include "ledger.h"

/*
 * The rows of operands into records: reads, groups, applies the map, removes
 * what came before, keeps the account.
 */
struct ingest_opts {
	struct ledger	*ledger;
	bool		 dedup;
	bool		 sorted;
	bool		 provenance;	/* fill src_file and src_line */
	uint64_t	 max_rows;	/* of an operand, 0: all */
	/* Takes each record that is to be written; its texts live until it
	   returns. */
	void		(*write)(void *ctx, const struct record *r);
	/* After each batch: what was written may go out. Or NULL. */
	void		(*flush)(void *ctx);
	void		*ctx;
};

struct ingest;

struct ingest	*ingest_open(const struct ingest_opts *o);
/*
 * All rows of an opened operand. STATUS_OK; STATUS_DATA after --strict;
 * STATUS_USAGE or STATUS_IO with a line in err.
 */
enum status	 ingest_run(struct ingest *g, struct intake *t,
		    uint32_t operand, struct buf *err);
/* Put what was counted into the ledger, free. */
void		 ingest_close(struct ingest *g);

#endif
