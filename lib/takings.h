#ifndef CRM_TAKINGS_H
#define CRM_TAKINGS_H

#include "family.h"
#include "purchase.h"
#include "seen.h"

/*
 * What the orders of known customers brought, by day, week or month. An order
 * is of the time of its first line, a refund of its own, so that the periods
 * add up to the sums of crm-rfm. Orders with an order_id are kept by
 * purchase.h anyway and come at the end; here is 30 bytes for each customer and
 * period.
 */
struct takings_period {
	int32_t	number;		/* of period_of */
	int128	gross, net;	/* 1/10000 */
	int128	orders, buyers;	/* those that are not refunded in full */
};

struct takings {
	struct family_opts	 opt;
	struct store		 period;	/* struct takings_period */
	struct seen		 number;	/* their numbers */
	struct seen		 buyer;		/* customer and period */
};

extern const struct family	family_takings;

/*
 * All rows are there: add the orders, once. The periods, in their order;
 * caller frees.
 */
struct takings_period	*takings_finish(struct takings *t,
			    const struct purchases *buyers);

#endif
