/* Cells of a row into the columns of a record. */
#include <string.h>

#include "applyin.h"
#include "cell.h"
#include "text.h"

#define GAVE_UP	"a pattern of the map gave up"

bool
apply_fail(struct work *w, const char *reason, size_t cell, struct str value)
{
	const struct apply *a = w->a;

	w->f->reason = reason;
	w->f->cell = cell;
	w->f->value = value;
	w->f->date = NULL;
	w->f->field = (struct str){ NULL, 0 };
	if (cell != SIZE_MAX)
		w->f->field = a->o.header->name[a->want[cell]];
	return false;
}

struct str
apply_normal(struct apply *a, struct str cell)
{
	a->norm.len = 0;
	/* "0000-00-00" and the like are empty for conditions too. */
	if (!cell_missing(cell))
		text_normalise(&a->norm, cell);
	return buf_view(&a->norm);
}

/* The local time gets its zone; the counts remember how. */
static void
settle_zone(struct apply *a, const struct zone *named, struct stamp *t)
{
	const struct zone *z = named != NULL ? named :
	    a->zone != NULL ? a->zone : a->o.assume;
	bool odd = false;

	if (t->zoned)
		return;
	if (z != NULL) {
		zone_assume(z, t, &odd);
		a->counts.odd += odd;
		return;
	}
	a->counts.unzoned++;
	t->zoned = true;
	t->offset = 0;
}

/* An epoch is an instant: write it on the clock of the map's zone. */
static void
settle_epoch(struct apply *a, const struct map_field *f, struct stamp *t)
{
	const struct zone *z = a->zone != NULL ? a->zone : a->o.assume;

	if (z != NULL && t->zoned && f != NULL && f->format != NULL &&
	    strncmp(f->format[0], "epoch", 5) == 0)
		zone_convert(z, t);
}

static void
put_time(struct work *w, const struct map_field *f, enum record_col to,
    const struct bound_col *c, struct stamp *t)
{
	static const struct str precision[] = { [STAMP_DAY] = { "day", 3 },
		[STAMP_MINUTE] = { "minute", 6 },
		[STAMP_SECOND] = { "second", 6 }, [STAMP_MS] = { "ms", 2 } };
	struct record *r = w->rec;
	char text[STAMP_TEXT];

	settle_epoch(w->a, f, t);
	/* A day in a column of its own is a date, not a moment. */
	if (to == REC_TIME || t->precision != STAMP_DAY || t->zoned)
		settle_zone(w->a, c->zone, t);
	r->v[to] = arena_dup(w->mem, (struct str){ text,
	    stamp_print(t, text) });
	if (to == REC_TIME && r->v[REC_TIME_PRECISION].len == 0)
		r->v[REC_TIME_PRECISION] = precision[t->precision];
}

static void
add_approx(struct work *w, enum record_col to)
{
	w->a->counts.approx++;
	w->approx = arena_printf(w->mem, "%.*s%s%s", STR_ARG(w->approx),
	    w->approx.len > 0 ? ";" : "", record_cols[to].name);
}

/* One of the texts of "values"; the empty cell is a value too. */
static bool
read_values(struct work *w, struct bound_field *bf, size_t cell,
    struct str s)
{
	const struct map_field *f = bf->f;
	const struct memo_entry *e = memo_find(&bf->values, s);
	struct str norm;
	size_t i;
	int fits;

	if (e != NULL) {
		w->rec->v[f->to] = bf->value[e->value];
		return true;
	}
	norm = apply_normal(w->a, s);
	for (i = 0; i < f->nvalue; i++) {
		/* The entry for all others has no pattern. */
		fits = f->value[i].cell.text == NULL ? norm.len > 0 :
		    pattern_match(&f->value[i].cell, norm);
		if (fits == -1)
			return apply_fail(w, GAVE_UP, cell, s);
		if (fits == 1 && f->value[i].to == NULL) {
			w->rec->v[f->to] = cell_trim(s);
			return true;
		}
		if (fits == 1) {
			memo_add(&bf->values, s, (int)i);
			w->rec->v[f->to] = bf->value[i];
			return true;
		}
	}
	if (norm.len == 0)
		return true;
	return apply_fail(w, f->to == REC_STATUS ? "unknown status" :
	    "a value that the map does not know", cell, s);
}

