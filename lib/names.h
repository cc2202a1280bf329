#ifndef CRM_NAMES_H
#define CRM_NAMES_H

#include "hash.h"
#include "mem.h"

/* Distinct texts, numbered 0, 1, 2... as they come. A zeroed one is empty. */
struct names {
	struct str	*name;
	size_t		 n, cap;
	struct hash	 index;
	struct arena	 text;
};

/* The number of s, which is copied when it is new. */
uint32_t	names_add(struct names *nm, struct str s);
/* The number of s, or NAMES_NONE. */
#define NAMES_NONE	UINT32_MAX
uint32_t	names_find(const struct names *nm, struct str s);
/* The numbers in the byte order of their names; the caller frees. */
uint32_t	*names_sorted(const struct names *nm);
/* The place of each number among these; the caller frees. */
uint32_t	*names_ranks(const struct names *nm, const uint32_t *sorted);
void		names_free(struct names *nm);

#endif
