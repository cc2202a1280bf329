/*
 * Buying and leaving: likelihoods, chances and expectations. What depends on x
 * alone is computed once for each x, because there are few, and the terms of
 * the living and the gone are added as logarithms, because with hundreds of
 * orders they are smaller than any double.
 */
#include <math.h>
#include <stdlib.h>

#include "clv.h"
#include "mem.h"

#define FAR	1e6	/* times its age, or orders, that nobody looks ahead */

/* The derivative of lgamma, for v > 0: shifted above 10, then by its series. */
static double
digamma(double v)
{
	double sum = 0, f;

	for (; v < 10; v++)
		sum -= 1 / v;
	f = 1 / (v * v);
	return sum + log(v) - 0.5 / v - f * (1.0 / 12 - f * (1.0 / 120 -
	    f * (1.0 / 252 - f * (1.0 / 240 - f * (1.0 / 132 -
	    f * (691.0 / 32760 - f / 12))))));
}

static double
lnbeta(double a, double b)
{
	return lgamma(a) + lgamma(b) - lgamma(a + b);
}

size_t
clv_count(enum clv_model model)
{
	return model == CLV_NBD ? 2 : 4;
}

/* What x alone decides: the logarithms, and their derivatives. */
struct of_x {
	bool	known;
	double	base;		/* ln gamma(r + x) / gamma(r) */
	double	base_r;		/* by r */
	double	alive, gone;	/* ln of the beta functions of each term */
	double	alive_a, alive_b, gone_a, gone_b;
};

/*
 * The beta functions: in BG/NBD the customer survived x repeat orders, or left
 * at the last of them; in MBG/NBD the order that began counts too.
 */
static void
fill(struct of_x *o, const struct clv_params *p, uint32_t x)
{
	double k = p->model == CLV_MBGNBD ? x + 1.0 : x, a = p->a, b = p->b;
	double both, norm_a, norm_b;

	o->known = true;
	o->base = lgamma(p->r + x) - lgamma(p->r);
	o->base_r = digamma(p->r + x) - digamma(p->r);
	o->gone = -HUGE_VAL;
	if (p->model == CLV_NBD)
		return;
	both = digamma(a + b + k);
	norm_a = digamma(a + b) - digamma(a);
	norm_b = digamma(a + b) - digamma(b);
	o->alive = lnbeta(a, b + k) - lnbeta(a, b);
	o->alive_a = digamma(a) - both + norm_a;
	o->alive_b = digamma(b + k) - both + norm_b;
	if (k < 1)
		return;
	o->gone = lnbeta(a + 1, b + k - 1) - lnbeta(a, b);
	o->gone_a = digamma(a + 1) - both + norm_a;
	o->gone_b = digamma(b + k - 1) - both + norm_b;
}

/* One history: its logarithm, and the derivatives weighed by n into g. */
static double
one(const struct clv_params *p, const struct of_x *o,
    const struct clv_history *h, double *g)
{
	double s = p->r + h->x, at = p->alpha + h->t, ax = p->alpha + h->t_x;
	/* ln of at / alpha and of ax / alpha: r may be 100,000. */
	double lt = log1p(h->t / p->alpha), lx = log1p(h->t_x / p->alpha);
	double alive = o->alive - s * lt, gone = o->gone - s * lx;
	double top = alive > gone ? alive : gone, wa, wg, sum;

	sum = top + log(exp(alive - top) + exp(gone - top));
	if (g != NULL) {
		wa = exp(alive - sum) * (double)h->n;
		wg = (double)h->n - wa;
		g[0] += (double)h->n * o->base_r - wa * lt - wg * lx;
		g[1] += (double)h->n * p->r / p->alpha - s * (wa / at +
		    wg / ax);
		g[2] += wa * o->alive_a + wg * o->gone_a;
		g[3] += wa * o->alive_b + wg * o->gone_b;
	}
	return o->base - h->x * log(p->alpha) + sum;
}

double
clv_likelihood(const struct clv_params *p, const struct clv_history *h,
    size_t m, double *grad)
{
	const double scale[4] = { p->r, p->alpha, p->a, p->b };
	double sum = 0, g[4] = { 0 };
	struct of_x *of;
	uint32_t most = 0;
	size_t i;

	for (i = 0; i < m; i++)
		most = h[i].x > most ? h[i].x : most;
	of = mem_zero(((size_t)most + 1) * sizeof(*of));
	for (i = 0; i < m; i++) {
		if (!of[h[i].x].known)
			fill(&of[h[i].x], p, h[i].x);
		sum += (double)h[i].n * one(p, &of[h[i].x], &h[i],
		    grad == NULL ? NULL : g);
	}
	free(of);
	for (i = 0; grad != NULL && i < clv_count(p->model); i++)
		grad[i] = g[i] * scale[i];
	return sum;
}