static bool
capture(struct work *w, const struct map_field *f, size_t cell,
    struct str *s)
{
	struct str whole = *s;
	int fits;

	/* The 17 of 6.49E+17 is no part of an id. */
	if (f == NULL || f->capture == NULL ||
	    (f->rule == RULE_ID && parse_is_damaged(whole)))
		return true;
	fits = pattern_group(f->capture, whole, NULL, s);
	if (fits == -1)
		return apply_fail(w, GAVE_UP, cell, whole);
	if (fits == 0)
		s->len = 0;
	return true;
}

/* The customer's key from one cell; empty when it is none. */
static bool
put_user(struct work *w, const struct bound_col *c, struct str s)
{
	struct record *r = w->rec;
	struct str key;

	if (!ident_key(c->kind, s, r->v[REC_SOURCE],
	    w->a->o.map->country_code, w->mem, &key)) {
		w->masked = true;
		return true;
	}
	r->v[REC_USER_ID] = key;
	r->v[REC_USER_ID_KIND] = str_z(ident_kind_name(c->kind));
	return true;
}

struct str
apply_text(const struct work *w, const struct bound_col *c)
{
	return c->fixed != NULL ? str_z(c->fixed) : w->cell[c->cell];
}

struct parse_opts
apply_options(const struct apply *a, const struct map_field *f,
    enum record_col to, const struct bound_col *c)
{
	return (struct parse_opts){ .unit = c->unit,
	    .order = apply_order(a, f, c), .comma = a->comma,
	    .format = f != NULL ? (const char *const *)f->format : NULL,
	    .round = to == REC_SPEND || to == REC_CONVERSION_VALUE };
}

/* One id that ends in 0000 is chance; when all do, they were numbers once. */
static void
count_long(struct apply_counts *c, struct str id)
{
	size_t zeros;

	if (!parse_is_long(id, &zeros))
		return;
	c->longs++;
	c->cut += zeros > 0;
	c->zeros += zeros;
}

/* The name of a platform, which is that of many rows. */
static const char *
source(struct work *w, struct str s, struct parsed *p)
{
	static const struct parse_opts none = { 0 };
	struct memo_entry *e = memo_find(&w->a->sources, s);
	const char *why;

	if (e != NULL) {
		*p = (struct parsed){ .text = buf_view(&e->result) };
		return NULL;
	}
	why = parse_cell(RULE_SOURCE, s, &none, w->mem, p);
	e = why == NULL ? memo_add(&w->a->sources, s, 0) : NULL;
	if (e != NULL)
		buf_str(&e->result, p->text);
	return why;
}

/* Most texts stand as they are. */
static bool
put_plain(struct work *w, const struct bound_field *bf)
{
	w->rec->v[bf->f->to] = parse_text(apply_text(w, &bf->col[0]));
	return true;
}

bool
apply_cell(struct work *w, const struct map_field *f, enum record_col to,
    const struct bound_col *c)
{
	struct apply *a = w->a;
	struct str s = apply_text(w, c);
	struct parse_opts po = apply_options(a, f, to, c);
	enum rule rule = f != NULL ? f->rule : record_rule(to);
	struct parsed p;
	const char *why;

	if (!capture(w, f, c->cell, &s))
		return false;
	why = rule == RULE_SOURCE ? source(w, s, &p) :
	    parse_cell(rule, s, &po, w->mem, &p);
	if (why != NULL) {
		apply_fail(w, why, c->cell, s);
		w->f->date = p.orders != 0 ? c->date : NULL;
		return false;
	}
	w->damaged[to / 64] |= (uint64_t)p.damaged << to % 64;
	if (rule == RULE_ID)
		count_long(&a->counts, p.text);
	a->counts.topics += p.invalid;
	a->counts.rounded += p.rounded;
	if (p.has_time) {
		put_time(w, f, to, c, &p.time);
		return true;
	}
	/* What platforms put where they hide a customer. */
	if (to == REC_USER_ID && p.text.len == 0 &&
	    cell_is(cell_trim(s), "'null"))
		w->masked = true;
	if (p.text.len == 0)
		return true;
	if (p.approx && to == REC_QUANTITY)
		return apply_fail(w, "not a whole number", c->cell, s);
	if (p.approx)
		add_approx(w, to);
	if (c->currency != NULL)
		w->currency = str_z(c->currency);
	if (to == REC_USER_ID && rule == RULE_ID)
		return put_user(w, c, p.text);
	if (f != NULL && f->suffix != NULL)
		p.text = arena_printf(w->mem, "%.*s%s", STR_ARG(p.text),
		    f->suffix);
	w->rec->v[to] = p.text;
	return true;
}

