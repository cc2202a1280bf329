#ifndef CRM_AUTOMATONIN_H
#define CRM_AUTOMATONIN_H

/* The trie of automaton.c, which automatonrun.c walks over a text. */
#include "automaton.h"
#include "sieve.h"

/* No code is one of these. */
#define ALONE		UINT32_C(0x40000000)	/* before a code that is all */
#define DEEPER		UINT32_C(0x60000000)
#define BEHIND		UINT32_C(0x20000000)	/* with a gap between */
#define INLINE		UINT32_C(0x80000000)	/* in ends */

struct pattern_codes;

/*
 * A step of the trie, by a code from the code or the step before. Free places
 * have no ends and nothing after them.
 */
struct step {
	uint32_t	from;		/* a code; DEEPER, BEHIND and a place */
	uint32_t	code;
	uint32_t	ends;		/* 0: no pattern does; else below */
	uint32_t	after;		/* bits of the codes that lead on */
};

/*
 * A pattern that ends at a step; they follow each other from step.ends on. One
 * that is alone is there itself: INLINE and its payload.
 */
struct ending {
	uint32_t	payload;
	bool		last;		/* of the step */
	bool		gap;		/* no payload, but: */
	uint8_t		most;		/* symbols in it */
	uint64_t	behind;		/* bits of the codes behind it */
};

struct automaton {
	struct pattern_codes	*pattern;
	size_t			 npatterns, patterncap;
	uint32_t		*code;
	size_t			 ncodes, codecap;
	struct step		*step;		/* by hash */
	unsigned		 shift;		/* 32 - log2(places) */
	struct ending		*ending;	/* from 1 on */
	struct sieve		 sieve;
	bool			 wide;		/* the processor has AVX2 */
};

static inline uint32_t
mix_pair(uint32_t a, uint32_t b)
{
	return sieve_mix((a ^ a >> 15) * UINT32_C(0x85ebca6b) + b);
}

/* The bit of a code in step.after. */
static inline uint32_t
after(uint32_t code)
{
	return UINT32_C(1) << (sieve_mix(code) >> 27);
}

/* The bit of a code in ending.behind. */
static inline uint64_t
behind(uint32_t code)
{
	return UINT64_C(1) << (sieve_mix(code) >> 26);
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

/* Where the steps behind one come from: right behind it, or after a gap. */
static inline uint32_t
deeper(const struct automaton *a, const struct step *s, uint32_t how)
{
	return how | (uint32_t)(s - a->step);
}

#endif
