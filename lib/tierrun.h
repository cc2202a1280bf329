#ifndef CRM_TIERRUN_H
#define CRM_TIERRUN_H

#include "tierwrite.h"

/* From what was read to what crm-tier writes. */
enum tier_output {
	TIER_TABLE, TIER_EXPLAIN, TIER_AUDIENCE, TIER_SHOW_INTERESTS,
	TIER_SHOW_TAGS, TIER_SHOW_STEPS
};

struct tier_request {
	enum tier_output	 output;
	const char		*file;		/* --output or NULL */
	enum tab_format		 format;
	struct tier_rules	 rules;
	const char		*prev;		/* --prev or NULL */
	const char		*explain, *audience;	/* or NULL */
	bool			 digest;	/* of --prev */
	bool			 stop;		/* --strict: set by tier_run */
};

/* Compute and write. STATUS_OK, or a line in err. */
enum status	tier_run(struct tierin *in, struct tier_request *r,
		    struct buf *err);

#endif
