/* From rows to a model: labels, the two heads, their scales, the table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "learncal.h"
#include "learnin.h"
#include "logistic.h"
#include "mem.h"
#include "worker.h"

#define TENTH		10

/* Enum labels become enum sentiments; rows without one go. */
static void
read_labels(struct learn *l)
{
	const uint64_t *count;
	size_t i, n = 0;
	enum label label;

	for (i = 0; i < l->n; i++) {
		label = (enum label)l->row[i].label;
		count = l->file[l->row[i].file].count;
		if (label == LABEL_ZERO)
			label = label_zero(count[LABEL_NEGATIVE] > 0 ||
			    count[LABEL_NEUTRAL] > 0);
		if (label == LABEL_NONE || label == LABEL_BAD)
			continue;
		l->row[n] = l->row[i];
		l->row[n++].label = label == LABEL_POSITIVE ?
		    SENTIMENT_POSITIVE : label == LABEL_NEGATIVE ?
		    SENTIMENT_NEGATIVE : SENTIMENT_NEUTRAL;
		if (label == LABEL_NEUTRAL)
			l->file[l->row[i].file].neutral++;
	}
	l->n = n;
}

uint64_t
learn_count(const struct learn *l, enum sentiment s)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < l->n; i++)
		n += l->row[i].label == s;
	return n;
}

/* Rows of the inner tenth, which calibrates. */
static bool
held(const struct learn *l, size_t i)
{
	uint64_t x = (i + 1 + l->o.seed) * UINT64_C(0x9e3779b97f4a7c15);

	return (x >> 32) % TENTH == 0;
}

struct head_job {
	struct learn	*l;
	struct fit	 fit;
	int8_t		*target;	/* all rows; of held ones: calibrated */
	int8_t		*part;		/* rows of one fit */
	double		*logit;		/* held rows: by the first fit */
	float		*weight;
	double		 a[MODEL_SCRIPTS], b[MODEL_SCRIPTS];
	double		 strength;	/* before a */
};

/*
 * Fit twice: without the inner tenth, for logits of rows not seen, then with
 * all rows.
 */
static void
run_head(void *ctx, void *job)
{
	struct head_job *h = *(struct head_job **)job;
	struct learn *l = h->l;
	size_t i;

	(void)ctx;
	for (i = 0; i < l->n; i++)
		h->part[i] = held(l, i) ? 0 : h->target[i];
	h->fit.target = h->part;
	fit_run(&h->fit);
	for (i = 0; i < l->n; i++)
		h->logit[i] = held(l, i) ? fit_logit(&h->fit,
		    &l->row[i]) : 0;
	memset(h->fit.cell, 0, FIT_CELLS * sizeof(*h->fit.cell));
	h->fit.target = h->target;
	fit_run(&h->fit);
}

static void
open_head(struct head_job *h, struct learn *l, enum judge_head head)
{
	size_t i;

	*h = (struct head_job){ .l = l };
	h->fit = (struct fit){ .from = l, .head = head, .set = l->set[head],
	    .seed = l->o.seed + 1 };
	h->fit.cell = mem_table(FIT_CELLS * sizeof(*h->fit.cell));
	h->target = mem_array(l->n, sizeof(*h->target));
	h->part = mem_array(l->n, sizeof(*h->part));
	h->logit = mem_array(l->n, sizeof(*h->logit));
	h->weight = mem_array(l->n, sizeof(*h->weight));
	for (i = 0; i < l->n; i++) {
		h->target[i] = learn_target(&l->row[i], head);
		h->weight[i] = l->row[i].weight;
	}
}

static void
close_head(struct head_job *h)
{
	mem_table_free(h->fit.cell, FIT_CELLS * sizeof(*h->fit.cell));
	free(h->target);
	free(h->part);
	free(h->logit);
	free(h->weight);
}

static void
run_heads(struct learn *l, struct head_job *h)
{
	struct head_job *of[MODEL_HEADS] = { &h[0], &h[1] };
	struct worker *w = NULL;

	if (l->o.threads > 1)
		w = worker_open(NULL, 1, sizeof(of[0]), run_head, NULL);
	if (w == NULL) {
		run_head(NULL, &of[1]);
	} else {
		*(struct head_job **)worker_job(w) = of[1];
		worker_run(w);
	}
	run_head(NULL, &of[0]);
	worker_close(w);
}

static double
calibrated(const struct head_job *h, const struct learn_row *r, size_t i)
{
	return h->a[r->script] * h->logit[i] + h->b[r->script];
}

