/* A set of 128-bit keys, for rows and records that may come twice. */
#include "seen.h"

void
seen_open(struct seen *s)
{
	*s = (struct seen){ 0 };
	store_open(&s->key, sizeof(struct hash128));
}

uint32_t
seen_find(const struct seen *s, struct hash128 key)
{
	const struct hash128 *k;
	struct hash_probe probe;
	uint32_t i;

	for (i = hash_first(&s->hash, key.lo, &probe); i != HASH_NONE;
	    i = hash_next(&s->hash, &probe)) {
		k = store_at(&s->key, i);
		if (k->lo == key.lo && k->hi == key.hi)
			break;
	}
	return i;
}

uint32_t
seen_add(struct seen *s, struct hash128 key, bool *fresh)
{
	uint32_t i = seen_find(s, key);
	struct hash128 *k;

	*fresh = i == HASH_NONE;
	if (!*fresh)
		return i;
	hash_add(&s->hash, key.lo, s->key.n);
	k = store_add(&s->key);
	*k = key;
	return s->key.n - 1;
}

void
seen_close(struct seen *s)
{
	store_close(&s->key);
	hash_free(&s->hash);
}
