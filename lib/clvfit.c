/*
 * Fits with nlopt: L-BFGS on the logarithms of the parameters, from several
 * starts, confirmed by Nelder-Mead, which needs no derivatives. Times and
 * values are scaled to about 1 first, so that the bounds mean the same in days
 * and years, in pence and millions.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <nlopt.h>

#include "clvfit.h"
#include "mem.h"

#define PARAMS	4
#define BOUND	12.0	/* of a logarithm: 6e-6 to 160,000 */
#define STEP	1e-4	/* for second derivatives */
#define THIN	20000	/* histories that the search is made on */

/* What is fitted: the log-likelihood at the logarithms of n parameters. */
struct target {
	size_t	 n;
	double	(*at)(const struct target *t, const double *x, double *grad);
	/* One of the two kinds of data, scaled. */
	enum clv_model			 model;
	const struct clv_history	*history;
	const struct clv_orders_value	*value;
	size_t				 m;
};

static double
history_at(const struct target *t, const double *x, double *grad)
{
	struct clv_params p = { t->model, exp(x[0]), exp(x[1]), 1, 1 };

	if (t->n == 4) {
		p.a = exp(x[2]);
		p.b = exp(x[3]);
	}
	return clv_likelihood(&p, t->history, t->m, grad);
}

static double
value_at(const struct target *t, const double *x, double *grad)
{
	struct clv_spend s = { exp(x[0]), exp(x[1]), exp(x[2]) };

	return clv_spend_likelihood(&s, t->value, t->m, grad);
}

static double
objective(unsigned n, const double *x, double *grad, void *ctx)
{
	double v = ((const struct target *)ctx)->at(ctx, x, grad);

	(void)n;
	return isfinite(v) ? v : -HUGE_VAL;
}

/* Climb from x; the value at the top, -HUGE_VAL when nlopt gives up. */
static double
climb(struct target *t, nlopt_algorithm how, double *x)
{
	nlopt_opt o = nlopt_create(how, (unsigned)t->n);
	double best = -HUGE_VAL;
	nlopt_result got;

	if (o == NULL)
		return best;
	nlopt_set_max_objective(o, objective, t);
	nlopt_set_lower_bounds1(o, -BOUND);
	nlopt_set_upper_bounds1(o, BOUND);
	nlopt_set_ftol_rel(o, 1e-13);
	nlopt_set_xtol_rel(o, 1e-9);
	nlopt_set_maxeval(o, how == NLOPT_LN_NELDERMEAD ? 4000 : 1000);
	got = nlopt_optimize(o, x, &best);
	nlopt_destroy(o);
	/* At the top already, L-BFGS finds no way up and calls it a failure:
	   whether it is one, settled() says. */
	return got != NLOPT_INVALID_ARGS && got != NLOPT_OUT_OF_MEMORY &&
	    isfinite(best) ? best : -HUGE_VAL;
}

/* Is it flat here, as at a top, in all directions that the bounds allow? */
static bool
settled(const struct target *t, const double *x)
{
	double grad[PARAMS], v = t->at(t, x, grad);
	size_t i;

	for (i = 0; i < t->n; i++)
		if (fabs(x[i]) < BOUND - 0.01 &&
		    !(fabs(grad[i]) <= 1e-3 + 1e-6 * fabs(v)))
			return false;
	return true;
}

