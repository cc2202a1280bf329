/*
 * The purchases of each customer. A row is booked in three steps, each some
 * rows behind the one before, which asks for the memory that it needs: with a
 * million customers every row would otherwise wait for it several times.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "purchase.h"
#include "rfmcompat.h"

/* What is left of a row once its customer is known. */
struct entry {
	struct hash128	order;		/* of (shop, order_id), then with the
					   customer */
	uint64_t	time;
	int64_t		amount;
	uint32_t	customer;
	uint32_t	idlen;		/* its id: the next in the text */
	int32_t		day;
	bool		refund;
	bool		refunded;
	bool		has_order;
	bool		has_more;
};

/* What few rows have: converted ones, and those of states. */
struct more {
	int64_t		own;		/* as in struct sale */
	uint32_t	currency;
	uint32_t	orders;		/* without an order_id */
};

/* A row that waits for as-of. */
struct held {
	struct entry	entry;
	struct more	more;
};

/* Some batches of rows on their way to the thread: fewer, larger hand-overs. */
#define JOB_ROWS	(4 * ROWS_BATCH)
#define JOBS		8

struct job {
	struct entry	 entry[JOB_ROWS];
	struct more	 more[JOB_ROWS];	/* where has_more */
	size_t		 n;
	struct buf	 text;		/* the ids, one behind the other */
};

static void	run_job(void *ctx, void *job);
static void	close_job(void *job);

void
purchases_open(struct purchases *p, const struct purchase_opts *o)
{
	*p = (struct purchases){ .opt = *o };
	store_open(&p->customer, sizeof(uint32_t));
	orders_open(&p->orders);
	daybook_open(&p->days);
	store_open(&p->held, sizeof(struct held));
	if (o->thread)
		p->worker = worker_open(p, JOBS, sizeof(struct job),
		    run_job, close_job);
	if (p->worker == NULL)
		p->here = mem_zero(sizeof(*p->here));
}

void
purchases_close(struct purchases *p)
{
	if (p->worker == NULL && p->here != NULL) {
		close_job(p->here);
		free(p->here);
	}
	worker_close(p->worker);
	store_close(&p->customer);
	heap_close(&p->records);
	orders_close(&p->orders);
	daybook_close(&p->days);
	store_close(&p->held);
	hash_free(&p->by_id);
}

static struct customer *
at(const struct purchases *p, uint32_t ref)
{
	return heap_at(&p->records, ref);
}

/* An order on a day; its value counts where the models ask for it. */
static void
book_day(struct purchases *p, uint32_t customer, int32_t day, int64_t net)
{
	if (daybook_add(&p->days, customer, day, net))
		at(p, customer)->days++;
}

static void
extend(struct customer *c, uint64_t time)
{
	if (c->first == 0 || time < c->first)
		c->first = time;
	if (time > c->last)
		c->last = time;
}

/* What an order is worth to its customer now. */
static struct order_worth
worth(const struct purchases *p, const struct order *o)
{
	struct stamp t;

	if (p->opt.window != 0 && o->time != 0) {
		t = stamp_unpack(o->time);
		if (!purchases_in_window(p, stamp_day(&t)))
			return (struct order_worth){ 0, false };
	}
	return orders_worth(&p->orders, o);
}

/*
 * A line or refund of an order: its customer has what the order was worth
 * taken off and what it is worth now added. An order that no longer counts, or
 * counts from another time, may leave a first or last time that nobody knows:
 * purchases_finish looks it up again.
 */
static void
book_line(struct purchases *p, const struct entry *e, const struct more *m)
{
	struct order *o = orders_find(&p->orders, e->order, e->customer);
	const struct order_line line = { e->time, e->amount, m->own,
	    m->currency, e->refund, e->refunded };
	struct order_worth was = worth(p, o), is;
	struct customer *c = at(p, e->customer);
	uint64_t time = o->time;

	if (!orders_add(&p->orders, o, &line))
		p->overflow = true;
	is = worth(p, o);
	c->net += (int128)is.net - was.net;
	c->orders += (uint32_t)is.counts - (uint32_t)was.counts;
	if (was.counts && (!is.counts || o->time != time) &&
	    (time == c->first || time == c->last))
		c->stale = p->stale = true;
	if (is.counts)
		extend(c, o->time);
}

