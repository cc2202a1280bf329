#ifndef CRM_CUSTOMERS_H
#define CRM_CUSTOMERS_H

#include "agree.h"
#include "names.h"
#include "rec.h"

/*
 * Customer tables: one row a customer (formats.md). Any number of them is
 * joined on user_id; columns that are not known here are ignored.
 */
enum customer_col {
	CUSTOMER_USER_ID, CUSTOMER_AS_OF, CUSTOMER_RECENCY,
	CUSTOMER_FREQUENCY, CUSTOMER_MONETARY, CUSTOMER_CURRENCY,
	CUSTOMER_FIRST_TIME, CUSTOMER_LAST_TIME, CUSTOMER_AOV, CUSTOMER_R,
	CUSTOMER_F, CUSTOMER_M, CUSTOMER_SEGMENT, CUSTOMER_TIER,
	CUSTOMER_LIFECYCLE, CUSTOMER_TIER_RAW, CUSTOMER_HIGH, CUSTOMER_TAG,
	CUSTOMER_CLV,
	CUSTOMER_COLS
};

/* The names, in that order: for rec_bind. */
extern const struct rec_col	customer_cols[CUSTOMER_COLS];

#define CUSTOMER_HAS(c, col)	(((c)->has >> (col) & 1) != 0)
/* CUSTOMER(c, MONETARY) */
#define CUSTOMER(c, name) ((c)->v[CUSTOMER_##name])
#define CUSTOMERS_HAVE(set, col) (((set)->bound >> (col) & 1) != 0)
#define CUSTOMER_SCORE_MAX	100

/*
 * The value of each filled column: counts, days, money in 1/10000, a time as
 * its local date, a segment as its number in segments, a tier, a lifecycle,
 * high_value and a tag as its number in words, a clv in millionths.
 */
struct customer_row {
	struct str	 user_id;
	int64_t		 v[CUSTOMER_COLS];	/* 0 where nothing is filled */
	uint32_t	 input;		/* the last one that gave a row of it */
	uint32_t	 has;		/* a bit a column that is filled */
};

/* A zeroed one is empty. */
struct customers {
	struct customer_row	*c;
	size_t		 n, cap;
	struct hash	 index;
	struct names	 segments;
	struct names	 words;		/* tiers, states, true, false, tags */
	struct arena	 text;
	uint32_t	 bound;		/* columns that some table has */
	/* The present table has these columns. */
	bool		 currency;
	bool		 monetary;
	const char	**input;	/* names of the operands, borrowed */
	uint32_t	 ninput;
};

enum customer_result {
	CUSTOMER_ADDED,
	CUSTOMER_OTHER_CURRENCY,	/* to be filtered */
	CUSTOMER_BAD,			/* reject: *cell, f->reason, f->field */
	CUSTOMER_CONFLICT		/* *f, *cell: the run cannot go on */
};

/*
 * The next table begins; its name must live as long as the set. col is where
 * rec_bind found the columns.
 */
void	customers_input(struct customers *set, const char *name,
	    const size_t col[CUSTOMER_COLS]);
/*
 * One row, cells in the order of customer_cols. A user_id twice in one table
 * is bad; in two tables the rows are joined, and a column that they fill
 * differently is a conflict.
 */
enum customer_result	customers_add(struct customers *set, struct agree *a,
	    const struct str cell[CUSTOMER_COLS], struct fault *f,
	    size_t *at);
/* The entry of that user_id, or NULL. */
const struct customer_row	*customers_find(const struct customers *set,
	    struct str user_id);
/* Append an entry made elsewhere; its user_id must be new and is borrowed. */
void	customers_put(struct customers *set, const struct customer_row *c);
void	customers_free(struct customers *set);

#endif
