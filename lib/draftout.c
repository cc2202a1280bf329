/* A drafted map as JSON, one field a line. */
#include <string.h>

#include "cell.h"
#include "draftin.h"
#include "tabout.h"
#include "text.h"

#define SLUG_MAX	40
#define VALUES_MAX	100	/* states that are listed */
#define REQUIRE_MAX	4

static void
put_z(struct page *p, const char *z)
{
	buf_z(p->out, z);
}

bool
draft_names_currency(const struct draft *d, size_t col)
{
	struct str unit;
	size_t i;

	(void)headwords_base(d->h->norm[col], &unit);
	for (i = 0; i < unit.len; i++)
		if (unit.p[i] < 'a' || unit.p[i] > 'z')
			return false;
	return unit.len == 3;
}

/* The header of a column as a pattern; a unit at its end is taken from it. */
static void
header_pattern(struct buf *out, const struct draft *d, size_t col, bool money)
{
	struct str norm = d->h->norm[col], unit, base;
	const char *group = NULL;

	base = headwords_base(norm, &unit);
	if (parse_unit(unit) != UNIT_NONE)
		group = "unit";
	else if (cell_is(unit, "utc") || cell_is(unit, "gmt"))
		group = "tz";
	else if (money && draft_names_currency(d, col))
		group = "currency";
	if (group == NULL) {
		pattern_quote(out, norm);
		return;
	}
	pattern_quote(out, base);
	buf_printf(out, " *\\((?<%s>[^)]+)\\)", group);
}

static bool
is_money(const struct headword *w)
{
	return w->rule == RULE_MONEY;
}

static void
put_pattern(struct page *p, const struct draft_use *u)
{
	struct buf b = { 0 };

	header_pattern(&b, p->d, u->col, is_money(u->w));
	json_put_any(p->out, buf_view(&b));
	buf_free(&b);
}

/* The kind of record; what has no time can be no event. */
static const char *
draft_kind(const struct draft *d)
{
	static const char *const names[] = { "event", "event", "content",
		"spend", "profile" };

	return names[d->kind];
}

static const char *
event_type(const struct draft *d)
{
	if (d->kind == HEAD_ORDER)
		return "order";
	return draft_find(d, REC_THREAD_ID) != NULL ||
	    draft_find(d, REC_DIRECTION) != NULL ||
	    draft_find(d, REC_AGENT) != NULL ? "message" : "comment";
}

/* The name of the file as a slug. */
static void
slug(struct buf *out, struct str file)
{
	size_t i, from = out->len, slash = 0;

	for (i = 0; i < file.len; i++)
		if (file.p[i] == '/')
			slash = i + 1;
	for (i = slash; i < file.len && file.p[i] != '.' &&
	    out->len - from < SLUG_MAX; i++) {
		char c = file.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || cell_digit(c))
			buf_byte(out, c);
		else if (out->len > from && out->p[out->len - 1] != '-')
			buf_byte(out, '-');
	}
	while (out->len > from && out->p[out->len - 1] == '-')
		out->len--;
	if (out->len == from)
		buf_z(out, "export");
}

/* The columns by which the export is known again. */
static void
put_match(struct page *p)
{
	static const unsigned most[] = { REC_ORDER_ID, REC_AMOUNT, REC_SPEND,
		REC_TIME, REC_TEXT, REC_TITLE, REC_PERIOD_START, REC_VIEWS,
		REC_ID, REC_USER_ID, REC_LIKES, REC_PUBLISHED_AT, REC_STATUS };
	size_t i, n = 0;
	struct buf b = { 0 };

	put_z(p, " \"match\": {\"require\": [");
	for (i = 0; i < sizeof(most) / sizeof(most[0]) && n < REQUIRE_MAX;
	    i++) {
		const struct draft_use *u = draft_find(p->d, most[i]);

		if (u == NULL)
			continue;
		put_z(p, n++ > 0 ? ", " : "");
		put_pattern(p, u);
	}
	if (n == 0) {
		pattern_quote(&b, p->d->h->norm[0]);
		json_put_any(p->out, buf_view(&b));
		buf_free(&b);
	}
	put_z(p, "]},\n");
}

/* Do neighbours have one order number? */
static bool
repeats(const struct draft *d, size_t col)
{
	size_t i;

	for (i = 1; i < d->s->nrow; i++) {
		struct str a = sample_cell(d->s, col, i - 1);

		if (!cell_missing(a) && str_eq(cell_bare(a),
		    cell_bare(sample_cell(d->s, col, i))))
			return true;
	}
	return false;
}

static bool
is_grouped(const struct draft *d)
{
	const struct draft_use *u = draft_find(d, REC_ORDER_ID);

	return d->kind == HEAD_ORDER && u != NULL && repeats(d, u->col);
}

