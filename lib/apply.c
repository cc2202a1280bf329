/* Rows become records by a map that is bound to their header. */
#include <jansson.h>
#include <string.h>

#include "applyin.h"
#include "money.h"

static void
put_identity(struct work *w)
{
	const struct ident *id = w->a->o.ident;
	struct record *r = w->rec;
	struct str user, key = r->v[REC_USER_ID];

	if (key.len == 0)
		return;
	if (ident_is_own(id, key))
		r->v[REC_DIRECTION] = STR("out");
	if (!ident_alias(id, key, &user))
		return;
	r->v[REC_USER_ALIAS] = key;
	r->v[REC_USER_ID] = user;
	r->v[REC_USER_ID_KIND] = STR("alias");
	if (ident_is_own(id, user))
		r->v[REC_DIRECTION] = STR("out");
}

/* usd to USD: some exports write codes in lower case. */
static void
raise_currency(struct work *w)
{
	struct str s = w->rec->v[REC_CURRENCY];
	char *p;
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			break;
	if (i == s.len)
		return;
	p = arena_alloc(w->mem, s.len);
	for (i = 0; i < s.len; i++)
		p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ?
		    (char)(s.p[i] - 'a' + 'A') : s.p[i];
	w->rec->v[REC_CURRENCY] = (struct str){ p, s.len };
}

/* The first bound cell that feeds a column, or SIZE_MAX. */
static size_t
cell_of(const struct apply *a, enum record_col to)
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
	size_t cell = cell_of(w->a, to);

	apply_fail(w, reason, cell, w->rec->v[to]);
	if (cell == SIZE_MAX)
		w->f->field = str_z(record_cols[to].name);
	return false;
}

/* Give the record its id, from the row itself when the export has none. */
static void
put_id(struct work *w, struct str raw, bool order, bool *own)
{
	struct record *r = w->rec;
	struct hash128 h;
	uint32_t n;

	*own = true;
	w->made_id = r->v[REC_ID].len == 0;
	if (r->v[REC_ID].len == 0 && order)
		r->v[REC_ID] = r->v[REC_ORDER_ID];
	if (r->v[REC_ID].len == 0) {
		*own = false;
		h = hash_bytes128(raw, 0);
		n = repeats_add(&w->a->repeats, h);
		r->v[REC_ID] = arena_printf(w->mem, "%016llx%016llx",
		    (unsigned long long)h.hi, (unsigned long long)h.lo);
		if (n > 1 && !w->a->o.map->drop_identical)
			r->v[REC_ID] = arena_printf(w->mem, "%.*s-%u",
			    STR_ARG(r->v[REC_ID]), n);
	}
	if (order && r->v[REC_ORDER_ID].len == 0)
		r->v[REC_ORDER_ID] = r->v[REC_ID];
}

/*
 * The number of a cell that a condition compares, in 1/10000; an empty one is
 * 0. False when it is no number.
 */
static bool
compared(struct str s, struct arena *mem, int64_t *v)
{
	struct parse_opts po = { 0 };
	struct parsed p;
	int64_t n;

	*v = 0;
	if (parse_cell(RULE_MONEY, s, &po, mem, &p) == NULL) {
		*v = p.money;
		return true;
	}
	return parse_cell(RULE_COUNT, s, &po, mem, &p) == NULL &&
	    num_parse_int(p.text, &n) == NUM_OK &&
	    !__builtin_mul_overflow(n, MONEY_UNIT, v);
}

/* A pattern on a cell; states repeat, so the last answer is kept. */
static int
fits(struct apply *a, struct bound_cond *bc, struct str s)
{
	if (bc->last_met != -1 && str_eq(s, buf_view(&bc->last)))
		return bc->last_met;
	bc->last.len = 0;
	buf_str(&bc->last, s);
	bc->last_met = pattern_match(&bc->c->cell, apply_normal(a, s)) == 1;
	return bc->last_met;
}

/* 1 or 0; -1 when there is no number to compare. */
static int
meets(struct apply *a, struct bound_cond *bc, const struct str *cell,
    struct arena *mem)
{
	const struct map_cond *c = bc->c;
	struct str s = { "", 0 };
	int64_t v;

