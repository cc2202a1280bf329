/* UTF-8: every code point, every broken form, at every alignment. */

#include <stdlib.h>

#include "../../lib/utf8.h"
#include "unit.h"

static void
every_code_point(void)
{
	size_t bad = 0, n, good = 0;
	uint32_t cp, got;
	char out[4];

	for (cp = 0; cp < 0x110100; cp++) {
		bool ok = cp <= 0x10ffff && (cp < 0xd800 || cp > 0xdfff);

		n = utf8_put(cp, out);
		good += n > 0;
		if (!ok) {
			bad += n != 0;
			continue;
		}
		bad += n != (cp < 0x80 ? 1u : cp < 0x800 ? 2u :
		    cp < 0x10000 ? 3u : 4u);
		bad += utf8_next((struct str){ out, n }, &got) != n ||
		    got != cp;
		/* A cut character is none. */
		while (n-- > 1)
			bad += utf8_next((struct str){ out, n }, &got) != 0;
	}
	CHECK_INT(bad, 0);
	CHECK_INT(good, 0x110000 - 0x800);
	CHECK_INT(utf8_next((struct str){ NULL, 0 }, &got), 0);
}

/* The definition in Unicode 15, table 3-7, without the tricks. */
static size_t
plain_length(const unsigned char *p, size_t n)
{
	unsigned low = 0x80, high = 0xbf;
	size_t len, i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0;
	if (p[0] == 0xed)
		high = 0x9f;
	if (p[0] == 0xf0)
		low = 0x90;
	if (p[0] == 0xf4)
		high = 0x8f;
	for (i = 1; i < len; i++, low = 0x80, high = 0xbf)
		if (i >= n || p[i] < low || p[i] > high)
			return 0;
	return len;
}

/* All texts of four bytes whose first two are anything and whose others are
   from the edges of the classes. */
static void
every_start(void)
{
	static const unsigned char edge[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f,
	    0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe4, 0xff };
	size_t bad = 0, i, j, want;
	unsigned char p[4];
	uint32_t cp;
	unsigned a;

	for (a = 0; a < 0x10000; a++) {
		p[0] = (unsigned char)(a >> 8);
		p[1] = (unsigned char)a;
		for (i = 0; i < sizeof(edge); i++) {
			for (j = 0; j < sizeof(edge); j++) {
				p[2] = edge[i];
				p[3] = edge[j];
				want = plain_length(p, 4);
				bad += utf8_next((struct str){ (char *)p, 4 },
				    &cp) != want;
			}
		}
	}
	CHECK_INT(bad, 0);
}

static size_t
plain_check(const char *p, size_t len)
{
	size_t i = 0, n;

	while (i < len && p[i] != '\0') {
		n = plain_length((const unsigned char *)p + i, len - i);
		if (n == 0)
			break;
		i += n;
	}
	return i;
}

/* Runs of all kinds with one byte spoilt, in blocks of their exact size so
   that a sanitizer sees a read beyond the end. */
static void
random_texts(void)
{
	static const char *const piece[] = { "a", "plain ascii text, 12.50",
	    "\xe4\xb8\xad", "\xe8\xaf\x84\xe8\xae\xba\xe5\x86\x85\xe5\xae\xb9",
	    "\xc3\xa9", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xe0\xa0\x80",
	    "\xef\xbf\xbf" };
	size_t bad = 0, spoilt = 0, i, len, n, round;
	char text[256], *exact;

	srand(1);
	for (round = 0; round < 200000; round++) {
		len = (size_t)rand() % 120;
		for (n = 0; n < len; n += strlen(piece[i])) {
			i = (size_t)rand() % 9;
			memcpy(text + n, piece[i], strlen(piece[i]));
		}
		len = n;
		if (len > 0 && round % 2 == 0)
			text[(size_t)rand() % len] = (char)rand();
		if (len > 0 && round % 8 == 1)
			len -= (size_t)rand() % len;
		exact = malloc(len + 1);
		memcpy(exact + 1, text, len);
		n = utf8_check((struct str){ exact + 1, len });
		bad += n != plain_check(exact + 1, len);
		spoilt += n < len;
		free(exact);
	}
	CHECK_INT(bad, 0);
	CHECK(spoilt > 20000);
}

static void
nul_is_found(void)
{
	char text[64];
	size_t at;

	for (at = 0; at < sizeof(text); at++) {
		memset(text, 'x', sizeof(text));
		text[at] = '\0';
		CHECK_INT(utf8_check((struct str){ text, sizeof(text) }), at);
	}
	CHECK_INT(utf8_check((struct str){ NULL, 0 }), 0);
}

int
main(void)
{
	RUN(every_code_point);
	RUN(every_start);
	RUN(random_texts);
	RUN(nul_is_found);
	return UNIT_STATUS();
}