/* The top from several starts; false when two ways up do not agree. */
static bool
search(struct target *t, double *best)
{
	static const double start[][PARAMS] = { { 0, 0, 0, 0 },
	    { -1.5, -2, -0.5, 1 }, { 1, 0, -3, 1 }, { -0.7, -3, -1.5, -1 } };
	double x[PARAMS], v, top = -HUGE_VAL, again;
	size_t i;

	for (i = 0; i < sizeof(start) / sizeof(start[0]); i++) {
		memcpy(x, start[i], sizeof(x));
		v = climb(t, NLOPT_LD_LBFGS, x);
		if (v > top) {
			top = v;
			memcpy(best, x, sizeof(x));
		}
	}
	if (top == -HUGE_VAL)
		return false;
	memcpy(x, best, sizeof(x));
	again = climb(t, NLOPT_LN_NELDERMEAD, x);
	if (again > top)
		memcpy(best, x, sizeof(x));
	return again <= top + 0.01;
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

/*
 * The search on some of the data, the last climb on all of it; false when it
 * cannot be trusted.
 */
static bool
find(struct target *t, struct target *some, double *best)
{
	bool sure = search(some, best);

	return climb(t, NLOPT_LD_LBFGS, best) > -HUGE_VAL && sure &&
	    settled(t, best);
}

/* Invert the symmetric n x n matrix a into v; false when it is not positive. */
static bool
invert(size_t n, double a[PARAMS][PARAMS], double v[PARAMS][PARAMS])
{
	size_t i, j, k;
	double f;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			v[i][j] = i == j;
	/* Positive definite: every pivot is, without exchanging rows. */
	for (i = 0; i < n; i++) {
		if (!(a[i][i] > 1e-9))
			return false;
		f = 1 / a[i][i];
		for (j = 0; j < n; j++) {
			a[i][j] *= f;
			v[i][j] *= f;
		}
		for (k = 0; k < n; k++) {
			if (k == i)
				continue;
			f = a[k][i];
			for (j = 0; j < n; j++) {
				a[k][j] -= f * a[i][j];
				v[k][j] -= f * v[i][j];
			}
		}
	}
	return true;
}

/* Standard errors of the parameters themselves, from the curvature at x. */
static void
errors(const struct target *t, const double *x, const double *scale,
    double *se)
{
	double h[PARAMS][PARAMS], v[PARAMS][PARAMS], up[PARAMS], down[PARAMS];
	double at[PARAMS];
	size_t i, j;
	bool good;

	for (i = 0; i < t->n; i++) {
		memcpy(at, x, sizeof(at));
		at[i] = x[i] + STEP;
		t->at(t, at, up);
		at[i] = x[i] - STEP;
		t->at(t, at, down);
		for (j = 0; j < t->n; j++)
			h[i][j] = -(up[j] - down[j]) / (2 * STEP);
	}
	for (i = 0; i < t->n; i++)
		for (j = 0; j < i; j++)
			h[i][j] = h[j][i] = (h[i][j] + h[j][i]) / 2;
	good = invert(t->n, h, v);
	for (i = 0; i < t->n; i++) {
		se[i] = good ? sqrt(v[i][i]) * exp(x[i]) * scale[i] : NAN;
		if (fabs(x[i]) > BOUND - 0.01)
			se[i] = NAN;
	}
}

static void
fit_model(struct target *t, enum clv_model model, double longest,
    struct clv_fit *out)
{
	const double scale[PARAMS] = { 1, longest, 1, 1 };
	double x[PARAMS] = { 0 };
	struct target few;
	void *some;

	t->model = model;
	t->n = clv_count(model);
	t->at = history_at;
	few = *t;
	few.history = some = thin(t->history, t->m, sizeof(*t->history),
	    &few.m);
	out->trouble = find(t, &few, x) ? NULL : "the search did not converge";
	out->params = (struct clv_params){ model, exp(x[0]),
	    exp(x[1]) * longest, exp(x[2]), exp(x[3]) };
	errors(t, x, scale, out->se);
	free(some);
}

void
clv_fit(enum clv_model model, const struct clv_history *h, size_t m,
    struct clv_fit *out)
{
	struct clv_history *scaled = mem_array(m, sizeof(*scaled));
	struct target t = { .history = scaled, .m = m };
	struct clv_fit nbd = { .nbd = NAN };
	double longest = 0;
	uint64_t repeats = 0;
	size_t i;

	*out = (struct clv_fit){ .likelihood = NAN };
	for (i = 0; i < m; i++) {
		longest = h[i].t > longest ? h[i].t : longest;
		repeats += h[i].x * h[i].n;
	}
	if (repeats == 0 || longest <= 0) {
		out->trouble = repeats == 0 ? "nobody has bought again" :
		    "all customers are new today";
		free(scaled);
		return;
	}
	for (i = 0; i < m; i++) {
		scaled[i] = h[i];
		scaled[i].t /= longest;
		scaled[i].t_x /= longest;
	}
	fit_model(&t, CLV_NBD, longest, &nbd);
	nbd.likelihood = clv_likelihood(&nbd.params, h, m, NULL);
	*out = nbd;
	if (model != CLV_NBD) {
		fit_model(&t, model, longest, out);
		out->likelihood = clv_likelihood(&out->params, h, m, NULL);
		out->identified = out->trouble == NULL &&
		    out->likelihood - nbd.likelihood > 2;
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
	struct target t = { .n = 3, .at = value_at, .value = scaled, .m = m };
	double x[PARAMS] = { 0 }, mean = 0, n = 0;
	double scale[PARAMS] = { 1, 1, 1, 1 };
	struct target few;
	void *some;
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
	few = t;
	few.value = some = thin(scaled, m, sizeof(*scaled), &few.m);
	out->trouble = find(&t, &few, x) ? NULL : "the search did not converge";
	out->spend = (struct clv_spend){ exp(x[0]), exp(x[1]),
	    exp(x[2]) * mean };
	scale[2] = mean;
	errors(&t, x, scale, out->se);
	out->likelihood = clv_spend_likelihood(&out->spend, o, m, NULL);
	out->correlation = correlation(o, m);
	free(some);
	free(scaled);
}
