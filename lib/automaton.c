/* Many literals at once: a trie that two bitmaps stand before. */
#include <stdlib.h>

#include "automaton.h"
#include "mem.h"
#include "symbol.h"

#define CHUNK		512		/* symbols between two looks */
/* No code is one of these. */
#define ALONE		UINT32_C(0x40000000)	/* before a code that is all */
#define DEEPER		UINT32_C(0x60000000)
/* What may begin with a code, in automaton.first. */
#define BEGINS_ONE	1		/* a pattern of this code alone */
#define BEGINS_TWO	2
/* log2 of the sizes of the sieves: both in the nearest cache. */
#define FIRST_BITS	13		/* bytes */
#define PAIR_BITS	17		/* bits */
/* What a text of one chunk has, codes and pairs, by hash: a byte each. */
#define THERE_BITS	11
#define THERE_ALWAYS	(1 << THERE_BITS)	/* what every text has */

struct pattern_codes {
	size_t		at;		/* in codes */
	uint32_t	n, payload;
	uint32_t	need;		/* what a text must have */
	uint32_t	step;		/* its last one */
};

/*
 * A step of the trie, by a code from the code or the step before. Free places
 * have no ends and nothing after them.
 */
struct step {
	uint32_t	from;		/* a code, or DEEPER and a place */
	uint32_t	code;
	uint32_t	ends;		/* in ending, 0: no pattern does */
	uint32_t	after;		/* bits of the codes that lead on */
};

/* A pattern that ends at a step; they follow each other. */
struct ending {
	uint32_t	payload;
	uint16_t	need;
	bool		last;		/* of this step */
};

