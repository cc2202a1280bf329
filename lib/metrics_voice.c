/*
 * What customers say: the shares of negative messages, what complaints are
 * about, how content customers are, and what they vote for. A message counts
 * once, and a customer once a group and period; distinct customers of several
 * periods are found again among the members (definitions.md 2).
 */
#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "voice.h"

/* What the cells of one group add up to. */
struct tally {
	int128	n[VOICE_SENTIMENTS];
	int128	nobody;			/* rows without a customer */
	int128	more;			/* voice.h */
	int128	customers, negative;	/* those with a negative message */
};

/* A mark over all periods, and in the last that is over and the one before. */
struct sums {
	struct str	mark;
	struct tally	all, last[2];
};

struct list {
	struct sums	*s;		/* in the byte order of the marks */
	size_t		 n;
	bool		 has_periods;
	int32_t		 period[2];	/* now, before */
};

static int128
rows(const struct tally *t)
{
	return t->n[VOICE_POSITIVE] + t->n[VOICE_NEUTRAL] +
	    t->n[VOICE_NEGATIVE];
}

static void
add_rows(struct tally *t, const struct voice_cell *c)
{
	int128 n = 0;
	int i;

	for (i = 0; i < VOICE_SENTIMENTS; i++) {
		t->n[i] += c->n[i];
		n += c->n[i];
	}
	t->more += c->more;
	if (c->key.customer == VOICE_NOBODY)
		t->nobody += n;
}

/* The customer of the cell, who is new in the group. */
static void
add_customer(struct tally *t, const struct voice_cell *c, bool negative)
{
	if (c->key.customer == VOICE_NOBODY)
		return;
	t->customers++;
	t->negative += negative;
}

static bool
is_negative(const struct voice_cell *c)
{
	return c->n[VOICE_NEGATIVE] > 0;
}

/* n cells of one mark, by customer and period. */
static void
add_cells(const struct list *l, struct sums *s, const struct voice_entry *e,
    size_t n)
{
	bool negative = false;
	size_t i, k;

	for (i = 0; i < n; i++) {
		const struct voice_cell *c = e[i].cell;

		negative = negative || is_negative(c);
		add_rows(&s->all, c);
		if (i + 1 == n || e[i + 1].customer != e[i].customer) {
			add_customer(&s->all, c, negative);
			negative = false;
		}
		for (k = 0; l->has_periods && k < 2; k++) {
			if (c->key.period != l->period[k])
				continue;
			add_rows(&s->last[k], c);
			add_customer(&s->last[k], c, is_negative(c));
		}
	}
}

static struct list
list_marks(const struct metrics *m, const struct voice *v, enum voice_by by)
{
	struct list l = { .n = v->mark[by].n };
	struct voice_entry *e;
	size_t n, i, end;

	l.has_periods = metrics_periods(m, &l.period[0], &l.period[1]);
	l.s = mem_array(l.n, sizeof(*l.s));
	e = voice_cells(v, by, false, &n);
	for (i = 0; i < n; i = end) {
		struct sums *s = &l.s[e[i].rank];

		for (end = i + 1; end < n && e[end].rank == e[i].rank; end++)
			;
		s->mark = voice_mark(v, e[i].cell);
		add_cells(&l, s, e + i, end - i);
	}
	free(e);
	return l;
}

static void
share(struct figures *fs, struct fig_key k, const struct tally *t,
    enum voice_sentiment s)
{
	static const char *const metric[VOICE_SENTIMENTS] = {
		"positive_share", "neutral_share", "negative_share"
	};

	/* A customer writes many messages: no interval. */
	k.metric = metric[s];
	figures_ratio(fs, &k, fig_count(t->n[s]), fig_count(rows(t)),
	    rows(t));
}

/* How messages are: of all, a source or a period. */
static void
polarity(struct figures *fs, struct fig_key k, const struct tally *t,
    unsigned flags)
{
	size_t from = fs->n;

	k.metric = "messages";
	figures_value(fs, &k, fig_count(rows(t)), -1);
	share(fs, k, t, VOICE_POSITIVE);
	share(fs, k, t, VOICE_NEUTRAL);
	share(fs, k, t, VOICE_NEGATIVE);
	k.metric = "customers";
	figures_value(fs, &k, fig_count(t->customers), -1);
	k.metric = "negative_customer_share";
	figures_share(fs, &k, t->negative, t->customers);
	k.metric = "messages_without_customer";
	figures_value(fs, &k, fig_count(t->nobody), -1);
	while (from < fs->n)
		fs->f[from++].flags |= flags;
}

/* Messages and customers of the last two periods. */
static void
now_and_before(struct figures *fs, struct fig_key k, const struct list *l,
    const struct sums *s, enum family_period p)
{
	static const char *const messages[] = {
		"messages_now", "messages_before"
	};
	static const char *const customers[] = {
		"customers_now", "customers_before"
	};
	size_t i;

	for (i = 0; l->has_periods && i < 2; i++) {
		k.period = period_name(&fs->text, p, l->period[i]);
		k.metric = messages[i];
		figures_value(fs, &k, fig_count(rows(&s->last[i])), -1);
		k.metric = customers[i];
		figures_value(fs, &k, fig_count(s->last[i].customers), -1);
	}
}

/* A word of complaints: half of the messages that have it complain, or more. */
static size_t
keep_complaints(struct list *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->n; i++) {
		if (2 * l->s[i].all.more >= rows(&l->s[i].all))
			l->s[n++] = l->s[i];
	}
	return n;
}

