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

/* The share counted one by one: who is in it when it is as large as can be. */
static void
check_top(const int64_t *v, size_t n, int64_t share)
{
	int64_t least = 0, want = 0;
	size_t top = rfm_top(v, n, share, &least), most = 0, i, k, better;

	for (i = 0; i < n; i++) {
		for (k = 0, better = 0; k < n; k++)
			better += v[k] >= v[i];
		if (v[i] > 0 && better > most && (uint64_t)better *
		    RFM_WHOLE <= (uint64_t)share * n) {
			most = better;
			want = v[i];
		}
	}
	CHECK_INT(top, most);
	CHECK_INT(least, want);
}

static void
top(void)
{
	static const int64_t share[] = { 1, 9999, 25000, 100000, 333333,
	    333334, 500000, 999999, RFM_WHOLE };
	static const int64_t edge[] = { INT64_MAX, 5, INT64_MIN, 5, 0, -1,
	    INT64_MAX, 1 };
	int64_t v[60];
	size_t i, k, n, distinct;

	for (i = 0; i < sizeof(share) / sizeof(share[0]); i++) {
		for (n = 0; n <= 8; n++)
			check_top(edge, n, share[i]);
		for (distinct = 1; distinct < 60; distinct += 7) {
			for (k = 0; k < 60; k++)
				v[k] = (int64_t)(next() % distinct) - 2;
			check_top(v, 60, share[i]);
		}
	}
}

int
main(void)
{
	RUN(all_bins);
	RUN(ties);
	RUN(small);
	RUN(top);
	return UNIT_STATUS();
}
