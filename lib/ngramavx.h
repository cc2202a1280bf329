#ifndef CRM_NGRAMAVX_H
#define CRM_NGRAMAVX_H

#include "ngram.h"

/* N-grams by eights, with AVX2. */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define NGRAMAVX __attribute__((target("avx2,bmi,bmi2")))

/* Eight symbols: what their three words are, each together. */
struct ngramavx_eight {
	__m256i		code, rest;
};

NGRAMAVX static inline __m256i
ngramavx_count(void)
{
	return _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
}

/* By the words of eight symbols. */
NGRAMAVX static inline struct ngramavx_eight
ngramavx_part(__m256i a, __m256i b, __m256i c)
{
	return (struct ngramavx_eight){
	    _mm256_permutevar8x32_epi32(_mm256_blend_epi32(
		_mm256_blend_epi32(a, b, 0x92), c, 0x24),
		_mm256_setr_epi32(0, 3, 6, 1, 4, 7, 2, 5)),
	    _mm256_permutevar8x32_epi32(_mm256_blend_epi32(
		_mm256_blend_epi32(a, b, 0x49), c, 0x92),
		_mm256_setr_epi32(2, 5, 0, 3, 6, 1, 4, 7)) };
}

NGRAMAVX static inline struct ngramavx_eight
ngramavx_load(const struct symbol *s)
{
	const __m256i *p = (const void *)s;

	return ngramavx_part(_mm256_loadu_si256(p), _mm256_loadu_si256(p + 1),
	    _mm256_loadu_si256(p + 2));
}

NGRAMAVX static inline __m256i
ngramavx_some(const struct symbol *s, int from, int words)
{
	return _mm256_maskload_epi32((const int *)(const void *)s + from,
	    _mm256_cmpgt_epi32(_mm256_set1_epi32(words - from),
	    ngramavx_count()));
}

/* The first eight of n symbols; 0 where there are none. */
NGRAMAVX static inline struct ngramavx_eight
ngramavx_load_some(const struct symbol *s, int n)
{
	return ngramavx_part(ngramavx_some(s, 0, n * 3),
	    ngramavx_some(s, 8, n * 3), ngramavx_some(s, 16, n * 3));
}

NGRAMAVX static inline uint64_t
ngramavx_bits(__m256i v)
{
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(v));
}

NGRAMAVX static inline __m256i
ngramavx_turn(__m256i x, int by)
{
	return _mm256_or_si256(_mm256_slli_epi32(x, by),
	    _mm256_srli_epi32(x, 32 - by));
}

NGRAMAVX static inline __m256i
ngramavx_times(__m256i x, uint32_t by)
{
	return _mm256_mullo_epi32(x, _mm256_set1_epi32((int)by));
}

/* As 16 bits, of which the sign says all. */
NGRAMAVX static inline __m128i
ngramavx_half(__m256i v)
{
	return _mm_packs_epi32(_mm256_castsi256_si128(v),
	    _mm256_extracti128_si256(v, 1));
}

/* The sum of both halves. */
NGRAMAVX static inline __m128i
ngramavx_both(__m256i v)
{
	return _mm_add_epi32(_mm256_castsi256_si128(v),
	    _mm256_extracti128_si256(v, 1));
}

/* The n-grams that end at eight symbols, and the tags of those of three. */
struct ngramavx_grams {
	__m256i		one;		/* NGRAM_ONE times the symbols */
	__m256i		cell[NGRAM_ORDER];
	__m128i		tag;
};

/* Of the eight before a block, a and b are the last. */
NGRAMAVX static inline __m256i
ngramavx_start(uint32_t a, uint32_t b)
{
	return _mm256_setr_epi32(0, 0, 0, 0, 0, 0, (int)(a * NGRAM_ONE),
	    (int)(b * NGRAM_ONE));
}

/* last: the eight before, NGRAM_ONE times each. */
NGRAMAVX static inline struct ngramavx_grams
ngramavx_grams(__m256i code, __m256i last)
{
	__m256i one = ngramavx_times(code, NGRAM_ONE), two, three;
	__m256i across = _mm256_permute2x128_si256(last, one, 0x21);

	two = ngramavx_times(_mm256_xor_si256(one, ngramavx_turn(
	    _mm256_alignr_epi8(one, across, 12), 17)), NGRAM_TWO);
	three = ngramavx_times(_mm256_xor_si256(two, ngramavx_turn(
	    _mm256_alignr_epi8(one, across, 8), 7)), NGRAM_THREE);
	return (struct ngramavx_grams){ one, {
	    _mm256_and_si256(code, _mm256_set1_epi32(NGRAM_HALF - 1)),
	    _mm256_srli_epi32(two, 33 - NGRAM_BITS),
	    _mm256_or_si256(_mm256_srli_epi32(three, 33 - NGRAM_BITS),
		_mm256_set1_epi32(NGRAM_HALF)) },
	    ngramavx_half(_mm256_and_si256(three,
		_mm256_set1_epi32(NGRAM_TAG))) };
}

/* Which of the eight at i, whose rest is given, are marks of what kind. */
NGRAMAVX static inline void
ngramavx_kinds(struct ngram_block *to, __m256i rest, size_t i)
{
	__m256i kind = _mm256_and_si256(_mm256_srli_epi32(rest, 24),
	    _mm256_set1_epi32(SYMBOL_KIND));

	to->end |= ngramavx_bits(_mm256_cmpeq_epi32(kind,
	    _mm256_set1_epi32(SYMBOL_END))) << i;
	to->comma |= ngramavx_bits(_mm256_cmpeq_epi32(kind,
	    _mm256_set1_epi32(SYMBOL_COMMA))) << i;
	to->punct |= ngramavx_bits(_mm256_cmpgt_epi32(kind,
	    _mm256_set1_epi32(SYMBOL_END - 1))) << i;
}

/* Lane `at` is behind the text: there is its end. */
NGRAMAVX static inline __m256i
ngramavx_end(__m256i code, int at)
{
	return _mm256_blendv_epi8(code, _mm256_set1_epi32((int)EDGE_END),
	    _mm256_cmpeq_epi32(ngramavx_count(), _mm256_set1_epi32(at)));
}

/* Lanes behind lane `at`. */
NGRAMAVX static inline __m256i
ngramavx_behind(int at)
{
	return _mm256_cmpgt_epi32(ngramavx_count(), _mm256_set1_epi32(at));
}

#endif

#endif
