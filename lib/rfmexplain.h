#ifndef CRM_RFMEXPLAIN_H
#define CRM_RFMEXPLAIN_H

#include "face.h"
#include "rfmtable.h"
#include "story.h"

/* Why a customer is where it is in the table: crm-rfm --explain. */
struct rfm_explain {
	const struct rfm_table		*t;
	const struct rfm_cuts		*cuts;	/* given ones, or NULL */
	const char			*seg_name;
	const struct story		*story;	/* told */
	struct str			 currency;	/* may be empty */
};

/*
 * The story as text for people. STATUS_OK, or STATUS_DATA with a line in err
 * (and the nearest id) when no row is of such a customer.
 */
enum status	rfm_explain(const struct rfm_explain *x, const struct face *f,
		    struct buf *err);

#endif
