/*
 * Topics and who takes part in them, and contents that customers make.
 */
#include <stdlib.h>

#include "metrics.h"
#include "places.h"
#include "tierset.h"

/* One topic. */
struct topic {
	int128		people, again;	/* customers; with 2 contents or more */
	int128		contents;
	struct fig_sums	spread;
};

struct topics {
	const struct reach	*r;
	const struct contents	*cs;
	int32_t			 day;		/* as-of */
	struct places		 of;
	struct topic		*topic;		/* by rank */
};

/* One customer in a topic: the units from u on. Their number. */
static size_t
add_customer(struct topic *t, const struct unit *u, size_t n)
{
	int128 contents = 0;
	size_t i;

	for (i = 0; i < n && u[i].who == u[0].who; i++)
		contents += u[i].what != REACH_NONE &&
		    (i == 0 || u[i].what != u[i - 1].what);
	t->people++;
	t->again += contents >= 2;
	return i;
}

static void
add_people(struct topics *t)
{
	const struct reach_act *a;
	struct units us = { 0 };
	struct unit u;
	size_t at, end;
	uint32_t i;

	for (i = 0; i < t->r->act.n; i++) {
		a = REACH_AT(t->r, act, i);
		u = (struct unit){ .a = t->of.of[a->place], .who = a->user,
		    .what = REACH_AT(t->r, place, a->place)->content };
		if (u.a != REACH_NONE && u.who != REACH_NONE &&
		    (a->mask & REACH_BIT(REACH_PART, REACH_EVER)) != 0)
			units_add(&us, &u);
	}
	units_sort(us.u, us.n);
	for (at = 0; at < us.n; at = end) {
		for (end = at; end < us.n && us.u[end].a == us.u[at].a; )
			end += add_customer(&t->topic[us.u[at].a],
			    us.u + end, units_end(&us, end, false) - end);
	}
	free(us.u);
}

static void
add_contents(struct topics *t)
{
	const struct content *c;
	struct topic *topic;
	int64_t shares, views;
	uint32_t i;

	for (i = 0; i < t->cs->content.n; i++) {
		c = contents_at(t->cs, i);
		if (c->topic.s.len == 0 || contents_later(c, t->day))
			continue;
		topic = &t->topic[t->of.rank[names_find(&t->of.name,
		    c->topic.s)]];
		topic->contents++;
		shares = contents_value(t->cs, c, CONTENT_SHARES);
		views = contents_value(t->cs, c, CONTENT_VIEWS);
		if (shares >= 0 && views >= 0)
			fig_sums_add(&topic->spread, shares, views);
	}
}

static void
topic_figures(struct figures *fs, struct fig_key k, const struct topic *t)
{
	k.metric = "customers";
	figures_value(fs, &k, fig_count(t->people), -1);
	k.metric = "contents";
	figures_value(fs, &k, fig_count(t->contents), -1);
	k.metric = "spread";
	figures_estimate(fs, &k, &t->spread);
	k.metric = "repeat_share";
	figures_share(fs, &k, t->again, t->people);
}

void
metrics_topics(struct figures *fs, const struct metrics *m)
{
	struct topics t = {
		.r = families_state(m->families, &family_reach),
		.cs = families_state(m->families, &family_contents),
		.day = m->day
	};
	struct fig_key k = { .section = "topics", .by = { "topic" },
	    .period = m->as_of };
	uint32_t i;

	places_open(&t.of, t.r, t.cs, PLACES_TOPIC, m->day);
	t.topic = mem_zero(t.of.name.n * sizeof(*t.topic));
	add_people(&t);
	add_contents(&t);
	for (i = 0; i < t.of.name.n; i++) {
		/* One that is only read about. */
		if (t.topic[i].people == 0 && t.topic[i].contents == 0)
			continue;
		k.group[0] = arena_dup(&fs->text, places_name(&t.of, i));
		topic_figures(fs, k, &t.topic[i]);
	}
	free(t.topic);
	places_close(&t.of);
}

static void
author_figures(struct figures *fs, struct fig_key k, int128 contents,
    int128 customers, int128 all)
{
	k.metric = "contents";
	figures_value(fs, &k, fig_count(contents), -1);
	k.metric = "customers";
	figures_value(fs, &k, fig_count(customers), -1);
	k.metric = "content_share";
	figures_ratio(fs, &k, fig_count(contents), fig_count(all), -1);
}

/* all: contents of anybody. */
static void
author_groups(struct figures *fs, const struct metrics *m,
    const struct tierset *tiers, struct units *us, int128 all)
{
	struct fig_key k = { .section = "cocreation", .period = m->as_of };
	size_t at, end;

	units_sort(us->u, us->n);
	/* Each customer has one tier, so that none is there twice. */
	author_figures(fs, k, (int128)us->n, units_people(us->u, us->n), all);
	k.by[0] = "tier";
	for (at = 0; tiers != NULL && at < us->n; at = end) {
		end = units_end(us, at, false);
		k.group[0] = tiers->tier[us->u[at].a].name;
		author_figures(fs, k, (int128)(end - at),
		    units_people(us->u + at, end - at), all);
	}
}

void
metrics_cocreation(struct figures *fs, const struct metrics *m)
{
	const struct reach *r = families_state(m->families, &family_reach);
	const struct contents *cs = families_state(m->families,
	    &family_contents);
	const struct content *content;
	const struct reach_content *c;
	struct tierset tiers;
	bool tiered = tierset_open(&tiers, m->customers);
	struct units us = { 0 };
	struct unit u = { 0 };
	int128 all = 0;
	uint32_t i;

	for (i = 0; i < r->content.n; i++) {
		c = REACH_AT(r, content, i);
		content = places_content(r, cs, i);
		if (content != NULL && contents_later(content, m->day))
			continue;
		all += c->record;
		if (c->author == NULL)
			continue;
		u.a = tiered ? tierset_of(&tiers, c->author) : 0;
		u.who = (uint32_t)(c->author - m->customers->c);
		units_add(&us, &u);
	}
	if (us.n > 0)
		author_groups(fs, m, tiered ? &tiers : NULL, &us, all);
	free(us.u);
	tierset_free(&tiers);
}
