#ifndef CRM_TIER_H
#define CRM_TIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The arithmetic of tiers (definitions.md 3.1 and 3.2): all of it exact. */

enum tier { TIER_NONE, TIER_CORE, TIER_POTENTIAL, TIER_LONGTAIL, TIERS };
extern const char *const tier_names[TIERS];
/* Shares of the population that are expected, from and to in percent. */
extern const int	tier_bands[TIERS][2];

/*
 * The mid-rank percentile of each of n values as a whole number of 1 / (2 n):
 * 2 * (values less) + (values equal), and 0 for a value of 0 or less.
 */
void	tier_ranks(const int64_t *value, size_t n, uint32_t *rank);
/*
 * From the highest down, the blocks of equal values above 0 that fit as a
 * whole: at most total * num / den values. Their number, and the least of them
 * in *least (INT64_MAX when there is none).
 */
size_t	tier_top(const int64_t *value, size_t n, int64_t total, int64_t num,
	    int64_t den, int64_t *least);
/* The lower middle one of the values above 0; 0 when there is none. */
int64_t	tier_median(const int64_t *value, size_t n);

enum lifecycle {
	LIFE_NONE, LIFE_NEW, LIFE_ACTIVE, LIFE_RESURRECTED, LIFE_DORMANT,
	LIFE_CHURNED, LIVES
};
extern const char *const life_names[LIVES];

/* Days of the activities of one customer; DAY_NONE: none. */
struct life_days {
	int32_t	first, last;	/* of all */
	int32_t	early;		/* the first of the last `active` days */
	int32_t	before;		/* the last one before those days */
	bool	left;		/* a loss that no activity follows */
};
enum lifecycle	tier_lifecycle(const struct life_days *d, int32_t as_of,
		    int32_t active, int32_t churn);

#endif
