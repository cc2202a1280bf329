/*
 * Followers won and lost, and against what the platform says they are.
 */
#include <stdlib.h>

#include "audience.h"
#include "metrics.h"

/* What is known of the followers of a source, an account or a period. */
struct flow {
	bool	has_gained, has_lost, has_net;
	int128	gained, lost, net;
};

/* Snapshots of an account: the first and the last. */
struct range {
	const struct audience_day *from, *to;
	struct flow	 flow;		/* after `from` up to `to` */
};

struct sums {
	struct flow	all, *source, *account;
	struct names	sources;
	struct range	*range;		/* of each account */
};

struct walk {
	const struct metrics	*m;
	const struct audience	*a;
	/* A source has events of that type at all: else they are unknown. */
	bool			*gains, *loses;
	struct sums		 s;
};

static const struct audience_account *
account_at(const struct audience *a, uint32_t i)
{
	return store_at(&a->account, i);
}

static const struct audience_day *
day_at(const struct audience *a, uint32_t i)
{
	return store_at(&a->day, i);
}

/* Rows of a day after the as-of that became known later do not count. */
static bool
is_over(const struct walk *w, const struct audience_day *d)
{
	return w->m->day == DAY_NONE || d->day <= w->m->day;
}

static void
add_flow(struct flow *f, const struct audience_day *d, bool gains, bool loses)
{
	f->has_gained = f->has_gained || gains;
	f->has_lost = f->has_lost || loses;
	f->gained += d->gained;
	f->lost += d->lost;
	if (!gains || !loses)
		return;
	f->has_net = true;
	f->net += (int128)d->gained - (int128)d->lost;
}

static uint32_t
source_of(const struct walk *w, const struct audience_day *d)
{
	return names_find(&w->s.sources, account_at(w->a, d->account)->source);
}

static void
find_sources(struct walk *w)
{
	const struct audience *a = w->a;
	const struct audience_day *d;
	uint32_t i, s;

	for (i = 0; i < a->account.n; i++)
		names_add(&w->s.sources, account_at(a, i)->source);
	w->gains = mem_zero(w->s.sources.n * sizeof(*w->gains) + 1);
	w->loses = mem_zero(w->s.sources.n * sizeof(*w->loses) + 1);
	for (i = 0; i < a->day.n; i++) {
		d = day_at(a, i);
		s = source_of(w, d);
		w->gains[s] = w->gains[s] || d->gained > 0;
		w->loses[s] = w->loses[s] || d->lost > 0;
	}
}

static void
find_range(struct walk *w, const struct audience_day *d)
{
	struct range *r = &w->s.range[d->account];

	if (d->followers < 0 || !is_over(w, d))
		return;
	if (r->from == NULL || d->day < r->from->day)
		r->from = d;
	if (r->to == NULL || d->day > r->to->day)
		r->to = d;
}

static void
add_day(struct walk *w, const struct audience_day *d)
{
	uint32_t s = source_of(w, d);
	struct range *r = &w->s.range[d->account];
	bool gains = w->gains[s], loses = w->loses[s];

	if (!is_over(w, d))
		return;
	add_flow(&w->s.all, d, gains, loses);
	add_flow(&w->s.source[s], d, gains, loses);
	add_flow(&w->s.account[d->account], d, gains, loses);
	if (r->from != NULL && d->day > r->from->day && d->day <= r->to->day)
		add_flow(&r->flow, d, gains, loses);
	else if (r->from != NULL && d == r->from)
		add_flow(&r->flow, &(struct audience_day){ 0 }, gains, loses);
}

/* Unknown is not 0. */
static struct fig_num
known(bool known, int128 v)
{
	return known ? fig_count(v) : (struct fig_num){ FIG_NONE, 0 };
}

static void
flow_figures(struct figures *fs, struct fig_key k, const struct flow *f,
    unsigned flags)
{
	size_t from = fs->n;

	k.metric = "new_followers";
	figures_value(fs, &k, known(f->has_gained, f->gained), -1);
	k.metric = "lost_followers";
	figures_value(fs, &k, known(f->has_lost, f->lost), -1);
	k.metric = "net_followers";
	figures_value(fs, &k, known(f->has_net, f->net), -1);
	while (from < fs->n)
		fs->f[from++].flags |= flags;
}

