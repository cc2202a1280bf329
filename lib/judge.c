#include "judge.h"

#include <math.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "judgein.h"
#include "logistic.h"
#include "mem.h"

/* Mark where in a text the rule layer has to look. */
static void
mark(struct model *m, const struct lexicon *l, const struct ngram *g)
{
	struct symbols ends = { 0 };
	uint32_t code[LEXICON_BEGIN];
	size_t i, n;

	for (i = 0; (n = lexicon_begin(l, &i, code)) > 0;)
		m->cell[ngram_cell(code, n)] |= MODEL_MARK;
	for (i = 0; (code[0] = ngram_negator(g, &i)) != 0;)
		m->cell[ngram_cell(code, 1)] |= MODEL_MARK;
	symbols_ends(&ends);
	for (i = 0; i < ends.n; i++)
		m->cell[ngram_cell(&ends.p[i].code, 1)] |= MODEL_MARK;
	symbols_free(&ends);
}

struct judge *
judge_new(struct model *m, const struct lexicon *l)
{
	struct judge *j = mem_zero(sizeof(*j));

	j->model = m;
	j->lexicon = l;
	j->ngram = ngram_new();
	mark(m, l, j->ngram);
	return j;
}

void
judge_free(struct judge *j)
{
	if (j == NULL)
		return;
	ngram_free(j->ngram);
	lexicon_sum_free(&j->rules);
	lexicon_sum_free(&j->spare);
	free(j->part);
	free(j->mark);
	free(j);
}

#ifdef __SSE2__
/* The sum of q|q| of eight cells, in four parts. */
static inline __m128i
weight(__m128i q)
{
	return _mm_madd_epi16(q, _mm_max_epi16(q, _mm_sub_epi16(
	    _mm_setzero_si128(), q)));
}

static inline int64_t
total(__m128i v)
{
	int32_t part[4];

	_mm_storeu_si128((void *)part, v);
	return (int64_t)part[0] + part[1] + part[2] + part[3];
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

/* Sums of the two heads. */
struct sums {
	__m128i		polarity, polar;
};

static inline void
add_eight(struct sums *to, __m128i cells)
{
	to->polarity = _mm_add_epi32(to->polarity, weight(_mm_srai_epi16(
	    _mm_slli_epi16(cells, 8), 8)));
	to->polar = _mm_add_epi32(to->polar, weight(_mm_srai_epi16(
	    _mm_slli_epi16(cells, 1), 9)));
}

/* The sums, without cell 0 as often as it filled up the eights. */
static inline void
add_sums(const struct model *m, const struct sums *from, size_t fill,
    int64_t *sum)
{
	sum[JUDGE_POLARITY] += total(from->polarity) -
	    (int64_t)fill * model_weight(m, 0, JUDGE_POLARITY);
	sum[JUDGE_POLAR] += total(from->polar) -
	    (int64_t)fill * model_weight(m, 0, JUDGE_POLAR);
}

/*
 * Add the weights of the cells of a block; bit i of to[k]: the n-gram of k + 1
 * symbols that ends at position i is marked.
 */
static void
add_block(const struct model *m, const struct ngram_block *b, int64_t *sum,
    uint64_t to[NGRAM_ORDER])
{
	struct sums sums = { _mm_setzero_si128(), _mm_setzero_si128() };
	const uint16_t *cell = m->cell;
	__m128i one, two, three;
	uint64_t some;
	size_t i;

	to[0] = to[1] = to[2] = 0;
	for (i = 0; i < b->n; i += NGRAM_FILL) {
		one = eight(cell, &b->cell[0][i]);
		two = eight(cell, &b->cell[1][i]);
		add_eight(&sums, one);
		add_eight(&sums, two);
		three = eight(cell, &b->cell[2][i]);
		add_eight(&sums, three);
		some = (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(one, two));
		to[0] |= (some & 0xff) << i;
		to[1] |= (some >> 8) << i;
		some = (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(three,
		    _mm_setzero_si128()));
		to[2] |= some << i;
	}
	add_sums(m, &sums, (i - b->n) * NGRAM_ORDER, sum);
}

/* Add the weights of some cells, behind which there is room for eight. */
static void
add_cells(const struct model *m, uint32_t *cell, size_t n, int64_t *sum)
{
	struct sums sums = { _mm_setzero_si128(), _mm_setzero_si128() };
	size_t i;

	memset(cell + n, 0, NGRAM_FILL * sizeof(*cell));
	for (i = 0; i < n; i += NGRAM_FILL)
		add_eight(&sums, eight(m->cell, cell + i));
	add_sums(m, &sums, i - n, sum);
}
#else
static void
add_block(const struct model *m, const struct ngram_block *b, int64_t *sum,
    uint64_t to[NGRAM_ORDER])
{
	size_t i, k;

	to[0] = to[1] = to[2] = 0;
	for (i = 0; i < b->n; i++) {
		for (k = 0; k < NGRAM_ORDER; k++) {
			sum[JUDGE_POLARITY] += model_weight(m, b->cell[k][i],
			    JUDGE_POLARITY);
			sum[JUDGE_POLAR] += model_weight(m, b->cell[k][i],
			    JUDGE_POLAR);
			to[k] |= (uint64_t)(m->cell[b->cell[k][i]] /
			    MODEL_MARK) << i;
		}
	}
}

static void
add_cells(const struct model *m, uint32_t *cell, size_t n, int64_t *sum)
{
	size_t i;

	for (i = 0; i < n; i++) {
		sum[JUDGE_POLARITY] += model_weight(m, cell[i],
		    JUDGE_POLARITY);
		sum[JUDGE_POLAR] += model_weight(m, cell[i], JUDGE_POLAR);
	}
}
#endif

/* The n-grams, which make the marks; returns the number of cells. */
static size_t
add_ngrams(struct judge *j, const struct symbol *s, size_t n, int64_t *sum)
{
	uint64_t ends[NGRAM_ORDER];
	struct lexicon_mark *to;
	struct ngram_block b;
	size_t cells = NGRAM_ORDER * (n + 1);

	if (n / NGRAM_BLOCK >= j->nmark)
		j->mark = mem_room(j->mark, n / NGRAM_BLOCK + 1, &j->nmark,
		    sizeof(*j->mark));
	ngram_start(&b, j->model->cell);
	for (to = j->mark; ngram_next(s, n, &b); to++) {
		add_block(j->model, &b, sum, ends);
		ngram_scopes(j->ngram, s, ends[0], &b);
		add_cells(j->model, b.scope, b.nscope, sum);
		cells += b.nscope;
		/* From where n-grams end to where they begin. */
		to->one = ends[0];
		to->more = ends[1] >> 1 | ends[2] >> 2;
		if (b.at > 0)
			to[-1].more |= ends[1] << 63 | ends[2] << 62;
	}
	return cells;
}

/*
 * The sums over the cells, whose number is returned, and the rule layer unless
 * it is known.
 */
static size_t
add_text(struct judge *j, const struct symbol *s, size_t n, bool known,
    int64_t *sum)
{
	uint32_t cell[NGRAM_TERMS + NGRAM_FILL];
	size_t some, at = 0, cells = add_ngrams(j, s, n, sum);

	if (!known)
		lexicon_score(j->lexicon, s, n, j->mark, &j->rules);
	while ((some = ngram_terms(&j->rules, &at, cell)) > 0) {
		add_cells(j->model, cell, some, sum);
		cells += some;
	}
	return cells;
}

/* x rounded to the nearest integer, halves up: floor() would be a call. */
static int64_t
nearest(double x)
{
	int64_t n = (int64_t)(x + 0.5);

	return n - ((double)n > x + 0.5);
}

int64_t
judge_scaled(const struct model_head *h, double sum, double root)
{
	return nearest(sum * ((double)h->scale / (1 << MODEL_SHIFT) / root));
}

int64_t
judge_rule(const struct model_head *h, const struct lexicon_sum *rules)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < LEXICON_FEATURES; i++)
		sum += nearest((double)h->dense[i] * rules->feature[i] /
		    LEXICON_ONE);
	return sum;
}

