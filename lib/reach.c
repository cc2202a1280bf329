/*
 * Reach, plays and offers, row by row. Customers are those of the customer
 * tables for what is by tier; whoever an event names counts for the rest.
 */
#include <stdlib.h>
#include <string.h>

#include "reach.h"

static void *
open_reach(const struct family_opts *o)
{
	struct reach *r = mem_zero(sizeof(*r));
	struct seen *const keys[] = {
		&r->user_key, &r->channel_key, &r->content_key, &r->place_key,
		&r->act_key, &r->offer_key, &r->order_key
	};
	size_t i;

	r->opt = *o;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		seen_open(keys[i]);
	store_open(&r->user, sizeof(struct reach_user));
	store_open(&r->by_channel, sizeof(struct reach_by_channel));
	store_open(&r->content, sizeof(struct reach_content));
	store_open(&r->place, sizeof(struct reach_place));
	store_open(&r->act, sizeof(struct reach_act));
	store_open(&r->offer, sizeof(struct reach_offer));
	return r;
}

/* What an event of a customer is, as bits of enum reach_what. */
static unsigned
what_of(struct str type)
{
	enum { REACHED = 1u << REACH_REACHED, PART = 1u << REACH_PART,
	    ENGAGED = 1u << REACH_ENGAGED | PART,
	    ACTIVE = ENGAGED | 1u << REACH_ACTIVE };
	static const struct {
		const char	*type;
		unsigned	 what;
	} by_type[] = {
		{ "exposure", REACHED },
		{ "delivered", REACHED | 1u << REACH_DELIVERED },
		{ "open", REACHED | 1u << REACH_OPENED },
		{ "view", REACHED }, { "play", 1u << REACH_PLAYED },
		{ "comment", ACTIVE }, { "share", ACTIVE },
		{ "message", ACTIVE }, { "like", ENGAGED },
		{ "favorite", ENGAGED }, { "coin", ENGAGED },
		{ "danmaku", ENGAGED }, { "publish", PART }
	};
	size_t i;

	for (i = 0; i < sizeof(by_type) / sizeof(by_type[0]); i++) {
		if (str_eq(type, str_z(by_type[i].type)))
			return by_type[i].what;
	}
	return 0;
}

/* An exposure and a delivery are the brand's and reach the customer. */
static bool
counts(const struct fact *f)
{
	return !f->out || fact_is(f, "exposure") || fact_is(f, "delivered");
}

/* The number of an entry of two to four numbers, and whether it is new. */
static uint32_t
key_of(struct seen *s, const uint32_t *part, size_t n, bool *fresh)
{
	struct str key = { (const char *)part, n * sizeof(*part) };

	return seen_add(s, hash_bytes128(key, 0), fresh);
}

/* The texts after each other, each with a NUL behind it. */
static struct str
join(struct reach *r, const struct str *part, size_t n)
{
	size_t i;

	r->tmp.len = 0;
	for (i = 0; i < n; i++) {
		buf_str(&r->tmp, part[i]);
		buf_byte(&r->tmp, '\0');
	}
	return buf_view(&r->tmp);
}

static uint32_t
user_of(struct reach *r, const struct fact *f)
{
	struct reach_user *u;
	uint32_t i;
	bool fresh;

	if (f->cell[SALE_USER].len == 0)
		return REACH_NONE;
	i = seen_add(&r->user_key, hash_bytes128(f->cell[SALE_USER], 0),
	    &fresh);
	if (fresh) {
		u = store_add(&r->user);
		u->customer = f->customer;
	}
	return i;
}

static uint32_t
content_of(struct reach *r, const struct fact *f, struct str id)
{
	/* The key of contents.c, by which the two are joined. */
	const struct str part[] = {
		f->cell[SALE_SOURCE], f->cell[SALE_ACCOUNT], id
	};
	uint32_t i;
	bool fresh;

	if (id.len == 0)
		return REACH_NONE;
	i = seen_add(&r->content_key, hash_bytes128(join(r, part, 3), 0),
	    &fresh);
	if (fresh)
		store_add(&r->content);
	return i;
}

