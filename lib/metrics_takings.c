/*
 * Orders and revenue by period, as the events have them.
 */
#include <stdlib.h>

#include "metrics.h"
#include "takings.h"

static void
period_figures(struct figures *fs, const struct metrics *m,
    const struct takings_period *p)
{
	struct fig_key k = {
		.section = "customers", .by = { period_word(m->period) },
		.group = { period_name(&fs->text, m->period, p->number) },
		.period = m->as_of
	};
	size_t from = fs->n;

	k.metric = "buyers";
	figures_value(fs, &k, fig_count(p->buyers), -1);
	k.metric = "orders";
	figures_value(fs, &k, fig_count(p->orders), p->buyers);
	k.metric = "gross_revenue";
	figures_value(fs, &k, fig_money(p->gross), -1);
	k.metric = "refunds";
	figures_value(fs, &k, fig_money(p->gross - p->net), -1);
	k.metric = "net_revenue";
	figures_value(fs, &k, fig_money(p->net), -1);
	figures_flag(fs, from, metrics_incomplete(m, p->number));
}

void
metrics_takings(struct figures *fs, const struct metrics *m)
{
	struct takings *t = families_state(m->families, &family_takings);
	struct takings_period *p = takings_finish(t, &m->events->buyers);
	uint32_t i;

	for (i = 0; i < t->period.n; i++)
		period_figures(fs, m, &p[i]);
	free(p);
}
