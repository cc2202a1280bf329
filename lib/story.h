#ifndef CRM_STORY_H
#define CRM_STORY_H

#include "purchase.h"

/*
 * The rows of one customer, and what became of each: crm-rfm --explain. All of
 * it is copied.
 */
struct story_row {
	struct sale	 sale;
	const char	*why;		/* it is left out: static text */
	/* Then time and amount as they were written; or empty: as in sale. */
	struct str	 when, amount;
};

/* An order, a refund, or a row that is left out. */
struct story_line {
	uint64_t	 time;		/* stamp_pack; 0: not known */
	struct str	 when;		/* as it was written, or empty */
	struct str	 order;		/* order_id, may be empty */
	uint32_t	 orders;	/* that count */
	bool		 counts;	/* in the net sum, with */
	int128		 net;
	bool		 row;		/* it is a row that is left out */
	bool		 refund;
	struct str	 note;		/* what else there is to say */
};

struct story {
	struct str		 user;
	bool			 on;	/* it is asked for */
	struct story_row	*row;
	size_t			 n;
	struct story_line	*line;	/* by story_tell: the newest first */
	size_t			 nlines;
	struct arena		 text;
};

/* Without an id it asks for nobody. */
void	story_open(struct story *s, const char *user);
/*
 * Those of n sales that are of its customer, before they are booked; or that
 * are left out, and why (static text).
 */
void	story_add(struct story *s, const struct sale *sale, size_t n,
	    const char *why);
/* The same for a row (bound to sale_columns) that has not become a sale. */
void	story_left_out(struct story *s, const struct row *row,
	    const char *why);
/*
 * All rows are there: the lines, by the rules and for the as-of day of
 * finished purchases. Their orders and sums add up to those of the customer.
 */
void	story_tell(struct story *s, const struct purchases *p);
void	story_close(struct story *s);

#endif
