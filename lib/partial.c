/* The sums of a state, and how its texts are written and read. */
#include <string.h>
#include <zlib.h>

#include "partial.h"

const struct rec_col partial_columns[PARTIAL_COLUMNS] = {
	[PARTIAL_KIND]		= { PARTIAL_NAME, true },
	[PARTIAL_USER]		= { "user_id", true },
	[PARTIAL_SOURCE]	= { "source", true },
	[PARTIAL_ACCOUNT]	= { "account", true },
	[PARTIAL_ORDER]		= { "order_id", true },
	[PARTIAL_STATUS]	= { "status", true },
	[PARTIAL_CURRENCY]	= { "currency", true },
	[PARTIAL_ROWS]		= { "rows", true },
	[PARTIAL_AMOUNT]	= { "amount", true },
	[PARTIAL_OWN]		= { "own_amount", true },
	[PARTIAL_FIRST]		= { "first_time", true },
	[PARTIAL_LAST]		= { "last_time", true },
	[PARTIAL_NEWEST]	= { "newest", true },
	[PARTIAL_NEXT]		= { "next_newest", true },
	[PARTIAL_RATES]		= { "rates", true },
	[PARTIAL_REFUNDS]	= { "refunds", true },
	[PARTIAL_ROUND]		= { "round_money", true },
	[PARTIAL_TZ]		= { "tz", true },
	[PARTIAL_CHECKSUM]	= { "checksum", true }
};

const enum partial_column partial_shape[SHAPE_SETTINGS] = {
	[SHAPE_CURRENCY]	= PARTIAL_CURRENCY,
	[SHAPE_RATES]		= PARTIAL_RATES,
	[SHAPE_REFUNDS]		= PARTIAL_REFUNDS,
	[SHAPE_ROUND]		= PARTIAL_ROUND,
	[SHAPE_TZ]		= PARTIAL_TZ
};

/* Bytes that would end a line, with the escape, and their letters. */
static const char escaped[] = "\\\n\r", letter[] = "\\nr";

void
partial_open(struct partial *p)
{
	*p = (struct partial){ 0 };
	store_open(&p->user, sizeof(uint32_t));
	store_open(&p->sum, sizeof(uint32_t));
	names_add(&p->word, STR(""));
}

void
partial_close(struct partial *p)
{
	heap_close(&p->records);
	store_close(&p->user);
	store_close(&p->sum);
	hash_free(&p->by_id);
	hash_free(&p->by_key);
	names_free(&p->word);
}

static const struct partial_user *
find_user(struct partial *p, struct str id, uint64_t key)
{
	struct hash_probe probe;
	struct partial_user *u;
	uint32_t ref;

	for (ref = hash_first(&p->by_id, key, &probe); ref != HASH_NONE;
	    ref = hash_next(&p->by_id, &probe)) {
		u = heap_at(&p->records, ref);
		if (u->idlen == id.len && memcmp(u->id, id.p, id.len) == 0)
			return u;
	}
	u = heap_add(&p->records, sizeof(*u) + id.len, &ref);
	u->number = p->user.n;
	u->idlen = (uint32_t)id.len;
	memcpy(u->id, id.p, id.len);
	hash_add(&p->by_id, key, ref);
	*(uint32_t *)store_add(&p->user) = ref;
	return u;
}

/* Number 0 is the empty word, which most are. */
static uint32_t
word(struct partial *p, struct str s)
{
	return s.len == 0 ? 0 : names_add(&p->word, s);
}

/* What sums that a row belongs to have, still without it. */
static void
like(struct partial *p, const struct partial_row *r, uint32_t user,
    struct partial_sum *t)
{
	*t = (struct partial_sum){ .first = r->first, .user = user,
	    .source = word(p, r->source), .account = word(p, r->account),
	    .currency = word(p, r->currency),
	    .orderlen = (uint32_t)r->order.len, .refund = r->refund,
	    .refunded = r->refunded };
}

static bool
is_like(const struct partial_sum *s, const struct partial_sum *t,
    struct str order)
{
	return s->user == t->user && s->source == t->source &&
	    s->account == t->account && s->currency == t->currency &&
	    s->refund == t->refund && s->refunded == t->refunded &&
	    s->orderlen == t->orderlen &&
	    memcmp(s->order, order.p, order.len) == 0 &&
	    stamp_packed_day(s->first) == stamp_packed_day(t->first);
}

static struct partial_sum *
find_sum(struct partial *p, const struct partial_row *r,
    const struct partial_sum *t, uint64_t key)
{
	struct hash_probe probe;
	struct partial_sum *s;
	uint32_t ref;

	for (ref = hash_first(&p->by_key, key, &probe); ref != HASH_NONE;
	    ref = hash_next(&p->by_key, &probe)) {
		s = heap_at(&p->records, ref);
		if (is_like(s, t, r->order))
			return s;
	}
	s = heap_add(&p->records, sizeof(*s) + r->order.len, &ref);
	*s = *t;
	memcpy(s->order, r->order.p, r->order.len);
	hash_add(&p->by_key, key, ref);
	*(uint32_t *)store_add(&p->sum) = ref;
	return s;
}

