#ifndef CRM_CLV_H
#define CRM_CLV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How often customers will come back (definitions.md 3.3): while alive they
 * buy as a Poisson process with a rate of their own, gamma(r, alpha) over the
 * customers, and after a purchase they may be gone for good with a probability
 * of their own, beta(a, b). Time is in any unit, the same everywhere.
 *
 *	BG/NBD	Fader, Hardie and Lee, Marketing Science 24 (2005) 275-284:
 *		nobody leaves before the first repeat order
 *	MBG/NBD	Batislam, Denizel and Filiztekin, IJRM 24 (2007) 201-209: also
 *		after the order that began it
 *	NBD	nobody ever leaves; a and b mean nothing
 */
enum clv_model { CLV_MBGNBD, CLV_BGNBD, CLV_NBD };

struct clv_params {
	enum clv_model	model;
	double		r, alpha, a, b;
};

/* What is known of a customer, and of n of them. */
struct clv_history {
	double		t_x;	/* age at the last repeat order, 0: none */
	double		t;	/* age at the end */
	uint32_t	x;	/* repeat orders */
	uint64_t	n;
};

/* The parameters in the order r, alpha, a, b; how many the model has. */
size_t	clv_count(enum clv_model model);
/*
 * Log-likelihood of m histories; with grad also its derivatives by the
 * logarithms of the parameters, clv_count of them.
 */
double	clv_likelihood(const struct clv_params *p, const struct clv_history *h,
	    size_t m, double *grad);
/* The probability that the customer is still one. */
double	clv_alive(const struct clv_params *p, const struct clv_history *h);
/*
 * Orders expected in the time `ahead` after the end, the chance that the
 * customer is gone already included. NAN beyond a million orders, or a million
 * times alpha and the age.
 */
double	clv_orders(const struct clv_params *p, const struct clv_history *h,
	    double ahead);

/*
 * What one order will be worth, given the mean of x orders so far: Fader and
 * Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). The value of an
 * order is gamma(p, nu), nu is gamma(q, v) over the customers.
 */
struct clv_spend {
	double		p, q, v;
};

struct clv_orders_value {
	double		mean;	/* of an order, above 0 */
	uint32_t	x;	/* orders it is the mean of, above 0 */
	uint64_t	n;	/* customers */
};

/* Log-likelihood, and its derivatives by ln p, ln q, ln v. */
double	clv_spend_likelihood(const struct clv_spend *s,
	    const struct clv_orders_value *o, size_t m, double *grad);
/* The expected value of an order; for x = 0 that of anybody. NAN: q <= 1. */
double	clv_value(const struct clv_spend *s, uint32_t x, double mean);

#endif
