#ifndef CRM_HEAP_H
#define CRM_HEAP_H

#include <stddef.h>
#include <stdint.h>

/*
 * Records of different lengths in large blocks that never move, named by 32
 * bits: up to 64 GiB. A record and what it points to stand together, so that
 * one stop at memory finds both.
 */
#define HEAP_UNIT	((size_t)16)	/* records are aligned to this */
#define HEAP_BITS	18		/* of a reference: place in its block */
#define HEAP_BLOCK	(HEAP_UNIT << HEAP_BITS)

struct heap_block {
	char	*p;
	size_t	 size;
};

struct heap {
	struct heap_block	*block;
	size_t			 n;
	size_t			 used;		/* of the last block */
};

/* A new zeroed record of `size` bytes; its reference goes to *ref. */
void	*heap_add(struct heap *h, size_t size, uint32_t *ref);
void	 heap_close(struct heap *h);

static inline void *
heap_at(const struct heap *h, uint32_t ref)
{
	return h->block[ref >> HEAP_BITS].p +
	    (ref & (((uint32_t)1 << HEAP_BITS) - 1)) * HEAP_UNIT;
}

#endif
