/* Sums of the weights of many cells, the cost of a text. */
#include "judgesum.h"

#include "ngramavx.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A part gets less than 2^22 of a call, so this many are far from 2^31. */
#define CALLS		256

int64_t
judge_sum_all(const struct judge_sum *sum, enum judge_head h)
{
	const int32_t *part = sum->part[h];

	return sum->all[h] + part[0] + part[1] + part[2] + part[3];
}

static void
settle(struct judge_sum *sum)
{
	enum judge_head h;

	for (h = 0; h < MODEL_HEADS; h++) {
		sum->all[h] = judge_sum_all(sum, h);
		memset(sum->part[h], 0, sizeof(sum->part[h]));
	}
	sum->calls = 0;
}

/* Before a part gets more. */
static inline void
make_room(struct judge_sum *sum)
{
	if (sum->calls++ == CALLS)
		settle(sum);
}

#ifdef __SSE2__
struct sums {
	__m128i		polarity, polar;
};

static inline struct sums
load(const struct judge_sum *sum)
{
	return (struct sums){
	    _mm_loadu_si128((const void *)sum->part[JUDGE_POLARITY]),
	    _mm_loadu_si128((const void *)sum->part[JUDGE_POLAR]) };
}

static inline void
store(struct judge_sum *sum, struct sums from)
{
	_mm_storeu_si128((void *)sum->part[JUDGE_POLARITY], from.polarity);
	_mm_storeu_si128((void *)sum->part[JUDGE_POLAR], from.polar);
}

/* The sum of q|q| of eight cells, in four parts. */
static inline __m128i
weight(__m128i q)
{
	return _mm_madd_epi16(q, _mm_max_epi16(q, _mm_sub_epi16(
	    _mm_setzero_si128(), q)));
}

static inline void
add_eight(struct sums *to, __m128i cells)
{
	to->polarity = _mm_add_epi32(to->polarity, weight(_mm_srai_epi16(
	    _mm_slli_epi16(cells, 8), 8)));
	to->polar = _mm_add_epi32(to->polar, weight(_mm_srai_epi16(
	    _mm_slli_epi16(cells, 1), 9)));
}

static inline __m128i
eight(const uint16_t *cell, const uint32_t *at)
{
	__m128i v = _mm_cvtsi32_si128(cell[at[0]]);

	v = _mm_insert_epi16(v, cell[at[1]], 1);
	v = _mm_insert_epi16(v, cell[at[2]], 2);
	v = _mm_insert_epi16(v, cell[at[3]], 3);
	v = _mm_insert_epi16(v, cell[at[4]], 4);
	v = _mm_insert_epi16(v, cell[at[5]], 5);
	v = _mm_insert_epi16(v, cell[at[6]], 6);
	return _mm_insert_epi16(v, cell[at[7]], 7);
}

/* Eight cells of 3-grams without tags, 0 where the tag is another. */
static inline __m128i
of_tag(__m128i cells, __m128i tag)
{
	__m128i other;

	cells = _mm_xor_si128(cells, tag);
	other = _mm_and_si128(cells, _mm_set1_epi16(NGRAM_TAG));
	return _mm_and_si128(cells, _mm_cmpeq_epi16(other,
	    _mm_setzero_si128()));
}

/* The cells of a block. */
static void
sum_block(struct judge_sum *sum, const struct ngram_block *b,
    uint64_t to[NGRAM_ORDER])
{
	const uint16_t *table = sum->table;
	struct sums sums;
	__m128i one, two, three;
	uint64_t some;
	size_t i;

	sums = load(sum);
	to[0] = to[1] = to[2] = 0;
	for (i = 0; i < b->n; i += NGRAM_FILL) {
		one = eight(table, &b->cell[0][i]);
		two = eight(table, &b->cell[1][i]);
		add_eight(&sums, one);
		add_eight(&sums, two);
		three = eight(table, &b->cell[2][i]);
		add_eight(&sums, of_tag(three,
		    _mm_loadu_si128((const void *)&b->tag[i])));
		some = (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(one, two));
		to[0] |= (some & 0xff) << i;
		to[1] |= (some >> 8) << i;
		some = (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(three,
		    _mm_setzero_si128()));
		to[2] |= some << i;
	}
	store(sum, sums);
}

