#include "sentieval.h"

#include <math.h>
#include <stdlib.h>

#include "mem.h"

struct eval_row {
	float		p;
	float		confidence;
	uint32_t	file;
	int8_t		label;		/* enum label, then enum sentiment */
	int8_t		said;
	bool		up;		/* p by the sign of the logit */
};

struct eval_file {
	char	*name;
	bool	 three;
};

struct sentieval {
	struct eval_file	*file;
	size_t			 nfile, filecap;
	struct eval_row		*row;
	size_t			 n, cap;
	size_t			 first;		/* row of the last file */
};

/* What a probability said and whether it came true. */
struct bet {
	float	p;
	bool	right;
};

struct sentieval *
sentieval_new(void)
{
	return mem_zero(sizeof(struct sentieval));
}

void
sentieval_free(struct sentieval *e)
{
	size_t i;

	if (e == NULL)
		return;
	for (i = 0; i < e->nfile; i++)
		free(e->file[i].name);
	free(e->file);
	free(e->row);
	free(e);
}

/* The labels of the last file become sentiments. */
static void
end_file(struct sentieval *e)
{
	bool three = false;
	size_t i;
	enum label label;

	for (i = e->first; i < e->n; i++)
		three = three || e->row[i].label == LABEL_NEGATIVE ||
		    e->row[i].label == LABEL_NEUTRAL;
	for (i = e->first; i < e->n; i++) {
		label = (enum label)e->row[i].label;
		if (label == LABEL_ZERO)
			label = label_zero(three);
		e->row[i].label = label == LABEL_POSITIVE ? 1 :
		    label == LABEL_NEGATIVE ? -1 : 0;
		if (label == LABEL_NEUTRAL)
			e->file[e->nfile - 1].three = true;
	}
	e->first = e->n;
}

void
sentieval_file(struct sentieval *e, const char *name)
{
	end_file(e);
	if (e->nfile == e->filecap) {
		e->filecap = e->filecap * 2 + 8;
		e->file = mem_grow(e->file, e->filecap, sizeof(*e->file));
	}
	e->file[e->nfile++] = (struct eval_file){
		.name = mem_strdup(str_z(name))
	};
}

void
sentieval_add(struct sentieval *e, enum label label, const struct verdict *v)
{
	if (e->n == e->cap) {
		e->cap = e->cap * 2 + 1024;
		e->row = mem_grow(e->row, e->cap, sizeof(*e->row));
	}
	e->row[e->n++] = (struct eval_row){
		.p = (float)v->p, .confidence = (float)v->confidence,
		.file = (uint32_t)(e->nfile - 1), .label = (int8_t)label,
		.said = (int8_t)v->sentiment, .up = v->logit > 0
	};
}

size_t
sentieval_files(struct sentieval *e)
{
	end_file(e);
	return e->nfile;
}

static int
by_p(const void *a, const void *b)
{
	const struct bet *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return x->right - y->right;
}

/* Bin k has the bets from k n / EVAL_BINS, in the order of p. */
static double
calibration_error(struct bet *bet, size_t n)
{
	double sum = 0, p, right;
	size_t i, k, end;

	if (n == 0)
		return -1;
	qsort(bet, n, sizeof(*bet), by_p);
	for (i = 0, k = 1; k <= EVAL_BINS; k++) {
		end = n * k / EVAL_BINS;
		for (p = right = 0; i < end; i++) {
			p += (double)bet[i].p;
			right += bet[i].right;
		}
		sum += fabs(p - right);
	}
	return sum / (double)n;
}

static double
share(uint64_t part, uint64_t all)
{
	return all > 0 ? (double)part / (double)all : -1;
}

/* Over the classes that rows have or were given. */
static double
macro_f1(const struct eval_figures *f)
{
	double sum = 0, classes = 0;
	uint64_t said, there;
	size_t i, k;

	for (i = 0; i < 3; i++) {
		said = there = 0;
		for (k = 0; k < 3; k++) {
			said += f->confusion[k][i];
			there += f->confusion[i][k];
		}
		if (there == 0)
			continue;
		sum += 2 * (double)f->confusion[i][i] / (double)(said + there);
		classes++;
	}
	return classes > 0 ? sum / classes : -1;
}

void
sentieval_figures(struct sentieval *e, size_t file, struct eval_figures *f)
{
	struct bet *sign = mem_array(e->n, sizeof(*sign));
	struct bet *said = mem_array(e->n, sizeof(*said));
	const struct eval_row *r;
	uint64_t right = 0, signright = 0;
	size_t i;

	*f = (struct eval_figures){
		.name = file < e->nfile ? e->file[file].name : "all"
	};
	for (i = 0; i < e->n; i++) {
		r = &e->row[i];
		if (file < e->nfile && r->file != file)
			continue;
		f->confusion[r->label + 1][r->said + 1]++;
		said[f->rows++] = (struct bet){ r->confidence,
		    r->label == r->said };
		right += r->label == r->said;
		if (r->label == SENTIMENT_NEUTRAL)
			continue;
		sign[f->polar++] = (struct bet){ r->up ? r->p : 1 - r->p,
		    r->up == (r->label > 0) };
		signright += r->up == (r->label > 0);
	}
	f->three = f->rows > f->polar;
	f->polarity = share(signright, f->polar);
	f->accuracy = share(right, f->rows);
	f->f1 = macro_f1(f);
	f->polarity_ece = calibration_error(sign, f->polar);
	f->ece = calibration_error(said, f->rows);
	free(sign);
	free(said);
}
