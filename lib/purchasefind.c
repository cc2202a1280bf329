/* The customers of purchase.h by their ids. */
#include <string.h>

#include "mem.h"
#include "purchase.h"
#include "sortstr.h"

static bool
has_id(const struct purchases *p, uint32_t ref, struct str id)
{
	const struct customer *c = heap_at(&p->records, ref);

	return c->idlen == id.len && memcmp(c->id, id.p, id.len) == 0;
}

uint32_t
purchases_find(struct purchases *p, const struct purchase_id *i)
{
	struct hash_probe probe;
	struct customer *c;
	uint32_t ref = i->ref;

	if (ref != HASH_NONE && has_id(p, ref, i->id))
		return ref;
	for (ref = hash_first(&p->by_id, i->key, &probe); ref != HASH_NONE;
	    ref = hash_next(&p->by_id, &probe))
		if (has_id(p, ref, i->id))
			return ref;
	c = heap_add(&p->records, offsetof(struct customer, id) + i->id.len,
	    &ref);
	c->idlen = i->id.len & INT32_MAX;
	memcpy(c->id, i->id.p, i->id.len);
	hash_put(&p->by_id, &probe, ref);
	*(uint32_t *)store_add(&p->customer) = ref;
	return ref;
}

struct customer *
purchases_new(struct purchases *p, struct str id)
{
	const struct purchase_id i = { id, hash_bytes128(id, 0).lo, HASH_NONE };
	uint32_t n = p->customer.n;
	uint32_t ref = purchases_find(p, &i);

	return p->customer.n > n ? heap_at(&p->records, ref) : NULL;
}

uint32_t *
purchases_sorted(const struct purchases *p)
{
	uint32_t i, n = p->customer.n;
	struct sortstr *key = mem_table(n * sizeof(*key));

	for (i = 0; i < n; i++)
		key[i] = (struct sortstr){ .p = purchases_at(p, i)->id,
		    .len = purchases_at(p, i)->idlen, .number = i };
	return sortstr_order(key, n);
}
