#ifndef CRM_CHANGES_H
#define CRM_CHANGES_H

#include "figures.h"

/*
 * Comparisons of a period with the one before (definitions.md 3.4). A flag
 * needs three things: the test of the difference stays below 0.05 after Holm's
 * step-down over all comparisons of the report (Holm 1979, Scand. J. Stat. 6,
 * 65), the relative change is at least 10 %, and both sides have enough units.
 * A zeroed list is empty.
 */
#define CHANGES_CUSTOMERS	30	/* units a side of a share */
#define CHANGES_CONTENTS	20	/* units a side of a ratio */

struct change {
	struct fig_key	key;		/* metric: that which is compared */
	int128		y[2], x[2];	/* now and before: y / x */
	double		p;		/* of the test; -1: not tested */
	unsigned	flag;		/* FIG_UP, FIG_DOWN or 0 */
	bool		of_people;	/* x counts customers */
};

struct changes {
	struct change	*c;
	size_t		 n;
};

/*
 * A share of customers who count at most once each: part[0] of n[0] now,
 * part[1] of n[1] before. Pooled two-proportion z test. Kept when both n are
 * above 0. Texts of the key must live as long as the figures.
 */
void	changes_share(struct changes *cs, const struct fig_key *k,
	    const int128 part[2], const int128 n[2]);
/* A ratio of counts over contents: z from the two standard errors. */
void	changes_ratio(struct changes *cs, const struct fig_key *k,
	    const struct fig_sums *now, const struct fig_sums *before);
/* All are there: set the flags. */
void	changes_finish(struct changes *cs);
void	changes_free(struct changes *cs);

#endif
