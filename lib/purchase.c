/*
 * The purchases of each customer. The work of a batch is done in passes, so
 * that the memory each pass needs was asked for in the pass before: with a
 * million customers every row would otherwise wait for it several times.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "purchase.h"
#include "rfmcompat.h"
#include "sortstr.h"

/* Rows whose memory is asked for at a time: their lines fit the first cache. */
#define GROUP	64

/* What is left of a row once its customer is known. */
struct entry {
	struct hash128	order;		/* of (shop, order_id), then with the
					   customer */
	uint64_t	time;
	int64_t		amount;
	int64_t		own;		/* as in struct sale */
	uint32_t	currency;
	uint32_t	customer;
	int32_t		day;
	uint32_t	orders;		/* without an order_id */
	bool		refund;
	bool		refunded;
	bool		has_order;
};

/* Some batches of rows on their way to the thread: fewer, larger hand-overs. */
#define JOB_ROWS	(4 * ROWS_BATCH)
#define JOBS		8

struct job {
	struct entry	 entry[JOB_ROWS];
	struct str	 user[JOB_ROWS];
	size_t		 n;
	struct buf	 text;
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
	store_open(&p->held, sizeof(struct entry));
	if (o->thread)
		p->worker = worker_open(p, JOBS, sizeof(struct job),
		    run_job, close_job);
	if (p->worker == NULL)
		p->here = mem_zero(sizeof(*p->here));
}

