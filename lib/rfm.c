/*
 * Scores of recency, frequency and monetary value. Counting instead of
 * quantiles: no unit, order of input or arithmetic of doubles can matter.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "rfm.h"

/* Order of int64 as order of uint64. */
static uint64_t
as_key(int64_t v)
{
	return (uint64_t)v ^ ((uint64_t)1 << 63);
}

/* Ascending, a byte a pass; bytes that all keys share cost no pass. */
static void
sort_keys(uint64_t *key, size_t n)
{
	uint64_t *spare = mem_table(n * sizeof(*spare));
	uint64_t *from = key, *to = spare, *swap;
	size_t (*count)[256] = mem_array(8, sizeof(*count)), i, at, c;
	unsigned pass;

	for (i = 0; i < n; i++)
		for (pass = 0; pass < 8; pass++)
			count[pass][key[i] >> (8 * pass) & 255]++;
	for (pass = 0; n > 1 && pass < 8; pass++) {
		size_t *start = count[pass];
		unsigned shift = 8 * pass;

		if (start[key[0] >> shift & 255] == n)
			continue;
		for (i = 0, at = 0; i < 256; i++) {
			c = start[i];
			start[i] = at;
			at += c;
		}
		for (i = 0; i < n; i++)
			to[start[from[i] >> shift & 255]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != key)
		memcpy(key, from, n * sizeof(*key));
	free(count);
	mem_table_free(spare, n * sizeof(*spare));
}

void
rfm_scores(const int64_t *value, size_t n, int bins, bool higher,
    uint8_t *score)
{
	uint64_t *key = mem_table(n * sizeof(*key));
	uint64_t *sorted = mem_table(n * sizeof(*sorted));
	uint64_t cut[RFM_BINS_MAX];	/* least key of each score > 1 */
	uint8_t cut_score[RFM_BINS_MAX];
	size_t ncut = 0, i, b, lo, hi, mid;

	/* Worse keys are lower, so that b counts the keys below. */
	for (i = 0; i < n; i++)
		key[i] = higher ? as_key(value[i]) : ~as_key(value[i]);
	if (n > 0)
		memcpy(sorted, key, n * sizeof(*sorted));
	sort_keys(sorted, n);
	for (i = 0, b = 0; i < n; i++) {
		uint8_t s;

		if (i > 0 && sorted[i] != sorted[i - 1])
			b = i;
		s = (uint8_t)(1 + (uint64_t)bins * b / n);
		if (s > 1 && (ncut == 0 || cut_score[ncut - 1] != s)) {
			cut[ncut] = sorted[i];
			cut_score[ncut++] = s;
		}
	}
	for (i = 0; i < n; i++) {
		for (lo = 0, hi = ncut; lo < hi;) {
			mid = (lo + hi) / 2;
			if (cut[mid] <= key[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		score[i] = lo == 0 ? 1 : cut_score[lo - 1];
	}
	mem_table_free(key, n * sizeof(*key));
	mem_table_free(sorted, n * sizeof(*sorted));
}