/* ln of (gone / alive) for a history. */
static double
log_odds_gone(const struct clv_params *p, const struct clv_history *h)
{
	double b = p->model == CLV_MBGNBD ? p->b : p->b - 1;

	if (p->model == CLV_NBD || (p->model == CLV_BGNBD && h->x == 0))
		return -HUGE_VAL;
	return log(p->a) - log(b + h->x) + (p->r + h->x) *
	    log1p((h->t - h->t_x) / (p->alpha + h->t_x));
}

double
clv_alive(const struct clv_params *p, const struct clv_history *h)
{
	return 1 / (1 + exp(log_odds_gone(p, h)));
}

/*
 * Orders expected of a living customer: of n chances to order, n negative
 * binomial (s, z), the j-th is taken by a customer who has not left at any of
 * the j - 1 before it, as the beta distribution (a, b) has it. The same as the
 * hypergeometric functions of the papers, of positive terms only, so that
 * nothing is lost to cancellation and a may be 1. The probabilities need no
 * scale: they are divided by their sum.
 */
static double
chances(double s, double z, double a, double b)
{
	double p = 1, stays = 1, orders = 0, sum = 0, total = 0, growth, most;
	double n;

	for (n = 0;; n++) {
		sum += p;
		total += p * orders;
		growth = (s + n) / (n + 1) * z;
		most = growth > z ? growth : z;
		/* All that is to come is less than this. */
		if (most < 1 && p * (orders + 1 / (1 - most)) <= 1e-17 *
		    total * (1 - most))
			break;
		p *= growth;
		orders += stays;
		stays *= (b + n) / (a + b + n);
		if (sum > 1e200) {
			p *= 1e-200;
			sum *= 1e-200;
			total *= 1e-200;
		}
	}
	return total / sum;
}

double
clv_orders(const struct clv_params *p, const struct clv_history *h,
    double ahead)
{
	double b = p->model == CLV_MBGNBD ? p->b + 1 : p->b, s = p->r + h->x;
	double at = p->alpha + h->t;

	if (!(ahead < FAR * at && s * ahead < FAR * at))
		return NAN;
	if (p->model == CLV_NBD)
		return s / at * ahead;
	return chances(s, ahead / (at + ahead), p->a, b + h->x) *
	    clv_alive(p, h);
}

/* What x decides of the likelihood of spend, and its derivatives. */
struct spend_of_x {
	bool	known;
	double	base, by_p, by_q;
};

static void
fill_spend(struct spend_of_x *o, const struct clv_spend *s, double x)
{
	double px = s->p * x;

	o->known = true;
	o->base = lgamma(px + s->q) - lgamma(px) - lgamma(s->q) + s->q *
	    log(s->v) + px * log(x);
	o->by_p = digamma(px + s->q) - digamma(px) + log(x);
	o->by_q = digamma(px + s->q) - digamma(s->q) + log(s->v);
}

/* One customer: its logarithm, and the derivatives weighed by n into g. */
static double
one_spend(const struct clv_spend *s, const struct spend_of_x *of,
    const struct clv_orders_value *o, double *g)
{
	double px = s->p * o->x, all = s->v + o->x * o->mean, ln = log(all);
	double n = (double)o->n, lnmean = log(o->mean);

	g[0] += n * o->x * (of->by_p + lnmean - ln);
	g[1] += n * (of->by_q - ln);
	g[2] += n * (s->q / s->v - (px + s->q) / all);
	return of->base + (px - 1) * lnmean - (px + s->q) * ln;
}

double
clv_spend_likelihood(const struct clv_spend *s,
    const struct clv_orders_value *o, size_t m, double *grad)
{
	double sum = 0, g[3] = { 0 };
	struct spend_of_x *of;
	uint32_t most = 0;
	size_t i;

	for (i = 0; i < m; i++)
		most = o[i].x > most ? o[i].x : most;
	of = mem_zero(((size_t)most + 1) * sizeof(*of));
	for (i = 0; i < m; i++) {
		if (!of[o[i].x].known)
			fill_spend(&of[o[i].x], s, o[i].x);
		sum += (double)o[i].n * one_spend(s, &of[o[i].x], &o[i], g);
	}
	free(of);
	if (grad != NULL) {
		grad[0] = g[0] * s->p;
		grad[1] = g[1] * s->q;
		grad[2] = g[2] * s->v;
	}
	return sum;
}

double
clv_value(const struct clv_spend *s, uint32_t x, double mean)
{
	if (s->q <= 1)
		return NAN;
	return s->p * (s->v + x * mean) / (s->p * x + s->q - 1);
}
