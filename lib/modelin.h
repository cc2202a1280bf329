#ifndef CRM_MODELIN_H
#define CRM_MODELIN_H

#include "alarm.h"
#include "judge.h"
#include "lexicon.h"
#include "model.h"
#include "ngram.h"

/* Inside of a model: for what judges and what learns. */
#define MODEL_HEADS	2	/* in a cell: up to JUDGE_POLAR */

/*
 * A head's logit in 1/JUDGE_UNIT of a text with n cells, whose weights sum to
 * S: round(S scale / (2^MODEL_SHIFT sqrt(n))), and added to it the base,
 * round(dense feature / LEXICON_ONE) of each feature of the rule layer and, in
 * the head JUDGE_POLAR, round(strength min(|logit of JUDGE_POLARITY|,
 * MODEL_STRONG) / JUDGE_UNIT). Halves are rounded up. Platt's A and B are in
 * the numbers, so 1 / (1 + e^-logit) is the probability; they are fitted apart
 * for texts with a Chinese character and for those without. The base of
 * JUDGE_ALARM is so that an alarm begins at 0.
 */
#define MODEL_SHIFT	20
#define MODEL_STRONG	((int64_t)4 * JUDGE_UNIT)

enum model_script {
	MODEL_HAN,
	MODEL_OTHER,
	MODEL_SCRIPTS
};

struct model_head {
	int64_t		scale;
	int64_t		base;		/* 1/JUDGE_UNIT */
	int64_t		strength;	/* 0 but in JUDGE_POLAR */
	int64_t		dense[LEXICON_FEATURES];
};

/*
 * The number of how texts become features (ngram.c, subword.c, lexiconscore.c):
 * raise it when a rule or a constant there changes what a text gives.
 */
#define MODEL_RULES	5

/*
 * A cell is a byte for JUDGE_POLARITY, above it 7 bits for JUDGE_POLAR; q
 * stands for the weight q|q|. The top bit is no part of the model: it tells
 * judges that the rule layer may have something that begins like the n-gram.
 *
 * In a cell of 3-grams the bits NGRAM_TAG are its tag, and 0 in q, which is a
 * multiple of four or two.
 */
#define MODEL_Q_POLARITY	127
#define MODEL_Q_POLAR		63
#define MODEL_STEP_POLARITY	4
#define MODEL_STEP_POLAR	2
#define MODEL_MARK		UINT16_C(0x8000)

struct model {
	uint16_t		*cell;	/* NGRAM_CELLS, and NGRAM_NONE */
	struct model_head	 head[MODEL_SCRIPTS][MODEL_HEADS];
	int64_t			 neutral;	/* polar below it: neutral */
	uint16_t		*alarm;		/* ALARM_SLOTS, or NULL */
	struct model_head	 alarmhead[MODEL_SCRIPTS];
	struct model_ground	 ground;
	struct buf		 manifest;
	char			 digest[65];
};

/* The bytes of the cells. */
#define MODEL_TABLE		((NGRAM_CELLS + 1) * sizeof(uint16_t))

#define MODEL_MAX		4064000		/* bytes of the file */
#define MODEL_MANIFEST		65536		/* of these, at most */

/* A model with all weights 0. */
struct model	*model_new(void);
/* Room for weights of alarms, all 0. */
void		 model_alarms(struct model *m);
/* A copy, without its digest and manifest. */
struct model	*model_copy(const struct model *m);
/* Read the bytes of a file; NULL, or why the model is of no use here. */
const char	*model_parse(struct model *m, struct str s,
		    const struct model_ground *g);

static inline const struct model_head *
model_head(const struct model *m, enum model_script s, enum judge_head h)
{
	return h == JUDGE_ALARM ? &m->alarmhead[s] : &m->head[s][h];
}

static inline enum model_script
model_script(const struct symbol *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (symbol_kind(&s[i]) == SYMBOL_HAN)
			return MODEL_HAN;
	return MODEL_OTHER;
}

/* The two q of a cell, without tag and mark. */
static inline uint16_t
model_cell(const struct model *m, size_t cell)
{
	return m->cell[cell] & (uint16_t)~(MODEL_MARK |
	    (cell < NGRAM_HALF ? 0 : NGRAM_TAG));
}

/* The same of a 3-gram's cell: 0 when it belongs to those of another tag. */
static inline uint16_t
model_three(const struct model *m, size_t cell, uint16_t tag)
{
	return ((m->cell[cell] ^ tag) & NGRAM_TAG) != 0 ? 0 :
	    model_cell(m, cell);
}

static inline int
model_q(uint16_t both, enum judge_head h)
{
	return h == JUDGE_POLAR ? (int16_t)(both << 1) >> 9 :
	    (int16_t)(both << 8) >> 8;
}

/* What it adds to the sum of the head. */
static inline int
model_weight(uint16_t both, enum judge_head h)
{
	int q = model_q(both, h);

	return q < 0 ? -q * q : q * q;
}

static inline uint16_t
model_both(int polarity, int polar)
{
	return (uint16_t)((polarity & 0xff) | (polar & 0x7f) << 8);
}

#endif
