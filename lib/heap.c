/* Records of different lengths in large blocks. */
#include <stdlib.h>

#include "diag.h"
#include "heap.h"
#include "mem.h"

void *
heap_add(struct heap *h, size_t size, uint32_t *ref)
{
	struct heap_block *b = h->n == 0 ? NULL : &h->block[h->n - 1];
	size_t at = h->used;

	size = (size + HEAP_UNIT - 1) / HEAP_UNIT * HEAP_UNIT;
	if (b == NULL || b->size - at < size) {
		if (h->n == (size_t)1 << (32 - HEAP_BITS))
			die(STATUS_IO, "more than 64 GiB of customers");
		h->block = mem_grow(h->block, h->n + 1, sizeof(*h->block));
		b = &h->block[h->n++];
		b->size = size > HEAP_BLOCK ? size : HEAP_BLOCK;
		b->p = mem_table(b->size);
		at = 0;
	}
	h->used = at + size;
	*ref = (uint32_t)((h->n - 1) << HEAP_BITS | at / HEAP_UNIT);
	return b->p + at;
}

void
heap_close(struct heap *h)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		mem_table_free(h->block[i].p, h->block[i].size);
	free(h->block);
	*h = (struct heap){ 0 };
}
