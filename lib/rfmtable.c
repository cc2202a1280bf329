/* Recency, frequency, monetary value and their scores for each customer. */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "rfmtable.h"

int64_t
rfm_frequency(const struct rfm_table *t, const struct customer *c)
{
	return t->by_days ? c->days : c->orders;
}

int64_t
rfm_recency(const struct rfm_table *t, const struct customer *c)
{
	struct stamp last = stamp_unpack(c->last);

	return (int64_t)t->p->opt.as_of - stamp_day(&last);
}

/* The measures of all buyers, taken in one pass over the customers. */
struct measures {
	int64_t		*value[3];
	uint32_t	*number;	/* of the customer */
	size_t		 n;
};

static void
measure(struct measures *m, const struct rfm_table *t)
{
	const struct purchases *p = t->p;
	const struct customer *c;
	uint32_t i;
	int which;

	for (which = 0; which < 3; which++)
		m->value[which] = mem_table(t->n *
		    sizeof(*m->value[which]));
	m->number = mem_array(t->n, sizeof(*m->number));
	m->n = 0;
	for (i = 0; i < t->n; i++) {
		c = purchases_at(p, i);
		if (rfm_frequency(t, c) == 0)
			continue;
		m->value[0][m->n] = rfm_recency(t, c);
		m->value[1][m->n] = rfm_frequency(t, c);
		m->value[2][m->n] = (int64_t)c->net;
		m->number[m->n++] = i;
	}
}

static void
measures_free(struct measures *m, size_t n)
{
	int which;

	for (which = 0; which < 3; which++)
		mem_table_free(m->value[which],
		    n * sizeof(*m->value[which]));
	free(m->number);
}

/*
 * Scores of all buyers: a new array, 3 for each customer number. Cuts with
 * best 0 are made from the values.
 */
static uint8_t *
score_buyers(const struct rfm_table *t, const struct measures *m, int bins,
    struct rfm_cuts *cuts)
{
	uint8_t *s = mem_array(m->n, 1), *score = mem_array(t->n, 3);
	size_t i, which;

	for (which = 0; which < 3; which++) {
		if (cuts[which].best == 0)
			rfm_cuts(&cuts[which], m->value[which], m->n, bins,
			    which != 0);
		rfm_scores(&cuts[which], m->value[which], m->n, s);
		for (i = 0; i < m->n; i++)
			score[3 * (size_t)m->number[i] + which] = s[i];
	}
	free(s);
	return score;
}

struct scoring {
	struct rfm_table	*table;
	int			 bins;
};

static void
run_scoring(void *ctx, void *job)
{
	struct scoring *s = job;
	struct rfm_table *t = s->table;
	struct rfm_cuts own[3] = { { .best = 0 } };
	struct measures m;
	size_t i;
	int which;

	(void)ctx;
	measure(&m, t);
	t->buyers = m.n;
	t->score = score_buyers(t, &m, s->bins, t->cuts);
	t->segscore = t->seg->bins == s->bins ? t->score :
	    score_buyers(t, &m, t->seg->bins, own);
	measures_free(&m, t->n);
	for (i = 0; i < t->n; i++)
		for (which = 0; which < 3; which++)
			t->count[which][t->score[3 * i + (size_t)which]]++;
}

void
rfm_table(struct rfm_table *t, const struct purchases *p,
    const struct rfm_table_opts *o)
{
	struct scoring here = { t, o->bins }, *job;
	struct worker *w = NULL;

	*t = (struct rfm_table){ .p = p, .seg = o->seg, .n = p->customer.n,
	    .bins = o->bins, .by_days = o->by_days, .clv = o->clv };
	if (o->cuts != NULL)
		memcpy(t->cuts, o->cuts, sizeof(t->cuts));
	if (p->opt.thread)
		w = worker_open(NULL, 1, sizeof(here), run_scoring, NULL);
	if (w != NULL) {
		job = worker_job(w);
		*job = here;
		worker_run(w);
	} else
		run_scoring(NULL, &here);
	t->order = purchases_sorted(p);
	worker_close(w);
}

void
rfm_table_free(struct rfm_table *t)
{
	if (t->segscore != t->score)
		free(t->segscore);
	free(t->score);
	free(t->order);
}

void
rfm_table_note(const struct rfm_table *t, const struct rfm_table_opts *o,
    struct ledger *l)
{
	static const char *const name[3] = { "recency", "frequency",
	    "monetary" };
	struct buf b = { 0 };
	char share[NUM_MAX];
	size_t most, len;
	int which, s;

	for (which = 0; which < 3 && t->buyers > 0; which++) {
		b.len = 0;
		for (most = 1, s = 1; s <= t->bins; s++) {
			if (t->count[which][s] == 0)
				buf_printf(&b, " %d", s);
			if (t->count[which][s] > t->count[which][most])
				most = (size_t)s;
		}
		if (b.len == 0)
			continue;
		len = num_print_percent((int128)t->count[which][most],
		    (int128)t->buyers, 1, share);
		ledger_note(l, "%s scores that nobody has:%.*s; "
		    "%.*s %% of the customers have %zu", name[which],
		    STR_ARG(buf_view(&b)), (int)len, share, most);
	}
	buf_free(&b);
	ledger_setting(l, "bins", (struct str){ share,
	    num_print_int(o->bins, share) });
	ledger_setting(l, "frequency", str_z(o->by_days ? "days" : "orders"));
	ledger_setting(l, "segments", str_z(o->seg_name));
	ledger_setting(l, "cuts", str_z(o->cuts == NULL ? "own" : "given"));
	ledger_count(l, "customers", t->n);
	ledger_count(l, "buyers", t->buyers);
}
