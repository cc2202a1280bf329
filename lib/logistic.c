#include "logistic.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define LN2_HIGH	0x1.62e42fee00000p-1	/* its last 21 bits are 0 */
#define LN2_LOW		0x1.a39ef35793c76p-33
#define LIMIT		700.0		/* e^700 is 1e304 */

/* 2^n for -1022 <= n <= 1023. */
static double
power_of_two(int n)
{
	uint64_t bits = (uint64_t)(n + 1023) << 52;
	double d;

	memcpy(&d, &bits, sizeof(d));
	return d;
}

double
logistic_exp(double x)
{
	double r, rr, even;
	int n;

	if (x > LIMIT)
		x = LIMIT;
	else if (x < -LIMIT)
		x = -LIMIT;
	/* x = n ln 2 + r, |r| <= ln 2 / 2 */
	n = (int)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
	r = (x - n * LN2_HIGH) - n * LN2_LOW;
	/* e^r = 1 + 2r / (r coth(r/2) - r), the first an even series. */
	rr = r * r;
	even = 2 + rr * (1.0 / 6 - rr * (1.0 / 360 - rr * (1.0 / 15120 -
	    rr * (1.0 / 604800 - rr * (1.0 / 23950080)))));
	return (1 + 2 * r / (even - r)) * power_of_two(n);
}

double
logistic_ln(double x)
{
	double m, y, yy, term, sum = 0;
	int n, i;

	/* x = 2^n m; ln m = 2 artanh((m - 1) / (m + 1)), 0.7 <= m <= 1.41 */
	m = frexp(x, &n);
	if (m < 0.70710678118654752) {
		m *= 2;
		n--;
	}
	y = (m - 1) / (m + 1);
	yy = y * y;
	term = y;
	for (i = 1; i <= 21; i += 2) {
		sum += term / i;
		term *= yy;
	}
	return n * LN2_HIGH + (2 * sum + n * LN2_LOW);
}

double
logistic(double x)
{
	static const double least[] = { 0, 1 };
	/* Of -|x|, which does not overflow: at most 1. */
	double e = logistic_exp(-fabs(x)), one = least[x >= 0];

	/* The sign, which nobody can foretell, decides no branch. */
	return (e > one ? e : one) / (1 + e);
}
