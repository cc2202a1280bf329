/*
 * Fits of the models. Times and values are scaled to about 1 first, so that the
 * box means the same in days and years, in pence and millions.
 *
 * The search is made in coordinates of which data speak one by one: sums of
 * logarithms of the parameters. Where customers do not differ, all that can be
 * known of r and alpha, say, is their ratio; in r and alpha that is an endless
 * ridge, in r and r / alpha an edge of the box.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clvfit.h"
#include "climb.h"
#include "mem.h"

#define BOUND	12.0	/* of a coordinate: factors of 6e-6 to 160,000 */
#define RARE	-30.0	/* of the rate: a repeat order of a million customers */
#define THIN	20000	/* histories that the search is made on */
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* The logarithms of the parameters (rows) by the coordinates (columns). */
static const double of_orders[CLIMB_MAX][CLIMB_MAX] = {
	{ 1, 0, 0, 0 },		/* r */
	{ 1, -1, 0, 0 },	/* alpha, by the rate r / alpha */
	{ 0, 0, 0.5, 1 },	/* a, by a / b and the root of a b */
	{ 0, 0, -0.5, 1 }	/* b */
};
static const double of_spend[CLIMB_MAX][CLIMB_MAX] = {
	{ 1, 0, 0 },		/* p */
	{ 0, 1, 0 },		/* q */
	{ -1, 1, 1 }		/* v, by p v / q */
};

/* What a coordinate says on its lower and on its upper edge. */
static const char *const order_edges[CLIMB_MAX][2] = {
	{ "r is next to 0", "all customers order at one rate, so r and alpha "
	    "are known by their ratio only" },
	{ "there is next to no repeat order", "the rate is out of range" },
	{ "a is next to 0: nobody leaves", "b is next to 0: everybody leaves" },
	{ "customers leave at once or never, so a and b are known by their "
	    "ratio only", "all customers leave with one chance, so a and b "
	    "are known by their ratio only" }
};
static const char *const spend_edges[CLIMB_MAX][2] = {
	{ "p is next to 0", "the orders of a customer are all of one value, "
	    "so p and v are known by their product only" },
	{ "q is next to 0", "customers do not differ in the value of their "
	    "orders, so q and v are known by their ratio only" },
	{ "the value is out of range", "the value is out of range" }
};

static const double order_start[][CLIMB_MAX] = { { 0, 0, 0, 0 },
    { -1.5, 0, -1.5, 0.25 }, { 1, 0, -4, -1 }, { -0.7, 0.5, -0.5, -1.25 } };
static const double spend_start[][CLIMB_MAX] = { { 0, 0, 0 }, { 1.5, 1, 0 },
    { 4, 4, 0 }, { -0.7, 0, 0 } };

/* What is fitted to: one of the two kinds of data, scaled. */
struct fit_data {
	enum clv_model			 model;
	const struct clv_history	*history;
	const struct clv_orders_value	*value;
	size_t				 m;
};

/* The logarithms x of n parameters at coordinates y. */
static void
parameters(const double of[CLIMB_MAX][CLIMB_MAX], size_t n, const double *y,
    double *x)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		x[i] = 0;
		for (k = 0; k < n; k++)
			x[i] += of[i][k] * y[k];
	}
}

/* Derivatives by the coordinates from those by the logarithms. */
static void
derivatives(const double of[CLIMB_MAX][CLIMB_MAX], size_t n, const double *g,
    double *grad)
{
	size_t i, k;

	for (k = 0; k < n; k++) {
		grad[k] = 0;
		for (i = 0; i < n; i++)
			grad[k] += of[i][k] * g[i];
	}
}

static struct clv_params
order_params(enum clv_model model, const double *y)
{
	size_t n = clv_count(model);
	double x[CLIMB_MAX] = { 0 };

	parameters(of_orders, n, y, x);
	return (struct clv_params){ model, exp(x[0]), exp(x[1]), exp(x[2]),
	    exp(x[3]) };
}

