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
	    .shift = shift_for(nodes * 2 + 1) };
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

/* The entry of one symbol, + 1, or 0. */
static inline uint32_t
alone(const struct match *m, uint32_t code)
{
	uint32_t one = hash(code);
	const struct match_single *s = single_find(m, one >> m->oneshift, one);

	return if_so(s->one == one, s->entry & ~CROWDED);
}

/* Two symbols: the hash of the first, and of both. */
struct pair {
	uint32_t	from, both;
};

static inline struct pair
pair_of(const struct symbol *s)
{
	uint32_t from = hash(s[0].code);

	return (struct pair){ from, mix(from, hash(s[1].code)) };
}

/*
 * The longest entry of two symbols or more that n symbols, two of which are
 * the pair, begin with, + 1, or 0. Its length in *len.
 */
static inline uint32_t
longest(const struct match *m, struct pair p, const struct symbol *s,
    uint32_t n, uint32_t *len)
{
	const struct match_node *node;
	uint32_t k = 2, entry;
	bool is;

	node = node_find(m, p.both >> m->shift, p.from, p.both);
	is = is_node(node, p.from, p.both);
	entry = if_so(is, node->entry & ~CROWDED);
	*len = 2;
	if (n <= 2 || (if_so(is, node->after) & after(s[2].code)) == 0)
		return entry;
	do {
		p.from = hash((uint32_t)(node - m->node) | MATCH_DEEPER);
		p.both = mix(p.from, hash(s[k].code));
		node = node_find(m, p.both >> m->shift, p.from, p.both);
		if (!is_node(node, p.from, p.both))
			break;
		k++;
		if ((node->entry & ~CROWDED) != 0) {
			entry = node->entry & ~CROWDED;
			*len = k;
		}
	} while (k < n && (node->after & after(s[k].code)) != 0);
	return entry;
}

/* What begins at each of the symbols looked at together. */
struct found {
	uint32_t	entry[MATCH_CHUNK];	/* + 1, or 0, where marked */
	uint32_t	len[MATCH_CHUNK];
	uint64_t	any, end;
};

/*
 * What begins at the marked ones of the next symbols. What is there decides no
 * branch, which nobody could foretell.
 */
static void
find(const struct match_walk *w, struct lexicon_mark mark, struct found *f)
{
	const struct match *m = &w->l->match;
	const struct symbol *s = w->s + w->at;
	struct pair pair[MATCH_CHUNK];
	uint32_t i, entry, len;
	uint64_t left;
	bool is;

	f->any = f->end = 0;
	for (left = mark.more; left != 0; left &= left - 1) {
		i = (uint32_t)__builtin_ctzll(left);
		pair[i] = pair_of(s + i);
		f->entry[i] = 0;
		mem_ask(&m->node[pair[i].both >> m->shift]);
	}
	for (left = mark.one; left != 0; left &= left - 1) {
		i = (uint32_t)__builtin_ctzll(left);
		f->entry[i] = alone(m, s[i].code);
		f->len[i] = 1;
		f->any |= (uint64_t)(f->entry[i] != 0) << i;
		f->end |= (uint64_t)(ends[s[i].kind] != 0) << i;
	}
	for (left = mark.more; left != 0; left &= left - 1) {
		i = (uint32_t)__builtin_ctzll(left);
		entry = longest(m, pair[i], s + i, w->n - w->at - i, &len);
		is = entry != 0;
		f->entry[i] = entry | if_so(!is, f->entry[i]);
		f->len[i] = 1 + if_so(is, len - 1);
		f->any |= (uint64_t)is << i;
	}
}

/* The hits of what was found, none in another one. Only hits move h on. */
static size_t
settle(struct match_walk *w, const struct found *f, struct match_hit *hit)
{
	const struct symbol *s = w->s + w->at;
	uint64_t left = f->any | f->end;
	uint32_t i, at, end = w->end;
	struct match_hit *h = hit;
	bool open, is, comma = w->comma;

	for (; left != 0; left &= left - 1) {
		i = (uint32_t)__builtin_ctzll(left);
		at = w->at + i;
		open = at >= end;
		is = open & (f->entry[i] != 0);
		h->first = at;
		h->n = f->len[i];
		h->entry = f->entry[i] - (f->entry[i] != 0);
		h->deed = w->l->deed[h->entry];
		h->mark = !is;
		h->comma = comma;
		h += is | (open & (ends[s[i].kind] == IS_END));
		comma |= open & (ends[s[i].kind] == IS_COMMA);
		comma &= !is;
		end = if_so(is, at + f->len[i]) | if_so(!is, end);
	}
	w->end = end;
	w->comma = comma;
	return (size_t)(h - hit);
}

/* The marks of the next n symbols; all, where none were made. */
static struct lexicon_mark
mark_of(const struct match_walk *w, uint32_t n)
{
	struct lexicon_mark mark = { UINT64_MAX, UINT64_MAX };
	uint64_t some = UINT64_MAX >> (MATCH_CHUNK - n);

	if (w->mark != NULL)
		mark = w->mark[w->at / MATCH_CHUNK];
	mark.one &= some;
	/* The last symbol of a text begins no pair. */
	mark.more &= w->at + n == w->n ? some >> 1 : some;
	return mark;
}

size_t
match_next(struct match_walk *w, struct match_hit hit[MATCH_CHUNK])
{
	uint32_t rest = w->n - w->at;
	uint32_t n = rest < MATCH_CHUNK ? rest : MATCH_CHUNK;
	struct found f;
	size_t hits;

	find(w, mark_of(w, n), &f);
	hits = settle(w, &f, hit);
	w->at += n;
	return hits;
}

bool
match_at(const struct lexicon *l, const struct symbol *s, uint32_t n,
    uint32_t at, struct match_hit *h)
{
	uint32_t entry = 0;

	h->first = at;
	h->n = 1;
	if (at + 1 < n)
		entry = longest(&l->match, pair_of(s + at), s + at, n - at,
		    &h->n);
	if (entry == 0) {
		h->n = 1;
		entry = alone(&l->match, s[at].code);
	}
	if (entry == 0)
		return false;
	h->entry = entry - 1;
	h->deed = l->deed[h->entry];
	return true;
}
