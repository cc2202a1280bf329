/*
 * Events by type, and the money that no customer accounts for.
 */
#include <stdlib.h>

#include "metrics.h"
#include "pulse.h"

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

/* For targets: the last two periods and the one that is not over. */
static void
type_periods(struct figures *fs, const struct metrics *m)
{
	const struct pulse *p = families_state(m->families, &family_pulse);
	struct fig_key k = {
		.section = "events", .metric = "events",
		.by = { period_word(m->period), "type" },
		.period = m->as_of
	};
	int32_t now, before, period;
	uint32_t *order;
	size_t i, at;

	if (!metrics_periods(m, &now, &before))
		return;
	order = names_sorted(&p->type);
	for (i = 0; i < p->type.n; i++) {
		k.group[1] = p->type.name[order[i]];
		for (period = before; period <= now + 1; period++) {
			k.group[0] = period_name(&fs->text, m->period,
			    period);
			at = fs->n;
			figures_value(fs, &k, fig_count((int128)pulse_count(p,
			    order[i], period)), -1);
			figures_flag(fs, at, metrics_incomplete(m, period));
		}
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
	type_periods(fs, m);
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