static void
add_to(struct partial *p, struct partial_sum *s, const struct partial_row *r)
{
	if (r->first < s->first)
		s->first = r->first;
	if (r->last > s->last)
		s->last = r->last;
	if (__builtin_add_overflow(s->amount, r->amount, &s->amount) ||
	    __builtin_add_overflow(s->own, r->own, &s->own))
		p->trouble = "the amounts of one customer or order add up to "
		    "more than 922337203685477.5807";
	if (__builtin_add_overflow(s->rows, r->rows, &s->rows))
		p->trouble = "more than 4294967295 events of one customer, "
		    "order and day";
	p->rows += r->rows;
}

/* Asks for the memory that an entry of an index refers to. */
MEM_AHEAD void
prefetch(const struct partial *p, const struct hash *h, uint64_t key)
{
	struct hash_probe probe;
	uint32_t ref = hash_first(h, key, &probe);

	if (ref != HASH_NONE)
		mem_ask(heap_at(&p->records, ref));
}

/* Of all that tells one sum from another, the user by its hash. */
static uint64_t
key_of(const struct partial_row *r, uint64_t user)
{
	uint64_t h = user + (uint64_t)stamp_packed_day(r->first) * 4 +
	    r->refund * 2u + r->refunded;

	if (r->source.len > 0)
		h = hash_bytes(r->source, h);
	if (r->account.len > 0)
		h = hash_bytes(r->account, h);
	if (r->currency.len > 0)
		h = hash_bytes(r->currency, h);
	return hash_bytes(r->order, h);
}

void
partial_flush(struct partial *p)
{
	uint64_t id[PARTIAL_GROUP], key[PARTIAL_GROUP];
	const struct partial_row *r;
	struct partial_sum t;
	size_t i;

	for (i = 0; i < p->n; i++) {
		r = &p->row[i];
		id[i] = hash_bytes(r->user, 0);
		key[i] = key_of(r, id[i]);
		hash_prefetch(&p->by_id, id[i]);
		hash_prefetch(&p->by_key, key[i]);
	}
	for (i = 0; i < p->n; i++) {
		prefetch(p, &p->by_id, id[i]);
		prefetch(p, &p->by_key, key[i]);
	}
	for (i = 0; i < p->n; i++) {
		r = &p->row[i];
		like(p, r, find_user(p, r->user, id[i])->number, &t);
		add_to(p, find_sum(p, r, &t, key[i]), r);
	}
	p->n = 0;
}

void
partial_add(struct partial *p, const struct partial_row *r)
{
	p->row[p->n++] = *r;
	if (p->n == PARTIAL_GROUP)
		partial_flush(p);
}

/* Most texts have none of these: looked for a byte at a time. */
static bool
is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] == '\\' || s.p[i] == '\n' || s.p[i] == '\r')
			return false;
	return true;
}

void
partial_escape(struct str *s, struct arena *a)
{
	const char *c;
	size_t i, n = 0;
	char *out;

	if (is_plain(*s))
		return;
	out = arena_alloc(a, 2 * s->len);
	for (i = 0; i < s->len; i++) {
		c = memchr(escaped, s->p[i], 3);
		if (c != NULL)
			out[n++] = '\\';
		out[n++] = c != NULL ? letter[c - escaped] : s->p[i];
	}
	*s = (struct str){ out, n };
}

bool
partial_unescape(struct str *s, struct arena *a)
{
	const char *c;
	size_t i, n = 0;
	char *out;

	if (s->len == 0 || memchr(s->p, '\\', s->len) == NULL)
		return true;
	out = arena_alloc(a, s->len);
	for (i = 0; i < s->len; i++) {
		if (s->p[i] != '\\') {
			out[n++] = s->p[i];
			continue;
		}
		c = ++i == s->len ? NULL : memchr(letter, s->p[i], 3);
		if (c == NULL)
			return false;
		out[n++] = escaped[c - letter];
	}
	*s = (struct str){ out, n };
	return true;
}

uint32_t
partial_crc(const struct str cell[PARTIAL_COLUMNS], struct buf *line)
{
	size_t i, len = PARTIAL_COLUMNS;
	char *start, *p;

	for (i = 0; i < PARTIAL_COLUMNS; i++)
		len += cell[i].len;
	line->len = 0;
	start = p = buf_room(line, len);
	for (i = 0; i < PARTIAL_COLUMNS; i++) {
		if (cell[i].len > 0)
			memcpy(p, cell[i].p, cell[i].len);
		p += cell[i].len;
		*p++ = '\n';
	}
	return (uint32_t)crc32(0, (const unsigned char *)start,
	    (unsigned)len);
}
