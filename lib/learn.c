/* The rows that a model is fitted to. */
#include "learn.h"

#include <stdlib.h>

#include "decimal.h"
#include "learnin.h"
#include "mem.h"
#include "subword.h"

static const struct fit_settings heads[JUDGE_HEADS] = {
	{ .runs = 5, .passes = 2, .rate = 0.3f, .rulerate = 0.1f,
	  .smooth = 0.3f, .domain = 0.1f, .start = 1e-12f, .single = 1 },
	{ .runs = 3, .passes = 2, .rate = 0.2f, .rulerate = 0.1f,
	  .smooth = 0.3f, .domain = 0, .start = 1e-12f, .single = 0.03f },
	{ .runs = 1, .passes = 6, .rate = 0.2f, .rulerate = 0.1f,
	  .smooth = 0.3f, .domain = 0, .start = 1e-12f, .single = 0.3f,
	  .natural = true }
};

/* Few rows: more passes, and words seen once count. */
static const struct fit_settings delta = {
	.runs = 2, .passes = 6, .rate = 0.1f, .rulerate = 0.1f,
	.smooth = 0.2f, .domain = 0, .start = 1e-6f, .single = 1,
	.natural = true
};

struct learn *
learn_new(const struct learn_options *o)
{
	struct learn *l = mem_zero(sizeof(*l));

	l->o = *o;
	memcpy(l->set, heads, sizeof(heads));
	l->delta = delta;
	l->ngram = ngram_new();
	return l;
}

void
learn_free(struct learn *l)
{
	size_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->nfile; i++) {
		free(l->file[i].name);
		free(l->file[i].digest);
	}
	ngram_free(l->ngram);
	lexicon_sum_free(&l->rules);
	free(l->file);
	free(l->row);
	free(l->cell);
	free(l);
}

void
learn_file(struct learn *l, const char *name)
{
	if (l->nfile == l->filecap) {
		l->filecap = l->filecap * 2 + 8;
		l->file = mem_grow(l->file, l->filecap, sizeof(*l->file));
	}
	l->file[l->nfile] = (struct learn_source){
		.name = mem_strdup(str_z(name)), .digest = mem_strdup(STR(""))
	};
	l->nfile++;
}

void
learn_digest(struct learn *l, const char *sha256)
{
	struct learn_source *f = &l->file[l->nfile - 1];

	free(f->digest);
	f->digest = mem_strdup(str_z(sha256));
}

static void
put_cells(struct learn *l, const uint32_t *cell, size_t n)
{
	if (l->ncell + n > l->cellcap) {
		l->cellcap = (l->ncell + n) * 2 + 4096;
		l->cell = mem_grow(l->cell, l->cellcap, sizeof(*l->cell));
	}
	if (n > 0)
		memcpy(l->cell + l->ncell, cell, n * sizeof(*cell));
	l->ncell += n;
}

/* Six decimals, so that it is the same number on every machine. */
#define WEIGHT_PLACES	6
#define WEIGHT_ONE	1000000

const char *
learn_weight(struct str cell, double *weight)
{
	struct decimal d;
	int128 v;
	bool exact;

	*weight = 1;
	cell = str_trim(cell);
	if (cell.len == 0)
		return NULL;
	if (!decimal_parse(cell, &d))
		return "not a weight";
	v = decimal_scaled(&d, WEIGHT_PLACES, &exact);
	*weight = (double)v / WEIGHT_ONE;
	if (*weight < LEARN_WEIGHT_MIN || *weight > LEARN_WEIGHT_MAX)
		return "a weight is from 0.01 to 100";
	return NULL;
}

void
learn_add(struct learn *l, const struct symbols *s, struct labels says)
{
	struct ngram_block b;
	struct subwords sub;
	uint32_t term[NGRAM_TERMS];
	struct learn_row *r;
	size_t i, n, at = 0;

	if (l->n == l->cap) {
		l->cap = l->cap * 2 + 1024;
		l->row = mem_grow(l->row, l->cap, sizeof(*l->row));
	}
	r = &l->row[l->n++];
	r->at = l->ncell;
	r->file = (uint16_t)(l->nfile - 1);
	r->label = (int8_t)says.label;
	r->alarm = (uint8_t)says.alarm;
	r->weight = (float)says.weight;
	r->script = (uint8_t)model_script(s->p, s->n);
	ngram_start(&b);
	while (ngram_next(l->ngram, s->p, s->n, &b)) {
		ngram_scopes(l->ngram, s->p, UINT64_MAX, &b);
		put_cells(l, b.cell[0], b.n);
		put_cells(l, b.cell[1], b.n);
		for (i = 0; i < b.n; i++)
			b.cell[2][i] = learn_candidate(b.cell[2][i],
			    b.tag[i]);
		put_cells(l, b.cell[2], b.n);
		put_cells(l, b.scope, b.nscope);
	}
	if (r->script == MODEL_OTHER)
		for (sub.at = 0; subwords_next(s, &sub);)
			put_cells(l, sub.cell, sub.n);
	lexicon_score(l->o.lexicon, s->p, s->n, NULL, &l->rules);
	while ((n = ngram_terms(&l->rules, &at, term)) > 0)
		put_cells(l, term, n);
	r->n = (uint32_t)(l->ncell - r->at);
	for (i = 0; i < LEXICON_FEATURES; i++)
		r->dense[i] = (int16_t)l->rules.feature[i];
	l->file[r->file].count[says.label]++;
}