static uint32_t
name_of(struct names *nm, struct str s)
{
	return s.len > 0 ? names_add(nm, s) : REACH_NONE;
}

static struct reach_act *
act_of(struct reach *r, const struct fact *f, uint32_t user)
{
	uint32_t place[] = {
		content_of(r, f, FACT(f, CONTENT)),
		name_of(&r->form, FACT(f, FORM)),
		name_of(&r->topic, FACT(f, TOPIC))
	};
	uint32_t key[2] = { user, 0 }, i;
	struct reach_act *a;
	bool fresh;

	key[1] = key_of(&r->place_key, place, 3, &fresh);
	if (fresh)
		*(struct reach_place *)store_add(&r->place) =
		    (struct reach_place){ place[0], place[1], place[2] };
	i = key_of(&r->act_key, key, 2, &fresh);
	if (!fresh)
		return store_at(&r->act, i);
	a = store_add(&r->act);
	a->user = user;
	a->place = key[1];
	return a;
}

/* The bits of `what` for the day. */
static uint32_t
mask_of(const struct reach *r, unsigned what, int32_t day)
{
	uint32_t mask = what;
	int32_t p = period_of(r->opt.period, day);
	unsigned span;

	for (span = REACH_NOW; r->spans && span < REACH_SPANS; span++) {
		if (p == r->period[span])
			mask |= what << (span * REACH_WHATS);
	}
	return mask;
}

static void
add_mask(struct reach *r, const struct fact *f, uint32_t user, unsigned what)
{
	struct reach_user *u = store_at(&r->user, user);
	uint32_t mask = mask_of(r, what, f->day);
	struct reach_by_channel *c;
	uint32_t key[2], i;
	bool fresh;

	u->mask |= mask;
	if ((what & 1u << REACH_REACHED) == 0)
		return;
	r->reach = true;
	key[0] = user;
	key[1] = names_add(&r->channel, FACT(f, CHANNEL));
	i = key_of(&r->channel_key, key, 2, &fresh);
	c = fresh ? store_add(&r->by_channel) : store_at(&r->by_channel, i);
	c->user = user;
	c->channel = key[1];
	c->mask |= mask;
}

static void
add_play(struct reach_act *a, const struct fact *f)
{
	int64_t seconds = FACT_NUM(f, SECONDS);

	a->plays++;
	if (seconds == FACT_NO_NUMBER)
		return;
	a->timed++;
	a->hooked += seconds >= 3 * FACT_UNIT;
	if (!FACT_HAS(f, DURATION))
		return;
	a->whole++;
	a->complete += seconds >= FACT_NUM(f, DURATION) - FACT_UNIT;
}

static void
add_act(struct reach *r, const struct fact *f, uint32_t user, unsigned what)
{
	bool play = (what & 1u << REACH_PLAYED) != 0;
	bool dwell = FACT_HAS(f, SECONDS) && (play || fact_is(f, "read") ||
	    fact_is(f, "view"));
	struct reach_act *a;

	if (what == 0 && !dwell)
		return;
	a = act_of(r, f, user);
	a->mask |= what;
	a->interactions += (what & 1u << REACH_ENGAGED) != 0;
	if (play)
		add_play(a, f);
	if (dwell) {
		a->dwells++;
		a->dwell += FACT_NUM(f, SECONDS);
	}
}

/* Is it the first row of an order of that customer and coupon? */
static bool
is_new_order(struct reach *r, const struct fact *f, uint32_t offer)
{
	uint32_t key[5] = { offer };
	struct hash128 h;
	bool fresh;

	if (f->sale->order.len == 0)
		return true;
	h = hash_bytes128(f->sale->order, f->sale->shop);
	memcpy(key + 1, &h, sizeof(h));
	key_of(&r->order_key, key, 5, &fresh);
	return fresh;
}

