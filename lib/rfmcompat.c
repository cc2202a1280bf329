/*
 * Scores in doubles, as the R package rfm 0.3.0 has them. Products, sums and
 * comparisons are in its sequence, for the last bit of a limit decides where a
 * customer belongs who stands on it.
 */
#include <math.h>
#include <string.h>

#include "mem.h"
#include "rfmcompat.h"

#define UNITS	0x1p66		/* in 1 */

int128
rfmcompat_units(int64_t amount)
{
	uint128 n = amount < 0 ? -(uint128)amount : (uint128)amount, q, rest;
	int128 units;
	unsigned shift;

	/* Both are exact as doubles, so the quotient is rounded once. */
	if (n <= (uint128)1 << 53)
		return (int128)((double)amount / MONEY_UNIT * UNITS);
	for (shift = 0; n < (uint128)MONEY_UNIT << 52; shift++)
		n <<= 1;
	q = n / MONEY_UNIT;
	rest = n % MONEY_UNIT * 2;
	if (rest > MONEY_UNIT || (rest == MONEY_UNIT && q % 2 != 0))
		q++;
	units = (int128)(q << (66 - shift));
	return amount < 0 ? -units : units;
}

void
rfmcompat_add(int128 *sum, int64_t amount)
{
	*sum = (int128)((uint128)*sum + (uint128)rfmcompat_units(amount));
}

double
rfmcompat_double(int128 units)
{
	return (double)units / UNITS;
}

/* Negative doubles are in the order of their magnitudes, the wrong one. */
int64_t
rfmcompat_key(double v)
{
	int64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	return bits < 0 ? INT64_MIN - bits : bits;
}

double
rfmcompat_of_key(int64_t key)
{
	int64_t bits = key < 0 ? INT64_MIN - key : key;
	double v;

	memcpy(&v, &bits, sizeof(v));
	return v;
}

static double
as_double(enum rfmcompat_measure what, int64_t value)
{
	return what == RFMCOMPAT_SUM ? rfmcompat_of_key(value) :
	    (double)value;
}

/*
 * limit[k] for k = 1..bins - 1: where bin k + 1 begins, counted from the
 * lowest values.
 */
static void
make_limits(double *limit, enum rfmcompat_measure what, const int64_t *value,
    size_t n, int bins)
{
	int64_t *x = mem_table(n * sizeof(*x));
	double p, index, h, low, high;
	int k;

	memcpy(x, value, n * sizeof(*x));
	rfm_sort(x, n);
	for (k = 1; k < bins; k++) {
		p = k * (1.0 / bins);
		index = 1 + (double)(n - 1) * p;
		h = index - floor(index);
		low = as_double(what, x[(size_t)floor(index) - 1]);
		high = as_double(what, x[(size_t)ceil(index) - 1]);
		if (h > 0 && low != high)
			low = (1 - h) * low + h * high;
		limit[k] = low + 1;
	}
	mem_table_free(x, n * sizeof(*x));
}

/*
 * The lowest amount whose double is at least v, which is 1 above some sum;
 * false when it is out of range. A double has several amounts where its ULP is
 * above 1/10000.
 */
static bool
amount_of(double v, int64_t *amount)
{
	double up = ceil(v * MONEY_UNIT);

	if (up >= 0x1p63)
		return false;
	for (*amount = (int64_t)up; rfmcompat_double(rfmcompat_units(*amount))
	    < v; (*amount)++)
		;
	while (rfmcompat_double(rfmcompat_units(*amount - 1)) >= v)
		--*amount;
	return true;
}

/* The cut that stands for a limit; false when no value can reach it. */
static bool
cut_of(enum rfmcompat_measure what, double limit, int64_t *cut)
{
	if (what == RFMCOMPAT_SUM)
		return amount_of(limit, cut);
	/* Days are better below the limit, orders from it on. */
	*cut = (int64_t)ceil(limit) - (what == RFMCOMPAT_DAYS);
	return true;
}

void
rfmcompat_scores(struct rfm_cuts *c, enum rfmcompat_measure what,
    const int64_t *value, size_t n, uint8_t *score)
{
	struct rfm_cuts keys = { .bins = c->bins, .best = c->bins,
	    .higher = true };
	double limit[RFM_BINS_MAX + 1], from = INFINITY;
	int k, s;

	*c = (struct rfm_cuts){ .bins = c->bins, .best = c->bins,
	    .higher = what != RFMCOMPAT_DAYS, .limits = true };
	make_limits(limit, what, value, n, c->bins);
	for (k = c->bins - 1; k > 0; k--) {
		s = c->higher ? k + 1 : c->bins + 1 - k;
		c->limit[s] = limit[k];
		/*
		 * Rounding may leave a limit above the next: the package looks
		 * for the last bin that a value fits.
		 */
		from = fmin(from, limit[k]);
		keys.at[k + 1] = rfmcompat_key(from);
		if (!cut_of(what, from, &c->at[s]))
			c->best = s - 1;
	}
	rfm_scores(what == RFMCOMPAT_SUM ? &keys : c, value, n, score);
}
