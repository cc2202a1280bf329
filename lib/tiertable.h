#ifndef CRM_TIERTABLE_H
#define CRM_TIERTABLE_H

#include "rfm.h"
#include "tier.h"
#include "tierin.h"
#include "tierrules.h"

/* The table of crm-tier: what follows from what was read. */

#define MISSING_TAGS	(1u << PARTS)

struct tier_row {
	uint32_t	rank[PARTS];	/* of 1 / (2 N) */
	int64_t		net;		/* 1/10000 */
	/* Scores as sums of weight times rank: of 100 / (weights 2 N). */
	int64_t		activity, value;
	/* Of the preferred tag, of n times tier_tag_unit. */
	int128		share;
	uint64_t	n, k;		/* interactions with a tag, with it */
	uint32_t	tag;		/* the preferred one, SUBJECT_NONE */
	uint8_t		active_days;
	uint8_t		member;		/* of N */
	uint8_t		clear;
	uint8_t		high;		/* of high value */
	uint8_t		eligible;	/* and clear, where there are tags */
	uint8_t		raw, tier;	/* enum tier */
	uint8_t		was;		/* the same, of an earlier table */
	bool		was_there;
	uint8_t		life;		/* enum lifecycle */
	uint8_t		rfm[3];		/* on 3 bins, 0: no buyer */
	uint8_t		expertise;	/* 1 to 3, 0: none */
};

struct tier_table {
	struct tierin	*in;		/* borrowed */
	struct tier_rules rules;
	int32_t		 as_of;
	struct tier_row	*row;		/* by customer number */
	uint32_t	*order;		/* numbers by user_id */
	uint32_t	 n;
	uint32_t	*member;	/* numbers of N */
	size_t		 members;
	uint32_t	*buyer;		/* number by that in in->purchases, or
					   HASH_NONE */
	unsigned	 missing;	/* a bit a part, MISSING_TAGS */
	/* Of the parts that are there, in activity, in value; 0: none. */
	int64_t		 weights[2];
	bool		 tiers;		/* there are any */
	/* By score: from here on high value, and core. */
	int64_t		 high_least, core_least;
	int64_t		 median[2];	/* of activity and value above 0 */
	size_t		 high, eligible;
	/* Of the population, by tag: interactions with it; all with a tag. */
	uint64_t	*with;
	uint64_t	 all;
	uint64_t	 ntag;		/* K: tags with at least one */
	bool		 moves;		/* was is filled: tierprev.h */
	/* Where the scores of 3 begin: R, F, M of buyers, active days. */
	struct rfm_cuts	 cuts[3], days;
};

/* 1/m of an interaction is exact in this for m up to 64. */
int128	tier_tag_unit(void);

/* Compute it from what was read, which must be finished. */
void	tier_table(struct tier_table *t, struct tierin *in,
	    const struct tier_rules *r);
void	tier_table_free(struct tier_table *t);
/* In tierpref.c: the tags that one customer's interactions have. */
struct tier_basket {
	int128		*sum;	/* by tag, of 1/m, times unit */
	uint64_t	*k;	/* by tag, interactions with it */
	uint32_t	*tag;	/* those that are not 0 */
	size_t		 n;
	uint64_t	 all;	/* interactions with a tag */
	int128		 unit;	/* tier_tag_unit */
};
void	tier_basket_open(struct tier_basket *b, const struct tier_table *t);
/* Those of a customer, in place of what was there. */
void	tier_basket_fill(struct tier_basket *b, const struct tier_table *t,
	    uint32_t number);
void	tier_basket_free(struct tier_basket *b);
/* In tierpref.c: n, k, tag, share and clear of each member. */
void	tier_preferences(struct tier_table *t);
/* In tierstate.c: life, rfm, active_days and expertise. */
void	tier_states(struct tier_table *t);
/* Behaviour segments and levels by name; empty outside N or without one. */
struct str	tier_behaviour(const struct tier_table *t, uint32_t number);
struct str	tier_expertise(const struct tier_row *r);
/* "A+V-P+" */
void	tier_octant(const struct tier_table *t, const struct tier_row *r,
	    char out[6]);

#endif
