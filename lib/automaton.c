/* Many literals at once: a trie that two bitmaps stand before. */
#include <stdlib.h>

#include "automaton.h"
#include "mem.h"
#include "symbol.h"

#define CHUNK		256		/* symbols between two looks */
#define ROOT		0
/* What may begin with a code, in automaton.first. */
#define BEGINS_ONE	1		/* a pattern of this code alone */
#define BEGINS_TWO	2
/* log2 of the sizes of the sieves: both in the nearest cache. */
#define FIRST_BITS	13		/* bytes */
#define PAIR_BITS	17		/* bits */

struct pattern_codes {
	size_t		at;		/* in codes */
	uint32_t	n, payload;
};

/* From a node by a code to another one; child 0: free. */
struct edge {
	uint32_t	node, code, child;
	uint32_t	ends;		/* first payload of a list, 0: none */
};

struct edges {
	struct edge	*p;
	unsigned	 shift;		/* 32 - log2(places) */
};

/* The payloads that end at one place. */
struct ending {
	uint32_t	payload, next;
};

struct automaton {
	struct pattern_codes	*pattern;
	size_t			 npatterns, patterncap;
	uint32_t		*code;
	size_t			 ncodes, codecap;
	/* From the root by two codes, the first in place of the node. */
	struct edges		 two;
	/* By one: from the root patterns of one code, and all the others. */
	struct edges		 one;
	struct ending		*ending;	/* from 1 on */
	/* Sieves, by hash: of first codes, of the first two. */
	uint8_t			 first[1 << FIRST_BITS];
	uint8_t			 pair[1 << PAIR_BITS >> 3];
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
	a->pattern[a->npatterns++] = (struct pattern_codes){ a->ncodes,
	    (uint32_t)n, payload };
	a->ncodes += n;
	return true;
}

/* Good upper bits: Knuth's multiplier. */
static inline uint32_t
mix(uint32_t x)
{
	return x * UINT32_C(0x9e3779b1);
}

static inline uint32_t
mix_pair(uint32_t a, uint32_t b)
{
	return mix((a ^ a >> 15) * UINT32_C(0x85ebca6b) + b);
}

/* The edge of node for code, or the free place where it would stand. */
static inline struct edge *
edge_find(const struct edges *e, uint32_t node, uint32_t code)
{
	size_t mask = ((size_t)1 << (32 - e->shift)) - 1;
	size_t i = mix_pair(node, code) >> e->shift;

	while (e->p[i].child != 0 &&
	    (e->p[i].node != node || e->p[i].code != code))
		i = (i + 1) & mask;
	return &e->p[i];
}

/* log2 of the least power of two that is not below n. */
static unsigned
log2_up(size_t n, unsigned least)
{
	while (least < 31 && (size_t)1 << least < n)
		least++;
	return least;
}

static void
edges_open(struct edges *e, size_t entries)
{
	unsigned bits = log2_up(entries * 2 + 2, 4);

	e->p = mem_zero(sizeof(*e->p) << bits);
	e->shift = 32 - bits;
}

/* Places in the sieves, of codes that mix() has gone over. */
static inline uint32_t
first_place(uint32_t a)
{
	return a >> (32 - FIRST_BITS);
}

static inline uint32_t
pair_place(uint32_t a, uint32_t b)
{
	return (a + (b << 16 | b >> 16)) >> (32 - PAIR_BITS);
}

/* The edge, made if it is not there. */
static struct edge *
edge_make(struct edges *e, uint32_t node, uint32_t code, uint32_t *nodes)
{
	struct edge *at = edge_find(e, node, code);

	if (at->child == 0)
		*at = (struct edge){ node, code, (*nodes)++, 0 };
	return at;
}

/* Walk a pattern into the trie; returns its last edge. */
static struct edge *
insert(struct automaton *a, const uint32_t *c, size_t n, uint32_t *nodes)
{
	struct edge *e;
	uint32_t place;
	size_t i;

	if (n == 1) {
		a->first[first_place(mix(c[0]))] |= BEGINS_ONE;
		return edge_make(&a->one, ROOT, c[0], nodes);
	}
	a->first[first_place(mix(c[0]))] |= BEGINS_TWO;
	place = pair_place(mix(c[0]), mix(c[1]));
	a->pair[place >> 3] |= (uint8_t)(1 << (place & 7));
	e = edge_make(&a->two, c[0], c[1], nodes);
	for (i = 2; i < n; i++)
		e = edge_make(&a->one, e->child, c[i], nodes);
	return e;
}

