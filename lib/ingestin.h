#ifndef CRM_INGESTIN_H
#define CRM_INGESTIN_H

#include "ingest.h"
#include "worker.h"

/*
 * A run of crm-ingest: private to ingest*.c. Rows are read and records written
 * by the program's thread; in between, a thread of its own finds out what the
 * rows are (ingestrow.c). So a job carries copies of some rows one way and
 * what became of them, item by item in the same order, the other way.
 */
#define INGEST_ROWS	128
#define INGEST_BYTES	((size_t)1 << 20)	/* of text in a job */
#define INGEST_JOBS	8

/* A record as it is to be written: see pack() in ingestrec.c. */
struct ingest_record {
	const char		*unwanted;	/* why, or NULL */
	int			 kind, type;	/* of the words, or -1 */
	bool			 own;		/* see struct applied */
	bool			 fresh;		/* it cannot have come before */
	int64_t			 minute;
	struct str		 source, account, id, user;
	struct str		*cell;		/* of the output */
	struct dedup_record	 dedup;		/* before it is settled */
};

/* A row that belongs to an item, for its rejection. */
struct ingest_line {
	uint64_t	line, column;
	struct str	raw;
};

enum ingest_fate {
	INGEST_RECORDS,		/* rec, n of them */
	INGEST_FILTERED,	/* why */
	INGEST_REJECTED,	/* fault, line */
	INGEST_END		/* the run cannot go on: why */
};

struct ingest_item {
	enum ingest_fate	 fate;
	uint64_t		 nrows;
	const char		*why;
	struct ingest_record	*rec;
	size_t			 n;
	const struct applied	*applied;	/* what they are made of; only
						   for items settled at once */
	struct fault		*fault;
	const struct ingest_line *line;		/* nrows of them */
	bool			 uncounted;	/* see ledger_fail */
};

struct ingest_job {
	struct arena		 mem;
	struct row		 row[INGEST_ROWS];
	struct hash128		 hash[INGEST_ROWS]; /* if hashes */
	bool			 broken[INGEST_ROWS]; /* item.uncounted */
	size_t			 nrow;
	size_t			 next;		/* the first not dealt with */
	size_t			 bytes;
	struct ingest_item	*item;
	size_t			 n, cap;
};

struct ingest {
	struct ingest_opts	 o;
	enum record_col		 col[REC_N];	/* of the output */
	size_t			 ncol;
	struct dedup		 dedup;
	struct apply_counts	 counts;	/* of all operands */
	uint64_t		 same, other;	/* records not written */
	uint64_t		*type;		/* records of each type */
	uint64_t		 kind[4];	/* records that are no events */
	struct worker		*worker;	/* or NULL */
	struct ingest_job	 here;		/* without it */
	struct ingest_job	*fill;		/* that takes rows */
	struct ingest_job	*given[INGEST_JOBS];	/* oldest first */
	size_t			 ngiven;
	enum status		 status;	/* why the run ended */
	/* Of what is at work on rows. */
	struct ingest_job	*job;
	bool			 direct;	/* items are settled at once */
	bool			 halt;		/* dates have to be judged */
	struct applied		 applied;	/* the row at hand */
	struct arena		 table;		/* for the table at hand */
	bool			 hashes;	/* its rows: apply_hashes */
	struct group		 group;
	const struct map	*hashed;	/* see map_hash */
	uint32_t		 hash;
	/* Of the operand at hand. */
	struct intake		*t;
	uint32_t		 operand;
	uint64_t		 nread;
	struct buf		*err;
	struct ingest_seen	 seen;		/* the row at hand */
	bool			 done;		/* the watcher has enough */
};

/* ingestrow.c: what the rows of g->job from next on are. */
void		 ingest_rows(struct ingest *g);
/* The rows of a group that have not come to an end. */
void		 ingest_end_group(struct ingest *g);

/* ingestrec.c: one more item of g->job, with a fault if it needs one. */
struct ingest_item *ingest_item(struct ingest *g, enum ingest_fate fate,
		    uint64_t nrows);
/* The records of nrows rows that begin at a line; lasting: as the job does. */
void		 ingest_pack(struct ingest *g, struct ingest_item *item,
		    const struct applied *a, uint64_t line, bool lasting);
/* What is being looked at: a row, or the group. */
void		 ingest_look(struct ingest *g, const struct row *row,
		    const struct group *gr, const struct str *cell);
/* The item is complete: without the thread it is settled. */
void		 ingest_give(struct ingest *g, struct ingest_item *item);
/* Write, reject, tell the ledger; all items of a job in their order. */
void		 ingest_settle(struct ingest *g, struct ingest_job *j);

/* ingestjob.c: the thread, when the options ask for it. */
void		 ingest_open_thread(struct ingest *g);
/* A row for the table at hand; it is copied, or dealt with at once. */
void		 ingest_row(struct ingest *g, const struct row *row,
		    bool broken);
/* All rows so far are dealt with, and told. */
void		 ingest_drain(struct ingest *g);
void		 ingest_close_thread(struct ingest *g);

/* ingest.c: before the first date that may mean two days is read. */
void		 ingest_judge(struct ingest *g);

#endif