/*
 * Without an order_id a row is an order of its own, and one whose status is
 * refunded is refunded in full.
 */
static void
book_single(struct purchases *p, const struct entry *e, uint32_t orders)
{
	struct customer *c = at(p, e->customer);

	if (e->refund || e->refunded || !purchases_in_window(p, e->day))
		return;
	c->net += e->amount;
	if (__builtin_add_overflow(c->orders, orders, &c->orders))
		p->too_many = true;
	extend(c, e->time);
	if (c->single_first == 0 || e->time < c->single_first)
		c->single_first = e->time;
	if (e->time > c->single_last)
		c->single_last = e->time;
	if (p->opt.days)
		book_day(p, e->customer, e->day, e->amount);
}

/* With PURCHASE_ROWS: orders and refunds alike, whatever their order_id. */
static void
book_row(struct purchases *p, const struct entry *e)
{
	int64_t amount = e->refund ? -e->amount : e->amount;
	struct customer *c = at(p, e->customer);

	if (!purchases_in_window(p, e->day))
		return;
	c->net += amount;
	rfmcompat_add(&c->doubles, amount);
	if (__builtin_add_overflow(c->orders, 1, &c->orders))
		p->too_many = true;
	extend(c, e->time);
}

/* A row whose place in the window is known. A refund lowers the net sum on its
   own day. */
static void
book(struct purchases *p, const struct entry *e, const struct more *more)
{
	const struct more none = { e->amount, 0, 1 };

	if (!e->has_more)
		more = &none;
	if (p->opt.from == PURCHASE_ROWS) {
		book_row(p, e);
		return;
	}
	if (e->refund && purchases_in_window(p, e->day))
		at(p, e->customer)->net -= e->amount;
	if (e->has_order)
		book_line(p, e, more);
	else
		book_single(p, e, more->orders);
}

/* Hold a row until as-of is known. */
static void
hold(struct purchases *p, const struct entry *e, const struct more *more)
{
	struct held *h = store_add(&p->held);

	h->entry = *e;
	if (e->has_more)
		h->more = *more;
}

/* Rows under way between two steps: more gain nothing. */
#define AHEAD	8
#define RING	32	/* a power of two, more than 2 * AHEAD */

/* The first step of a row whose id is at text: ask for the slots. */
static void
ask_row(struct purchases *p, struct entry *e, const char *text,
    struct purchase_id *i)
{
	struct hash128 h;

	i->id = (struct str){ text, e->idlen };
	h = hash_bytes128(i->id, 0);
	i->key = h.lo;
	/* Of two independent hashes: as good as one of both. */
	e->order.lo ^= h.lo;
	e->order.hi ^= h.hi;
	purchases_ask_id(p, i);
	if (e->has_order)
		hash_prefetch(&p->orders.by_key, e->order.lo);
}

static void
run_job(void *ctx, void *job)
{
	struct purchases *p = ctx;
	struct job *j = job;
	bool wait = p->opt.window != 0 && p->opt.as_of == DAY_NONE;
	const char *text = j->text.p;
	struct purchase_id ring[RING];
	struct entry *e;
	size_t i;

	for (i = 0; i < j->n + 2 * AHEAD; i++) {
		if (i < j->n) {
			ask_row(p, &j->entry[i], text, &ring[i % RING]);
			text += j->entry[i].idlen;
		}
		if (i - AHEAD < j->n)
			purchases_guess(p, &ring[(i - AHEAD) % RING]);
		if (i - 2 * AHEAD >= j->n)
			continue;
		e = &j->entry[i - 2 * AHEAD];
		e->customer = purchases_find(p,
		    &ring[(i - 2 * AHEAD) % RING]);
		if (wait)
			hold(p, e, &j->more[i - 2 * AHEAD]);
		else
			book(p, e, &j->more[i - 2 * AHEAD]);
	}
	j->n = 0;
	j->text.len = 0;
}