	if (bc->cell != SIZE_MAX)
		s = cell[bc->cell];
	if (c->how == CMP_PATTERN)
		return fits(a, bc, s);
	if (!compared(s, mem, &v))
		return -1;
	switch (c->how) {
	case CMP_GT:
		return v > c->money;
	case CMP_GE:
		return v >= c->money;
	case CMP_LT:
		return v < c->money;
	case CMP_LE:
		return v <= c->money;
	case CMP_EQ:
		return v == c->money;
	case CMP_PATTERN:
		break;
	}
	return 0;
}

/* "Total" is Total: the first cell of a line that may be no whole record. */
static struct str
unquoted(struct str s)
{
	if (s.len >= 2 && s.p[0] == '"' && s.p[s.len - 1] == '"')
		return (struct str){ s.p + 1, s.len - 2 };
	return s;
}

const char *
apply_filter(struct apply *a, const struct str *cell, struct str raw,
    char delimiter)
{
	const struct map *m = a->o.map;
	struct arena mem = { 0 };
	const char *why = NULL;
	struct str rest = raw, first;
	size_t i;

	if (m->comment != NULL && str_starts(raw, str_z(m->comment)))
		return "comment line";
	if (m->stop != NULL && !a->stopped &&
	    str_split(&rest, delimiter, &first))
		a->stopped = pattern_match(m->stop,
		    apply_normal(a, unquoted(first))) == 1;
	if (a->stopped)
		return "after the end of the table";
	for (i = 0; i < m->ndrop && cell != NULL && why == NULL; i++)
		if (meets(a, &a->drop[i], cell, &mem) == 1)
			why = "left out by the map";
	arena_free(&mem);
	return why;
}

static int64_t
amount_of(const struct record *r)
{
	int64_t v = 0;

	(void)money_parse(r->v[REC_AMOUNT], &v, NULL);
	return v;
}

