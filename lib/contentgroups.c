/*
 * Contents by platform, form, topic, tag and period of publication.
 */
#include <stdlib.h>

#include "contentgroups.h"

static struct content_group *
group_of(struct content_groups *gs, struct str name)
{
	size_t n = gs->name.n;
	uint32_t i = names_add(&gs->name, name);

	if (i == n) {
		gs->g = mem_grow(gs->g, n + 1, sizeof(*gs->g));
		gs->g[i] = (struct content_group){ 0 };
	}
	return &gs->g[i];
}

/* part of CONTENT_METRICS: interactions. */
static const struct {
	enum content_metric	part, of;
} rates[CONTENT_RATES] = {
	[RATE_ENGAGEMENT] = { CONTENT_METRICS, CONTENT_VIEWS },
	[RATE_BY_IMPRESSIONS] = { CONTENT_METRICS, CONTENT_IMPRESSIONS },
	[RATE_BY_REACH] = { CONTENT_METRICS, CONTENT_REACH },
	[RATE_BY_CLICKS] = { CONTENT_METRICS, CONTENT_CLICKS },
	[RATE_BY_FOLLOWERS] = { CONTENT_METRICS, CONTENT_FOLLOWERS },
	[RATE_FAVORITE] = { CONTENT_FAVORITES, CONTENT_VIEWS },
	[RATE_SPREAD] = { CONTENT_SHARES, CONTENT_VIEWS },
	[RATE_CLICK] = { CONTENT_CLICKS, CONTENT_IMPRESSIONS },
	[RATE_VIEW] = { CONTENT_VIEWS, CONTENT_IMPRESSIONS },
	[RATE_FOLLOW] = { CONTENT_FOLLOWS, CONTENT_VIEWS }
};

static void
add_rates(const struct contents *cs, struct content_groups *gs, struct str name,
    const struct content *c)
{
	struct content_group *g = group_of(gs, name);
	int64_t views = contents_value(cs, c, CONTENT_VIEWS);
	int64_t inter = contents_interactions(cs, c), part, of;
	size_t i;

	g->n++;
	g->side[contents_side(cs, c)]++;
	g->views += views > 0 ? views : 0;
	g->has_views = g->has_views || views >= 0;
	g->interactions += inter > 0 ? inter : 0;
	g->has_interactions = g->has_interactions || inter >= 0;
	for (i = 0; i < CONTENT_RATES; i++) {
		part = rates[i].part == CONTENT_METRICS ? inter :
		    contents_value(cs, c, rates[i].part);
		of = contents_value(cs, c, rates[i].of);
		if (part >= 0 && of >= 0)
			fig_sums_add(&g->rate[i], part, of);
	}
}

static void
add_to(struct content_tally *t, enum content_by d, struct str name,
    const struct content *c)
{
	int32_t p;
	size_t i;

	add_rates(t->cs, &t->by[d], name, c);
	if (!t->has_periods || c->published == DAY_NONE)
		return;
	p = period_of(t->m->period, c->published);
	for (i = 0; i < CONTENT_LAST; i++) {
		if (p == t->period[i])
			add_rates(t->cs, &t->last[i][d], name, c);
	}
}

/* Each tag of a `;`-list once. */
static void
add_tags(struct content_tally *t, const struct content *c)
{
	struct str rest = c->tags.s, tag, other, before;
	bool none = true;

	while (rest.len > 0 && str_split(&rest, ';', &tag)) {
		bool twice = false;

		before = (struct str){ c->tags.s.p,
		    (size_t)(tag.p - c->tags.s.p) };
		while (before.len > 0 && str_split(&before, ';', &other))
			twice = twice || str_eq(str_trim(other),
			    str_trim(tag));
		tag = str_trim(tag);
		if (tag.len == 0 || twice)
			continue;
		add_to(t, CONTENT_BY_TAG, tag, c);
		none = false;
	}
	if (none)
		add_to(t, CONTENT_BY_TAG, STR(""), c);
}

static void
add_content(struct content_tally *t, const struct content *c)
{
	add_to(t, CONTENT_ALL, STR(""), c);
	add_to(t, CONTENT_BY_SOURCE, t->cs->sources.name[c->source], c);
	add_to(t, CONTENT_BY_FORM, c->form.s, c);
	add_to(t, CONTENT_BY_TOPIC, c->topic.s, c);
	add_tags(t, c);
	if (c->published != DAY_NONE)
		add_to(t, CONTENT_BY_PERIOD, period_name(&t->text, t->m->period,
		    period_of(t->m->period, c->published)), c);
}

void
content_tally_open(struct content_tally *t, const struct metrics *m)
{
	const struct content *c;
	uint32_t i;

	*t = (struct content_tally){
		.m = m, .cs = families_state(m->families, &family_contents)
	};
	t->has_periods = metrics_periods(m, &t->period[CONTENT_NOW],
	    &t->period[CONTENT_BEFORE]);
	t->period[CONTENT_RUNNING] = t->period[CONTENT_NOW] + 1;
	for (i = 0; i < t->cs->content.n; i++) {
		c = contents_at(t->cs, i);
		if (contents_later(c, m->day))
			t->later++;
		else
			add_content(t, c);
	}
}

const char *
content_by_name(const struct content_tally *t, enum content_by by)
{
	static const char *const name[CONTENT_BYS] = {
		NULL, "source", "form", "topic", "tag", NULL
	};

	return by == CONTENT_BY_PERIOD ? period_word(t->m->period) : name[by];
}

const struct content_group *
content_group_find(const struct content_groups *gs, struct str name)
{
	uint32_t i = names_find(&gs->name, name);

	return i == NAMES_NONE ? NULL : &gs->g[i];
}

/* The first day of the current period has its name. */
bool
content_running(const struct content_tally *t, struct str name)
{
	struct arena text = { 0 };
	bool same;

	if (!t->has_periods)
		return false;
	/* Later ones are not there: the period after the last. */
	same = str_eq(name, period_name(&text, t->m->period,
	    t->period[CONTENT_RUNNING]));
	arena_free(&text);
	return same;
}

static void
free_groups(struct content_groups gs[CONTENT_BYS])
{
	size_t i;

	for (i = 0; i < CONTENT_BYS; i++) {
		names_free(&gs[i].name);
		free(gs[i].g);
	}
}

void
content_tally_close(struct content_tally *t)
{
	size_t i;

	free_groups(t->by);
	for (i = 0; i < CONTENT_LAST; i++)
		free_groups(t->last[i]);
	arena_free(&t->text);
}
