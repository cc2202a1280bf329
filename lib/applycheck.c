/* What a record must have to be one. */
#include <jansson.h>
#include <string.h>

#include "applyin.h"
#include "money.h"

size_t
apply_cell_of(const struct apply *a, enum record_col to)
{
	size_t i;

	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == to)
			return a->field[i].col[0].cell;
	return SIZE_MAX;
}

static bool
fault_in(struct work *w, const char *reason, enum record_col to)
{
	size_t cell = apply_cell_of(w->a, to);

	apply_fail(w, reason, cell, w->rec->v[to]);
	if (cell == SIZE_MAX)
		w->f->field = str_z(record_cols[to].name);
	return false;
}

int64_t
apply_amount(const struct record *r)
{
	int64_t v = 0;

	(void)money_parse(r->v[REC_AMOUNT], &v, NULL);
	return v;
}

static inline bool
is_type(const struct record *r, struct str type)
{
	return str_eq(r->v[REC_TYPE], type);
}

/* An object of JSON, in one line whatever it was. */
static bool
one_line(struct work *w, struct str *s)
{
	json_error_t e;
	json_t *o = json_loadb(s->p, s->len, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_INT_AS_REAL, &e);
	bool good = json_is_object(o);
	char *p;
	size_t i;

	json_decref(o);
	if (!good || memchr(s->p, '\n', s->len) == NULL)
		return good;
	/* Between tokens a line end is a blank; within a text there is none. */
	p = arena_alloc(w->mem, s->len);
	for (i = 0; i < s->len; i++)
		p[i] = s->p[i] == '\n' || s->p[i] == '\r' ? ' ' : s->p[i];
	s->p = p;
	return true;
}

static bool
check_event(struct work *w)
{
	const struct record *r = w->rec;
	bool money = is_type(r, STR("order")) || is_type(r, STR("refund"));

	if (r->v[REC_TYPE].len == 0)
		return fault_in(w, "empty", REC_TYPE);
	if (r->v[REC_TIME].len == 0)
		return fault_in(w, "no time", REC_TIME);
	if (money && r->v[REC_AMOUNT].len == 0)
		return fault_in(w, "no amount", REC_AMOUNT);
	if (money && r->v[REC_AMOUNT].p[0] == '-' && apply_amount(r) < 0)
		return fault_in(w, "a negative amount", REC_AMOUNT);
	/* A map that reads a status must find one: empty would mean paid. */
	if (is_type(r, STR("order")) && w->a->o.map->nemit > 0 &&
	    r->v[REC_STATUS].len == 0 &&
	    apply_cell_of(w->a, REC_STATUS) != SIZE_MAX)
		return fault_in(w, "no status", REC_STATUS);
	return true;
}

/* One of the columns is filled. */
static bool
any_of(const struct record *r, const enum record_col *col, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (r->v[col[i]].len > 0)
			return true;
	return false;
}

/* A record that nothing can be joined to or told apart by is none. */
static bool
check_other(struct work *w)
{
	/* What an account had in a period, or contents of a form, are content
	   too, although of no single piece. */
	static const enum record_col content[] = { REC_CONTENT_ID, REC_URL,
		REC_TITLE, REC_PUBLISHED_AT, REC_TEXT, REC_PERIOD_START,
		REC_FORM };
	static const enum record_col profile[] = { REC_USER_ID,
		REC_USER_NAME };
	static const enum record_col spend[] = { REC_PERIOD_START,
		REC_PERIOD_END, REC_AS_OF, REC_CAMPAIGN_ID, REC_CAMPAIGN_NAME,
		REC_ADSET_NAME, REC_AD_NAME, REC_CHANNEL, REC_KOL };
	const struct record *r = w->rec;

	if (str_eq(r->v[REC_KIND], STR("content")) && !any_of(r, content, 7))
		return fault_in(w, "content without id, url, title, text, "
		    "time, period and form", REC_CONTENT_ID);
	if (str_eq(r->v[REC_KIND], STR("profile")) && !w->masked &&
	    !any_of(r, profile, 2))
		return fault_in(w, "a profile of nobody", REC_USER_ID);
	if (str_eq(r->v[REC_KIND], STR("spend")) && !any_of(r, spend, 9))
		return fault_in(w, "spend without period, campaign, ad and "
		    "channel", REC_PERIOD_START);
	return true;
}

bool
apply_check(struct work *w)
{
	struct record *r = w->rec;
	enum record_col bad;
	const char *why = record_check(r, &w->a->checks, &bad);

	if (why != NULL)
		return fault_in(w, why, bad);
	if (r->v[REC_EXT].len > 0 && !one_line(w, &r->v[REC_EXT]))
		return fault_in(w, "not a JSON object", REC_EXT);
	if (r->v[REC_KIND].len == 0)
		return fault_in(w, "empty", REC_KIND);
	return str_eq(r->v[REC_KIND], STR("event")) ? check_event(w) :
	    check_other(w);
}
