/*
 * UTF-8 as RFC 3629 has it. utf8_check runs over every byte of the input, so
 * it takes ASCII 16 bytes and Chinese (3-byte characters) 6 bytes at a time
 * and leaves the rest to utf8_next.
 */

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "utf8.h"
#include "word.h"

static bool
is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Bytes at the start of p that are ASCII and not NUL. */
static size_t
ascii_run(const char *p, size_t len)
{
	size_t i = 0;

#ifdef __SSE2__
	for (; len - i >= 16; i += 16) {
		/* As signed bytes, NUL and all of 0x80.. are not above 0. */
		__m128i v = _mm_loadu_si128((const void *)(p + i));
		unsigned ok = (unsigned)_mm_movemask_epi8(
		    _mm_cmpgt_epi8(v, _mm_setzero_si128()));

		if (ok != 0xffff)
			return i + (size_t)__builtin_ctz(~ok);
	}
#else
	for (; len - i >= 8; i += 8) {
		uint64_t w = word_load(p + i);

		/* The borrow of a zero byte sets its high bit. */
		if (((w | (w - WORD_FILL(0x01))) & WORD_FILL(0x80)) != 0)
			break;
	}
#endif
	while (i < len && (signed char)p[i] > 0)
		i++;
	return i;
}

/* Is w one 3-byte character (its byte 3 is not looked at)? */
static bool
is_three(uint64_t w)
{
	/* E0 with a tail below A0 is overlong, ED from A0 on a surrogate. */
	return (w & 0xc0c0f0) == 0x8080e0 && (w & 0x200f) != 0 &&
	    (w & 0x200f) != 0x200d;
}

/* Bytes at the start of p that are whole, well-formed 3-byte characters. */
static size_t
three_run(const char *p, size_t len)
{
	size_t i = 0;

	while (len - i >= 8) {
		uint64_t w = word_load(p + i);

		if (!is_three(w))
			break;
		if (!is_three(w >> 24))
			return i + 3;
		i += 6;
	}
	return i;
}

size_t
utf8_check(struct str s)
{
	size_t i = 0, n;
	uint32_t cp;

	while (i < s.len) {
		i += ascii_run(s.p + i, s.len - i);
		i += three_run(s.p + i, s.len - i);
		if (i == s.len)
			break;
		n = utf8_next((struct str){ s.p + i, s.len - i }, &cp);
		if (n == 0 || cp == 0)
			break;
		i += n;
	}
	return i;
}

size_t
utf8_next(struct str s, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c;

	if (s.len == 0)
		return 0;
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	/* C0 and C1 could only start overlong forms. */
	if (p[0] < 0xc2 || s.len < 2 || !is_tail(p[1]))
		return 0;
	if (p[0] < 0xe0) {
		*cp = (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		return 2;
	}
	if (s.len < 3 || !is_tail(p[2]))
		return 0;
	c = (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	if (p[0] < 0xf0) {
		c |= (uint32_t)(p[0] & 0x0f) << 12;
		if (c < 0x800 || (c >= 0xd800 && c < 0xe000))
			return 0;
		*cp = c;
		return 3;
	}
	if (p[0] > 0xf4 || s.len < 4 || !is_tail(p[3]))
		return 0;
	c = (uint32_t)(p[0] & 0x07) << 18 | c << 6 | (p[3] & 0x3f);
	if (c < 0x10000 || c > 0x10ffff)
		return 0;
	*cp = c;
	return 4;
}

size_t
utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		return 0;
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}
