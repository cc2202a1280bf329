/* Why a text was judged so, on one screen or as JSON. */
#include <string.h>

#include "listing.h"
#include "num.h"
#include "sentimentexplain.h"
#include "tabout.h"
#include "text.h"

#define DIGITS	6	/* behind the point, of 1/JUDGE_UNIT */
#define NUMBER	12	/* columns of a share */
#define MARGIN	(NUMBER + 2)
#define WIDTH	80
#define SPANS	12	/* that are shown; the others are added up */

struct teller {
	struct buf		*out;
	struct critic		*c;
	struct str		 text;
};

/*
 * v in 1/JUDGE_UNIT with all its digits, so that sums can be checked, at p,
 * which has NUM_MAX bytes; returns the end.
 */
static char *
unit_at(char *p, int64_t v)
{
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v, part = u % JUDGE_UNIT;
	size_t i;

	*p = '-';
	p += v < 0;
	p += num_print_int((int64_t)(u / JUDGE_UNIT), p);
	*p++ = '.';
	for (i = DIGITS; i > 0; i -= 2, part /= 100)
		memcpy(p + i - 2, num_pairs + 2 * (part % 100), 2);
	return p + DIGITS;
}

static void
put_unit(struct buf *b, int64_t v)
{
	char *p = buf_room(b, NUM_MAX);

	b->len += (size_t)(unit_at(p, v) - p);
}

/* The number of a line, right-aligned, and two blanks. */
static void
put_number(const struct teller *t, int64_t v)
{
	char number[NUM_MAX];
	size_t len = (size_t)(unit_at(number, v) - number), i;

	for (i = len; i < NUMBER; i++)
		buf_byte(t->out, ' ');
	buf_put(t->out, number, len);
	buf_put(t->out, "  ", 2);
}

/* The rest of a line of which `at` columns are taken. */
static void
put_wrapped(const struct teller *t, struct str s, size_t at)
{
	struct buf *b = &t->c->line;

	b->len = 0;
	text_clean(b, s);
	/* No character has more columns than bytes. */
	if (at + b->len > WIDTH) {
		listing_wrap(t->out, buf_view(b), at, at);
		return;
	}
	buf_str(t->out, buf_view(b));
	buf_byte(t->out, '\n');
}

static struct str
part(const struct teller *t, uint32_t start, uint32_t len)
{
	return (struct str){ t->text.p + start, len };
}

static int64_t
size_of(const struct share *s)
{
	return s->share < 0 ? -s->share : s->share;
}

/*
 * The size from which on spans are shown, so that they are SPANS at most: the
 * largest ones, of equal ones the first. *equal: how many of just that size.
 */
static int64_t
least_shown(const struct shares *s, size_t *equal)
{
	int64_t top[SPANS] = { 0 };
	size_t i, k;

	for (i = 0; i < s->n; i++) {
		if (s->p[i].kind != SHARE_TEXT ||
		    size_of(&s->p[i]) <= top[SPANS - 1])
			continue;
		for (k = SPANS - 1; k > 0 && top[k - 1] < size_of(&s->p[i]);
		    k--)
			top[k] = top[k - 1];
		top[k] = size_of(&s->p[i]);
	}
	for (*equal = 0, k = SPANS; k > 0 && top[k - 1] == top[SPANS - 1]; k--)
		++*equal;
	return top[SPANS - 1];
}

/* The largest shares of spans in the order of the text; the sum of all. */
static int64_t
tell_spans(const struct teller *t, const struct shares *s)
{
	size_t i, equal, few = 0;
	int64_t least = least_shown(s, &equal), sum = 0, rest = 0;

	for (i = 0; i < s->n; i++) {
		const struct share *h = &s->p[i];
		bool shown = size_of(h) > least || (size_of(h) == least &&
		    least > 0 && equal > 0);

		sum += h->share;
		if (h->kind != SHARE_TEXT || h->share == 0)
			continue;
		if (!shown) {
			few++;
			rest += h->share;
			continue;
		}
		equal -= size_of(h) == least && equal > 0;
		put_number(t, h->share);
		put_wrapped(t, part(t, h->start, h->len), MARGIN);
	}
	if (few > 0) {
		put_number(t, rest);
		buf_printf(t->out, "%zu smaller shares of the text\n", few);
	}
	return sum;
}

/* The shares of a head, and the sum that they make. */
static void
tell_shares(const struct teller *t, enum judge_head head, const char *title)
{
	const struct shares *s = &t->c->shares;
	int64_t sum;
	size_t i;

	judge_shares(t->c->judge, &t->c->symbols, head, &t->c->shares);
	buf_z(t->out, title);
	sum = tell_spans(t, s);
	for (i = 0; i < s->n; i++) {
		if (s->p[i].kind == SHARE_TEXT || s->p[i].share == 0)
			continue;
		put_number(t, s->p[i].share);
		buf_z(t->out, s->p[i].kind == SHARE_RULE ?
		    "words of the lists, see below\n" :
		    s->p[i].kind == SHARE_STRENGTH ?
		    "how far the polarity is from even\n" :
		    "what every text begins with\n");
	}
	put_number(t, sum);
	buf_z(t->out, head == JUDGE_POLARITY ? "sum: p = " : "sum: q = ");
	t->out->len += num_print_real(head == JUDGE_POLARITY ?
	    t->c->verdict.p : t->c->verdict.polar, 6,
	    buf_room(t->out, NUM_MAX));
	buf_z(t->out, head == JUDGE_POLARITY ? " (positive), score = 2 p - 1\n"
	    : " (not neutral)\n");
}

