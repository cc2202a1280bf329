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

uint32_t
ngram_negator(const struct ngram *g, size_t *i)
{
	while (*i < SLOTS && g->slot[*i] == 0)
		++*i;
	return *i < SLOTS ? g->slot[(*i)++] : 0;
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

uint32_t
ngram_cell(const uint32_t *code, size_t n)
{
	uint64_t x = spread(code[n - 1]);

	if (n > 1)
		x = (x ^ turn(spread(code[n - 2]))) * NGRAM_TWO;
	if (n > 2)
		x = (x ^ turn(turn(spread(code[n - 3])))) * NGRAM_THREE;
	return cell(x);
}

/* Hashes of the symbols before: the last one turned, the other twice. */
struct past {
	uint64_t	last, before;
};

static inline uint32_t
ask(const struct ngram_block *b, uint64_t x)
{
	/* table may be NULL, to which no pointer may add anything. */
	mem_ask((const void *)((uintptr_t)b->table +
	    cell(x) * sizeof(*b->table)));
	return cell(x);
}

/* The cells of position i, whose symbol has the hash one. */
static inline void
put_grams(struct ngram_block *b, size_t i, struct past *past, uint64_t one)
{
	uint64_t two = (one ^ past->last) * NGRAM_TWO;

	b->cell[0][i] = ask(b, one);
	b->cell[1][i] = ask(b, two);
	b->cell[2][i] = ask(b, (two ^ past->before) * NGRAM_THREE);
	past->before = turn(past->last);
	past->last = turn(one);
}

bool
ngram_next(const struct symbol *s, size_t n, struct ngram_block *b)
{
	struct past past;
	size_t i;

	b->at += b->n;
	if (b->at > n)
		return false;
	b->symbols = n - b->at < NGRAM_BLOCK ? n - b->at : NGRAM_BLOCK;
	b->n = b->symbols + (b->symbols < NGRAM_BLOCK);
	past.last = turn(spread(b->at < 1 ? EDGE_BEGIN : s[b->at - 1].code));
	past.before = turn(turn(spread(b->at < 2 ? EDGE_BEGIN :
	    s[b->at - 2].code)));
	s += b->at;
	for (i = 0; i < b->symbols; i++)
		put_grams(b, i, &past, spread(s[i].code));
	if (b->n > b->symbols)
		put_grams(b, i, &past, spread(EDGE_END));
	for (i = b->n; i % NGRAM_FILL != 0; i++)
		b->cell[0][i] = b->cell[1][i] = b->cell[2][i] = 0;
	return true;
}

/* The scope that is open goes on from *k, before stop at most. */
static inline void
go_on(struct ngram_block *b, const struct symbol *s, size_t *k, size_t stop)
{
	for (; b->left > 0 && *k < stop; ++*k) {
		if (symbol_kind(&s[*k]) >= SYMBOL_END)
			break;
		b->scope[b->nscope] = ask(b,
		    turn(spread(s[*k].code)) * NGRAM_NOT);
		b->where[b->nscope++] = (uint8_t)*k;
		b->left--;
	}
	if (*k < stop)
		b->left = 0;
}

void
ngram_scopes(const struct ngram *g, const struct symbol *s, uint64_t mark,
    struct ngram_block *b)
{
	size_t i, k = 0;

	s += b->at;
	b->nscope = 0;
	for (; mark != 0; mark &= mark - 1) {
		i = (size_t)__builtin_ctzll(mark);
		if (i >= b->symbols)
			break;
		if (!negates(g, s[i].code))
			continue;
		go_on(b, s, &k, i + 1);
		b->left = SCOPE;
		k = i + 1;
	}
	go_on(b, s, &k, b->symbols);
}

static uint32_t
term_code(const struct lexicon_term *t)
{
	int size = abs(t->value);
	uint32_t strength = (size > 350) + (size > 200);

	return NGRAM_TERM + 16 * (t->why & NGRAM_WHY) + 2 * strength +
	    (t->value > 0);
}

size_t
ngram_terms(const struct lexicon_sum *r, size_t *at,
    uint32_t to[NGRAM_TERMS])
{
	uint64_t one, last;
	size_t n = 0;

	if (*at > r->n)
		return 0;
	last = turn(spread(*at == 0 ? EDGE_BEGIN :
	    term_code(&r->term[*at - 1])));
	for (; *at <= r->n && n + 2 <= NGRAM_TERMS; ++*at) {
		one = spread(*at == r->n ? EDGE_END :
		    term_code(&r->term[*at]));
		if (*at < r->n)
			to[n++] = cell(one);
		to[n++] = cell((one ^ last) * NGRAM_TWO);
		last = turn(one);
	}
	return n;
}

size_t
ngram_span(size_t at, size_t order, size_t n, size_t *first)
{
	size_t end = at < n ? at + 1 : n;

	*first = at + 1 < order ? 0 : at + 1 - order;
	return end - *first;
}
