/*
 * What becomes of those who are shown a content, step by step, and which step
 * has fallen most (row A28). Only against the same step of the period before:
 * no rate of one step is low beside that of another.
 */
#include <string.h>

#include "metrics.h"

static const struct {
	const char	*rate;		/* as the section engagement has it */
	const char	*step;
} steps[] = {
	{ "view_rate", "impressions-views" },
	{ "click_rate", "impressions-clicks" },
	{ "engagement_rate", "views-interactions" },
	{ "follow_rate", "views-follows" }
};
#define STEPS	(sizeof(steps) / sizeof(steps[0]))

/* Of all contents, or of those of one platform. */
static bool
is_candidate(const struct change *c)
{
	const char *by = c->key.by[0];

	return strcmp(c->key.section, "engagement") == 0 &&
	    (by == NULL || strcmp(by, "source") == 0);
}

static bool
same_group(const struct change *a, const struct change *b)
{
	return (a->key.by[0] == NULL) == (b->key.by[0] == NULL) &&
	    str_eq(a->key.group[0], b->key.group[0]);
}

/* Relative. */
static double
change_of(const struct change *c)
{
	double now = (double)c->y[0] / (double)c->x[0];
	double before = (double)c->y[1] / (double)c->x[1];

	return (now - before) / before;
}

static const struct change *
find_step(const struct change *c, size_t n, size_t step)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(c[i].key.metric, steps[step].rate) == 0)
			return &c[i];
	return NULL;
}

/* The one that fell most, of those that did and not by chance. */
static const struct change *
worst_of(const struct change *c, size_t n)
{
	const struct change *worst = NULL, *s;
	size_t i;

	for (i = 0; i < STEPS; i++) {
		s = find_step(c, n, i);
		if (s != NULL && (s->flag & FIG_DOWN) != 0 && (worst == NULL ||
		    change_of(s) < change_of(worst)))
			worst = s;
	}
	return worst;
}

static void
put_step(struct figures *fs, struct fig_key k, const struct metrics *m,
    const struct change *c, bool worst)
{
	struct str now, before;
	int32_t p[2];

	metrics_periods(m, &p[0], &p[1]);
	now = period_name(&fs->text, m->period, p[0]);
	before = period_name(&fs->text, m->period, p[1]);
	k.metric = "step_rate";
	k.period = now;
	figures_ratio(fs, &k, fig_count(c->y[0]), fig_count(c->x[0]), -1);
	k.metric = "step_rate_before";
	k.period = before;
	figures_ratio(fs, &k, fig_count(c->y[1]), fig_count(c->x[1]), -1);
	if (c->y[1] <= 0)
		return;
	k.period = arena_printf(&fs->text, "%.*s..%.*s", STR_ARG(before),
	    STR_ARG(now));
	k.metric = "step_change";
	figures_real(fs, &k, change_of(c), c->flag);
	k.metric = "worst_step";
	if (worst)
		figures_real(fs, &k, change_of(c), c->flag);
}

/* The comparisons of one group, which stand together. */
static void
put_group(struct figures *fs, const struct metrics *m, const struct change *c,
    size_t n)
{
	const struct change *worst = worst_of(c, n), *s;
	bool all = c->key.by[0] == NULL;
	struct fig_key k = { .section = "steps" };
	size_t i;

	if (!all) {
		k.by[0] = "source";
		k.group[0] = c->key.group[0];
	}
	k.by[!all] = "step";
	for (i = 0; i < STEPS; i++) {
		s = find_step(c, n, i);
		k.group[!all] = str_z(steps[i].step);
		if (s != NULL)
			put_step(fs, k, m, s, s == worst);
	}
}

void
metrics_steps(struct figures *fs, const struct metrics *m)
{
	const struct change *c = m->changes->c;
	size_t n = m->changes->n, from, to;

	for (from = 0; from < n; from = to) {
		to = from + 1;
		if (!is_candidate(&c[from]))
			continue;
		while (to < n && is_candidate(&c[to]) &&
		    same_group(&c[from], &c[to]))
			to++;
		put_group(fs, m, &c[from], to - from);
	}
}
