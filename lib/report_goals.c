/*
 * Targets and the scorecard, for people.
 */
#include <stdio.h>
#include <string.h>

#include "report.h"
#include "text.h"

/* Is a ratio of that name read in percent? */
static bool
is_share(struct str metric)
{
	static const char *const behind[] = {
		"_rate", "_share", "csat", "spread", "growth"
	};
	struct str s;
	size_t i;

	for (i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		s = str_z(behind[i]);
		if (metric.len >= s.len && memcmp(metric.p + metric.len -
		    s.len, s.p, s.len) == 0)
			return true;
	}
	return false;
}

/* "-12.5%", "1,200", "0.35" */
static struct str
number(struct page *p, const struct figure *fig, bool share)
{
	double v = fig != NULL ? fig->real : 0;
	struct str s;

	if (fig == NULL || fig->value.unit == FIG_NONE)
		return STR("-");
	if (fig->value.unit == FIG_RATIO)
		return share ? say_percent(p, fig) : say_value(p, fig);
	if (fig->value.unit != FIG_REAL)
		return say_num(p, fig->value);
	if (!share)
		return say_num(p, fig_money((int128)(v * MONEY_UNIT +
		    (v < 0 ? -0.5 : 0.5))));
	s = say_share(p, v < 0 ? -v : v);
	return SAY(p, v < 0 ? "-{1}%" : "{1}%", s);
}

/* The figure of that metric in the group that begins at f[from]. */
static const struct figure *
part(const struct figures *fs, size_t from, const char *metric)
{
	const struct fig_key *k = &fs->f[from].key, *o;
	size_t i, j;

	for (i = from; i < fs->n; i++) {
		o = &fs->f[i].key;
		if (strcmp(o->section, k->section) != 0 || (i > from &&
		    strcmp(o->metric, k->metric) == 0))
			break;
		for (j = 0; j < FIG_DIMS &&
		    str_eq(o->group[j], k->group[j]); j++)
			;
		if (j < FIG_DIMS)
			break;
		if (strcmp(o->metric, metric) == 0)
			return &fs->f[i];
	}
	return NULL;
}

static struct str
goal(struct page *p, const struct figure *min, const struct figure *max,
    bool share)
{
	if (min == NULL)
		return SAY(p, N_("at most {1}"), number(p, max, share));
	if (max == NULL)
		return SAY(p, N_("at least {1}"), number(p, min, share));
	return SAY(p, N_("{1} to {2}"), number(p, min, share),
	    number(p, max, share));
}

static const char *
verdict(const struct figure *actual)
{
	if (actual->value.unit == FIG_NONE)
		return N_("not known");
	if (actual->flags & FIG_BELOW)
		return N_("below");
	return actual->flags & FIG_ABOVE ? N_("above") : N_("on target");
}

static struct str
without_section(struct str metric)
{
	const char *dot = memchr(metric.p, '.', metric.len);
	size_t n = dot != NULL ? (size_t)(dot - metric.p) + 1 : 0;

	return (struct str){ metric.p + n, metric.len - n };
}

static void
add_target(struct page *p, const struct figures *fs, size_t at, bool *whole)
{
	const struct figure *actual = &fs->f[at];
	const struct figure *exact = part(fs, at, "of_period");
	const struct fig_key *k = &actual->key;
	bool share = is_share(k->group[0]);
	struct str value = number(p, actual, share);

	if (exact != NULL && exact->value.v == 0) {
		value = SAY(p, "{1}*", value);
		*whole = true;
	}
	page_cell(p, k->group[1].len > 0 ? SAY(p, "{1} {2}",
	    without_section(k->group[0]), k->group[1]) :
	    without_section(k->group[0]));
	page_cell(p, k->group[2]);
	page_cell(p, goal(p, part(fs, at, "target_min"),
	    part(fs, at, "target_max"), share));
	page_cell(p, value);
	page_cell(p, number(p, part(fs, at, "gap"), share));
	page_cell(p, number(p, part(fs, at, "pace"), true));
	page_cell(p, say_label(p, verdict(actual)));
}

void
report_targets(struct page *p, const struct figures *fs)
{
	static const struct page_col col[] = {
		{ N_("target"), PAGE_LEFT, 16, 0 },
		{ N_("period"), PAGE_LEFT, 0, 2 },
		{ N_("goal"), PAGE_LEFT, 0, 0 },
		{ N_("actual"), PAGE_RIGHT, 0, 0 },
		{ N_("gap"), PAGE_RIGHT, 0, 3 },
		{ N_("pace"), PAGE_RIGHT, 0, 1 },
		{ "", PAGE_LEFT, 0, 0 }
	};
	bool whole = false;
	size_t at = 0;

	page_section(p, "targets", N_("Targets"), STR(""));
	page_table(p, col, sizeof(col) / sizeof(col[0]));
	while (figures_next(fs, "targets", "actual", &at) != NULL)
		add_target(p, fs, at - 1, &whole);
	if (whole)
		page_add(p, PAGE_TEXT, say_label(p,
		    N_("* up to the as-of date, not of the period alone")));
}

