/*
 * What changed and is not noise.
 */
#include <math.h>
#include <stdlib.h>

#include "changes.h"

#define LEVEL	0.05	/* of all flags of a report together */

static struct change *
add(struct changes *cs, const struct fig_key *k)
{
	struct change *c;

	cs->c = mem_grow(cs->c, cs->n + 1, sizeof(*cs->c));
	c = &cs->c[cs->n++];
	*c = (struct change){ .key = *k, .p = -1 };
	return c;
}

/* Two-sided. */
static double
normal_p(double z)
{
	return erfc(fabs(z) / sqrt(2));
}

void
changes_share(struct changes *cs, const struct fig_key *k,
    const int128 part[2], const int128 n[2])
{
	double pool, error;
	struct change *c;
	size_t i;

	if (n[0] <= 0 || n[1] <= 0)
		return;
	c = add(cs, k);
	c->of_people = true;
	for (i = 0; i < 2; i++) {
		c->y[i] = part[i];
		c->x[i] = n[i];
	}
	if (n[0] < CHANGES_CUSTOMERS || n[1] < CHANGES_CUSTOMERS)
		return;
	pool = (double)(part[0] + part[1]) / (double)(n[0] + n[1]);
	error = sqrt(pool * (1 - pool) *
	    (1 / (double)n[0] + 1 / (double)n[1]));
	/* All or nobody on both sides: no difference. */
	c->p = error > 0 ? normal_p(((double)part[0] / (double)n[0] -
	    (double)part[1] / (double)n[1]) / error) : 1;
}

void
changes_ratio(struct changes *cs, const struct fig_key *k,
    const struct fig_sums *now, const struct fig_sums *before)
{
	double a = fig_sums_error(now), b = fig_sums_error(before), error;
	struct change *c;

	if (now->x <= 0 || before->x <= 0)
		return;
	c = add(cs, k);
	c->y[0] = now->y;
	c->x[0] = now->x;
	c->y[1] = before->y;
	c->x[1] = before->x;
	if (now->n < CHANGES_CONTENTS || before->n < CHANGES_CONTENTS)
		return;
	error = sqrt(a * a + b * b);
	if (error > 0)
		c->p = normal_p(((double)now->y / (double)now->x -
		    (double)before->y / (double)before->x) / error);
}

static int
by_p(const void *a, const void *b)
{
	const struct change *x = *(struct change *const *)a;
	const struct change *y = *(struct change *const *)b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x > y) - (x < y);
}

/* FIG_UP or FIG_DOWN when the change is 10 % of what was, or more. */
static unsigned
direction(const struct change *c)
{
	/* y0 / x0 against y1 / x1, in doubles: the products may not fit. */
	double now = (double)c->y[0] / (double)c->x[0];
	double before = (double)c->y[1] / (double)c->x[1];

	if (fabs(now - before) < 0.1 * before)
		return 0;
	return now > before ? FIG_UP : now < before ? FIG_DOWN : 0;
}

void
changes_finish(struct changes *cs)
{
	struct change **list = mem_array(cs->n, sizeof(*list));
	size_t i, n = 0;

	for (i = 0; i < cs->n; i++) {
		if (cs->c[i].p >= 0)
			list[n++] = &cs->c[i];
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), by_p);
	/* The first that fails ends it, whatever comes behind. */
	for (i = 0; i < n && list[i]->p * (double)(n - i) <= LEVEL; i++)
		list[i]->flag = direction(list[i]);
	free(list);
}

void
changes_free(struct changes *cs)
{
	free(cs->c);
	*cs = (struct changes){ 0 };
}