int64_t
judge_strength(const struct model_head *h, int64_t logit)
{
	int64_t strong = logit < 0 ? -logit : logit;

	if (strong > MODEL_STRONG)
		strong = MODEL_STRONG;
	return nearest((double)h->strength * (double)strong / JUDGE_UNIT);
}

static enum sentiment
side(const struct model *m, const struct verdict *v)
{
	if (v->polarlogit < m->neutral)
		return SENTIMENT_NEUTRAL;
	return v->logit > 0 ? SENTIMENT_POSITIVE : SENTIMENT_NEGATIVE;
}

/* The sentiment and the logits; known: what the rules say is in j. */
static void
judge_part(struct judge *j, const struct symbol *s, size_t n, bool known,
    struct verdict *v)
{
	const struct model_head *h =
	    j->model->head[model_script(s, n)];
	int64_t sum[MODEL_HEADS] = { 0 };
	double root;

	root = sqrt((double)add_text(j, s, n, known, sum));
	v->logit = judge_scaled(&h[JUDGE_POLARITY],
	    (double)sum[JUDGE_POLARITY], root) +
	    judge_rule(&h[JUDGE_POLARITY], &j->rules) + h[JUDGE_POLARITY].base;
	v->polarlogit = judge_scaled(&h[JUDGE_POLAR],
	    (double)sum[JUDGE_POLAR], root) +
	    judge_rule(&h[JUDGE_POLAR], &j->rules) + h[JUDGE_POLAR].base +
	    judge_strength(&h[JUDGE_POLAR], v->logit);
	v->sentiment = n == 0 ? SENTIMENT_NEUTRAL : side(j->model, v);
}

/* The probabilities. */
static void
conclude(struct verdict *v)
{
	v->p = logistic((double)v->logit / JUDGE_UNIT);
	v->polar = logistic((double)v->polarlogit / JUDGE_UNIT);
	v->score = 2 * v->p - 1;
	switch (v->sentiment) {
	case SENTIMENT_NEUTRAL:
		v->confidence = 1 - v->polar;
		break;
	case SENTIMENT_POSITIVE:
		v->confidence = v->polar * v->p;
		break;
	case SENTIMENT_NEGATIVE:
		v->confidence = v->polar * (1 - v->p);
		break;
	}
}

void
judge_text(struct judge *j, const struct symbols *s, struct verdict *v)
{
	judge_part(j, s->p, s->n, false, v);
	conclude(v);
	j->logit = v->logit;
}

const struct lexicon_sum *
judge_terms(const struct judge *j)
{
	return &j->rules;
}

void
judge_range(struct judge *j, const struct symbols *s, size_t first, size_t n,
    struct verdict *v)
{
	struct lexicon_sum text = j->rules;
	bool known;

	/* What the rules say of the text stays, for its shares. */
	j->rules = j->spare;
	known = lexicon_part(&text, (uint32_t)first, (uint32_t)n, &j->rules);
	judge_part(j, s->p + first, n, known, v);
	j->spare = j->rules;
	j->rules = text;
}

struct str
sentiment_name(enum sentiment s)
{
	switch (s) {
	case SENTIMENT_NEGATIVE:
		return STR("negative");
	case SENTIMENT_NEUTRAL:
		return STR("neutral");
	case SENTIMENT_POSITIVE:
		return STR("positive");
	}
	return STR("");
}
