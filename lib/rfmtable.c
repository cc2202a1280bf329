/* Recency, frequency, monetary value and their scores for each customer. */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "rfmcompat.h"
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

struct str
rfm_segment(const struct rfm_table *t, uint32_t number)
{
	const uint8_t *s = t->segscore + 3 * (size_t)number;

	if (rfm_frequency(t, purchases_at(t->p, number)) == 0)
		return STR("");
	return segments_find(t->seg, s[0], s[1], s[2]);
}

bool
rfm_is_top(const struct rfm_table *t, const struct customer *c)
{
	return t->top_n > 0 && rfm_frequency(t, c) > 0 &&
	    c->net >= t->top_least;
}

/* The measures of all buyers, taken in one pass over the customers. */
struct measures {
	int64_t		*value[3];
	int64_t		*sum;		/* with compat: as rfmcompat_key */
	uint32_t	*number;	/* of the customer */
	size_t		 n;
};

static int64_t
sum_of(const struct purchases *p, const struct customer *c)
{
	return rfmcompat_key(rfmcompat_double(p->opt.from == PURCHASE_ROWS ?
	    c->doubles : rfmcompat_units((int64_t)c->net)));
}

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
	m->sum = t->compat ? mem_array(t->n, sizeof(*m->sum)) : NULL;
	m->n = 0;
	for (i = 0; i < t->n; i++) {
		c = purchases_at(p, i);
		if (rfm_frequency(t, c) == 0)
			continue;
		m->value[0][m->n] = rfm_recency(t, c);
		m->value[1][m->n] = rfm_frequency(t, c);
		m->value[2][m->n] = (int64_t)c->net;
		if (m->sum != NULL)
			m->sum[m->n] = sum_of(p, c);
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
	free(m->sum);
}

/* Scores of a measure; cuts with best 0 are made from the values. */
static void
score_measure(const struct rfm_table *t, const struct measures *m, int which,
    struct rfm_cuts *c, uint8_t *score)
{
	const int64_t *value = m->value[which];

	if (c->best == 0 && t->compat && m->n > 0) {
		rfmcompat_scores(c, (enum rfmcompat_measure)which,
		    which == 2 ? m->sum : value, m->n, score);
		return;
	}
	if (c->best == 0)
		rfm_cuts(c, value, m->n, c->bins, which != 0);
	rfm_scores(c, value, m->n, score);
}

/* Scores of all buyers: a new array, 3 for each customer number. */
static uint8_t *
score_buyers(const struct rfm_table *t, const struct measures *m, int bins,
    struct rfm_cuts *cuts)
{
	uint8_t *s = mem_array(m->n, 1), *score = mem_array(t->n, 3);
	size_t i;
	int which;

	for (which = 0; which < 3; which++) {
		cuts[which].bins = bins;
		score_measure(t, m, which, &cuts[which], s);
		for (i = 0; i < m->n; i++)
			score[3 * (size_t)m->number[i] + (size_t)which] =
			    s[i];
	}
	free(s);
	return score;
}

/* Each score of the buyers becomes 1 above the mean of that score, else 0. */
static void
above_mean(const struct rfm_table *t, uint8_t *score)
{
	uint64_t sum[3] = { 0 };
	size_t i;

	for (i = 0; i < 3 * t->n; i++)
		sum[i % 3] += score[i];
	for (i = 0; i < 3 * t->n; i++)
		score[i] = (uint64_t)score[i] * t->buyers > sum[i % 3];
}

/* What the segment table asks for. */
static uint8_t *
segment_scores(const struct rfm_table *t, const struct measures *m)
{
	struct rfm_cuts own[3] = { { .best = 0 } };
	uint8_t *score;

	if (t->seg->bins != t->bins)
		score = score_buyers(t, m, t->seg->bins, own);
	else if (t->seg->above_mean) {
		score = mem_array(t->n, 3);
		memcpy(score, t->score, 3 * t->n);
	} else
		return t->score;
	if (t->seg->above_mean)
		above_mean(t, score);
	return score;
}

struct scoring {
	struct rfm_table	*table;
	int64_t			 top;
};

static void
run_scoring(void *ctx, void *job)
{
	struct scoring *s = job;
	struct rfm_table *t = s->table;
	struct measures m;
	size_t i;
	int which;

	(void)ctx;
	measure(&m, t);
	t->buyers = m.n;
	t->score = score_buyers(t, &m, t->bins, t->cuts);
	t->segscore = segment_scores(t, &m);
	if (t->top)
		t->top_n = rfm_top(m.value[2], m.n, s->top, &t->top_least);
	measures_free(&m, t->n);
	for (i = 0; i < t->n; i++)
		for (which = 0; which < 3; which++)
			t->count[which][t->score[3 * i + (size_t)which]]++;
}

void
rfm_table(struct rfm_table *t, const struct purchases *p,
    const struct rfm_table_opts *o)
{
	struct scoring here = { t, o->top }, *job;
	struct worker *w = NULL;

	*t = (struct rfm_table){ .p = p, .seg = o->seg, .n = p->customer.n,
	    .bins = o->bins, .by_days = o->by_days, .clv = o->clv,
	    .compat = o->compat, .top = o->top > 0 };
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

static void
note_top(const struct rfm_table *t, const struct rfm_table_opts *o,
    struct ledger *l)
{
	char percent[NUM_MAX], least[MONEY_MAX];
	size_t len = num_print_ratio(o->top, RFM_WHOLE / 100, 9, percent);

	ledger_setting(l, "top spend", (struct str){ percent, len });
	ledger_count(l, "top spenders", t->top_n);
	if (t->top_n > 0)
		ledger_setting(l, "top spend from", (struct str){ least,
		    money_print(t->top_least, least) });
	else if (t->buyers > 0)
		ledger_note(l, "nobody is in the top %.*s %% of %zu buyers "
		    "by monetary (equal amounts stay together, those of 0 "
		    "and below stay out)", (int)len, percent, t->buyers);
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
	if (o->seg->zh)
		ledger_setting(l, "lang", STR("zh"));
	ledger_setting(l, "cuts", str_z(o->cuts == NULL ? "own" : "given"));
	if (t->compat)
		ledger_setting(l, "compat", STR("r-rfm"));
	ledger_count(l, "customers", t->n);
	ledger_count(l, "buyers", t->buyers);
	if (t->top)
		note_top(t, o, l);
}
