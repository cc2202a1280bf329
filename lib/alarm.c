#include "alarm.h"

#ifdef __SSE2__
#include <emmintrin.h>

/* What is in the slots of eight cells. */
static inline __m128i
eight(const uint16_t *slot, const uint32_t *cell)
{
	__m128i v = _mm_cvtsi32_si128(slot[(uint16_t)cell[0]]);

	v = _mm_insert_epi16(v, slot[(uint16_t)cell[1]], 1);
	v = _mm_insert_epi16(v, slot[(uint16_t)cell[2]], 2);
	v = _mm_insert_epi16(v, slot[(uint16_t)cell[3]], 3);
	v = _mm_insert_epi16(v, slot[(uint16_t)cell[4]], 4);
	v = _mm_insert_epi16(v, slot[(uint16_t)cell[5]], 5);
	v = _mm_insert_epi16(v, slot[(uint16_t)cell[6]], 6);
	return _mm_insert_epi16(v, slot[(uint16_t)cell[7]], 7);
}

/* The upper bits of eight cells. */
static inline __m128i
upper(const uint32_t *cell)
{
	return _mm_packs_epi32(
	    _mm_srli_epi32(_mm_loadu_si128((const void *)cell), 16),
	    _mm_srli_epi32(_mm_loadu_si128((const void *)(cell + 4)), 16));
}

int64_t
alarm_sum(const uint16_t *slot, const uint32_t *cell, size_t n)
{
	__m128i sum = _mm_setzero_si128(), v, q;
	int32_t part[4];
	size_t i;

	for (i = 0; i < n; i += ALARM_FILL) {
		v = eight(slot, cell + i);
		q = _mm_and_si128(_mm_cmpeq_epi16(_mm_srli_epi16(v, 8),
		    upper(cell + i)), _mm_slli_epi16(v, 8));
		q = _mm_srai_epi16(q, 8);
		sum = _mm_add_epi32(sum, _mm_madd_epi16(q, _mm_max_epi16(q,
		    _mm_sub_epi16(_mm_setzero_si128(), q))));
	}
	_mm_storeu_si128((void *)part, sum);
	return (int64_t)part[0] + part[1] + part[2] + part[3];
}
#else
int64_t
alarm_sum(const uint16_t *slot, const uint32_t *cell, size_t n)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += alarm_weight(slot, cell[i]);
	return sum;
}
#endif
