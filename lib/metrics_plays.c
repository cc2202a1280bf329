/*
 * Plays, time spent, and forms. Customers play as often as they like, so the
 * unit of a rate of plays is the content (definitions.md 3.4).
 */
#include <stdlib.h>

#include "metrics.h"
#include "places.h"
#include "tierset.h"

struct view {
	const struct metrics	*m;
	const struct reach	*r;
	struct tierset		 tiers;
	bool			 tiered;
	struct places		 form;
};

static void
view_open(struct view *v, const struct metrics *m)
{
	*v = (struct view){ .m = m,
	    .r = families_state(m->families, &family_reach) };
	v->tiered = tierset_open(&v->tiers, m->customers);
	places_open(&v->form, v->r,
	    families_state(m->families, &family_contents), PLACES_FORM,
	    m->day);
}

static void
view_close(struct view *v)
{
	tierset_free(&v->tiers);
	places_close(&v->form);
}

static uint32_t
tier_of(const struct view *v, const struct reach_act *a)
{
	return !v->tiered || a->user == REACH_NONE ? TIERSET_NONE :
	    tierset_of(&v->tiers, REACH_AT(v->r, user, a->user)->customer);
}

/* What plays are by. */
enum dim { ALL, FORM, TIER, DIMS };

struct plays {
	int128		plays, timed, whole, dwells, dwell, customers;
	struct fig_sums	completion, hook;
};

static uint32_t
group_of(const struct view *v, const struct reach_act *a, enum dim d)
{
	switch (d) {
	case FORM:
		return v->form.of[a->place];
	case TIER:
		return tier_of(v, a);
	case ALL:
	case DIMS:
		break;
	}
	return 0;
}

/* One content: the units from u on that are about it. */
static size_t
add_content(struct plays *p, const struct unit *u, size_t n)
{
	uint64_t timed = 0, hooked = 0, whole = 0, complete = 0;
	const struct reach_act *a;
	size_t i;

	for (i = 0; i < n && u[i].who == u[0].who; i++) {
		a = u[i].item;
		p->plays += a->plays;
		timed += a->timed;
		hooked += a->hooked;
		whole += a->whole;
		complete += a->complete;
		p->dwells += a->dwells;
		p->dwell += a->dwell;
	}
	p->timed += timed;
	p->whole += whole;
	if (timed > 0)
		fig_sums_add(&p->hook, (int64_t)hooked, (int64_t)timed);
	if (whole > 0)
		fig_sums_add(&p->completion, (int64_t)complete,
		    (int64_t)whole);
	return i;
}

/* The units of one group; sorts them anew. */
static struct plays
add_group(struct unit *u, size_t n)
{
	struct plays p = { 0 };
	size_t i;

	for (i = 0; i < n; )
		i += add_content(&p, u + i, n - i);
	for (i = 0; i < n; i++)
		u[i].who = ((const struct reach_act *)u[i].item)->user;
	units_sort(u, n);
	p.customers = units_people(u, n);
	return p;
}

static void
count(struct figures *fs, struct fig_key *k, const char *metric, int128 n)
{
	k->metric = metric;
	figures_value(fs, k, fig_count(n), -1);
}

/* Rates of plays, not above 1. */
static void
rate(struct figures *fs, struct fig_key *k, const char *metric,
    const struct fig_sums *s)
{
	struct figure *f;

	k->metric = metric;
	figures_estimate(fs, k, s);
	f = &fs->f[fs->n - 1];
	f->high = f->high > 1 ? 1 : f->high;
}

static void
plays_figures(struct figures *fs, struct fig_key k, const struct plays *p)
{
	count(fs, &k, "plays", p->plays);
	count(fs, &k, "customers", p->customers);
	rate(fs, &k, "completion_rate", &p->completion);
	rate(fs, &k, "three_second_rate", &p->hook);
	k.metric = "mean_seconds";
	/* FACT_UNIT has two decimals more than money. */
	figures_level(fs, &k, p->dwells > 0 ? fig_money(money_divide(p->dwell,
	    (int64_t)(100 * p->dwells))) : (struct fig_num){ FIG_NONE, 0 },
	    p->dwells);
	count(fs, &k, "plays_without_seconds", p->plays - p->timed);
	count(fs, &k, "plays_without_duration", p->timed - p->whole);
}

