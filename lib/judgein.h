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
	int64_t			*part;		/* judge_shares: by symbol */
	size_t			 cap;
};

/* A sum of weights as a logit; root: of the number of cells of the text. */
int64_t	judge_scaled(const struct model_head *h, double sum, double root);
/* The rule layer's part of a logit. */
int64_t	judge_rule(const struct model_head *h, const struct lexicon_sum *r);
/* What the strength of the polarity, whose logit is given, adds to polar. */
int64_t	judge_strength(const struct model_head *h, int64_t logit);

#endif
