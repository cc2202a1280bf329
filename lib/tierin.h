#ifndef CRM_TIERIN_H
#define CRM_TIERIN_H

#include "agree.h"
#include "joined.h"
#include "lineup.h"
#include "operand.h"
#include "purchase.h"
#include "tierlog.h"
#include "worker.h"

/*
 * The operands of crm-tier: customer tables, whose columns are kept, then the
 * events, contents and profiles of the other tables. What cannot be read, is of
 * no known kind or contradicts another operand ends the program (as input.h).
 */
struct tierin_opts {
	enum rows_format	 format;	/* --in */
	const char		*columns;	/* --columns or NULL */
	const char		*currency;	/* --currency or NULL */
	const char		*rates;		/* --rates or NULL */
	const struct zone	*zone;		/* --tz or NULL */
	int32_t			 as_of;		/* --as-of or DAY_NONE */
	struct tier_windows	 window;
	const struct acts	*acts;
	bool			 months;	/* count tags by month */
	bool			 digest;	/* of inputs, for --summary */
	bool			 thread;	/* one more, for the log */
};

/* What a customer table says that is used, by customer number. */
struct tier_given {
	int64_t	net;		/* monetary, 1/10000 */
	int64_t	clv;		/* its order: 15 digits and exponent */
	int64_t	recency, frequency;
	uint8_t	has;		/* bits below */
};
#define GIVEN_NET	1u
#define GIVEN_CLV	2u
#define GIVEN_RECENT	4u
#define GIVEN_OFTEN	8u

/* The events of a batch on their way to the log, their ids in text. */
struct tier_job {
	struct tier_event	event[ROWS_BATCH];
	size_t			n;
	struct buf		text;
};

struct tierin {
	struct tierin_opts	 opt;
	struct ledger		*ledger;	/* borrowed */
	struct operand_columns	 columns;
	struct agree		 agree;
	struct rates		 rates;
	struct sale_reader	 sale;
	struct purchases	 purchases;
	struct tierlog		 log;
	struct tagbook		 book;
	struct joined		 joined;
	struct tier_given	*given;
	size_t			 ngiven;
	bool			 given_net, given_clv;	/* some cell is filled;
							   a column is there */
	struct names		 profile;	/* texts of profiles */
	struct pairs		 profiles;	/* customer, text */
	struct lineup		 wait;
	enum rows_format	 first;		/* of the first operand */
	uint64_t		 rounded;	/* seconds */
	struct worker		*worker;	/* of the log, or NULL */
	struct tier_job		*job;		/* the batch at hand */
	struct sale		*sales;
	size_t			 nsales;
	bool			 stop;		/* --strict: go no further */
};

void	tierin_open(struct tierin *t, const struct tierin_opts *o,
	    struct ledger *l);
/* path must live as long as t. */
void	tierin_operand(struct tierin *t, const char *path);
/* All operands are named: read those that wait; settle as-of and the sums. */
void	tierin_finish(struct tierin *t);
/* The values of a customer's tables; all zero without any. */
const struct tier_given	*tierin_given(const struct tierin *t,
	    uint32_t number);
void	tierin_close(struct tierin *t);

/* In tierjoin.c: all rows of a customer table. */
void	tierin_customers(struct tierin *t, struct input *in);
/* In tierevent.c: the columns of other tables, and all rows of one. */
size_t	tierin_event_columns(struct rec_col *out);
void	tierin_events(struct tierin *t, struct input *in);
void	tierin_run_job(void *log, void *job);
void	tierin_close_job(void *job);
#define TIERIN_COLUMNS	32	/* room for them */
/* In tierjoin.c: those that are known in a customer table. */
size_t	tierin_customer_columns(struct rec_col *out);

#endif
