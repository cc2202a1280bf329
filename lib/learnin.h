#ifndef CRM_LEARNIN_H
#define CRM_LEARNIN_H

#include "learn.h"
#include "modelin.h"

/* How a model is fitted; what was chosen is in learn.c. */
struct fit_settings {
	unsigned	runs;		/* whose mean is kept */
	unsigned	passes;		/* of a run */
	float		rate;		/* of AdaGrad */
	float		rulerate;	/* of the rule layer's weights */
	float		smooth;		/* of the log odds ratios, in rows */
	float		domain;		/* files weigh as rows^(1 - domain) */
	float		start;		/* AdaGrad: what a sum starts with */
	float		single;		/* weight of a file of one class */
	bool		natural;	/* classes of a file as they are */
};

/* Of what no weight is kept for: behind the table. */
#define LEARN_NO_CELL	((uint32_t)NGRAM_CELLS)
#define FIT_CELLS	(NGRAM_CELLS + 1)

/* Of a row in place of a sentiment: it tells of alarms alone. */
#define LEARN_UNLABELLED	2

struct learn_row {
	uint64_t	at;		/* of its cells */
	uint32_t	n;
	uint16_t	file;
	int8_t		label;		/* enum label, then enum sentiment */
	uint8_t		script;		/* enum model_script */
	uint8_t		alarm;		/* enum answer */
	int16_t		dense[LEXICON_FEATURES];
	float		weight;		/* 1: as one row */
};

struct learn_source {
	char		*name;
	char		*digest;
	uint64_t	 count[LABEL_BAD + 1];	/* by enum label */
	uint64_t	 neutral;		/* rows, after read_labels */
};

struct learn {
	struct learn_options	 o;
	struct fit_settings	 set[JUDGE_HEADS];
	struct fit_settings	 delta;
	struct ngram		*ngram;
	struct lexicon_sum	 rules;
	struct learn_source	*file;
	size_t			 nfile, filecap;
	struct learn_row	*row;
	size_t			 n, cap;
	uint32_t		*cell;
	size_t			 ncell, cellcap;
};

/* What a fit starts from, and what it gives: logits as sums of floats. */
struct fit_cell {
	float	w;			/* times scale: the weight */
	float	g;			/* sum of squared gradients */
	float	scale;			/* |log odds ratio| */
	float	sum;			/* of w after each run */
};

struct fit {
	const struct learn	*from;
	enum judge_head		 head;
	struct fit_settings	 set;
	uint64_t		 seed;
	/* By row: +1, -1, 0 to leave it out; a base's logits or NULL. */
	const int8_t		*target;
	const float		*offset;
	struct fit_cell		*cell;	/* FIT_CELLS; then w: the weight */
	uint8_t			*keep;	/* 0: no weight; NULL: all have one */
	double			 dense[LEXICON_FEATURES];
	double			 base;
};

/* The head's target of a row: +1, -1, or 0 for none. */
int8_t		learn_target(const struct learn_row *r, enum judge_head h);
/* Fit f->cell, dense and base; f->cell is zeroed. */
void		fit_run(struct fit *f);
/* The logit of a row by what was fitted, without offset. */
double		fit_logit(const struct fit *f, const struct learn_row *r);
/* A weight as q|q|, to the nearest, |q| <= max. */
int		learn_quantise(double x, int max);
/* What a row has in place of the cell of a 3-gram until learn_tags. */
uint32_t	learn_candidate(uint32_t cell, uint16_t tag);
/* Give the table's second half to 3-grams of the rows, and them their cells. */
void		learn_tags(struct learn *l, struct model *m);
/* The weight of a head in a cell, in the unit of q|q|. */
void		learn_set(struct model *m, size_t cell, enum judge_head h,
		    double weight);
/* A logit in 1/JUDGE_UNIT. */
int64_t		learn_fixed(double x);
uint64_t	learn_count(const struct learn *l, enum sentiment s);
/*
 * Fit m, which is a copy of l->o.base, to the rows: what differs is added to
 * it, as far as rows that a fit has not seen bear it out.
 */
void		learn_delta(struct learn *l, struct model *m,
		    struct learn_held *held);

#endif
