/* Records that come again, and identical rows. */
#include "dedup.h"

struct entry {
	uint64_t	content;
	uint64_t	customer;
	int64_t		minute;
	uint32_t	operand;
	uint32_t	map;
};

void
dedup_open(struct dedup *d)
{
	seen_open(&d->keys);
	store_open(&d->entry, sizeof(struct entry));
}

void
dedup_close(struct dedup *d)
{
	seen_close(&d->keys);
	store_close(&d->entry);
}

struct hash128
dedup_key(int kind, struct str source, struct str account, struct str id)
{
	/* Each part is hashed with the one before: no joined copy. */
	struct hash128 s = hash_bytes128(source, (uint64_t)kind + 1);
	struct hash128 a = hash_bytes128(account, s.lo);

	return hash_bytes128(id, a.hi ^ s.hi);
}

void
dedup_prefetch(const struct dedup *d, struct hash128 key)
{
	hash_prefetch(&d->keys.hash, key.lo);
}

static bool
clash(const struct entry *e, const struct dedup_record *r)
{
	if (!r->own_id || r->account || e->operand == r->operand ||
	    e->map != r->map)
		return false;
	if (e->customer != 0 && r->customer != 0 &&
	    e->customer != r->customer)
		return true;
	return e->minute != INT64_MIN && r->minute != INT64_MIN &&
	    e->minute != r->minute;
}

enum dedup_result
dedup_add(struct dedup *d, const struct dedup_record *r)
{
	bool fresh;
	uint32_t i = seen_add(&d->keys, r->key, &fresh);
	struct entry *e;

	if (fresh) {
		e = store_add(&d->entry);
		*e = (struct entry){ r->content, r->customer, r->minute,
		    r->operand, r->map };
		return DEDUP_NEW;
	}
	e = store_at(&d->entry, i);
	if (e->content == r->content)
		return DEDUP_SAME;
	return clash(e, r) ? DEDUP_CLASH : DEDUP_OTHER;
}

void
repeats_open(struct repeats *r, bool all)
{
	*r = (struct repeats){ .all = all };
	seen_open(&r->rows);
	store_open(&r->count, sizeof(uint32_t));
}

void
repeats_close(struct repeats *r)
{
	seen_close(&r->rows);
	store_close(&r->count);
}

void
repeats_prefetch(const struct repeats *r, struct hash128 row)
{
	hash_prefetch(&r->rows.hash, row.lo);
}

uint32_t
repeats_add(struct repeats *r, struct hash128 row)
{
	bool fresh;
	uint32_t *n, i;

	if (!r->all) {
		if (r->nlast == 0 || r->last.lo != row.lo ||
		    r->last.hi != row.hi)
			r->nlast = 0;
		r->last = row;
		return ++r->nlast;
	}
	i = seen_add(&r->rows, row, &fresh);
	n = fresh ? store_add(&r->count) : store_at(&r->count, i);
	*n = fresh ? 1 : *n + 1;
	return *n;
}
