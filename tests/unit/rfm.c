/* Scores against the formula of definitions.md 3.3, counted one by one. */
#include <stdlib.h>

#include "mem.h"
#include "rfm.h"
#include "unit.h"

static uint64_t state = 88172645463325252u;

static uint64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int
score_of(const int64_t *v, size_t n, int bins, bool higher, size_t i)
{
	size_t k, worse = 0;

	for (k = 0; k < n; k++)
		worse += higher ? v[k] < v[i] : v[k] > v[i];
	return 1 + (int)((size_t)bins * worse / n);
}

static void
check(const int64_t *v, size_t n, int bins)
{
	uint8_t *score = mem_array(n, 1);
	struct rfm_cuts cuts;
	size_t i, wrong = 0;
	int higher;

	for (higher = 0; higher < 2; higher++) {
		rfm_cuts(&cuts, v, n, bins, higher == 1);
		rfm_scores(&cuts, v, n, score);
		for (i = 0; i < n; i++)
			wrong += score[i] !=
			    score_of(v, n, bins, higher == 1, i);
	}
	CHECK_INT(wrong, 0);
	free(score);
}

static void
check_random(size_t n, int bins, uint64_t distinct, bool wide)
{
	int64_t *v = mem_array(n, sizeof(*v));
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = wide ? (int64_t)next() :
		    (int64_t)(next() % distinct) - (int64_t)(distinct / 2);
	check(v, n, bins);
	free(v);
}

static void
all_bins(void)
{
	int bins;

	for (bins = 2; bins <= RFM_BINS_MAX; bins++) {
		check_random(1 + next() % 300, bins, 1000, false);
		check_random(1 + next() % 300, bins, 0, true);
	}
}

static void
ties(void)
{
	int bins;
	uint64_t distinct;

	for (bins = 2; bins <= 10; bins++)
		for (distinct = 1; distinct < 12; distinct++)
			check_random(257, bins, distinct, false);
}

static void
small(void)
{
	static const int64_t edge[] = { INT64_MIN, INT64_MAX, 0, -1, 1,
	    INT64_MIN, INT64_MAX };
	struct rfm_cuts cuts;
	uint8_t none;
	size_t n;
	int bins;

	rfm_cuts(&cuts, edge, 0, 5, true);
	rfm_scores(&cuts, edge, 0, &none);
	CHECK_INT(cuts.best, 1);
	for (n = 1; n <= 7; n++)
		for (bins = 2; bins <= RFM_BINS_MAX; bins++)
			check(edge, n, bins);
}

int
main(void)
{
	RUN(all_bins);
	RUN(ties);
	RUN(small);
	return UNIT_STATUS();
}
