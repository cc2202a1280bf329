#ifndef CRM_CSVMASK_H
#define CRM_CSVMASK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The masks of 64 bytes of CSV, for csvscan.c alone: with AVX2, with SSE2, or
 * a byte at a time. check is set when the block, or the end of the one before,
 * may hold NUL or what is not UTF-8 (without AVX2: any byte >= 0x80); a reader
 * then looks at the record again.
 */
struct csvmask {
	uint64_t	quote, delim, newline;
	bool		check;
};

#include "utf8avx.h"

/* The masks of a block stay in registers only when this is forced. */
#define CSVMASK_INLINE	static inline __attribute__((always_inline))

#if defined(UTF8AVX)
#define CSVMASK_AVX2	UTF8AVX


CSVMASK_AVX2 CSVMASK_INLINE uint64_t
csvmask_bits(__m256i lo, __m256i hi, char c)
{
	const __m256i k = _mm256_set1_epi8(c);

	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(lo, k)) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(hi, k)) << 32;
}

CSVMASK_AVX2 CSVMASK_INLINE struct csvmask
csvmask_avx2(const char *p, char delimiter, struct utf8avx *u)
{
	const __m256i *q = (const __m256i *)(const void *)p;
	const __m256i lo = _mm256_loadu_si256(q);
	const __m256i hi = _mm256_loadu_si256(q + 1);
	const __m256i nul = _mm256_cmpeq_epi8(_mm256_min_epu8(lo, hi),
	    _mm256_setzero_si256());
	struct csvmask m = { csvmask_bits(lo, hi, '"'),
	    csvmask_bits(lo, hi, delimiter), csvmask_bits(lo, hi, '\n'),
	    !_mm256_testz_si256(nul, nul) };

	if (u->begun || _mm256_movemask_epi8(_mm256_or_si256(lo, hi)) != 0)
		m.check |= !utf8avx_valid(lo, hi, u);
	return m;
}

#endif

#if defined(__SSE2__)
#include <emmintrin.h>

/* Written out: at -O2 gcc keeps a loop of four, and its vectors in memory. */
static inline uint64_t
csvmask_four(__m128i a, __m128i b, __m128i c, __m128i d)
{
	uint64_t lo = (uint32_t)_mm_movemask_epi8(a) |
	    (uint32_t)_mm_movemask_epi8(b) << 16;
	uint64_t hi = (uint32_t)_mm_movemask_epi8(c) |
	    (uint32_t)_mm_movemask_epi8(d) << 16;

	return hi << 32 | lo;
}

CSVMASK_INLINE struct csvmask
csvmask_base(const char *p, char delimiter, struct utf8avx *u)
{
	const __m128i *q = (const __m128i *)(const void *)p;
	const __m128i a = _mm_loadu_si128(q), b = _mm_loadu_si128(q + 1);
	const __m128i c = _mm_loadu_si128(q + 2), d = _mm_loadu_si128(q + 3);
	const __m128i quote = _mm_set1_epi8('"'), nl = _mm_set1_epi8('\n');
	const __m128i delim = _mm_set1_epi8(delimiter);
	/* The sign bit of a byte >= 0x80, and a least byte of 0 for NUL. */
	const __m128i any = _mm_or_si128(_mm_or_si128(a, b),
	    _mm_or_si128(c, d));
	const __m128i least = _mm_min_epu8(_mm_min_epu8(a, b),
	    _mm_min_epu8(c, d));

	(void)u;
	return (struct csvmask){
	    csvmask_four(_mm_cmpeq_epi8(a, quote), _mm_cmpeq_epi8(b, quote),
		_mm_cmpeq_epi8(c, quote), _mm_cmpeq_epi8(d, quote)),
	    csvmask_four(_mm_cmpeq_epi8(a, delim), _mm_cmpeq_epi8(b, delim),
		_mm_cmpeq_epi8(c, delim), _mm_cmpeq_epi8(d, delim)),
	    csvmask_four(_mm_cmpeq_epi8(a, nl), _mm_cmpeq_epi8(b, nl),
		_mm_cmpeq_epi8(c, nl), _mm_cmpeq_epi8(d, nl)),
	    _mm_movemask_epi8(_mm_or_si128(any,
		_mm_cmpeq_epi8(least, _mm_setzero_si128()))) != 0 };
}

#else

CSVMASK_INLINE struct csvmask
csvmask_base(const char *p, char delimiter, struct utf8avx *u)
{
	struct csvmask m = { 0 };
	uint64_t bit = 1;
	int i;

	(void)u;
	for (i = 0; i < 64; i++, bit <<= 1) {
		m.quote |= p[i] == '"' ? bit : 0;
		m.delim |= p[i] == delimiter ? bit : 0;
		m.newline |= p[i] == '\n' ? bit : 0;
		m.check |= p[i] == '\0' || (p[i] & 0x80) != 0;
	}
	return m;
}

#endif

#endif
