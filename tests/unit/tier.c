/* Percentiles, shares, medians and states against counting one by one. */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pairs.h"
#include "stamp.h"
#include "tier.h"
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

static void
check_ranks(const int64_t *v, size_t n)
{
	uint32_t rank[64], want;
	size_t i, k;

	tier_ranks(v, n, rank);
	for (i = 0; i < n; i++) {
		want = 0;
		for (k = 0; k < n && v[i] > 0; k++)
			want += v[k] < v[i] ? 2 : v[k] == v[i];
		CHECK_INT(rank[i], want);
	}
}

static void
ranks(void)
{
	static const int64_t edge[] = { 0, -5, 3, 3, 0, 7, INT64_MAX - 1,
	    INT64_MIN, 3 };
	int64_t v[60];
	size_t n, k;

	for (n = 0; n <= 9; n++)
		check_ranks(edge, n);
	for (n = 1; n < 60; n += 7) {
		for (k = 0; k < 60; k++)
			v[k] = (int64_t)(next() % n) - 1;
		check_ranks(v, 60);
	}
}

static void
top(void)
{
	static const int64_t v[] = { 9, 7, 7, 5, 0, 0, -1, 0 };
	int64_t least;

	CHECK_INT(tier_top(v, 8, 8, 1, 8, &least), 1);
	CHECK_INT(least, 9);
	/* 7 and 7 fit together or not at all, and then 5 does not either. */
	CHECK_INT(tier_top(v, 8, 8, 2, 8, &least), 1);
	CHECK_INT(tier_top(v, 8, 8, 3, 8, &least), 3);
	CHECK_INT(least, 7);
	CHECK_INT(tier_top(v, 8, 8, 1, 1, &least), 4);
	CHECK_INT(tier_top(v, 8, 8, 0, 1, &least), 0);
	CHECK(least == INT64_MAX);
	CHECK_INT(tier_top(v, 0, 0, 1, 1, &least), 0);
}

static void
median(void)
{
	static const int64_t v[] = { 0, 4, 8, 0, 6, -3, 2 };

	CHECK_INT(tier_median(v, 7), 4);
	CHECK_INT(tier_median(v, 6), 6);
	CHECK_INT(tier_median(v, 2), 4);
	CHECK_INT(tier_median(v, 1), 0);
	CHECK_INT(tier_median(v, 0), 0);
}

static enum lifecycle
life(int32_t first, int32_t last, int32_t early, int32_t before, bool left)
{
	const struct life_days d = { first, last, early, before, left };

	return tier_lifecycle(&d, 1000, 30, 180);
}

static void
lifecycle(void)
{
	const int32_t none = DAY_NONE;

	CHECK_INT(life(none, none, none, none, false), LIFE_NONE);
	CHECK_INT(life(971, 971, 971, none, false), LIFE_NEW);
	CHECK_INT(life(971, 971, 971, none, true), LIFE_CHURNED);
	CHECK_INT(life(970, 970, none, 970, false), LIFE_DORMANT);
	CHECK_INT(life(800, 821, none, 821, false), LIFE_DORMANT);
	CHECK_INT(life(800, 820, none, 820, false), LIFE_CHURNED);
	CHECK_INT(life(800, 1000, 990, 960, false), LIFE_ACTIVE);
	CHECK_INT(life(800, 1000, 990, 959, false), LIFE_RESURRECTED);
}

/* Every pair as often as it was added, whatever was merged on the way. */
static void
counts(void)
{
	enum { A = 9, B = 7, ADDED = 300000 };
	uint64_t want[A][B] = { { 0 } };
	struct pairs ps = { 0 };
	const struct pair *p;
	uint32_t a, b;
	size_t i, n, seen = 0;

	for (i = 0; i < ADDED; i++) {
		a = (uint32_t)(next() % A);
		b = (uint32_t)(next() % B) * 1000003;
		if (a == 4)
			continue;
		want[a][b / 1000003]++;
		pairs_add(&ps, a, b);
	}
	pairs_finish(&ps, A + 1);
	for (a = 0; a <= A; a++) {
		p = pairs_of(&ps, a, &n);
		for (i = 0; i < n; i++, seen++) {
			CHECK_INT(p[i].a, a);
			CHECK(i == 0 || p[i].b > p[i - 1].b);
			CHECK_INT(p[i].n, want[a][p[i].b / 1000003]);
		}
	}
	CHECK_INT(seen, (A - 1) * B);
	pairs_free(&ps);
	pairs_finish(&ps, 3);
	CHECK((pairs_of(&ps, 1, &n), n == 0));
	pairs_free(&ps);
}

/* The same with many different ones, so that their room grows. */
static void
many_counts(void)
{
	enum { A = 600, B = 1000, ADDED = 1000000 };
	uint32_t *want = mem_array(A * B, sizeof(*want)), a, b;
	struct pairs ps = { 0 };
	const struct pair *p;
	size_t i, n, seen = 0, wrong = 0, different = 0;

	memset(want, 0, A * B * sizeof(*want));
	for (i = 0; i < ADDED; i++) {
		a = (uint32_t)(next() % A);
		b = (uint32_t)(next() % B);
		different += want[a * B + b]++ == 0;
		pairs_add(&ps, a, b);
	}
	pairs_finish(&ps, A);
	for (a = 0; a < A; a++) {
		p = pairs_of(&ps, a, &n);
		for (i = 0; i < n; i++, seen++)
			wrong += p[i].a != a || p[i].n != want[a * B + p[i].b];
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(seen, different);
	pairs_free(&ps);
	free(want);
}

int
main(void)
{
	RUN(ranks);
	RUN(top);
	RUN(median);
	RUN(lifecycle);
	RUN(counts);
	RUN(many_counts);
	return UNIT_STATUS();
}
