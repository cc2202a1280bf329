#ifndef CRM_AUTOMATON_H
#define CRM_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbols;

/*
 * Many literals at once: a trie over symbol codes, entered at each symbol of a
 * text where sieves say that one may begin. Time is that of the text, times
 * the longest pattern where a text is made of beginnings.
 */
struct automaton;

#define AUTOMATON_LONGEST	64	/* symbols of a pattern */

struct automaton_hit {
	uint32_t	payload;	/* below 2^31 */
	uint32_t	first;		/* symbol */
	uint32_t	n;		/* symbols */
};

/* A zeroed one is empty; the array is kept from text to text. */
struct automaton_hits {
	struct automaton_hit	*p;
	size_t			 n, cap;
};

struct automaton *automaton_new(void);
/*
 * Add a pattern of 1 to AUTOMATON_LONGEST codes; false, and nothing added, for
 * another length. Payloads need not differ; the same codes may come with many,
 * and each gives a hit.
 */
bool	automaton_add(struct automaton *a, const uint32_t *codes, size_t n,
	    uint32_t payload);
/*
 * The pattern added last means nothing where these 1 to AUTOMATON_LONGEST codes
 * do not follow it, at most `most` symbols behind it: such hits are left out,
 * but where another pattern of its codes has a longer gap.
 */
void	automaton_then(struct automaton *a, const uint32_t *codes, size_t n,
	    uint8_t most);
/* After the last automaton_add, before the first automaton_run. */
void	automaton_ready(struct automaton *a);
/*
 * All hits that begin at symbols begin to end - 1 of a text, in place of what
 * is in *out: by first symbol, then by length, then in the order in which they
 * were added; those of automaton_then before the others, by payload. They may
 * reach behind end. *a is not changed, so threads may share it.
 */
void	automaton_run(const struct automaton *a, const struct symbols *s,
	    size_t begin, size_t end, struct automaton_hits *out);
/* For tests: without what only some processors have. */
void	automaton_baseline(struct automaton *a);
void	automaton_hits_free(struct automaton_hits *h);
void	automaton_free(struct automaton *a);

#endif
