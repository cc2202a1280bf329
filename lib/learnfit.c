/*
 * Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011, JMLR 12, figure 1
 * with a diagonal matrix) on features scaled by the absolute log odds ratio of
 * their counts (Wang, Manning 2012, ACL, section 2.3). A weight is its feature
 * in a text of n cells, count / sqrt(n). The mean of runs over the rows in
 * other orders is steadier than any of them.
 */
#include <math.h>
#include <stdlib.h>

#include "learnin.h"
#include "logistic.h"
#include "mem.h"

int8_t
learn_target(const struct learn_row *r, enum judge_head h)
{
	if (h == JUDGE_ALARM)
		return r->alarm == ANSWER_YES ? 1 : -1;
	if (r->label == LEARN_UNLABELLED)
		return 0;
	if (h == JUDGE_POLARITY)
		return r->label;
	return r->label == SENTIMENT_NEUTRAL ? -1 : 1;
}

/* xorshift64: Marsaglia 2003, JSS 8(14). */
static uint64_t
draw(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/*
 * What a row of weight 1 of file i and class k counts: classes of a file weigh
 * alike, and files by their rows, each as its weight, to the power 1 - domain.
 * The mean is about 1.
 */
static void
weigh(const struct fit *f, float (*weight)[2])
{
	const struct learn *l = f->from;
	double (*count)[2] = mem_zero(l->nfile * sizeof(*count));
	double rows = 0, files = 0, all;
	size_t i, k;

	for (i = 0; i < l->n; i++)
		if (f->target[i] != 0)
			count[l->row[i].file][f->target[i] > 0] +=
			    (double)l->row[i].weight;
	for (i = 0; i < l->nfile; i++) {
		all = count[i][0] + count[i][1];
		rows += all;
		files += all > 0;
	}
	for (i = 0; i < l->nfile; i++) {
		all = count[i][0] + count[i][1];
		for (k = 0; k < 2 && all > 0; k++) {
			weight[i][k] = (float)logistic_exp(f->set.domain *
			    logistic_ln(rows / files / all));
			if (count[i][0] == 0 || count[i][1] == 0)
				weight[i][k] *= f->set.single;
			else if (!f->set.natural)
				weight[i][k] *= (float)(all / 2 / count[i][k]);
		}
	}
	free(count);
}

/* scale of each cell; w and sum hold the two counts meanwhile. */
static void
scale_cells(struct fit *f, const float (*weight)[2])
{
	const struct learn *l = f->from;
	const struct learn_row *r;
	double total[2] = { 0, 0 };
	float v, *c;
	size_t i, k;
	bool up;

	for (i = 0; i < l->n; i++) {
		if (f->target[i] == 0)
			continue;
		r = &l->row[i];
		up = f->target[i] > 0;
		v = r->weight * weight[r->file][up] / sqrtf((float)r->n);
		for (k = 0; k < r->n; k++) {
			c = up ? &f->cell[l->cell[r->at + k]].w :
			    &f->cell[l->cell[r->at + k]].sum;
			*c += v;
		}
		total[up] += (double)v * r->n;
	}
	for (i = 0; i < FIT_CELLS; i++) {
		/* Without rows of one side there is no ratio. */
		f->cell[i].scale = total[0] == 0 || total[1] == 0 ? 1 :
		    (float)fabs(logistic_ln(
		    (f->cell[i].w + f->set.smooth) / total[1] /
		    ((f->cell[i].sum + f->set.smooth) / total[0])));
		if (f->keep != NULL && f->keep[i] == 0)
			f->cell[i].scale = 0;
		f->cell[i].w = f->cell[i].sum = 0;
		f->cell[i].g = f->set.start;
	}
	f->cell[LEARN_NO_CELL].scale = 0;
}

#define RULE_START	1e-6

/* The rule layer's and the constant's side of AdaGrad. */
struct rule_state {
	double	g[LEXICON_FEATURES + 1];
	double	w[LEXICON_FEATURES + 1];
	double	sum[LEXICON_FEATURES + 1];
};

static double
rule_value(const struct learn_row *r, size_t k)
{
	return k == LEXICON_FEATURES ? 1 : (double)r->dense[k] / LEXICON_ONE;
}

static void
step(struct fit *f, struct rule_state *s, size_t i, float weight)
{
	const struct learn_row *r = &f->from->row[i];
	const uint32_t *cell = f->from->cell + r->at;
	float root = 1 / sqrtf((float)r->n), sum = 0, gradient, g;
	struct fit_cell *c;
	double z = f->offset != NULL ? (double)f->offset[i] : 0, slope, dg;
	size_t k;

	for (k = 0; k < r->n; k++)
		sum += f->cell[cell[k]].w * f->cell[cell[k]].scale;
	z += (double)(sum * root);
	for (k = 0; k <= LEXICON_FEATURES; k++)
		z += s->w[k] * rule_value(r, k);
	slope = -f->target[i] * (double)weight *
	    logistic(-f->target[i] * z);
	gradient = (float)slope * root;
	for (k = 0; k < r->n; k++) {
		c = &f->cell[cell[k]];
		g = gradient * c->scale;
		c->g += g * g;
		c->w -= f->set.rate * g / sqrtf(c->g);
	}
	for (k = 0; k <= LEXICON_FEATURES; k++) {
		dg = slope * rule_value(r, k);
		s->g[k] += dg * dg;
		s->w[k] -= (double)f->set.rulerate * dg / sqrt(s->g[k]);
	}
}

static void
go_over(struct fit *f, struct rule_state *s, const uint32_t *order, size_t n,
    float (*weight)[2])
{
	const struct learn_row *r;
	size_t i, k;

	for (k = 0; k < n; k++) {
		i = order[k];
		r = &f->from->row[i];
		step(f, s, i, r->weight * weight[r->file][f->target[i] > 0]);
	}
}

static void
shuffle(uint32_t *order, size_t n, uint64_t *seed)
{
	uint32_t t;
	size_t i, j;

	for (i = n; i > 1; i--) {
		j = draw(seed) % i;
		t = order[i - 1];
		order[i - 1] = order[j];
		order[j] = t;
	}
}

/* Add what a run found to the sums, and begin again. */
static void
end_run(struct fit *f, struct rule_state *s)
{
	size_t i;

	for (i = 0; i < FIT_CELLS; i++) {
		f->cell[i].sum += f->cell[i].w;
		f->cell[i].w = 0;
		f->cell[i].g = f->set.start;
	}
	for (i = 0; i <= LEXICON_FEATURES; i++) {
		s->sum[i] += s->w[i];
		s->w[i] = 0;
		s->g[i] = RULE_START;
	}
}

static void
take_mean(struct fit *f, const struct rule_state *s)
{
	double n = f->set.runs;
	size_t i;

	for (i = 0; i < FIT_CELLS; i++)
		f->cell[i].w = f->cell[i].sum * f->cell[i].scale / (float)n;
	for (i = 0; i < LEXICON_FEATURES; i++)
		f->dense[i] = s->sum[i] / n;
	f->base = s->sum[LEXICON_FEATURES] / n;
}

void
fit_run(struct fit *f)
{
	const struct learn *l = f->from;
	float (*weight)[2] = mem_zero(l->nfile * sizeof(*weight));
	uint32_t *order = mem_array(l->n, sizeof(*order));
	struct rule_state s = { 0 };
	uint64_t seed = f->seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
	size_t i, n = 0;
	unsigned run, pass;

	weigh(f, weight);
	scale_cells(f, (const float (*)[2])weight);
	for (i = 0; i <= LEXICON_FEATURES; i++)
		s.g[i] = RULE_START;
	for (i = 0; i < l->n; i++)
		if (f->target[i] != 0)
			order[n++] = (uint32_t)i;
	for (run = 0; run < f->set.runs; run++) {
		for (pass = 0; pass < f->set.passes; pass++) {
			shuffle(order, n, &seed);
			go_over(f, &s, order, n, weight);
		}
		end_run(f, &s);
	}
	take_mean(f, &s);
	free(weight);
	free(order);
}

double
fit_logit(const struct fit *f, const struct learn_row *r)
{
	double sum = 0;
	size_t k;

	for (k = 0; k < r->n; k++)
		sum += (double)f->cell[f->from->cell[r->at + k]].w;
	sum /= sqrt((double)r->n);
	for (k = 0; k < LEXICON_FEATURES; k++)
		sum += f->dense[k] * rule_value(r, k);
	return sum + f->base;
}