static void
add_order(struct reach *r, const struct fact *f, uint32_t user)
{
	uint32_t key[2] = { user, names_add(&r->coupon, FACT(f, COUPON)) };
	struct reach_offer *o;
	uint32_t i;
	bool fresh;

	r->coupons = r->coupons || FACT(f, COUPON).len > 0;
	i = key_of(&r->offer_key, key, 2, &fresh);
	o = fresh ? store_add(&r->offer) : store_at(&r->offer, i);
	o->user = key[0];
	o->coupon = key[1];
	o->orders += is_new_order(r, f, i);
	o->gross += f->sale->amount;
}

/* The customer whom an author is, by user_id or by its key on the platform. */
static const struct customer_row *
customer_of(struct reach *r, const struct fact *f, struct str author)
{
	const struct customer_row *c = NULL;

	if (author.len == 0)
		return NULL;
	c = customers_find(r->opt.customers, author);
	if (c != NULL)
		return c;
	r->tmp.len = 0;
	buf_str(&r->tmp, f->cell[SALE_SOURCE]);
	buf_byte(&r->tmp, ':');
	buf_str(&r->tmp, author);
	return customers_find(r->opt.customers, buf_view(&r->tmp));
}

/* A content record: of a customer? Of several the first by user_id. */
static bool
add_content(struct reach *r, const struct fact *f)
{
	struct str id = FACT(f, CONTENT).len > 0 ? FACT(f, CONTENT) :
	    FACT(f, ID);
	const struct str by[] = {
		f->cell[SALE_USER], FACT(f, OWNER), FACT(f, AUTHOR)
	};
	const struct customer_row *c = NULL;
	struct reach_content *content;
	size_t i;

	if (id.len == 0)
		return false;
	for (i = 0; i < sizeof(by) / sizeof(by[0]) && c == NULL; i++)
		c = customer_of(r, f, by[i]);
	content = store_at(&r->content, content_of(r, f, id));
	content->record = true;
	if (c != NULL && (content->author == NULL ||
	    str_cmp(c->user_id, content->author->user_id) < 0))
		content->author = c;
	return true;
}

/* A customer table says before all events up to which day they count. */
static void
find_spans(struct reach *r)
{
	int32_t day = r->opt.agree->as_of;

	r->spans = day != DAY_NONE;
	if (!r->spans)
		return;
	r->period[REACH_NOW] = period_over(r->opt.period, day);
	r->period[REACH_BEFORE] = r->period[REACH_NOW] - 1;
}

static bool
add(void *state, const struct fact *f)
{
	struct reach *r = state;
	unsigned what;
	uint32_t user;

	if (f->kind == FACT_CONTENT_ROW)
		return add_content(r, f);
	if (f->kind != FACT_EVENT)
		return false;
	if (!r->spans)
		find_spans(r);
	user = user_of(r, f);
	if (f->sale != NULL && !f->sale->refund && f->customer != NULL)
		add_order(r, f, user);
	if (!counts(f))
		return f->sale != NULL;
	what = what_of(fact_type(f));
	if (what != 0 && user != REACH_NONE)
		add_mask(r, f, user, what);
	add_act(r, f, user, what);
	return true;
}

static void
close_reach(void *state)
{
	struct reach *r = state;
	struct seen *const keys[] = {
		&r->user_key, &r->channel_key, &r->content_key, &r->place_key,
		&r->act_key, &r->offer_key, &r->order_key
	};
	struct store *const stores[] = {
		&r->user, &r->by_channel, &r->content, &r->place, &r->act,
		&r->offer
	};
	struct names *const names[] = {
		&r->channel, &r->form, &r->topic, &r->coupon
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		seen_close(keys[i]);
	for (i = 0; i < sizeof(stores) / sizeof(stores[0]); i++)
		store_close(stores[i]);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		names_free(names[i]);
	buf_free(&r->tmp);
	free(r);
}

const struct family family_reach = { open_reach, add, close_reach };