/* Most messages first; ties in the byte order of the marks. */
static int
by_messages(const void *a, const void *b)
{
	const struct sums *x = a, *y = b;

	if (rows(&x->all) != rows(&y->all))
		return rows(&x->all) < rows(&y->all) ? 1 : -1;
	return str_cmp(x->mark, y->mark);
}

/* Of the messages altogether; one may have several categories. */
static void
message_share(struct figures *fs, struct fig_key k, int128 n,
    const struct tally *all)
{
	k.metric = "message_share";
	figures_ratio(fs, &k, fig_count(n), fig_count(rows(all)), rows(all));
}

/* Categories, aspects, words or rules, at most `top` of them. */
static void
mark_figures(struct figures *fs, const struct metrics *m,
    const struct tally *all, enum voice_by by)
{
	static const char *const name[VOICE_BYS] = {
		[VOICE_CATEGORY] = "category", [VOICE_ASPECT] = "aspect",
		[VOICE_WORD] = "word", [VOICE_RULE] = "rule"
	};
	const struct voice *v = families_state(m->families, &family_voice);
	size_t top = by == VOICE_WORD ? m->top : SIZE_MAX;
	struct list l = list_marks(m, v, by);
	struct fig_key k = {
		.section = "sentiment", .by = { name[by] }
	};
	size_t i;

	if (by == VOICE_WORD)
		l.n = keep_complaints(&l);
	if (l.n > 1)
		qsort(l.s, l.n, sizeof(*l.s), by_messages);
	for (i = 0; i < l.n && i < top; i++) {
		const struct tally *t = &l.s[i].all;

		k.group[0] = arena_dup(&fs->text, l.s[i].mark);
		k.period = m->as_of;
		k.metric = "messages";
		figures_value(fs, &k, fig_count(rows(t)), -1);
		message_share(fs, k, rows(t), all);
		share(fs, k, t, VOICE_NEGATIVE);
		if (by == VOICE_ASPECT)
			share(fs, k, t, VOICE_POSITIVE);
		k.metric = "hits";
		if (by == VOICE_RULE)
			figures_value(fs, &k, fig_count(t->more), -1);
		k.metric = "complaint_share";
		if (by == VOICE_WORD)
			figures_ratio(fs, &k, fig_count(t->more),
			    fig_count(rows(t)), rows(t));
		k.metric = "customers";
		figures_value(fs, &k, fig_count(t->customers), -1);
		now_and_before(fs, k, &l, &l.s[i], m->period);
	}
	free(l.s);
}

static void
over_time(struct figures *fs, const struct metrics *m, const struct voice *v)
{
	struct fig_key k = {
		.section = "sentiment", .by = { period_word(m->period) },
		.period = m->as_of
	};
	size_t n, i, end;
	struct voice_entry *e = voice_cells(v, VOICE_MESSAGE, true, &n);

	for (i = 0; i < n; i = end) {
		int32_t period = e[i].period;
		struct tally t = { 0 };

		for (end = i; end < n && e[end].period == period; end++) {
			add_rows(&t, e[end].cell);
			add_customer(&t, e[end].cell,
			    is_negative(e[end].cell));
		}
		k.group[0] = period_name(&fs->text, m->period, period);
		polarity(fs, k, &t, metrics_incomplete(m, period));
	}
	free(e);
}

static void
compare(const struct metrics *m, struct fig_key k, const struct sums *s)
{
	const int128 part[2] = { s->last[0].negative, s->last[1].negative };
	const int128 n[2] = { s->last[0].customers, s->last[1].customers };

	k.metric = "negative_customer_share";
	changes_share(m->changes, &k, part, n);
}

static void
by_source(struct figures *fs, const struct metrics *m, const struct voice *v)
{
	struct list l = list_marks(m, v, VOICE_SOURCE);
	struct fig_key k = {
		.section = "sentiment", .by = { "source" },
		.period = m->as_of
	};
	size_t i;

	for (i = 0; i < l.n; i++) {
		k.group[0] = arena_dup(&fs->text, l.s[i].mark);
		polarity(fs, k, &l.s[i].all, 0);
		/* One source is all of them, and was compared. */
		if (l.n > 1)
			compare(m, k, &l.s[i]);
	}
	free(l.s);
}

/* Rows that say nothing, when there are any. */
static void
left_out(struct figures *fs, struct fig_key k, const char *metric, int128 n)
{
	k.metric = metric;
	if (n > 0)
		figures_value(fs, &k, fig_count(n), -1);
}

void
metrics_sentiment(struct figures *fs, const struct metrics *m)
{
	const struct voice *v = families_state(m->families, &family_voice);
	struct list all = list_marks(m, v, VOICE_MESSAGE);
	struct fig_key k = { .section = "sentiment", .period = m->as_of };
	enum voice_by by;

	if (all.n > 0) {
		polarity(fs, k, &all.s[0].all, 0);
		compare(m, k, &all.s[0]);
	}
	left_out(fs, k, "sentiments_unknown", v->unknown);
	left_out(fs, k, "aspects_unknown", v->bad_aspects);
	left_out(fs, k, "hits_unknown", v->bad_hits);
	if (all.n > 0) {
		by_source(fs, m, v);
		over_time(fs, m, v);
		for (by = VOICE_CATEGORY; by <= VOICE_RULE; by++)
			mark_figures(fs, m, &all.s[0].all, by);
	}
	free(all.s);
}
