/*
 * Whom the brand reaches, by tier: reach, engagement, opens and offers. All of
 * it counts customers, each once a group and span.
 */
#include <stdlib.h>

#include "metrics.h"
#include "reach.h"
#include "tierset.h"

struct view {
	const struct metrics	*m;
	const struct reach	*r;
	struct tierset		 tiers;
	bool			 delivered;	/* somebody was sent to */
	bool			 now;		/* there is a last period */
	int32_t			 period[REACH_SPANS];
};

/* Customers of one group in one span. */
struct got {
	int128	reached, engaged, both, active, delivered, opened;
};

/* False when there is nothing to say by tier; to be closed anyway. */
static bool
view_open(struct view *v, const struct metrics *m)
{
	uint32_t i;

	*v = (struct view){ .m = m,
	    .r = families_state(m->families, &family_reach) };
	v->now = metrics_periods(m, &v->period[REACH_NOW],
	    &v->period[REACH_BEFORE]);
	if (!tierset_open(&v->tiers, m->customers))
		return false;
	for (i = 0; i < v->r->user.n; i++)
		v->delivered = v->delivered || (REACH_AT(v->r, user, i)->mask &
		    REACH_BIT(REACH_DELIVERED, REACH_EVER)) != 0;
	return true;
}

static bool
has(uint32_t mask, enum reach_what what, enum reach_span span)
{
	return (mask & REACH_BIT(what, span)) != 0;
}

/* Whoever is reached by one channel may engage anywhere. */
static void
add_got(struct got *g, uint32_t mask, uint32_t anywhere, bool reach,
    enum reach_span span)
{
	bool reached = has(mask, REACH_REACHED, span);
	bool engaged = has(anywhere, REACH_ENGAGED, span);
	bool delivered = has(mask, REACH_DELIVERED, span);

	g->reached += reached;
	g->engaged += engaged;
	g->both += reached && engaged;
	g->active += (reached || !reach) &&
	    has(anywhere, REACH_ACTIVE, span);
	g->delivered += delivered;
	g->opened += delivered && has(mask, REACH_OPENED, span);
}

/* members: the customers of the group, of a tier of that many. */
static void
reach_figures(struct figures *fs, const struct view *v, struct fig_key k,
    const struct got *g, int128 members[2])
{
	k.metric = "customers";
	figures_value(fs, &k, fig_count(members[0]), -1);
	if (v->r->reach) {
		k.metric = "reached";
		figures_value(fs, &k, fig_count(g->reached), -1);
		figures_flag(fs, fs->n - 1, FIG_PEOPLE);
		k.metric = "reach_rate";
		figures_share(fs, &k, g->reached, members[1]);
		k.metric = "engagement_rate";
		figures_share(fs, &k, g->both, g->reached);
		k.metric = "active_rate";
		figures_share(fs, &k, g->active, g->reached);
	} else {
		k.metric = "engaged_share";
		figures_share(fs, &k, g->engaged, members[1]);
		k.metric = "active_share";
		figures_share(fs, &k, g->active, members[1]);
	}
	if (!v->delivered)
		return;
	k.metric = "delivered";
	figures_value(fs, &k, fig_count(g->delivered), -1);
	figures_flag(fs, fs->n - 1, FIG_PEOPLE);
	k.metric = "open_rate";
	figures_share(fs, &k, g->opened, g->delivered);
}

/* The key of a tier, and of a channel unless it is NULL, in a span. */
static struct fig_key
reach_key(struct figures *fs, const struct view *v, size_t tier,
    const struct str *channel, enum reach_span span)
{
	struct fig_key k = { .section = "reach", .by = { "tier" },
	    .group = { v->tiers.tier[tier].name }, .period = v->m->as_of };
	size_t n = 1;

	if (channel != NULL) {
		k.by[n] = "channel";
		k.group[n++] = *channel;
	}
	if (span == REACH_EVER)
		return k;
	k.by[n] = period_word(v->m->period);
	k.group[n] = k.period = period_name(&fs->text, v->m->period,
	    v->period[span]);
	return k;
}

/* What each tier got in a span, from its customers. */
static struct got *
tiers_got(const struct view *v, enum reach_span span)
{
	struct got *g = mem_zero(v->tiers.n * sizeof(*g));
	const struct reach_user *u;
	uint32_t i, tier;

	for (i = 0; i < v->r->user.n; i++) {
		u = REACH_AT(v->r, user, i);
		tier = tierset_of(&v->tiers, u->customer);
		if (tier != TIERSET_NONE)
			add_got(&g[tier], u->mask, u->mask, v->r->reach,
			    span);
	}
	return g;
}

static void
compare_tier(const struct view *v, size_t tier, const struct got *now,
    const struct got *before)
{
	struct changes *cs = v->m->changes;
	int128 n = v->tiers.tier[tier].customers;
	struct fig_key k = { .section = "reach", .by = { "tier" },
	    .group = { v->tiers.tier[tier].name } };

	if (v->r->reach) {
		k.metric = "reach_rate";
		changes_share(cs, &k, (int128[]){ now->reached,
		    before->reached }, (int128[]){ n, n });
		k.metric = "engagement_rate";
		changes_share(cs, &k, (int128[]){ now->both, before->both },
		    (int128[]){ now->reached, before->reached });
	} else {
		k.metric = "engaged_share";
		changes_share(cs, &k, (int128[]){ now->engaged,
		    before->engaged }, (int128[]){ n, n });
	}
	k.metric = "open_rate";
	changes_share(cs, &k, (int128[]){ now->opened, before->opened },
	    (int128[]){ now->delivered, before->delivered });
}