/* From the first snapshot of an account to the last, when there are two. */
static void
range_figures(struct figures *fs, struct fig_key k, const struct range *r)
{
	char from[DAY_MAX], to[DAY_MAX];
	int64_t start, end;

	if (r->from == NULL)
		return;
	start = r->from->followers;
	end = r->to->followers;
	k.period = arena_printf(&fs->text, "%.*s..%.*s",
	    (int)day_print(r->from->day, from), from,
	    (int)day_print(r->to->day, to), to);
	if (r->from == r->to)
		k.period.len = (k.period.len - 2) / 2;
	k.metric = "followers_start";
	if (r->from != r->to)
		figures_level(fs, &k, fig_count(start), -1);
	k.metric = "followers_end";
	figures_level(fs, &k, fig_count(end), -1);
	if (r->from == r->to)
		return;
	k.metric = "growth";
	if (r->flow.has_net)
		figures_ratio(fs, &k, fig_count(r->flow.net),
		    fig_count(start), start);
	k.metric = "unfollow_rate";
	if (r->flow.has_lost)
		figures_ratio(fs, &k, fig_count(r->flow.lost),
		    fig_count(start), start);
	k.metric = "followers_residual";
	if (r->flow.has_net)
		figures_value(fs, &k, fig_count((int128)end - start -
		    r->flow.net), -1);
}

static int
compare_accounts(const void *a, const void *b)
{
	const struct audience_account *const *x = a, *const *y = b;
	int c = str_cmp((*x)->source, (*y)->source);

	return c != 0 ? c : str_cmp((*x)->name, (*y)->name);
}

static void
account_figures(struct figures *fs, const struct walk *w)
{
	const struct audience *a = w->a;
	const struct audience_account **list =
	    mem_array(a->account.n, sizeof(*list));
	struct fig_key k = {
		.section = "followers", .by = { "source", "account" }
	};
	uint32_t i;

	for (i = 0; i < a->account.n; i++)
		list[i] = account_at(a, i);
	if (i > 1)
		qsort(list, i, sizeof(*list), compare_accounts);
	for (i = 0; i < a->account.n; i++) {
		k.group[0] = arena_dup(&fs->text, list[i]->source);
		k.group[1] = arena_dup(&fs->text, list[i]->name);
		k.period = w->m->as_of;
		flow_figures(fs, k, &w->s.account[list[i]->number], 0);
		range_figures(fs, k, &w->s.range[list[i]->number]);
	}
	free(list);
}

static void
source_figures(struct figures *fs, const struct walk *w)
{
	uint32_t *order = names_sorted(&w->s.sources);
	struct fig_key k = {
		.section = "followers", .by = { "source" },
		.period = w->m->as_of
	};
	size_t i;

	for (i = 0; i < w->s.sources.n; i++) {
		k.group[0] = arena_dup(&fs->text,
		    w->s.sources.name[order[i]]);
		flow_figures(fs, k, &w->s.source[order[i]], 0);
	}
	free(order);
}

static int
compare_days(const void *a, const void *b)
{
	const struct audience_day *const *x = a, *const *y = b;

	return ((*x)->day > (*y)->day) - ((*x)->day < (*y)->day);
}

/* Periods with a follow or unfollow. */
static void
over_time(struct figures *fs, const struct walk *w)
{
	const struct audience_day **list = mem_array(w->a->day.n,
	    sizeof(*list)), *d;
	struct fig_key k = {
		.section = "followers", .by = { period_word(w->m->period) },
		.period = w->m->as_of
	};
	size_t n = 0, i = 0;
	int32_t p;

	for (i = 0; i < w->a->day.n; i++) {
		list[n] = d = day_at(w->a, (uint32_t)i);
		n += d->gained + d->lost > 0 && is_over(w, d);
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), compare_days);
	for (i = 0; i < n;) {
		/* A source without an event in the period has 0 of them. */
		struct flow f = { .has_gained = w->s.all.has_gained,
		    .has_lost = w->s.all.has_lost,
		    .has_net = w->s.all.has_net };

		p = period_of(w->m->period, list[i]->day);
		for (; i < n && period_of(w->m->period, list[i]->day) == p;
		    i++)
			add_flow(&f, list[i], w->gains[source_of(w, list[i])],
			    w->loses[source_of(w, list[i])]);
		k.group[0] = period_name(&fs->text, w->m->period, p);
		flow_figures(fs, k, &f, metrics_incomplete(w->m, p));
	}
	free(list);
}

void
metrics_followers(struct figures *fs, const struct metrics *m)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	struct walk w = { .m = m, .a = a };
	struct fig_key k = { .section = "followers", .period = m->as_of };
	uint32_t i;

	if (a->day.n == 0)
		return;
	find_sources(&w);
	w.s.source = mem_zero(w.s.sources.n * sizeof(*w.s.source));
	w.s.account = mem_zero(a->account.n * sizeof(*w.s.account));
	w.s.range = mem_zero(a->account.n * sizeof(*w.s.range));
	for (i = 0; i < a->day.n; i++)
		find_range(&w, day_at(a, i));
	for (i = 0; i < a->day.n; i++)
		add_day(&w, day_at(a, i));
	flow_figures(fs, k, &w.s.all, 0);
	source_figures(fs, &w);
	account_figures(fs, &w);
	over_time(fs, &w);
	names_free(&w.s.sources);
	free(w.gains);
	free(w.loses);
	free(w.s.source);
	free(w.s.account);
	free(w.s.range);
}