void
purchases_close(struct purchases *p)
{
	if (p->worker == NULL)
		free(p->here);
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

static uint32_t
find_customer(struct purchases *p, struct str id, uint64_t key)
{
	struct hash_probe probe;
	struct customer *c;
	uint32_t ref;

	for (ref = hash_first(&p->by_id, key, &probe); ref != HASH_NONE;
	    ref = hash_next(&p->by_id, &probe)) {
		c = at(p, ref);
		if (c->idlen == id.len && memcmp(c->id, id.p, id.len) == 0)
			return ref;
	}
	c = heap_add(&p->records, sizeof(*c) + id.len, &ref);
	c->idlen = (uint32_t)id.len;
	memcpy(c->id, id.p, id.len);
	hash_add(&p->by_id, key, ref);
	*(uint32_t *)store_add(&p->customer) = ref;
	return ref;
}

/*
 * The customers of n <= GROUP rows from number `from`: ask for the slots, look
 * at them and ask for the records, then compare.
 */
static void
find_customers(struct purchases *p, struct job *j, size_t from, size_t n)
{
	uint64_t key[GROUP];
	struct entry *e = j->entry + from;
	struct hash_probe probe;
	struct hash128 user;
	const char *c;
	size_t i;

	for (i = 0; i < n; i++) {
		user = hash_bytes128(j->user[from + i], 0);
		key[i] = user.lo;
		hash_prefetch(&p->by_id, key[i]);
		if (!e[i].has_order)
			continue;
		/* Of two independent hashes: as good as one of both. */
		e[i].order.lo ^= user.lo;
		e[i].order.hi ^= user.hi;
		hash_prefetch(&p->orders.by_key, e[i].order.lo);
	}
	for (i = 0; i < n; i++) {
		e[i].customer = hash_first(&p->by_id, key[i], &probe);
		if (e[i].customer == HASH_NONE)
			continue;
		c = (const char *)at(p, e[i].customer);
		__builtin_prefetch(c, 1, 3);
		__builtin_prefetch(c + 64, 0, 3);
	}
	for (i = 0; i < n; i++)
		e[i].customer = find_customer(p, j->user[from + i], key[i]);
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
book_line(struct purchases *p, const struct entry *e)
{
	struct order *o = orders_find(&p->orders, e->order, e->customer);
	const struct order_line line = { e->time, e->amount, e->own,
	    e->currency, e->refund, e->refunded };
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
book_single(struct purchases *p, const struct entry *e)
{
	struct customer *c = at(p, e->customer);

	if (e->refund || e->refunded || !purchases_in_window(p, e->day))
		return;
	c->net += e->amount;
	if (__builtin_add_overflow(c->orders, e->orders, &c->orders))
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
book(struct purchases *p, const struct entry *e)
{
	if (p->opt.from == PURCHASE_ROWS) {
		book_row(p, e);
		return;
	}
	if (e->refund && purchases_in_window(p, e->day))
		at(p, e->customer)->net -= e->amount;
	if (e->has_order)
		book_line(p, e);
	else
		book_single(p, e);
}

static void
run_job(void *ctx, void *job)
{
	struct purchases *p = ctx;
	struct job *j = job;
	bool wait = p->opt.window != 0 && p->opt.as_of == DAY_NONE;
	size_t from, n, i;

	for (from = 0; from < j->n; from += n) {
		n = j->n - from < GROUP ? j->n - from : GROUP;
		find_customers(p, j, from, n);
		for (i = from; i < from + n; i++)
			if (wait)
				*(struct entry *)store_add(&p->held) =
				    j->entry[i];
			else
				book(p, &j->entry[i]);
	}
	j->n = 0;
}

/*
 * Copy the ids of n rows into the job, one behind the other: the batch that
 * they stand in will not last.
 */
static void
copy_ids(struct job *j, const struct sale *s, size_t n)
{
	size_t i, len = 0;
	char *p;

	for (i = 0; i < n; i++)
		len += s[i].user.len;
	p = buf_room(&j->text, len);
	for (i = 0; i < n; i++) {
		memcpy(p, s[i].user.p, s[i].user.len);
		p += s[i].user.len;
	}
	j->text.len += len;
}

/* Give the job at hand to the thread; the text of its ids stays now. */
static void
hand_over(struct purchases *p)
{
	struct job *j = p->here;
	const char *text = j->text.p;
	size_t i;

	for (i = 0; i < j->n; i++) {
		j->user[i].p = text;
		text += j->user[i].len;
	}
	worker_run(p->worker);
	p->here = NULL;
}

static void
close_job(void *job)
{
	struct job *j = job;

	buf_free(&j->text);
}

/* Take a row over; its order number is hashed while it is at hand. */
static void
fill(struct job *j, size_t i, const struct sale *s)
{
	struct entry *e = &j->entry[i];

	j->user[i] = s->user;
	e->day = s->day;
	e->time = s->time;
	e->orders = s->orders;
	e->amount = s->amount;
	e->own = s->own;
	e->currency = s->currency;
	e->refund = s->refund;
	e->refunded = s->refunded;
	e->has_order = s->order.len > 0;
	if (e->has_order)
		e->order = hash_bytes128(s->order, s->shop);
}

void
purchases_add(struct purchases *p, const struct sale *s, size_t n)
{
	struct job *j;
	size_t i;

	if (p->here == NULL) {
		p->here = worker_job(p->worker);
		p->here->text.len = 0;
	}
	j = p->here;
	for (i = 0; i < n; i++)
		fill(j, j->n++, &s[i]);
	if (p->worker == NULL) {
		run_job(p, j);
		return;
	}
	copy_ids(j, s, n);
	if (j->n + ROWS_BATCH > JOB_ROWS)
		hand_over(p);
}

struct customer *
purchases_new(struct purchases *p, struct str id)
{
	uint32_t n = p->customer.n;
	uint32_t ref = find_customer(p, id, hash_bytes128(id, 0).lo);

	return p->customer.n > n ? at(p, ref) : NULL;
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
			__builtin_prefetch(at(p, o->customer), 1, 3);
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
	uint32_t i;

	if (p->worker != NULL && p->here != NULL)
		hand_over(p);
	worker_close(p->worker);
	p->worker = NULL;
	p->opt.as_of = as_of;
	for (i = 0; i < p->held.n; i++)
		book(p, store_at(&p->held, i));
	if (p->stale || p->opt.days)
		look_again(p);
	/* The orders have done their work; what follows needs the room. */
	orders_close(&p->orders);
	store_close(&p->held);
	for (i = 0; i < p->customer.n; i++) {
		c = purchases_at(p, i);
		if (c->net > INT64_MAX || c->net < INT64_MIN)
			p->overflow = true;
	}
	return !p->overflow && !p->too_many;
}

uint32_t *
purchases_sorted(const struct purchases *p)
{
	uint32_t i, n = p->customer.n, *order;
	struct sortstr *key = mem_table(n * sizeof(*key));

	for (i = 0; i < n; i++)
		key[i] = (struct sortstr){ .p = purchases_at(p, i)->id,
		    .len = purchases_at(p, i)->idlen, .number = i };
	sortstr(key, n);
	order = mem_array(n, sizeof(*order));
	for (i = 0; i < n; i++)
		order[i] = key[i].number;
	mem_table_free(key, n * sizeof(*key));
	return order;
}
