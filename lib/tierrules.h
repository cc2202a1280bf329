#ifndef CRM_TIERRULES_H
#define CRM_TIERRULES_H

#include "acts.h"
#include "diag.h"

/*
 * What crm-tier goes by: the built-in rules (lib/data/tiers), over them those
 * of --rules, over them the options.
 */

/* Components of the scores, in the order in which `missing` lists them. */
enum part {
	PART_INTERACTIONS, PART_SECONDS, PART_POSTS, PART_NET, PART_CLV, PARTS
};
extern const char *const part_names[PARTS];

struct tier_rules {
	const char	*name;		/* --rules or NULL */
	int64_t		 window, preference, active, churn;	/* days */
	int64_t		 core, potential;	/* 1/10000 percent */
	/* In 1/10000 of a point; -1: by quota. */
	int64_t		 value_least, activity_least;
	/* 1/10000: three shares of activity, two of value. */
	int64_t		 part[PARTS];
	struct acts	 acts;
};

/* The options; NULL or 0: not given. */
struct tier_rules_request {
	const char	*rules, *weights, *quotas, *thresholds;
	int64_t		 window, preference, active, churn;
};

/* STATUS_OK, or STATUS_USAGE or STATUS_IO with a line in err. */
enum status	tier_rules_open(struct tier_rules *r,
		    const struct tier_rules_request *q, struct buf *err);
/* Put the rules of a text over *r; false with *f. */
bool		tier_rules_parse(struct tier_rules *r, struct str text,
		    struct fault *f);
/* --show: "rules" or "rules:NAME"; false when it is neither. */
bool		tier_rules_show(struct buf *out, const char *what);

#endif
