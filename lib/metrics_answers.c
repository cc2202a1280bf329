/*
 * How content customers are, by the last answer of each, and what they voted
 * for, one vote each.
 */
#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "voice.h"

/* The answers of a group, one a customer. */
struct answers {
	int128	n, good, bad;
	int128	rows, nobody;
};

static const struct voice_answer *
answer_of(const struct voice *v, const struct voice_cell *c)
{
	return c->answer == UINT32_MAX ? NULL :
	    store_at(&v->answer, c->answer);
}

static void
add_answer(struct answers *a, const struct voice_scale *scale, int64_t rating)
{
	a->n++;
	a->good += rating >= scale->good;
	a->bad += rating < scale->bad;
}

static void
add_rows(struct answers *a, const struct voice_cell *c)
{
	a->rows += c->n[0];
	if (c->key.customer == VOICE_NOBODY)
		a->nobody += c->n[0];
}

/* Those of n cells, by customer and period: the last of each customer. */
static struct answers
last_answers(const struct voice *v, const struct voice_scale *scale,
    const struct voice_entry *e, size_t n)
{
	const struct voice_answer *last = NULL, *a;
	struct answers sum = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		add_rows(&sum, e[i].cell);
		a = answer_of(v, e[i].cell);
		if (a == NULL)
			continue;
		if (last == NULL || voice_later(a, last))
			last = a;
		if (i + 1 < n && e[i + 1].customer == e[i].customer)
			continue;
		add_answer(&sum, scale, last->rating);
		last = NULL;
	}
	return sum;
}

static void
scale_figures(struct figures *fs, struct fig_key k,
    const struct voice_scale *scale, const struct answers *a)
{
	bool nps = scale->bad < scale->good;

	if (nps) {
		k.metric = "nps";
		figures_score(fs, &k, a->good, a->bad, a->n);
		k.metric = "promoter_share";
		figures_share(fs, &k, a->good, a->n);
		k.metric = "passive_share";
		figures_share(fs, &k, a->n - a->good - a->bad, a->n);
		k.metric = "detractor_share";
		figures_share(fs, &k, a->bad, a->n);
	} else {
		/* 4 and 5 of 5, or good of good and bad. */
		k.metric = scale->to == FACT_UNIT ? "good_share" : "csat";
		figures_share(fs, &k, a->good, a->n);
	}
	k.metric = "customers";
	figures_value(fs, &k, fig_count(a->n), -1);
	k.metric = "answers";
	figures_value(fs, &k, fig_count(a->rows), -1);
	k.metric = "answers_without_customer";
	figures_value(fs, &k, fig_count(a->nobody), -1);
}

/* e: by period. Nothing when there is only one. */
static void
over_time(struct figures *fs, const struct metrics *m, const struct voice *v,
    const struct voice_scale *scale)
{
	size_t n, i, end, from = fs->n, periods = 0;
	struct voice_entry *e = voice_cells(v, VOICE_SCALE, true, &n);
	struct fig_key k = {
		.section = "satisfaction", .period = m->as_of,
		.by = { period_word(m->period), "scale" },
		.group = { STR(""), str_z(scale->name) }
	};
	unsigned flag;

	for (i = 0; i < n; i = end) {
		int32_t period = e[i].period;
		struct answers sum;
		size_t at = fs->n;

		for (end = i + 1; end < n && e[end].rank == e[i].rank &&
		    e[end].period == period; end++)
			;
		if (!str_eq(voice_mark(v, e[i].cell), str_z(scale->name)))
			continue;
		periods++;
		sum = last_answers(v, scale, e + i, end - i);
		k.group[0] = period_name(&fs->text, m->period, period);
		scale_figures(fs, k, scale, &sum);
		flag = metrics_incomplete(m, period);
		while (at < fs->n)
			fs->f[at++].flags |= flag;
	}
	if (periods < 2)
		fs->n = from;
	free(e);
}

static void
add_scale(struct figures *fs, const struct metrics *m, const struct voice *v,
    const struct voice_scale *scale)
{
	struct fig_key k = {
		.section = "satisfaction", .period = m->as_of,
		.by = { "scale" }, .group = { str_z(scale->name) }
	};
	size_t n, from, to;
	struct voice_entry *e = voice_cells(v, VOICE_SCALE, false, &n);
	struct answers sum;

	for (from = 0; from < n && !str_eq(voice_mark(v, e[from].cell),
	    str_z(scale->name)); from++)
		;
	for (to = from; to < n && e[to].rank == e[from].rank; to++)
		;
	sum = last_answers(v, scale, e + from, to - from);
	free(e);
	if (sum.rows == 0)
		return;
	scale_figures(fs, k, scale, &sum);
	over_time(fs, m, v, scale);
}

