/*
 * Numbers in order, without comparing two.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "radix.h"

void
radix_sort(uint64_t *key, size_t n)
{
	uint64_t *spare = mem_table(n * sizeof(*spare));
	uint64_t *from = key, *to = spare, *swap;
	size_t (*count)[256] = mem_array(8, sizeof(*count)), i, at, c;
	unsigned pass;

	for (i = 0; i < n; i++)
		for (pass = 0; pass < 8; pass++)
			count[pass][key[i] >> (8 * pass) & 255]++;
	for (pass = 0; n > 1 && pass < 8; pass++) {
		size_t *start = count[pass];
		unsigned shift = 8 * pass;

		if (start[key[0] >> shift & 255] == n)
			continue;
		for (i = 0, at = 0; i < 256; i++) {
			c = start[i];
			start[i] = at;
			at += c;
		}
		for (i = 0; i < n; i++)
			to[start[from[i] >> shift & 255]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != key)
		memcpy(key, from, n * sizeof(*key));
	free(count);
	mem_table_free(spare, n * sizeof(*spare));
}
