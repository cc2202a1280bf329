#ifndef CRM_JUDGE_H
#define CRM_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

struct lexicon;
struct lexicon_sum;
struct model;
struct symbols;

/*
 * What a text says, by the model and the rule layer (definitions.md 3.8).
 * Sums are integers until the last step, so that no compiler and no CPU
 * changes a digit, and the shares of --explain add up exactly.
 */
enum sentiment {
	SENTIMENT_NEGATIVE = -1,
	SENTIMENT_NEUTRAL,
	SENTIMENT_POSITIVE
};

/*
 * neutral when polarlogit is below the model's threshold or there are no
 * symbols, else positive when logit > 0, else negative. confidence: 1 - polar
 * of neutral, polar p of positive, polar (1 - p) of negative.
 */
struct verdict {
	enum sentiment	sentiment;
	int64_t		logit;		/* of p, in 1/JUDGE_UNIT */
	int64_t		polarlogit;	/* of polar, in 1/JUDGE_UNIT */
	int64_t		alarmlogit;	/* from 0 on an alarm, if watched for */
	bool		alarm;
	double		p;		/* calibrated: if polar, positive */
	double		polar;		/* calibrated: not neutral */
	double		score;		/* 2p - 1, in [-1, 1] */
	double		confidence;	/* calibrated: the sentiment is right */
};

#define JUDGE_UNIT	1000000		/* logits and shares: 1 / 10^6 */

enum judge_head {
	JUDGE_POLARITY,			/* shares of verdict.logit */
	JUDGE_POLAR,			/* shares of verdict.polarlogit */
	JUDGE_ALARM,			/* shares of verdict.alarmlogit */
	JUDGE_HEADS
};

enum share_kind {
	SHARE_TEXT,			/* n-grams: a span of the text */
	SHARE_RULE,			/* the rule layer, all of it */
	SHARE_STRENGTH,			/* in JUDGE_POLAR: of the polarity */
	SHARE_BASE			/* what every text starts with */
};

/*
 * Shares in the order of the text, then rules, strength (of JUDGE_POLAR) and
 * base; no spans overlap.
 */
struct share {
	enum share_kind	 kind;
	uint32_t	 start;		/* bytes of the text */
	uint32_t	 len;
	int64_t		 share;		/* in 1/JUDGE_UNIT */
};

struct shares {
	struct share	*p;
	size_t		 n;
	size_t		 cap;
};

/*
 * Model and lexicon are borrowed, and entries of the lexicon are marked in the
 * model: not while another judge is at work with it. A judge may not be shared
 * by threads.
 */
struct judge	*judge_new(struct model *m, const struct lexicon *l);
void		judge_free(struct judge *j);
/*
 * From now on tell of alarms too, in texts and not in their parts; false when
 * the model was not taught any: there are none then.
 */
bool		judge_watch(struct judge *j);
/* A text without symbols is neutral, and no alarm. */
void		judge_text(struct judge *j, const struct symbols *s,
		    struct verdict *v);
/*
 * The symbols first .. first + n - 1 alone, as if they were the text: sentiment
 * and logits, and no alarm; the rest of *v stays as it is.
 */
void		judge_range(struct judge *j, const struct symbols *s,
		    size_t first, size_t n, struct verdict *v);
/* The terms of the text that judge_text had last: until it has another one. */
const struct lexicon_sum *judge_terms(const struct judge *j);
/*
 * Why, of that text: shares that add up to the head's logit, exactly. An
 * n-gram's weight is divided among its symbols, and neighbours of one sign are
 * joined.
 */
void		judge_shares(struct judge *j, const struct symbols *s,
		    enum judge_head head, struct shares *out);
void		shares_free(struct shares *s);
/*
 * The clause of that text which adds most to an alarm: its symbols first ..
 * first + n - 1, without the mark at its end.
 */
void		judge_alarm_clause(struct judge *j, const struct symbols *s,
		    uint32_t *first, uint32_t *n);
/* "positive", "neutral", "negative". */
struct str	sentiment_name(enum sentiment s);

#endif
