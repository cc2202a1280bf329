/* The entries of a lexicon, made ready to be found, and found in texts. */
#include <stdlib.h>

#include "lexiconin.h"

/* In the entry of a slot: what was to stand here stands further on. */
#define CROWDED		UINT32_C(0x80000000)

static inline uint32_t
hash(uint32_t code)
{
	return code * UINT32_C(0x9e3779b1);
}

/* Of two hashes, for its upper bits; with the first it tells the second. */
static inline uint32_t
mix(uint32_t a, uint32_t b)
{
	return (a << 16 | a >> 16) + b;
}

static inline uint32_t
slots(unsigned shift)
{
	return UINT32_C(1) << (32 - shift);
}

static inline bool
is_node(const struct match_node *n, uint32_t from, uint32_t pair)
{
	return ((n->from ^ from) | (n->pair ^ pair)) == 0;
}

/*
 * The node of these hashes, if there is one, from slot i on. Few slots are
 * crowded, so this hardly ever goes on.
 */
static inline const struct match_node *
node_find(const struct match *m, uint32_t i, uint32_t from, uint32_t pair)
{
	while ((m->node[i].entry & CROWDED) != 0 &&
	    !is_node(&m->node[i], from, pair))
		i = (i + 1) & (slots(m->shift) - 1);
	return &m->node[i];
}

/* The same for an entry of one symbol. */
static inline const struct match_single *
single_find(const struct match *m, uint32_t i, uint32_t one)
{
	while ((m->single[i].entry & CROWDED) != 0 && m->single[i].one != one)
		i = (i + 1) & (slots(m->oneshift) - 1);
	return &m->single[i];
}

/* In isone: a place of its own for each character of Unicode's first plane. */
static inline uint32_t
one_place(uint32_t code)
{
	return (code << 1 | code >> 31) % MATCH_ONES;
}

/* The bit of match_node.after for code. */
static inline uint32_t
after(uint32_t code)
{
	return UINT32_C(1) << (code & 31);
}

static void
insert_one(struct match *m, uint32_t code, uint32_t entry)
{
	uint32_t i = hash(code) >> m->oneshift;

	for (; m->single[i].entry != 0; i = (i + 1) & (slots(m->oneshift) - 1))
		m->single[i].entry |= CROWDED;
	m->single[i] = (struct match_single){ hash(code), entry + 1 };
	m->isone[one_place(code)] = MAY_ONE;
}

/* A node has an entry, or some of them are behind it. */
static bool
is_taken(const struct match_node *n)
{
	return n->entry != 0 || n->after != 0;
}

/* The slot of the node of these hashes, made if there is none. */
static uint32_t
insert_node(struct match *m, uint32_t from, uint32_t pair)
{
	uint32_t i = pair >> m->shift;

	for (; is_taken(&m->node[i]); i = (i + 1) & (slots(m->shift) - 1)) {
		if (is_node(&m->node[i], from, pair))
			return i;
		m->node[i].entry |= CROWDED;
	}
	m->node[i].from = from;
	m->node[i].pair = pair;
	return i;
}

/* code: two or more. */
static void
insert(struct match *m, const uint32_t *code, uint32_t n, uint32_t entry)
{
	uint32_t from = hash(code[0]), slot = 0, i;
	uint32_t place = mix(from, hash(code[1])) >> (32 - MATCH_PAIRS);

	m->ispair[place >> 5] |= UINT32_C(1) << (place & 31);
	for (i = 1; i < n; i++) {
		slot = insert_node(m, from, mix(from, hash(code[i])));
		if (i + 1 < n)
			m->node[slot].after |= after(code[i + 1]);
		from = hash(slot | MATCH_DEEPER);
	}
	m->node[slot].entry |= entry + 1;
}

/* 32 - log2 of a power of two that is at least n. */
static unsigned
shift_for(size_t n)
{
	unsigned bits = 4;

	while (bits < 30 && (size_t)1 << bits < n)
		bits++;
	return 32 - bits;
}

void
match_build(struct match *m, const struct lexicon *l)
{
	size_t i, ones = 0, nodes = 0;

	for (i = 0; i < l->n; i++) {
		ones += l->entry[i].n == 1;
		nodes += l->entry[i].n - 1;
	}
	/* With so much room the first slot is nearly always the right one. */
	*m = (struct match){ .oneshift = shift_for(ones * 4 + 1),
	    .shift = shift_for(nodes * 4 + 1) };
	m->isone = mem_zero(MATCH_ONES);
	m->ispair = mem_zero(((size_t)1 << MATCH_PAIRS) / 8);
	m->single = mem_zero(sizeof(*m->single) * slots(m->oneshift));
	m->node = mem_zero(sizeof(*m->node) * slots(m->shift));
	for (i = 0; i < l->n; i++) {
		const struct entry *e = &l->entry[i];

		if (!e->dead && e->n == 1)
			insert_one(m, l->code[e->at], (uint32_t)i);
		else if (!e->dead)
			insert(m, l->code + e->at, e->n, (uint32_t)i);
	}
}

void
match_free(struct match *m)
{
	free(m->isone);
	free(m->ispair);
	free(m->single);
	free(m->node);
	*m = (struct match){ .node = NULL };
}

/* By symbol.kind with its flags. */
static const uint8_t ends[1 << 6] = {
#define ENDS(flags)	[SYMBOL_END | (flags)] = IS_END, \
			[SYMBOL_COMMA | (flags)] = IS_COMMA
	ENDS(0), ENDS(SYMBOL_CAPS), ENDS(SYMBOL_MORE),
	ENDS(SYMBOL_CAPS | SYMBOL_MORE)
};