/* What a figure of the scorecard is called. */
static const struct {
	const char	*metric, *name;
} names[] = {
	{ "nps", N_("Net promoter score") },
	{ "csat", N_("CSAT, 4 or 5 of 5") },
	{ "negative_share", N_("Negative messages") },
	{ "repurchase_rate", N_("Repurchase rate") },
	{ "silent_share", N_("Gone silent") },
	{ "churned_share", N_("Churned") },
	{ "net_revenue", N_("Net revenue") },
	{ "orders", N_("Orders") },
	{ "order_days", N_("Order days") },
	{ "aov", N_("Average order") },
	{ "buyers", N_("Buyers") },
	{ "engagement_rate", N_("Engagement") },
	{ "views", N_("Views") },
	{ "net_followers", N_("Net followers") },
	{ "hotness", N_("Hottest content") }
};

static const char *
name_of(const char *metric)
{
	size_t i = 0;

	while (strcmp(names[i].metric, metric) != 0)
		i++;
	return names[i].name;
}

/* "24 of 40 (n < 30)", or the content that is the hottest. */
static struct str
remark(struct page *p, const struct figure *fig)
{
	if (fig->key.by[1] != NULL)
		return fig->key.group[1];
	if (fig->value.unit != FIG_RATIO || !is_share(str_z(fig->key.metric)))
		return STR("");
	return SAY(p, fig->flags & FIG_SMALL_N ? N_("{1} of {2} (n < 30)") :
	    N_("{1} of {2}"), say_num(p, fig->num), say_num(p, fig->den));
}

void
report_scorecard(struct page *p, const struct figures *fs)
{
	static const struct {
		const char	*block, *name;
	} blocks[] = {
		{ "satisfaction", N_("satisfaction") },
		{ "loyalty", N_("loyalty") },
		{ "business", N_("business") },
		{ "social", N_("social media") }
	};
	const struct figure *fig;
	const char *last;
	size_t i, j;

	page_section(p, "scorecard", N_("Scorecard"), STR(""));
	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		last = NULL;
		for (j = 0; j < fs->n; j++) {
			fig = &fs->f[j];
			if (strcmp(fig->key.section, "scorecard") != 0 ||
			    !str_eq(fig->key.group[0],
			    str_z(blocks[i].block)))
				continue;
			if (last == NULL)
				page_add(p, PAGE_TEXT, say_label(p,
				    blocks[i].name));
			last = blocks[i].block;
			page_fact(p, name_of(fig->key.metric), number(p, fig,
			    is_share(str_z(fig->key.metric))),
			    remark(p, fig));
		}
	}
}

/* The nearest of the metrics of all figures, or NULL. */
static const struct str *
nearest(const struct figures *fs, struct str metric, struct arena *a)
{
	struct str *name = arena_alloc(a, fs->n * sizeof(*name));
	size_t i, n = 0;

	for (i = 0; i < fs->n; i++) {
		if (n == 0 || !str_eq(name[n - 1],
		    str_z(fs->f[i].key.metric)))
			name[n++] = str_z(fs->f[i].key.metric);
	}
	return text_nearest(metric, name, n);
}

/* What is wrong with a target, or NULL. */
static const char *
wrong(const struct figures *fs, const struct metrics *m,
    const struct target *t, struct fault *f)
{
	struct target_found found;
	struct arena a = { 0 };
	const struct str *near;

	targets_find(fs, m, t, &found);
	f->line = t->line;
	f->column = t->metric_column;
	f->field = STR("metric");
	f->value = t->metric;
	if (t->section.len > 0 && report_section_find(t->section) == NULL) {
		f->value = t->section;
		return "no such section";
	}
	if (found.metric == NULL && t->section.len == 0) {
		near = nearest(fs, t->metric, &a);
		if (near != NULL)
			snprintf(f->detail, sizeof(f->detail),
			    "nearest: %.*s", STR_ARG(*near));
		arena_free(&a);
		return "no figure of this report has that name";
	}
	if (found.other != NULL) {
		snprintf(f->detail, sizeof(f->detail), "%s.%s or %s.%s",
		    found.fig->key.section, found.fig->key.metric,
		    found.other->key.section, found.other->key.metric);
		return "in two sections";
	}
	if (found.metric == NULL || found.by != NULL || found.fig != NULL)
		return NULL;
	if (t->scope.len > 0) {
		f->column = t->scope_column;
		f->field = STR("scope");
		f->value = t->scope;
	}
	snprintf(f->detail, sizeof(f->detail), "its figures are by %s",
	    found.metric->key.by[0] != NULL ? found.metric->key.by[0] :
	    "nothing");
	return "no figure has that scope";
}

bool
report_check_targets(const struct figures *fs, const struct metrics *m,
    const char *path, struct buf *err)
{
	size_t i;

	for (i = 0; m->targets != NULL && i < m->targets->n; i++) {
		struct fault f = { 0 };

		f.reason = wrong(fs, m, &m->targets->t[i], &f);
		if (f.reason == NULL)
			continue;
		diag_fault(err, path, &f);
		return false;
	}
	return true;
}