static void
by_dim(struct figures *fs, const struct view *v, enum dim d)
{
	static const char *const name[DIMS] = { NULL, "form", "tier" };
	struct fig_key k = { .section = "plays", .by = { name[d] },
	    .period = v->m->as_of };
	const struct reach_act *a;
	struct units us = { 0 };
	struct plays p;
	struct unit u;
	size_t at, end;
	uint32_t i;

	for (i = 0; i < v->r->act.n; i++) {
		a = REACH_AT(v->r, act, i);
		u = (struct unit){ .a = group_of(v, a, d), .item = a,
		    .who = REACH_AT(v->r, place, a->place)->content };
		if (u.a != UINT32_MAX && (a->plays > 0 || a->dwells > 0))
			units_add(&us, &u);
	}
	units_sort(us.u, us.n);
	for (at = 0; at < us.n; at = end) {
		end = units_end(&us, at, false);
		if (d == FORM)
			k.group[0] = arena_dup(&fs->text,
			    places_name(&v->form, us.u[at].a));
		else if (d == TIER)
			k.group[0] = v->tiers.tier[us.u[at].a].name;
		p = add_group(us.u + at, end - at);
		plays_figures(fs, k, &p);
	}
	free(us.u);
}

void
metrics_plays(struct figures *fs, const struct metrics *m)
{
	struct view v;
	int d;

	view_open(&v, m);
	for (d = ALL; d < DIMS; d++)
		by_dim(fs, &v, (enum dim)d);
	view_close(&v);
}

/* Customers of one tier and form. */
struct taste {
	int128	interactions, reached, engaged, both;
};

static struct taste
taste_of(const struct unit *u, size_t n)
{
	struct taste t = { 0 };
	uint32_t mask = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct reach_act *a = u[i].item;
		bool reached, engaged;

		t.interactions += a->interactions;
		mask |= a->mask;
		if (i + 1 < n && u[i + 1].who == u[i].who)
			continue;
		reached = (mask >> REACH_REACHED & 1) != 0;
		engaged = (mask >> REACH_ENGAGED & 1) != 0;
		t.reached += reached;
		t.engaged += engaged;
		t.both += reached && engaged;
		mask = 0;
	}
	return t;
}

/* The share of a taste: engaged of reached, or of the tier (definitions.md). */
static void
share_of(const struct view *v, const struct taste *t, uint32_t tier,
    int128 share[2])
{
	share[0] = v->r->reach ? t->both : t->engaged;
	share[1] = v->r->reach ? t->reached : v->tiers.tier[tier].customers;
}

/*
 * Where the units of the best form of a tier begin among those from `from` to
 * `to`: the highest share of at least 30, ties by name; `to` when none is.
 */
static size_t
best_of(const struct view *v, const struct units *us, size_t from, size_t to)
{
	int128 best[2] = { 0, 1 }, share[2];
	size_t at, end, found = to;
	struct taste t;

	for (at = from; at < to; at = end) {
		end = units_end(us, at, true);
		t = taste_of(us->u + at, end - at);
		share_of(v, &t, us->u[at].a, share);
		if (share[1] < 30 || share[0] * best[1] <= best[0] * share[1])
			continue;
		best[0] = share[0];
		best[1] = share[1];
		found = at;
	}
	return found;
}

static void
form_figures(struct figures *fs, const struct view *v, const struct unit *u,
    size_t n, bool best)
{
	struct fig_key k = { .section = "forms", .by = { "tier", "form" },
	    .group = { v->tiers.tier[u->a].name },
	    .period = v->m->as_of };
	struct taste t = taste_of(u, n);
	int128 share[2];

	k.group[1] = arena_dup(&fs->text, places_name(&v->form, u->b));
	share_of(v, &t, u->a, share);
	count(fs, &k, "interactions", t.interactions);
	count(fs, &k, "customers", v->r->reach ? t.reached : t.engaged);
	k.metric = v->r->reach ? "engagement_rate" : "engaged_share";
	figures_share(fs, &k, share[0], share[1]);
	k.metric = "recommended";
	if (best)
		figures_share(fs, &k, share[0], share[1]);
}

static void
by_form(struct figures *fs, const struct view *v, const struct units *us)
{
	size_t from, to, at, end, best;

	for (from = 0; from < us->n; from = to) {
		to = units_end(us, from, false);
		best = best_of(v, us, from, to);
		for (at = from; at < to; at = end) {
			end = units_end(us, at, true);
			form_figures(fs, v, us->u + at, end - at, at == best);
		}
	}
}

void
metrics_forms(struct figures *fs, const struct metrics *m)
{
	const uint32_t mask = REACH_BIT(REACH_REACHED, REACH_EVER) |
	    REACH_BIT(REACH_ENGAGED, REACH_EVER);
	const struct reach_act *a;
	struct units us = { 0 };
	struct view v;
	struct unit u;
	uint32_t i;

	view_open(&v, m);
	for (i = 0; i < v.r->act.n; i++) {
		a = REACH_AT(v.r, act, i);
		u = (struct unit){ .a = tier_of(&v, a), .who = a->user,
		    .b = v.form.of[a->place], .item = a };
		if (u.a != TIERSET_NONE && u.b != REACH_NONE &&
		    (a->mask & mask) != 0)
			units_add(&us, &u);
	}
	units_sort(us.u, us.n);
	by_form(fs, &v, &us);
	free(us.u);
	view_close(&v);
}
