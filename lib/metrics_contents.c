/*
 * How contents did: rates by what they are, and the hottest of them. Ratios of
 * totals are made from the members, never from ratios (definitions.md 2).
 */
#include <stdlib.h>

#include "metrics.h"

/* What contents are grouped by; the first of them is no group. */
enum dim { ALL, SOURCE, FORM, TOPIC, TAG, PERIOD, DIMS };

/* The sums of one group. */
struct group {
	int128		n, views, interactions;
	bool		has_views, has_interactions;	/* of some content */
	struct fig_sums	engagement, favorite, spread, click;
};

struct groups {
	struct names	 name;
	struct group	*g;
};

struct tally {
	const struct metrics	*m;
	const struct contents	*cs;
	struct groups		 dim[DIMS];
	/* The same of what was published in the last two periods. */
	struct groups		 last[2][DIMS];
	int32_t			 period[2];	/* now, before */
	bool			 has_periods;
	struct arena		 text;
};

static struct group *
group_of(struct groups *gs, struct str name)
{
	size_t n = gs->name.n;
	uint32_t i = names_add(&gs->name, name);

	if (i == n) {
		gs->g = mem_grow(gs->g, n + 1, sizeof(*gs->g));
		gs->g[i] = (struct group){ 0 };
	}
	return &gs->g[i];
}

static void
add_rate(struct fig_sums *s, int64_t part, int64_t of)
{
	if (part >= 0 && of >= 0)
		fig_sums_add(s, part, of);
}

static void
add_rates(const struct contents *cs, struct groups *gs, struct str name,
    const struct content *c)
{
	struct group *g = group_of(gs, name);
	int64_t views = contents_value(cs, c, CONTENT_VIEWS);
	int64_t inter = contents_interactions(cs, c);

	g->n++;
	g->views += views > 0 ? views : 0;
	g->has_views = g->has_views || views >= 0;
	g->interactions += inter > 0 ? inter : 0;
	g->has_interactions = g->has_interactions || inter >= 0;
	add_rate(&g->engagement, inter, views);
	add_rate(&g->favorite, contents_value(cs, c, CONTENT_FAVORITES),
	    views);
	add_rate(&g->spread, contents_value(cs, c, CONTENT_SHARES), views);
	add_rate(&g->click, contents_value(cs, c, CONTENT_CLICKS),
	    contents_value(cs, c, CONTENT_IMPRESSIONS));
}

static void
add_to(struct tally *t, enum dim d, struct str name, const struct content *c)
{
	int32_t p;
	size_t i;

	add_rates(t->cs, &t->dim[d], name, c);
	if (!t->has_periods || c->published == DAY_NONE)
		return;
	p = period_of(t->m->period, c->published);
	for (i = 0; i < 2; i++) {
		if (p == t->period[i])
			add_rates(t->cs, &t->last[i][d], name, c);
	}
}

/* Each tag of a `;`-list once. */
static void
add_tags(struct tally *t, const struct content *c)
{
	struct str rest = c->tags, tag, other, before;

	while (rest.len > 0 && str_split(&rest, ';', &tag)) {
		bool twice = false;

		before = (struct str){ c->tags.p,
		    (size_t)(tag.p - c->tags.p) };
		while (before.len > 0 && str_split(&before, ';', &other))
			twice = twice || str_eq(str_trim(other),
			    str_trim(tag));
		tag = str_trim(tag);
		if (!twice && tag.len > 0)
			add_to(t, TAG, tag, c);
	}
}

static void
add_content(struct tally *t, const struct content *c)
{
	add_to(t, ALL, STR(""), c);
	add_to(t, SOURCE, t->cs->sources.name[c->source], c);
	if (c->form.len > 0)
		add_to(t, FORM, c->form, c);
	if (c->topic.len > 0)
		add_to(t, TOPIC, c->topic, c);
	add_tags(t, c);
	if (c->published != DAY_NONE)
		add_to(t, PERIOD, period_name(&t->text, t->m->period,
		    period_of(t->m->period, c->published)), c);
}

/* Unknown is not 0. */
static struct fig_num
known(bool known, int128 v)
{
	return known ? fig_count(v) : (struct fig_num){ FIG_NONE, 0 };
}

static void
group_figures(struct figures *fs, struct fig_key k, const struct group *g)
{
	k.metric = "contents";
	figures_value(fs, &k, fig_count(g->n), -1);
	k.metric = "views";
	figures_value(fs, &k, known(g->has_views, g->views), g->n);
	k.metric = "interactions";
	figures_value(fs, &k, known(g->has_interactions, g->interactions),
	    g->n);
	k.metric = "engagement_rate";
	figures_estimate(fs, &k, &g->engagement);
	k.metric = "favorite_rate";
	figures_estimate(fs, &k, &g->favorite);
	k.metric = "spread";
	figures_estimate(fs, &k, &g->spread);
	k.metric = "click_rate";
	figures_estimate(fs, &k, &g->click);
}

