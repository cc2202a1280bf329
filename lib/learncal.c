/*
 * Probabilities from logits: Platt's A and B (Platt 1999; the fit by Newton's
 * method with a line search of Lin, Lin, Weng 2007, Machine Learning 68), and
 * the threshold of neutral.
 */
#include <math.h>
#include <stdlib.h>

#include "learncal.h"
#include "logistic.h"

#define STEPS	50
#define RIDGE	1e-9

static double
softplus(double x)
{
	if (x > 0)
		return x + logistic_ln(1 + logistic_exp(-x));
	return logistic_ln(1 + logistic_exp(x));
}

/* Rows of each side, with what Platt adds to them. */
static void
count_sides(const struct calibration *c, double *up, double *down)
{
	size_t i;

	*up = *down = 0;
	for (i = 0; i < c->n; i++) {
		*up += (c->target[i] > 0) * (double)c->weight[i];
		*down += (c->target[i] < 0) * (double)c->weight[i];
	}
}

static double
loss_of(const struct calibration *c, double high, double low, double a,
    double b)
{
	double sum = 0, z, t;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (c->target[i] == 0)
			continue;
		t = c->target[i] > 0 ? high : low;
		z = a * c->logit[i] + b;
		sum += (double)c->weight[i] * (softplus(z) - t * z);
	}
	return sum;
}

/* Gradient g and Hessian h (aa, ab, bb) of the loss. */
static void
slopes(const struct calibration *c, double high, double low, double *g,
    double *h)
{
	double p, d, w, x;
	size_t i;

	g[0] = g[1] = h[1] = 0;
	h[0] = h[2] = RIDGE;
	for (i = 0; i < c->n; i++) {
		if (c->target[i] == 0)
			continue;
		x = c->logit[i];
		p = logistic(c->a * x + c->b);
		w = (double)c->weight[i];
		d = w * (p - (c->target[i] > 0 ? high : low));
		w *= p * (1 - p);
		g[0] += d * x;
		g[1] += d;
		h[0] += w * x * x;
		h[1] += w * x;
		h[2] += w;
	}
}

bool
calibrate(struct calibration *c)
{
	double up, down, high, low, g[2], h[3], det, da, db, loss, next, len;
	int i;

	c->a = 1;
	c->b = 0;
	count_sides(c, &up, &down);
	c->loss = 0;
	if (up < CALIBRATION_ROWS || down < CALIBRATION_ROWS)
		return false;
	high = (up + 1) / (up + 2);
	low = 1 / (down + 2);
	loss = loss_of(c, high, low, c->a, c->b);
	for (i = 0; i < STEPS; i++) {
		slopes(c, high, low, g, h);
		det = h[0] * h[2] - h[1] * h[1];
		da = -(h[2] * g[0] - h[1] * g[1]) / det;
		db = -(h[0] * g[1] - h[1] * g[0]) / det;
		for (len = 1; len > 1e-6; len /= 2) {
			next = loss_of(c, high, low, c->a + len * da,
			    c->b + len * db);
			if (next < loss)
				break;
		}
		if (len <= 1e-6 || loss - next < 1e-9 * loss)
			break;
		c->a += len * da;
		c->b += len * db;
		loss = next;
	}
	/* A head that says nothing, or the opposite, is not turned round. */
	if (c->a < 0)
		c->a = 0;
	c->loss = loss / (up + down);
	return true;
}
