#ifndef CRM_TIERPREV_H
#define CRM_TIERPREV_H

#include "tiertable.h"

/*
 * An earlier table of crm-tier: a tier changes when it is found twice running
 * (--prev, definitions.md 3.1).
 */
struct tier_prev {
	const char	*file;		/* borrowed */
	struct names	 id;
	uint8_t		*tier, *raw;	/* enum tier, by number in id */
	int32_t		 as_of;		/* DAY_NONE: the table is empty */
	bool		 stop;		/* --strict: a bad row */
};

/* What is no such table ends the program (as input.h). */
void	tier_prev_load(struct tier_prev *p, const char *path,
	    struct ledger *l, bool digest);
/*
 * Fill was, was_there and tier of each row. STATUS_DATA with a line in err when
 * the earlier table is of a later day.
 */
enum status	tier_prev_apply(const struct tier_prev *p,
		    struct tier_table *t, struct buf *err);
void	tier_prev_free(struct tier_prev *p);

#endif
