/*
 * How contents did: rates by what they are, and the hottest of them. Ratios of
 * totals are made from the members, never from ratios (definitions.md 2).
 */
#include <stdlib.h>

#include "contentgroups.h"

/* Unknown is not 0. */
static struct fig_num
known(bool known, int128 v)
{
	return known ? fig_count(v) : (struct fig_num){ FIG_NONE, 0 };
}

static const char *const rate_name[CONTENT_RATES] = {
	[RATE_ENGAGEMENT] = "engagement_rate",
	[RATE_BY_IMPRESSIONS] = "engagement_rate_impressions",
	[RATE_BY_REACH] = "engagement_rate_reach",
	[RATE_BY_CLICKS] = "engagement_rate_clicks",
	[RATE_BY_FOLLOWERS] = "engagement_rate_followers",
	[RATE_FAVORITE] = "favorite_rate", [RATE_SPREAD] = "spread",
	[RATE_CLICK] = "click_rate", [RATE_VIEW] = "view_rate",
	[RATE_FOLLOW] = "follow_rate"
};

/* Interactions by something else than views, which few contents have. */
static bool
is_variant(size_t rate)
{
	return rate > RATE_ENGAGEMENT && rate < ENGAGEMENT_RATES;
}

/* Which few contents have the parts of. */
static bool
is_rare(size_t rate)
{
	return is_variant(rate) || rate >= RATE_VIEW;
}

static void
group_figures(struct figures *fs, struct fig_key k,
    const struct content_group *g)
{
	size_t i;

	k.metric = "contents";
	figures_value(fs, &k, fig_count(g->n), -1);
	k.metric = "views";
	figures_value(fs, &k, known(g->has_views, g->views), g->n);
	k.metric = "interactions";
	figures_value(fs, &k, known(g->has_interactions, g->interactions),
	    g->n);
	for (i = 0; i < CONTENT_RATES; i++) {
		k.metric = rate_name[i];
		if (!is_rare(i) || g->rate[i].n > 0)
			figures_estimate(fs, &k, &g->rate[i]);
	}
}

static void
dim_figures(struct figures *fs, const struct content_tally *t,
    enum content_by d)
{
	const struct content_groups *gs = &t->by[d];
	uint32_t *order = names_sorted(&gs->name);
	struct fig_key k = {
		.section = "engagement", .period = t->m->as_of,
		.by = { content_by_name(t, d) }
	};
	size_t i, at;

	for (i = 0; i < gs->name.n; i++) {
		struct str name = gs->name.name[order[i]];

		if (d > CONTENT_BY_SOURCE && name.len == 0)
			continue;
		k.group[0] = arena_dup(&fs->text, name);
		at = fs->n;
		group_figures(fs, k, &gs->g[order[i]]);
		if (d == CONTENT_BY_PERIOD && content_running(t, name))
			figures_flag(fs, at, FIG_INCOMPLETE);
	}
	free(order);
}

/*
 * The rates of a group now and before; of those of engagement the first that
 * both have, because they say the same.
 */
static void
compare_group(const struct content_tally *t, struct fig_key k,
    const struct content_group *now, const struct content_group *before)
{
	bool engagement = false;	/* one of its rates was */
	size_t i;

	for (i = 0; i < CONTENT_RATES; i++) {
		if (now->rate[i].x <= 0 || before->rate[i].x <= 0 ||
		    (is_variant(i) && engagement))
			continue;
		k.metric = rate_name[i];
		changes_ratio(t->m->changes, &k, &now->rate[i],
		    &before->rate[i]);
		engagement = engagement || i < ENGAGEMENT_RATES;
	}
}

/* Groups that both periods have, in the order of their names. */
static void
compare_dim(struct figures *fs, const struct content_tally *t,
    enum content_by d)
{
	const struct content_groups *now = &t->last[CONTENT_NOW][d];
	const struct content_groups *before = &t->last[CONTENT_BEFORE][d];
	uint32_t *order = names_sorted(&now->name), i, j;
	struct fig_key k = {
		.section = "engagement",
		.by = { content_by_name(t, d) }
	};

	for (i = 0; i < now->name.n; i++) {
		j = names_find(&before->name, now->name.name[order[i]]);
		if (j == NAMES_NONE || (d > CONTENT_BY_SOURCE &&
		    now->name.name[order[i]].len == 0))
			continue;
		if (d != CONTENT_ALL)
			k.group[0] = arena_dup(&fs->text,
			    now->name.name[order[i]]);
		compare_group(t, k, &now->g[order[i]], &before->g[j]);
	}
	free(order);
}

void
metrics_engagement(struct figures *fs, const struct metrics *m)
{
	struct fig_key k = { .section = "engagement", .period = m->as_of,
	    .metric = "contents_after_as_of" };
	struct content_tally t;
	int d;

	content_tally_open(&t, m);
	for (d = CONTENT_ALL; d < CONTENT_BYS; d++)
		dim_figures(fs, &t, (enum content_by)d);
	if (t.later > 0)
		figures_value(fs, &k, fig_count(t.later), -1);
	/* A period is what is compared, and tags are too many. */
	for (d = CONTENT_ALL; d < CONTENT_BY_TAG; d++)
		compare_dim(fs, &t, (enum content_by)d);
	content_tally_close(&t);
}

struct hot {
	int64_t			 hotness;
	const struct contents	*cs;
	const struct content	*c;
};

/* Hottest first. */
static int
compare(const void *a, const void *b)
{
	const struct hot *x = a, *y = b;

	if (x->hotness != y->hotness)
		return x->hotness < y->hotness ? 1 : -1;
	return contents_order(x->cs, x->c, y->c);
}

struct fig_key
metrics_content_key(struct figures *fs, const struct contents *cs,
    const struct content *c)
{
	char day[DAY_MAX];
	struct fig_key k = {
		.by = { "source", "content", "id" },
		.group = { arena_dup(&fs->text, cs->sources.name[c->source]),
		    c->title.s.len > 0 ? c->title.s : c->id, c->id }
	};

	if (c->published != DAY_NONE)
		k.period = arena_dup(&fs->text, (struct str){ day,
		    day_print(c->published, day) });
	return k;
}

static void
content_figures(struct figures *fs, const struct hot *h)
{
	struct fig_key k = metrics_content_key(fs, h->cs, h->c);
	int64_t views = contents_value(h->cs, h->c, CONTENT_VIEWS);
	int64_t inter = contents_interactions(h->cs, h->c);

	k.section = "contents";
	k.metric = "hotness";
	/* In tenths; a figure has units. */
	figures_value(fs, &k, fig_money((int128)h->hotness * 1000), -1);
	k.metric = "views";
	if (views >= 0)
		figures_value(fs, &k, fig_count(views), -1);
	k.metric = "interactions";
	if (inter >= 0)
		figures_value(fs, &k, fig_count(inter), -1);
	k.metric = "engagement_rate";
	if (inter >= 0 && views > 0)
		figures_ratio(fs, &k, fig_count(inter), fig_count(views), -1);
}

void
metrics_contents(struct figures *fs, const struct metrics *m)
{
	const struct contents *cs = families_state(m->families,
	    &family_contents);
	struct hot *list = mem_array(cs->content.n, sizeof(*list));
	size_t n = 0, i;

	for (i = 0; i < cs->content.n; i++) {
		list[n].cs = cs;
		list[n].c = contents_at(cs, (uint32_t)i);
		list[n].hotness = contents_hotness(cs, list[n].c);
		n += list[n].hotness > 0 &&
		    !contents_later(list[n].c, m->day);
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n && i < m->top; i++)
		content_figures(fs, &list[i]);
	free(list);
}
