/*
 * The tail of the binomial distribution against a bound, on the right side of
 * it whatever the rounding.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "binomial.h"
#include "mem.h"
#include "num.h"

#define BOUND	20	/* 1 / 0.05 */

/*
 * The logarithm of P(X >= k) for k / n > a / b, where the terms fall; *doubt
 * becomes the sum of what was added up, which its error is a fraction of.
 */
static double
log_tail(uint64_t n, uint64_t k, uint64_t a, uint64_t b, double *doubt)
{
	double dn = (double)n, dk = (double)k, p = (double)a / (double)b;
	double q = (double)(b - a) / (double)b, sum = 1, term = 1, i;
	const double part[5] = { lgamma(dn + 1), -lgamma(dk + 1),
	    -lgamma(dn - dk + 1), dk * log(p), (dn - dk) * log(q) };
	double at = 0;
	int j;

	if (k == n)
		return *doubt = fabs(part[3]) + 1, part[3];
	*doubt = 1;
	for (j = 0; j < 5; j++) {
		at += part[j];
		*doubt += fabs(part[j]);
	}
	for (i = dk; i < dn && term > sum * 1e-18; i++) {
		term *= (dn - i) / (i + 1) * (p / q);
		sum += term;
	}
	return at + log(sum);
}

/* A whole number, 32 bits a limb, the lowest first. */
struct whole {
	uint32_t	*limb;
	size_t		 n, cap;
};

static void
put(struct whole *w, uint32_t limb)
{
	w->limb = mem_room(w->limb, w->n + 1, &w->cap, sizeof(*w->limb));
	w->limb[w->n++] = limb;
}

static void
multiply(struct whole *w, uint64_t by)
{
	uint128 carry = 0;
	size_t i;

	for (i = 0; i < w->n; i++) {
		carry += (uint128)w->limb[i] * by;
		w->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	for (; carry != 0; carry >>= 32)
		put(w, (uint32_t)carry);
}

/* by divides w. */
static void
divide(struct whole *w, uint64_t by)
{
	uint128 rest = 0;
	size_t i;

	for (i = w->n; i > 0; i--) {
		rest = rest << 32 | w->limb[i - 1];
		w->limb[i - 1] = (uint32_t)(rest / by);
		rest %= by;
	}
	while (w->n > 0 && w->limb[w->n - 1] == 0)
		w->n--;
}

static void
add(struct whole *w, const struct whole *other)
{
	uint64_t carry = 0;
	size_t i;

	for (i = 0; i < other->n || carry != 0; i++) {
		if (i == w->n)
			put(w, 0);
		carry += (uint64_t)w->limb[i] +
		    (i < other->n ? other->limb[i] : 0);
		w->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

static int
compare(const struct whole *a, const struct whole *b)
{
	size_t i;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (i = a->n; i > 0; i--)
		if (a->limb[i - 1] != b->limb[i - 1])
			return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
	return 0;
}

static void
power(struct whole *w, uint64_t base, uint64_t times)
{
	while (times-- > 0)
		multiply(w, base);
}

/*
 * P(X >= k) = sum over j = 0..n-k of C(k+j-1, j) p^k q^j: the k-th success
 * comes at trial k + j. Times b^n that is a^k times a polynomial in b.
 */
static bool
exactly(uint64_t n, uint64_t k, uint64_t a, uint64_t b, uint64_t times)
{
	struct whole sum = { 0 }, term = { 0 }, all = { 0 };
	uint64_t j;
	bool rare;

	put(&sum, 1);
	put(&term, 1);
	put(&all, 1);
	for (j = 1; j <= n - k; j++) {
		multiply(&term, b - a);
		multiply(&term, k + j - 1);
		divide(&term, j);
		multiply(&sum, b);
		add(&sum, &term);
	}
	power(&sum, a, k);
	multiply(&sum, times);
	multiply(&sum, BOUND);
	power(&all, b, n);
	rare = compare(&sum, &all) <= 0;
	free(sum.limb);
	free(term.limb);
	free(all.limb);
	return rare;
}

/*
 * k <= n a / b: the median of a binomial is at least floor(n a / b), so the
 * tail is at least 1/2.
 */
static bool
is_common(uint64_t n, uint64_t k, uint64_t a, uint64_t b)
{
	return (uint128)k * b <= (uint128)n * a;
}

static uint64_t
divisor(uint64_t a, uint64_t b)
{
	uint64_t rest;

	for (; b != 0; b = rest) {
		rest = a % b;
		a = b;
	}
	return a;
}

bool
binomial_rare(uint64_t n, uint64_t k, uint64_t a, uint64_t b, uint64_t times)
{
	double at, doubt;
	uint64_t g;

	if (is_common(n, k, a, b))
		return false;
	at = log_tail(n, k, a, b, &doubt) + log((double)times) + log(BOUND);
	/* Each part of the sum is good to some units in its last place. */
	if (fabs(at) > 1e-14 * doubt + 1e-10)
		return at < 0;
	g = divisor(a, b);
	return exactly(n, k, a / g, b / g, times);
}

double
binomial_tail(uint64_t n, uint64_t k, uint64_t a, uint64_t b)
{
	double doubt, p = (double)a / (double)b, q = 1 - p, term, sum = 0, i;
	double dn = (double)n;

	if (k == 0 || a == b)
		return 1;
	if (!is_common(n, k, a, b))
		return exp(log_tail(n, k, a, b, &doubt));
	/* 1 - P(X <= k - 1): from k - 1 down the terms fall. */
	i = (double)k - 1;
	term = exp(lgamma(dn + 1) - lgamma(i + 1) - lgamma(dn - i + 1) +
	    i * log(p) + (dn - i) * log(q));
	for (; i >= 0 && term > sum * 1e-18; i--) {
		sum += term;
		term *= i / (dn - i + 1) * (q / p);
	}
	return 1 - sum;
}