void
metrics_satisfaction(struct figures *fs, const struct metrics *m)
{
	static const char *const reason[VOICE_UNUSED] = {
		"no_rating", "no_scale", "other_scale"
	};
	const struct voice *v = families_state(m->families, &family_voice);
	struct fig_key k = {
		.section = "satisfaction", .metric = "answers_not_used",
		.by = { "reason" }, .period = m->as_of
	};
	size_t i;

	for (i = 0; i < VOICE_SCALES; i++)
		add_scale(fs, m, v, &voice_scales[i]);
	for (i = 0; i < VOICE_UNUSED; i++) {
		k.group[0] = str_z(reason[i]);
		if (v->unused[i] > 0)
			figures_value(fs, &k, fig_count(v->unused[i]), -1);
	}
}

/* What was voted for, and by how many. */
struct choice {
	struct str	source, name;
	const char	*by;
	int128		customers, rows, nobody;
};

static void
add_vote(struct choice *ch, const struct voice_cell *c)
{
	ch->rows += c->n[0];
	if (c->key.customer == VOICE_NOBODY)
		ch->nobody += c->n[0];
	else
		ch->customers++;
}

/* The choices of one kind, appended to list. */
static size_t
add_choices(const struct voice *v, enum voice_by by, struct choice *list)
{
	size_t n, i;
	struct voice_entry *e = voice_cells(v, by, false, &n);
	struct choice *ch;
	struct str rest;

	for (i = 0; i < n; i++) {
		ch = &list[e[i].rank];
		ch->by = by == VOICE_CONTENT ? "content" : "product";
		rest = voice_mark(v, e[i].cell);
		str_split(&rest, '\0', &ch->source);
		ch->name = rest;
		add_vote(ch, e[i].cell);
	}
	free(e);
	return v->mark[by].n;
}

/* Most votes first; then contents before products, by name and source. */
static int
by_votes(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;
	int kind = strcmp(x->by, y->by), name = str_cmp(x->name, y->name);

	if (x->customers != y->customers)
		return x->customers < y->customers ? 1 : -1;
	if (kind != 0)
		return kind;
	return name != 0 ? name : str_cmp(x->source, y->source);
}

static void
choice_figures(struct figures *fs, struct fig_key k, const struct choice *ch,
    int128 voters)
{
	k.metric = "customers";
	figures_value(fs, &k, fig_count(ch->customers), -1);
	k.metric = "voter_share";
	figures_share(fs, &k, ch->customers, voters);
	k.metric = "votes_repeated";
	figures_value(fs, &k,
	    fig_count(ch->rows - ch->nobody - ch->customers), -1);
	k.metric = "votes_without_customer";
	figures_value(fs, &k, fig_count(ch->nobody), -1);
}

void
metrics_votes(struct figures *fs, const struct metrics *m)
{
	const struct voice *v = families_state(m->families, &family_voice);
	struct fig_key k = { .section = "votes", .period = m->as_of };
	struct choice *list = mem_array(v->mark[VOICE_CONTENT].n +
	    v->mark[VOICE_PRODUCT].n, sizeof(*list)), all = { 0 };
	size_t n, i, cells;
	struct voice_entry *e = voice_cells(v, VOICE_VOTE, false, &cells);
	int128 votes = 0;

	for (i = 0; i < cells; i++)
		add_vote(&all, e[i].cell);
	free(e);
	n = add_choices(v, VOICE_CONTENT, list);
	n += add_choices(v, VOICE_PRODUCT, list + n);
	if (n > 1)
		qsort(list, n, sizeof(*list), by_votes);
	for (i = 0; i < n; i++)
		votes += list[i].customers;
	if (n > 0) {
		k.metric = "customers";
		figures_value(fs, &k, fig_count(all.customers), -1);
		k.metric = "votes";
		figures_value(fs, &k, fig_count(votes), -1);
		k.metric = "votes_without_customer";
		figures_value(fs, &k, fig_count(all.nobody), -1);
	}
	k.metric = "votes_without_choice";
	if (v->no_choice > 0)
		figures_value(fs, &k, fig_count(v->no_choice), -1);
	for (i = 0; i < n; i++) {
		k.by[0] = "source";
		k.by[1] = list[i].by;
		k.group[0] = arena_dup(&fs->text, list[i].source);
		k.group[1] = arena_dup(&fs->text, list[i].name);
		choice_figures(fs, k, &list[i], all.customers);
	}
	free(list);
}
