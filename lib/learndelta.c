/*
 * A delta: what the rows of a user say beyond the base model, fitted over the
 * base's logits and added to its table.
 */
#include <math.h>
#include <stdlib.h>

#include "judgein.h"
#include "learnin.h"
#include "logistic.h"
#include "mem.h"

#define FOLDS		5
/* How much of a delta is kept, in twentieths: the best of 0 .. 30. */
#define PARTS		20
#define PARTS_MAX	30

struct delta {
	struct learn	*l;
	enum judge_head	 head;
	struct fit	 fit;
	int8_t		*target;
	int8_t		*part;		/* targets of the rows of one fit */
	float		*base;		/* logits of the base */
	double		*more;		/* of a delta without the row */
};

static unsigned
fold_of(const struct learn *l, size_t i)
{
	uint64_t x = (i + 1 + l->o.seed) * UINT64_C(0x9e3779b97f4a7c15);

	return (unsigned)((x >> 32) % FOLDS);
}

static int64_t
base_logit(const struct learn *l, const struct learn_row *r,
    enum judge_head h)
{
	const struct model *m = l->o.base;
	const struct model_head *head = &m->head[r->script][h];
	struct lexicon_sum rules = { 0 };
	int64_t sum = 0;
	uint32_t k, cell;

	for (k = 0; k < r->n; k++) {
		cell = l->cell[r->at + k];
		if (cell != LEARN_NO_CELL)
			sum += model_weight(model_cell(m, cell), h);
	}
	for (k = 0; k < LEXICON_FEATURES; k++)
		rules.feature[k] = r->dense[k];
	sum = judge_nearest((double)sum * judge_unit(head,
	    sqrt((double)r->n))) +
	    judge_rule(head, &rules) + head->base;
	if (h == JUDGE_POLAR)
		sum += judge_strength(head, base_logit(l, r, JUDGE_POLARITY));
	return sum;
}

static void
open_delta(struct delta *d, struct learn *l, enum judge_head h)
{
	size_t i;

	*d = (struct delta){ .l = l, .head = h };
	d->fit = (struct fit){ .from = l, .head = h, .set = l->delta,
	    .seed = l->o.seed + 1 };
	d->fit.cell = mem_table(FIT_CELLS * sizeof(*d->fit.cell));
	d->target = mem_array(l->n, sizeof(*d->target));
	d->part = mem_array(l->n, sizeof(*d->part));
	d->base = mem_array(l->n, sizeof(*d->base));
	d->more = mem_array(l->n, sizeof(*d->more));
	d->fit.offset = d->base;
	for (i = 0; i < l->n; i++) {
		d->target[i] = learn_target(&l->row[i], h);
		d->base[i] = (float)((double)base_logit(l, &l->row[i], h) /
		    JUDGE_UNIT);
	}
}

static void
close_delta(struct delta *d)
{
	mem_table_free(d->fit.cell, FIT_CELLS * sizeof(*d->fit.cell));
	free(d->target);
	free(d->part);
	free(d->base);
	free(d->more);
}

/* Fit to the rows outside a fold; FOLDS: to all. */
static void
fit_without(struct delta *d, unsigned fold)
{
	const struct learn *l = d->l;
	size_t i;

	for (i = 0; i < l->n; i++)
		d->part[i] = fold_of(l, i) == fold ? 0 : d->target[i];
	memset(d->fit.cell, 0, FIT_CELLS * sizeof(*d->fit.cell));
	d->fit.target = d->part;
	fit_run(&d->fit);
	for (i = 0; i < l->n; i++)
		if (fold_of(l, i) == fold)
			d->more[i] = fit_logit(&d->fit, &l->row[i]);
}

/* The log loss on rows outside a fold with `part` of the delta. */
static double
loss(const struct delta *d, unsigned fold, double part)
{
	double sum = 0, z;
	size_t i;

	for (i = 0; i < d->l->n; i++) {
		if (d->target[i] == 0 || fold_of(d->l, i) == fold)
			continue;
		z = d->target[i] * ((double)d->base[i] + part * d->more[i]);
		sum -= (double)d->l->row[i].weight *
		    logistic_ln(logistic(z));
	}
	return sum;
}

/* The part of the delta that rows outside a fold bear out. */
static double
choose_part(const struct delta *d, unsigned fold)
{
	double best = loss(d, fold, 0), at = 0, x;
	int i;

	for (i = 1; i <= PARTS_MAX; i++) {
		x = loss(d, fold, (double)i / PARTS);
		if (x < best) {
			best = x;
			at = (double)i / PARTS;
		}
	}
	return at;
}

/*
 * Every row judged by a delta and a part that were chosen without it. Polar
 * rows by their sign.
 */
static void
judge_held(const struct delta *d, struct learn_held *held)
{
	double part[FOLDS], z;
	unsigned k;
	size_t i;

	for (k = 0; k < FOLDS; k++)
		part[k] = choose_part(d, k);
	*held = (struct learn_held){ 0 };
	for (i = 0; i < d->l->n; i++) {
		if (d->target[i] == 0)
			continue;
		z = (double)d->base[i] + part[fold_of(d->l, i)] * d->more[i];
		held->rows++;
		held->right += (z > 0) == (d->target[i] > 0);
		held->baseright += (d->base[i] > 0) == (d->target[i] > 0);
	}
}

/* What a weight of 1 is as a logit, in the script that most rows have. */
static double
unit_of(const struct delta *d)
{
	size_t n[MODEL_SCRIPTS] = { 0 }, i;
	const struct model_head *h;

	for (i = 0; i < d->l->n; i++)
		n[d->l->row[i].script]++;
	h = &d->l->o.base->head[n[MODEL_OTHER] > n[MODEL_HAN] ? MODEL_OTHER :
	    MODEL_HAN][d->head];
	return (double)h->scale / (1 << MODEL_SHIFT) / JUDGE_UNIT;
}

static void
add_delta(const struct delta *d, struct model *m, double part)
{
	double unit = unit_of(d);
	struct model_head *h;
	size_t i, k;

	for (i = 0; i < NGRAM_CELLS && unit > 0; i++) {
		if (d->fit.cell[i].w == 0)
			continue;
		learn_set(m, i, d->head, model_weight(model_cell(m, i),
		    d->head) + part * (double)d->fit.cell[i].w / unit);
	}
	for (k = 0; k < MODEL_SCRIPTS; k++) {
		h = &m->head[k][d->head];
		h->base += learn_fixed(part * d->fit.base);
		for (i = 0; i < LEXICON_FEATURES; i++)
			h->dense[i] += learn_fixed(part * d->fit.dense[i]);
	}
}

static void
run_delta(struct learn *l, struct model *m, enum judge_head h,
    struct learn_held *held)
{
	struct delta d;
	unsigned fold;
	double part;

	open_delta(&d, l, h);
	for (fold = 0; fold < FOLDS; fold++)
		fit_without(&d, fold);
	if (held != NULL)
		judge_held(&d, held);
	part = choose_part(&d, FOLDS);
	fit_without(&d, FOLDS);
	add_delta(&d, m, part);
	close_delta(&d);
}

void
learn_delta(struct learn *l, struct model *m, struct learn_held *held)
{
	run_delta(l, m, JUDGE_POLARITY, held);
	/* Rows without a neutral one tell nothing of what is neutral. */
	if (learn_count(l, SENTIMENT_NEUTRAL) > 0)
		run_delta(l, m, JUDGE_POLAR, NULL);
}