static void
put_middle(struct page *p)
{
	struct parse_opts po = { 0 };
	struct arena mem = { 0 };
	struct parsed source;
	struct buf b = { 0 };

	if (p->d->comma)
		put_z(p, " \"dialect\": {\"decimal\": \",\"},\n");
	if (p->china)
		put_z(p, " \"zone\": \"Asia/Shanghai\",\n"
		    " \"country_code\": \"86\",\n");
	put_z(p, " \"set\": {\"source\": ");
	slug(&b, p->file);
	/* "xhs" is called xiaohongshu here. */
	if (parse_cell(RULE_SOURCE, buf_view(&b), &po, &mem, &source) != NULL)
		source.text = STR("export");
	json_put_any(p->out, source.text);
	buf_free(&b);
	arena_free(&mem);
	if (p->currency != NULL)
		buf_printf(p->out, ", \"currency\": \"%s\"",
		    p->currency);
	put_z(p, "},\n");
	if (is_grouped(p->d)) {
		put_z(p, " \"group\": {\"note\": \"neighbours with one order "
		    "number are one order\", \"by\": ");
		put_pattern(p, draft_find(p->d, REC_ORDER_ID));
		put_z(p, "},\n");
	}
}

/* The formats of a column, the commonest names of clock.h. */
static void
put_formats(struct page *p, unsigned to)
{
	size_t sum[SAMPLE_FORMATS] = { 0 }, i, k, n = 0;
	size_t dmy = 0, mdy = 0;

	for (i = 0; i < p->d->nuse; i++) {
		struct sample_times t;

		if (p->d->use[i].w->to != to)
			continue;
		t = sample_times(p->d->s, p->d->use[i].col);
		for (k = 0; k < SAMPLE_FORMATS; k++)
			sum[k] += t.good[k];
		dmy += t.dmy;
		mdy += t.mdy;
	}
	put_z(p, ", \"formats\": [");
	for (k = 0; k < SAMPLE_FORMATS; k++)
		if (sum[k] > 0)
			buf_printf(p->out, "%s\"%s\"", n++ > 0 ? ", " : "",
			    sample_format((enum sample_format)k));
	put_z(p, n == 0 ? "\"any\"]" : "]");
	if ((dmy > 0) != (mdy > 0))
		put_z(p, dmy > 0 ? ", \"order\": \"dmy\"" :
		    ", \"order\": \"mdy\"");
}

/* A cell that a pattern names in full. */
static void
put_value(struct page *p, struct str norm, const char *to, size_t n)
{
	struct buf b = { 0 };

	put_z(p, n == 0 ? "\n    " : ",\n    ");
	pattern_quote(&b, norm);
	json_put_any(p->out, buf_view(&b));
	buf_printf(p->out, ": \"%s\"", to);
	buf_free(&b);
}

static bool
was_there(struct str *seen, size_t n, struct str s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq(seen[i], s))
			return true;
	return false;
}

/* The states of the sample that the dictionary knows, each in full. */
static void
put_values(struct page *p, const struct draft_use *u)
{
	struct str seen[VALUES_MAX];
	struct buf norm = { 0 }, unknown = { 0 };
	struct arena mem = { 0 };
	size_t i, n = 0, known = 0;

	put_z(p, ",\n   \"values\": {");
	for (i = 0; i < p->d->s->nrow && n < VALUES_MAX; i++) {
		struct str c = sample_cell(p->d->s, u->col, i);
		const char *to;

		norm.len = 0;
		text_normalise(&norm, c);
		if (cell_missing(c) || was_there(seen, n, buf_view(&norm)))
			continue;
		seen[n] = arena_dup(&mem, buf_view(&norm));
		to = headwords_value(p->d->hw, (enum record_col)u->w->to,
		    seen[n]);
		if (to != NULL)
			put_value(p, seen[n], to, known++);
		else
			buf_printf(&unknown, "%s%.*s", unknown.len > 0 ?
			    ", " : "", STR_ARG(seen[n]));
		n++;
	}
	put_z(p, "}");
	if (unknown.len > 0) {
		norm.len = 0;
		buf_printf(&norm, "rows with these are rejected until they "
		    "stand above: %.*s", STR_ARG(buf_view(&unknown)));
		put_z(p, ",\n   \"note\": ");
		json_put_any(p->out, buf_view(&norm));
	}
	buf_free(&norm);
	buf_free(&unknown);
	arena_free(&mem);
}

/* Are columns of the same meaning and rule one entry, a list of patterns? */
static bool
joins(const struct draft_use *a, const struct draft_use *b)
{
	return a->w->to == b->w->to && a->rule == b->rule;
}

