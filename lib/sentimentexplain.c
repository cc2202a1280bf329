/* Why a text was judged so, on one screen or as JSON. */
#include <string.h>

#include "listing.h"
#include "num.h"
#include "sentimentexplainin.h"
#include "text.h"

#define DIGITS	6	/* behind the point, of 1/JUDGE_UNIT */
#define NUMBER	12	/* columns of a share */
#define MARGIN	(NUMBER + 2)
#define WIDTH	80
#define SPANS	12	/* that are shown; the others are added up */

char *
tell_unit(char *p, int64_t v)
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

/* The number of a line, right-aligned, and two blanks. */
static void
put_number(const struct teller *t, int64_t v)
{
	char number[NUM_MAX];
	size_t len = (size_t)(tell_unit(number, v) - number), i;

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
		put_wrapped(t, tell_part(t, h->start, h->len), MARGIN);
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
	if (head == JUDGE_ALARM) {
		buf_z(t->out, "sum: an alarm from 0 on\n");
		return;
	}
	buf_z(t->out, head == JUDGE_POLARITY ? "sum: p = " : "sum: q = ");
	t->out->len += num_print_real(head == JUDGE_POLARITY ?
	    t->c->verdict.p : t->c->verdict.polar, 6,
	    buf_room(t->out, NUM_MAX));
	buf_z(t->out, head == JUDGE_POLARITY ? " (positive), score = 2 p - 1\n"
	    : " (not neutral)\n");
}

struct str
tell_symbols(const struct teller *t, uint32_t first, uint32_t n)
{
	const struct symbol *s = t->c->symbols.p + first;
	const struct symbol *last = s + (n > 0 ? n - 1 : 0);

	return tell_part(t, s->start, last->start + last->len - s->start);
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
		buf_str(&b, tell_symbols(t, term->first, term->n));
		buf_z(&b, ": ");
		lexicon_why(&b, term);
		put_wrapped(t, buf_view(&b), 2);
	}
	buf_free(&b);
}

struct str
tell_severity(const struct texthit *h)
{
	return h->severity == SEVERITY_NONE ? STR("topic") :
	    severity_name(h->severity);
}

void
tell_list(struct buf *b, const struct textrules *r, const struct textrule *rule)
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
		buf_str(&b, tell_severity(&h->hit[i]));
		buf_byte(&b, ' ');
		buf_str(&b, rule->id);
		buf_z(&b, ": ");
		buf_str(&b, tell_part(t, h->hit[i].start, h->hit[i].len));
		buf_printf(&b, " at byte %lu (list ",
		    (unsigned long)h->hit[i].start);
		tell_list(&b, r, rule);
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
		if (c->verdict.alarm)
			tell_shares(&t, JUDGE_ALARM, "WHY AN ALARM\n");
		tell_terms(&t);
		tell_cell(&t, "CATEGORIES", o->cell[SENTIMENT_CATEGORIES]);
		tell_cell(&t, "ASPECTS", o->cell[SENTIMENT_ASPECTS]);
		tell_hits(&t);
	}
	buf_byte(out, '\n');
}
