/*
 * Encodings: what comes out does not depend on the pieces in which the bytes
 * come in, is UTF-8 but for the byte that marks damage, and an encoding that
 * was asked for is kept. The first byte chooses the encoding and the pieces.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "decode.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	const size_t *piece = ctx;

	return io_in_read(below, p, *piece > n ? n : *piece);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

static void
decode_all(struct str file, const char *encoding, size_t piece,
    struct buf *out, char name[32])
{
	struct decode *d;
	struct io_in *in = io_in_filter(io_in_memory("fuzz", file), &piece,
	    drip_read, drip_close);
	ssize_t got;

	in = decode_open(in, encoding, &d);
	MUST(in != NULL);
	while ((got = io_in_read(in, buf_room(out, 777), 777)) > 0)
		out->len += (size_t)got;
	MUST(got == 0);
	snprintf(name, 32, "%s", decode_name(d));
	io_in_close(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {
		NULL, "GB18030", "WINDOWS-1252", "UTF-16LE", "UTF-8", NULL
	};
	const char *encoding;
	struct buf whole = { 0 }, pieces = { 0 };
	char a[32], b[32];
	struct str s;
	size_t at;

	if (size < 1 || size > 1 << 16)
		return 0;
	encoding = encodings[data[0] % 6];
	s = (struct str){ (const char *)data + 1, size - 1 };
	decode_all(s, encoding, SIZE_MAX, &whole, a);
	decode_all(s, encoding, 1 + data[0] / 6 % 8, &pieces, b);
	MUST(str_eq(buf_view(&whole), buf_view(&pieces)));
	MUST(strcmp(a, b) == 0);
	/* UTF-8 passes as it is; the reader of rows refuses what is broken. */
	s = buf_view(&whole);
	if (strncmp(a, "UTF-8", 5) == 0 || strcmp(a, "ASCII") == 0)
		s.len = 0;
	for (; s.len > 0; s.p += at, s.len -= at) {
		at = utf8_check(s);
		if (at == s.len)
			break;
		/* NUL is left to the reader too, 0xff marks damage. */
		MUST(s.p[at] == '\0' || s.p[at] == '\xff');
		at++;
	}
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
