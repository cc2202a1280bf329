#ifndef CRM_FACT_H
#define CRM_FACT_H

#include "customers.h"
#include "sale.h"

/*
 * A row of an event table as the sections of a report see it: an event,
 * content, profile or spend record of crm-ingest, its numbers checked. Columns
 * begin with those of sale.h; each may be missing.
 */
enum fact_column {
	FACT_ID = SALE_COLUMNS, FACT_DIRECTION, FACT_CHANNEL, FACT_COUPON,
	FACT_PRODUCT, FACT_CONTENT, FACT_TEXT, FACT_TITLE, FACT_PUBLISHED,
	FACT_FORM, FACT_TOPIC, FACT_AUTHOR, FACT_OWNER, FACT_TAGS, FACT_AS_OF,
	FACT_PERIOD_START, FACT_PERIOD_END, FACT_CREATED_AT, FACT_GENDER,
	FACT_AGE, FACT_BIRTHDAY, FACT_REGION, FACT_JOB, FACT_SENTIMENT,
	FACT_CATEGORIES, FACT_HITS, FACT_ASPECTS,
	/* Numbers, from here on. */
	FACT_SECONDS, FACT_DURATION, FACT_RATING, FACT_RATING_MAX,
	FACT_VIEWS, FACT_IMPRESSIONS, FACT_REACH, FACT_LIKES, FACT_COMMENTS,
	FACT_SHARES, FACT_FAVORITES, FACT_CLICKS, FACT_FOLLOWS,
	FACT_UNFOLLOWS, FACT_WATCH_SECONDS, FACT_COMPLETION_RATE,
	FACT_CLICK_RATE, FACT_FOLLOWERS,
	FACT_COLUMNS
};

#define FACT_NUMBERS	FACT_SECONDS
#define FACT_NO_NUMBER	INT64_MIN
#define FACT_UNIT	1000000		/* of seconds, ratings and rates */
#define FACT_MAX	INT64_C(1000000000000000)	/* so that sums fit */

extern const struct rec_col	fact_columns[FACT_COLUMNS];

enum fact_kind {
	FACT_EVENT, FACT_CONTENT_ROW, FACT_PROFILE, FACT_SPEND,
	FACT_OTHER	/* of no kind that is known */
};

struct fact {
	enum fact_kind	 kind;
	/* Cells by their column, borrowed until the next batch. */
	const struct str *cell;
	/* Of an event; the day also of a dated content, profile or spend. */
	int32_t		 day;		/* DAY_NONE: none */
	uint64_t	 time;		/* stamp_pack, of an event */
	bool		 out;		/* of the brand */
	/* Of an order or refund that counts, else NULL; borrowed as well. */
	const struct sale *sale;
	/* The customer in the customer tables, or NULL. */
	const struct customer_row *customer;
	int32_t		 published;	/* DAY_NONE: not said */
	int32_t		 until;		/* of a period, or DAY_NONE */
	/*
	 * By column - FACT_NUMBERS: counts as they are, seconds, ratings and
	 * rates in 1/FACT_UNIT; FACT_NO_NUMBER where the cell is empty.
	 */
	int64_t		 number[FACT_COLUMNS - FACT_NUMBERS];
};

#define FACT(f, column)	((f)->cell[FACT_##column])
#define FACT_NUM(f, column) ((f)->number[FACT_##column - FACT_NUMBERS])
#define FACT_HAS(f, column) (FACT_NUM(f, column) != FACT_NO_NUMBER)

/*
 * The row as a fact, but for customer. False when a cell is no number, no time
 * or out of range: *at is its column and f->reason says why.
 */
bool	fact_read(const struct row *row, struct fact *fact, struct fault *f,
	    size_t *at);
/* The type of an event; an empty one is an order (sale.h). */
struct str	fact_type(const struct fact *f);
bool	fact_is(const struct fact *f, const char *type);

#endif
