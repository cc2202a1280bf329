#ifndef CRM_INGESTIN_H
#define CRM_INGESTIN_H

#include "ingest.h"

/* A run of crm-ingest: private to ingest.c, ingestrec.c and ingestsum.c. */
struct ingest {
	struct ingest_opts	 o;
	struct dedup		 dedup;
	struct apply_counts	 counts;	/* of all operands */
	uint64_t		 same, other;	/* records not written */
	uint64_t		*type;		/* records of each type */
	uint64_t		 kind[4];	/* records that are no events */
	struct arena		 mem;
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
/* Rows that give no record. */
void		 ingest_filter(struct ingest *g, const char *why,
		    uint64_t nrows);
/* The records of nrows rows that begin at a line. */
enum status	 ingest_records(struct ingest *g, struct applied *a,
		    uint64_t nrows, uint64_t line);

#endif
