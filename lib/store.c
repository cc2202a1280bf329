/* A growing array in blocks. */
#include <stdlib.h>

#include "mem.h"
#include "store.h"

void
store_open(struct store *s, size_t size)
{
	*s = (struct store){ .size = size };
}

void *
store_add(struct store *s)
{
	if (s->n == s->nblock * STORE_BLOCK) {
		s->block = mem_grow(s->block, s->nblock + 1,
		    sizeof(*s->block));
		s->block[s->nblock++] = mem_table(STORE_BLOCK *
		    s->size);
	}
	return store_at(s, s->n++);
}

void
store_close(struct store *s)
{
	size_t i;

	for (i = 0; i < s->nblock; i++)
		mem_table_free(s->block[i], STORE_BLOCK * s->size);
	free(s->block);
	*s = (struct store){ 0 };
}
