#include "ngram.h"

#include <stdlib.h>

#include "mem.h"
#include "ngramavx.h"

/*
 * 不 没 别 无 未 非 莫 勿 and words; n't is part of its word's symbol, so those
 * words are a list.
 */

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

#define NEGATORS	(sizeof(negators) / sizeof(negators[0]))

#define SLOT_BITS	9

struct ngram {
	bool		 wide;		/* the machine has AVX2 */
	uint32_t	 mul;		/* gives each negator its slot */
	uint32_t	 slot[1 << SLOT_BITS];	/* their codes; 0: free */
};

static inline uint32_t *
slot_of(struct ngram *g, uint32_t code)
{
	return &g->slot[code * g->mul >> (32 - SLOT_BITS)];
}

/* False: two of the codes have the same slot. */
static bool
fill_slots(struct ngram *g, const uint32_t code[NEGATORS])
{
	size_t i;

	memset(g->slot, 0, sizeof(g->slot));
	for (i = 0; i < NEGATORS && *slot_of(g, code[i]) == 0; i++)
		*slot_of(g, code[i]) = code[i];
	return i == NEGATORS;
}

struct ngram *
ngram_new(void)
{
	struct ngram *g = mem_zero(sizeof(*g));
	struct symbols s = { 0 };
	uint32_t code[NEGATORS];
	size_t i;

#ifdef NGRAMAVX
	g->wide = __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi2");
#endif
	for (i = 0; i < NEGATORS; i++) {
		symbols_scan(&s, str_z(negators[i]));
		code[i] = s.p[0].code;
	}
	symbols_free(&s);
	/* One in a dozen multipliers will do. */
	for (g->mul = NGRAM_ONE; !fill_slots(g, code); g->mul += 2)
		continue;
	return g;
}

bool
ngram_wide(const struct ngram *g)
{
	return g->wide;
}

void
ngram_plain(struct ngram *g)
{
	g->wide = false;
}

void
ngram_free(struct ngram *g)
{
	free(g);
}

uint32_t
ngram_negator(const struct ngram *g, size_t *i)
{
	const size_t slots = sizeof(g->slot) / sizeof(g->slot[0]);

	while (*i < slots && g->slot[*i] == 0)
		++*i;
	return *i < slots ? g->slot[(*i)++] : 0;
}

static inline bool
negates(const struct ngram *g, uint32_t code)
{
	return g->slot[code * g->mul >> (32 - SLOT_BITS)] == code;
}

static inline uint32_t
spread(uint32_t code)
{
	return code * NGRAM_ONE;
}

static inline uint32_t
turn(uint32_t x, unsigned by)
{
	return x << by | x >> (32 - by);
}

static inline uint32_t
cell(uint32_t x)
{
	return x >> (33 - NGRAM_BITS);
}

static inline uint32_t
cell_three(uint32_t x)
{
	return (uint32_t)NGRAM_HALF + cell(x);
}

static inline uint32_t
cell_one(uint32_t code)
{
	return code & (NGRAM_HALF - 1);
}

static inline uint32_t
two(uint32_t b, uint32_t c)
{
	return (spread(c) ^ turn(spread(b), 17)) * NGRAM_TWO;
}

static inline uint32_t
three(uint32_t a, uint32_t b, uint32_t c)
{
	return (two(b, c) ^ turn(spread(a), 7)) * NGRAM_THREE;
}

uint32_t
ngram_cell(const uint32_t *code, size_t n)
{
	if (n == 1)
		return cell_one(code[0]);
	return n == 2 ? cell(two(code[0], code[1])) :
	    cell_three(three(code[0], code[1], code[2]));
}

/* The cells of position i, whose symbol is c, after a and b. */
static inline void
put_grams(struct ngram_block *to, size_t i, uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t x = three(a, b, c);

	to->cell[0][i] = cell_one(c);
	to->cell[1][i] = cell(two(b, c));
	to->cell[2][i] = cell_three(x);
	to->tag[i] = x & NGRAM_TAG;
}

static inline void
put_kind(struct ngram_block *to, size_t i, enum symbol_kind kind)
{
	to->end |= (uint64_t)(kind == SYMBOL_END) << i;
	to->comma |= (uint64_t)(kind == SYMBOL_COMMA) << i;
	to->punct |= (uint64_t)(kind >= SYMBOL_END) << i;
}

/* The n-grams that end at the positions of a block, whose symbols are at s. */
static void
block(struct ngram_block *to, const struct symbol *s, uint32_t a, uint32_t b)
{
	size_t i;

	to->end = to->comma = to->punct = 0;
	for (i = 0; i < to->symbols; i++) {
		put_grams(to, i, a, b, s[i].code);
		put_kind(to, i, symbol_kind(&s[i]));
		a = b;
		b = s[i].code;
	}
	if (to->n > to->symbols)
		put_grams(to, i++, a, b, EDGE_END);
	for (; i % NGRAM_FILL != 0; i++) {
		to->cell[0][i] = to->cell[1][i] = to->cell[2][i] = NGRAM_NONE;
		to->tag[i] = 0;
	}
}

