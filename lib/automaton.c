/* Many literals at once: a trie that sieves stand before. */
#include <stdlib.h>

#include "automatonin.h"
#include "mem.h"

#define GAP		UINT32_C(0x80000000)	/* in ends, being built */

/* A pattern that is read, before the trie is made. */
struct pattern_codes {
	size_t		at;		/* in codes */
	uint32_t	n, payload;
	/* Codes behind the n, or 0, and symbols between them at most. */
	uint32_t	then;
	uint8_t		most;
	uint32_t	before, step;	/* last ones: before a gap, of all */
};

struct automaton *
automaton_new(void)
{
	return mem_zero(sizeof(struct automaton));
}

bool
automaton_add(struct automaton *a, const uint32_t *codes, size_t n,
    uint32_t payload)
{
	if (n == 0 || n > AUTOMATON_LONGEST)
		return false;
	a->pattern = mem_room(a->pattern, a->npatterns + 1, &a->patterncap,
	    sizeof(*a->pattern));
	a->code = mem_room(a->code, a->ncodes + n, &a->codecap,
	    sizeof(*a->code));
	memcpy(a->code + a->ncodes, codes, n * sizeof(*codes));
	a->pattern[a->npatterns++] = (struct pattern_codes){ .at = a->ncodes,
	    .n = (uint32_t)n, .payload = payload };
	a->ncodes += n;
	return true;
}

void
automaton_then(struct automaton *a, const uint32_t *codes, size_t n,
    uint8_t most)
{
	struct pattern_codes *p = &a->pattern[a->npatterns - 1];

	a->code = mem_room(a->code, a->ncodes + n, &a->codecap,
	    sizeof(*a->code));
	memcpy(a->code + a->ncodes, codes, n * sizeof(*codes));
	a->ncodes += n;
	p->then = (uint32_t)n;
	p->most = most;
}

/* log2 of the least power of two that is not below n. */
static unsigned
log2_up(size_t n, unsigned least)
{
	while (least < 31 && (size_t)1 << least < n)
		least++;
	return least;
}

/* The step, which must not stay free if it was not there. */
static struct step *
step_make(struct automaton *a, uint32_t from, uint32_t code)
{
	struct step *s = step_find(a, from, code);

	s->from = from;
	s->code = code;
	return s;
}

/* The last step of n codes, the first of which is s. */
static struct step *
lead_on(struct automaton *a, struct step *s, const uint32_t *c, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++) {
		s->after |= after(c[i]);
		s = step_make(a, deeper(a, s, DEEPER), c[i]);
	}
	return s;
}

/* Walk a pattern into the trie; returns its last step. */
static struct step *
insert(struct automaton *a, const uint32_t *c, size_t n)
{
	sieve_add(&a->sieve, c, n);
	return n == 1 ? step_make(a, ALONE, c[0]) :
	    lead_on(a, step_make(a, c[0], c[1]), c + 1, n - 1);
}

/* The same for what comes behind its gap, from the last step before it. */
static struct step *
insert_then(struct automaton *a, struct step *s, const uint32_t *c, size_t n)
{
	if ((s->ends & GAP) == 0)
		s->ends = (s->ends + 1) | GAP;
	s = step_make(a, deeper(a, s, BEHIND), c[0]);
	return lead_on(a, s, c, n);
}

/*
 * The endings of all steps, those of each in the order of automaton_add, before
 * them what leads over a gap.
 */
static void
list_endings(struct automaton *a, size_t places)
{
	const struct pattern_codes *p;
	struct ending *e;
	struct step *s;
	uint32_t n = 1;
	size_t i;

	a->ending = mem_zero((2 * a->npatterns + 1) * sizeof(*a->ending));
	/* A step has counted its endings; now it is behind its last one. */
	for (i = 0; i < places; i++) {
		s = &a->step[i];
		if (s->ends == 0)
			continue;
		n += s->ends & ~GAP;
		s->ends = n | (s->ends & GAP);
		a->ending[n - 1].last = true;
	}
	for (i = a->npatterns; i > 0; i--) {
		p = &a->pattern[i - 1];
		e = &a->ending[--a->step[p->step].ends & ~GAP];
		e->payload = p->payload;
	}
	for (i = 0; i < a->npatterns; i++) {
		p = &a->pattern[i];
		if (p->then == 0)
			continue;
		s = &a->step[p->before];
		if ((s->ends & GAP) != 0)
			s->ends = (s->ends & ~GAP) - 1;
		e = &a->ending[s->ends];
		e->gap = true;
		e->behind |= behind(a->code[p->at + p->n]);
		e->most = p->most > e->most ? p->most : e->most;
	}
	for (s = a->step; s < a->step + places; s++) {
		e = &a->ending[s->ends];
		if (s->ends != 0 && e->last && !e->gap)
			s->ends = INLINE | e->payload;
	}
}

void
automaton_ready(struct automaton *a)
{
	struct pattern_codes *p;
	struct step *s;
	size_t k, steps = 1;
	unsigned bits;

	/* At most: a pattern's first two codes are one step. */
	for (k = 0; k < a->npatterns; k++) {
		p = &a->pattern[k];
		steps += p->n - (p->n > 1) + p->then;
	}
	bits = log2_up(steps * 2, 4);
	a->step = mem_zero(sizeof(*a->step) << bits);
	a->shift = 32 - bits;
	for (k = 0; k < a->npatterns; k++) {
		p = &a->pattern[k];
		s = insert(a, a->code + p->at, p->n);
		p->before = (uint32_t)(s - a->step);
		if (p->then > 0)
			s = insert_then(a, s, a->code + p->at + p->n,
			    p->then);
		s->ends++;
		p->step = (uint32_t)(s - a->step);
	}
	list_endings(a, (size_t)1 << bits);
	free(a->pattern);
	free(a->code);
	a->pattern = NULL;
	a->code = NULL;
#ifdef SIEVE_AVX2
	a->wide = __builtin_cpu_supports("avx2");
#endif
}

void
automaton_baseline(struct automaton *a)
{
	a->wide = false;
}

void
automaton_hits_free(struct automaton_hits *h)
{
	free(h->p);
	*h = (struct automaton_hits){ 0 };
}

void
automaton_free(struct automaton *a)
{
	if (a == NULL)
		return;
	free(a->pattern);
	free(a->code);
	free(a->step);
	free(a->ending);
	free(a);
}
