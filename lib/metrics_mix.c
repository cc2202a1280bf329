/*
 * What is published, and which features of contents do better or worse than
 * the rest (rows A28, B03, D11, D28, E06).
 */
#include <stdlib.h>

#include "contentgroups.h"

/* Of a last period; one without contents when it is not there. */
static const struct content_group *
in_period(const struct content_tally *t, size_t last, enum content_by by,
    struct str name)
{
	static const struct content_group none;
	const struct content_group *g = content_group_find(&t->last[last][by],
	    name);

	return g != NULL ? g : &none;
}

static const struct content_group *
in_last(const struct content_tally *t, enum content_by by, struct str name)
{
	return in_period(t, CONTENT_NOW, by, name);
}

/*
 * How many of a kind are published a period, for targets (row D11): one that
 * is there has 0 in a period without it.
 */
static void
mix_last(struct figures *fs, const struct content_tally *t, enum content_by by,
    struct str name)
{
	static const size_t last[CONTENT_LAST] = {
		CONTENT_BEFORE, CONTENT_NOW, CONTENT_RUNNING
	};
	struct fig_key k = {
		.section = "mix", .metric = "contents",
		.by = { content_by_name(t, CONTENT_BY_PERIOD),
		    content_by_name(t, by) },
		.group = { STR(""), arena_dup(&fs->text, name) },
		.period = t->m->as_of
	};
	size_t i, at;

	for (i = 0; i < CONTENT_LAST; i++) {
		at = fs->n;
		k.group[0] = period_name(&fs->text, t->m->period,
		    t->period[last[i]]);
		figures_value(fs, &k, fig_count(in_period(t, last[i], by,
		    name)->n), -1);
		if (last[i] == CONTENT_RUNNING)
			figures_flag(fs, at, FIG_INCOMPLETE);
	}
}

/* Shares of contents are plain ratios: nobody has drawn them. */
static void
mix_group(struct figures *fs, const struct content_tally *t, enum content_by by,
    struct str name)
{
	const struct content_group *g = content_group_find(&t->by[by], name);
	const struct content_group *all = &t->by[CONTENT_ALL].g[0];
	const struct content_group *all_now = in_last(t, CONTENT_ALL, STR(""));
	const struct content_group *now = in_last(t, by, name);
	struct fig_key k = {
		.section = "mix", .by = { content_by_name(t, by) },
		.group = { arena_dup(&fs->text, name) },
		.period = t->m->as_of
	};

	k.metric = "contents";
	figures_value(fs, &k, fig_count(g->n), -1);
	k.metric = "content_share";
	figures_ratio(fs, &k, fig_count(g->n), fig_count(all->n), all->n);
	if (!t->has_periods)
		return;
	k.metric = "contents_now";
	figures_value(fs, &k, fig_count(now->n), -1);
	k.metric = "share_now";
	figures_ratio(fs, &k, fig_count(now->n), fig_count(all_now->n),
	    all_now->n);
	/* Tags are too many. */
	if (by != CONTENT_BY_TAG && name.len > 0)
		mix_last(fs, t, by, name);
}

/* When nothing says a form, there is no mix of forms. */
static void
mix_by(struct figures *fs, const struct content_tally *t, enum content_by by)
{
	const struct content_groups *gs = &t->by[by];
	uint32_t *order = names_sorted(&gs->name);
	size_t i;

	for (i = 0; i < gs->name.n; i++) {
		if (gs->name.n > 1 || gs->name.name[0].len > 0)
			mix_group(fs, t, by, gs->name.name[order[i]]);
	}
	free(order);
}

static bool
known_sides(const struct content_group *g)
{
	return g->side[CONTENT_USER] + g->side[CONTENT_BRAND] > 0;
}

