#ifndef CRM_INGESTIN_H
#define CRM_INGESTIN_H

#include "ingest.h"
#include "worker.h"

/*
 * What rows gave, on its way to be written: by a thread, while the next rows
 * are read. Texts live in the arena and in the batch of rows.
 */
#define INGEST_ITEMS	64
#define INGEST_JOBS	8

struct ingest_job {
	struct arena	 mem;
	struct ingest_item {
		struct applied	 a;
		uint64_t	 nrows, line;
		const char	*why;	/* no record is written; or NULL */
		bool		 stop;	/* the run ends here */
	}		 item[INGEST_ITEMS];
	size_t		 n;
};

/* A run of crm-ingest: private to ingest*.c. */
struct ingest {
	struct ingest_opts	 o;
	struct dedup		 dedup;
	struct apply_counts	 counts;	/* of all operands */
	uint64_t		 same, other;	/* records not written */
	uint64_t		*type;		/* records of each type */
	uint64_t		 kind[4];	/* records that are no events */
	struct worker		*worker;	/* or NULL */
	bool			 queue;		/* it is used for this table */
	struct ingest_job	 here;		/* without it */
	struct ingest_job	*job;		/* being filled */
	struct ingest_job	*given[INGEST_JOBS];	/* oldest first */
	size_t			 ngiven;
	bool			 stop;		/* a record ended the run */
	/* Of the operand at hand. */
	struct intake		*t;
	uint32_t		 operand;
	struct group		 group;
	const struct map	*hashed;	/* see map_hash */
	uint32_t		 hash;
	uint64_t		 nread;
	struct buf		*err;
	struct ingest_seen	 seen;		/* the row at hand */
	bool			 done;		/* the watcher has enough */
};

/* What is being looked at: a row, or the group. */
void		 ingest_look(struct ingest *g, const struct row *row,
		    const struct group *gr, const struct str *cell);
/* Tell the watcher why it is rejected. */
void		 ingest_fault(struct ingest *g, const struct fault *f);
/*
 * Rows that give no record, and the records of nrows rows that begin at a line.
 * STATUS_USAGE when a record ends the run; with the thread a later call says
 * so.
 */
enum status	 ingest_filter(struct ingest *g, const char *why,
		    uint64_t nrows);
enum status	 ingest_records(struct ingest *g, struct applied *a,
		    uint64_t nrows, uint64_t line);
/* Write the records of an item, or see why not: item->why, item->stop. */
void		 ingest_write(struct ingest *g, struct ingest_item *item);
/* Tell the ledger what became of an item. */
void		 ingest_settle(struct ingest *g, const struct ingest_item *i);

/* The thread, when the options ask for it. */
void		 ingest_thread(struct ingest *g);
/* Begin a table: rows that stand alone may be written by the thread. */
void		 ingest_begin(struct ingest *g);
/* A place for what comes next, then give it away when its job is full. */
struct ingest_item *ingest_next(struct ingest *g);
enum status	 ingest_give(struct ingest *g);
/* All that was given is written and told; the arena is empty. */
enum status	 ingest_drain(struct ingest *g);
void		 ingest_end_thread(struct ingest *g);

#endif
