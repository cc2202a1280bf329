/*
 * Alarms: which n-grams get one of the few weights, and the logit that is one.
 */
#include <math.h>
#include <stdlib.h>

#include "learnhead.h"
#include "mem.h"

/*
 * Of texts that nobody marked, this share is taken for alarms: rules find most
 * of them too. At 0.012 one look-alike more in twenty is an alarm, for three
 * true ones more in a hundred.
 */
#define RARE		0.005
/* An n-gram is in so many of the texts that were marked, at least. */
#define LEAST		2

bool
learn_alarms(const struct learn *l)
{
	size_t i, yes = 0, no = 0;

	for (i = 0; i < l->n; i++) {
		yes += l->row[i].alarm == ANSWER_YES;
		no += l->row[i].alarm != ANSWER_YES;
	}
	return yes > 0 && no > 0;
}

/* In how many of all rows, and of those marked, a cell is. */
struct use {
	uint32_t	rows, marked;
	uint32_t	last;		/* row that was counted, from 1 on */
};

static struct use *
count_uses(const struct fit *f)
{
	const struct learn *l = f->from;
	struct use *use = mem_table(NGRAM_HALF * sizeof(*use)), *u;
	const struct learn_row *r;
	uint32_t k, cell;
	size_t i;

	for (i = 0; i < l->n; i++) {
		r = &l->row[i];
		for (k = 0; k < r->n && f->target[i] != 0; k++) {
			cell = l->cell[r->at + k];
			if (cell >= NGRAM_HALF)
				continue;
			u = &use[cell];
			if (u->last == i + 1)
				continue;
			u->last = (uint32_t)(i + 1);
			u->rows++;
			u->marked += r->alarm != ANSWER_NONE;
		}
	}
	return use;
}

struct rival {
	double		worth;
	uint32_t	cell;
};

/* The most worth first; of equals the lower cell. */
static int
by_worth(const void *a, const void *b)
{
	const struct rival *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

void
alarm_prune(struct head_job *h)
{
	struct use *use = count_uses(&h->fit);
	struct rival *r = mem_zero(ALARM_SLOTS * sizeof(*r)), one, *slot;
	size_t i;

	for (i = 0; i < NGRAM_HALF; i++) {
		one = (struct rival){ fabs((double)h->fit.cell[i].w) *
		    sqrt((double)use[i].rows), (uint32_t)i };
		slot = &r[i % ALARM_SLOTS];
		if (use[i].marked >= LEAST && one.worth > slot->worth)
			*slot = one;
	}
	qsort(r, ALARM_SLOTS, sizeof(*r), by_worth);
	memset(h->fit.keep, 0, FIT_CELLS);
	for (i = 0; i < ALARM_WEIGHTS && r[i].worth > 0; i++)
		h->fit.keep[r[i].cell] = 1;
	free(r);
	mem_table_free(use, NGRAM_HALF * sizeof(*use));
}

static int
falling(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x > y ? -1 : x < y;
}

/* What few of the held rows that nobody marked reach; even without those. */
static double
choose_least(const struct head_job *h)
{
	const struct learn *l = h->l;
	double *logit = mem_array(l->n, sizeof(*logit)), least;
	size_t i, n = 0;

	for (i = 0; i < l->n; i++)
		if (head_held(l, i) && l->row[i].alarm == ANSWER_NONE)
			logit[n++] = head_logit(h, &l->row[i], i);
	qsort(logit, n, sizeof(*logit), falling);
	least = n == 0 ? 0 : logit[(size_t)((double)n * RARE)];
	free(logit);
	return least;
}

static double
largest(const struct fit *f)
{
	double max = 1e-6;
	size_t i;

	for (i = 0; i < NGRAM_HALF; i++)
		max = fmax(max, fabs((double)f->cell[i].w));
	return max;
}

void
learn_alarm(struct model *m, struct head_job *h)
{
	double unit = largest(&h->fit) / (ALARM_Q * ALARM_Q), w;
	int64_t least = learn_fixed(choose_least(h));
	size_t i;
	int q;

	model_alarms(m);
	for (i = 0; i < NGRAM_HALF; i++) {
		w = (double)h->fit.cell[i].w;
		q = learn_quantise(w / unit, ALARM_Q);
		if (q != 0)
			m->alarm[i % ALARM_SLOTS] = alarm_slot((uint32_t)i, q);
	}
	for (i = 0; i < MODEL_SCRIPTS; i++) {
		learn_head(&m->alarmhead[i], h, i, unit);
		m->alarmhead[i].base -= least;
		/* A head that says nothing would find one in every text. */
		if (h->a[i] == 0)
			m->alarmhead[i].base = learn_fixed(-5);
	}
}
