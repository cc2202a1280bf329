#ifndef CRM_LINES_H
#define CRM_LINES_H

#include "apply.h"

/*
 * Rows that are the lines of one order, each with money of its own (map.h,
 * group "add"). The records of each are made alone; then those of one type and
 * id are one, and an order has its order number for an id. Amounts and
 * quantities are added, products listed, the time is the earliest. A line that
 * was never paid or was cancelled adds nothing to an order that others of its
 * lines make: what counts is what was sold. A line refunded beside one that is
 * not makes the order partially_refunded.
 */
/*
 * The records of n parts into *out, which lives in the arena. NULL, or why the
 * lines cannot be added (static text).
 */
const char	*lines_join(const struct applied *part, size_t n,
		    struct arena *mem, struct applied *out);

#endif