static double
orders_at(const void *data, const double *y, double *grad)
{
	const struct fit_data *d = data;
	struct clv_params p = order_params(d->model, y);
	double g[CLIMB_MAX], v;

	v = clv_likelihood(&p, d->history, d->m, grad == NULL ? NULL : g);
	if (grad != NULL)
		derivatives(of_orders, clv_count(d->model), g, grad);
	return v;
}

static struct clv_spend
spend_params(const double *y)
{
	double x[CLIMB_MAX];

	parameters(of_spend, 3, y, x);
	return (struct clv_spend){ exp(x[0]), exp(x[1]), exp(x[2]) };
}

static double
spend_at(const void *data, const double *y, double *grad)
{
	const struct fit_data *d = data;
	struct clv_spend s = spend_params(y);
	double g[CLIMB_MAX], v;

	v = clv_spend_likelihood(&s, d->value, d->m, grad == NULL ? NULL : g);
	if (grad != NULL)
		derivatives(of_spend, 3, g, grad);
	return v;
}

/* Every so manieth of m entries of `size` bytes, at most THIN: a new array. */
static void *
thin(const void *all, size_t m, size_t size, size_t *n)
{
	size_t step = (m + THIN - 1) / THIN, i;
	char *some = mem_array(m / step + 1, size);

	for (*n = 0, i = step / 2; i < m; i += step)
		memcpy(some + (*n)++ * size, (const char *)all + i * size,
		    size);
	return some;
}

/* Standard errors of n parameters `value` from the covariances v. */
static void
errors(const double of[CLIMB_MAX][CLIMB_MAX], size_t n,
    double v[CLIMB_MAX][CLIMB_MAX], const double *value, double *se)
{
	double sum;
	size_t i, k, j;

	for (i = 0; i < n; i++) {
		sum = 0;
		for (k = 0; k < n; k++)
			for (j = 0; j < n; j++)
				if (of[i][k] != 0 && of[i][j] != 0)
					sum += of[i][k] * of[i][j] * v[k][j];
		se[i] = sum > 0 ? sqrt(sum) * value[i] : NAN;
	}
}

/* What the edges say that y is on. */
static void
tell_edges(const struct climb *c, const double *y,
    const char *const text[CLIMB_MAX][2], const char **edge)
{
	size_t i;
	int side;

	for (i = 0; i < c->n; i++) {
		side = climb_edge(c, y, i);
		edge[i] = side == 0 ? NULL : text[i][side > 0];
	}
}

/* A model to scaled histories, from the rate that all have together. */
static void
fit_model(const struct fit_data *all, double rate, double longest,
    struct clv_fit *out)
{
	struct fit_data some = *all;
	struct climb c = { .n = clv_count(all->model), .at = orders_at,
	    .low = { -BOUND, RARE, -BOUND, -BOUND },
	    .high = { BOUND, BOUND, BOUND, BOUND }, .all = all, .some = &some,
	    .start = order_start, .nstart = COUNT(order_start) };
	double y[CLIMB_MAX] = { 0, log(rate), 0, 0 }, v[CLIMB_MAX][CLIMB_MAX];
	void *few = thin(all->history, all->m, sizeof(*all->history), &some.m);

	some.history = few;
	out->trouble = climb_top(&c, y, v) ? NULL :
	    "the search did not converge";
	out->params = order_params(all->model, y);
	out->params.alpha *= longest;
	errors(of_orders, c.n, v, (const double[]){ out->params.r,
	    out->params.alpha, out->params.a, out->params.b }, out->se);
	tell_edges(&c, y, order_edges, out->edge);
	free(few);
}

/*
 * Scale m histories into new ones by the longest age. The rate is NAN when that
 * is 0, and nobody can have bought again.
 */