static const char *
dim_name(enum dim d, enum family_period p)
{
	static const char *const name[DIMS] = {
		NULL, "source", "form", "topic", "tag", NULL
	};
	static const char *const period[] = { "day", "week", "month" };

	return d == PERIOD ? period[p] : name[d];
}

static void
dim_figures(struct figures *fs, const struct tally *t, enum dim d)
{
	const struct groups *gs = &t->dim[d];
	uint32_t *order = names_sorted(&gs->name);
	struct fig_key k = {
		.section = "engagement", .period = t->m->as_of,
		.by = { dim_name(d, t->m->period) }
	};
	size_t i;

	for (i = 0; i < gs->name.n; i++) {
		if (d != ALL)
			k.group[0] = arena_dup(&fs->text,
			    gs->name.name[order[i]]);
		group_figures(fs, k, &gs->g[order[i]]);
	}
	free(order);
}

/* The rates of a group now and before. */
static void
compare_group(const struct tally *t, struct fig_key k, const struct group *now,
    const struct group *before)
{
	struct changes *cs = t->m->changes;

	k.metric = "engagement_rate";
	changes_ratio(cs, &k, &now->engagement, &before->engagement);
	k.metric = "favorite_rate";
	changes_ratio(cs, &k, &now->favorite, &before->favorite);
	k.metric = "spread";
	changes_ratio(cs, &k, &now->spread, &before->spread);
	k.metric = "click_rate";
	changes_ratio(cs, &k, &now->click, &before->click);
}

/* Groups that both periods have, in the order of their names. */
static void
compare_dim(struct figures *fs, const struct tally *t, enum dim d)
{
	const struct groups *now = &t->last[0][d], *before = &t->last[1][d];
	uint32_t *order = names_sorted(&now->name), i, j;
	struct fig_key k = {
		.section = "engagement",
		.by = { dim_name(d, t->m->period) }
	};

	for (i = 0; i < now->name.n; i++) {
		j = names_find(&before->name, now->name.name[order[i]]);
		if (j == NAMES_NONE)
			continue;
		if (d != ALL)
			k.group[0] = arena_dup(&fs->text,
			    now->name.name[order[i]]);
		compare_group(t, k, &now->g[order[i]], &before->g[j]);
	}
	free(order);
}

static void
free_groups(struct groups gs[DIMS])
{
	int d;

	for (d = ALL; d < DIMS; d++) {
		names_free(&gs[d].name);
		free(gs[d].g);
	}
}

void
metrics_engagement(struct figures *fs, const struct metrics *m)
{
	struct tally t = {
		.m = m, .cs = families_state(m->families, &family_contents)
	};
	uint32_t i;
	int d;

	t.has_periods = metrics_periods(m, &t.period[0], &t.period[1]);
	for (i = 0; i < t.cs->content.n; i++)
		add_content(&t, contents_at(t.cs, i));
	for (d = ALL; d < DIMS && t.cs->content.n > 0; d++)
		dim_figures(fs, &t, (enum dim)d);
	/* A period is what is compared, and tags are too many. */
	for (d = ALL; d < TAG; d++)
		compare_dim(fs, &t, (enum dim)d);
	free_groups(t.dim);
	free_groups(t.last[0]);
	free_groups(t.last[1]);
	arena_free(&t.text);
}

struct hot {
	int64_t			 hotness;
	const struct content	*c;
};

/* Hottest first; ties by id, then in the order they came. */
static int
compare(const void *a, const void *b)
{
	const struct hot *x = a, *y = b;
	int by_id = str_cmp(x->c->id, y->c->id);

	if (x->hotness != y->hotness)
		return x->hotness < y->hotness ? 1 : -1;
	return by_id != 0 ? by_id : (x->c > y->c) - (x->c < y->c);
}

/* How a content is called: its title, or its id. */
static struct str
name_of(const struct content *c)
{
	return c->title.len > 0 ? c->title : c->id;
}

static void
content_figures(struct figures *fs, const struct contents *cs,
    const struct hot *h)
{
	char day[DAY_MAX];
	struct fig_key k = {
		.section = "contents", .by = { "source", "content", "id" },
		.group = { cs->sources.name[h->c->source], name_of(h->c),
		h->c->id }
	};
	int64_t views = contents_value(cs, h->c, CONTENT_VIEWS);
	int64_t inter = contents_interactions(cs, h->c);

	if (h->c->published != DAY_NONE)
		k.period = arena_dup(&fs->text, (struct str){ day,
		    day_print(h->c->published, day) });
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
		list[n].c = contents_at(cs, (uint32_t)i);
		list[n].hotness = contents_hotness(cs, list[n].c);
		n += list[n].hotness > 0;
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n && i < m->top; i++)
		content_figures(fs, cs, &list[i]);
	free(list);
}
