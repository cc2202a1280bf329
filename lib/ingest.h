#ifndef CRM_INGEST_H
#define CRM_INGEST_H

#include "group.h"
#include "keep.h"
#include "ledger.h"

/* What became of a row, or of a group of rows that are one record. */
struct ingest_seen {
	struct intake		*t;
	const struct row	*row;		/* NULL: a group */
	const struct group	*group;		/* or NULL */
	const struct str	*cell;		/* bound; NULL: not looked at */
	const char		*filtered;	/* why, or NULL */
	const struct fault	*fault;		/* rejected for it, or NULL */
	const struct applied	*applied;	/* its records, or NULL */
	const char		**fate;		/* of each: NULL or why it is
						   not written */
};

/*
 * The rows of operands into records: reads, groups, applies the map, removes
 * what came before, keeps the account.
 */
struct ingest_opts {
	struct ledger	*ledger;
	const struct keep *keep;	/* records that are wanted; or NULL */
	bool		 dedup;
	bool		 sorted;
	bool		 provenance;	/* fill src_file and src_line */
	bool		 thread;	/* write in a thread of its own */
	uint64_t	 max_rows;	/* of an operand, 0: all */
	/* The columns of the output; NULL: all. */
	const bool	*fills;
	/* Takes each record that is to be written, a cell for each of these
	   columns; its texts live until it returns. Or NULL. */
	void		(*write)(void *ctx, const struct str *cell);
	/* Before more input is waited for: what was written may go out. Or
	   NULL. */
	void		(*flush)(void *ctx);
	void		*ctx;
	/* Is told of every row and group; true ends the run. Or NULL. */
	bool		(*watch)(void *ctx, const struct ingest_seen *s);
	void		*watch_ctx;
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
