#include "judge.h"

#include <math.h>
#include <stdlib.h>

#include "judgein.h"
#include "judgesum.h"
#include "logistic.h"
#include "mem.h"
#include "subword.h"

/* Mark where in a text the rule layer has to look. */
static void
mark(struct model *m, const struct lexicon *l, const struct ngram *g)
{
	uint32_t code[LEXICON_BEGIN];
	size_t i, n;

	for (i = 0; (n = lexicon_begin(l, &i, code)) > 0;)
		m->cell[ngram_cell(code, n)] |= MODEL_MARK;
	for (i = 0; (code[0] = ngram_negator(g, &i)) != 0;)
		m->cell[ngram_cell(code, 1)] |= MODEL_MARK;
}

struct judge *
judge_new(struct model *m, const struct lexicon *l)
{
	struct judge *j = mem_zero(sizeof(*j));

	j->model = m;
	j->lexicon = l;
	j->ngram = ngram_new();
	mark(m, l, j->ngram);
	return j;
}

void
judge_free(struct judge *j)
{
	if (j == NULL)
		return;
	ngram_free(j->ngram);
	lexicon_sum_free(&j->rules);
	lexicon_sum_free(&j->spare);
	free(j->part);
	free(j->mark);
	free(j);
}

bool
judge_watch(struct judge *j)
{
	j->watches = j->model->alarm != NULL;
	return j->watches;
}

/* Cells in one row, behind which there is room to fill it up. */
static void
add_cells(struct judge *j, uint32_t *cell, size_t n, struct judge_sum *sum)
{
	judge_sum_cells(sum, cell, n);
	if (j->alarm != NULL)
		j->alarmsum += alarm_sum(j->alarm, cell, n);
}

static void
add_block(struct judge *j, const struct ngram_block *b, struct judge_sum *sum,
    uint64_t ends[NGRAM_ORDER])
{
	judge_sum_block(sum, b, ends);
	if (j->alarm != NULL)
		j->alarmsum += alarm_sum(j->alarm, b->cell[0], b->n) +
		    alarm_sum(j->alarm, b->cell[1], b->n);
}

/*
 * The n-grams, which make the marks; returns the number of cells. Those of the
 * scopes of the last block *b are not added yet.
 */
static size_t
add_ngrams(struct judge *j, const struct symbol *s, size_t n,
    struct ngram_block *b, struct judge_sum *sum)
{
	uint64_t ends[NGRAM_ORDER];
	struct lexicon_mark *to;
	size_t cells = NGRAM_ORDER * (n + 1);

	if (n / NGRAM_BLOCK >= j->nmark)
		j->mark = mem_room(j->mark, n / NGRAM_BLOCK + 1, &j->nmark,
		    sizeof(*j->mark));
	ngram_start(b);
	for (to = j->mark; ngram_next(j->ngram, s, n, b); to++) {
		if (b->at > 0)
			add_cells(j, b->scope, b->nscope, sum);
		add_block(j, b, sum, ends);
		ngram_scopes(j->ngram, s, ends[0], b);
		cells += b->nscope;
		/* From where n-grams end to where they begin. */
		to->one = ends[0];
		to->two = ends[1] >> 1;
		to->three = ends[2] >> 2;
		to->end = b->end;
		to->comma = b->comma;
		if (b->at > 0) {
			to[-1].two |= ends[1] << 63;
			to[-1].three |= ends[2] << 62;
		}
	}
	return cells;
}

/* The cells of parts of words, whose number is returned. */
static size_t
add_subwords(struct judge *j, const struct symbols *s, struct judge_sum *sum)
{
	size_t cells = 0;
	struct subwords b;

	for (b.at = 0; subwords_next(s, &b); cells += b.n)
		add_cells(j, b.cell, b.n, sum);
	return cells;
}

/*
 * The sums over the cells, whose number is returned, and the rule layer unless
 * it is known.
 */
static size_t
add_text(struct judge *j, const struct symbols *s, enum model_script script,
    bool known, int64_t all[JUDGE_HEADS])
{
	struct judge_sum sum = { .table = j->model->cell,
	    .wide = ngram_wide(j->ngram) };
	struct ngram_block b;
	size_t some, at = 0, cells;

	j->alarmsum = 0;
	cells = add_ngrams(j, s->p, s->n, &b, &sum);
	if (!known)
		lexicon_score(j->lexicon, s->p, s->n, j->mark, &j->rules);
	/* The terms go behind the scopes: one row is faster than two. */
	while ((some = ngram_terms(&j->rules, &at, b.scope + b.nscope)) > 0) {
		add_cells(j, b.scope, b.nscope + some, &sum);
		cells += some;
		b.nscope = 0;
	}
	if (script == MODEL_OTHER)
		cells += add_subwords(j, s, &sum);
	all[JUDGE_POLARITY] = judge_sum_all(&sum, JUDGE_POLARITY);
	all[JUDGE_POLAR] = judge_sum_all(&sum, JUDGE_POLAR);
	all[JUDGE_ALARM] = j->alarmsum;
	return cells;
}

