#ifndef CRM_SALE_H
#define CRM_SALE_H

#include "money.h"
#include "rates.h"
#include "stamp.h"
#include "zone.h"

/*
 * Orders and refunds as rows of an event table (formats.md), or of any table
 * with user_id, time and amount: what a row means, by the rules of
 * definitions.md 3.3. Shared by every program that counts money.
 */
enum sale_column {
	SALE_USER, SALE_TIME, SALE_AMOUNT, SALE_CURRENCY, SALE_STATUS,
	SALE_ORDER, SALE_KIND, SALE_TYPE, SALE_SOURCE, SALE_ACCOUNT,
	SALE_SRC_FILE, SALE_SRC_LINE, SALE_COLUMNS
};
extern const struct rec_col sale_columns[SALE_COLUMNS];
/*
 * The same for an event table, which says by its column type what a row is: it
 * may be without orders, and then without user_id and amount.
 */
extern const struct rec_col sale_event_columns[SALE_COLUMNS];
/* The ones for a table: event columns when it has a column type. */
const struct rec_col	*sale_columns_of(const struct rows *r,
			    const struct rec_aliases *al);

struct sale_rules {
	const struct zone	*zone;		/* --tz, or NULL: as written */
	struct str		 currency;	/* --currency, or empty */
	/* --rates, or NULL: converts to currency, which is then not empty. */
	const struct rates	*rates;
	int32_t			 as_of;		/* DAY_NONE: not known yet */
	bool			 ignore_refunds;
	bool			 round_money;
};

struct sale {
	struct str	user;		/* borrowed from the row */
	struct str	order;		/* order_id, may be empty */
	uint64_t	shop;		/* hash of source and account, whose
					   order numbers are their own */
	uint64_t	time;		/* stamp_pack */
	int64_t		amount;		/* >= 0, 1/10000 */
	int64_t		own;		/* the same in its own currency, */
	uint32_t	currency;	/* a hash of it; 0: not converted */
	int32_t		day;
	uint32_t	orders;		/* that the row stands for: 1, unless
					   it is of a state */
	bool		refund;
	bool		refunded;	/* an order whose status says so */
};

enum sale_fate {
	SALE_OK,
	SALE_FILTERED,		/* reason: static text */
	SALE_REJECTED,		/* reason and cell */
	SALE_CURRENCIES		/* a second currency: see sale_currencies */
};

struct sale_reader {
	struct sale_rules	 rules;
	struct buf		 currency;	/* of the first order */
	bool			 has_currency;
	struct buf		 other;		/* the second one */
	uint64_t		 rounded;	/* amounts, by round_money */
	/* Source and account of the last row, and their hash. */
	struct buf		 shop_text;
	uint64_t		 shop;
	struct stamp_memo	 day;		/* of the last row */
	/* The newest day of an event row, and the newest before it. */
	int32_t			 newest, next_newest;
	/* Of the last row that was not SALE_OK. */
	const char		*reason;
	enum sale_column	 cell;
};

void		sale_open(struct sale_reader *s, const struct sale_rules *r);
/* What one row bound to sale_columns is. */
enum sale_fate	sale_read(struct sale_reader *s, const struct row *row,
		    struct sale *out);
/* The day of an event, for newest and next_newest; done by sale_read. */
void		sale_newest(struct sale_reader *s, int32_t day);
/* For struct sale: the shop of a source and an account, another currency. */
uint64_t	sale_shop(struct sale_reader *s, struct str source,
		    struct str account);
uint32_t	sale_currency(struct str code);
void		sale_close(struct sale_reader *s);
/* "from FILE:LINE" into f->detail when src_file says where a row came from. */
void		sale_origin(const struct row *row, struct fault *f);

#endif
