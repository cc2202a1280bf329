#ifndef CRM_SIEVE_H
#define CRM_SIEVE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Where patterns may begin in a text, for the automaton alone: three bits for
 * each single code, pair of codes or first three, at places in a word that
 * their hash says. Few others have all of them.
 */
#define SIEVE_BLOCK	64	/* symbols that are looked at together */
#define SIEVE_PAST	9	/* codes behind the last that are read */
#define SIEVE_MORE	(2 + SIEVE_PAST)

struct sieve {
	uint32_t	one[1 << 11];	/* a code is all of a pattern */
	uint32_t	more[1 << 12];	/* two are, or three begin one */
};

/* By bit: may a pattern of one code, or of more, begin at this symbol? */
struct sieve_found {
	uint64_t	one, more;
};

/* Good upper bits: Knuth's multiplier. */
static inline uint32_t
sieve_mix(uint32_t code)
{
	return code * UINT32_C(0x9e3779b1);
}

/* Codes that sieve_mix has gone over, two and three. */
static inline uint32_t
sieve_pair(uint32_t a, uint32_t b)
{
	return a + (b << 16 | b >> 16);
}

static inline uint32_t
sieve_triple(uint32_t pair, uint32_t c)
{
	return pair + (c << 8 | c >> 24);
}

/* Of a hash: the word, and the bits in it. */
#define SIEVE_ONE_WORD	21
#define SIEVE_WORD	20
#define SIEVE_BIT	15
#define SIEVE_OTHER	10
#define SIEVE_THIRD	5

static inline uint32_t
sieve_bits(uint32_t hash)
{
	return UINT32_C(1) << (hash >> SIEVE_BIT & 31) |
	    UINT32_C(1) << (hash >> SIEVE_OTHER & 31) |
	    UINT32_C(1) << (hash >> SIEVE_THIRD & 31);
}

/* A pattern of n codes, 1 at least. */
static inline void
sieve_add(struct sieve *v, const uint32_t *code, size_t n)
{
	uint32_t hash = sieve_mix(code[0]);

	if (n == 1) {
		v->one[hash >> SIEVE_ONE_WORD] |= sieve_bits(hash);
		return;
	}
	hash = sieve_pair(hash, sieve_mix(code[1]));
	if (n > 2)
		hash = sieve_triple(hash, sieve_mix(code[2]));
	v->more[hash >> SIEVE_WORD] |= sieve_bits(hash);
}

/* All bits of a hash in its word. */
static inline uint32_t
sieve_all(uint32_t word, uint32_t hash)
{
	return word >> (hash >> SIEVE_BIT & 31) &
	    word >> (hash >> SIEVE_OTHER & 31) &
	    word >> (hash >> SIEVE_THIRD & 31) & 1;
}

/* Of n codes that sieve_mix has gone over, with those behind them. */
static inline struct sieve_found
sieve_narrow(const struct sieve *v, const uint32_t *m, size_t n)
{
	struct sieve_found f = { 0, 0 };
	uint32_t pair, three;
	size_t i;

	for (i = 0; i < n; i++) {
		pair = sieve_pair(m[i], m[i + 1]);
		three = sieve_triple(pair, m[i + 2]);
		f.one |= (uint64_t)sieve_all(v->one[m[i] >> SIEVE_ONE_WORD],
		    m[i]) << i;
		f.more |= (uint64_t)(sieve_all(v->more[pair >> SIEVE_WORD],
		    pair) | sieve_all(v->more[three >> SIEVE_WORD], three)) <<
		    i;
	}
	return f;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* The same, eight at a time. */
#define SIEVE_AVX2	__attribute__((target("avx2")))

/* Each word moved right by five bits of its hash, from bit `place` on. */
SIEVE_AVX2 static inline __m256i
sieve_moved(__m256i word, __m256i hash, int place)
{
	return _mm256_srlv_epi32(word, _mm256_and_si256(
	    _mm256_srli_epi32(hash, place), _mm256_set1_epi32(31)));
}

SIEVE_AVX2 static inline __m256i
sieve_all_wide(const uint32_t *table, int place, __m256i hash)
{
	__m256i word = _mm256_i32gather_epi32((const int *)table,
	    _mm256_srli_epi32(hash, place), 4);

	return _mm256_and_si256(_mm256_and_si256(
	    sieve_moved(word, hash, SIEVE_BIT),
	    sieve_moved(word, hash, SIEVE_OTHER)),
	    sieve_moved(word, hash, SIEVE_THIRD));
}

/* The lowest bit of each lane. */
SIEVE_AVX2 static inline uint64_t
sieve_low(__m256i v)
{
	return (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(
	    _mm256_slli_epi32(v, 31)));
}

SIEVE_AVX2 static inline struct sieve_found
sieve_wide(const struct sieve *v, const uint32_t *m, size_t n)
{
	struct sieve_found f = { 0, 0 };
	__m256i a, b, c, pair, three;
	size_t i;

	for (i = 0; i < n; i += 8) {
		a = _mm256_loadu_si256((const __m256i *)(m + i));
		b = _mm256_loadu_si256((const __m256i *)(m + i + 1));
		c = _mm256_loadu_si256((const __m256i *)(m + i + 2));
		pair = _mm256_add_epi32(a, _mm256_or_si256(
		    _mm256_slli_epi32(b, 16), _mm256_srli_epi32(b, 16)));
		three = _mm256_add_epi32(pair, _mm256_or_si256(
		    _mm256_slli_epi32(c, 8), _mm256_srli_epi32(c, 24)));
		f.one |= sieve_low(sieve_all_wide(v->one, SIEVE_ONE_WORD,
		    a)) << i;
		f.more |= sieve_low(_mm256_or_si256(
		    sieve_all_wide(v->more, SIEVE_WORD, pair),
		    sieve_all_wide(v->more, SIEVE_WORD, three))) << i;
	}
	if (n < SIEVE_BLOCK) {
		f.one &= (UINT64_C(1) << n) - 1;
		f.more &= (UINT64_C(1) << n) - 1;
	}
	return f;
}
#else
#define sieve_wide	sieve_narrow
#endif

#endif