static void
mix_periods(struct figures *fs, const struct content_tally *t)
{
	const struct content_groups *gs = &t->by[CONTENT_BY_PERIOD];
	uint32_t *order = names_sorted(&gs->name);
	const struct content_group *g;
	struct fig_key k = {
		.section = "mix", .period = t->m->as_of,
		.by = { content_by_name(t, CONTENT_BY_PERIOD) }
	};
	size_t i, at;

	for (i = 0; i < gs->name.n; i++) {
		g = &gs->g[order[i]];
		at = fs->n;
		k.group[0] = arena_dup(&fs->text, gs->name.name[order[i]]);
		k.metric = "contents";
		figures_value(fs, &k, fig_count(g->n), -1);
		k.metric = "user_contents";
		if (known_sides(&t->by[CONTENT_ALL].g[0]))
			figures_value(fs, &k,
			    fig_count(g->side[CONTENT_USER]), -1);
		if (content_running(t, k.group[0]))
			figures_flag(fs, at, FIG_INCOMPLETE);
	}
	free(order);
}

static void
mix_all(struct figures *fs, const struct content_tally *t)
{
	const struct content_group *all = &t->by[CONTENT_ALL].g[0];
	int128 user = all->side[CONTENT_USER];
	struct fig_key k = { .section = "mix", .period = t->m->as_of };

	k.metric = "contents";
	figures_value(fs, &k, fig_count(all->n), -1);
	k.metric = "contents_now";
	if (t->has_periods)
		figures_value(fs, &k, fig_count(in_last(t, CONTENT_ALL,
		    STR(""))->n), -1);
	k.metric = "user_contents";
	if (!known_sides(all))
		return;
	figures_value(fs, &k, fig_count(user), -1);
	k.metric = "user_share";
	figures_ratio(fs, &k, fig_count(user),
	    fig_count(user + all->side[CONTENT_BRAND]),
	    user + all->side[CONTENT_BRAND]);
}

void
metrics_mix(struct figures *fs, const struct metrics *m)
{
	struct fig_key k = { .section = "mix", .metric = "reserve",
	    .period = m->as_of };
	struct content_tally t;
	int by;

	content_tally_open(&t, m);
	if (t.has_periods && t.cs->content.n > 0)
		figures_value(fs, &k, fig_count(t.later), -1);
	if (t.by[CONTENT_ALL].name.n > 0) {
		mix_all(fs, &t);
		for (by = CONTENT_BY_SOURCE; by < CONTENT_BY_PERIOD; by++)
			mix_by(fs, &t, (enum content_by)by);
		mix_periods(fs, &t);
	}
	content_tally_close(&t);
}

static struct fig_sums
less(const struct fig_sums *all, const struct fig_sums *part)
{
	return (struct fig_sums){
		.n = all->n - part->n, .x = all->x - part->x,
		.y = all->y - part->y, .xx = all->xx - part->xx,
		.xy = all->xy - part->xy, .yy = all->yy - part->yy
	};
}

static const struct fig_sums *
engagement_of(const struct content_group *g)
{
	return &g->rate[RATE_ENGAGEMENT];
}

/* Compare each group that is large enough with all other contents. */
static void
compare_by(struct figures *fs, const struct content_tally *t,
    enum content_by by, struct changes *cs)
{
	const struct fig_sums *all = engagement_of(&t->by[CONTENT_ALL].g[0]);
	const struct content_groups *gs = &t->by[by];
	uint32_t *order = names_sorted(&gs->name);
	struct fig_key k = {
		.section = "features", .metric = "engagement_rate",
		.by = { content_by_name(t, by) }, .period = t->m->as_of
	};
	const struct fig_sums *part;
	struct fig_sums rest;
	size_t i;

	for (i = 0; i < gs->name.n; i++) {
		part = engagement_of(&gs->g[order[i]]);
		rest = less(all, part);
		if (gs->name.name[order[i]].len == 0 ||
		    part->n < CHANGES_CONTENTS || rest.n < CHANGES_CONTENTS)
			continue;
		k.group[0] = arena_dup(&fs->text, gs->name.name[order[i]]);
		changes_ratio(cs, &k, part, &rest);
	}
	free(order);
}

