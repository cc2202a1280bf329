/*
 * Map files: any text gives a map or one line that says what is wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf err = { 0 };
	struct map *m;

	if (size > 1 << 14)
		return 0;
	m = map_load((struct str){ (const char *)data, size }, &err);
	if ((m == NULL) != (err.len > 0) ||
	    (err.len > 0 && memchr(err.p, '\n', err.len) != NULL)) {
		fprintf(stderr, "map.c: no map and no reason, or both\n");
		abort();
	}
	if (m != NULL)
		map_free(m);
	buf_free(&err);
	return 0;
}
