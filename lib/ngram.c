#include "ngram.h"

#include <stdlib.h>

#include "mem.h"

/*
 * 不 没 别 无 未 非 莫 勿 and words; n't is part of its word's symbol, so those
 * words are a list. A scope is SCOPE symbols long and ends at punctuation.
 */
#define SCOPE		3

static const char *const negators[] = {
	"\xe4\xb8\x8d", "\xe6\xb2\xa1", "\xe5\x88\xab", "\xe6\x97\xa0",
	"\xe6\x9c\xaa", "\xe9\x9d\x9e", "\xe8\x8e\xab", "\xe5\x8b\xbf",
	"not", "no", "never", "without", "cannot", "nor", "neither", "hardly",
	"don't", "doesn't", "didn't", "isn't", "wasn't", "aren't", "weren't",
	"can't", "couldn't", "won't", "wouldn't", "shouldn't", "haven't",
	"hasn't", "hadn't", "ain't", "mustn't", "needn't", "dont", "doesnt",
	"didnt", "isnt", "wasnt", "arent", "werent", "cant", "couldnt", "wont",
	"wouldnt", "shouldnt", "havent", "hasnt", "hadnt", "aint"
};

/* Their codes, each in the slot of its own that mul gives it. */
#define SLOT_BITS	10
#define SLOTS		(1 << SLOT_BITS)

struct ngram {
	uint32_t	mul;
	uint32_t	slot[SLOTS];	/* 0: free */
};

static inline uint32_t
place(const struct ngram *g, uint32_t code)
{
	return (uint32_t)(code * g->mul) >> (32 - SLOT_BITS);
}

/* Every code into its slot; false when two have the same. */
static bool
place_all(struct ngram *g, const uint32_t *code, size_t n)
{
	size_t i;

	memset(g->slot, 0, sizeof(g->slot));
	for (i = 0; i < n; i++) {
		if (g->slot[place(g, code[i])] != 0)
			return false;
		g->slot[place(g, code[i])] = code[i];
	}
	return true;
}

struct ngram *
ngram_new(void)
{
	uint32_t code[sizeof(negators) / sizeof(negators[0])];
	struct ngram *g = mem_zero(sizeof(*g));
	struct symbols s = { 0 };
	size_t i, n = sizeof(code) / sizeof(code[0]);

	for (i = 0; i < n; i++) {
		symbols_scan(&s, str_z(negators[i]));
		code[i] = s.p[0].code;
	}
	symbols_free(&s);
	/* One in four multipliers will do. */
	for (g->mul = UINT32_C(0x9e3779b1); !place_all(g, code, n);)
		g->mul += 2;
	return g;
}

void
ngram_free(struct ngram *g)
{
	free(g);
}

static inline bool
negates(const struct ngram *g, uint32_t code)
{
	return g->slot[place(g, code)] == code;
}

static inline uint64_t
spread(uint32_t code)
{
	return code * NGRAM_ONE;
}

static inline uint64_t
turn(uint64_t x)
{
	return x << 35 | x >> 29;
}

static inline uint32_t
cell(uint64_t x)
{
	return (uint32_t)(x >> (64 - NGRAM_BITS));
}

static inline void
put(struct ngram_block *b, size_t i, uint32_t to)
{
	mem_ask(b->table + to);
	b->cell[i] = to;
}

/* The symbols of the block that stand inside a negation scope. */
static void
scopes(const struct ngram *g, const struct symbol *s, size_t n,
    struct ngram_block *b)
{
	size_t i;

	b->nscope = 0;
	for (i = 0; i < b->n && b->at + i < n; i++) {
		if (symbol_kind(&s[b->at + i]) >= SYMBOL_END) {
			b->left = 0;
			continue;
		}
		if (b->left > 0) {
			b->where[b->nscope] = (uint8_t)i;
			b->scope[b->nscope++] = cell(turn(
			    spread(s[b->at + i].code)) * NGRAM_NOT);
			b->left--;
		}
		if (negates(g, s[b->at + i].code))
			b->left = SCOPE;
	}
}

bool
ngram_next(const struct ngram *g, const struct symbol *s, size_t n,
    struct ngram_block *b)
{
	uint64_t one, two, three, before, last;
	size_t i, end;

	b->at += b->n;
	if (b->at > n)
		return false;
	end = n + 1 - b->at;
	b->n = end < NGRAM_BLOCK ? end : NGRAM_BLOCK;
	before = turn(spread(b->at < 2 ? EDGE_BEGIN : s[b->at - 2].code));
	last = turn(spread(b->at < 1 ? EDGE_BEGIN : s[b->at - 1].code));
	for (i = 0; i < b->n; i++) {
		one = spread(b->at + i < n ? s[b->at + i].code : EDGE_END);
		two = (one ^ last) * NGRAM_TWO;
		three = (two ^ turn(before)) * NGRAM_THREE;
		put(b, NGRAM_ORDER * i, cell(one));
		put(b, NGRAM_ORDER * i + 1, cell(two));
		put(b, NGRAM_ORDER * i + 2, cell(three));
		before = last;
		last = turn(one);
	}
	scopes(g, s, n, b);
	return true;
}

size_t
ngram_span(size_t at, size_t order, size_t n, size_t *first)
{
	size_t end = at < n ? at + 1 : n;

	*first = at + 1 < order ? 0 : at + 1 - order;
	return end - *first;
}
