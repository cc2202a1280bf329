/* Guards round a hit: negators, and words that only look like a guard. */
#include "textrulesin.h"

#define APART	1	/* symbols between two negators that are one at most */

/* The first hit from p to end - 1 that begins at symbol `at` or behind it. */
static const struct automaton_hit *
hits_from(const struct automaton_hit *p, const struct automaton_hit *end,
    uint32_t at)
{
	size_t n = (size_t)(end - p), half;

	/* Halves without a branch, which could not be foretold. */
	for (; n > 0; n -= half) {
		half = (n + 1) / 2;
		p += half & -(size_t)(p[half - 1].first < at);
	}
	return p;
}

void
guards_find(struct guards *g, struct textwork *w, const struct clause *c)
{
	const struct automaton_hit *p;

	automaton_run(g->t->guards, g->s, c->begin, c->end, &w->guards);
	g->lo = w->guards.p;
	g->hi = w->guards.n > 0 ? g->lo + w->guards.n : g->lo;
	g->nots = false;
	for (p = g->lo; p < g->hi; p++)
		g->nots |= PAYLOAD_KIND(p->payload) == TERM_NOT;
}

void
guards_find_near(struct guards *g, struct textwork *w,
    const struct clause *before, uint32_t reach)
{
	/* As far back as a negator matters, and what may hide it. */
	const uint32_t far = 3 * g->t->guardspan + reach;
	struct clause c = *before;

	if (c.end - c.begin > far)
		c.begin = c.end - far;
	guards_find(g, w, &c);
}

bool
guards_hide(const struct guards *g, enum term_kind kind, uint32_t first,
    uint32_t n)
{
	const struct automaton_hit *p = hits_from(g->lo, g->hi, first + 1);

	while (p > g->lo && (--p)->first + g->t->guardspan >= first + n)
		if (PAYLOAD_KIND(p->payload) == kind &&
		    p->first + term_length(g->t, g->s, *p) >= first + n)
			return true;
	return false;
}

/*
 * The length of the longest negator among the hits from p on that begin where p
 * does, and that lies in one of the rooms; or 0. *next is the hit behind them.
 */
static uint32_t
longest(const struct guards *g, const struct automaton_hit *p,
    const struct automaton_hit **next, const struct clause *room, size_t n)
{
	uint32_t len, most = 0, first = p->first;
	size_t i;

	for (; p < g->hi && p->first == first; p++) {
		if (PAYLOAD_KIND(p->payload) != TERM_NOT)
			continue;
		len = term_length(g->t, g->s, *p);
		for (i = 0; i < n; i++)
			if (len > most && first >= room[i].begin &&
			    first + len <= room[i].end)
				most = len;
	}
	*next = p;
	return most;
}

/*
 * Is the negator at `at` one more denial, as in "no rash, no itch", not one of
 * the negator from `last` to free_from - 1, as in "not without a rash"?
 */
static bool
in_row(const struct guards *g, uint32_t last, uint32_t free_from, uint32_t at)
{
	const struct symbol *p = g->s->p;

	return at > free_from + (p[last].code == p[at].code ? 0 : APART);
}

bool
guards_negate(const struct guards *g, const struct clause *room, size_t n,
    uint32_t reach)
{
	/* Those in reach, and those before that may overlap them. */
	const uint32_t back = 2 * g->t->guardspan + reach, hit = room[0].end;
	const struct automaton_hit *p, *end, *next;
	uint32_t len, last = 0, free_from = 0;
	bool odd = false;

	if (!g->nots)
		return false;
	p = hits_from(g->lo, g->hi, hit > back ? hit - back : 0);
	end = hits_from(p, g->hi, room[n - 1].end);
	for (; p < end; p = next) {
		len = longest(g, p, &next, room, n);
		if (len == 0 || p->first < free_from ||
		    guards_hide(g, TERM_NOT_BUT, p->first, len))
			continue;
		if (p->first + len > hit || hit - p->first - len <= reach)
			odd = !odd || in_row(g, last, free_from, p->first);
		last = p->first;
		free_from = last + len;
	}
	return odd;
}
