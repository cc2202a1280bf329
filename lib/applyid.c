/*
 * Ids of records whose export has none. They must come out the same when the
 * export is made again, so that what is in both is one record: a number in a
 * row that grows from day to day is no part of an id where it can be avoided.
 */
#include <stdio.h>
#include <string.h>

#include "applyin.h"

bool
apply_adds(const struct apply *a)
{
	return a->o.map->group_add;
}

static inline bool
is_kind(const struct record *r, struct str kind)
{
	return str_eq(r->v[REC_KIND], kind);
}

/* An id from a hash; with its number when the same has come before. */
static struct str
from_hash(struct work *w, struct hash128 h)
{
	uint32_t n = repeats_add(&w->a->repeats, h);
	char *id = arena_alloc(w->mem, HASH_TEXT);

	hash_print(h, id);
	if (n > 1 && !w->a->o.map->drop_identical)
		return arena_printf(w->mem, "%.*s-%u", HASH_TEXT, id, n);
	return (struct str){ id, HASH_TEXT };
}

static struct str
of_row(struct work *w)
{
	w->by_row = !w->a->o.map->drop_identical && w->a->repeats.all;
	if (w->row_id.len == 0)
		w->row_id = from_hash(w, w->out->row != NULL ?
		    *w->out->row : apply_hash(w->raw));
	return w->row_id;
}

bool
apply_hashes(const struct apply *a)
{
	size_t i;

	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == REC_ID ||
		    a->field[i].f->to == REC_ORDER_ID)
			return false;
	return true;
}

struct hash128
apply_hash(struct str raw)
{
	return hash_bytes128(raw, 0);
}

void
apply_expect(const struct apply *a, struct hash128 row)
{
	repeats_prefetch(&a->repeats, row);
}

/* A hash of the columns; len 0 when all of them are empty. */
static struct str
of_columns(struct work *w, const struct record *r, const enum record_col *col,
    size_t n)
{
	struct hash128 h = { 0 };
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		any = any || r->v[col[i]].len > 0;
		h = hash_bytes128(r->v[col[i]], h.lo + col[i] + 1);
	}
	return any ? from_hash(w, h) : (struct str){ "", 0 };
}

/* What is published is known by its id, and by the period of the figures. */
static struct str
of_content(struct work *w, const struct record *r)
{
	static const enum record_col by_url[] = { REC_URL, REC_PERIOD_START,
		REC_PERIOD_END };
	static const enum record_col by_title[] = { REC_TITLE,
		REC_PUBLISHED_AT, REC_AUTHOR, REC_PERIOD_START,
		REC_PERIOD_END };
	struct str id = r->v[REC_CONTENT_ID], from = r->v[REC_PERIOD_START],
	    to = r->v[REC_PERIOD_END];

	if (id.len > 0 && from.len > 0 && to.len > 0)
		return arena_printf(w->mem, "%.*s/%.*s/%.*s", STR_ARG(id),
		    STR_ARG(from), STR_ARG(to));
	if (id.len > 0 && from.len + to.len > 0)
		return arena_printf(w->mem, "%.*s/%.*s", STR_ARG(id),
		    STR_ARG(from.len > 0 ? from : to));
	if (id.len > 0)
		return id;
	if (r->v[REC_URL].len > 0)
		return of_columns(w, r, by_url, 3);
	if (r->v[REC_TITLE].len + r->v[REC_PUBLISHED_AT].len == 0)
		return id;
	return of_columns(w, r, by_title, 5);
}

static struct str
of_key(struct work *w, const struct record *r)
{
	static const enum record_col spend[] = { REC_CAMPAIGN_ID,
		REC_CAMPAIGN_NAME, REC_ADSET_NAME, REC_AD_NAME, REC_AD_TYPE,
		REC_CHANNEL, REC_KOL, REC_CONTENT_ID, REC_REGION, REC_CURRENCY,
		REC_PERIOD_START, REC_PERIOD_END, REC_AS_OF };

	if (is_kind(r, STR("content")))
		return of_content(w, r);
	if (is_kind(r, STR("spend")))
		return of_columns(w, r, spend,
		    sizeof(spend) / sizeof(spend[0]));
	if (is_kind(r, STR("profile")))
		return r->v[r->v[REC_USER_ALIAS].len > 0 ? REC_USER_ALIAS :
		    REC_USER_ID];
	return (struct str){ "", 0 };
}

static bool
is_taken(const struct work *w, struct str id)
{
	size_t i;

	for (i = 0; i < w->out->n; i++)
		if (is_kind(&w->out->rec[i], STR("event")) &&
		    str_eq(w->out->rec[i].v[REC_ID], id))
			return true;
	return false;
}

/* A further event of the row, or money back for an order of another row. */
static struct str
beside(struct work *w, const struct record *r, struct str id)
{
	struct str type = r->v[REC_TYPE], tried;
	unsigned n = 1;

	tried = arena_printf(w->mem, "%.*s/%.*s", STR_ARG(id), STR_ARG(type));
	while (is_taken(w, tried))
		tried = arena_printf(w->mem, "%.*s/%.*s-%u", STR_ARG(id),
		    STR_ARG(type), ++n);
	return tried;
}

void
apply_id(struct work *w, bool own)
{
	struct record *r = w->rec;
	bool event = is_kind(r, STR("event")), made = r->v[REC_ID].len == 0;
	struct str id = r->v[REC_ID];

	w->by_row = false;
	if (made && event && w->orders)
		id = r->v[REC_ORDER_ID];
	if (made && !event)
		id = of_key(w, r);
	if (id.len == 0)
		id = of_row(w);
	if (event && w->orders && r->v[REC_ORDER_ID].len == 0)
		r->v[REC_ORDER_ID] = id;
	if (event && !own && (is_taken(w, id) ||
	    (str_eq(r->v[REC_TYPE], STR("refund")) &&
	    (made || w->order != NULL))))
		id = beside(w, r, id);
	r->v[REC_ID] = id;
	/* The first message of a thread is said to answer itself. */
	if (str_eq(r->v[REC_PARENT_ID], id))
		r->v[REC_PARENT_ID].len = 0;
}
