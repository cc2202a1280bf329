#ifndef CRM_PURCHASE_H
#define CRM_PURCHASE_H

#include <stddef.h>

#include "daybook.h"
#include "heap.h"
#include "orders.h"
#include "sale.h"
#include "store.h"
#include "worker.h"

/*
 * The purchases of each customer: orders, net sum, first and last, from rows
 * in any order (definitions.md 3.3). Memory: about 90 bytes a customer and its
 * id, about 50 an order with an order_id; with a window and no as-of also 64 a
 * row.
 */
struct customer {
	int128		 net;		/* 1/10000 */
	/* What each source of customers keeps beside. */
	union {
		struct {	/* PURCHASE_ORDERS: of those without order_id */
			uint64_t	single_first;	/* 0: none */
			uint64_t	single_last;
		};
		/* PURCHASE_ROWS: the amounts as doubles, added exactly. */
		int128		 doubles;	/* rfmcompat_units */
		int64_t		 aov;		/* PURCHASE_GIVEN */
	};
	/* stamp_pack of counted orders; 0: none, or first not given. */
	uint64_t	 first;
	uint64_t	 last;
	uint32_t	 orders;	/* counted */
	uint32_t	 days;		/* with a counted order, if opt.days */
	uint32_t	 idlen : 31;	/* at most ROWS_FIELD_MAX */
	uint32_t	 stale : 1;	/* first and last are not known */
	char		 id[];
};

/* What customers are made from. */
enum purchase_from {
	PURCHASE_ORDERS,	/* orders and refunds: definitions.md 3.3 */
	PURCHASE_ROWS,		/* every row is an order, also refunds */
	PURCHASE_GIVEN		/* the caller: purchases_new */
};

struct purchase_opts {
	enum purchase_from from;
	int32_t	as_of;		/* DAY_NONE: known at purchases_finish */
	int64_t	window;		/* days, 0: all history */
	bool	days;		/* keep the days with an order */
	bool	keep;		/* the orders stay when all is settled */
	bool	thread;		/* book in a thread of its own */
};

struct purchases {
	struct purchase_opts	 opt;
	struct heap		 records;	/* struct customer */
	struct store		 customer;	/* uint32_t: their references */
	struct hash		 by_id;
	struct orders		 orders;	/* of rows with an order_id */
	struct daybook		 days;		/* if opt.days */
	struct store		 held;		/* rows that wait for as-of */
	bool			 overflow;	/* a sum left the range */
	bool			 too_many;	/* orders of one customer */
	bool			 stale;		/* some customer is */
	struct worker		*worker;	/* NULL: book at once, */
	struct job		*here;		/* from here */
};

void	purchases_open(struct purchases *p, const struct purchase_opts *o);
/* Add the sales of a batch (at most ROWS_BATCH), which are copied. */
void	purchases_add(struct purchases *p, const struct sale *s, size_t n);
/*
 * The reference of the customer with an id, made if there is none, in three
 * steps: between them the memory that the next one needs is on its way, so the
 * caller does the same steps of some dozens of other rows there.
 */
struct purchase_id {
	struct str	id;
	uint64_t	key;		/* hash_bytes128(id, 0).lo */
	uint32_t	ref;		/* the likely one, or HASH_NONE */
};
MEM_AHEAD void
purchases_ask_id(const struct purchases *p, const struct purchase_id *i)
{
	hash_prefetch(&p->by_id, i->key);
}
static inline void
purchases_guess(const struct purchases *p, struct purchase_id *i)
{
	struct hash_probe probe;
	const char *c;

	i->ref = hash_first(&p->by_id, i->key, &probe);
	if (i->ref == HASH_NONE)
		return;
	c = heap_at(&p->records, i->ref);
	mem_ask(c);
	mem_ask(c + 64);
	mem_ask(c + offsetof(struct customer, id) + i->id.len - 1);
}
uint32_t	purchases_find(struct purchases *p,
		    const struct purchase_id *i);
/*
 * A customer without purchases, to be filled by the caller; NULL when there is
 * one with that id.
 */
struct customer	*purchases_new(struct purchases *p, struct str id);
/*
 * All rows are there: settle orders against their refunds, as of a day. False
 * when an amount left the range of int64 or a customer has too many orders.
 */
bool	purchases_finish(struct purchases *p, int32_t as_of);
/* Customer number i of customer.n, in the order of their first rows. */
static inline const struct customer *
purchases_at(const struct purchases *p, uint32_t i)
{
	const uint32_t *ref = store_at(&p->customer, i);

	return heap_at(&p->records, *ref);
}
/* Ask for the memory that tells where the customer is. */
MEM_AHEAD void
purchases_ask(const struct purchases *p, uint32_t i)
{
	mem_ask(store_at(&p->customer, i));
}
/* Does a day count? opt.as_of must be known if there is a window. */
static inline bool
purchases_in_window(const struct purchases *p, int32_t day)
{
	int64_t age = (int64_t)p->opt.as_of - day;

	return p->opt.window == 0 || (age >= 0 && age < p->opt.window);
}
/* Of a customer with orders: its net sum by orders, or as it was given. */
static inline int128
purchases_aov(const struct purchases *p, const struct customer *c)
{
	return p->opt.from == PURCHASE_GIVEN ? c->aov :
	    money_divide(c->net, c->orders);
}
/* Customer numbers sorted by id in byte order; caller frees. */
uint32_t *purchases_sorted(const struct purchases *p);
void	purchases_close(struct purchases *p);

#endif
