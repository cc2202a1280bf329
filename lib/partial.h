#ifndef CRM_PARTIAL_H
#define CRM_PARTIAL_H

#include "heap.h"
#include "io.h"
#include "names.h"
#include "num.h"
#include "rec.h"
#include "stamp.h"
#include "store.h"

/*
 * The state of crm-rfm --partial (crm-formats(5), STATES): what customers did,
 * a row for each day of an order. Any number of states can be put together to
 * what one run over all their events makes.
 */
#define PARTIAL_NAME	"crm-rfm-partial-1"

/* The columns as they are written. */
enum partial_column {
	PARTIAL_KIND, PARTIAL_USER, PARTIAL_SOURCE, PARTIAL_ACCOUNT,
	PARTIAL_ORDER, PARTIAL_STATUS, PARTIAL_CURRENCY, PARTIAL_ROWS,
	PARTIAL_AMOUNT, PARTIAL_OWN, PARTIAL_FIRST, PARTIAL_LAST,
	/* Of the options row, */
	PARTIAL_NEWEST, PARTIAL_NEXT, PARTIAL_RATES, PARTIAL_REFUNDS,
	PARTIAL_ROUND, PARTIAL_TZ,
	/* and of the end. */
	PARTIAL_CHECKSUM, PARTIAL_COLUMNS
};
extern const struct rec_col partial_columns[PARTIAL_COLUMNS];

/* What shaped a state: only states of one shape can be merged. */
enum partial_setting {
	SHAPE_CURRENCY, SHAPE_RATES, SHAPE_REFUNDS, SHAPE_ROUND, SHAPE_TZ,
	SHAPE_SETTINGS
};
extern const enum partial_column partial_shape[SHAPE_SETTINGS];

/* The options row; texts are borrowed. */
struct partial_head {
	struct str	shape[SHAPE_SETTINGS];
	int32_t		newest, next_newest;	/* days of an event */
};

/* What one customer did to one order on one day; texts are borrowed. */
struct partial_row {
	struct str	user;
	struct str	source, account, order;	/* empty: orders without id */
	struct str	currency;	/* its own, if amount is converted */
	int64_t		amount, own;	/* sums, in 1/10000 */
	uint64_t	first, last;	/* stamp_pack */
	uint32_t	rows;		/* events */
	bool		refund;
	bool		refunded;	/* an order whose status says so */
};

struct partial_user {
	uint32_t	number;
	uint32_t	idlen;
	char		id[];
};

/* Rows of one order and day; source, account and currency are words. */
struct partial_sum {
	int64_t		amount, own;
	uint64_t	first, last;
	uint32_t	rows;
	uint32_t	user;		/* number */
	uint32_t	source, account, currency;
	uint32_t	orderlen;
	bool		refund, refunded;
	char		order[];
};

/*
 * The sums of rows: about 90 bytes and the order_id for each, 60 and the id for
 * each customer, with what partial_write needs.
 */
#define PARTIAL_GROUP	64

struct partial {
	struct heap	 records;	/* users and sums */
	struct store	 user, sum;	/* uint32_t: their references */
	struct hash	 by_id, by_key;
	struct names	 word;
	uint64_t	 rows;		/* events */
	const char	*trouble;	/* a sum left its range: static text */
	/* Rows that are added together, so that each need not wait alone for
	   the memory of its user and its sum. */
	struct partial_row row[PARTIAL_GROUP];
	size_t		 n;
};

void	partial_open(struct partial *p);
/* Add a row, whose texts must last until partial_flush. */
void	partial_add(struct partial *p, const struct partial_row *r);
void	partial_flush(struct partial *p);
/*
 * The state in its one form, sorted, whatever the order of the rows was, if
 * there is no trouble. Nothing can be added after it.
 */
void	partial_write(struct partial *p, const struct partial_head *h,
	    struct io_out *out);
void	partial_close(struct partial *p);

/*
 * *s as it stands in a state, whose records are lines, so that sort(1) may
 * shuffle them: \n, \r and \\ are line feed, carriage return and backslash.
 * What has to change is in a.
 */
void	partial_escape(struct str *s, struct arena *a);
/* The reverse; false when it is no such text. */
bool	partial_unescape(struct str *s, struct arena *a);
/* CRC-32 of the cells, each followed by a line feed; line is for its use. */
uint32_t partial_crc(const struct str cell[PARTIAL_COLUMNS],
	    struct buf *line);

#endif
