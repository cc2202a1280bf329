/* Doubles and scores of the R package, by strtod and by its own loops. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "mem.h"
#include "rfmcompat.h"
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

static double
as_read(int64_t amount)
{
	char text[MONEY_MAX];

	text[money_print(amount, text)] = '\0';
	return strtod(text, NULL);
}

static bool
same_double(int64_t amount)
{
	int128 units = rfmcompat_units(amount);
	double v = as_read(amount);

	return rfmcompat_double(units) == v && rfmcompat_of_key(
	    rfmcompat_key(v)) == v && units == (int128)(v * 0x1p66);
}

/* The double of an amount is the one that its text is read as. */
static void
check_units(void)
{
	static const int64_t edge[] = { 0, 1, 3, 1000, 9999, 12345,
	    (int64_t)1 << 53, ((int64_t)1 << 53) + 1, INT64_MAX,
	    INT64_MAX - 4095, INT64_MIN + 1, INT64_MIN };
	size_t i, wrong = 0;

	for (i = 0; i < sizeof(edge) / sizeof(edge[0]); i++)
		wrong += !same_double(edge[i]);
	for (i = 0; i < 20000; i++)
		wrong += !same_double((int64_t)next() >> (next() % 64));
	CHECK_INT(wrong, 0);
}

static void
check_sums(void)
{
	int128 tenths = rfmcompat_units(1000) + rfmcompat_units(2000);

	CHECK(rfmcompat_double(tenths) == 0.1 + 0.2);
	CHECK(rfmcompat_double(tenths) != 0.3);
	CHECK(rfmcompat_double(tenths - rfmcompat_units(3000)) == 0x1p-55);
	CHECK(rfmcompat_double(tenths - tenths) == 0);
	/* Ten times 0.1 is 1 when it is rounded once, not when ten times. */
	CHECK(rfmcompat_double(10 * rfmcompat_units(1000)) == 1);
}

static void
check_keys(void)
{
	static const double rising[] = { -1e300, -2, -1.5, -0x1p-66, 0,
	    0x1p-66, 0.1, 0.30000000000000004, 1e15 };
	size_t i;

	for (i = 1; i < sizeof(rising) / sizeof(rising[0]); i++)
		CHECK(rfmcompat_key(rising[i - 1]) <
		    rfmcompat_key(rising[i]));
	CHECK(rfmcompat_key(-0.0) == rfmcompat_key(0.0));
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The scores of n doubles, by the sequence of steps of the package. */
static void
package(const double *value, size_t n, int bins, bool higher, uint8_t *score)
{
	double *x = mem_array(n, sizeof(*x));
	double from[RFM_BINS_MAX + 1], at, h, q;
	size_t i, lo, hi;
	int k;

	for (i = 0; i < n; i++)
		x[i] = value[i];
	qsort(x, n, sizeof(*x), compare);
	from[0] = x[0];
	from[bins] = x[n - 1] + 1;
	for (k = 1; k < bins; k++) {
		at = 1 + (double)(n - 1) * (k * (1.0 / bins));
		lo = (size_t)floor(at);
		hi = (size_t)ceil(at);
		h = at - (double)lo;
		q = x[lo - 1];
		if (at > (double)lo && x[hi - 1] != q)
			q = (1 - h) * q + h * x[hi - 1];
		from[k] = q + 1;
	}
	for (k = 0; k < bins; k++)
		for (i = 0; i < n; i++)
			if (value[i] >= from[k] && value[i] < from[k + 1])
				score[i] = (uint8_t)(higher ? k + 1 :
				    bins - k);
	free(x);
}

/* n values of few kinds, as a measure and as doubles. */
static void
check_scores(enum rfmcompat_measure what, size_t n, int bins)
{
	int64_t *value = mem_array(n, sizeof(*value));
	double *v = mem_array(n, sizeof(*v));
	uint8_t *score = mem_array(n, 1), *want = mem_array(n, 1);
	struct rfm_cuts c = { .bins = bins };
	size_t i, wrong = 0;

	for (i = 0; i < n; i++) {
		value[i] = (int64_t)(next() % (2 + next() % 40));
		v[i] = (double)value[i];
		if (what == RFMCOMPAT_SUM) {
			v[i] = as_read(value[i] * 3001 - 20000);
			if (next() % 4 == 0)
				v[i] = nextafter(v[i], 10);
			value[i] = rfmcompat_key(v[i]);
		}
	}
	package(v, n, bins, what != RFMCOMPAT_DAYS, want);
	rfmcompat_scores(&c, what, value, n, score);
	for (i = 0; i < n; i++)
		wrong += score[i] != want[i];
	/* As given cuts they score the same, where a value is whole. */
	if (what != RFMCOMPAT_SUM)
		rfm_scores(&c, value, n, score);
	for (i = 0; i < n; i++)
		wrong += score[i] != want[i];
	CHECK_INT(wrong, 0);
	free(value);
	free(v);
	free(score);
	free(want);
}

/* The cut for a limit: the lowest amount whose double reaches it. */
static void
check_cuts(void)
{
	static const double low[] = { -922337203685477.5, -1.3, 0.1, 0.29, 0.7,
	    254.8, 123456789012.3456, 922337203685476.5 };
	struct rfm_cuts c;
	uint8_t score;
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof(low) / sizeof(low[0]); i++) {
		c = (struct rfm_cuts){ .bins = 2 };
		v = rfmcompat_key(low[i]);
		rfmcompat_scores(&c, RFMCOMPAT_SUM, &v, 1, &score);
		CHECK_INT(score, 1);
		CHECK_INT(c.best, 2);
		CHECK(c.limit[2] == low[i] + 1);
		CHECK(as_read(c.at[2]) >= c.limit[2]);
		CHECK(as_read(c.at[2] - 1) < c.limit[2]);
	}
	/* One above the highest amount is none. */
	c = (struct rfm_cuts){ .bins = 2 };
	v = rfmcompat_key(922337203685477.5);
	rfmcompat_scores(&c, RFMCOMPAT_SUM, &v, 1, &score);
	CHECK_INT(c.best, 1);
}

static void
check_random(void)
{
	size_t n;
	int bins;

	for (bins = 2; bins <= RFM_BINS_MAX; bins += bins < 12 ? 1 : 11)
		for (n = 1; n < 60; n += 1 + n / 5) {
			check_scores(RFMCOMPAT_DAYS, n, bins);
			check_scores(RFMCOMPAT_COUNT, n, bins);
			check_scores(RFMCOMPAT_SUM, n, bins);
		}
}

int
main(void)
{
	RUN(check_units);
	RUN(check_sums);
	RUN(check_keys);
	RUN(check_cuts);
	RUN(check_random);
	return UNIT_STATUS();
}
