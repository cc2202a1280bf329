#ifndef CRM_ORDERS_H
#define CRM_ORDERS_H

#include "hash.h"
#include "store.h"

/*
 * Orders by their key, put together from lines and refunds in any sequence:
 * 32 bytes and a slot of the index each; what few orders have stands apart:
 * refunds, and another currency than that of the run, in which the refunds of
 * an order reach its amount whatever the rates have become.
 */
struct order {
	uint64_t	time;		/* of the earliest line; 0: none */
	int64_t		gross;		/* < 0: -1 - the number of its rest */
	uint32_t	key[3];		/* the rest of it is in the slot */
	uint32_t	customer;
};

struct orders {
	struct store	order;
	struct store	rest;
	struct hash	by_key;
};

struct order_line {
	uint64_t	time;
	int64_t		amount;
	int64_t		own;		/* in its own currency, */
	uint32_t	currency;	/* 0: that of the run */
	bool		refund;		/* a refund row */
	bool		refunded;	/* a line whose status says so */
};

/* What an order is worth as far as it is known. */
struct order_worth {
	int64_t	net;		/* of its lines: refund rows stand apart */
	bool	counts;		/* not refunded in full */
};

void	orders_open(struct orders *s);
/* The order with this key, a new one without lines if there is none. */
struct order	*orders_find(struct orders *s, struct hash128 key,
		    uint32_t customer);
/* Add a line or a refund; false when a sum left the range of int64. */
bool	orders_add(struct orders *s, struct order *o,
	    const struct order_line *line);
/* What it is worth when some of it was refunded. */
struct order_worth orders_refunded(const struct orders *s,
		    const struct order *o);

static inline struct order_worth
orders_worth(const struct orders *s, const struct order *o)
{
	if (o->time == 0)
		return (struct order_worth){ 0, false };
	return o->gross < 0 ? orders_refunded(s, o) :
	    (struct order_worth){ o->gross, true };
}

/* What its lines add up to, whatever went back. */
int64_t	orders_gross(const struct orders *s, const struct order *o);
/* What is left of its lines after its refunds. */
int64_t	orders_net(const struct orders *s, const struct order *o);
void	orders_close(struct orders *s);

#endif
