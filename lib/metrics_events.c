/*
 * Events by type, and the money that no customer accounts for.
 */
#include <stdlib.h>

#include "metrics.h"

static void
count_figures(struct figures *fs, struct fig_key k,
    const struct eventlog_count *c)
{
	uint32_t *order = names_sorted(&c->names);
	size_t i;

	for (i = 0; i < c->names.n; i++) {
		k.group[0] = c->names.name[order[i]];
		figures_value(fs, &k, fig_count(c->n[order[i]]), -1);
	}
	free(order);
}

static void
money_figure(struct figures *fs, const struct metrics *m, const char *metric,
    int128 v)
{
	struct fig_key k = {
		.section = "events", .metric = metric, .period = m->as_of
	};

	if (m->currency.len > 0) {
		k.by[0] = "currency";
		k.group[0] = m->currency;
	}
	figures_value(fs, &k, fig_money(v), -1);
}

void
metrics_events(struct figures *fs, const struct metrics *m)
{
	const struct eventlog *e = m->events;
	const struct customer *nobody;
	struct fig_key k = {
		.section = "events", .metric = "events", .by = { "type" },
		.period = m->as_of
	};

	if (!e->any)
		return;
	count_figures(fs, k, &e->types);
	k.metric = "orders_not_counted";
	k.by[0] = "status";
	count_figures(fs, k, &e->unpaid);
	k.by[0] = NULL;
	k.metric = "orders_without_customer";
	nobody = e->nobody.customer.n > 0 ? purchases_at(&e->nobody, 0) : NULL;
	figures_value(fs, &k, fig_count(nobody != NULL ? nobody->orders : 0),
	    -1);
	money_figure(fs, m, "revenue_without_customer",
	    nobody != NULL ? nobody->net : 0);
	if (m->joined) {
		k.metric = "buyers_not_in_table";
		figures_value(fs, &k,
		    fig_count(eventlog_strangers(e, m->customers)), -1);
	}
	if (m->joined && e->sales > 0)
		money_figure(fs, m, "net_revenue", e->net);
}
