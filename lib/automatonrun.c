/* Many literals at once: a text is sieved, and the trie walked where it may. */
#include <stdlib.h>

#include "automatonin.h"
#include "mem.h"
#include "symbol.h"

/* A text that is run over. */
struct run {
	const struct automaton	*a;
	const struct symbol	*s;
	size_t			 n;
	struct automaton_hits	*out;
};

static inline void
add_hit(struct run *r, uint32_t payload, size_t first, size_t n)
{
	struct automaton_hits *out = r->out;

	if (out->n == out->cap)
		out->p = mem_room(out->p, out->n + 1, &out->cap,
		    sizeof(*out->p));
	out->p[out->n++] = (struct automaton_hit){ payload, (uint32_t)first,
	    (uint32_t)n };
}

/* The patterns of endings from e on end with these symbols. */
static void
add_hits(struct run *r, const struct ending *e, size_t first, size_t n)
{
	do
		add_hit(r, e->payload, first, n);
	while (!e++->last);
}

static int
by_payload(const void *a, const void *b)
{
	const struct automaton_hit *x = a, *y = b;

	return x->payload < y->payload ? -1 : x->payload > y->payload;
}

/* One hit of each payload among those from hit i on. */
static void
add_once(struct automaton_hits *out, size_t i)
{
	size_t k = i;

	qsort(out->p + i, out->n - i, sizeof(*out->p), by_payload);
	for (; i < out->n; i++)
		if (i + 1 == out->n ||
		    out->p[i].payload != out->p[i + 1].payload)
			out->p[k++] = out->p[i];
	out->n = k;
}

/*
 * What follows symbols first to first + n - 1, behind which step t is, after
 * the gap of e.
 */
static void
leap(struct run *r, const struct step *t, const struct ending *e, size_t first,
    size_t n)
{
	const struct automaton *a = r->a;
	const uint32_t from = deeper(a, t, BEHIND);
	const struct symbol *s = r->s;
	size_t before = r->out->n, at = first + n, k;
	size_t end = r->n - at <= e->most ? r->n : at + e->most + 1;

	for (; at < end; at++) {
		if ((e->behind & behind(s[at].code)) == 0)
			continue;
		t = step_find(a, from, s[at].code);
		for (k = at + 1;; k++) {
			if ((t->ends & INLINE) != 0)
				add_hit(r, t->ends & ~INLINE, first, n);
			else if (t->ends != 0)
				add_hits(r, a->ending + t->ends, first, n);
			if (k >= r->n || (t->after & after(s[k].code)) == 0)
				break;
			t = step_find(a, deeper(a, t, DEEPER), s[k].code);
		}
	}
	if (r->out->n > before + 1)
		add_once(r->out, before);
}

/* What ends at step t, which is behind these symbols, or leads over a gap. */
static inline void
arrive(struct run *r, const struct step *t, size_t first, size_t n)
{
	const struct ending *e;

	if ((t->ends & INLINE) != 0) {
		add_hit(r, t->ends & ~INLINE, first, n);
		return;
	}
	if (t->ends == 0)
		return;
	e = r->a->ending + t->ends;
	if (e->gap)
		leap(r, t, e, first, n);
	if (!e->gap || !e++->last)
		add_hits(r, e, first, n);
}

/* All patterns of two codes or more that begin at symbol i. */
static void
walk(struct run *r, size_t i)
{
	const struct automaton *a = r->a;
	const struct symbol *s = r->s;
	const struct step *t = step_find(a, s[i].code, s[i + 1].code);
	size_t k;

	for (k = i + 2;; k++) {
		arrive(r, t, i, k - i);
		if (k >= r->n || (t->after & after(s[k].code)) == 0)
			return;
		t = step_find(a, deeper(a, t, DEEPER), s[k].code);
	}
}

/* At most 64 symbols from `first` on. */
static void
run_block(struct run *r, size_t first, size_t n)
{
	uint32_t m[SIEVE_BLOCK + SIEVE_MORE];
	const struct symbol *s = r->s + first;
	size_t i, ahead = r->n - first < n + 2 ? r->n - first : n + 2;
	struct sieve_found f;
	uint64_t any;

	for (i = 0; i < ahead; i++)
		m[i] = sieve_mix(s[i].code);
	memset(m + ahead, 0, SIEVE_PAST * sizeof(*m));
	f = r->a->wide ? sieve_wide(&r->a->sieve, m, n) :
	    sieve_narrow(&r->a->sieve, m, n);
	/* A pattern of two needs two. */
	if (first + n == r->n)
		f.more &= ~(UINT64_C(1) << (n - 1));
	for (any = f.one | f.more; any != 0; any &= any - 1) {
		i = (size_t)__builtin_ctzll(any);
		if ((f.one >> i & 1) != 0)
			arrive(r, step_find(r->a, ALONE, s[i].code), first +
			    i, 1);
		if ((f.more >> i & 1) != 0)
			walk(r, first + i);
	}
}

void
automaton_run(const struct automaton *a, const struct symbols *s,
    size_t begin, size_t end, struct automaton_hits *out)
{
	struct run r = { a, s->p, s->n, out };
	size_t n;

	out->n = 0;
	for (; begin < end; begin += n) {
		n = end - begin < SIEVE_BLOCK ? end - begin : SIEVE_BLOCK;
		run_block(&r, begin, n);
	}
}