#ifdef NGRAMAVX
/* The cells at i of eight symbols; none: lanes behind the end of the text. */
NGRAMAVX static inline __m256i
put_eight(struct ngram_block *to, size_t i, struct ngramavx_eight e,
    __m256i last, __m256i none)
{
	struct ngramavx_grams g = ngramavx_grams(e.code, last);
	size_t k;

	ngramavx_kinds(to, e.rest, i);
	for (k = 0; k < NGRAM_ORDER; k++)
		_mm256_storeu_si256((void *)&to->cell[k][i],
		    _mm256_blendv_epi8(g.cell[k],
		    _mm256_set1_epi32((int)NGRAM_NONE), none));
	_mm_storeu_si128((void *)&to->tag[i],
	    _mm_andnot_si128(ngramavx_half(none), g.tag));
	return g.one;
}

/* The same as block(), by eights. */
NGRAMAVX static void
block_wide(struct ngram_block *to, const struct symbol *s, uint32_t a,
    uint32_t b)
{
	__m256i last = ngramavx_start(a, b);
	struct ngramavx_eight e;
	size_t i;
	int rest;

	to->end = to->comma = to->punct = 0;
	for (i = 0; i + NGRAM_FILL <= to->symbols; i += NGRAM_FILL)
		last = put_eight(to, i, ngramavx_load(s + i), last,
		    _mm256_setzero_si256());
	if (i == to->n)
		return;
	rest = (int)(to->symbols - i);
	e = ngramavx_load_some(s + i, rest);
	e.code = ngramavx_end(e.code, rest);
	put_eight(to, i, e, last, ngramavx_behind(rest));
}
#endif

bool
ngram_next(const struct ngram *g, const struct symbol *s, size_t n,
    struct ngram_block *b)
{
	uint32_t last, before;

	b->at += b->n;
	if (b->at > n)
		return false;
	b->symbols = n - b->at < NGRAM_BLOCK ? n - b->at : NGRAM_BLOCK;
	b->n = b->symbols + (b->symbols < NGRAM_BLOCK);
	last = b->at < 1 ? EDGE_BEGIN : s[b->at - 1].code;
	before = b->at < 2 ? EDGE_BEGIN : s[b->at - 2].code;
	if (n > 0)
		s += b->at;
#ifdef NGRAMAVX
	if (g->wide) {
		block_wide(b, s, before, last);
		return true;
	}
#endif
	(void)g;
	block(b, s, before, last);
	return true;
}

/* Of the bits of mark, those of negators. */
static uint64_t
negators_among(const struct ngram *g, const struct symbol *s, uint64_t mark)
{
	uint64_t found = 0;
	size_t i;

	for (; mark != 0; mark &= mark - 1) {
		i = (size_t)__builtin_ctzll(mark);
		found |= (uint64_t)negates(g, s[i].code) << i;
	}
	return found;
}

/*
 * Who is in a scope, all at once: one more step behind a negator, and no step
 * over a mark. b->open tells of the last symbol of the block before: 1, it is a
 * negator; 2 and 4, it is the first or second of a scope.
 */
static uint64_t
in_scope(struct ngram_block *b, uint64_t nots)
{
	uint64_t first, second, third, open = b->open, on = ~b->punct;

	first = (nots << 1 | (open & 1)) & on;
	second = (first << 1 | (open >> 1 & 1)) & on;
	third = (second << 1 | (open >> 2 & 1)) & on;
	b->open = nots >> 63 | (first >> 63) << 1 | (second >> 63) << 2;
	return first | second | third;
}

void
ngram_scopes(const struct ngram *g, const struct symbol *s, uint64_t mark,
    struct ngram_block *b)
{
	uint64_t all = UINT64_MAX, left;
	size_t i;

	if (b->symbols < NGRAM_BLOCK)
		all = (UINT64_C(1) << b->symbols) - 1;
	b->nscope = 0;
	if (b->symbols == 0)
		return;
	s += b->at;
	left = in_scope(b, negators_among(g, s, mark & all)) & all;
	for (; left != 0; left &= left - 1) {
		i = (size_t)__builtin_ctzll(left);
		b->where[b->nscope] = (uint8_t)i;
		b->scope[b->nscope++] = cell(turn(spread(s[i].code), 17) *
		    NGRAM_NOT);
	}
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
	size_t i = *at, n = 0, end = i + (NGRAM_TERMS / 2 - 1);
	uint32_t code, last;

	if (i > r->n)
		return 0;
	last = i == 0 ? EDGE_BEGIN : term_code(&r->term[i - 1]);
	if (end > r->n)
		end = r->n;
	for (; i < end; i++) {
		code = term_code(&r->term[i]);
		to[n++] = cell_one(code);
		to[n++] = cell(two(last, code));
		last = code;
	}
	if (i == r->n) {
		to[n++] = cell(two(last, EDGE_END));
		i++;
	}
	*at = i;
	return n;
}

size_t
ngram_span(size_t at, size_t order, size_t n, size_t *first)
{
	size_t end = at < n ? at + 1 : n;

	*first = at + 1 < order ? 0 : at + 1 - order;
	return end - *first;
}
