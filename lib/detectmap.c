/* What a map makes of an operand, for --detect. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "detectin.h"

/* Texts that are collected for a list. */
struct texts {
	struct str	*s;
	size_t		 n;
	struct arena	 mem;
};

static void
add_text(struct texts *t, struct buf *b)
{
	t->s = mem_grow(t->s, t->n + 1, sizeof(*t->s));
	t->s[t->n++] = arena_dup(&t->mem, buf_view(b));
	b->len = 0;
}

static void
put_texts(struct listing *f, const char *key, struct texts *t, bool always)
{
	if (t->n > 0 || always)
		listing_list(f, key, t->s, t->n);
	free(t->s);
	arena_free(&t->mem);
}

static struct str
header_of(const struct apply *a, const struct bound_col *c)
{
	/* A value that stands before the header has no column. */
	return c->fixed != NULL ? STR("(before the header)") :
	    a->o.header->name[a->want[c->cell]];
}

static void
put_rule(struct buf *b, const struct map_field *f, enum record_col to,
    const struct bound_col *c)
{
	buf_z(b, parse_rules()[f != NULL ? f->rule : record_rule(to)]);
	if (f == NULL)
		return;
	if (to == REC_USER_ID && f->rule == RULE_ID)
		buf_printf(b, " of kind %s", ident_kind_name(c->kind));
	if (f->nvalue > 0)
		buf_z(b, " by values");
	if (f->capture != NULL)
		buf_z(b, ", a part of it");
}

static void
put_column(struct listing *f, struct str header, struct str to, struct str rule)
{
	static const char *const name[] = { "header", "to", "rule" };
	const struct str value[] = { header, to, rule };
	struct buf b = { 0 };

	diag_escape(&b, header, 100);
	buf_printf(&b, " -> %.*s%s%.*s", STR_ARG(to),
	    rule.len > 0 ? ", " : "", STR_ARG(rule));
	listing_item(f, name, value, 3, buf_view(&b));
	buf_free(&b);
}

static void
put_field(struct listing *f, const struct apply *a,
    const struct bound_field *bf, enum record_col col, const char *of)
{
	struct buf to = { 0 }, rule = { 0 };
	size_t i;

	buf_z(&to, record_cols[col].name);
	if (of != NULL)
		buf_printf(&to, " of %s", of);
	for (i = 0; i < bf->ncol; i++) {
		rule.len = 0;
		put_rule(&rule, bf->f, col, &bf->col[i]);
		put_column(f, header_of(a, &bf->col[i]), buf_view(&to),
		    buf_view(&rule));
	}
	buf_free(&to);
	buf_free(&rule);
}

static void
put_cond(struct listing *f, const struct apply *a, const struct bound_cond *bc,
    const char *what)
{
	if (bc->cell != SIZE_MAX)
		put_column(f, a->o.header->name[a->want[bc->cell]],
		    str_z(what), (struct str){ "", 0 });
}

/* Whether a condition before the k-th of an emit looks at its column too. */
static bool
has_cond(const struct apply *a, size_t emit, size_t k)
{
	size_t cell = a->emit[emit].when[k].cell, i, n;

	for (i = 0; i <= emit; i++)
		for (n = 0; n < (i < emit ? a->emit[i].e->nwhen : k); n++)
			if (a->emit[i].when[n].cell == cell)
				return true;
	return false;
}

static void
put_used(struct listing *f, const struct apply *a)
{
	const struct map *m = a->o.map;
	size_t i, k;

	listing_open(f, "columns_used");
	for (i = 0; i < a->nfield; i++)
		put_field(f, a, &a->field[i], a->field[i].f->to, NULL);
	for (i = 0; i < m->nemit; i++) {
		const struct map_emit *e = a->emit[i].e;
		const char *of = map_emit_name(m, e);

		for (k = 0; k < e->nwith; k++)
			put_field(f, a, &a->emit[i].with[k], e->with[k].to,
			    of);
		for (k = 0; k < e->nwhen; k++)
			if (!has_cond(a, i, k))
				put_cond(f, a, &a->emit[i].when[k],
				    "a condition");
	}
	for (i = 0; i < m->ndrop; i++)
		put_cond(f, a, &a->drop[i], "a condition that drops rows");
	if (a->group != SIZE_MAX)
		put_column(f, a->o.header->name[a->want[a->group]],
		    STR("the key of rows that are one record"),
		    (struct str){ "", 0 });
	listing_close(f);
}