static void
feature_figures(struct figures *fs, const struct content_tally *t,
    const struct change *c, enum content_by by)
{
	const struct content_group *g = content_group_find(&t->by[by],
	    c->key.group[0]);
	double rate = (double)c->y[0] / (double)c->x[0];
	double rest = (double)c->y[1] / (double)c->x[1];
	struct fig_key k = c->key;
	size_t at = fs->n;

	figures_estimate(fs, &k, engagement_of(g));
	k.metric = "engagement_rate_rest";
	figures_ratio(fs, &k, fig_count(c->y[1]), fig_count(c->x[1]),
	    engagement_of(&t->by[CONTENT_ALL].g[0])->n -
	    engagement_of(g)->n);
	k.metric = "difference";
	if (c->y[1] > 0)
		figures_real(fs, &k, (rate - rest) / rest, 0);
	k.metric = "p";
	if (c->p >= 0)
		figures_real(fs, &k, c->p, 0);
	figures_flag(fs, at, c->flag);
}

static void
features(struct figures *fs, const struct content_tally *t)
{
	struct changes cs = { 0 };
	size_t end[CONTENT_BY_PERIOD] = { 0 }, i;
	int by;

	for (by = CONTENT_BY_SOURCE; by < CONTENT_BY_PERIOD; by++) {
		compare_by(fs, t, (enum content_by)by, &cs);
		end[by] = cs.n;
	}
	changes_finish(&cs);
	for (i = 0, by = CONTENT_BY_SOURCE; i < cs.n; i++) {
		while (i >= end[by])
			by++;
		feature_figures(fs, t, &cs.c[i], (enum content_by)by);
	}
	changes_free(&cs);
}

/* A content with its engagement: y of x views. */
struct weak {
	int64_t			 y, x;
	const struct contents	*cs;
	const struct content	*c;
};

static int
by_views(const void *a, const void *b)
{
	const struct weak *v = a, *w = b;

	return (v->x > w->x) - (v->x < w->x);
}

/* Lowest rate first; ties: more views, then the record's key. */
static int
by_rate(const void *a, const void *b)
{
	const struct weak *v = a, *w = b;
	int128 left = (int128)v->y * w->x, right = (int128)w->y * v->x;

	if (left != right)
		return left < right ? -1 : 1;
	if (v->x != w->x)
		return v->x > w->x ? -1 : 1;
	return contents_order(v->cs, v->c, w->c);
}

static void
weak_figures(struct figures *fs, const struct weak *w)
{
	struct fig_key k = metrics_content_key(fs, w->cs, w->c);

	k.section = "features";
	k.metric = "views";
	figures_value(fs, &k, fig_count(w->x), -1);
	k.metric = "interactions";
	figures_value(fs, &k, fig_count(w->y), -1);
	k.metric = "engagement_rate";
	figures_ratio(fs, &k, fig_count(w->y), fig_count(w->x), -1);
}

/* Seen as much as others or more, but few care: by what they were. */
static void
inefficient(struct figures *fs, const struct content_tally *t)
{
	const struct contents *cs = t->cs;
	struct weak *list = mem_array(cs->content.n, sizeof(*list)), *from;
	struct fig_key k = { .section = "features", .metric = "median_views",
	    .period = t->m->as_of };
	size_t n = 0, i;

	for (i = 0; i < cs->content.n; i++) {
		struct weak *w = &list[n];

		w->cs = cs;
		w->c = contents_at(cs, (uint32_t)i);
		w->x = contents_value(cs, w->c, CONTENT_VIEWS);
		w->y = contents_interactions(cs, w->c);
		n += w->x > 0 && w->y >= 0 && !contents_later(w->c, t->m->day);
	}
	if (n > 0) {
		qsort(list, n, sizeof(*list), by_views);
		/* Nearest rank. */
		for (from = &list[(n - 1) / 2]; from > list &&
		    from[-1].x == from->x; from--)
			;
		figures_level(fs, &k, fig_count(from->x), (int128)n);
		n -= (size_t)(from - list);
		qsort(from, n, sizeof(*list), by_rate);
		for (i = 0; i < n && i < t->m->top; i++)
			weak_figures(fs, &from[i]);
	}
	free(list);
}

void
metrics_features(struct figures *fs, const struct metrics *m)
{
	struct content_tally t;

	content_tally_open(&t, m);
	if (t.by[CONTENT_ALL].name.n > 0) {
		features(fs, &t);
		inefficient(fs, &t);
	}
	content_tally_close(&t);
}
