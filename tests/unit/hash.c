/* The index, and what stands on it: heap, store, seen. */
#include <stdlib.h>

#include "hash.h"
#include "heap.h"
#include "mem.h"
#include "perfect.h"
#include "seen.h"
#include "store.h"
#include "unit.h"

#define KEYS	300000

static uint64_t
key_of(uint32_t i)
{
	char text[16];
	int n = snprintf(text, sizeof(text), "user%u", (unsigned)i);

	return hash_bytes((struct str){ text, (size_t)n }, 0);
}

static uint32_t
find(const struct hash *h, const uint64_t *key, uint64_t want)
{
	struct hash_probe p;
	uint32_t i;

	for (i = hash_first(h, want, &p); i != HASH_NONE;
	    i = hash_next(h, &p))
		if (key[i] == want)
			return i;
	return HASH_NONE;
}

/* In one of the two ways. */
static void
add(struct hash *h, uint64_t key, uint32_t entry)
{
	struct hash_probe p;
	uint32_t i;

	if (entry % 2 == 0) {
		hash_add(h, key, entry);
		return;
	}
	for (i = hash_first(h, key, &p); i != HASH_NONE;)
		i = hash_next(h, &p);
	hash_put(h, &p, entry);
}

static void
grows(void)
{
	uint64_t *key = calloc(KEYS, sizeof(*key));
	struct hash h = { 0 };
	uint32_t i, wrong = 0;

	CHECK_INT(find(&h, key, 1), HASH_NONE);
	hash_prefetch(&h, 1);
	for (i = 0; i < KEYS; i++) {
		key[i] = key_of(i);
		wrong += find(&h, key, key[i]) != HASH_NONE;
		add(&h, key[i], i);
	}
	for (i = 0; i < KEYS; i++)
		wrong += find(&h, key, key[i]) != i;
	CHECK_INT(wrong, 0);
	CHECK_INT(h.n, KEYS);
	CHECK(h.n <= (h.mask + 1) / 8 * 5 + 1);
	CHECK_INT(find(&h, key, key_of(KEYS)), HASH_NONE);
	hash_free(&h);
	/* Into an empty one. */
	add(&h, key[1], 1);
	CHECK_INT(find(&h, key, key[1]), 1);
	hash_free(&h);
	free(key);
}

/* One tag for all, also the last one, which wraps to the first slot. */
static void
collides(void)
{
	static const uint64_t tags[] = { 0, 1, UINT32_MAX };
	uint64_t key[2000];
	struct hash h;
	uint32_t i, wrong, t;

	for (t = 0; t < 3; t++) {
		h = (struct hash){ 0 };
		for (i = 0, wrong = 0; i < 2000; i++) {
			key[i] = tags[t] << 32 | i;
			add(&h, key[i], i);
		}
		for (i = 0; i < 2000; i++)
			wrong += find(&h, key, key[i]) != i;
		CHECK_INT(wrong, 0);
		CHECK_INT(find(&h, key, tags[t] << 32 | 2000), HASH_NONE);
		hash_free(&h);
	}
}

/* Every byte and the length count; nothing beside them is read. */
static void
hashes(void)
{
	char text[80] = { 0 };
	uint64_t base, other;
	struct hash128 wide;
	size_t len, i;

	for (len = 0; len < sizeof(text); len++) {
		struct str s = { text, len }, exact = { malloc(len + 1), len };

		memcpy((char *)(uintptr_t)exact.p, text, len);
		base = hash_bytes(s, 0);
		wide = hash_bytes128(s, 0);
		CHECK(base == hash_bytes(exact, 0));
		CHECK(base != hash_bytes(s, 1));
		free((char *)(uintptr_t)exact.p);
		for (i = 0; i < len; i++) {
			text[i] = 1;
			other = hash_bytes(s, 0);
			CHECK(other != base);
			CHECK(hash_bytes128(s, 0).lo != wide.lo);
			CHECK(hash_bytes128(s, 0).hi != wide.hi);
			text[i] = 0;
		}
		CHECK(hash_bytes((struct str){ text, len + 1 }, 0) != base ||
		    len + 1 == sizeof(text));
	}
}

