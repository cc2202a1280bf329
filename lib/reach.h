#ifndef CRM_REACH_H
#define CRM_REACH_H

#include "family.h"
#include "names.h"
#include "seen.h"

/*
 * Whom contents, messages and offers reach, and what these customers do then.
 * Kept for each customer, and for each pair of a customer with a channel, a
 * content or a coupon, about 130 bytes each; and 30 for an order with both a
 * coupon column and an order_id.
 */
enum reach_what {
	REACH_REACHED,		/* exposure, delivered, open, view */
	REACH_DELIVERED,
	REACH_OPENED,
	REACH_ENGAGED,		/* see reach.c: an interaction */
	REACH_ACTIVE,		/* comment, share, message */
	REACH_PART,		/* engaged, or publish */
	REACH_PLAYED,		/* play */
	REACH_WHATS
};

/* When: at all, in the last period that is over, and in the one before. */
enum reach_span { REACH_EVER, REACH_NOW, REACH_BEFORE, REACH_SPANS };

/* Bits of a mask. */
#define REACH_BIT(what, span)	(1u << ((span) * REACH_WHATS + (what)))
#define REACH_NONE		UINT32_MAX	/* no customer, content, name */

struct reach_user {
	/* Of the customer tables, or NULL. */
	const struct customer_row *customer;
	uint32_t	mask;
};

struct reach_by_channel {
	uint32_t	user, channel;
	uint32_t	mask;
};

/* A content, and the form and topic that rows about it state themselves. */
struct reach_place {
	uint32_t	content, form, topic;	/* or REACH_NONE */
};

/* What a customer (or REACH_NONE: they) did there. */
struct reach_act {
	uint32_t	user, place;
	uint32_t	mask;			/* of REACH_EVER */
	uint64_t	interactions;
	uint64_t	plays;
	uint64_t	timed;			/* plays with seconds, */
	uint64_t	hooked;			/* with 3 or more, */
	uint64_t	whole;			/* with a duration too, */
	uint64_t	complete;		/* and played to the end */
	uint64_t	dwells;			/* play, read, view: seconds */
	int128		dwell;			/* 1/FACT_UNIT seconds */
};

struct reach_offer {
	uint32_t	user, coupon;		/* coupon "" is none */
	uint64_t	orders;
	int128		gross;			/* 1/10000 */
};

struct reach_content {
	const struct customer_row *author;	/* a customer, or NULL */
	bool		record;			/* a content row says so */
};

struct reach {
	struct family_opts	 opt;
	bool			 spans;		/* now and before are known */
	int32_t			 period[REACH_SPANS];	/* but REACH_EVER */
	bool			 reach;		/* somebody was reached */
	bool			 coupons;
	struct names		 channel, form, topic, coupon;
	/* Each with its keys, in the same order. */
	struct seen		 user_key, channel_key, content_key;
	struct seen		 place_key, act_key, offer_key, order_key;
	struct store		 user, by_channel, content;
	struct store		 place, act, offer;
	struct buf		 tmp;
};

extern const struct family	family_reach;

/* The n-th of what is kept. */
#define REACH_AT(r, what, i)						\
	((const struct reach_##what *)store_at(&(r)->what, (i)))

#endif
