/* Why a text got its verdict: shares of a logit, by span. */
#include <math.h>
#include <stdlib.h>

#include "judgein.h"
#include "mem.h"
#include "subword.h"

/* An n-gram of 1, 2 or 3 symbols gives each of them a whole part of PARTS. */
#define PARTS	6

static void
add_share(struct shares *out, enum share_kind kind, int64_t share)
{
	if (out->n == out->cap) {
		out->cap = out->cap * 2 + 16;
		out->p = mem_grow(out->p, out->cap, sizeof(*out->p));
	}
	out->p[out->n++] = (struct share){ .kind = kind, .share = share };
}

/* What a cell of the table's first half weighs. */
static inline int
weight(const struct model *m, uint32_t cell, enum judge_head h)
{
	return h == JUDGE_ALARM ? alarm_weight(m->alarm, cell) :
	    model_weight(model_cell(m, cell), h);
}

/* What position i of a block weighs, by the order of its n-grams. */
static inline void
weigh(const struct model *m, const struct ngram_block *b, size_t i,
    enum judge_head h, int64_t w[NGRAM_ORDER])
{
	w[0] = weight(m, b->cell[0][i], h);
	w[1] = weight(m, b->cell[1][i], h);
	w[2] = h == JUDGE_ALARM ? 0 :
	    model_weight(model_three(m, b->cell[2][i], b->tag[i]), h);
}

/* Where a text begins or ends, not all of an n-gram are symbols. */
static void
divide_edge(int64_t *part, size_t at, size_t n, const int64_t w[NGRAM_ORDER],
    int64_t *ends)
{
	size_t k, q, first, symbols;

	for (k = 0; k < NGRAM_ORDER; k++) {
		symbols = ngram_span(at, k + 1, n, &first);
		if (symbols == 0)
			*ends += w[k] * PARTS;
		for (q = 0; q < symbols; q++)
			part[first + q] += w[k] * PARTS / (int64_t)symbols;
	}
}

/* The weights of a block, divided among the symbols; *ends: of no symbol. */
static void
divide(struct judge *j, const struct ngram_block *b, enum judge_head h,
    size_t n, int64_t *ends)
{
	const struct model *m = j->model;
	int64_t w[NGRAM_ORDER], *part;
	size_t i;

	for (i = 0; i < b->n; i++) {
		weigh(m, b, i, h, w);
		if (b->at + i < 2 || b->at + i == n) {
			divide_edge(j->part, b->at + i, n, w, ends);
			continue;
		}
		part = j->part + b->at + i;
		part[-2] += w[2] * (PARTS / 3);
		part[-1] += w[2] * (PARTS / 3) + w[1] * (PARTS / 2);
		part[0] += w[2] * (PARTS / 3) + w[1] * (PARTS / 2) +
		    w[0] * PARTS;
	}
	for (i = 0; i < b->nscope; i++)
		j->part[b->at + b->where[i]] +=
		    weight(m, b->scope[i], h) * PARTS;
}

/* May symbol i join the span before it? Sentences and clauses are apart. */
static bool
joins(const struct symbol *s, size_t i, int64_t span, int64_t share)
{
	if (symbol_ends_clause(&s[i - 1]))
		return symbol_kind(&s[i]) == symbol_kind(&s[i - 1]);
	return (span < 0) == (share < 0) || symbol_kind(&s[i]) >= SYMBOL_END;
}

/*
 * Sums up to each symbol are rounded, so that the spans add up to the rounded
 * whole, which is returned, and none is off by more than a unit.
 */
static int64_t
spans(const struct judge *j, const struct symbols *s,
    double unit, struct shares *out)
{
	struct share *last = NULL;
	int64_t sum = 0, before = 0, now;
	size_t i;

	for (i = 0; i < s->n; i++) {
		sum += j->part[i];
		now = judge_nearest((double)sum / PARTS * unit);
		if (last == NULL || !joins(s->p, i, last->share,
		    now - before)) {
			add_share(out, SHARE_TEXT, 0);
			last = &out->p[out->n - 1];
			last->start = s->p[i].start;
		}
		last->share += now - before;
		last->len = s->p[i].start + s->p[i].len - last->start;
		before = now;
	}
	return before;
}

