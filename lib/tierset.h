#ifndef CRM_TIERSET_H
#define CRM_TIERSET_H

#include "customers.h"
#include "num.h"

/*
 * The tiers that customers have: those of crm-tier in their order, then others
 * in byte order, then "" for those without one. Only tiers of somebody.
 */
struct tierset {
	struct tierset_tier {
		struct str	name;
		int128		customers;
	} *tier;
	size_t			 n;
	uint32_t		*of_word;	/* by customers.words */
	uint32_t		 none;		/* the tier "" */
};
#define TIERSET_NONE	UINT32_MAX

/* False when no table has the column tier, or nobody one; free it anyway. */
bool		tierset_open(struct tierset *t, const struct customers *set);
/* The place of a customer in it; TIERSET_NONE for NULL. */
uint32_t	tierset_of(const struct tierset *t,
		    const struct customer_row *c);
void		tierset_free(struct tierset *t);

/*
 * A thing to be counted by two groups, then by who it is of and what it is
 * about: sorted, equal numbers stand together.
 */
struct unit {
	uint32_t	 a, b, who, what;
	const void	*item;
};

struct units {
	struct unit	*u;
	size_t		 n, cap;
};

void	units_add(struct units *us, const struct unit *u);
void	units_sort(struct unit *u, size_t n);
/* The end of the units from `from` on that share a, and b if both. */
size_t	units_end(const struct units *us, size_t from, bool both);
/* How many different `who` there are in sorted ones, UINT32_MAX not. */
int128	units_people(const struct unit *u, size_t n);

#endif
