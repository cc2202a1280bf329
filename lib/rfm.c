/*
 * Scores of recency, frequency and monetary value. Counting instead of
 * quantiles: no unit, order of input or arithmetic of doubles can matter.
 */
#include <string.h>

#include "mem.h"
#include "radix.h"
#include "rfm.h"

/* Order of int64 as order of uint64. */
static uint64_t
as_key(int64_t v)
{
	return (uint64_t)v ^ ((uint64_t)1 << 63);
}

static int64_t
as_value(uint64_t key)
{
	return (int64_t)(key ^ ((uint64_t)1 << 63));
}

void
rfm_sort(int64_t *value, size_t n)
{
	uint64_t *key = (uint64_t *)value;
	size_t i;

	for (i = 0; i < n; i++)
		key[i] = as_key(value[i]);
	radix_sort(key, n);
	for (i = 0; i < n; i++)
		value[i] = as_value(key[i]);
}

void
rfm_cuts(struct rfm_cuts *c, const int64_t *value, size_t n, int bins,
    bool higher)
{
	uint64_t *key = mem_table(n * sizeof(*key));
	size_t i, b = 0;
	int score;

	*c = (struct rfm_cuts){ .bins = bins, .best = 1, .higher = higher };
	/* Worse keys are lower, so that b counts the keys below. */
	for (i = 0; i < n; i++)
		key[i] = higher ? as_key(value[i]) : ~as_key(value[i]);
	radix_sort(key, n);
	for (i = 0; i < n; i++) {
		if (i > 0 && key[i] != key[i - 1])
			b = i;
		score = (int)(1 + (uint64_t)bins * b / n);
		while (c->best < score)
			c->at[++c->best] = as_value(higher ? key[i] : ~key[i]);
	}
	mem_table_free(key, n * sizeof(*key));
}

void
rfm_scores(const struct rfm_cuts *c, const int64_t *value, size_t n,
    uint8_t *score)
{
	uint64_t cut[RFM_BINS_MAX + 1], flip = c->higher ? 0 : UINT64_MAX, k;
	int lo, hi, mid, s;
	size_t i;

	for (s = 2; s <= c->best; s++)
		cut[s] = as_key(c->at[s]) ^ flip;
	for (i = 0; i < n; i++) {
		k = as_key(value[i]) ^ flip;
		for (lo = 1, hi = c->best; lo < hi;) {
			mid = (lo + hi + 1) / 2;
			if (cut[mid] <= k)
				lo = mid;
			else
				hi = mid - 1;
		}
		score[i] = (uint8_t)lo;
	}
}

size_t
rfm_top(const int64_t *value, size_t n, int64_t share, int64_t *least)
{
	int64_t *sorted = mem_table(n * sizeof(*sorted));
	size_t i, begin, top = 0;

	memcpy(sorted, value, n * sizeof(*sorted));
	rfm_sort(sorted, n);
	for (i = n; i > 0 && sorted[i - 1] > 0; i = begin) {
		begin = i - 1;
		while (begin > 0 && sorted[begin - 1] == sorted[i - 1])
			begin--;
		if ((uint64_t)(n - begin) * RFM_WHOLE > (uint64_t)share * n)
			break;
		top = n - begin;
		*least = sorted[begin];
	}
	mem_table_free(sorted, n * sizeof(*sorted));
	return top;
}