/* The bytes of n symbols from first on. */
static struct str
symbols_text(const struct teller *t, uint32_t first, uint32_t n)
{
	const struct symbol *s = t->c->symbols.p + first;
	const struct symbol *last = s + (n > 0 ? n - 1 : 0);

	return part(t, s->start, last->start + last->len - s->start);
}

static void
tell_terms(const struct teller *t)
{
	const struct lexicon_sum *sum = judge_terms(t->c->judge);
	const struct lexicon_term *term;
	struct buf b = { 0 };
	size_t i;

	if (sum->n > 0)
		buf_z(t->out, "WORDS OF THE LISTS\n");
	for (i = 0; i < sum->n; i++) {
		term = &sum->term[i];
		buf_z(t->out, "  ");
		b.len = 0;
		buf_str(&b, symbols_text(t, term->first, term->n));
		buf_z(&b, ": ");
		lexicon_why(&b, term);
		put_wrapped(t, buf_view(&b), 2);
	}
	buf_free(&b);
}

static struct str
severity_of(const struct texthit *h)
{
	return h->severity == SEVERITY_NONE ? STR("topic") :
	    severity_name(h->severity);
}

/* "keywords 2026-11-22": the list of a rule, and its version. */
static void
put_list(struct buf *b, const struct textrules *r, const struct textrule *rule)
{
	const struct textlist *list = textrules_list(r, rule->list);

	buf_str(b, list->name);
	if (list->version.len > 0)
		buf_byte(b, ' ');
	buf_str(b, list->version);
}

static void
tell_hits(const struct teller *t)
{
	const struct texthits *h = &t->c->hits;
	const struct textrules *r = t->c->by->rules;
	const struct textrule *rule;
	struct buf b = { 0 };
	size_t i;

	if (h->n > 0)
		buf_z(t->out, "HITS\n");
	for (i = 0; i < h->n; i++) {
		rule = textrules_rule(r, h->hit[i].rule);
		b.len = 0;
		buf_str(&b, severity_of(&h->hit[i]));
		buf_byte(&b, ' ');
		buf_str(&b, rule->id);
		buf_z(&b, ": ");
		buf_str(&b, part(t, h->hit[i].start, h->hit[i].len));
		buf_printf(&b, " at byte %lu (list ",
		    (unsigned long)h->hit[i].start);
		put_list(&b, r, rule);
		buf_byte(&b, ')');
		buf_z(t->out, "  ");
		put_wrapped(t, buf_view(&b), 2);
	}
	buf_free(&b);
}

static void
tell_cell(const struct teller *t, const char *title, struct str cell)
{
	if (cell.len == 0)
		return;
	buf_printf(t->out, "%s\n  ", title);
	put_wrapped(t, cell, 2);
}

static void
tell_head(const struct teller *t, const struct sentiment_story *s,
    const struct opinion *o)
{
	struct buf b = { 0 };

	buf_z(&b, "Text ");
	if (s->id.len > 0) {
		buf_str(&b, s->id);
		buf_z(&b, ", ");
	}
	diag_escape(&b, str_z(s->file), 200);
	buf_printf(&b, " line %llu", (unsigned long long)s->line);
	put_wrapped(t, buf_view(&b), 0);
	buf_z(t->out, "  ");
	b.len = 0;
	if (o->said) {
		put_wrapped(t, s->text, 2);
		buf_z(t->out, "  ");
		buf_str(&b, o->cell[SENTIMENT_LABEL]);
		buf_z(&b, ", score ");
		buf_str(&b, o->cell[SENTIMENT_SCORE]);
		buf_z(&b, ", confidence ");
		buf_str(&b, o->cell[SENTIMENT_CONFIDENCE]);
	} else
		buf_z(&b, "no text, so nothing is said of it");
	put_wrapped(t, buf_view(&b), 2);
	buf_free(&b);
}

void
sentiment_explain(struct buf *out, struct critic *c,
    const struct sentiment_story *s, const struct opinion *o)
{
	struct teller t = { .out = out, .c = c, .text = s->text };

	tell_head(&t, s, o);
	if (o->said) {
		tell_shares(&t, JUDGE_POLARITY, "SHARES OF THE SCORE\n");
		if (o->sentiment == SENTIMENT_NEUTRAL)
			tell_shares(&t, JUDGE_POLAR, "WHY NEUTRAL\n");
		tell_terms(&t);
		tell_cell(&t, "CATEGORIES", o->cell[SENTIMENT_CATEGORIES]);
		tell_cell(&t, "ASPECTS", o->cell[SENTIMENT_ASPECTS]);
		tell_hits(&t);
	}
	buf_byte(out, '\n');
}

