#ifndef CRM_BOOKING_H
#define CRM_BOOKING_H

#include "given.h"
#include "input.h"
#include "partialread.h"
#include "purchase.h"
#include "seen.h"
#include "story.h"

/*
 * Operands into purchases: reads each table, judges its rows with sale.c (with
 * PURCHASE_GIVEN given.c), tells the ledger what became of them, and books what
 * counts.
 */
enum booking_duplicates { BOOKING_KEEP, BOOKING_DROP, BOOKING_ERROR };

struct booking_opts {
	struct sale_rules	 rules;
	struct purchase_opts	 purchases;
	/* What to do with rows that are equal in all bound columns. */
	enum booking_duplicates	 duplicates;
	enum rows_format	 in;
	const char		*columns;	/* --columns or NULL */
	const char		*zone_name;	/* of rules.zone */
	const char		*rates;		/* --rates or NULL */
	const char		*explain;	/* customer of story, or NULL */
	bool			 digest;	/* of inputs, for --summary */
	/* bookstate.h: write a state, read states. */
	bool			 partial, merge;
	bool			 refunds_given;	/* asked for, not by default */
};

struct booking {
	struct booking_opts	 opt;
	struct ledger		*ledger;	/* the caller's */
	struct rec_aliases	 aliases;
	struct rates		 rates;
	struct sale_reader	 sale;
	struct given_reader	 given;		/* instead */
	struct purchases	 purchases;
	struct partial		 partial;	/* instead, with opt.partial */
	struct partial_reader	 states;
	struct seen		 seen;
	struct story		 story;
	struct input		 in;		/* the present operand */
	enum rows_format	 first;		/* of the first operand */
	bool			 stop;		/* --strict, or a row twice */
};

/* A file of rates that cannot be used ends the program, as in input.h. */
void	booking_open(struct booking *b, const struct booking_opts *o,
	    struct ledger *l);
/*
 * Read one operand. False when the run cannot go on: b->stop is set and the
 * ledger knows why, or *f is filled (a second currency; end with status 1).
 */
bool	booking_read(struct booking *b, const char *path, struct fault *f);
/*
 * The as-of day: the given one, else the newest day of an event row; one far
 * from the next newest is remarked on. DAY_NONE without any.
 */
int32_t	booking_as_of(struct booking *b);
/* For the ledger, when they are known: with opt.merge at the end. */
void	booking_settings(const struct booking *b);
/* The one currency of the run; may be empty. */
struct str	booking_currency(const struct booking *b);
void	booking_close(struct booking *b);

#endif