void
judge_sum_cells(struct judge_sum *sum, uint32_t *cell, size_t n)
{
	struct sums sums;
	size_t i;

	if (n == 0)
		return;
	for (i = 0; i < NGRAM_FILL; i++)
		cell[n + i] = NGRAM_NONE;
	make_room(sum);
	sums = load(sum);
	for (i = 0; i < n; i += NGRAM_FILL)
		add_eight(&sums, eight(sum->table, cell + i));
	store(sum, sums);
}
#else
static void
add(uint16_t cell, struct judge_sum *sum)
{
	enum judge_head h;

	for (h = 0; h < MODEL_HEADS; h++)
		sum->part[h][0] += model_weight(cell, h);
}

static uint16_t
of_tag(uint16_t cell, uint16_t tag)
{
	return ((cell ^ tag) & NGRAM_TAG) != 0 ? 0 : cell ^ tag;
}

/* The cells of a block. */
static void
sum_block(struct judge_sum *sum, const struct ngram_block *b,
    uint64_t to[NGRAM_ORDER])
{
	const uint16_t *table = sum->table;
	uint16_t cell;
	size_t i, k;

	to[0] = to[1] = to[2] = 0;
	for (i = 0; i < b->n; i++)
		for (k = 0; k < NGRAM_ORDER; k++) {
			cell = table[b->cell[k][i]];
			add(k < 2 ? cell : of_tag(cell, b->tag[i]), sum);
			to[k] |= (uint64_t)(cell / MODEL_MARK) << i;
		}
}

void
judge_sum_cells(struct judge_sum *sum, uint32_t *cell, size_t n)
{
	size_t i;

	make_room(sum);
	for (i = 0; i < n; i++)
		add(sum->table[cell[i]], sum);
}
#endif

#ifdef NGRAMAVX
struct wide {
	__m256i		polarity, polar;
};

/* q|q| of sixteen cells for both heads. */
NGRAMAVX static inline struct wide
add_sixteen(struct wide to, __m128i high, __m128i low)
{
	__m256i cells = _mm256_set_m128i(high, low);
	__m256i a = _mm256_srai_epi16(_mm256_slli_epi16(cells, 8), 8);
	__m256i b = _mm256_srai_epi16(_mm256_slli_epi16(cells, 1), 9);

	a = _mm256_madd_epi16(a, _mm256_abs_epi16(a));
	b = _mm256_madd_epi16(b, _mm256_abs_epi16(b));
	return (struct wide){ _mm256_add_epi32(to.polarity, a),
	    _mm256_add_epi32(to.polar, b) };
}

/* The signs of sixteen cells, those of the low ones first. */
NGRAMAVX static inline uint64_t
signs(__m128i high, __m128i low)
{
	return (unsigned)_mm_movemask_epi8(_mm_packs_epi16(low, high));
}

/* The same as sum_block(). */
NGRAMAVX static void
sum_wide(struct judge_sum *sum, const struct ngram_block *b,
    uint64_t to[NGRAM_ORDER])
{
	const __m128i zero = _mm_setzero_si128();
	struct wide w = { _mm256_setzero_si256(), _mm256_setzero_si256() };
	struct sums sums = load(sum);
	uint64_t mark[NGRAM_ORDER] = { 0 };
	__m128i one, two, three;
	size_t i;

	for (i = 0; i < b->n; i += NGRAM_FILL) {
		one = eight(sum->table, &b->cell[0][i]);
		two = eight(sum->table, &b->cell[1][i]);
		three = eight(sum->table, &b->cell[2][i]);
		mark[0] |= (signs(two, one) & 0xff) << i;
		mark[1] |= (signs(two, one) >> 8) << i;
		mark[2] |= signs(zero, three) << i;
		three = of_tag(three,
		    _mm_loadu_si128((const void *)&b->tag[i]));
		w = add_sixteen(w, two, one);
		w = add_sixteen(w, zero, three);
	}
	sums.polarity = _mm_add_epi32(sums.polarity, ngramavx_both(w.polarity));
	sums.polar = _mm_add_epi32(sums.polar, ngramavx_both(w.polar));
	store(sum, sums);
	memcpy(to, mark, sizeof(mark));
}
#endif

void
judge_sum_block(struct judge_sum *sum, const struct ngram_block *b,
    uint64_t to[NGRAM_ORDER])
{
	make_room(sum);
#ifdef NGRAMAVX
	if (sum->wide) {
		sum_wide(sum, b, to);
		return;
	}
#endif
	sum_block(sum, b, to);
}