int64_t
judge_rule(const struct model_head *h, const struct lexicon_sum *rules)
{
	int64_t sum = 0;
	size_t i;

	/* A shift to the right rounds down. */
	for (i = 0; i < LEXICON_FEATURES; i++)
		sum += (h->dense[i] * rules->feature[i] + LEXICON_ONE / 2) >>
		    LEXICON_BITS;
	return sum;
}

int64_t
judge_strength(const struct model_head *h, int64_t logit)
{
	/* More than there is makes it positive, and so rounded down. */
	const uint64_t units = UINT64_C(1) << 43;
	int64_t strong = logit < 0 ? -logit : logit;

	if (strong > MODEL_STRONG)
		strong = MODEL_STRONG;
	return (int64_t)(((uint64_t)(h->strength * strong + JUDGE_UNIT / 2) +
	    units * JUDGE_UNIT) / JUDGE_UNIT - units);
}

/* As a sum, not as branches, which would wait for all that came before. */
static enum sentiment
side(const struct model *m, const struct verdict *v)
{
	return (enum sentiment)((v->polarlogit >= m->neutral) *
	    (2 * (v->logit > 0) - 1));
}

/* A logit from the sum of its weights, without what the polarity adds. */
static int64_t
logit_of(const struct judge *j, const struct model_head *h, int64_t sum,
    double root)
{
	return judge_nearest((double)sum * judge_unit(h, root)) +
	    judge_rule(h, &j->rules) + h->base;
}

/* The sentiment and the logits; known: what the rules say is in j. */
static void
judge_part(struct judge *j, const struct symbols *s, bool known,
    struct verdict *v)
{
	const enum model_script script = model_script(s->p, s->n);
	const struct model_head *h = j->model->head[script];
	int64_t sum[JUDGE_HEADS];
	double root;

	root = sqrt((double)add_text(j, s, script, known, sum));
	v->logit = logit_of(j, &h[JUDGE_POLARITY], sum[JUDGE_POLARITY], root);
	v->polarlogit = logit_of(j, &h[JUDGE_POLAR], sum[JUDGE_POLAR], root) +
	    judge_strength(&h[JUDGE_POLAR], v->logit);
	v->sentiment = s->n == 0 ? SENTIMENT_NEUTRAL : side(j->model, v);
	v->alarmlogit = 0;
	v->alarm = false;
	if (j->alarm == NULL)
		return;
	v->alarmlogit = logit_of(j, &j->model->alarmhead[script],
	    sum[JUDGE_ALARM], root);
	v->alarm = s->n > 0 && v->alarmlogit >= 0;
}

/* The probabilities. */
static void
conclude(struct verdict *v)
{
	double right[3];

	v->p = logistic((double)v->logit / JUDGE_UNIT);
	v->polar = logistic((double)v->polarlogit / JUDGE_UNIT);
	v->score = 2 * v->p - 1;
	right[SENTIMENT_NEGATIVE + 1] = v->polar * (1 - v->p);
	right[SENTIMENT_NEUTRAL + 1] = 1 - v->polar;
	right[SENTIMENT_POSITIVE + 1] = v->polar * v->p;
	v->confidence = right[v->sentiment + 1];
}

void
judge_text(struct judge *j, const struct symbols *s, struct verdict *v)
{
	j->alarm = j->watches ? j->model->alarm : NULL;
	judge_part(j, s, false, v);
	j->alarm = NULL;
	conclude(v);
	j->logit = v->logit;
}

const struct lexicon_sum *
judge_terms(const struct judge *j)
{
	return &j->rules;
}

void
judge_range(struct judge *j, const struct symbols *s, size_t first, size_t n,
    struct verdict *v)
{
	const struct symbols part = { .p = s->p + first, .n = n,
	    .text = s->text };
	struct lexicon_sum text = j->rules;
	bool known;

	/* What the rules say of the text stays, for its shares. */
	j->rules = j->spare;
	known = lexicon_part(&text, (uint32_t)first, (uint32_t)n, &j->rules);
	judge_part(j, &part, known, v);
	j->spare = j->rules;
	j->rules = text;
}

struct str
sentiment_name(enum sentiment s)
{
	switch (s) {
	case SENTIMENT_NEGATIVE:
		return STR("negative");
	case SENTIMENT_NEUTRAL:
		return STR("neutral");
	case SENTIMENT_POSITIVE:
		return STR("positive");
	}
	return STR("");
}
