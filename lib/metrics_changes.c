/*
 * The comparisons of all sections as figures.
 */
#include "metrics.h"

bool
metrics_periods(const struct metrics *m, int32_t *now, int32_t *before)
{
	if (m->day == DAY_NONE)
		return false;
	*now = period_over(m->period, m->day);
	*before = *now - 1;
	return true;
}

unsigned
metrics_incomplete(const struct metrics *m, int32_t period)
{
	int32_t now, before;

	return metrics_periods(m, &now, &before) && period > now ?
	    FIG_INCOMPLETE : 0;
}

static const char *
metric(struct figures *fs, const struct change *c, const char *behind)
{
	return arena_printf(&fs->text, "%s%s", c->key.metric, behind).p;
}

/* Does it tell of fewer customers than are to be shown? */
static bool
is_of_few(const struct change *c, int64_t least)
{
	size_t i;

	for (i = 0; i < 2 && c->of_people; i++) {
		if ((c->x[i] > 0 && c->x[i] < least) ||
		    (c->y[i] > 0 && c->y[i] < least))
			return true;
	}
	return false;
}

static void
change_figures(struct figures *fs, const struct metrics *m,
    const struct change *c, struct str period)
{
	double now = (double)c->y[0] / (double)c->x[0];
	double before = (double)c->y[1] / (double)c->x[1];
	struct fig_key k = c->key;
	size_t from = fs->n;

	k.section = "changes";
	k.period = period;
	figures_ratio(fs, &k, fig_count(c->y[0]), fig_count(c->x[0]), -1);
	k.metric = metric(fs, c, "_before");
	figures_ratio(fs, &k, fig_count(c->y[1]), fig_count(c->x[1]), -1);
	k.metric = metric(fs, c, "_change");
	if (c->y[1] > 0)
		figures_real(fs, &k, (now - before) / before, c->flag);
	k.metric = metric(fs, c, "_p");
	if (c->p >= 0)
		figures_real(fs, &k, c->p, c->flag);
	/* Of four figures that each tell the others. */
	if (k.by[0] != NULL && is_of_few(c, m->min_group))
		figures_flag(fs, from, FIG_HIDDEN);
}

void
metrics_changes(struct figures *fs, const struct metrics *m)
{
	struct arena *a = &fs->text;
	int32_t now, before;
	struct str period;
	size_t i;

	if (!metrics_periods(m, &now, &before))
		return;
	changes_finish(m->changes);
	period = arena_printf(a, "%.*s..%.*s",
	    STR_ARG(period_name(a, m->period, before)),
	    STR_ARG(period_name(a, m->period, now)));
	for (i = 0; i < m->changes->n; i++)
		change_figures(fs, m, &m->changes->c[i], period);
}