struct automaton {
	struct pattern_codes	*pattern;
	size_t			 npatterns, patterncap;
	uint32_t		*code;
	size_t			 ncodes, codecap;
	struct step		*step;		/* by hash */
	unsigned		 shift;		/* 32 - log2(places) */
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
	a->pattern[a->npatterns++] = (struct pattern_codes){ .at = a->ncodes,
	    .n = (uint32_t)n, .payload = payload, .need = THERE_ALWAYS };
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

/* The bit of a code in step.after. */
static inline uint32_t
after(uint32_t code)
{
	return UINT32_C(1) << (mix(code) >> 27);
}

/* Where a step is looked for first. */
static inline size_t
step_place(const struct automaton *a, uint32_t from, uint32_t code)
{
	return mix_pair(from, code) >> a->shift;
}

/* The step, or the free place where it would stand. */
static inline struct step *
step_find(const struct automaton *a, uint32_t from, uint32_t code)
{
	size_t mask = ((size_t)1 << (32 - a->shift)) - 1;
	size_t i = step_place(a, from, code);

	while ((a->step[i].from != from || a->step[i].code != code) &&
	    (a->step[i].ends | a->step[i].after) != 0)
		i = (i + 1) & mask;
	return &a->step[i];
}

/* log2 of the least power of two that is not below n. */
static unsigned
log2_up(size_t n, unsigned least)
{
	while (least < 31 && (size_t)1 << least < n)
		least++;
	return least;
}

/* Places in the sieves, of codes that mix() has gone over, and of two. */
static inline uint32_t
first_place(uint32_t a)
{
	return a >> (32 - FIRST_BITS);
}

static inline uint32_t
both(uint32_t a, uint32_t b)
{
	return a + (b << 16 | b >> 16);
}

static inline uint32_t
pair_place(uint32_t pair)
{
	return pair >> (32 - PAIR_BITS);
}

static inline uint32_t
there_place(uint32_t a)
{
	return a >> (32 - THERE_BITS);
}

void
automaton_with(struct automaton *a, const uint32_t *codes, size_t n)
{
	uint32_t one = mix(codes[0]);

	a->pattern[a->npatterns - 1].need = there_place(n == 1 ? one :
	    both(one, mix(codes[1])));
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

/* Where the steps behind one come from. */
static inline uint32_t
deeper(const struct automaton *a, const struct step *s)
{
	return DEEPER | (uint32_t)(s - a->step);
}

/* Walk a pattern into the trie; returns its last step. */
static struct step *
insert(struct automaton *a, const uint32_t *c, size_t n)
{
	struct step *s;
	uint32_t place;
	size_t i;

	if (n == 1) {
		a->first[first_place(mix(c[0]))] |= BEGINS_ONE;
		return step_make(a, ALONE, c[0]);
	}
	a->first[first_place(mix(c[0]))] |= BEGINS_TWO;
	place = pair_place(both(mix(c[0]), mix(c[1])));
	a->pair[place >> 3] |= (uint8_t)(1 << (place & 7));
	s = step_make(a, c[0], c[1]);
	for (i = 2; i < n; i++) {
		s->after |= after(c[i]);
		s = step_make(a, deeper(a, s), c[i]);
	}
	return s;
}

/* The endings of all steps, those of each in the order of automaton_add. */
static void
list_endings(struct automaton *a)
{
	size_t i, places = (size_t)1 << (32 - a->shift);
	const struct pattern_codes *p;
	struct ending *e;
	uint32_t n = 1;

	a->ending = mem_zero((a->npatterns + 1) * sizeof(*a->ending));
	/* A step has counted its patterns; now it is behind its last one. */
	for (i = 0; i < places; i++) {
		if (a->step[i].ends == 0)
			continue;
		n += a->step[i].ends;
		a->step[i].ends = n;
		a->ending[n - 1].last = true;
	}
	for (i = a->npatterns; i > 0; i--) {
		p = &a->pattern[i - 1];
		e = &a->ending[--a->step[p->step].ends];
		e->payload = p->payload;
		e->need = (uint16_t)p->need;
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
	for (k = 0; k < a->npatterns; k++)
		steps += a->pattern[k].n - (a->pattern[k].n > 1);
	bits = log2_up(steps * 2, 4);
	a->step = mem_zero(sizeof(*a->step) << bits);
	a->shift = 32 - bits;
	for (k = 0; k < a->npatterns; k++) {
		p = &a->pattern[k];
		s = insert(a, a->code + p->at, p->n);
		s->ends++;
		p->step = (uint32_t)(s - a->step);
	}
	list_endings(a);
	free(a->pattern);
	free(a->code);
	a->pattern = NULL;
	a->code = NULL;
}

/* A text that is run over: of its n symbols those before end. */
struct run {
	const struct automaton	*a;
	const struct symbol	*s;
	size_t			 n, end;
	struct automaton_hits	*out;
	uint8_t			 there[THERE_ALWAYS + 1];
};

static void
add_hits(struct run *r, uint32_t ends, size_t first, size_t n)
{
	struct automaton_hits *out = r->out;
	const struct ending *e = r->a->ending + ends;

	if (ends == 0)
		return;
	do {
		if (out->n == out->cap)
			out->p = mem_room(out->p, out->n + 1, &out->cap,
			    sizeof(*out->p));
		out->p[out->n] = (struct automaton_hit){ e->payload,
		    (uint32_t)first, (uint32_t)n };
		out->n += r->there[e->need];
	} while (!e++->last);
}

/* Ask for the steps with which patterns may begin at symbol i. */
MEM_AHEAD void
ask(const struct run *r, size_t i)
{
	const struct symbol *s = &r->s[i];

	mem_ask(&r->a->step[step_place(r->a, ALONE, s->code)]);
	if (i + 1 < r->n)
		mem_ask(&r->a->step[step_place(r->a, s->code, s[1].code)]);
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
		add_hits(r, t->ends, i, k - i);
		if (k >= r->n || (t->after & after(s[k].code)) == 0)
			return;
		t = step_find(a, deeper(a, t), s[k].code);
	}
}

/*
 * Where patterns may begin among symbols i to end - 1, into at[], from i on,
 * with what may: without a branch for each symbol, as its outcome could not be
 * foretold.
 */
static size_t
sift(struct run *r, size_t i, uint16_t at[CHUNK])
{
	const struct automaton *a = r->a;
	const struct symbol *s = r->s;
	size_t k, found = 0, n = r->n;
	size_t end = r->end - i < CHUNK ? r->end : i + CHUNK;
	uint32_t m = mix(s[i].code), next, pair, place, begins;

	for (k = i; k < end; k++, m = next) {
		/* Behind the last symbol itself: no harm. */
		next = mix(s[k + (k + 1 < n)].code);
		pair = both(m, next);
		r->there[there_place(m)] = 1;
		r->there[there_place(pair)] = 1;
		place = pair_place(pair);
		begins = a->first[first_place(m)] & (BEGINS_ONE |
		    (a->pair[place >> 3] >> (place & 7) & 1) * BEGINS_TWO);
		at[found] = (uint16_t)((k - i) << 2 | begins);
		found += begins != 0;
	}
	return found;
}

void
automaton_run(const struct automaton *a, const struct symbols *s,
    size_t begin, size_t end, struct automaton_hits *out)
{
	uint16_t at[CHUNK];
	size_t i, k, m, found;
	struct run r;

	r.a = a;
	r.s = s->p;
	r.n = s->n;
	r.end = end;
	r.out = out;
	out->n = 0;
	/* What is not in the first chunk would be known too late. */
	memset(r.there, begin > 0 || end < s->n || s->n > CHUNK,
	    sizeof(r.there));
	r.there[THERE_ALWAYS] = 1;
	for (i = begin; i < end; i += CHUNK) {
		found = sift(&r, i, at);
		/* The table is larger than the caches near the core. */
		for (m = 0; m < found; m++)
			ask(&r, i + (at[m] >> 2));
		for (m = 0; m < found; m++) {
			k = i + (at[m] >> 2);
			if ((at[m] & BEGINS_ONE) != 0)
				add_hits(&r, step_find(a, ALONE,
				    s->p[k].code)->ends, k, 1);
			if ((at[m] & BEGINS_TWO) != 0 && k + 1 < s->n)
				walk(&r, k);
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
	free(a->step);
	free(a->ending);
	free(a);
}
