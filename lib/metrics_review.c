/*
 * How contents did at fixed ages, and which of them are to be looked at now
 * (row D13).
 */
#include <stdlib.h>

#include "contentgroups.h"

#define GRADE_DAYS	90	/* published in so many days: graded */

/* A content that has reached an age and is measured there. */
struct mark {
	const struct contents	*cs;
	uint32_t		 i;
	int64_t			 y, x;		/* interactions of x views */
	bool			 due;		/* in the last period */
	/* Of its form and platform: twice those below, and the equal ones. */
	int128			 rank, n;	/* n 0: no grade */
};

struct ages {
	const struct metrics	*m;
	struct contents		*cs;
	size_t			 age;
	struct mark		*mark;
	size_t			 n;
	int128			 reached, pending, due;
	struct fig_sums		 rate;
};

static const char *
age_metric(struct figures *fs, const char *metric, size_t age)
{
	return arena_printf(&fs->text, "%s_%d", metric,
	    (int)review_days[age]).p;
}

static bool
is_due(const struct metrics *m, int32_t day)
{
	int32_t now, before;

	return metrics_periods(m, &now, &before) &&
	    period_of(m->period, day) == now;
}

static bool
is_measured(const struct mark *k)
{
	return k->x >= 0 && k->y >= 0;
}

/* One content at an age. */
static void
add_content(struct ages *a, uint32_t i)
{
	const struct content *c = contents_at(a->cs, i);
	struct mark *k = &a->mark[a->n];
	int32_t day = c->published + review_days[a->age];

	if (c->published == DAY_NONE || contents_later(c, a->m->day))
		return;
	if (day > a->m->day) {
		a->pending++;
		return;
	}
	a->reached++;
	*k = (struct mark){ .cs = a->cs, .i = i, .due = is_due(a->m, day),
	    .x = contents_views_at(a->cs, i, a->age),
	    .y = contents_interactions_at(a->cs, i, a->age) };
	a->due += k->due;
	if (is_measured(k))
		fig_sums_add(&a->rate, k->y, k->x);
	a->n++;
}

static bool
has_rate(const struct mark *k)
{
	return k->x > 0 && k->y >= 0;
}

static bool
is_graded(const struct mark *k, int32_t as_of)
{
	return has_rate(k) && contents_at(k->cs, k->i)->published >
	    as_of - GRADE_DAYS;
}

/* y / x of two that have a rate, exactly. */
static int
compare_rates(const struct mark *a, const struct mark *b)
{
	int128 left = (int128)a->y * b->x, right = (int128)b->y * a->x;

	return (left > right) - (left < right);
}

static int
compare_kinds(const struct mark *a, const struct mark *b)
{
	const struct content *c = contents_at(a->cs, a->i);
	const struct content *d = contents_at(b->cs, b->i);

	if (c->source != d->source)
		return c->source < d->source ? -1 : 1;
	return str_cmp(c->form.s, d->form.s);
}

static int
by_kind(const void *a, const void *b)
{
	int by = compare_kinds(a, b);

	return by != 0 ? by : compare_rates(a, b);
}

/* Highest rate first, then those without views. */
static int
by_rate(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	int by = has_rate(x) && has_rate(y) ? compare_rates(y, x) :
	    has_rate(y) - has_rate(x);

	return by != 0 ? by : contents_order(x->cs, contents_at(x->cs, x->i),
	    contents_at(y->cs, y->i));
}

/* The mid-rank of each among those of its kind, which stand together. */
static void
rank_kind(struct mark *k, size_t n)
{
	size_t i, end, j;

	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n &&
		    compare_rates(&k[i], &k[end]) == 0; end++)
			;
		for (j = i; j < end; j++) {
			k[j].rank = (int128)(2 * i + (end - i));
			k[j].n = (int128)n;
		}
	}
}

static void
grade(struct ages *a)
{
	size_t i, end, n = 0;
	struct mark swap;

	for (i = 0; i < a->n; i++) {
		if (!is_graded(&a->mark[i], a->m->day))
			continue;
		swap = a->mark[n];
		a->mark[n++] = a->mark[i];
		a->mark[i] = swap;
	}
	if (n > 1)
		qsort(a->mark, n, sizeof(*a->mark), by_kind);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && compare_kinds(&a->mark[i],
		    &a->mark[end]) == 0; end++)
			;
		rank_kind(&a->mark[i], end - i);
	}
}

