/*
 * Rules over a text: all words at once, then clause by clause those that look
 * round them: words that excuse a hit, negators before it, questions.
 */
#include <stdlib.h>

#include "num.h"
#include "textrulesin.h"

#define REACH		3	/* symbols from a negator to a hit at most */
#define WORD_CELL	64	/* bytes of a hit's word in a cell */

static struct textwork *
work_for(const struct textrules *t, struct texthits *out)
{
	struct textwork *w = out->work;

	if (w != NULL && w->of == t)
		return w;
	texthits_free(out);
	w = out->work = mem_zero(sizeof(*w));
	w->of = t;
	w->last = mem_zero(((size_t)t->names + 1) * sizeof(*w->last));
	w->unless = mem_zero((t->n + 1) * sizeof(*w->unless));
	w->with = mem_zero((t->n + 1) * sizeof(*w->with));
	w->wanted = mem_zero(t->regexes + 1);
	return w;
}

int
texthits_order(const void *a, const void *b)
{
	const struct texthit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/*
 * Hits come by first symbol, then length. Of those of one id that overlap the
 * first stays, or the longest of those that begin with it.
 */
void
texthits_add(const struct textrules *t, struct texthits *out,
    struct texthit h)
{
	const struct rule *r = &t->rule[h.rule];
	uint32_t *last = &out->work->last[r->name];
	struct texthit *old = *last < out->n ? &out->hit[*last] : NULL;

	/* What is asked or feared is no complaint; an alarm might be true. */
	if (h.severity == r->pub.severity || h.severity > SEVERITY_INFO)
		out->categories |= r->pub.categories;
	if (h.severity > out->severity)
		out->severity = h.severity;
	if (old != NULL && t->rule[old->rule].name == r->name &&
	    h.start >= old->start && h.start < old->start + old->len) {
		if (h.start == old->start && h.len > old->len)
			*old = h;
		return;
	}
	*last = (uint32_t)out->n;
	out->work->sorted = out->work->sorted && (out->n == 0 ||
	    texthits_order(&out->hit[out->n - 1], &h) <= 0);
	if (out->n == out->cap)
		out->hit = mem_room(out->hit, out->n + 1, &out->cap,
		    sizeof(*out->hit));
	out->hit[out->n++] = h;
}

/* What stands in the clause of symbol `at` that excuses, turns or doubts. */
static void
look_round(struct textwork *w, struct view *v, uint32_t at)
{
	const struct textrules *t = v->g.t;
	const struct automaton_hit *g;
	enum term_kind kind;
	uint32_t n;

	clause_find(&v->c, v->g.s, at);
	guards_find(&v->g, w, &v->c);
	v->looked = true;
	v->doubt = false;
	w->clause++;
	for (g = v->g.lo; g < v->g.hi; g++) {
		kind = PAYLOAD_KIND(g->payload);
		if (kind != TERM_UNLESS && (kind != TERM_DOUBT || v->doubt))
			continue;
		n = term_length(t, v->g.s, *g);
		if (n == 0)
			continue;
		if (kind == TERM_UNLESS)
			w->unless[term_of(t, g->payload)] = w->clause;
		else
			v->doubt = !guards_hide(&v->g, TERM_DOUBT_BUT,
			    g->first, n);
	}
}

/* Where with-words stand in the sentence round the clause. */
static void
look_far(struct textwork *w, struct view *v)
{
	const struct textrules *t = v->g.t;
	const struct automaton_hit *g;
	struct clause c = v->c;
	struct withs *of;
	uint32_t n;
	size_t i;

	if (c.begin < v->sentence.end)
		return;
	sentence_find(&c, v->g.s, v->sentence.end);
	v->sentence = c;
	w->sentence++;
	automaton_run(t->withs, v->g.s, c.begin, c.end, &w->around);
	for (i = 0; i < w->around.n; i++) {
		g = &w->around.p[i];
		n = term_length(t, v->g.s, *g);
		if (n == 0)
			continue;
		of = &w->with[term_of(t, g->payload)];
		if (of->sentence != w->sentence)
			*of = (struct withs){ w->sentence, UINT32_MAX, 0 };
		of->end = g->first + n < of->end ? g->first + n : of->end;
		of->begin = g->first;
	}
}

bool
view_allows(struct view *v, struct textwork *w, const struct texthit *h)
{
	const struct rule *r = &v->g.t->rule[h->rule];
	const struct withs *of = &w->with[h->rule];
	uint32_t at = h->first;

	if (h->severity == SEVERITY_NONE && !r->unless && !r->with)
		return true;
	/* A host is no symbol: it goes with what is before it. */
	if (h->n == 0 && at > 0 && !symbol_ends_clause(&v->g.s->p[at - 1]))
		at--;
	if (!v->looked || at >= v->c.end)
		look_round(w, v, at);
	if (r->unless && w->unless[h->rule] == w->clause)
		return false;
	if (!r->with)
		return true;
	look_far(w, v);
	return of->sentence == w->sentence && (of->end <= h->first ||
	    of->begin >= h->first + h->n);
}

/* Does a negator stand before this hit, or in its gaps? */
static bool
negated(const struct view *v, struct automaton_hit g)
{
	const struct textrules *t = v->g.t;
	const struct term *m = &t->term[PAYLOAD_OF(g.payload)];
	struct clause room[GAPS + 1] = { { v->c.begin, g.first } };
	uint32_t i, start[GAPS], end = g.first + g.n;

	if (!PAYLOAD_GAPS(g.payload))
		return guards_negate(&v->g, room, 1, REACH);
	term_span(t, v->g.s, g, start);
	for (i = 0; i < m->parts; i++) {
		room[i + 1] = (struct clause){ end, start[i] };
		end = start[i] + t->part[m->part + i].n;
	}
	return guards_negate(&v->g, room, m->parts + 1, REACH);
}

/* The words of an aspect are kept by themselves; it is a category too. */
static void
add_aspect(struct texthits *out, struct texthit h, uint64_t categories)
{
	out->categories |= categories;
	if (out->naspects == out->aspectcap)
		out->aspect = mem_room(out->aspect, out->naspects + 1,
		    &out->aspectcap, sizeof(*out->aspect));
	out->aspect[out->naspects++] = h;
}

/*
 * What its sentence makes of hit g, h to be: false when it does not count; its
 * severity may fall.
 */
static bool
holds(struct textwork *w, struct view *v, struct automaton_hit g,
    struct texthit *h)
{
	if (!view_allows(v, w, h))
		return false;
	if (h->severity == SEVERITY_NONE)
		return true;
	if (v->doubt)
		h->severity -= h->severity > SEVERITY_INFO;
	return v->doubt || !v->g.nots || !negated(v, g);
}

/* How far words that allow what is in them reach from hit i. */
static uint32_t
allowed_to(const struct textrules *t, const struct symbols *s,
    const struct textwork *w, size_t i)
{
	const struct automaton_hit *g = &w->hits.p[i];
	uint32_t n, most = 0, first = g->first;

	for (; i < w->hits.n && g->first == first; i++, g++) {
		if (PAYLOAD_KIND(g->payload) != TERM_ALLOW)
			continue;
		n = term_length(t, s, *g);
		most = n > most ? n : most;
	}
	return first + most;
}

/* One word of the text, n symbols with its gaps, and what it is for. */
static void
run_word(struct view *v, struct texthits *out, struct automaton_hit g,
    uint32_t n)
{
	const struct textrules *t = v->g.t;
	uint32_t of = term_of(t, g.payload);
	const struct rule *r = &t->rule[of];
	const struct symbol *p = v->g.s->p + g.first, *last = p + n - 1;
	struct texthit h = { .rule = of, .first = g.first, .n = n,
		.start = p->start, .severity = r->pub.severity };

	h.len = last->start + last->len - h.start;
	if (!holds(out->work, v, g, &h))
		return;
	if (r->pub.aspect)
		add_aspect(out, h, r->pub.categories);
	else
		texthits_add(t, out, h);
}

void
clause_find(struct clause *c, const struct symbols *s, uint32_t at)
{
	uint32_t before = c->end;

	if (at < before)
		return;
	c->begin = c->end = at;
	while (c->begin > before && !symbol_ends_clause(&s->p[c->begin - 1]))
		c->begin--;
	while (c->end < s->n && !symbol_ends_clause(&s->p[c->end]))
		c->end++;
	c->end += c->end < s->n;
}

void
sentence_find(struct clause *c, const struct symbols *s, uint32_t least)
{
	while (c->begin > least &&
	    symbol_kind(&s->p[c->begin - 1]) != SYMBOL_END)
		c->begin--;
	while (c->end < s->n && symbol_kind(&s->p[c->end - 1]) != SYMBOL_END)
		c->end++;
}

/* The kinds of the hits, as bits. */
static unsigned
kinds_of(const struct automaton_hits *h)
{
	unsigned kinds = 0;
	size_t i;

	for (i = 0; i < h->n; i++)
		kinds |= 1U << PAYLOAD_KIND(h->p[i].payload);
	return kinds;
}

void
textrules_run(const struct textrules *t, struct str text,
    const struct symbols *s, struct texthits *out)
{
	struct textwork *w = work_for(t, out);
	struct view v = { .g = { .t = t, .s = s } };
	struct automaton_hit g;
	uint32_t n, reach, allowed = 0, at = UINT32_MAX;
	unsigned kinds;
	size_t i;

	w->sorted = true;
	out->n = out->naspects = out->limited = 0;
	out->categories = 0;
	out->severity = SEVERITY_NONE;
	automaton_run(t->words, s, 0, s->n, &w->hits);
	kinds = kinds_of(&w->hits);
	if (t->unaided > 0 || (kinds >> TERM_NEED & 1) != 0)
		textregex_run(t, text, s, w, out);
	for (i = 0; i < w->hits.n; i++) {
		g = w->hits.p[i];
		if ((kinds >> TERM_ALLOW & 1) != 0 && g.first != at) {
			reach = allowed_to(t, s, w, i);
			allowed = reach > allowed ? reach : allowed;
			at = g.first;
		}
		if (PAYLOAD_KIND(g.payload) != TERM_WORD)
			continue;
		n = term_length(t, s, g);
		if (n > 0 && g.first + n > allowed)
			run_word(&v, out, g, n);
	}
	if (t->links > 0)
		textlink_run(t, text, s, out);
	if (!w->sorted)
		qsort(out->hit, out->n, sizeof(*out->hit), texthits_order);
}

void
texthits_free(struct texthits *h)
{
	if (h->work != NULL) {
		automaton_hits_free(&h->work->hits);
		automaton_hits_free(&h->work->guards);
		automaton_hits_free(&h->work->around);
		buf_free(&h->work->folded);
		free(h->work->at);
		free(h->work->last);
		free(h->work->unless);
		free(h->work->with);
		free(h->work->wanted);
	}
	free(h->work);
	free(h->hit);
	free(h->aspect);
	*h = (struct texthits){ 0 };
}

const struct textrule *
textrules_rule(const struct textrules *t, uint32_t i)
{
	return &t->rule[i].pub;
}

size_t
textrules_lists(const struct textrules *t)
{
	return t->lists;
}

const struct textlist *
textrules_list(const struct textrules *t, uint32_t i)
{
	return &t->list[i];
}

uint64_t
textrules_polarity(const struct textrules *t, bool positive,
    double confidence)
{
	const struct polarity *p = t->polarity;
	uint64_t categories = 0;
	size_t i;

	for (i = 0; i < t->polarities; i++)
		if (p[i].positive == positive &&
		    confidence * 100 >= (double)p[i].percent)
			categories |= p[i].categories;
	return categories;
}

struct str
textrules_category(const struct textrules *t, unsigned bit)
{
	return t->category[bit];
}

void
textrules_categories(struct buf *out, const struct textrules *t,
    const struct texthits *h)
{
	uint64_t bits = h->categories;

	while (bits != 0) {
		buf_str(out, t->category[category_take(&bits)]);
		if (bits != 0)
			buf_byte(out, ';');
	}
}

/* The word of a hit, fit for a list in a cell, at p; returns the end. */
static char *
put_word(char *p, struct str word)
{
	size_t i, n = word.len < WORD_CELL ? word.len : WORD_CELL;

	while (n < word.len && n > 0 && (word.p[n] & 0xc0) == 0x80)
		n--;
	for (i = 0; i < n; i++)
		p[i] = (unsigned char)word.p[i] < ' ' || word.p[i] == ';' ||
		    word.p[i] == 0x7f ? ' ' : word.p[i];
	return p + n;
}

static void
put_hit(struct buf *out, struct str id, struct str text,
    const struct texthit *h)
{
	char *p = buf_room(out, id.len + WORD_CELL + NUM_MAX + sizeof(":@"));
	char *start = p;

	memcpy(p, id.p, id.len);
	p += id.len;
	*p++ = ':';
	p = put_word(p, (struct str){ text.p + h->start, h->len });
	*p++ = '@';
	p += num_print_int(h->start, p);
	out->len += (size_t)(p - start);
}

size_t
textrules_hits(struct buf *out, const struct textrules *t, struct str text,
    const struct texthits *h)
{
	const struct texthit *p;
	size_t i, shown = 0, all = 0;

	for (i = 0; i < h->n; i++) {
		p = &h->hit[i];
		if (p->severity == SEVERITY_NONE || all++ >= TEXTHITS_CELL)
			continue;
		if (shown++ > 0)
			buf_byte(out, ';');
		put_hit(out, t->rule[p->rule].pub.id, text, p);
	}
	return all - shown;
}

static const struct str severities[] = { { "none", 4 }, { "info", 4 },
	{ "notice", 6 }, { "alert", 5 } };

struct str
severity_name(enum severity s)
{
	return severities[s];
}
