#ifndef CRM_RFMTABLE_H
#define CRM_RFMTABLE_H

#include "purchase.h"
#include "rfm.h"
#include "segment.h"
#include "tabout.h"

/* The customer table of crm-rfm: one row a customer, sorted by user_id. */
struct rfm_row {
	const struct customer	*customer;
	int64_t			 recency;	/* days, if frequency > 0 */
	int64_t			 frequency;	/* orders, or order days */
	uint8_t			 score[3];	/* R F M, 0: none */
	struct str		 segment;	/* empty: none */
};

struct rfm_table {
	struct rfm_row	*row;
	size_t		 n;
	size_t		 buyers;	/* rows with frequency > 0 */
	/* How many buyers have each score. */
	size_t		 count[3][RFM_BINS_MAX + 1];
};

/*
 * Compute the table from finished purchases. The segment is by scores of as
 * many bins as the segment table is written for. Rows point into p and seg.
 */
void	rfm_table(struct rfm_table *t, const struct purchases *p, int bins,
	    const struct segments *seg);
/*
 * Write it with the columns of formats.md, "Customer tables". currency may be
 * empty.
 */
void	rfm_table_write(const struct rfm_table *t, const struct purchases *p,
	    struct str currency, struct io_out *out, enum tab_format f);
void	rfm_table_free(struct rfm_table *t);

#endif