static void
age_figures(struct figures *fs, const struct ages *a)
{
	struct fig_key k = {
		.section = "review", .by = { "age" }, .period = a->m->as_of,
		.group = { arena_printf(&fs->text, "%d",
		    (int)review_days[a->age]) }
	};
	const struct fig_num unknown = { FIG_NONE, 0 };
	const struct fig_sums *s = &a->rate;

	k.metric = "contents";
	figures_value(fs, &k, fig_count(a->reached), -1);
	k.metric = "pending";
	figures_value(fs, &k, fig_count(a->pending), -1);
	k.metric = "unmeasured";
	figures_value(fs, &k, fig_count(a->reached - s->n), -1);
	k.metric = "due";
	figures_value(fs, &k, fig_count(a->due), -1);
	k.metric = "views";
	figures_value(fs, &k, s->n > 0 ? fig_count(s->x) : unknown, s->n);
	k.metric = "interactions";
	figures_value(fs, &k, s->n > 0 ? fig_count(s->y) : unknown, s->n);
	k.metric = "engagement_rate";
	figures_estimate(fs, &k, s);
}

/* The rate at every age: what it grew from, or is too young for. */
static void
rates(struct figures *fs, struct fig_key k, const struct ages *a,
    const struct mark *mark)
{
	const struct content *c = contents_at(a->cs, mark->i);
	const struct fig_num unknown = { FIG_NONE, 0 };
	int64_t x, y;
	size_t i;

	for (i = 0; i < REVIEW_AGES; i++) {
		k.metric = age_metric(fs, "engagement_rate", i);
		x = contents_views_at(a->cs, mark->i, i);
		y = contents_interactions_at(a->cs, mark->i, i);
		if (c->published + review_days[i] > a->m->day) {
			figures_value(fs, &k, unknown, -1);
			figures_flag(fs, fs->n - 1, FIG_PENDING);
		} else if (x >= 0 && y >= 0)
			figures_ratio(fs, &k, fig_count(y), fig_count(x), -1);
		else
			figures_value(fs, &k, unknown, -1);
	}
}

static void
due_figures(struct figures *fs, const struct ages *a, const struct mark *mark)
{
	struct fig_key k = metrics_content_key(fs, a->cs,
	    contents_at(a->cs, mark->i));
	const struct fig_num unknown = { FIG_NONE, 0 };

	k.section = "review";
	k.metric = "due";
	figures_value(fs, &k, fig_count(review_days[a->age]), -1);
	k.metric = "views";
	figures_value(fs, &k, fig_count(mark->x), -1);
	k.metric = "interactions";
	figures_value(fs, &k, fig_count(mark->y), -1);
	rates(fs, k, a, mark);
	k.metric = "grade";
	if (mark->n > 0)
		figures_ratio(fs, &k, fig_count(mark->rank),
		    fig_count(2 * mark->n), mark->n);
	else
		figures_value(fs, &k, unknown, -1);
}

static void
due(struct figures *fs, const struct ages *a)
{
	size_t i, n = 0;

	if (a->n > 1)
		qsort(a->mark, a->n, sizeof(*a->mark), by_rate);
	for (i = 0; i < a->n && n < a->m->top; i++) {
		if (!a->mark[i].due || !is_measured(&a->mark[i]))
			continue;
		due_figures(fs, a, &a->mark[i]);
		n++;
	}
}

/* How many have no day of publication; the others are counted in *dated. */
static uint32_t
undated(const struct contents *cs, int32_t as_of, uint32_t *dated)
{
	const struct content *c;
	uint32_t i, n = 0;

	*dated = 0;
	for (i = 0; i < cs->content.n; i++) {
		c = contents_at(cs, i);
		n += c->published == DAY_NONE;
		*dated += c->published != DAY_NONE &&
		    !contents_later(c, as_of);
	}
	return n;
}

void
metrics_review(struct figures *fs, const struct metrics *m)
{
	struct contents *cs = families_state(m->families, &family_contents);
	struct ages a[REVIEW_AGES] = { 0 };
	struct fig_key k = { .section = "review", .period = m->as_of,
	    .metric = "contents_without_date" };
	uint32_t dated, none = undated(cs, m->day, &dated), i;
	bool known = false;
	size_t age;

	/* Without a day nothing has an age. */
	if (m->day == DAY_NONE || dated == 0)
		return;
	contents_finish(cs);
	for (age = 0; age < REVIEW_AGES; age++) {
		a[age] = (struct ages){ .m = m, .cs = cs, .age = age,
		    .mark = mem_array(cs->content.n, sizeof(*a->mark)) };
		for (i = 0; i < cs->content.n; i++)
			add_content(&a[age], i);
		grade(&a[age]);
		known = known || a[age].rate.n > 0 || a[age].pending > 0;
	}
	for (age = 0; age < REVIEW_AGES && known; age++)
		age_figures(fs, &a[age]);
	if (known)
		figures_value(fs, &k, fig_count(none), -1);
	for (age = 0; age < REVIEW_AGES; age++) {
		due(fs, &a[age]);
		free(a[age].mark);
	}
}
