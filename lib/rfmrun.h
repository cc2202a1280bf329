#ifndef CRM_RFMRUN_H
#define CRM_RFMRUN_H

#include "booking.h"
#include "rfmcuts.h"
#include "rfmmoves.h"

/* What crm-rfm does once all rows are booked: from purchases to its output. */
enum rfm_output {
	RFM_TABLE, RFM_HOLDOUT, RFM_MOVES, RFM_SUMMARY,
	RFM_EXPLAIN		/* the customer that was booked with it */
};

struct rfm_request {
	struct rfm_table_opts	 table;
	bool			 clv;
	struct clv_request	 model;		/* with clv */
	const char		*cuts_out;	/* --cuts-out FILE, or NULL */
	struct rfm_moves	*moves;		/* --prev, loaded; or NULL */
	enum rfm_output		 show;
	const char		*output;	/* -o FILE, or NULL */
	enum tab_format		 format;
};

/*
 * Finish the purchases, write what is asked for, tell the ledger. STATUS_OK,
 * or a line in err and nothing written.
 */
enum status	rfm_run(struct booking *b, const struct rfm_request *r,
		    struct buf *err);

#endif