/* a and b from the held rows of each script, of both when one has too few. */
static void
calibrate_head(struct head_job *h)
{
	struct learn *l = h->l;
	struct calibration c = { .logit = h->logit, .target = h->part,
	    .weight = h->weight, .n = l->n }, of;
	size_t script, i;

	for (i = 0; i < l->n; i++)
		h->part[i] = held(l, i) ? h->target[i] : 0;
	calibrate(&c);
	for (script = 0; script < MODEL_SCRIPTS; script++) {
		for (i = 0; i < l->n; i++)
			h->part[i] = held(l, i) && l->row[i].script == script ?
			    h->target[i] : 0;
		of = c;
		if (!calibrate(&of))
			of = c;
		h->a[script] = of.a;
		h->b[script] = of.b;
	}
}

#define STRENGTHS	17	/* 0, 1/8, .. 2 */

/* The weight of the polarity's strength with which polar is told best. */
static void
choose_strength(struct head_job *h)
{
	struct learn *l = h[1].l;
	double *strong = mem_array(l->n, sizeof(*strong));
	double *sum = mem_array(l->n, sizeof(*sum));
	struct calibration c = { .logit = sum, .target = h[1].part,
	    .weight = h[1].weight, .n = l->n };
	double best = HUGE_VAL;
	size_t i, k;

	for (i = 0; i < l->n; i++) {
		h[1].part[i] = held(l, i) &&
		    l->file[l->row[i].file].neutral > 0 ? h[1].target[i] : 0;
		strong[i] = fmin(fabs(calibrated(&h[0], &l->row[i], i)),
		    (double)MODEL_STRONG / JUDGE_UNIT);
	}
	for (k = 0; k < STRENGTHS; k++) {
		for (i = 0; i < l->n; i++)
			sum[i] = h[1].logit[i] + (double)k / 8 * strong[i];
		if (!calibrate(&c) || c.loss >= best)
			break;
		best = c.loss;
		h[1].strength = (double)k / 8;
	}
	for (i = 0; i < l->n; i++)
		h[1].logit[i] += h[1].strength * strong[i];
	free(strong);
	free(sum);
}

int
learn_quantise(double x, int max)
{
	double size = fabs(x);
	int q = (int)sqrt(size);

	/* The nearer of two neighbours, as weights: q q or (q + 1)(q + 1). */
	if (size > q * q + q + 0.5)
		q++;
	if (q > max)
		q = max;
	return x < 0 ? -q : q;
}

static double
largest(const struct fit *f)
{
	double max = 1e-6;
	size_t i;

	for (i = 0; i < NGRAM_CELLS; i++)
		if (fabs((double)f->cell[i].w) > max)
			max = fabs((double)f->cell[i].w);
	return max;
}

int64_t
learn_fixed(double x)
{
	return (int64_t)floor(x * JUDGE_UNIT + 0.5);
}

static void
set_head(struct model_head *to, const struct head_job *h, size_t script,
    double unit)
{
	double a = h->a[script];
	size_t i;

	to->scale = (int64_t)floor(a * unit * JUDGE_UNIT *
	    (1 << MODEL_SHIFT) + 0.5);
	to->base = learn_fixed(a * h->fit.base + h->b[script]);
	to->strength = learn_fixed(a * h->strength);
	for (i = 0; i < LEXICON_FEATURES; i++)
		to->dense[i] = learn_fixed(a * h->fit.dense[i]);
}

static void
set_table(struct model *m, const struct head_job *h)
{
	double unit[MODEL_HEADS];
	size_t i;

	unit[0] = largest(&h[0].fit) / (MODEL_Q_POLARITY * MODEL_Q_POLARITY);
	unit[1] = largest(&h[1].fit) / (MODEL_Q_POLAR * MODEL_Q_POLAR);
	for (i = 0; i < NGRAM_CELLS * MODEL_HEADS; i++)
		learn_set(m, i / MODEL_HEADS, i % MODEL_HEADS,
		    (double)h[i % MODEL_HEADS].fit.cell[i / MODEL_HEADS].w /
		    unit[i % MODEL_HEADS]);
	for (i = 0; i < MODEL_SCRIPTS * MODEL_HEADS; i++)
		set_head(&m->head[i / MODEL_HEADS][i % MODEL_HEADS],
		    &h[i % MODEL_HEADS], i / MODEL_HEADS,
		    unit[i % MODEL_HEADS]);
}

/* A model for rows none of which are neutral never says neutral. */
static void
never_neutral(struct model *m)
{
	size_t i;

	for (i = 0; i < MODEL_SCRIPTS; i++)
		m->head[i][JUDGE_POLAR] = (struct model_head){
			.base = learn_fixed(5)
		};
	m->neutral = 0;
}

