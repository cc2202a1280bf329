#include "judge.h"

#include <math.h>
#include <stdlib.h>

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

/*
 * The vectors hold eight cells: the polarity in the lower byte, polar in the
 * upper. q|q| is at most 127 * 127, so two of them fit in 16 bits.
 */
typedef int16_t half __attribute__((vector_size(16)));
typedef int32_t full __attribute__((vector_size(16)));
#define LANES	8

static inline half
weight(half q)
{
	half sign = q >> 15;

	return q * ((q ^ sign) - sign);
}

/* The two 16-bit halves of each lane of 32 bits, added. */
static inline full
widen(half w)
{
	full v = (full)w;

	return (v >> 16) + (v << 16 >> 16);
}

static inline int64_t
total(full v)
{
	return (int64_t)v[0] + v[1] + v[2] + v[3];
}

/* Add the weights of n cells. */
static void
add_cells(const struct model *m, const uint32_t *cell, size_t n, int64_t *sum)
{
	uint16_t q[NGRAM_BLOCK * NGRAM_ORDER + 2 * LANES];
	full polarity = { 0 }, polar = { 0 };
	half a, b;
	size_t i;

	_Pragma("GCC unroll 4")
	for (i = 0; i < n; i++)
		q[i] = m->cell[cell[i]];
	memset(q + n, 0, 2 * LANES * sizeof(q[0]));
	for (i = 0; i < n; i += 2 * LANES) {
		memcpy(&a, q + i, sizeof(a));
		memcpy(&b, q + i + LANES, sizeof(b));
		polarity += widen(weight((half)(a << 8) >> 8) +
		    weight((half)(b << 8) >> 8));
		polar += widen(weight(a >> 8) + weight(b >> 8));
	}
	sum[JUDGE_POLARITY] += total(polarity);
	sum[JUDGE_POLAR] += total(polar);
}

/*
 * The rule layer, and the sums over the cells, whose number is returned. The
 * table is larger than the caches near the core, so cells are asked for well
 * before they are used: while the rules run, and a block ahead.
 */
static size_t
add_text(struct judge *j, const struct symbol *s, size_t n, int64_t *sum)
{
	struct ngram_block block[2], *b = &block[0], *next = &block[1], *t;
	size_t cells = 0;
	bool more;

	b->at = b->n = b->left = 0;
	b->table = next->table = j->model->cell;
	more = ngram_next(j->ngram, s, n, b);
	lexicon_score(j->lexicon, s, n, &j->rules);
	while (more) {
		next->at = b->at;
		next->n = b->n;
		next->left = b->left;
		more = ngram_next(j->ngram, s, n, next);
		add_cells(j->model, b->cell, b->n * NGRAM_ORDER, sum);
		add_cells(j->model, b->scope, b->nscope, sum);
		cells += b->n * NGRAM_ORDER + b->nscope;
		t = b;
		b = next;
		next = t;
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

/* The sentiment and the logits. */
static void
judge_part(struct judge *j, const struct symbol *s, size_t n,
    struct verdict *v)
{
	const struct model_head *h =
	    j->model->head[model_script(s, n)];
	int64_t sum[MODEL_HEADS] = { 0 };
	double root;

	root = sqrt((double)add_text(j, s, n, sum));
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
	judge_part(j, s->p, s->n, v);
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

	/* What the rules say of the text stays, for its shares. */
	j->rules = j->spare;
	judge_part(j, s->p + first, n, v);
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
