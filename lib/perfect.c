#include "perfect.h"

#include <stdlib.h>

#include "mem.h"

#define BUCKET		4	/* keys of a bucket, about */
#define MOVES		65536
#define GROWTH		4	/* times the room is doubled at most */

/* The keys of the buckets, one behind the other, as numbers. */
struct buckets {
	size_t		 n;
	uint32_t	*begin;		/* of each, and behind the last */
	uint32_t	*key;
	uint32_t	*order;		/* the buckets, largest first */
	size_t		 most;		/* keys of one */
};

/* 64 - log2 of a power of two that is at least n. */
static unsigned
shift_for(size_t n)
{
	unsigned bits = 1;

	while (bits < 40 && (size_t)1 << bits < n)
		bits++;
	return 64 - bits;
}

static size_t
size_of(const struct buckets *b, size_t i)
{
	return b->begin[i + 1] - b->begin[i];
}

/* Their order by counting sort. */
static void
sort_buckets(struct buckets *b)
{
	size_t size, i, at = 0;

	for (i = 0, b->most = 0; i < b->n; i++)
		b->most = size_of(b, i) > b->most ? size_of(b, i) : b->most;
	for (size = b->most; size > 0; size--)
		for (i = 0; i < b->n; i++)
			if (size_of(b, i) == size)
				b->order[at++] = (uint32_t)i;
	b->n = at;
}

static void
fill_buckets(struct buckets *b, const struct perfect *p, const uint64_t *hash,
    size_t n)
{
	uint32_t *next;
	size_t i;

	b->n = (size_t)1 << (64 - p->bucketshift);
	b->begin = mem_zero((b->n + 2) * sizeof(*b->begin));
	b->key = mem_zero((n + 1) * sizeof(*b->key));
	b->order = mem_zero(b->n * sizeof(*b->order));
	/* Counted two further on, so that filling moves them to their place. */
	next = b->begin + 1;
	for (i = 0; i < n; i++)
		next[1 + (hash[i] >> p->bucketshift)]++;
	for (i = 0; i < b->n; i++)
		next[i + 1] += next[i];
	for (i = 0; i < n; i++)
		b->key[next[hash[i] >> p->bucketshift]++] = (uint32_t)i;
	sort_buckets(b);
}

/* Put a bucket into slots that are not taken, or leave all as it was. */
static bool
fits(const struct perfect *p, const struct buckets *b, size_t bucket,
    const uint64_t *hash, uint8_t *taken)
{
	const uint32_t *key = b->key + b->begin[bucket];
	size_t i, n = size_of(b, bucket);

	for (i = 0; i < n && !taken[perfect_slot(p, hash[key[i]])]; i++)
		taken[perfect_slot(p, hash[key[i]])] = 1;
	if (i == n)
		return true;
	while (i-- > 0)
		taken[perfect_slot(p, hash[key[i]])] = 0;
	return false;
}

/* All buckets; false when one of them fits nowhere. */
static bool
place(struct perfect *p, const struct buckets *b, const uint64_t *hash)
{
	uint8_t *taken = mem_zero(perfect_slots(p));
	size_t i, at, move = 0;

	for (i = 0; i < b->n && move < MOVES; i++) {
		at = b->order[i];
		for (move = 0; move < MOVES; move++) {
			p->move[at] = (uint16_t)move;
			if (fits(p, b, at, hash, taken))
				break;
		}
	}
	free(taken);
	return move < MOVES;
}

bool
perfect_build(struct perfect *p, const uint64_t *hash, size_t n)
{
	struct buckets b;
	int grown = 0;
	bool good;

	p->bucketshift = shift_for(n / BUCKET + 1);
	p->shift = shift_for(n + n / 4 + 1);
	p->move = mem_zero(sizeof(*p->move) << (64 - p->bucketshift));
	fill_buckets(&b, p, hash, n);
	for (good = place(p, &b, hash); !good && grown < GROWTH; grown++) {
		p->shift--;
		good = place(p, &b, hash);
	}
	free(b.begin);
	free(b.key);
	free(b.order);
	return good;
}

void
perfect_free(struct perfect *p)
{
	free(p->move);
	*p = (struct perfect){ .move = NULL };
}
