/* The customers of purchase.h by their ids. */
#include <stddef.h>
#include <string.h>

#include "mem.h"
#include "purchase.h"
#include "sortstr.h"

static uint32_t
find_one(struct purchases *p, struct str id, uint64_t key)
{
	struct hash_probe probe;
	struct customer *c;
	uint32_t ref;

	for (ref = hash_first(&p->by_id, key, &probe); ref != HASH_NONE;
	    ref = hash_next(&p->by_id, &probe)) {
		c = heap_at(&p->records, ref);
		if (c->idlen == id.len && memcmp(c->id, id.p, id.len) == 0)
			return ref;
	}
	c = heap_add(&p->records, offsetof(struct customer, id) + id.len,
	    &ref);
	c->idlen = id.len & INT32_MAX;
	memcpy(c->id, id.p, id.len);
	hash_put(&p->by_id, &probe, ref);
	*(uint32_t *)store_add(&p->customer) = ref;
	return ref;
}

void
purchases_find(struct purchases *p, const struct str *id,
    const struct hash128 *h, size_t n, uint32_t *ref)
{
	struct hash_probe probe;
	const char *c;
	size_t i;

	for (i = 0; i < n; i++)
		hash_prefetch(&p->by_id, h[i].lo);
	for (i = 0; i < n; i++)
		ref[i] = hash_first(&p->by_id, h[i].lo, &probe);
	for (i = 0; i < n; i++) {
		if (ref[i] == HASH_NONE)
			continue;
		c = heap_at(&p->records, ref[i]);
		mem_ask(c);
		mem_ask(c + 64);
	}
	for (i = 0; i < n; i++)
		ref[i] = find_one(p, id[i], h[i].lo);
}

struct customer *
purchases_new(struct purchases *p, struct str id)
{
	uint32_t n = p->customer.n;
	uint32_t ref = find_one(p, id, hash_bytes128(id, 0).lo);

	return p->customer.n > n ? heap_at(&p->records, ref) : NULL;
}

uint32_t *
purchases_sorted(const struct purchases *p)
{
	uint32_t i, n = p->customer.n, *order;
	struct sortstr *key = mem_table(n * sizeof(*key));

	for (i = 0; i < n; i++)
		key[i] = (struct sortstr){ .p = purchases_at(p, i)->id,
		    .len = purchases_at(p, i)->idlen, .number = i };
	sortstr(key, n);
	order = mem_array(n, sizeof(*order));
	for (i = 0; i < n; i++)
		order[i] = key[i].number;
	mem_table_free(key, n * sizeof(*key));
	return order;
}
