#ifndef CRM_PURCHASE_H
#define CRM_PURCHASE_H

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
	uint64_t	 first;		/* stamp_pack of counted orders, */
	uint64_t	 last;		/* 0: none */
	uint32_t	 orders;	/* counted */
	uint32_t	 days;		/* with a counted order, if opt.days */
	uint64_t	 single_first;	/* of those without an order_id, */
	uint64_t	 single_last;	/* 0: none */
	uint32_t	 idlen;
	bool		 stale;		/* first and last are not known */
	char		 id[];
};

struct purchase_opts {
	int32_t	as_of;		/* DAY_NONE: known at purchases_finish */
	int64_t	window;		/* days, 0: all history */
	bool	days;		/* keep the days with an order */
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
	bool			 stale;		/* some customer is */
	struct worker		*worker;	/* NULL: book at once, */
	struct job		*here;		/* from here */
};

void	purchases_open(struct purchases *p, const struct purchase_opts *o);
/* Add the sales of a batch (at most ROWS_BATCH), which are copied. */
void	purchases_add(struct purchases *p, const struct sale *s, size_t n);
/*
 * All rows are there: settle orders against their refunds, as of a day. False
 * when an amount left the range of int64.
 */
bool	purchases_finish(struct purchases *p, int32_t as_of);
/* Customer number i of customer.n, in the order of their first rows. */
static inline const struct customer *
purchases_at(const struct purchases *p, uint32_t i)
{
	const uint32_t *ref = store_at(&p->customer, i);

	return heap_at(&p->records, *ref);
}
/* Customer numbers sorted by id in byte order; caller frees. */
uint32_t *purchases_sorted(const struct purchases *p);
void	purchases_close(struct purchases *p);

#endif
