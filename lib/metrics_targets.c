/*
 * Targets against the figures of the other sections.
 */
#include <string.h>

#include "audience.h"
#include "metrics.h"

/* The value of a figure as a fraction. */
struct fraction {
	int128	a, b;
};

/* Figures that are made from others have no targets. */
static bool
is_made(const char *section)
{
	return strcmp(section, "changes") == 0 ||
	    strcmp(section, "steps") == 0 ||
	    strcmp(section, "targets") == 0 ||
	    strcmp(section, "scorecard") == 0;
}

/* The name of the one period of the calendar that the target is for, or "". */
static struct str
one_period(struct arena *a, const struct metrics *m, const struct target *t)
{
	int32_t p = period_of(m->period, t->first);

	if (period_first(m->period, p) != t->first ||
	    period_first(m->period, p + 1) != t->last + 1)
		return STR("");
	return period_name(a, m->period, p);
}

static bool
is_metric(const struct target *t, const struct fig_key *k)
{
	return str_eq(t->metric, str_z(k->metric)) && !is_made(k->section) &&
	    (t->section.len == 0 || str_eq(t->section, str_z(k->section)));
}

/* Nothing in the run is older than the first day of the target. */
static bool
begins_with(const struct metrics *m, const struct target *t)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);

	return !m->joined && m->day != DAY_NONE && m->day <= t->last &&
	    a->earliest != INT32_MAX && a->earliest >= t->first;
}

/* What a target asks for, as the cells of the data form have it. */
struct asked {
	struct str	by, group;	/* in that period of the calendar */
	struct str	range;		/* first..last */
};

static struct asked
ask(struct arena *a, const struct metrics *m, const struct target *t)
{
	const char *word = period_word(m->period);
	struct str period = one_period(a, m, t);
	char first[DAY_MAX], last[DAY_MAX];
	struct asked q = { .by = STR(""), .group = STR("") };

	q.range = arena_printf(a, "%.*s..%.*s",
	    (int)day_print(t->first, first), first,
	    (int)day_print(t->last, last), last);
	if (period.len == 0)
		return q;
	q.by = arena_printf(a, "%s%s%.*s", word, t->scope.len > 0 ? ";" : "",
	    STR_ARG(t->by));
	q.group = arena_printf(a, "%.*s%s%.*s", STR_ARG(period),
	    t->scope.len > 0 ? ";" : "", STR_ARG(t->group));
	return q;
}

/* The first counts; another section makes the target ambiguous. */
static void
keep(struct target_found *found, const struct figure *fig)
{
	if (found->fig == NULL)
		found->fig = fig;
	else if (strcmp(found->fig->key.section, fig->key.section) != 0)
		found->other = fig;
}

/* One figure of the metric, with its cells. */
static void
look(const struct target *t, const struct asked *q, const struct figure *fig,
    const struct str cell[FIG_COLUMNS], struct target_found *found)
{
	/* Money of all customers is by its currency. */
	bool all = cell[FIG_BY].len == 0 ||
	    str_eq(cell[FIG_BY], STR("currency"));

	found->metric = fig;
	if (q->by.len > 0 && str_eq(cell[FIG_BY], q->by)) {
		if (!str_eq(cell[FIG_GROUP], q->group))
			return;
		keep(found, fig);
		if (found->of_period)
			return;
		/* It stands before what keep has kept. */
		if (found->other == fig)
			found->other = found->fig;
		found->fig = fig;
		found->of_period = true;
		return;
	}
	if (t->scope.len > 0 ? !str_eq(cell[FIG_BY], t->by) : !all)
		return;
	found->by = fig;
	if (t->scope.len == 0 || str_eq(cell[FIG_GROUP], t->group))
		keep(found, fig);
}

void
targets_find(const struct figures *fs, const struct metrics *m,
    const struct target *t, struct target_found *found)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	struct str cell[FIG_COLUMNS];
	struct asked q = ask(&a, m, t);
	size_t i;

	*found = (struct target_found){ 0 };
	for (i = 0; i < fs->n; i++) {
		if (!is_metric(t, &fs->f[i].key))
			continue;
		figure_cells(&fs->f[i], 6, &text, cell);
		look(t, &q, &fs->f[i], cell, found);
	}
	if (found->fig != NULL && !found->of_period)
		found->of_period = str_eq(found->fig->key.period, q.range) ||
		    (str_eq(found->fig->key.period, m->as_of) &&
		    begins_with(m, t));
	buf_free(&text);
	arena_free(&a);
}

/* False when it has no value. */
static bool
fraction_of(const struct figure *fig, struct fraction *f)
{
	*f = (struct fraction){ fig->value.v, 1 };
	switch (fig->value.unit) {
	case FIG_COUNT:
		return true;
	case FIG_MONEY:
		f->b = MONEY_UNIT;
		return true;
	case FIG_RATIO:
		f->a = fig->num.v;
		f->b = fig->den.v;
		if (fig->num.unit == FIG_MONEY && fig->den.unit != FIG_MONEY)
			f->b *= MONEY_UNIT;
		return f->b > 0;
	case FIG_NONE:
	case FIG_REAL:
		break;
	}
	return false;
}

/* The figure minus a limit, times both denominators. */
static int128
over(const struct fraction *f, int128 limit)
{
	return f->a * TARGET_UNIT - limit * f->b;
}

