#ifndef CRM_NGRAMAVX_H
#define CRM_NGRAMAVX_H

#include "ngram.h"

/* The cells of a block by eights, with AVX2, for ngram.c alone. */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define NGRAMAVX __attribute__((target("avx2")))

/* Eight symbols: what their three words are, each together. */
struct ngramavx_eight {
	__m256i		code, rest;
};

NGRAMAVX static inline __m256i
ngramavx_count(void)
{
	return _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
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
ngramavx_load(const struct symbol *s, int n)
{
	const __m256i a = ngramavx_some(s, 0, n * 3);
	const __m256i b = ngramavx_some(s, 8, n * 3);
	const __m256i c = ngramavx_some(s, 16, n * 3);

	return (struct ngramavx_eight){
	    _mm256_permutevar8x32_epi32(_mm256_blend_epi32(
		_mm256_blend_epi32(a, b, 0x92), c, 0x24),
		_mm256_setr_epi32(0, 3, 6, 1, 4, 7, 2, 5)),
	    _mm256_permutevar8x32_epi32(_mm256_blend_epi32(
		_mm256_blend_epi32(a, b, 0x49), c, 0x92),
		_mm256_setr_epi32(2, 5, 0, 3, 6, 1, 4, 7)) };
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

NGRAMAVX static inline void
ngramavx_put(uint32_t *to, __m256i cell, __m256i none)
{
	_mm256_storeu_si256((void *)to, _mm256_blendv_epi8(cell,
	    _mm256_set1_epi32((int)NGRAM_NONE), none));
}

/*
 * The cells of the n-grams that end at the positions of b, whose symbols begin
 * at s, and what marks there are. The codes before are b and a.
 */
NGRAMAVX static void
ngramavx_block(struct ngram_block *to, const struct symbol *s, uint32_t a,
    uint32_t b)
{
	__m256i last = _mm256_setr_epi32(0, 0, 0, 0, 0, 0,
	    (int)(a * NGRAM_ONE), (int)(b * NGRAM_ONE));
	__m256i one, two, three, across, rest, kind, code, none;
	struct ngramavx_eight e;
	size_t i;

	to->end = to->comma = to->punct = 0;
	for (i = 0; i < to->n; i += 8) {
		e = ngramavx_load(s + i, (int)(to->symbols - i));
		rest = _mm256_set1_epi32((int)(to->symbols - i));
		none = _mm256_cmpgt_epi32(ngramavx_count(), rest);
		code = _mm256_blendv_epi8(e.code,
		    _mm256_set1_epi32((int)EDGE_END),
		    _mm256_cmpeq_epi32(ngramavx_count(), rest));
		one = ngramavx_times(code, NGRAM_ONE);
		across = _mm256_permute2x128_si256(last, one, 0x21);
		last = one;
		two = ngramavx_times(_mm256_xor_si256(one, ngramavx_turn(
		    _mm256_alignr_epi8(one, across, 12), 17)), NGRAM_TWO);
		three = ngramavx_times(_mm256_xor_si256(two, ngramavx_turn(
		    _mm256_alignr_epi8(one, across, 8), 7)), NGRAM_THREE);
		ngramavx_put(&to->cell[0][i], _mm256_and_si256(code,
		    _mm256_set1_epi32(NGRAM_HALF - 1)), none);
		ngramavx_put(&to->cell[1][i], _mm256_srli_epi32(two,
		    33 - NGRAM_BITS), none);
		ngramavx_put(&to->cell[2][i], _mm256_add_epi32(
		    _mm256_srli_epi32(three, 33 - NGRAM_BITS),
		    _mm256_set1_epi32(NGRAM_HALF)), none);
		three = _mm256_andnot_si256(none, _mm256_and_si256(three,
		    _mm256_set1_epi32(NGRAM_TAG)));
		_mm_storeu_si128((void *)&to->tag[i], _mm_packus_epi32(
		    _mm256_castsi256_si128(three),
		    _mm256_extracti128_si256(three, 1)));
		kind = _mm256_and_si256(_mm256_srli_epi32(e.rest, 24),
		    _mm256_set1_epi32(SYMBOL_KIND));
		to->end |= ngramavx_bits(_mm256_cmpeq_epi32(kind,
		    _mm256_set1_epi32(SYMBOL_END))) << i;
		to->comma |= ngramavx_bits(_mm256_cmpeq_epi32(kind,
		    _mm256_set1_epi32(SYMBOL_COMMA))) << i;
		to->punct |= ngramavx_bits(_mm256_cmpgt_epi32(kind,
		    _mm256_set1_epi32(SYMBOL_END - 1))) << i;
	}
}

#endif

#endif
