#ifndef CRM_HASH_H
#define CRM_HASH_H

#include <stdint.h>

#include "mem.h"

struct hash128 {
	uint64_t	lo, hi;
};

/* Fast hashes of bytes; the same on every machine. Not cryptographic. */
uint64_t	hash_bytes(struct str s, uint64_t seed);
struct hash128	hash_bytes128(struct str s, uint64_t seed);
/* As hexadecimal digits, hi first. */
#define HASH_TEXT	32
void		hash_print(struct hash128 h, char out[HASH_TEXT]);

/*
 * An index from hashes to entry numbers 0, 1, 2... that the caller keeps in an
 * array of its own. Open addressing, 8 bytes a slot, at most 2^32 - 2 entries.
 * A zeroed one is empty. A slot keeps the upper 32 bits of the hash, and its
 * place follows from them alone, so the table grows by itself.
 *
 *	for (i = hash_first(h, k, &p); i != HASH_NONE; i = hash_next(h, &p))
 *		if (entry i has the key) found
 *	hash_put(h, &p, number)
 *
 * Batches: call hash_prefetch for every key of a batch first.
 */
#define HASH_NONE	UINT32_MAX

struct hash_slot {
	uint32_t	tag;
	uint32_t	entry;		/* number + 1, 0: free */
};

struct hash {
	struct hash_slot	*slot;
	uint64_t		 mask;	/* slots - 1 */
	unsigned		 shift;	/* tag >> shift: the first place */
	uint64_t		 n;
};

struct hash_probe {
	uint64_t	at;
	uint32_t	tag;
};

MEM_AHEAD void
hash_prefetch(const struct hash *h, uint64_t key)
{
	if (h->slot != NULL)
		mem_ask(&h->slot[(uint32_t)(key >> 32) >> h->shift]);
}

/* First and further entries whose tag fits; HASH_NONE when there is none. */
static inline uint32_t
hash_probe(const struct hash *h, struct hash_probe *p)
{
	const struct hash_slot *s;

	for (;; p->at = (p->at + 1) & h->mask) {
		s = &h->slot[p->at];
		if (s->entry == 0)
			return HASH_NONE;
		if (s->tag == p->tag)
			return s->entry - 1;
	}
}

static inline uint32_t
hash_first(const struct hash *h, uint64_t key, struct hash_probe *p)
{
	p->tag = (uint32_t)(key >> 32);
	if (h->slot == NULL)
		return HASH_NONE;
	p->at = p->tag >> h->shift;
	return hash_probe(h, p);
}

static inline uint32_t
hash_next(const struct hash *h, struct hash_probe *p)
{
	p->at = (p->at + 1) & h->mask;
	return hash_probe(h, p);
}

/* Add entry number `entry` under key, which may be there already. */
void		hash_add(struct hash *h, uint64_t key, uint32_t entry);
/* The same where the probe has just ended with HASH_NONE. */
void		hash_put(struct hash *h, const struct hash_probe *p,
		    uint32_t entry);
void		hash_free(struct hash *h);

#endif
