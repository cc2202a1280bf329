#ifndef CRM_PAIRS_H
#define CRM_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

/*
 * How often (a, b) occurred, for pairs in any order: 16 bytes for each that is
 * distinct, and up to as much again while they are collected. A zeroed one is
 * empty.
 */
struct pair {
	uint32_t	a, b;
	uint64_t	n;
};

struct pairs {
	struct pair	*p;		/* sorted, each once */
	size_t		 n, cap;
	uint64_t	*wait;		/* what came since: a << 32 | b */
	size_t		 nwait, room;
	/* After pairs_finish: where the pairs of each a begin. */
	size_t		*start;
	uint32_t	 na;
};

void	pairs_add(struct pairs *ps, uint32_t a, uint32_t b);
/* All are there: sort by (a, b), equal ones made one. Every a is below na. */
void	pairs_finish(struct pairs *ps, uint32_t na);
/* The pairs of an a, after pairs_finish; their number in *n. */
static inline const struct pair *
pairs_of(const struct pairs *ps, uint32_t a, size_t *n)
{
	*n = a < ps->na ? ps->start[a + 1] - ps->start[a] : 0;
	return *n > 0 ? ps->p + ps->start[a] : ps->p;
}
/* Ask for the memory of pairs_of: far ahead, and then nearer. */
MEM_AHEAD void
pairs_prefetch(const struct pairs *ps, uint32_t a, bool near)
{
	if (a >= ps->na)
		return;
	if (near)
		mem_ask(ps->p + ps->start[a]);
	else
		mem_ask(&ps->start[a]);
}
void	pairs_free(struct pairs *ps);

#endif
