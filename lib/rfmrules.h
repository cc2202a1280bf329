#ifndef CRM_RFMRULES_H
#define CRM_RFMRULES_H

#include "opt.h"
#include "rfmcuts.h"
#include "rfmmoves.h"
#include "segment.h"

/*
 * By what rules crm-rfm scores customers and puts them into segments: what its
 * options name, read before the customers are.
 */
struct rfm_rules_request {
	const char	*segments;	/* --segments */
	int		 lang;		/* --lang: en, zh */
	const char	*cuts;		/* --cuts, or NULL */
	struct opt_list	 breaks;	/* --breaks */
	const char	*top_spend;	/* --top-spend, or NULL */
	const char	*prev;		/* --prev, or NULL */
	bool		 digest;	/* of --prev, for the summary */
};

struct rfm_rules {
	struct segments	 seg;
	struct rfm_cuts	 cuts[RFM_MEASURES];
	struct rfm_moves moves;
	bool		 has_moves;
	bool		 stop;		/* --strict: a bad row in --prev */
};

/*
 * Fill rules, and seg, cuts and top of o, whose bins are set. STATUS_OK, or a
 * line in err; an earlier table that cannot be read ends the program (as
 * input.h).
 */
enum status	rfm_rules_open(struct rfm_rules *rules,
		    const struct rfm_rules_request *r,
		    struct rfm_table_opts *o, struct ledger *l,
		    struct buf *err);
void		rfm_rules_free(struct rfm_rules *rules);

#endif
