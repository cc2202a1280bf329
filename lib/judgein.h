#ifndef CRM_JUDGEIN_H
#define CRM_JUDGEIN_H

#include "modelin.h"

struct judge {
	const struct model	*model;
	const struct lexicon	*lexicon;
	struct ngram		*ngram;
	struct lexicon_mark	*mark;		/* of the text */
	size_t			 nmark;		/* room for */
	struct lexicon_sum	 rules;		/* of the text */
	struct lexicon_sum	 spare;		/* for a part of it */
	int64_t			 logit;		/* of the text */
	bool			 watches;	/* for alarms */
	const uint16_t		*alarm;		/* while a text is summed up */
	int64_t			 alarmsum;
	int64_t			*part;		/* judge_shares: by symbol */
	size_t			 cap;
};

/* x rounded to the nearest integer, halves up: floor() would be a call. */
static inline int64_t
judge_nearest(double x)
{
	int64_t n = (int64_t)(x + 0.5);

	return n - ((double)n > x + 0.5);
}

/* What 1 of a sum of weights is as a logit; root: of the number of cells. */
static inline double
judge_unit(const struct model_head *h, double root)
{
	return (double)h->scale / (1 << MODEL_SHIFT) / root;
}

/* The rule layer's part of a logit. */
int64_t	judge_rule(const struct model_head *h, const struct lexicon_sum *r);
/* What the strength of the polarity, whose logit is given, adds to polar. */
int64_t	judge_strength(const struct model_head *h, int64_t logit);

#endif