/* The weights of the rule layer's terms, and their number. */
static int64_t
terms_of(const struct judge *j, enum judge_head h, size_t *cells)
{
	uint32_t cell[NGRAM_TERMS];
	size_t at = 0, i, n;
	int64_t sum = 0;

	while ((n = ngram_terms(&j->rules, &at, cell)) > 0) {
		for (i = 0; i < n; i++)
			sum += weight(j->model, cell[i], h);
		*cells += n;
	}
	return sum;
}

/* The weights of parts of words, given to these; returns their number. */
static size_t
divide_words(struct judge *j, const struct symbols *s, enum judge_head h)
{
	struct subwords b;
	size_t i, cells = 0;

	for (b.at = 0; subwords_next(s, &b); cells += b.n)
		for (i = 0; i < b.n; i++)
			j->part[b.word[i]] +=
			    weight(j->model, b.cell[i], h) * PARTS;
	return cells;
}

/*
 * The weights of n-grams and parts of words, by symbol in j->part and *ends of
 * none; returns the number of cells.
 */
static size_t
divide_all(struct judge *j, const struct symbols *s, enum judge_head h,
    int64_t *ends)
{
	size_t cells = NGRAM_ORDER * (s->n + 1);
	struct ngram_block b;

	*ends = 0;
	if (s->n > j->cap) {
		j->cap = s->n * 2;
		j->part = mem_grow(j->part, j->cap, sizeof(*j->part));
	}
	if (s->n > 0)
		memset(j->part, 0, s->n * sizeof(*j->part));
	ngram_start(&b);
	while (ngram_next(j->ngram, s->p, s->n, &b)) {
		ngram_scopes(j->ngram, s->p, UINT64_MAX, &b);
		divide(j, &b, h, s->n, ends);
		cells += b.nscope;
	}
	if (model_script(s->p, s->n) == MODEL_OTHER)
		cells += divide_words(j, s, h);
	return cells;
}

void
judge_shares(struct judge *j, const struct symbols *s, enum judge_head h,
    struct shares *out)
{
	const struct model_head *head =
	    model_head(j->model, model_script(s->p, s->n), h);
	int64_t ends, all, sum, text, terms;
	size_t i, cells = divide_all(j, s, h, &ends);
	double unit;

	out->n = 0;
	terms = terms_of(j, h, &cells);
	unit = judge_unit(head, sqrt((double)cells));
	for (sum = ends, i = 0; i < s->n; i++)
		sum += j->part[i];
	all = judge_nearest((double)sum / PARTS * unit);
	text = spans(j, s, unit, out);
	terms = judge_nearest(((double)sum / PARTS + (double)terms) * unit) -
	    all;
	add_share(out, SHARE_RULE, judge_rule(head, &j->rules) + terms);
	if (h == JUDGE_POLAR)
		add_share(out, SHARE_STRENGTH, judge_strength(head, j->logit));
	add_share(out, SHARE_BASE, head->base + all - text);
}

void
judge_alarm_clause(struct judge *j, const struct symbols *s, uint32_t *first,
    uint32_t *n)
{
	int64_t ends, sum, most = INT64_MIN;
	size_t i, begin;

	*first = *n = 0;
	divide_all(j, s, JUDGE_ALARM, &ends);
	for (i = 0; i < s->n; i++) {
		begin = i;
		for (sum = 0; i < s->n && !symbol_ends_clause(&s->p[i]); i++)
			sum += j->part[i];
		if (i == begin || sum <= most)
			continue;
		most = sum;
		*first = (uint32_t)begin;
		*n = (uint32_t)(i - begin);
	}
}

void
shares_free(struct shares *s)
{
	free(s->p);
	*s = (struct shares){ 0 };
}