static void
heap_keeps(void)
{
	enum { N = 3000 };
	struct heap h = { 0 };
	uint32_t *ref = malloc(N * sizeof(*ref));
	size_t *size = malloc(N * sizeof(*size)), k, i, wrong = 0;
	unsigned char *p;

	for (i = 0; i < N; i++) {
		size[i] = i == 1000 ? HEAP_BLOCK + 5 : i == 2000 ? HEAP_BLOCK :
		    1 + i * 7919 % 9000;
		p = heap_add(&h, size[i], &ref[i]);
		CHECK(heap_at(&h, ref[i]) == p);
		CHECK((uintptr_t)p % HEAP_UNIT == 0);
		wrong += p[0] != 0 || p[size[i] - 1] != 0;
		memset(p, (int)(i % 251), size[i]);
	}
	for (i = 0; i < N; i++) {
		p = heap_at(&h, ref[i]);
		for (k = 0; k < size[i]; k += 97)
			wrong += p[k] != i % 251;
		wrong += p[size[i] - 1] != i % 251;
	}
	CHECK_INT(wrong, 0);
	CHECK(h.n > 4);
	heap_close(&h);
	free(ref);
	free(size);
}

static void
store_keeps(void)
{
	struct { uint64_t a; uint32_t b; } *e, *first;
	struct store s;
	uint32_t i, wrong = 0;

	store_open(&s, sizeof(*e));
	first = store_add(&s);
	for (i = 1; i < 2 * STORE_BLOCK + 10; i++) {
		e = store_add(&s);
		wrong += e->a != 0 || e->b != 0 || e != store_at(&s, i);
		e->a = e->b = i;
	}
	for (i = 1; i < s.n; i++) {
		e = store_at(&s, i);
		wrong += e->a != i || e->b != i;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(s.n, 2 * STORE_BLOCK + 10);
	CHECK(first == store_at(&s, 0));
	store_close(&s);
}

static void
seen_tells(void)
{
	struct seen s;
	uint32_t i, wrong = 0;
	bool fresh;

	seen_open(&s);
	for (i = 0; i < 5000; i++) {
		/* Equal halves, and tags that collide. */
		wrong += seen_add(&s, (struct hash128){ i & 1, i / 2 },
		    &fresh) != i || !fresh;
	}
	for (i = 0; i < 5000; i++) {
		wrong += seen_add(&s, (struct hash128){ i & 1, i / 2 },
		    &fresh) != i || fresh;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(seen_add(&s, (struct hash128){ 2, 0 }, &fresh), 5000);
	CHECK(fresh);
	seen_close(&s);
}

/* Each key has a slot of its own, in not much more room than they need. */
static void
perfect(void)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 10, 1000, KEYS };
	uint64_t *key = mem_zero(KEYS * sizeof(*key));
	struct perfect p;
	uint8_t *taken;
	size_t i, k, n, twice;

	for (k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
		n = sizes[k];
		for (i = 0; i < n; i++)
			key[i] = i * UINT64_C(0x9e3779b97f4a7c15);
		CHECK(perfect_build(&p, key, n));
		CHECK(perfect_slots(&p) <= 3 * n + 2);
		taken = mem_zero(perfect_slots(&p));
		for (i = twice = 0; i < n; i++)
			twice += taken[perfect_slot(&p, key[i])]++ > 0;
		CHECK_INT(twice, 0);
		free(taken);
		perfect_free(&p);
	}
	/* Two that are the same fit nowhere. */
	key[1] = key[0];
	CHECK(!perfect_build(&p, key, 2));
	perfect_free(&p);
	free(key);
}

int
main(void)
{
	RUN(grows);
	RUN(collides);
	RUN(perfect);
	RUN(hashes);
	RUN(heap_keeps);
	RUN(store_keeps);
	RUN(seen_tells);
	return UNIT_STATUS();
}
