#ifndef CRM_SEEN_H
#define CRM_SEEN_H

#include "hash.h"
#include "store.h"

/* A set of 128-bit keys: about 30 bytes each. */
struct seen {
	struct store	key;
	struct hash	hash;
};

void	seen_open(struct seen *s);
/* The number of the key (0, 1, 2...), and whether it is new. */
uint32_t seen_add(struct seen *s, struct hash128 key, bool *fresh);
/* Its number, or HASH_NONE. */
uint32_t seen_find(const struct seen *s, struct hash128 key);
void	seen_close(struct seen *s);

#endif
