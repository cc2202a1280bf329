/*
 * Numbers for texts that come again and again: segments, event types.
 */
#include <stdlib.h>

#include "names.h"

static uint32_t
find(const struct names *nm, struct str s, uint64_t key)
{
	struct hash_probe probe;
	uint32_t i;

	for (i = hash_first(&nm->index, key, &probe); i != HASH_NONE;
	    i = hash_next(&nm->index, &probe)) {
		if (str_eq(nm->name[i], s))
			return i;
	}
	return NAMES_NONE;
}

uint32_t
names_find(const struct names *nm, struct str s)
{
	return find(nm, s, hash_bytes(s, 0));
}

uint32_t
names_add(struct names *nm, struct str s)
{
	uint64_t key = hash_bytes(s, 0);
	uint32_t i = find(nm, s, key);

	if (i != NAMES_NONE)
		return i;
	nm->name = mem_room(nm->name, nm->n + 1, &nm->cap, sizeof(*nm->name));
	i = (uint32_t)nm->n;
	nm->name[nm->n++] = arena_dup(&nm->text, s);
	hash_add(&nm->index, key, i);
	return i;
}

struct by_name {
	struct str	name;
	uint32_t	number;
};

static int
compare(const void *a, const void *b)
{
	const struct by_name *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

uint32_t *
names_sorted(const struct names *nm)
{
	struct by_name *list = mem_array(nm->n, sizeof(*list));
	uint32_t *number = mem_array(nm->n, sizeof(*number));
	size_t i;

	for (i = 0; i < nm->n; i++)
		list[i] = (struct by_name){ nm->name[i], (uint32_t)i };
	if (nm->n > 1)
		qsort(list, nm->n, sizeof(*list), compare);
	for (i = 0; i < nm->n; i++)
		number[i] = list[i].number;
	free(list);
	return number;
}

uint32_t *
names_ranks(const struct names *nm, const uint32_t *sorted)
{
	uint32_t *rank = mem_array(nm->n, sizeof(*rank));
	size_t i;

	for (i = 0; i < nm->n; i++)
		rank[sorted[i]] = (uint32_t)i;
	return rank;
}

void
names_free(struct names *nm)
{
	free(nm->name);
	hash_free(&nm->index);
	arena_free(&nm->text);
	*nm = (struct names){ 0 };
}