static bool
is_type(const struct record *r, const char *type)
{
	return str_eq(r->v[REC_TYPE], str_z(type));
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

/* What a record of that kind and type must have. */
static bool
check(struct work *w)
{
	struct record *r = w->rec;
	bool money = is_type(r, "order") || is_type(r, "refund");
	enum record_col bad;
	const char *why = record_check(r, &bad);

	if (why != NULL)
		return fault_in(w, why, bad);
	if (r->v[REC_EXT].len > 0 && !one_line(w, &r->v[REC_EXT]))
		return fault_in(w, "not a JSON object", REC_EXT);
	if (r->v[REC_KIND].len == 0)
		return fault_in(w, "empty", REC_KIND);
	if (!str_eq(r->v[REC_KIND], STR("event")))
		return true;
	if (r->v[REC_TYPE].len == 0)
		return fault_in(w, "empty", REC_TYPE);
	if (r->v[REC_TIME].len == 0)
		return fault_in(w, "no time", REC_TIME);
	if (money && r->v[REC_AMOUNT].len == 0)
		return fault_in(w, "no amount", REC_AMOUNT);
	if (money && amount_of(r) < 0)
		return fault_in(w, "a negative amount", REC_AMOUNT);
	/* A map that reads a status must find one: empty would mean paid. */
	if (is_type(r, "order") && w->a->o.map->nemit > 0 &&
	    r->v[REC_STATUS].len == 0 &&
	    cell_of(w->a, REC_STATUS) != SIZE_MAX)
		return fault_in(w, "no status", REC_STATUS);
	return true;
}

/* Columns that "with" fills from others of the row. */
static bool
override(struct work *w, const struct bound_emit *be)
{
	size_t i, k;

	for (i = 0; i < be->e->nwith; i++) {
		enum record_col to = be->e->with[i].to;
		const struct bound_field *bf = &be->with[i];

		w->rec->v[to].len = 0;
		if (to == REC_TIME)
			w->rec->v[REC_TIME_PRECISION].len = 0;
		for (k = 0; k < bf->ncol && w->rec->v[to].len == 0; k++)
			if (!apply_cell(w, bf->f, to, &bf->col[k]))
				return false;
	}
	return true;
}

/* A refund beside its order: the order knows, and its items stay with it. */
static void
link_refund(struct work *w, struct record *order)
{
	struct record *r = w->rec;
	bool whole = amount_of(r) >= amount_of(order);
	struct str s = order->v[REC_STATUS];

	r->v[REC_STATUS].len = 0;
	r->v[REC_QUANTITY].len = 0;
	r->v[REC_COUPON].len = 0;
	/* Who gets money back has paid. */
	if (s.len == 0 || str_eq(s, STR("paid")) ||
	    str_eq(s, STR("cancelled")))
		order->v[REC_STATUS] = whole ? STR("refunded") :
		    STR("partially_refunded");
}

/* Has "with" found a value for this column? */
static bool
has_own(const struct work *w, const struct bound_emit *be, enum record_col to)
{
	size_t i;

	for (i = 0; i < be->e->nwith; i++)
		if (be->e->with[i].to == to)
			return w->rec->v[to].len > 0;
	return false;
}

static bool
emit_one(struct work *w, const struct bound_emit *be, const struct record *base,
    struct record *order)
{
	struct record *r = w->rec;

	*r = *base;
	r->v[REC_TYPE] = str_z(be->e->type);
	if (!override(w, be))
		return false;
	/* The id of a refund is not that of its order, whether the order
	   stands in the same row or in another. */
	if (is_type(r, "refund") && (w->made_id || order != NULL) &&
	    !has_own(w, be, REC_ID))
		r->v[REC_ID] = arena_printf(w->mem, "%.*s/refund",
		    STR_ARG(base->v[REC_ID]));
	if (order != NULL && is_type(r, "refund")) {
		link_refund(w, order);
		if (!has_own(w, be, REC_TIME)) {
			r->v[REC_TIME] = base->v[REC_TIME];
			r->v[REC_TIME_PRECISION] =
			    base->v[REC_TIME_PRECISION];
			r->v[REC_TIME_ESTIMATED] = STR("true");
			w->a->counts.estimated++;
		}
	}
	return check(w);
}

static bool
emit_all(struct work *w, const struct record *base, struct applied *out)
{
	struct apply *a = w->a;
	struct record *order = NULL;
	size_t i, k;

	for (i = 0; i < a->o.map->nemit; i++) {
		const struct bound_emit *be = &a->emit[i];
		int all = 1;

		for (k = 0; k < be->e->nwhen && all == 1; k++)
			all = meets(a, &be->when[k], w->cell, w->mem);
		if (all == -1)
			return apply_fail(w, "not a number",
			    be->when[k - 1].cell,
			    w->cell[be->when[k - 1].cell]);
		if (all == 0)
			continue;
		w->rec = &out->rec[out->n];
		if (!emit_one(w, be, base, order))
			return false;
		if (is_type(w->rec, "order"))
			order = w->rec;
		out->n++;
	}
	return true;
}

/*
 * The minute of a record that a later export of the same does not change: that
 * of the last time in the list, which is the one of its creation.
 */
static int64_t
stable_minute(struct work *w)
{
	struct apply *a = w->a;
	const struct bound_field *bf;
	struct parse_opts po = { .order = a->o.order };
	struct parsed p;
	size_t i, k;

	if (!a->o.several)
		return INT64_MIN;
	for (i = a->nfield; i-- > 0;) {
		bf = &a->field[i];
		if (bf->f->to != REC_TIME || bf->f->capture != NULL)
			continue;
		po.format = (const char *const *)bf->f->format;
		for (k = bf->ncol; k-- > 0;)
			if (parse_cell(RULE_TIME, w->cell[bf->col[k].cell],
			    &po, w->mem, &p) == NULL && p.has_time)
				return p.time.local_ms / 60000;
	}
	return INT64_MIN;
}

/* Does the map make orders, so that ids and order numbers are one? */
static bool
makes_orders(const struct map *m, const struct record *r)
{
	size_t i;

	for (i = 0; i < m->nemit; i++)
		if (strcmp(m->emit[i].type, "order") == 0)
			return true;
	return is_type(r, "order");
}

bool
apply_row(struct apply *a, const struct str *cell, struct str raw,
    struct arena *mem, struct applied *out, struct apply_fault *f)
{
	struct record *base = arena_alloc(mem, sizeof(*base));
	struct work w = { .a = a, .cell = cell, .mem = mem, .rec = base,
	    .f = f, .currency = { "", 0 }, .approx = { "", 0 } };
	size_t n = a->o.map->nemit > 0 ? a->o.map->nemit : 1;

	memset(base, 0, sizeof(*base));
	out->rec = arena_alloc(mem, n * sizeof(*out->rec));
	out->n = 0;
	if (!apply_fields(&w))
		return false;
	raise_currency(&w);
	put_identity(&w);
	put_id(&w, raw, makes_orders(a->o.map, base), &out->own_id);
	out->minute = stable_minute(&w);
	if (a->o.map->nemit > 0)
		return emit_all(&w, base, out);
	if (!check(&w))
		return false;
	out->rec[out->n++] = *base;
	return true;
}
