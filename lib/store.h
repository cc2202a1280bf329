#ifndef CRM_STORE_H
#define CRM_STORE_H

#include <stdint.h>

#include "buf.h"

/*
 * A growing array in blocks that never move: no copy at growth, no peak of old
 * and new, entries may be pointed to. A zeroed one needs store_open.
 */
#define STORE_BITS	17
#define STORE_BLOCK	((size_t)1 << STORE_BITS)

struct store {
	char	**block;
	size_t	  nblock;
	size_t	  size;		/* of an entry */
	uint32_t  n;
};

void	store_open(struct store *s, size_t size);
/* A new zeroed entry; its number is the old n. */
void	*store_add(struct store *s);
void	store_close(struct store *s);

static inline void *
store_at(const struct store *s, uint32_t i)
{
	return s->block[i >> STORE_BITS] +
	    (i & (STORE_BLOCK - 1)) * s->size;
}

#endif
