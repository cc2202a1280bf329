#ifndef CRM_CLIMB_H
#define CRM_CLIMB_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The largest value of a smooth function of a few coordinates, inside a box:
 * nlopt's L-BFGS from several starts, confirmed by Nelder-Mead, which needs no
 * derivatives, and finished by Newton's method.
 */
#define CLIMB_MAX	4

struct climb {
	size_t	 n;		/* coordinates, up to CLIMB_MAX */
	double	 low[CLIMB_MAX], high[CLIMB_MAX];
	/* The function of data and y; its derivatives unless grad is NULL. */
	double	(*at)(const void *data, const double *y, double *grad);
	const void *all;	/* the data */
	const void *some;	/* what the search is made on, or the same */
	/* Where to start, on top of y. */
	const double (*start)[CLIMB_MAX];
	size_t	 nstart;
};

/*
 * From y to the top, and the inverse of the negative second derivatives there:
 * of a log-likelihood, the covariances of the estimates. NAN is what has to do
 * with a coordinate on an edge, and all where the function is flat. False when
 * the top cannot be trusted.
 */
bool	climb_top(const struct climb *c, double *y,
	    double v[CLIMB_MAX][CLIMB_MAX]);
/* On which edge of the box coordinate i is: -1, 1, or 0 for none. */
int	climb_edge(const struct climb *c, const double *y, size_t i);

#endif