static void
put_unused(struct listing *f, const struct apply *a)
{
	const struct header *h = a->o.header;
	struct texts t = { 0 };
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < h->n; i++) {
		for (k = 0; k < a->nfed && a->want[k] != i; k++)
			;
		if (k < a->nfed)
			continue;
		buf_str(&b, h->name[i]);
		add_text(&t, &b);
	}
	put_texts(f, "columns_not_used", &t, true);
	buf_free(&b);
}

static void
put_zone(struct listing *f, const struct apply *a, const char *assume)
{
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < a->nfield; i++)
		for (k = 0; k < a->field[i].ncol; k++)
			if (a->field[i].col[k].zone != NULL && b.len == 0) {
				buf_z(&b, "of the header ");
				diag_escape(&b, header_of(a,
				    &a->field[i].col[k]), 60);
			}
	if (b.len > 0)
		buf_z(&b, ", else ");
	if (a->o.map->zone_name != NULL)
		buf_printf(&b, "%s (of the map)", a->o.map->zone_name);
	else if (assume != NULL)
		buf_printf(&b, "%s (--assume-tz)", assume);
	else
		buf_z(&b, "as written in the times, +00:00 where none is");
	listing_text(f, "zone", buf_view(&b));
	buf_free(&b);
}

static void
put_dates(struct listing *f, const struct intake *t)
{
	const struct apply *a = t->apply;
	struct str rest = buf_view(&t->dates), line;
	struct texts list = { 0 };
	struct buf b = { 0 }, numbers = { 0 };
	bool open = false;
	size_t i;

	apply_numbers_note(a, &numbers);
	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->order != DATE_UNKNOWN &&
		    a->field[i].ncol > 0 && a->o.order == DATE_UNKNOWN) {
			buf_printf(&b, "%s: %s (of the map)",
			    record_cols[a->field[i].f->to].name,
			    dateorder_name(a->field[i].f->order));
			add_text(&list, &b);
		}
	if (a->o.order != DATE_UNKNOWN) {
		buf_printf(&b, "%s (--date-order)",
		    dateorder_name(a->o.order));
		add_text(&list, &b);
	}
	while (rest.len > 0 && str_split(&rest, '\n', &line)) {
		if (str_eq(line, buf_view(&numbers)))
			continue;	/* put_decimal() says it */
		buf_str(&b, line);
		add_text(&list, &b);
	}
	/* A column without such a date has no proof and needs none. */
	for (i = 0; list.n == 0 && i < a->ndate; i++)
		open = open || (a->date[i]->verdict == DATES_NO_PROOF &&
		    a->date[i]->open[0].line > 0) ||
		    a->date[i]->verdict == DATES_CONTRADICT;
	if (list.n == 0) {
		buf_z(&b, open ? "not known: see the error" :
		    "not needed so far");
		add_text(&list, &b);
	}
	put_texts(f, "date_order", &list, true);
	buf_free(&b);
	buf_free(&numbers);
}

static void
put_decimal(struct listing *f, const struct apply *a)
{
	struct buf b = { 0 };

	if (a->o.map->comma) {
		buf_z(&b, "comma (of the map)");
	} else if (a->comma_line == 0 && a->open_line != 0 && !a->is_point) {
		buf_z(&b, "point, by nothing but habit: ");
		diag_escape(&b, a->open_text, 60);
		buf_printf(&b, " on line %" PRIu64, a->open_line);
	} else if (a->comma_line == 0) {
		buf_z(&b, "point");
	} else {
		buf_z(&b, a->comma ? "comma: " : "point, but ");
		diag_escape(&b, a->comma_text, 60);
		buf_printf(&b, " on line %" PRIu64, a->comma_line);
	}
	listing_text(f, "decimal_mark", buf_view(&b));
	buf_free(&b);
}