void
automaton_ready(struct automaton *a)
{
	uint32_t nodes = ROOT + 1;
	size_t k, singles = 0;
	struct pattern_codes *p;
	struct edge *e;

	for (k = 0; k < a->npatterns; k++)
		singles += a->pattern[k].n == 1;
	edges_open(&a->two, a->npatterns - singles);
	/* One code less for each that begins with two. */
	edges_open(&a->one, a->ncodes - (a->npatterns - singles));
	a->ending = mem_array(a->npatterns + 1, sizeof(*a->ending));
	/* Backwards, so that each list is in the order of automaton_add. */
	for (k = a->npatterns; k > 0; k--) {
		p = &a->pattern[k - 1];
		e = insert(a, a->code + p->at, p->n, &nodes);
		a->ending[k] = (struct ending){ p->payload, e->ends };
		e->ends = (uint32_t)k;
	}
	free(a->pattern);
	free(a->code);
	a->pattern = NULL;
	a->code = NULL;
}

static void
add_hits(const struct automaton *a, uint32_t ends, size_t first, size_t n,
    struct automaton_hits *out)
{
	for (; ends != 0; ends = a->ending[ends].next) {
		if (out->n == out->cap)
			out->p = mem_room(out->p, out->n + 1, &out->cap,
			    sizeof(*out->p));
		out->p[out->n++] = (struct automaton_hit){
		    a->ending[ends].payload, (uint32_t)first, (uint32_t)n };
	}
}

/* All patterns of two codes or more that begin at symbol i. */
static void
walk(const struct automaton *a, const struct symbol *s, size_t n, size_t i,
    struct automaton_hits *out)
{
	const struct edge *e = edge_find(&a->two, s[i].code, s[i + 1].code);
	size_t k;

	for (k = i + 2; e->child != 0; k++) {
		add_hits(a, e->ends, i, k - i, out);
		if (k >= n)
			return;
		e = edge_find(&a->one, e->child, s[k].code);
	}
}

/*
 * Where patterns may begin among symbols i to end - 1 of n, into at[], from i
 * on, with what may: without a branch for each symbol, as its outcome could
 * not be foretold.
 */
static size_t
sift(const struct automaton *a, const struct symbol *s, size_t n, size_t i,
    uint16_t at[CHUNK])
{
	size_t k, found = 0, end = n - i < CHUNK ? n : i + CHUNK;
	uint32_t m = mix(s[i].code), next, place, begins;

	for (k = i; k < end; k++, m = next) {
		/* Behind the last symbol itself: no harm. */
		next = mix(s[k + (k + 1 < n)].code);
		place = pair_place(m, next);
		begins = a->first[first_place(m)] & (BEGINS_ONE |
		    (a->pair[place >> 3] >> (place & 7) & 1) * BEGINS_TWO);
		at[found] = (uint16_t)((k - i) << 2 | begins);
		found += begins != 0;
	}
	return found;
}

void
automaton_run(const struct automaton *a, const struct symbol *s, size_t n,
    struct automaton_hits *out)
{
	uint16_t at[CHUNK];
	size_t i, k, m, found;

	out->n = 0;
	for (i = 0; i < n; i += CHUNK) {
		found = sift(a, s, n, i, at);
		for (m = 0; m < found; m++) {
			k = i + (at[m] >> 2);
			if ((at[m] & BEGINS_ONE) != 0)
				add_hits(a, edge_find(&a->one, ROOT,
				    s[k].code)->ends, k, 1, out);
			if ((at[m] & BEGINS_TWO) != 0 && k + 1 < n)
				walk(a, s, n, k, out);
		}
	}
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
	free(a->two.p);
	free(a->one.p);
	free(a->ending);
	free(a);
}
