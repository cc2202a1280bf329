/* The days on which customers ordered. */
#include <stdlib.h>

#include "daybook.h"
#include "mem.h"

void
daybook_open(struct daybook *b)
{
	*b = (struct daybook){ 0 };
	store_open(&b->day, sizeof(struct daybook_day));
}

void
daybook_close(struct daybook *b)
{
	store_close(&b->day);
	hash_free(&b->index);
}

static uint64_t
key_of(uint32_t customer, int32_t day)
{
	const uint32_t both[2] = { customer, (uint32_t)day };

	return hash_bytes((struct str){ (const char *)both, sizeof(both) }, 0);
}

bool
daybook_add(struct daybook *b, uint32_t customer, int32_t day, int64_t net)
{
	uint64_t key = key_of(customer, day);
	struct daybook_day *d;
	struct hash_probe probe;
	uint32_t i;

	for (i = hash_first(&b->index, key, &probe); i != HASH_NONE;
	    i = hash_next(&b->index, &probe)) {
		d = store_at(&b->day, i);
		if (d->customer != customer || d->day != day)
			continue;
		if (__builtin_add_overflow(d->net, net, &d->net))
			b->overflow = true;
		return false;
	}
	hash_add(&b->index, key, b->day.n);
	d = store_add(&b->day);
	*d = (struct daybook_day){ net, customer, day };
	return true;
}

static int
by_customer(const void *a, const void *b)
{
	const struct daybook_day *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

struct daybook_day *
daybook_sorted(const struct daybook *b)
{
	struct daybook_day *all = mem_array(b->day.n, sizeof(*all));
	uint32_t i;

	for (i = 0; i < b->day.n; i++)
		all[i] = *(const struct daybook_day *)store_at(&b->day, i);
	qsort(all, b->day.n, sizeof(*all), by_customer);
	return all;
}
