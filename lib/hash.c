/*
 * Hashing by 64x64 -> 128 bit multiplication, folded: each 16 bytes are mixed
 * with constants and multiplied, the halves of the product are xored. Two
 * such lanes give 128 bits. The index stores a tag and a number in 8 bytes a
 * slot, so a miss costs one cache line and never touches an entry.
 */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "diag.h"
#include "mem.h"

#if defined(__SIZEOF_INT128__)
__extension__ typedef unsigned __int128 wide;
#endif

#define K0	0x9e3779b97f4a7c15u	/* 2^64 / golden ratio */
#define K1	0xd1b54a32d192ed03u	/* odd constants with mixed bits */
#define K2	0xaef17502108ef2d9u
#define K3	0x2545f4914f6cdd1du

#define FIRST_BITS	10	/* of the number of slots */

static uint64_t
mix(uint64_t a, uint64_t b)
{
	wide p = (wide)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static uint64_t
load64(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	uint64_t v;

	memcpy(&v, u, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static uint64_t
load32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap32(v);
#endif
	return v;
}

/*
 * The last 16 bytes of s as two words, or all of a shorter one; bytes may be
 * read twice, never beyond. The length, hashed apart, tells what was read.
 */
static inline void
load_tail(struct str s, uint64_t *a, uint64_t *b)
{
	const char *end = s.p + s.len;

	if (s.len >= 16) {
		*a = load64(end - 16);
		*b = load64(end - 8);
	} else if (s.len >= 8) {
		*a = load64(s.p);
		*b = load64(end - 8);
	} else if (s.len >= 4) {
		*a = load32(s.p);
		*b = load32(end - 4);
	} else if (s.len > 0) {
		*a = (unsigned char)s.p[0];
		*b = (uint64_t)(unsigned char)s.p[s.len / 2] << 8 |
		    (unsigned char)end[-1];
	} else
		*a = *b = 0;
}

uint64_t
hash_bytes(struct str s, uint64_t seed)
{
	uint64_t h = seed ^ K0, a, b;
	size_t at;

	for (at = 0; s.len - at > 16; at += 16)
		h = mix(load64(s.p + at) ^ K1, load64(s.p + at + 8) ^ h);
	load_tail(s, &a, &b);
	h = mix(a ^ K1, b ^ h);
	return mix(h ^ K2, s.len ^ K3);
}

struct hash128
hash_bytes128(struct str s, uint64_t seed)
{
	uint64_t h = seed ^ K0, g = seed ^ K3, a, b;
	size_t at;

	for (at = 0; s.len - at > 16; at += 16) {
		a = load64(s.p + at);
		b = load64(s.p + at + 8);
		h = mix(a ^ K1, b ^ h);
		g = mix(a ^ g, b ^ K2);
	}
	load_tail(s, &a, &b);
	h = mix(a ^ K1, b ^ h);
	g = mix(a ^ g, b ^ K2);
	return (struct hash128){ mix(h ^ K2, s.len ^ K3 ^ g),
	    mix(g ^ K1, s.len ^ K0 ^ h) };
}

void
hash_print(struct hash128 h, char out[HASH_TEXT])
{
	int i;

	for (i = 0; i < 16; i++) {
		out[i] = "0123456789abcdef"[h.hi >> (60 - 4 * i) & 15];
		out[16 + i] = "0123456789abcdef"[h.lo >> (60 - 4 * i) & 15];
	}
}

static void
place(struct hash *h, struct hash_slot s)
{
	uint64_t at = s.tag >> h->shift;

	while (h->slot[at].entry != 0)
		at = (at + 1) & h->mask;
	h->slot[at] = s;
}

/* Twice the slots. Places keep their order, so memory is read in order. */
static void
grow(struct hash *h)
{
	struct hash_slot *old = h->slot;
	uint64_t i, n = old == NULL ? 0 : h->mask + 1;
	uint64_t slots = n == 0 ? (uint64_t)1 << FIRST_BITS : n * 2;

	h->shift = n == 0 ? 32 - FIRST_BITS : h->shift - 1;
	h->mask = slots - 1;
	h->slot = mem_table((size_t)slots * sizeof(*h->slot));
	for (i = 0; i < n; i++)
		if (old[i].entry != 0)
			place(h, old[i]);
	if (old != NULL)
		mem_table_free(old, (size_t)n * sizeof(*old));
}

/* At most 5/8 full: probes stay within a cache line or two. */
static bool
is_full(const struct hash *h)
{
	return h->slot == NULL ||
	    (h->n >= (h->mask + 1) / 8 * 5 && h->shift > 0);
}

static void
add(struct hash *h, uint32_t tag, uint32_t entry)
{
	if (h->n >= UINT32_MAX - 2)
		die(STATUS_IO, "more than 4,294,967,293 different keys");
	if (is_full(h))
		grow(h);
	place(h, (struct hash_slot){ tag, entry + 1 });
	h->n++;
}

void
hash_add(struct hash *h, uint64_t key, uint32_t entry)
{
	add(h, (uint32_t)(key >> 32), entry);
}

void
hash_put(struct hash *h, const struct hash_probe *p, uint32_t entry)
{
	if (h->n >= UINT32_MAX - 2 || is_full(h)) {
		add(h, p->tag, entry);
		return;
	}
	h->slot[p->at] = (struct hash_slot){ p->tag, entry + 1 };
	h->n++;
}

void
hash_free(struct hash *h)
{
	if (h->slot != NULL)
		mem_table_free(h->slot,
		    (size_t)(h->mask + 1) * sizeof(*h->slot));
	*h = (struct hash){ 0 };
}
