/* From rows to a model: labels, the heads, their scales, the table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "learnhead.h"
#include "mem.h"

/*
 * Enum labels become enum sentiments; rows without one go, unless they tell of
 * alarms.
 */
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
		if (label == LABEL_BAD || (label == LABEL_NONE &&
		    l->row[i].alarm == ANSWER_NONE))
			continue;
		l->row[n] = l->row[i];
		l->row[n++].label = label == LABEL_NONE ? LEARN_UNLABELLED :
		    label == LABEL_POSITIVE ? SENTIMENT_POSITIVE :
		    label == LABEL_NEGATIVE ? SENTIMENT_NEGATIVE :
		    SENTIMENT_NEUTRAL;
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

void
learn_head(struct model_head *to, const struct head_job *h, size_t script,
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
		learn_head(&m->head[i / MODEL_HEADS][i % MODEL_HEADS],
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
		r = &l->row[i];
		if (!head_held(l, i) || r->label == LEARN_UNLABELLED)
			continue;
		said = head_logit(&h[1], r, i) < threshold ? 0 :
		    head_logit(&h[0], r, i) > 0 ? 1 : -1;
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
		    l->file[i].name, (unsigned long long)(c[LABEL_NONE] +
		    c[LABEL_NEGATIVE] + c[LABEL_NEUTRAL] + c[LABEL_POSITIVE] +
		    c[LABEL_ZERO]),
		    l->file[i].digest);
	}
}

static void
make_model(struct learn *l, struct model *m)
{
	struct head_job h[JUDGE_HEADS];
	bool neutral = learn_count(l, SENTIMENT_NEUTRAL) > 0;
	size_t i, n = learn_alarms(l) ? JUDGE_HEADS : MODEL_HEADS;

	for (i = 0; i < n; i++)
		head_open(&h[i], l, (enum judge_head)i);
	heads_run(l, h, n);
	for (i = 0; i < n; i++) {
		if (i == JUDGE_POLAR)
			head_strength(&h[i], &h[JUDGE_POLARITY]);
		head_calibrate(&h[i]);
	}
	set_table(m, h);
	if (neutral)
		m->neutral = learn_fixed(choose_threshold(l, h));
	else
		never_neutral(m);
	if (n > JUDGE_ALARM)
		learn_alarm(m, &h[JUDGE_ALARM]);
	for (i = 0; i < n; i++)
		head_close(&h[i]);
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
	write_manifest(l, &(*m)->manifest);
	if ((*m)->manifest.len > MODEL_MANIFEST) {
		model_free(*m);
		*m = NULL;
		buf_z(err, "the names of so many files have no room in a "
		    "model: join some");
		return STATUS_DATA;
	}
	learn_tags(l, *m);
	(*m)->ground.symbols = symbols_digest();
	(*m)->ground.lexicon = lexicon_digest(l->o.lexicon);
	if (l->o.base != NULL)
		learn_delta(l, *m, out);
	else
		make_model(l, *m);
	return STATUS_OK;
}
