#ifndef CRM_RFMCOMPAT_H
#define CRM_RFMCOMPAT_H

#include "money.h"
#include "rfm.h"

/*
 * The arithmetic of the R package rfm 0.3.0 (rfm_table_order and
 * rfm_table_customer): --compat=r-rfm. Amounts are doubles there, and limits
 * are quantiles in doubles; here alone a measure is not an integer.
 */

/*
 * The double nearest to an amount, in units of 2^-66: every double of a
 * multiple of 1/10000 is a whole number of them (ULP of 0.0001 is 2^-66). So
 * sums are exact, in any order, as long as the last is below 2^61.
 */
int128	rfmcompat_units(int64_t amount);
/* Add that to a sum; sums are modulo 2^128, so only the last must fit. */
void	rfmcompat_add(int128 *sum, int64_t amount);
/* A sum of those, rounded once to a double. */
double	rfmcompat_double(int128 units);
/* A double, not NaN, as an integer in the same order, and back. */
int64_t	rfmcompat_key(double v);
double	rfmcompat_of_key(int64_t key);

enum rfmcompat_measure {	/* what value[] holds */
	RFMCOMPAT_DAYS,		/* recency: lower is better */
	RFMCOMPAT_COUNT,	/* frequency */
	RFMCOMPAT_SUM		/* monetary: rfmcompat_key */
};

/*
 * Scores 1..c->bins of n > 0 values: quantiles of type 7 (Hyndman and Fan 1996)
 * at k * (1 / bins), and 1 more, begin the bins 2, 3, ... c becomes the cuts
 * that are nearest to these limits, in days, orders or 1/10000, and the limits.
 */
void	rfmcompat_scores(struct rfm_cuts *c, enum rfmcompat_measure what,
	    const int64_t *value, size_t n, uint8_t *score);

#endif