/* A number of the target in the unit of the figure. */
static void
put_number(struct figures *fs, const struct fig_key *k, int128 v, int128 unit,
    enum fig_unit as)
{
	/* Without a figure the unit is not known. */
	if ((as == FIG_COUNT || as == FIG_NONE) && v % unit == 0)
		figures_value(fs, k, fig_count(v / unit), -1);
	else if (as == FIG_MONEY && v % (unit / MONEY_UNIT) == 0)
		figures_value(fs, k, fig_money(v / (unit / MONEY_UNIT)), -1);
	else
		figures_real(fs, k, (double)v / (double)unit, 0);
}

/* FIG_BELOW, FIG_ABOVE, or 0 when the target is reached or not known. */
static unsigned
side_of(const struct target *t, const struct figure *fig)
{
	struct fraction f;

	if (!fraction_of(fig, &f))
		return 0;
	if (t->has[TARGET_MIN] && over(&f, t->limit[TARGET_MIN]) < 0)
		return FIG_BELOW;
	return t->has[TARGET_MAX] && over(&f, t->limit[TARGET_MAX]) > 0 ?
	    FIG_ABOVE : 0;
}

/* To the limit that is missed; else to min, or to max when there is no min. */
static void
put_gap(struct figures *fs, struct fig_key k, const struct target *t,
    const struct figure *fig)
{
	enum target_side side = t->has[TARGET_MIN] ? TARGET_MIN : TARGET_MAX;
	struct fraction f;

	if (!fraction_of(fig, &f))
		return;
	if (fig->flags & FIG_ABOVE)
		side = TARGET_MAX;
	k.metric = "gap";
	put_number(fs, &k, over(&f, t->limit[side]), f.b * TARGET_UNIT,
	    fig->value.unit);
	k.metric = "reached";
	figures_value(fs, &k, fig_count((fig->flags &
	    (FIG_BELOW | FIG_ABOVE)) == 0), -1);
}

/* Of what the days that are over ask for: of what grows with them. */
static void
put_pace(struct figures *fs, struct fig_key k, const struct metrics *m,
    const struct target *t, const struct target_found *found)
{
	enum target_side side = t->has[TARGET_MIN] ? TARGET_MIN : TARGET_MAX;
	int128 days = (int128)t->last - t->first + 1, over, limit;
	struct fraction f;

	if (m->day == DAY_NONE)
		return;
	over = m->day < t->first ? 0 : m->day > t->last ? days :
	    (int128)m->day - t->first + 1;
	limit = t->limit[side];
	k.metric = "elapsed_share";
	figures_ratio(fs, &k, fig_count(over), fig_count(days), -1);
	if (!found->of_period || found->fig->value.unit == FIG_RATIO ||
	    (found->fig->flags & FIG_LEVEL) != 0 ||
	    !fraction_of(found->fig, &f) || over == 0 || limit <= 0)
		return;
	k.metric = "pace";
	figures_real(fs, &k, (double)(f.a * TARGET_UNIT * days) /
	    (double)(f.b * limit * over), 0);
}

static void
put_limits(struct figures *fs, struct fig_key k, const struct target *t,
    enum fig_unit unit)
{
	static const char *const metric[TARGET_SIDES] = {
		"target_min", "target_max"
	};
	int i;

	for (i = 0; i < TARGET_SIDES; i++) {
		k.metric = metric[i];
		if (t->has[i])
			put_number(fs, &k, t->limit[i], TARGET_UNIT, unit);
	}
}

static void
put_target(struct figures *fs, const struct metrics *m,
    const struct target *t)
{
	struct target_found found;
	struct figure actual = { .value = { FIG_NONE, 0 }, .n = -1 };
	struct fig_key k = {
		.section = "targets", .by = { "metric", "scope", "period" },
		.group = { t->metric, t->scope, t->period },
		.period = m->as_of
	};
	char first[DAY_MAX], last[DAY_MAX];
	size_t from = fs->n;

	targets_find(fs, m, t, &found);
	if (found.fig != NULL) {
		actual = *found.fig;
		k.period = actual.key.period;
		k.group[0] = arena_printf(&fs->text, "%s.%.*s",
		    actual.key.section, STR_ARG(t->metric));
	} else if (t->section.len > 0)
		k.group[0] = arena_printf(&fs->text, "%.*s.%.*s",
		    STR_ARG(t->section), STR_ARG(t->metric));
	if (found.of_period)
		k.period = arena_printf(&fs->text, "%.*s..%.*s",
		    (int)day_print(t->first, first), first,
		    (int)day_print(t->last, last), last);
	k.metric = "actual";
	actual.key = k;
	actual.flags &= FIG_SMALL_N | FIG_HIDDEN | FIG_LEVEL;
	if (m->day == DAY_NONE || m->day < t->last)
		actual.flags |= FIG_INCOMPLETE;
	actual.flags |= side_of(t, &actual);
	figures_put(fs, &actual);
	k.metric = "of_period";
	if (found.fig != NULL)
		figures_value(fs, &k, fig_count(found.of_period), -1);
	put_limits(fs, k, t, actual.value.unit);
	/* Adding to the list has moved it. */
	found.fig = &actual;
	put_gap(fs, k, t, &actual);
	put_pace(fs, k, m, t, &found);
	figures_flag(fs, from, actual.flags & FIG_HIDDEN);
}

void
metrics_targets(struct figures *fs, const struct metrics *m)
{
	size_t i;

	for (i = 0; m->targets != NULL && i < m->targets->n; i++)
		put_target(fs, m, &m->targets->t[i]);
}