static struct clv_history *
scale(const struct clv_history *h, size_t m, double *longest, double *rate)
{
	struct clv_history *scaled = mem_array(m, sizeof(*scaled));
	double repeats = 0, ages = 0;
	size_t i;

	*longest = 0;
	for (i = 0; i < m; i++)
		*longest = h[i].t > *longest ? h[i].t : *longest;
	for (i = 0; i < m; i++) {
		scaled[i] = h[i];
		scaled[i].t /= *longest;
		scaled[i].t_x /= *longest;
		repeats += (double)h[i].n * h[i].x;
		ages += (double)h[i].n * scaled[i].t;
	}
	*rate = repeats / ages;
	return scaled;
}

void
clv_fit(enum clv_model model, const struct clv_history *h, size_t m,
    struct clv_fit *out)
{
	struct fit_data d = { .model = CLV_NBD, .m = m };
	struct clv_fit nbd = { .trouble = NULL };
	struct clv_history *scaled;
	double longest, rate;

	*out = (struct clv_fit){ .likelihood = NAN };
	d.history = scaled = scale(h, m, &longest, &rate);
	if (!(rate > 0)) {
		out->trouble = "nobody has bought again";
		free(scaled);
		return;
	}
	fit_model(&d, rate, longest, &nbd);
	nbd.likelihood = clv_likelihood(&nbd.params, h, m, NULL);
	*out = nbd;
	if (model != CLV_NBD) {
		d.model = model;
		fit_model(&d, rate, longest, out);
		out->likelihood = clv_likelihood(&out->params, h, m, NULL);
		out->identified = out->trouble == NULL &&
		    out->likelihood - nbd.likelihood > 2;
		nbd.lost = out->trouble != NULL;
		if (!out->identified && nbd.trouble == NULL)
			*out = nbd;
	}
	out->nbd = nbd.likelihood;
	free(scaled);
}

/* Of x and the mean value, over the customers. */
static double
correlation(const struct clv_orders_value *o, size_t m)
{
	double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, w;
	size_t i;

	for (i = 0; i < m; i++) {
		w = (double)o[i].n;
		n += w;
		x += w * o[i].x;
		y += w * o[i].mean;
	}
	x /= n;
	y /= n;
	for (i = 0; i < m; i++) {
		w = (double)o[i].n;
		xx += w * (o[i].x - x) * (o[i].x - x);
		yy += w * (o[i].mean - y) * (o[i].mean - y);
		xy += w * (o[i].x - x) * (o[i].mean - y);
	}
	return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}

void
clv_fit_spend(const struct clv_orders_value *o, size_t m,
    struct clv_spend_fit *out)
{
	struct clv_orders_value *scaled = mem_array(m, sizeof(*scaled));
	struct fit_data all = { .value = scaled, .m = m }, some = all;
	struct climb c = { .n = 3, .at = spend_at,
	    .low = { -BOUND, -BOUND, -BOUND },
	    .high = { BOUND, BOUND, BOUND }, .all = &all, .some = &some,
	    .start = spend_start, .nstart = COUNT(spend_start) };
	double y[CLIMB_MAX] = { 0 }, v[CLIMB_MAX][CLIMB_MAX], mean = 0, n = 0;
	void *few;
	size_t i;

	*out = (struct clv_spend_fit){ .likelihood = NAN };
	for (i = 0; i < m; i++) {
		n += (double)o[i].n;
		mean += (double)o[i].n * o[i].mean;
	}
	if (n < 3) {
		out->trouble = "fewer than 3 customers with a repeat order "
		    "that has a value";
		free(scaled);
		return;
	}
	mean /= n;
	for (i = 0; i < m; i++) {
		scaled[i] = o[i];
		scaled[i].mean /= mean;
	}
	some.value = few = thin(scaled, m, sizeof(*scaled), &some.m);
	out->trouble = climb_top(&c, y, v) ? NULL :
	    "the search did not converge";
	out->spend = spend_params(y);
	out->spend.v *= mean;
	errors(of_spend, 3, v, (const double[]){ out->spend.p, out->spend.q,
	    out->spend.v }, out->se);
	tell_edges(&c, y, spend_edges, out->edge);
	out->likelihood = clv_spend_likelihood(&out->spend, o, m, NULL);
	out->correlation = correlation(o, m);
	free(few);
	free(scaled);
}
