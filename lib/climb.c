/* The largest value of a function, by nlopt. */
#include <math.h>
#include <string.h>

#include <nlopt.h>

#include "climb.h"

#define STEP	1e-4	/* for second derivatives */
#define ROUNDS	4	/* of confirming */
#define STEPS	4	/* of the last climb */
#define NEAR	0.005	/* below the top: as near as one has to be */

/* One way up: its function, and on which data. */
struct way {
	const struct climb	*c;
	const void		*data;
};

static double
objective(unsigned n, const double *y, double *grad, void *ctx)
{
	const struct way *w = ctx;
	double v = w->c->at(w->data, y, grad);

	(void)n;
	return isfinite(v) ? v : -HUGE_VAL;
}

/* Climb from y; the value at the top, -HUGE_VAL when nlopt gives up. */
static double
climb(const struct climb *c, const void *data, nlopt_algorithm how, double *y)
{
	struct way w = { c, data };
	nlopt_opt o = nlopt_create(how, (unsigned)c->n);
	double best = -HUGE_VAL;
	nlopt_result got;

	if (o == NULL)
		return best;
	nlopt_set_max_objective(o, objective, &w);
	nlopt_set_lower_bounds(o, c->low);
	nlopt_set_upper_bounds(o, c->high);
	nlopt_set_ftol_rel(o, 1e-13);
	nlopt_set_xtol_rel(o, 1e-9);
	nlopt_set_maxeval(o, how == NLOPT_LN_NELDERMEAD ? 4000 : 1000);
	got = nlopt_optimize(o, y, &best);
	nlopt_destroy(o);
	/* At the top already, L-BFGS finds no way up and calls it a failure:
	   whether it is one, climb_top finds out. */
	return got != NLOPT_INVALID_ARGS && got != NLOPT_OUT_OF_MEMORY &&
	    isfinite(best) ? best : -HUGE_VAL;
}

int
climb_edge(const struct climb *c, const double *y, size_t i)
{
	return y[i] < c->low[i] + 0.01 ? -1 : y[i] > c->high[i] - 0.01;
}

/* The highest place so far. */
struct top {
	double	y[CLIMB_MAX], v;
};

static void
try(struct top *top, const double *y, double v)
{
	if (!(v > top->v))
		return;
	top->v = v;
	memcpy(top->y, y, sizeof(top->y));
}

/*
 * The top of some of the data; false when ways without derivatives go on
 * finding higher places.
 */
static bool
search(const struct climb *c, double *y)
{
	struct top top = { .v = -HUGE_VAL };
	double at[CLIMB_MAX] = { 0 }, was;
	bool sure = false;
	size_t i, k;

	for (i = 0; i < c->nstart; i++) {
		for (k = 0; k < c->n; k++)
			at[k] = fmin(fmax(y[k] + c->start[i][k], c->low[k]),
			    c->high[k]);
		try(&top, at, climb(c, c->some, NLOPT_LD_LBFGS, at));
	}
	for (i = 0; i < ROUNDS && top.v > -HUGE_VAL && !sure; i++) {
		was = top.v;
		memcpy(at, top.y, sizeof(at));
		try(&top, at, climb(c, c->some, NLOPT_LN_NELDERMEAD, at));
		sure = top.v <= was + 0.01;
		memcpy(at, top.y, sizeof(at));
		if (!sure)
			try(&top, at, climb(c, c->some, NLOPT_LD_LBFGS, at));
	}
	memcpy(y, top.y, c->n * sizeof(*y));
	return sure;
}

/* Invert the symmetric n x n matrix a into v; false when it is not positive. */
static bool
invert(size_t n, double a[CLIMB_MAX][CLIMB_MAX],
    double v[CLIMB_MAX][CLIMB_MAX])
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

/*
 * The inverse of the negative second derivatives; NAN for coordinates on an
 * edge, and for all where it is flat.
 */
static void
spread(const struct climb *c, const double *y, double v[CLIMB_MAX][CLIMB_MAX])
{
	double h[CLIMB_MAX][CLIMB_MAX], inner[CLIMB_MAX][CLIMB_MAX];
	double up[CLIMB_MAX], down[CLIMB_MAX], at[CLIMB_MAX];
	size_t in[CLIMB_MAX], n = 0, i, j;

	for (i = 0; i < c->n; i++) {
		if (climb_edge(c, y, i) == 0)
			in[n++] = i;
		for (j = 0; j < c->n; j++)
			v[i][j] = NAN;
	}
	for (i = 0; i < n; i++) {
		memcpy(at, y, c->n * sizeof(*at));
		at[in[i]] = y[in[i]] + STEP;
		c->at(c->all, at, up);
		at[in[i]] = y[in[i]] - STEP;
		c->at(c->all, at, down);
		for (j = 0; j < n; j++)
			h[i][j] = -(up[in[j]] - down[in[j]]) / (2 * STEP);
	}
	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++)
			h[i][j] = h[j][i] = (h[i][j] + h[j][i]) / 2;
	if (!invert(n, h, inner))
		return;
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			v[in[i]][in[j]] = inner[i][j];
}

/*
 * How much higher the top is by derivatives and curvature, and the step to it;
 * where the curvature is not known, how steep it is. What points over an edge
 * is no way.
 */
static double
gain_of(const struct climb *c, const double *y,
    double v[CLIMB_MAX][CLIMB_MAX], double *step)
{
	double grad[CLIMB_MAX], gain = 0;
	size_t i, j;

	c->at(c->all, y, grad);
	for (i = 0; i < c->n; i++) {
		step[i] = 0;
		if (climb_edge(c, y, i) * grad[i] > 0)
			continue;
		for (j = 0; j < c->n; j++)
			if (isfinite(v[i][j]))
				step[i] += v[i][j] * grad[j];
		gain += isfinite(v[i][i]) ? step[i] * grad[i] / 2 :
		    fabs(grad[i]);
	}
	return gain;
}

/* Go that step where it leads up. */
static bool
take_step(const struct climb *c, double *y, const double *step)
{
	double to[CLIMB_MAX];
	size_t i;

	for (i = 0; i < c->n; i++)
		to[i] = fmin(fmax(y[i] + step[i], c->low[i]), c->high[i]);
	if (!(c->at(c->all, to, NULL) > c->at(c->all, y, NULL)))
		return false;
	memcpy(y, to, c->n * sizeof(*y));
	return true;
}

bool
climb_top(const struct climb *c, double *y, double v[CLIMB_MAX][CLIMB_MAX])
{
	bool sure = search(c, y);
	double step[CLIMB_MAX], gain;
	int k;

	if (climb(c, c->all, NLOPT_LD_LBFGS, y) == -HUGE_VAL)
		sure = false;
	/* Newton's steps, for the last digits. */
	for (k = 0;; k++) {
		spread(c, y, v);
		gain = gain_of(c, y, v, step);
		if (gain < 1e-9 || k == STEPS || !take_step(c, y, step))
			return sure && gain < NEAR;
	}
}
