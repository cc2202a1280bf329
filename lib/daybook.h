#ifndef CRM_DAYBOOK_H
#define CRM_DAYBOOK_H

#include "hash.h"
#include "store.h"

/*
 * The days on which customers ordered: for counting days, and for the models
 * of clv.h, to which several orders of a day are one.
 */
struct daybook_day {
	int64_t		net;		/* of its orders, in 1/10000 */
	uint32_t	customer;
	int32_t		day;
};

struct daybook {
	struct store	day;
	struct hash	index;
	bool		overflow;	/* a sum left the range */
};

void	daybook_open(struct daybook *b);
/* Add an order; true for the first of this customer on this day. */
bool	daybook_add(struct daybook *b, uint32_t customer, int32_t day,
	    int64_t net);
/* All days, day.n of them, sorted by customer and day; caller frees. */
struct daybook_day *daybook_sorted(const struct daybook *b);
void	daybook_close(struct daybook *b);

#endif
