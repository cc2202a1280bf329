/* Which 3-grams the cells of the table's second half belong to. */
#include <stdlib.h>

#include "learnin.h"
#include "mem.h"

#define TAGS		8
#define NO_TAG		TAGS

static uint16_t
bits_of(unsigned tag)
{
	return (uint16_t)((tag & 3) | (tag & 4) << 6);
}

static unsigned
tag_of(uint16_t cell)
{
	return (cell & 3u) | (cell >> 6 & 4u);
}

/* A 3-gram until its cell is known: NGRAM_CELLS + TAGS cell + tag. */
uint32_t
learn_candidate(uint32_t cell, uint16_t tag)
{
	return (uint32_t)(NGRAM_CELLS + (cell - NGRAM_HALF) * TAGS +
	    tag_of(tag));
}

/* How often each candidate occurs, up to where it does not matter. */
static uint16_t *
count_all(const struct learn *l)
{
	uint16_t *count = mem_table(NGRAM_HALF * TAGS * sizeof(*count));
	const struct learn_row *r;
	uint32_t k, c;
	size_t i;

	for (i = 0; i < l->n; i++) {
		r = &l->row[i];
		for (k = 0; k < r->n && r->label != LEARN_UNLABELLED; k++) {
			c = l->cell[r->at + k];
			if (c >= NGRAM_CELLS &&
			    count[c - NGRAM_CELLS] < UINT16_MAX)
				count[c - NGRAM_CELLS]++;
		}
	}
	return count;
}

/*
 * The tag of a cell: of the most frequent of its 3-grams, which occurs `least`
 * times or more. What the base has a weight for stays.
 */
static unsigned
choose(const struct model *base, size_t cell, const uint16_t *count,
    unsigned least)
{
	unsigned tag, best = NO_TAG, most = least - 1;

	if (base != NULL && model_cell(base, cell) != 0)
		return tag_of(base->cell[cell]);
	for (tag = 0; tag < TAGS; tag++)
		if (count[tag] > most) {
			most = count[tag];
			best = tag;
		}
	return best;
}

void
learn_tags(struct learn *l, struct model *m)
{
	uint16_t *count = count_all(l);
	const struct model *base = l->o.base;
	uint8_t *owner = mem_alloc(NGRAM_HALF);
	const struct learn_row *r;
	uint32_t k, *c;
	size_t i;

	for (i = 0; i < NGRAM_HALF; i++) {
		owner[i] = (uint8_t)choose(base, NGRAM_HALF + i,
		    count + i * TAGS, base != NULL ? 1 : 2);
		if (owner[i] != NO_TAG)
			m->cell[NGRAM_HALF + i] =
			    model_cell(m, NGRAM_HALF + i) | bits_of(owner[i]);
	}
	for (i = 0; i < l->n; i++) {
		r = &l->row[i];
		for (k = 0; k < r->n; k++) {
			c = &l->cell[r->at + k];
			if (*c < NGRAM_CELLS)
				continue;
			*c -= (uint32_t)NGRAM_CELLS;
			*c = owner[*c / TAGS] == *c % TAGS ?
			    (uint32_t)(NGRAM_HALF + *c / TAGS) : LEARN_NO_CELL;
		}
	}
	free(owner);
	mem_table_free(count, NGRAM_HALF * TAGS * sizeof(*count));
}

void
learn_set(struct model *m, size_t cell, enum judge_head h, double weight)
{
	int max = h == JUDGE_POLAR ? MODEL_Q_POLAR : MODEL_Q_POLARITY;
	int step = cell < NGRAM_HALF ? 1 : h == JUDGE_POLAR ?
	    MODEL_STEP_POLAR : MODEL_STEP_POLARITY;
	int q = step * learn_quantise(weight / (step * step), max / step);
	uint16_t tag = m->cell[cell] & (uint16_t)~model_cell(m, cell);
	uint16_t both = model_cell(m, cell);

	m->cell[cell] = tag | (h == JUDGE_POLAR ?
	    model_both(model_q(both, JUDGE_POLARITY), q) :
	    model_both(q, model_q(both, JUDGE_POLAR)));
}