static void
by_tier(struct figures *fs, const struct view *v)
{
	struct got *got[REACH_SPANS];
	unsigned span;
	int128 n;
	size_t i;

	for (span = REACH_EVER; span < REACH_SPANS; span++)
		got[span] = tiers_got(v, span);
	for (span = REACH_EVER; span <= (v->now ? REACH_NOW : REACH_EVER);
	    span++) {
		for (i = 0; i < v->tiers.n; i++) {
			n = v->tiers.tier[i].customers;
			reach_figures(fs, v, reach_key(fs, v, i, NULL, span),
			    &got[span][i], (int128[]){ n, n });
		}
	}
	for (i = 0; i < v->tiers.n; i++)
		compare_tier(v, i, &got[REACH_NOW][i],
		    &got[REACH_BEFORE][i]);
	for (span = REACH_EVER; span < REACH_SPANS; span++)
		free(got[span]);
}

/* The units of one tier and channel, in the spans that are shown. */
static void
channel_figures(struct figures *fs, const struct view *v,
    const struct unit *u, size_t n)
{
	const struct str *name = &v->r->channel.name[u->what];
	struct got g;
	const struct reach_by_channel *c;
	unsigned span;
	size_t i;

	for (span = REACH_EVER; span <= (v->now ? REACH_NOW : REACH_EVER);
	    span++) {
		g = (struct got){ 0 };
		for (i = 0; i < n; i++) {
			c = u[i].item;
			add_got(&g, c->mask,
			    REACH_AT(v->r, user, c->user)->mask,
			    v->r->reach, span);
		}
		reach_figures(fs, v, reach_key(fs, v, u->a, name, span), &g,
		    (int128[]){ g.reached, v->tiers.tier[u->a].customers });
	}
}

static void
by_channel(struct figures *fs, const struct view *v)
{
	uint32_t *order = names_sorted(&v->r->channel);
	uint32_t *rank = names_ranks(&v->r->channel, order), i;
	const struct reach_by_channel *c;
	struct units us = { 0 };
	struct unit u;
	size_t at, end;

	for (i = 0; i < v->r->by_channel.n; i++) {
		c = REACH_AT(v->r, by_channel, i);
		u = (struct unit){ .b = rank[c->channel], .who = c->user,
		    .what = c->channel, .item = c };
		u.a = tierset_of(&v->tiers,
		    REACH_AT(v->r, user, c->user)->customer);
		if (u.a != TIERSET_NONE)
			units_add(&us, &u);
	}
	units_sort(us.u, us.n);
	for (at = 0; at < us.n; at = end) {
		end = units_end(&us, at, true);
		channel_figures(fs, v, us.u + at, end - at);
	}
	free(us.u);
	free(rank);
	free(order);
}

/* Was a customer of a tier reached, or did one engage? */
static bool
has_reach(const struct view *v)
{
	const struct reach_user *u;
	uint32_t i;

	for (i = 0; i < v->r->user.n; i++) {
		u = REACH_AT(v->r, user, i);
		if (u->customer != NULL &&
		    (has(u->mask, REACH_REACHED, REACH_EVER) ||
		    has(u->mask, REACH_ENGAGED, REACH_EVER)))
			return true;
	}
	return false;
}

void
metrics_reach(struct figures *fs, const struct metrics *m)
{
	const struct names *channel;
	struct view v;

	if (view_open(&v, m) && has_reach(&v)) {
		channel = &v.r->channel;
		by_tier(fs, &v);
		/* Without a name there is nothing to tell apart. */
		if (channel->n > 1 ||
		    (channel->n == 1 && channel->name[0].len > 0))
			by_channel(fs, &v);
	}
	tierset_free(&v.tiers);
}

/* The units of one tier and coupon. */
static void
offer_figures(struct figures *fs, const struct view *v, const struct unit *u,
    size_t n)
{
	struct fig_key k = { .section = "offers", .by = { "tier", "coupon" },
	    .group = { v->tiers.tier[u->a].name,
	    v->r->coupon.name[u->what] }, .period = v->m->as_of };
	const struct reach_offer *o;
	int128 orders = 0, gross = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		o = u[i].item;
		orders += o->orders;
		gross += o->gross;
	}
	k.metric = "customers";
	figures_value(fs, &k, fig_count((int128)n), -1);
	k.metric = "orders";
	figures_value(fs, &k, fig_count(orders), -1);
	k.metric = "gross_revenue";
	figures_value(fs, &k, fig_money(gross), -1);
	k.metric = "gross_aov";
	figures_mean(fs, &k, gross, orders);
	k.metric = "conversion";
	figures_share(fs, &k, (int128)n, v->tiers.tier[u->a].customers);
}

static void
by_coupon(struct figures *fs, const struct view *v)
{
	uint32_t *order = names_sorted(&v->r->coupon);
	uint32_t *rank = names_ranks(&v->r->coupon, order), i;
	const struct reach_offer *o;
	struct units us = { 0 };
	struct unit u;
	size_t at, end;

	for (i = 0; i < v->r->offer.n; i++) {
		o = REACH_AT(v->r, offer, i);
		u = (struct unit){ .b = rank[o->coupon], .who = o->user,
		    .what = o->coupon, .item = o };
		u.a = tierset_of(&v->tiers,
		    REACH_AT(v->r, user, o->user)->customer);
		if (u.a != TIERSET_NONE)
			units_add(&us, &u);
	}
	units_sort(us.u, us.n);
	for (at = 0; at < us.n; at = end) {
		end = units_end(&us, at, true);
		offer_figures(fs, v, us.u + at, end - at);
	}
	free(us.u);
	free(rank);
	free(order);
}

void
metrics_offers(struct figures *fs, const struct metrics *m)
{
	struct view v;

	if (view_open(&v, m) && v.r->coupons)
		by_coupon(fs, &v);
	tierset_free(&v.tiers);
}