/* What headers say about the numbers below them. */
static void
put_units(struct listing *f, const struct apply *a)
{
	static const char *const unit[] = { [UNIT_FEN] = "分",
		[UNIT_WAN] = "万", [UNIT_MINUTE] = "minutes",
		[UNIT_HOUR] = "hours", [UNIT_MS] = "ms" };
	struct texts money = { 0 }, units = { 0 };
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < a->nfield; i++)
		for (k = 0; k < a->field[i].ncol; k++) {
			const struct bound_col *c = &a->field[i].col[k];
			struct str name = header_of(a, c);

			if (c->currency != NULL) {
				buf_printf(&b, "%s (header %.*s)", c->currency,
				    STR_ARG(name));
				add_text(&money, &b);
			}
			if (c->unit != UNIT_NONE) {
				buf_printf(&b, "%s (%.*s)", unit[c->unit],
				    STR_ARG(name));
				add_text(&units, &b);
			}
		}
	if (a->o.map->set[REC_CURRENCY] != NULL) {
		buf_printf(&b, "%s (of the map)",
		    a->o.map->set[REC_CURRENCY]);
		add_text(&money, &b);
	}
	put_texts(f, "currency", &money, false);
	put_texts(f, "unit", &units, false);
	put_decimal(f, a);
	buf_free(&b);
}

static bool
feeds(const struct apply *a, enum record_col to)
{
	return apply_cell_of(a, to) != SIZE_MAX;
}

static bool
has_phone(const struct apply *a)
{
	size_t i, k;

	for (i = 0; i < a->nfield; i++)
		for (k = 0; k < a->field[i].ncol; k++)
			if (a->field[i].f->to == REC_USER_ID &&
			    a->field[i].col[k].kind == IDENT_PHONE)
				return true;
	return false;
}

/* What the ids of records are (applyid.c). */
static const char *
ids_of(const struct apply *a)
{
	const struct map *m = a->o.map;
	bool orders = false;
	size_t i;

	for (i = 0; i < m->nemit; i++)
		orders = orders || (m->emit[i].type != NULL &&
		    strcmp(m->emit[i].type, "order") == 0);
	if (feeds(a, REC_ID) || (orders && feeds(a, REC_ORDER_ID)))
		return "of the export";
	if (m->kind != NULL && strcmp(m->kind, "content") == 0)
		return feeds(a, REC_CONTENT_ID) ? "content_id" :
		    feeds(a, REC_URL) ? "made from url" :
		    "made from title, published_at and author";
	if (m->kind != NULL && strcmp(m->kind, "profile") == 0)
		return "user_id";
	if (m->kind != NULL && strcmp(m->kind, "spend") == 0)
		return "made from campaign, ad, channel and period";
	return m->drop_identical ? "made from the row; identical rows are one" :
	    "made from the row and its number among identical ones";
}

/* What is assumed about keys. */
static void
put_keys(struct listing *f, const struct apply *a)
{
	const struct map *m = a->o.map;
	struct buf b = { 0 };

	if (m->set[REC_SOURCE] != NULL)
		buf_printf(&b, "%s (of the map)", m->set[REC_SOURCE]);
	else
		buf_z(&b, feeds(a, REC_SOURCE) ? "of the export" : "none");
	listing_text(f, "source", buf_view(&b));
	b.len = 0;
	if (a->o.account.len > 0) {
		buf_str(&b, a->o.account);
		buf_z(&b, feeds(a, REC_ACCOUNT) ? " where the export has none"
		    " (--account)" : " (--account)");
		listing_text(f, "account", buf_view(&b));
	}
	listing_z(f, "ids", ids_of(a));
	if (has_phone(a))
		listing_z(f, "country_code", m->country_code != NULL ?
		    m->country_code : "none: numbers without one are no keys");
	if (!apply_knows_user(a))
		listing_z(f, "customer", "no column names one: user_id stays "
		    "empty");
	buf_free(&b);
}

void
detect_map(struct listing *f, const struct intake *t,
    const struct detect_opts *o)
{
	const struct apply *a = t->apply;
	const struct maps *ms = o->intake->maps;
	struct texts also = { 0 };
	struct buf b = { 0 };
	size_t i;

	listing_z(f, "map", t->map->name);
	buf_printf(&b, o->intake->forced ? "it was asked for" :
	    t->map->column != NULL ? "the first rows meet its conditions" :
	    "all of its %zu columns are there", t->map->nrequire);
	listing_text(f, "because", buf_view(&b));
	b.len = 0;
	for (i = 0; i < ms->n; i++)
		if (ms->m[i] != t->map && match_fits(ms->m[i], &t->header)) {
			buf_printf(&b, "%s (%zu)", ms->m[i]->name,
			    ms->m[i]->nrequire);
			add_text(&also, &b);
		}
	put_texts(f, "maps_that_fit_less", &also, false);
	buf_free(&b);
	put_used(f, a);
	put_unused(f, a);
	put_keys(f, a);
	put_zone(f, a, o->assume);
	put_dates(f, t);
	put_units(f, a);
}
