#include "judge.h"

#include <math.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "judgein.h"
#include "logistic.h"
#include "mem.h"

struct judge *
judge_new(const struct model *m, const struct lexicon *l)
{
	struct judge *j = mem_zero(sizeof(*j));

	j->model = m;
	j->lexicon = l;
	j->ngram = ngram_new();
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

/* Add the weights of the cells of a block. */
static void
add_block(const struct model *m, const struct ngram_block *b, int64_t *sum)
{
	__m128i polarity = _mm_setzero_si128(), polar = polarity, q;
	const uint32_t *at = b->cell, *end = at + ngram_cells(b);
	const short *cell = (const short *)m->cell;
	int fill;

	for (; at < end; at += NGRAM_FILL) {
		q = _mm_set_epi16(cell[at[7]], cell[at[6]], cell[at[5]],
		    cell[at[4]], cell[at[3]], cell[at[2]], cell[at[1]],
		    cell[at[0]]);
		polarity = _mm_add_epi32(polarity, weight(_mm_srai_epi16(
		    _mm_slli_epi16(q, 8), 8)));
		polar = _mm_add_epi32(polar, weight(_mm_srai_epi16(q, 8)));
	}
	fill = (int)(at - end);
	sum[JUDGE_POLARITY] += total(polarity) -
	    fill * model_weight(m, 0, JUDGE_POLARITY);
	sum[JUDGE_POLAR] += total(polar) -
	    fill * model_weight(m, 0, JUDGE_POLAR);
}
#else
static void
add_block(const struct model *m, const struct ngram_block *b, int64_t *sum)
{
	size_t i;

	for (i = 0; i < ngram_cells(b); i++) {
		sum[JUDGE_POLARITY] += model_weight(m, b->cell[i],
		    JUDGE_POLARITY);
		sum[JUDGE_POLAR] += model_weight(m, b->cell[i], JUDGE_POLAR);
	}
}
#endif

/* Add the weights of the rule layer's terms, few as they are. */
static size_t
add_terms(const struct judge *j, int64_t *sum)
{
	uint32_t cell[NGRAM_TERMS];
	size_t at = 0, cells = 0, i, n;

	while ((n = ngram_terms(&j->rules, &at, cell)) > 0) {
		for (i = 0; i < n; i++) {
			sum[JUDGE_POLARITY] += model_weight(j->model, cell[i],
			    JUDGE_POLARITY);
			sum[JUDGE_POLAR] += model_weight(j->model, cell[i],
			    JUDGE_POLAR);
		}
		cells += n;
	}
	return cells;
}

/*
 * The sums over the cells, whose number is returned, and the rule layer unless
 * it is known. The table is larger than the caches near the core, so cells are
 * asked for well before they are used: while the rules run, and a block ahead.
 */
static size_t
add_text(struct judge *j, const struct symbol *s, size_t n, bool known,
    int64_t *sum)
{
	struct ngram_block block[2], *b = &block[0], *next = &block[1], *t;
	size_t cells = 0;
	bool more;

	b->at = b->n = b->left = 0;
	b->table = next->table = j->model->cell;
	more = ngram_next(j->ngram, s, n, b);
	if (!known)
		lexicon_score(j->lexicon, s, n, &j->rules);
	while (more) {
		next->at = b->at;
		next->n = b->n;
		next->left = b->left;
		more = ngram_next(j->ngram, s, n, next);
		add_block(j->model, b, sum);
		cells += ngram_cells(b);
		t = b;
		b = next;
		next = t;
	}
	return cells + add_terms(j, sum);
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
