/* Why a text was judged so, as JSON. */
#include <string.h>

#include "num.h"
#include "sentimentexplainin.h"
#include "tabout.h"

#define SPAN_ROOM	128	/* of a span: two numbers and their names */

static void
put_unit(struct buf *b, int64_t v)
{
	char *p = buf_room(b, NUM_MAX);

	b->len += (size_t)(tell_unit(p, v) - p);
}

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
		p = span_at(p, t, first,
		    tell_part(t, s->p[i].start, s->p[i].len));
		first = false;
		p = put(p, STR(",\"share\":"));
		p = tell_unit(p, s->p[i].share);
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
		json_span(t, i == 0, tell_symbols(t, sum->term[i].first,
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
		json_span(t, i == 0,
		    tell_part(t, h->hit[i].start, h->hit[i].len));
		buf_str(t->out, STR(",\"id\":"));
		json_put(t->out, rule->id);
		buf_str(t->out, STR(",\"severity\":"));
		json_put(t->out, tell_severity(&h->hit[i]));
		buf_str(t->out, STR(",\"list\":"));
		b->len = 0;
		tell_list(b, r, rule);
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
	buf_byte(out, '}');
	if (c->watches) {
		buf_str(out, STR(",\"alarm\":{\"logit\":"));
		put_unit(out, c->verdict.alarmlogit);
		if (c->verdict.alarm)
			json_shares(&t, JUDGE_ALARM);
		buf_byte(out, '}');
	}
	buf_str(out, STR(",\"words\":"));
	json_terms(&t);
	buf_str(out, STR(",\"hits\":"));
	json_hits(&t);
	buf_byte(out, '}');
}
