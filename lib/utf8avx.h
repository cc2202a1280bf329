#ifndef CRM_UTF8AVX_H
#define CRM_UTF8AVX_H

#include <stdbool.h>

/* What a block depends on from the one before. */
struct utf8avx {
	bool	begun;		/* a character may go on behind it */
	char	last[32];
};

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/*
 * Is text valid UTF-8, 64 bytes at a time with AVX2, for csvmask.h alone. Three
 * table look-ups, by the halves of a byte and of the one before it, name every
 * fault that two bytes can show; what the third and fourth byte of a character
 * must be is compared apart (Keiser and Lemire, Validating UTF-8 in less than
 * one instruction per byte, 2021).
 */
#define UTF8AVX	__attribute__((target("avx2,bmi")))

enum utf8avx_fault {
	UTF8_SHORT	= 1 << 0,	/* a lead, then no continuation */
	UTF8_LONG	= 1 << 1,	/* ASCII, then a continuation */
	UTF8_OVER3	= 1 << 2,	/* e0, then below a0 */
	UTF8_LARGE	= 1 << 3,	/* f4, then 90 or more */
	UTF8_HALF	= 1 << 4,	/* ed, then a0 or more: a surrogate */
	UTF8_OVER2	= 1 << 5,	/* c0, c1 */
	UTF8_OVER4	= 1 << 6,	/* f0, then below 90; f5 and up */
	UTF8_TWO	= 1 << 7	/* two continuations */
};

#define TABLE(...)	_mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define B(v)		((char)(v))

/* Not zero where `now`, behind `before`, is not well-formed. */
UTF8AVX static inline __m256i
utf8avx_faults(__m256i now, __m256i before)
{
	enum { ANY = UTF8_SHORT | UTF8_LONG | UTF8_TWO,
	    FAR = ANY | UTF8_LARGE | UTF8_OVER4,
	    CONT = UTF8_LONG | UTF8_OVER2 | UTF8_TWO };
	const __m256i first_high = TABLE(UTF8_LONG, UTF8_LONG, UTF8_LONG,
	    UTF8_LONG, UTF8_LONG, UTF8_LONG, UTF8_LONG, UTF8_LONG,
	    B(UTF8_TWO), B(UTF8_TWO), B(UTF8_TWO), B(UTF8_TWO),
	    UTF8_SHORT | UTF8_OVER2, UTF8_SHORT,
	    UTF8_SHORT | UTF8_OVER3 | UTF8_HALF,
	    UTF8_SHORT | UTF8_LARGE | UTF8_OVER4);
	const __m256i first_low = TABLE(
	    B(ANY | UTF8_OVER3 | UTF8_OVER2 | UTF8_OVER4),
	    B(ANY | UTF8_OVER2), B(ANY), B(ANY), B(ANY | UTF8_LARGE),
	    B(FAR), B(FAR), B(FAR), B(FAR), B(FAR), B(FAR), B(FAR), B(FAR),
	    B(FAR | UTF8_HALF), B(FAR), B(FAR));
	const __m256i second_high = TABLE(UTF8_SHORT, UTF8_SHORT, UTF8_SHORT,
	    UTF8_SHORT, UTF8_SHORT, UTF8_SHORT, UTF8_SHORT, UTF8_SHORT,
	    B(CONT | UTF8_OVER3 | UTF8_OVER4),
	    B(CONT | UTF8_OVER3 | UTF8_LARGE),
	    B(CONT | UTF8_HALF | UTF8_LARGE),
	    B(CONT | UTF8_HALF | UTF8_LARGE),
	    UTF8_SHORT, UTF8_SHORT, UTF8_SHORT, UTF8_SHORT);
	const __m256i low = _mm256_set1_epi8(0x0f);
	const __m256i across = _mm256_permute2x128_si256(before, now, 0x21);
	const __m256i prev1 = _mm256_alignr_epi8(now, across, 15);
	const __m256i prev2 = _mm256_alignr_epi8(now, across, 14);
	const __m256i prev3 = _mm256_alignr_epi8(now, across, 13);
	__m256i two, third, fourth, must;

	two = _mm256_and_si256(_mm256_and_si256(
	    _mm256_shuffle_epi8(first_high, _mm256_and_si256(
		_mm256_srli_epi16(prev1, 4), low)),
	    _mm256_shuffle_epi8(first_low, _mm256_and_si256(prev1, low))),
	    _mm256_shuffle_epi8(second_high, _mm256_and_si256(
		_mm256_srli_epi16(now, 4), low)));
	/* The sign bit where a lead of 3 or 4 stands two or three before:
	   there, and only there, two continuations are right. */
	third = _mm256_subs_epu8(prev2, _mm256_set1_epi8(0xe0 - 0x80));
	fourth = _mm256_subs_epu8(prev3, _mm256_set1_epi8(0xf0 - 0x80));
	must = _mm256_and_si256(_mm256_or_si256(third, fourth),
	    _mm256_set1_epi8(B(0x80)));
	return _mm256_xor_si256(must, two);
}

/* False when the 64 bytes may not be well-formed behind those before. */
UTF8AVX static inline bool
utf8avx_valid(__m256i lo, __m256i hi, struct utf8avx *u)
{
	/* The greatest bytes that do not begin what goes on behind. */
	const __m256i most = _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1,
	    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	    -1, -1, -1, -1, -1, B(0xef), B(0xdf), B(0xbf));
	__m256i before = _mm256_setzero_si256(), bad, over;

	if (u->begun)
		before = _mm256_loadu_si256(
		    (const __m256i *)(const void *)u->last);
	bad = _mm256_or_si256(utf8avx_faults(lo, before),
	    utf8avx_faults(hi, lo));
	over = _mm256_subs_epu8(hi, most);
	u->begun = !_mm256_testz_si256(over, over);
	_mm256_storeu_si256((__m256i *)(void *)u->last, hi);
	return _mm256_testz_si256(bad, bad);
}

#undef TABLE
#undef B

#endif

#endif
