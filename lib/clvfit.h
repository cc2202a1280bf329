#ifndef CRM_CLVFIT_H
#define CRM_CLVFIT_H

#include "clv.h"

/*
 * Maximum likelihood for the models of clv.h. What has no end, because the
 * customers do not differ in it, ends on an edge: it is said in edge[], static
 * texts or NULL, and the parameters are as good as those beyond.
 */
#define CLV_EDGES	4

struct clv_fit {
	struct clv_params	params;
	double			likelihood;	/* its logarithm */
	double			nbd;		/* that of plain NBD */
	double			se[4];		/* standard errors; NAN: none */
	bool			identified;	/* else params are NBD, */
	bool			lost;	/* as the other did not converge */
	const char		*edge[CLV_EDGES];
	/* Why there is no fit (static text), else NULL. */
	const char		*trouble;
};

/*
 * Fit m histories. When leaving explains the data no better than 2 units of
 * log-likelihood above plain NBD, that model is the answer.
 */
void	clv_fit(enum clv_model model, const struct clv_history *h, size_t m,
	    struct clv_fit *out);

struct clv_spend_fit {
	struct clv_spend	spend;
	double			likelihood;
	double			se[3];
	double			correlation;	/* of x and the mean value */
	const char		*edge[CLV_EDGES];
	const char		*trouble;
};

void	clv_fit_spend(const struct clv_orders_value *o, size_t m,
	    struct clv_spend_fit *out);

#endif