static void
close_job(void *job)
{
	struct job *j = job;

	buf_free(&j->text);
}

/* Take a row over; its order number is hashed while it is at hand. */
static void
fill(struct job *j, const struct sale *s)
{
	struct entry *e = &j->entry[j->n];

	e->time = s->time;
	e->amount = s->amount;
	e->idlen = (uint32_t)s->user.len;
	e->day = s->day;
	e->refund = s->refund;
	e->refunded = s->refunded;
	e->has_order = s->order.len > 0;
	if (e->has_order)
		e->order = hash_bytes128(s->order, s->shop);
	e->has_more = s->currency != 0 || s->own != s->amount ||
	    s->orders != 1;
	if (e->has_more)
		j->more[j->n] = (struct more){ s->own, s->currency,
		    s->orders };
	j->n++;
}

/* The ids stand in a batch that will not last. */
static void
copy_ids(struct buf *text, const struct sale *s, size_t n)
{
	size_t i, len = 0;
	char *p;

	for (i = 0; i < n; i++)
		len += s[i].user.len;
	p = buf_room(text, len);
	for (i = 0; i < n; i++) {
		memcpy(p, s[i].user.p, s[i].user.len);
		p += s[i].user.len;
	}
	text->len += len;
}

/* Give the job at hand to the thread. */
static void
hand_over(struct purchases *p)
{
	worker_run(p->worker);
	p->here = NULL;
}

void
purchases_add(struct purchases *p, const struct sale *s, size_t n)
{
	struct job *j;
	size_t i;

	if (p->here == NULL)
		p->here = worker_job(p->worker);
	j = p->here;
	for (i = 0; i < n; i++)
		fill(j, &s[i]);
	copy_ids(&j->text, s, n);
	if (p->worker == NULL)
		run_job(p, j);
	else if (j->n + ROWS_BATCH > JOB_ROWS)
		hand_over(p);
}

/* What could not be kept up line by line, from the orders as they ended. */
static void
look_again(struct purchases *p)
{
	const struct order *o;
	struct customer *c;
	struct stamp t;
	uint32_t i;

	for (i = 0; i < p->customer.n; i++) {
		c = at(p, *(const uint32_t *)store_at(&p->customer, i));
		if (c->stale) {
			c->first = c->single_first;
			c->last = c->single_last;
		}
	}
	for (i = 0; i < p->orders.order.n; i++) {
		if (i + 32 < p->orders.order.n) {
			o = store_at(&p->orders.order, i + 32);
			mem_ask(at(p, o->customer));
		}
		o = store_at(&p->orders.order, i);
		c = at(p, o->customer);
		if (!(c->stale || p->opt.days) || !worth(p, o).counts)
			continue;
		extend(c, o->time);
		if (p->opt.days) {
			t = stamp_unpack(o->time);
			book_day(p, o->customer, stamp_day(&t),
			    orders_net(&p->orders, o));
		}
	}
}

bool
purchases_finish(struct purchases *p, int32_t as_of)
{
	const struct customer *c;
	const struct held *h;
	uint32_t i;

	if (p->worker != NULL && p->here != NULL)
		hand_over(p);
	worker_close(p->worker);
	p->worker = NULL;
	p->opt.as_of = as_of;
	for (i = 0; i < p->held.n; i++) {
		h = store_at(&p->held, i);
		book(p, &h->entry, &h->more);
	}
	if (p->stale || p->opt.days)
		look_again(p);
	/* They have done their work; what follows may need the room. */
	if (!p->opt.keep)
		orders_close(&p->orders);
	store_close(&p->held);
	for (i = 0; i < p->customer.n; i++) {
		c = purchases_at(p, i);
		if (c->net > INT64_MAX || c->net < INT64_MIN)
			p->overflow = true;
	}
	return !p->overflow && !p->too_many;
}
