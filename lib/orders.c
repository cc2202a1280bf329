/* Orders from their lines and refunds. */
#include <string.h>

#include "orders.h"

struct rest {
	int64_t		gross;
	int64_t		sum;		/* of refund rows */
	int64_t		own;		/* gross - sum in its own currency */
	uint32_t	currency;
	bool		mixed;		/* of several currencies */
	bool		row;		/* there is a refund row */
	bool		status;		/* the status says refunded */
};

void
orders_open(struct orders *s)
{
	*s = (struct orders){ 0 };
	store_open(&s->order, sizeof(struct order));
	store_open(&s->rest, sizeof(struct rest));
}

void
orders_close(struct orders *s)
{
	store_close(&s->order);
	store_close(&s->rest);
	hash_free(&s->by_key);
}

struct order *
orders_find(struct orders *s, struct hash128 h, uint32_t customer)
{
	const uint32_t key[3] = { (uint32_t)h.lo, (uint32_t)h.hi,
	    (uint32_t)(h.hi >> 32) };
	struct hash_probe probe;
	struct order *o;
	uint32_t i;

	/* A slot fits when the upper half of lo does. */
	for (i = hash_first(&s->by_key, h.lo, &probe); i != HASH_NONE;
	    i = hash_next(&s->by_key, &probe)) {
		o = store_at(&s->order, i);
		if (memcmp(o->key, key, sizeof(key)) == 0)
			return o;
	}
	hash_put(&s->by_key, &probe, s->order.n);
	o = store_add(&s->order);
	memcpy(o->key, key, sizeof(key));
	o->customer = customer;
	return o;
}

static struct rest *
rest_of(const struct orders *s, const struct order *o)
{
	return o->gross >= 0 ? NULL :
	    store_at(&s->rest, (uint32_t)(-1 - o->gross));
}

/* The rest of an order that has none yet. */
static struct rest *
add_rest(struct orders *s, struct order *o, const struct order_line *line)
{
	struct rest *r = store_add(&s->rest);

	r->gross = r->own = o->gross;
	r->currency = o->time == 0 ? line->currency : 0;
	o->gross = -1 - (int64_t)(s->rest.n - 1);
	return r;
}

/* Keep up what is left in the order's own currency; false: out of range. */
static bool
add_own(struct rest *r, const struct order_line *line)
{
	r->mixed = r->mixed || line->currency != r->currency;
	return line->refund ?
	    !__builtin_sub_overflow(r->own, line->own, &r->own) :
	    !__builtin_add_overflow(r->own, line->own, &r->own);
}

bool
orders_add(struct orders *s, struct order *o, const struct order_line *line)
{
	struct rest *r = rest_of(s, o);
	int64_t *sum;
	bool fits;

	if (r == NULL && (line->refund || line->refunded ||
	    line->currency != 0))
		r = add_rest(s, o, line);
	sum = r == NULL ? &o->gross : line->refund ? &r->sum : &r->gross;
	fits = !__builtin_add_overflow(*sum, line->amount, sum);
	if (!fits)
		*sum = 0;
	if (r != NULL && !add_own(r, line))
		fits = false;
	if (line->refund) {
		r->row = true;
		return fits;
	}
	if (o->time == 0 || line->time < o->time)
		o->time = line->time;
	if (line->refunded)
		r->status = true;
	return fits;
}

struct order_worth
orders_refunded(const struct orders *s, const struct order *o)
{
	const struct rest *r = rest_of(s, o);
	bool all = r->mixed ? r->sum >= r->gross : r->own <= 0;

	if (!r->status && !(r->row && all))
		return (struct order_worth){ r->gross, true };
	/* Refunded in full: its money is in, and out again by its refunds; a
	   status without a row is a refund of all. */
	return (struct order_worth){ r->row ? r->gross : 0, false };
}

int64_t
orders_gross(const struct orders *s, const struct order *o)
{
	const struct rest *r = rest_of(s, o);

	return r == NULL ? o->gross : r->gross;
}

int64_t
orders_net(const struct orders *s, const struct order *o)
{
	const struct rest *r = rest_of(s, o);

	return r == NULL ? o->gross : r->gross - r->sum;
}
