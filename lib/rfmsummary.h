#ifndef CRM_RFMSUMMARY_H
#define CRM_RFMSUMMARY_H

#include "figures.h"
#include "purchase.h"

/*
 * The rates of the whole population (definitions.md 3.3; requirements B09, B10,
 * A27, E03), as figures of the section "customers": those that crm-report has
 * of the customer table, and
 *	mature_rate	of the customers whose first order is 90 or more days
 *			old, those with a second order day within 90 days of
 *			it; not with a window, which hides first orders
 *	rebuy_rate	by calendar month: of its buyers, those who buy in the
 *			next; incomplete until that is over, and where a window
 *			cuts the month
 * From finished purchases of orders with opt.days. as_of and currency are
 * texts that must live as long as fs.
 */
void	rfm_summary(struct figures *fs, const struct purchases *p,
	    struct str as_of, struct str currency);
/* As a table, one row a figure: the columns of crm-report --csv. */
void	rfm_summary_write(const struct figures *fs, struct io_out *out,
	    enum tab_format f);

#endif