/* A part that a spreadsheet has damaged is the same for many records. */
static bool
has_damage(const struct work *w, const struct bound_field *bf)
{
	size_t i;

	if (record_rule(bf->f->to) != RULE_ID)
		return false;
	for (i = 0; i < bf->ncol; i++)
		if (parse_is_damaged(apply_text(w, &bf->col[i])))
			return true;
	return false;
}

/* All cells that are not empty, with the text of the map between them. */
static bool
read_joined(struct work *w, const struct bound_field *bf)
{
	struct str *v = &w->rec->v[bf->f->to], all = { "", 0 };
	size_t i;

	if (has_damage(w, bf)) {
		w->damaged[bf->f->to / 64] |= (uint64_t)1 << bf->f->to % 64;
		return true;
	}
	for (i = 0; i < bf->ncol; i++) {
		v->len = 0;
		if (!apply_cell(w, bf->f, bf->f->to, &bf->col[i]))
			return false;
		if (v->len > 0 && all.len > 0)
			all = arena_printf(w->mem, "%.*s%s%.*s", STR_ARG(all),
			    bf->f->join, STR_ARG(*v));
		else if (v->len > 0)
			all = *v;
	}
	*v = all;
	return true;
}

bool
apply_field(struct work *w, struct bound_field *bf)
{
	const struct map_field *f = bf->f;
	struct str s = { "", 0 };
	size_t i, cell = bf->col[0].cell;

	if (w->rec->v[f->to].len > 0)
		return true;
	if (bf->plain)
		return put_plain(w, bf);
	if (f->join != NULL)
		return read_joined(w, bf);
	if (f->nvalue == 0) {
		for (i = 0; i < bf->ncol && w->rec->v[f->to].len == 0; i++)
			if (!apply_cell(w, f, f->to, &bf->col[i]))
				return false;
		return true;
	}
	for (i = 0; i < bf->ncol; i++) {
		s = apply_text(w, &bf->col[i]);
		if (!capture(w, f, bf->col[i].cell, &s))
			return false;
		if (!cell_missing(s)) {
			cell = bf->col[i].cell;
			break;
		}
	}
	return read_values(w, bf, cell, s);
}

void
apply_settle(struct work *w)
{
	struct apply_counts *c = &w->a->counts;
	uint64_t any = 0;
	size_t i;

	for (i = 0; i < sizeof(w->damaged) / sizeof(w->damaged[0]); i++)
		any |= w->damaged[i];
	for (i = 0; i < REC_N && any != 0; i++)
		if ((w->damaged[i / 64] >> i % 64 & 1) != 0) {
			c->damaged += w->rec->v[i].len == 0;
			c->recovered += w->rec->v[i].len > 0;
		}
	memset(w->damaged, 0, sizeof(w->damaged));
}

bool
apply_fields(struct work *w)
{
	struct apply *a = w->a;
	struct record *r = w->rec;
	size_t i;

	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to != REC_USER_ID &&
		    !apply_field(w, &a->field[i]))
			return false;
	for (i = 0; i < a->set.n; i++)
		if (r->v[a->set.col[i]].len == 0)
			r->v[a->set.col[i]] = a->set.text[i];
	if (r->v[REC_KIND].len == 0)
		r->v[REC_KIND] = a->kind;
	if (r->v[REC_ACCOUNT].len == 0)
		r->v[REC_ACCOUNT] = a->o.account;
	if (r->v[REC_CURRENCY].len == 0)
		r->v[REC_CURRENCY] = w->currency;
	if (w->approx.len > 0)
		r->v[REC_APPROX] = w->approx;
	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == REC_USER_ID &&
		    !apply_field(w, &a->field[i]))
			return false;
	a->counts.masked += w->masked && r->v[REC_USER_ID].len == 0;
	apply_settle(w);
	return true;
}
