/*
 * A model's file: any bytes for what stands before the table and behind it,
 * with a table and a checksum that fit, are refused or read and written again
 * alike. The last byte says how many of those before it stand behind.
 */
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "modelin.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "model.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

#define TABLE	(NGRAM_CELLS + NGRAM_CELLS / 8 * 7)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct model_ground g = { 0 };
	struct model *m = model_new();
	struct buf b = { 0 }, out = { 0 };
	uint32_t crc;
	size_t i, rest = size > 0 ? data[size - 1] : 0;

	(void)model_parse(m, (struct str){ (const char *)data, size }, &g);
	size -= size > 0;
	rest = rest < size ? rest : size;
	buf_put(&b, data, size - rest);
	memset(buf_room(&b, TABLE), 0, TABLE);
	b.len += TABLE;
	buf_put(&b, data + size - rest, rest);
	crc = (uint32_t)crc32_z(0, (const unsigned char *)b.p, b.len);
	for (i = 0; i < 4; i++)
		buf_byte(&b, (char)(crc >> 8 * i & 0xff));
	if (model_parse(m, buf_view(&b), &g) == NULL) {
		model_write(m, &out);
		MUST(str_eq(buf_view(&out), buf_view(&b)));
	}
	model_free(m);
	buf_free(&b);
	buf_free(&out);
	return 0;
}