static void
put_list(struct page *p, size_t from, size_t n)
{
	const struct draft_use *u = p->d->use;
	size_t i;

	put_z(p, n > 1 ? "[" : "");
	for (i = from; i < p->d->nuse; i++) {
		if (!joins(&u[from], &u[i]))
			continue;
		put_z(p, i > from ? ", " : "");
		put_pattern(p, &u[i]);
	}
	put_z(p, n > 1 ? "]" : "");
	if (u[from].key == NULL)
		return;
	put_z(p, ", \"kinds\": [");
	for (i = from; i < p->d->nuse; i++)
		if (joins(&u[from], &u[i]))
			buf_printf(p->out, "%s\"%s\"", i > from ? ", " : "",
			    u[i].key);
	put_z(p, "]");
}

static void
put_field(struct page *p, size_t from, bool first)
{
	const struct draft_use *u = &p->d->use[from];
	size_t i, n = 0;

	for (i = from; i < p->d->nuse; i++)
		n += joins(u, &p->d->use[i]);
	put_z(p, first ? "\n  {\"from\": " : ",\n  {\"from\": ");
	put_list(p, from, n);
	buf_printf(p->out, ", \"to\": \"%s\", \"rule\": \"%s\"",
	    record_cols[u->w->to].name, parse_rules()[u->rule]);
	if (u->rule == RULE_TIME)
		put_formats(p, u->w->to);
	if (u->w->to == REC_STATUS || u->w->to == REC_DIRECTION)
		put_values(p, u);
	if (is_grouped(p->d) && u->w->to == REC_QUANTITY)
		put_z(p, ", \"take\": \"sum\"");
	if (is_grouped(p->d) && u->w->to == REC_PRODUCT)
		put_z(p, ", \"take\": \"list\"");
	put_z(p, "}");
}

static void
put_fields(struct page *p)
{
	struct buf b = { 0 };
	size_t i, k, n = 0;

	put_z(p, " \"fields\": [");
	for (i = 0; i < p->d->nuse; i++) {
		for (k = 0; k < i && !joins(&p->d->use[k], &p->d->use[i]); k++)
			;
		if (k == i && p->d->use[i].w->to < REC_N)
			put_field(p, i, n++ == 0);
	}
	/* A map has a field at least, and content a name. */
	if (!p->d->complete) {
		pattern_quote(&b, p->d->h->norm[0]);
		put_z(p, n > 0 ? ",\n  {\"from\": " : "\n  {\"from\": ");
		json_put_any(p->out, buf_view(&b));
		put_z(p, ", \"to\": \"title\", \"note\": \"only so that "
		    "the map can be tried\"}");
		buf_free(&b);
	}
	put_z(p, "\n ]");
}

static void
put_refund(struct page *p)
{
	static const struct {
		unsigned	to;
		const char	*name;
	} with[] = { { HEAD_REFUND, "amount" }, { HEAD_REFUND_TIME, "time" },
		{ HEAD_REFUND_ID, "id" } };
	const struct draft_use *u = draft_find(p->d, HEAD_REFUND);
	size_t i;

	put_z(p, ",\n  {\"type\": \"refund\", \"when\": {");
	put_pattern(p, u);
	put_z(p, ": \">0\"}, \"with\": {");
	for (i = 0; i < 3; i++) {
		u = draft_find(p->d, with[i].to);
		if (u == NULL)
			continue;
		buf_printf(p->out, "%s\"%s\": ", i > 0 ? ", " : "",
		    with[i].name);
		put_pattern(p, u);
	}
	put_z(p, "}}");
}

void
draft_write(struct buf *out, const struct draft *d, struct str file)
{
	struct page p = { .out = out, .d = d, .file = file,
	    .currency = draft_currency(d), .china = draft_is_chinese(d) };
	struct buf b = { 0 };

	put_z(&p, "{\n \"crm_map\": 1,\n \"name\": ");
	slug(&b, file);
	json_put_any(out, buf_view(&b));
	buf_printf(out, ",\n \"kind\": \"%s\",\n \"note\": [",
	    draft_kind(d));
	draft_notes(&p);
	put_z(&p, "\n ],\n");
	put_match(&p);
	put_middle(&p);
	put_fields(&p);
	if (d->kind == HEAD_ORDER || d->kind == HEAD_MESSAGE) {
		buf_printf(out, ",\n \"emit\": [\n  {\"type\": \"%s\"}",
		    event_type(d));
		if (d->kind == HEAD_ORDER &&
		    draft_find(d, HEAD_REFUND) != NULL)
			put_refund(&p);
		put_z(&p, "\n ]");
	}
	put_z(&p, "\n}\n");
	buf_free(&b);
}