#define SPAN_ROOM	128	/* of a span: two numbers and their names */

static inline char *
put(char *p, struct str s)
{
	memcpy(p, s.p, s.len);
	return p + s.len;
}

/* A span of the text as the beginning of a JSON object, at p; its end. */
static char *
span_at(char *p, const struct teller *t, bool first, struct str span)
{
	*p = ',';
	p = put(p + !first, STR("{\"start\":"));
	p += num_print_int(span.p - t->text.p, p);
	p = put(p, STR(",\"text\":"));
	return json_field(p, span);
}

static void
json_span(const struct teller *t, bool first, struct str span)
{
	char *p = buf_room(t->out, SPAN_ROOM + JSON_ROOM(span));

	t->out->len += (size_t)(span_at(p, t, first, span) - p);
}

/* No spans overlap, so there is room for all at once. */
static void
json_spans(const struct teller *t, const struct shares *s)
{
	char *start, *p;
	bool first = true;
	size_t i;

	start = buf_room(t->out, s->n * SPAN_ROOM + JSON_ROOM(t->text));
	for (p = start, i = 0; i < s->n; i++) {
		if (s->p[i].kind != SHARE_TEXT || s->p[i].share == 0)
			continue;
		p = span_at(p, t, first, part(t, s->p[i].start, s->p[i].len));
		first = false;
		p = put(p, STR(",\"share\":"));
		p = unit_at(p, s->p[i].share);
		*p++ = '}';
	}
	t->out->len += (size_t)(p - start);
}

static void
json_shares(const struct teller *t, enum judge_head head)
{
	const struct shares *s = &t->c->shares;
	size_t i;

	judge_shares(t->c->judge, &t->c->symbols, head, &t->c->shares);
	for (i = 0; i < s->n; i++) {
		if (s->p[i].kind == SHARE_TEXT)
			continue;
		buf_str(t->out, s->p[i].kind == SHARE_RULE ?
		    STR(",\"lists\":") : s->p[i].kind == SHARE_STRENGTH ?
		    STR(",\"strength\":") : STR(",\"base\":"));
		put_unit(t->out, s->p[i].share);
	}
	buf_str(t->out, STR(",\"spans\":["));
	json_spans(t, s);
	buf_byte(t->out, ']');
}

static void
json_terms(const struct teller *t)
{
	const struct lexicon_sum *sum = judge_terms(t->c->judge);
	struct buf *b = &t->c->line;
	size_t i;

	buf_byte(t->out, '[');
	for (i = 0; i < sum->n; i++) {
		json_span(t, i == 0, symbols_text(t, sum->term[i].first,
		    sum->term[i].n));
		buf_str(t->out, STR(",\"why\":"));
		b->len = 0;
		lexicon_why(b, &sum->term[i]);
		json_put(t->out, buf_view(b));
		buf_byte(t->out, '}');
	}
	buf_byte(t->out, ']');
}

static void
json_hits(const struct teller *t)
{
	const struct texthits *h = &t->c->hits;
	const struct textrules *r = t->c->by->rules;
	const struct textrule *rule;
	struct buf *b = &t->c->line;
	size_t i;

	buf_byte(t->out, '[');
	for (i = 0; i < h->n; i++) {
		rule = textrules_rule(r, h->hit[i].rule);
		json_span(t, i == 0, part(t, h->hit[i].start, h->hit[i].len));
		buf_str(t->out, STR(",\"id\":"));
		json_put(t->out, rule->id);
		buf_str(t->out, STR(",\"severity\":"));
		json_put(t->out, severity_of(&h->hit[i]));
		buf_str(t->out, STR(",\"list\":"));
		b->len = 0;
		put_list(b, r, rule);
		json_put(t->out, buf_view(b));
		buf_byte(t->out, '}');
	}
	buf_byte(t->out, ']');
}

void
sentiment_explain_json(struct buf *out, struct critic *c,
    const struct sentiment_story *s, const struct opinion *o)
{
	struct teller t = { .out = out, .c = c, .text = s->text };

	if (!o->said)
		return;
	buf_str(out, STR("{\"logit\":"));
	put_unit(out, c->verdict.logit);
	json_shares(&t, JUDGE_POLARITY);
	buf_str(out, STR(",\"polar\":{\"logit\":"));
	put_unit(out, c->verdict.polarlogit);
	if (o->sentiment == SENTIMENT_NEUTRAL)
		json_shares(&t, JUDGE_POLAR);
	buf_str(out, STR("},\"words\":"));
	json_terms(&t);
	buf_str(out, STR(",\"hits\":"));
	json_hits(&t);
	buf_byte(out, '}');
}
