#ifndef CRM_TIEREXPLAIN_H
#define CRM_TIEREXPLAIN_H

#include "face.h"
#include "tierwrite.h"

/*
 * Why a customer is where it is: every part, percentile, threshold and rule,
 * on one screen. STATUS_USAGE with a line in err when there is no such
 * customer.
 */
enum status	tier_explain(const struct tier_table *t, const char *id,
		    const struct face *f, struct buf *err);

#endif
