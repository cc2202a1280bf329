#ifndef CRM_GIVEN_H
#define CRM_GIVEN_H

#include "agree.h"
#include "sale.h"

/*
 * Customers whose recency, frequency and monetary value a table has already
 * (crm-rfm --from=customers): what a row says, as sale.h is for orders.
 */
enum given_column {
	GIVEN_USER, GIVEN_AS_OF, GIVEN_RECENCY, GIVEN_FREQUENCY,
	GIVEN_MONETARY, GIVEN_CURRENCY, GIVEN_FIRST, GIVEN_LAST, GIVEN_AOV,
	GIVEN_COLUMNS
};
extern const struct rec_col given_columns[GIVEN_COLUMNS];

struct given {
	struct str	user;		/* borrowed from the row */
	int64_t		net, aov;	/* 1/10000 */
	uint64_t	first, last;	/* stamp_pack; 0: not known */
	uint32_t	orders;
};

enum given_fate {
	GIVEN_OK,
	GIVEN_FILTERED,		/* another currency than --currency */
	GIVEN_REJECTED,		/* f->reason, cell */
	GIVEN_CONFLICT		/* *f: the run cannot go on */
};

struct given_reader {
	struct agree		 agree;
	bool			 round_money;
	uint64_t		 rounded;	/* amounts */
	bool			 as_of_given;	/* by --as-of */
	/* The present table, whether it has an as_of, and is not the first. */
	const char		*name;
	bool			 dated, another;
	/* Of the last row: its last order's day, or DAY_NONE. */
	int32_t			 day;
	enum given_column	 cell;
};

/* Of the rules for orders: --as-of, --currency, --round-money. */
void		given_open(struct given_reader *g,
		    const struct sale_rules *r);
/*
 * The next table, its columns as rec_bind found them; name must live as long
 * as g. False with *f when it leaves open what its rows mean. sparse: a column
 * that no row fills is not there (JSON lines).
 */
bool		given_table(struct given_reader *g, const char *name,
		    const size_t col[GIVEN_COLUMNS], bool sparse,
		    struct fault *f);
/* One row, cells in the order of given_columns. */
enum given_fate	given_read(struct given_reader *g, const struct str *cell,
		    struct given *out, struct fault *f);
void		given_close(struct given_reader *g);

#endif