/* Macro-F1 of three classes; confusion[label + 1][said + 1]. */
static double
macro_f1(const double confusion[3][3])
{
	double sum = 0, said, there;
	size_t i, k;

	for (i = 0; i < 3; i++) {
		said = there = 0;
		for (k = 0; k < 3; k++) {
			said += confusion[k][i];
			there += confusion[i][k];
		}
		if (said + there > 0)
			sum += 2 * confusion[i][i] / (said + there);
	}
	return sum / 3;
}

/*
 * The mean of it on the held rows over the files that have neutral rows, each
 * weighed by the root of their number.
 */
static double
f1_with(const struct learn *l, const struct head_job *h, double threshold,
    double (*confusion)[3][3])
{
	const struct learn_row *r;
	double sum = 0, all = 0, weight;
	size_t i;
	int said;

	memset(confusion, 0, l->nfile * sizeof(*confusion));
	for (i = 0; i < l->n; i++) {
		if (!held(l, i))
			continue;
		r = &l->row[i];
		said = calibrated(&h[1], r, i) < threshold ? 0 :
		    calibrated(&h[0], r, i) > 0 ? 1 : -1;
		confusion[r->file][r->label + 1][said + 1] +=
		    (double)r->weight;
	}
	for (i = 0; i < l->nfile; i++)
		if (l->file[i].neutral > 0) {
			weight = sqrt((double)l->file[i].neutral);
			sum += weight *
			    macro_f1((const double (*)[3])confusion[i]);
			all += weight;
		}
	return sum / all;
}

#define GRID		161	/* -2, -1.95 .. 6 */
#define FLAT		0.002

static double
grid(size_t i)
{
	return (double)i / 20 - 2;
}

/*
 * The threshold of neutral. The classes come out nearly alike over a wide
 * range: its middle is taken, where chance moves it least.
 */
static double
choose_threshold(const struct learn *l, const struct head_job *h)
{
	double (*confusion)[3][3] = mem_array(l->nfile, sizeof(*confusion));
	double f1[GRID], best = -1;
	size_t i, low = 0, high = 0;

	for (i = 0; i < GRID; i++) {
		f1[i] = f1_with(l, h, grid(i), confusion);
		best = fmax(best, f1[i]);
	}
	free(confusion);
	if (best == 0)
		return 0;
	while (f1[low] < best - FLAT)
		low++;
	for (i = low; i < GRID; i++)
		if (f1[i] >= best - FLAT)
			high = i;
	return (grid(low) + grid(high)) / 2;
}

static void
write_manifest(const struct learn *l, struct buf *out)
{
	const uint64_t *c;
	size_t i;

	if (l->o.base != NULL)
		buf_printf(out, "base sha256 %s\n", model_digest(l->o.base));
	buf_printf(out, "rows %zu\nseed %llu\n", l->n,
	    (unsigned long long)l->o.seed);
	for (i = 0; i < l->nfile; i++) {
		c = l->file[i].count;
		buf_printf(out, "file %s rows %llu sha256 %s\n",
		    l->file[i].name, (unsigned long long)(c[LABEL_NEGATIVE] +
		    c[LABEL_NEUTRAL] + c[LABEL_POSITIVE] + c[LABEL_ZERO]),
		    l->file[i].digest);
	}
}

static void
make_model(struct learn *l, struct model *m)
{
	struct head_job h[MODEL_HEADS];
	bool neutral = learn_count(l, SENTIMENT_NEUTRAL) > 0;

	open_head(&h[0], l, JUDGE_POLARITY);
	open_head(&h[1], l, JUDGE_POLAR);
	run_heads(l, h);
	calibrate_head(&h[0]);
	choose_strength(h);
	calibrate_head(&h[1]);
	set_table(m, h);
	if (neutral)
		m->neutral = learn_fixed(choose_threshold(l, h));
	else
		never_neutral(m);
	close_head(&h[0]);
	close_head(&h[1]);
}

enum status
learn_fit(struct learn *l, struct model **m, struct learn_held *out,
    struct buf *err)
{
	const char *why = NULL;

	*m = NULL;
	read_labels(l);
	if (l->n == 0)
		why = "no rows with a label";
	else if (learn_count(l, SENTIMENT_POSITIVE) == 0)
		why = "no rows that are labelled positive";
	else if (learn_count(l, SENTIMENT_NEGATIVE) == 0)
		why = "no rows that are labelled negative";
	if (why != NULL) {
		buf_z(err, why);
		return STATUS_DATA;
	}
	*m = l->o.base != NULL ? model_copy(l->o.base) : model_new();
	learn_tags(l, *m);
	(*m)->ground.symbols = symbols_digest();
	(*m)->ground.lexicon = lexicon_digest(l->o.lexicon);
	if (l->o.base != NULL)
		learn_delta(l, *m, out);
	else
		make_model(l, *m);
	write_manifest(l, &(*m)->manifest);
	return STATUS_OK;
}
