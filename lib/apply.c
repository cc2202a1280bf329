/* Rows become records by a map that is bound to their header. */
#include <string.h>

#include "applyin.h"
#include "cond.h"

static void
put_identity(struct work *w)
{
	const struct ident *id = w->a->o.ident;
	struct record *r = w->rec;
	struct str user, key = r->v[REC_USER_ID];
	struct str source = r->v[REC_SOURCE], name = r->v[REC_USER_NAME];

	if (ident_is_own(id, source, key, name))
		r->v[REC_DIRECTION] = STR("out");
	if (key.len == 0 || !ident_alias(id, key, &user))
		return;
	r->v[REC_USER_ALIAS] = key;
	r->v[REC_USER_ID] = user;
	r->v[REC_USER_ID_KIND] = STR("alias");
	if (ident_is_own(id, source, user, name))
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

/* A pattern on a cell. */
static int
fits(struct apply *a, struct bound_cond *bc, struct str s)
{
	const struct memo_entry *e = memo_find(&bc->met, s);
	int met;

	if (e != NULL)
		return e->value;
	met = pattern_match(&bc->c->cell, apply_normal(a, s)) == 1;
	memo_add(&bc->met, s, met);
	return met;
}

/* 1 or 0; -1 when there is no number to compare. */
int
apply_meets(struct apply *a, struct bound_cond *bc, const struct str *cell,
    struct arena *mem)
{
	const struct map_cond *c = bc->c;
	struct str s = { "", 0 };

	if (bc->cell != SIZE_MAX)
		s = cell[bc->cell];
	if (c->how == CMP_PATTERN)
		return fits(a, bc, s);
	return cond_number(c, s, a->comma, mem);
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
		if (apply_meets(a, &a->drop[i], cell, &mem) == 1)
			why = "left out by the map";
	arena_free(&mem);
	return why;
}

/* Columns that "with" fills from others of the row. */
static bool
override(struct work *w, const struct bound_emit *be)
{
	size_t i, k;

	for (i = 0; i < be->e->nwith; i++) {
		enum record_col to = be->e->with[i].to;
		struct bound_field *bf = &be->with[i];

		w->rec->v[to].len = 0;
		if (to == REC_TIME)
			w->rec->v[REC_TIME_PRECISION].len = 0;
		if (be->e->with[i].own != NULL && bf->ncol > 0 &&
		    !apply_field(w, bf))
			return false;
		if (be->e->with[i].own != NULL)
			continue;
		for (k = 0; k < bf->ncol && w->rec->v[to].len == 0; k++)
			if (!apply_cell(w, bf->f, to, &bf->col[k]))
				return false;
	}
	apply_settle(w);
	return true;
}

static bool
is_event(const struct record *r)
{
	return str_eq(r->v[REC_KIND], STR("event"));
}

static inline bool
is_type(const struct record *r, struct str type)
{
	return str_eq(r->v[REC_TYPE], type);
}

/* A refund beside its order: the order knows, and its items stay with it. */
static void
link_refund(struct work *w, struct record *order)
{
	struct record *r = w->rec;
	bool whole = apply_amount(r) >= apply_amount(order);
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

/* Does the record take what the fields have filled into this column? */
static bool
takes(const struct bound_emit *be, int col)
{
	size_t i;

	for (i = 0; i < be->e->nwith; i++)
		if ((int)be->e->with[i].to == col)
			return false;
	return col != -1 && be->keep[col];
}

/* Of the counts that are a lower bound, those that the record has. */
static void
keep_approx(struct work *w, const struct bound_emit *be, struct str list)
{
	struct str name, kept = { "", 0 };

	while (str_split(&list, ';', &name))
		if (takes(be, record_col(name)))
			kept = arena_printf(w->mem, "%.*s%s%.*s",
			    STR_ARG(kept), kept.len > 0 ? ";" : "",
			    STR_ARG(name));
	w->rec->v[REC_APPROX] = kept;
}

/* What the fields of the row have filled, as far as the record takes it. */
static void
begin_record(struct work *w, const struct bound_emit *be,
    const struct record *base)
{
	const struct map_emit *e = be->e;
	struct record *r = w->rec;
	size_t i;

	memcpy(r, base, w->a->wide);
	for (i = 0; i < REC_N && e->only != NULL; i++)
		if (!be->keep[i])
			r->v[i].len = 0;
	if (base->v[REC_APPROX].len > 0)
		keep_approx(w, be, base->v[REC_APPROX]);
	if (be->kind.p != NULL)
		r->v[REC_KIND] = be->kind;
	if (be->type.p != NULL)
		r->v[REC_TYPE] = be->type;
}

/* The columns of "with" and "set", and what follows from them. */
static bool
fill_record(struct work *w, const struct bound_emit *be)
{
	struct record *r = w->rec;
	struct str counts = r->v[REC_APPROX];
	size_t i;

	w->approx = counts;
	w->currency.len = 0;
	if (!override(w, be))
		return false;
	r->v[REC_APPROX] = w->approx;
	if (w->currency.len > 0)
		r->v[REC_CURRENCY] = w->currency;
	if (has_own(w, be, REC_USER_ID)) {
		r->v[REC_DIRECTION].len = r->v[REC_USER_ALIAS].len = 0;
		put_identity(w);
	}
	for (i = 0; i < be->set.n; i++)
		if (!has_own(w, be, be->set.col[i]))
			r->v[be->set.col[i]] = be->set.text[i];
	return true;
}

static bool
emit_one(struct work *w, const struct bound_emit *be, const struct record *base)
{
	struct record *r = w->rec;

	begin_record(w, be, base);
	if (!fill_record(w, be))
		return false;
	apply_id(w, has_own(w, be, REC_ID));
	w->out->own[w->out->n] = w->out->own_id && is_event(r) &&
	    !has_own(w, be, REC_ID);
	w->out->unique[w->out->n] = w->by_row && is_event(r);
	if (w->order != NULL && is_type(r, STR("refund"))) {
		link_refund(w, w->order);
		if (!has_own(w, be, REC_TIME)) {
			r->v[REC_TIME] = base->v[REC_TIME];
			r->v[REC_TIME_PRECISION] =
			    base->v[REC_TIME_PRECISION];
			r->v[REC_TIME_ESTIMATED] = STR("true");
			w->a->counts.estimated++;
		}
	}
	return apply_check(w);
}

static bool
emit_all(struct work *w, const struct record *base)
{
	struct apply *a = w->a;
	struct applied *out = w->out;
	size_t i, k;

	for (i = 0; i < a->o.map->nemit; i++) {
		const struct bound_emit *be = &a->emit[i];
		int all = 1;

		for (k = 0; k < be->e->nwhen && all == 1; k++)
			all = apply_meets(a, &be->when[k], w->cell, w->mem);
		if (all == -1)
			return apply_fail(w, "not a number",
			    be->when[k - 1].cell,
			    w->cell[be->when[k - 1].cell]);
		if (all == 0)
			continue;
		w->rec = &out->rec[out->n];
		if (!emit_one(w, be, base))
			return false;
		if (is_type(w->rec, STR("order")))
			w->order = w->rec;
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
	struct parse_opts po = { 0 };
	struct parsed p;
	size_t i, k;

	if (!a->o.several)
		return INT64_MIN;
	for (i = a->nfield; i-- > 0;) {
		bf = &a->field[i];
		if (bf->f->to != REC_TIME || bf->f->capture != NULL)
			continue;
		po.format = (const char *const *)bf->f->format;
		for (k = bf->ncol; k-- > 0;) {
			po.order = apply_order(a, bf->f, &bf->col[k]);
			if (parse_cell(RULE_TIME, apply_text(w,
			    &bf->col[k]),
			    &po, w->mem, &p) == NULL && p.has_time)
				return p.time.local_ms / 60000;
			if (p.orders != 0)
				return INT64_MIN;
		}
	}
	return INT64_MIN;
}

void
applied_open(struct applied *out, const struct apply *a, struct arena *mem)
{
	size_t n = a->o.map->nemit > 0 ? a->o.map->nemit : 1;

	*out = (struct applied){ .rec = arena_alloc(mem,
	    n * sizeof(*out->rec)) };
	out->own = arena_alloc(mem, n * sizeof(*out->own));
	out->unique = arena_alloc(mem, n * sizeof(*out->unique));
}

bool
apply_row(struct apply *a, const struct str *cell, struct str raw,
    struct arena *mem, struct applied *out, struct apply_fault *f)
{
	struct record *base = &a->base;
	struct work w = { .a = a, .cell = cell, .mem = mem, .rec = base,
	    .f = f, .currency = { "", 0 }, .approx = { "", 0 }, .out = out,
	    .raw = raw };

	memset(base, 0, a->wide);
	out->n = 0;
	if (!apply_fields(&w))
		return false;
	raise_currency(&w);
	put_identity(&w);
	if (a->o.ext)
		apply_ext(&w);
	w.orders = a->makes_orders ||
	    is_type(base, STR("order"));
	out->own_id = base->v[REC_ID].len > 0 ||
	    (w.orders && base->v[REC_ORDER_ID].len > 0);
	out->minute = stable_minute(&w);
	if (a->o.map->nemit > 0)
		return emit_all(&w, base);
	apply_id(&w, false);
	if (!apply_check(&w))
		return false;
	out->own[0] = out->own_id && is_event(base);
	out->unique[0] = w.by_row && is_event(base);
	memcpy(&out->rec[out->n++], base, a->wide);
	return true;
}
