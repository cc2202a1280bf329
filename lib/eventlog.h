#ifndef CRM_EVENTLOG_H
#define CRM_EVENTLOG_H

#include "agree.h"
#include "customers.h"
#include "purchase.h"
#include "sale.h"

/*
 * Event tables for a report: events by type, and the orders and refunds among
 * them by the rules of crm-rfm. Orders without a customer are kept apart.
 */
struct eventlog_count {
	struct names	 names;
	uint64_t	*n;		/* of each name */
};

struct eventlog {
	struct sale_reader	 reader;
	struct agree		*agree;		/* borrowed */
	struct purchases	 buyers;	/* with their orders */
	struct purchases	 nobody;	/* orders without user_id */
	/* Sales of the batch that are not booked yet: nobody's, buyers'. */
	struct sale		*wait[2];
	size_t			 nwait[2];
	struct eventlog_count	 types;
	struct eventlog_count	 unpaid;	/* orders by a status that
						   does not count */
	int128			 gross;		/* of the buyers' orders */
	uint64_t		 sales;		/* rows of orders and refunds */
	int128			 net;		/* after eventlog_finish */
	bool			 any;		/* a table was read */
	struct sale		 last;
	/* The order or refund that counts in the last row, or NULL. */
	const struct sale	*sale;
};

/* What became of a batch's row. */
enum eventlog_fate {
	EVENTLOG_USED,
	EVENTLOG_FILTERED,	/* f->reason */
	EVENTLOG_REJECTED,	/* f->reason, *at */
	EVENTLOG_CONFLICT	/* *f, *at: the run cannot go on */
};

/*
 * as_of and the currency option are taken from `a` now; rates, or NULL,
 * convert to that currency.
 */
void	eventlog_open(struct eventlog *e, struct agree *a,
	    const struct rates *rates);
/*
 * One row bound to sale_event_columns; `from` names its table, `currency` says
 * whether that has a currency column.
 */
enum eventlog_fate	eventlog_add(struct eventlog *e, const struct row *row,
	    const char *from, bool currency, struct fault *f, size_t *at);
/* Call before the rows of a batch go away. */
void	eventlog_flush(struct eventlog *e);
/*
 * All rows are there. The as-of of a run that has none is the newest day.
 * False when a sum left the range of int64.
 */
bool	eventlog_finish(struct eventlog *e);
/* The buyers as customers: everything but scores and segments. */
void	eventlog_customers(const struct eventlog *e, struct customers *set);
/* Buyers with a counted order who are not in the set. */
uint64_t	eventlog_strangers(const struct eventlog *e,
	    const struct customers *set);
void	eventlog_close(struct eventlog *e);

#endif
