#ifndef CRM_PERFECT_H
#define CRM_PERFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A slot of its own for each of a set of keys that is known beforehand, by its
 * 64-bit hash; any other key gets the slot of one of them or a free one. So one
 * look tells whether a key is there, without a search and its branches. The
 * hashes fall into buckets, each with the number that takes all of its keys to
 * free slots (Belazzougui, Botelho and Dietzfelbinger, Hash, displace, and
 * compress, 2009).
 */
struct perfect {
	uint16_t	*move;		/* of each bucket */
	unsigned	 bucketshift;	/* 64 - log2 of the buckets */
	unsigned	 shift;		/* 64 - log2 of the slots */
};

/* Hashes that differ. False: these do not fit, others of the keys would. */
bool	perfect_build(struct perfect *p, const uint64_t *hash, size_t n);
void	perfect_free(struct perfect *p);

static inline size_t
perfect_slots(const struct perfect *p)
{
	return (size_t)1 << (64 - p->shift);
}

static inline size_t
perfect_slot(const struct perfect *p, uint64_t hash)
{
	return ((hash ^ p->move[hash >> p->bucketshift]) *
	    UINT64_C(0xd6e8feb86659fd93)) >> p->shift;
}

#endif
