/* A head of a model: two fits, and what makes probabilities of its sums. */
#include "learnhead.h"

#include <math.h>
#include <stdlib.h>

#include "learncal.h"
#include "mem.h"
#include "worker.h"

#define TENTH		10

bool
head_held(const struct learn *l, size_t i)
{
	uint64_t x = (i + 1 + l->o.seed) * UINT64_C(0x9e3779b97f4a7c15);

	return (x >> 32) % TENTH == 0;
}

/* Fit to the targets, an alarm to the cells it may have room for. */
static void
fit_head(struct head_job *h, const int8_t *target)
{
	size_t size = FIT_CELLS * sizeof(*h->fit.cell);

	h->fit.target = target;
	memset(h->fit.cell, 0, size);
	fit_run(&h->fit);
	if (h->fit.head != JUDGE_ALARM)
		return;
	alarm_prune(h);
	memset(h->fit.cell, 0, size);
	fit_run(&h->fit);
	memset(h->fit.keep, 1, NGRAM_HALF);
}

/*
 * Fit twice: without the inner tenth, for logits of rows not seen, then with
 * all rows.
 */
static void
run_head(struct head_job *h)
{
	struct learn *l = h->l;
	size_t i;

	for (i = 0; i < l->n; i++)
		h->part[i] = head_held(l, i) ? 0 : h->target[i];
	fit_head(h, h->part);
	for (i = 0; i < l->n; i++)
		h->logit[i] = head_held(l, i) ? fit_logit(&h->fit,
		    &l->row[i]) : 0;
	fit_head(h, h->target);
}

/* All heads but the polarity, which takes as long. */
struct other_heads {
	struct head_job	*h;
	size_t		 n;
};

static void
run_others(void *ctx, void *job)
{
	struct other_heads *o = job;
	size_t i;

	(void)ctx;
	for (i = 0; i < o->n; i++)
		run_head(&o->h[i]);
}

void
head_open(struct head_job *h, struct learn *l, enum judge_head head)
{
	size_t i;

	*h = (struct head_job){ .l = l };
	h->fit = (struct fit){ .from = l, .head = head, .set = l->set[head],
	    .seed = l->o.seed + 1 };
	h->fit.cell = mem_table(FIT_CELLS * sizeof(*h->fit.cell));
	if (head == JUDGE_ALARM) {
		h->fit.keep = mem_alloc(FIT_CELLS);
		memset(h->fit.keep, 0, FIT_CELLS);
		memset(h->fit.keep, 1, NGRAM_HALF);
	}
	h->target = mem_array(l->n, sizeof(*h->target));
	h->part = mem_array(l->n, sizeof(*h->part));
	h->logit = mem_array(l->n, sizeof(*h->logit));
	h->weight = mem_array(l->n, sizeof(*h->weight));
	for (i = 0; i < l->n; i++) {
		h->target[i] = learn_target(&l->row[i], head);
		h->weight[i] = l->row[i].weight;
	}
}

void
head_close(struct head_job *h)
{
	mem_table_free(h->fit.cell, FIT_CELLS * sizeof(*h->fit.cell));
	free(h->fit.keep);
	free(h->target);
	free(h->part);
	free(h->logit);
	free(h->weight);
}

void
heads_run(struct learn *l, struct head_job *h, size_t n)
{
	struct other_heads others = { h + 1, n - 1 };
	struct worker *w = NULL;

	if (l->o.threads > 1)
		w = worker_open(NULL, 1, sizeof(others), run_others, NULL);
	if (w == NULL) {
		run_others(NULL, &others);
	} else {
		*(struct other_heads *)worker_job(w) = others;
		worker_run(w);
	}
	run_head(h);
	worker_close(w);
}

double
head_logit(const struct head_job *h, const struct learn_row *r, size_t i)
{
	return h->a[r->script] * h->logit[i] + h->b[r->script];
}

void
head_calibrate(struct head_job *h)
{
	struct learn *l = h->l;
	struct calibration c = { .logit = h->logit, .target = h->part,
	    .weight = h->weight, .n = l->n }, of;
	size_t script, i;

	for (i = 0; i < l->n; i++)
		h->part[i] = head_held(l, i) ? h->target[i] : 0;
	calibrate(&c);
	for (script = 0; script < MODEL_SCRIPTS; script++) {
		for (i = 0; i < l->n; i++)
			h->part[i] = head_held(l, i) &&
			    l->row[i].script == script ? h->target[i] : 0;
		of = c;
		if (!calibrate(&of))
			of = c;
		h->a[script] = of.a;
		h->b[script] = of.b;
	}
}

#define STRENGTHS	17	/* 0, 1/8, .. 2 */

void
head_strength(struct head_job *polar, const struct head_job *polarity)
{
	struct learn *l = polar->l;
	double *strong = mem_array(l->n, sizeof(*strong));
	double *sum = mem_array(l->n, sizeof(*sum));
	struct calibration c = { .logit = sum, .target = polar->part,
	    .weight = polar->weight, .n = l->n };
	double best = HUGE_VAL;
	size_t i, k;

	for (i = 0; i < l->n; i++) {
		polar->part[i] = head_held(l, i) &&
		    l->file[l->row[i].file].neutral > 0 ? polar->target[i] : 0;
		strong[i] = fmin(fabs(head_logit(polarity, &l->row[i], i)),
		    (double)MODEL_STRONG / JUDGE_UNIT);
	}
	for (k = 0; k < STRENGTHS; k++) {
		for (i = 0; i < l->n; i++)
			sum[i] = polar->logit[i] + (double)k / 8 * strong[i];
		if (!calibrate(&c) || c.loss >= best)
			break;
		best = c.loss;
		polar->strength = (double)k / 8;
	}
	for (i = 0; i < l->n; i++)
		polar->logit[i] += polar->strength * strong[i];
	free(strong);
	free(sum);
}
