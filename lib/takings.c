/*
 * Orders and their money by period.
 */
#include <stdlib.h>

#include "takings.h"

static void *
open_takings(const struct family_opts *o)
{
	struct takings *t = mem_zero(sizeof(*t));

	t->opt = *o;
	store_open(&t->period, sizeof(struct takings_period));
	seen_open(&t->number);
	seen_open(&t->buyer);
	return t;
}

static struct takings_period *
period_at(struct takings *t, int32_t day)
{
	int32_t number = period_of(t->opt.period, day);
	const struct str key = { (const char *)&number, sizeof(number) };
	struct takings_period *p;
	bool fresh;
	uint32_t i = seen_add(&t->number, hash_bytes128(key, 0), &fresh);

	if (!fresh)
		return store_at(&t->period, i);
	p = store_add(&t->period);
	p->number = number;
	return p;
}

/* An order that counts. */
static void
add_order(struct takings *t, struct takings_period *p, struct str user)
{
	struct hash128 key = hash_bytes128(user, (uint32_t)p->number);
	bool fresh;

	seen_add(&t->buyer, key, &fresh);
	p->buyers += fresh;
	p->orders++;
}

static bool
add(void *state, const struct fact *f)
{
	struct takings *t = state;
	const struct sale *s = f->sale;
	struct takings_period *p;

	if (s == NULL || f->cell[SALE_USER].len == 0)
		return false;
	/* What becomes of an order, its other rows say. */
	if (!s->refund && s->order.len > 0)
		return true;
	p = period_at(t, s->day);
	if (s->refund) {
		p->net -= s->amount;
		return true;
	}
	p->gross += s->amount;
	if (s->refunded)
		return true;
	p->net += s->amount;
	add_order(t, p, f->cell[SALE_USER]);
	return true;
}

static void
close_takings(void *state)
{
	struct takings *t = state;

	store_close(&t->period);
	seen_close(&t->number);
	seen_close(&t->buyer);
	free(t);
}

const struct family family_takings = { open_takings, add, close_takings };

static int
by_number(const void *a, const void *b)
{
	const struct takings_period *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

struct takings_period *
takings_finish(struct takings *t, const struct purchases *buyers)
{
	struct takings_period *p, *list;
	struct order_worth worth;
	const struct customer *c;
	const struct order *o;
	struct stamp time;
	uint32_t i;

	for (i = 0; i < buyers->orders.order.n; i++) {
		o = store_at(&buyers->orders.order, i);
		if (o->time == 0)
			continue;
		time = stamp_unpack(o->time);
		worth = orders_worth(&buyers->orders, o);
		p = period_at(t, stamp_day(&time));
		p->gross += orders_gross(&buyers->orders, o);
		p->net += worth.net;
		c = heap_at(&buyers->records, o->customer);
		if (worth.counts)
			add_order(t, p, (struct str){ c->id, c->idlen });
	}
	list = mem_array(t->period.n, sizeof(*list));
	for (i = 0; i < t->period.n; i++)
		list[i] = *(struct takings_period *)store_at(&t->period, i);
	if (i > 1)
		qsort(list, i, sizeof(*list), by_number);
	return list;
}
