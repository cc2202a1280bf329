/*
 * Made-up orders of customers who come back and leave, for `make bench`:
 *	genclv CUSTOMERS	user_id,time,amount
 * As the models of crm-rfm --clv have it: a first order at any time of the
 * first 130 weeks of three years, further ones at a rate of the customer's own,
 * gamma(0.6, 9 weeks); after each, with a chance of their own, beta(1.1, 2.6),
 * they are gone. The value of an order is gamma(6, nu), nu is gamma(4, 60).
 * A million customers have 2,859,695 orders, which come in the order of time.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define WEEKS	156.0
#define ORDERS	400	/* of a customer at most */

struct random {
	uint64_t	state;
};

struct order {
	uint32_t	customer;
	float		time;		/* weeks */
	float		value;
};

/* Above 0 and below 1 (splitmix64). */
static double
uniform(struct random *r)
{
	uint64_t x = r->state += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return ((double)((x ^ x >> 31) >> 12) + 0.5) / 4503599627370496.0;
}

static double
normal(struct random *r)
{
	return sqrt(-2 * log(uniform(r))) *
	    cos(6.283185307179586 * uniform(r));
}

/* Marsaglia and Tsang (2000): a gamma variate of this shape and scale 1. */
static double
gamma_of(struct random *r, double shape)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, x, v;

	do {
		x = normal(r);
		v = 1 + x / sqrt(9 * d);
		v = v * v * v;
	} while (v <= 0 || log(uniform(r)) >= x * x / 2 + d - d * v +
	    d * log(v));
	return shape < 1 ? d * v * pow(uniform(r), 1 / shape) : d * v;
}

static double
beta_of(struct random *r, double a, double b)
{
	double x = gamma_of(r, a);

	return x / (x + gamma_of(r, b));
}

/* The orders of one customer; how many. */
static size_t
live(struct random *r, uint32_t customer, struct order *o)
{
	double rate = gamma_of(r, 0.6) / 9, leaves = beta_of(r, 1.1, 2.6);
	double nu = gamma_of(r, 4) / 60, t = uniform(r) * 130;
	size_t n = 0;

	while (t < WEEKS && n < ORDERS) {
		o[n++] = (struct order){ customer, (float)t,
		    (float)(gamma_of(r, 6) / nu) };
		if (uniform(r) < leaves)
			break;
		t -= log(uniform(r)) / rate;
	}
	return n;
}

static int
by_time(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->time < y->time || x->time > y->time)
		return x->time < y->time ? -1 : 1;
	return x->customer < y->customer ? -1 : x->customer > y->customer;
}

/* From 2021-01-01; none of the three years is a leap year. */
static void
print_order(const struct order *o)
{
	static const int month_days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int day = (int)(o->time * 7), year = 2021 + day / 365, month = 0;

	for (day %= 365; day >= month_days[month]; month++)
		day -= month_days[month];
	printf("c%07u,%d-%02d-%02d,%.2f\n", (unsigned)o->customer, year,
	    month + 1, day + 1, o->value < 0.01f ? 0.01 : (double)o->value);
}

int
main(int argc, char **argv)
{
	struct random r = { 20260101 };
	size_t n = 0, room = 0, i;
	struct order *o = NULL;
	uint32_t customers, c;

	if (argc != 2)
		return 2;
	customers = (uint32_t)strtoul(argv[1], NULL, 10);
	for (c = 0; c < customers; c++) {
		if (n + ORDERS > room) {
			room = 2 * room + ORDERS;
			o = realloc(o, room * sizeof(*o));
			if (o == NULL)
				return 3;
		}
		n += live(&r, c, o + n);
	}
	if (n > 0)
		qsort(o, n, sizeof(*o), by_time);
	puts("user_id,time,amount");
	for (i = 0; i < n; i++)
		print_order(&o[i]);
	free(o);
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}