/* A symbol worth a look. */
struct look {
	uint32_t	at, may;
	uint32_t	one, pair;	/* hashes of it, and with the next */
};

/*
 * The symbols worth a look among n of a text's last `rest`; returns how many
 * there are. Without a branch that could not be foretold.
 */
static size_t
sift(const struct match *m, const struct symbol *s, uint32_t n, uint32_t rest,
    struct look look[MATCH_CHUNK])
{
	uint32_t i, may, place, code = s[0].code, one = hash(code), next, pair;
	/* The last symbol of a text begins no pair. */
	uint32_t pairs = n - (n == rest);
	size_t found = 0;

	for (i = 0; i < pairs; i++) {
		next = s[i + 1].code;
		pair = mix(one, hash(next));
		place = pair >> (32 - MATCH_PAIRS);
		may = (m->ispair[place >> 5] >> (place & 31) & 1) |
		    m->isone[one_place(code)] | ends[s[i].kind];
		look[found] = (struct look){ i, may, one, pair };
		found += may != 0;
		code = next;
		one = hash(code);
	}
	if (n == rest)
		look[found++] = (struct look){ i, m->isone[one_place(code)] |
		    ends[s[i].kind], one, 0 };
	return found;
}

/*
 * Where entries are looked for; where there can be none in slot 0, which is at
 * hand.
 */
static inline uint32_t
one_slot(const struct match *m, const struct look *k)
{
	return if_so((k->may & MAY_ONE) != 0, k->one >> m->oneshift);
}

static inline uint32_t
pair_slot(const struct match *m, const struct look *k)
{
	return if_so((k->may & MAY_PAIR) != 0, k->pair >> m->shift);
}

/* The longest entry behind a node of two symbols, + 1; its length in *len. */
static uint32_t
longer(const struct match *m, const struct match_node *node,
    const struct symbol *s, uint32_t n, uint32_t *len)
{
	uint32_t k = 2, entry = node->entry & ~CROWDED, from, pair;

	while (k < n && (node->after & after(s[k].code)) != 0) {
		from = hash((uint32_t)(node - m->node) | MATCH_DEEPER);
		pair = mix(from, hash(s[k].code));
		node = node_find(m, pair >> m->shift, from, pair);
		if (!is_node(node, from, pair))
			break;
		k++;
		if ((node->entry & ~CROWDED) != 0) {
			entry = node->entry & ~CROWDED;
			*len = k;
		}
	}
	return entry;
}

/* The entry that n symbols begin with, + 1, or 0; its length in *len. */
static inline uint32_t
resolve(const struct match *m, const struct symbol *s, uint32_t n,
    const struct look *look, uint32_t *len)
{
	const struct match_single *single;
	const struct match_node *node;
	uint32_t pair, one;
	bool is;

	single = single_find(m, one_slot(m, look), look->one);
	one = if_so(single->one == look->one, single->entry & ~CROWDED);
	node = node_find(m, pair_slot(m, look), look->one, look->pair);
	is = is_node(node, look->one, look->pair) &
	    ((look->may & MAY_PAIR) != 0);
	pair = if_so(is, node->entry & ~CROWDED);
	*len = 1 + (pair != 0);
	if (n > 2 && (if_so(is, node->after) & after(s[2].code)) != 0)
		pair = longer(m, node, s, n, len);
	return pair | if_so(pair == 0, one);
}

/*
 * The hits among n symbols that are worth a look. What they are compared with
 * is on its way from memory first. Only hits move h on; no branch asks.
 */
static size_t
settle(struct match_walk *w, const struct look *look, size_t n,
    struct match_hit *hit)
{
	const struct match *m = &w->l->match;
	uint32_t at, entry, len, end = w->end;
	size_t k, hits = 0;
	struct match_hit *h;
	bool open, is, comma = w->comma;

	for (k = 0; k < n; k++) {
		mem_ask(&m->single[one_slot(m, &look[k])]);
		mem_ask(&m->node[pair_slot(m, &look[k])]);
	}
	for (k = 0; k < n; k++) {
		at = w->at + look[k].at;
		entry = resolve(m, w->s + at, w->n - at, &look[k], &len);
		open = at >= end;
		is = open & (entry != 0);
		h = &hit[hits];
		h->first = at;
		h->n = len;
		h->entry = entry - (entry != 0);
		h->deed = w->l->deed[h->entry];
		h->mark = entry == 0;
		h->comma = comma;
		hits += is | (open & ((look[k].may & IS_END) != 0));
		comma |= open & ((look[k].may & IS_COMMA) != 0);
		comma &= !is;
		end = if_so(is, at + len) | if_so(!is, end);
	}
	w->end = end;
	w->comma = comma;
	return hits;
}

size_t
match_next(struct match_walk *w, struct match_hit hit[MATCH_CHUNK])
{
	uint32_t rest = w->n - w->at;
	uint32_t n = rest < MATCH_CHUNK ? rest : MATCH_CHUNK;
	struct look look[MATCH_CHUNK];
	size_t hits, found;

	found = sift(&w->l->match, w->s + w->at, n, rest, look);
	hits = settle(w, look, found, hit);
	w->at += n;
	return hits;
}

bool
match_at(const struct lexicon *l, const struct symbol *s, uint32_t n,
    uint32_t at, struct match_hit *h)
{
	struct match_walk w = { .l = l, .s = s, .n = n, .at = at };
	struct look look = { .may = MAY_ONE, .one = hash(s[at].code) };

	if (at + 1 < n) {
		look.may |= MAY_PAIR;
		look.pair = mix(look.one, hash(s[at + 1].code));
	}
	return settle(&w, &look, 1, h) == 1;
}
