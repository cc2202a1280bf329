/*
 * Charts of figures by period.
 */
#include <string.h>

#include "family.h"
#include "money.h"
#include "trend.h"

#define TREND_MAX	53	/* a year of weeks */

/* What a figure is by: a period that is over. */
static bool
is_period(const struct figure *f, enum family_period *kind)
{
	int i;

	if (f->key.by[0] == NULL || f->key.by[1] != NULL ||
	    (f->flags & FIG_INCOMPLETE) != 0)
		return false;
	for (i = FAMILY_DAY; i <= FAMILY_MONTH; i++) {
		*kind = (enum family_period)i;
		if (strcmp(f->key.by[0], period_word(*kind)) == 0)
			return true;
	}
	return false;
}

static int32_t
number_of(struct page *p, const struct figure *f, enum family_period kind)
{
	struct str name = f->key.group[0];
	int32_t day = 0;

	if (kind == FAMILY_MONTH)
		name = arena_printf(&p->text, "%.*s-01", STR_ARG(name));
	day_parse(name, &day);
	return period_of(kind, day);
}

static struct page_point
point_of(struct page *p, const struct figure *f)
{
	if (f->value.unit == FIG_RATIO)
		return (struct page_point){ true, (double)f->num.v /
		    (double)f->den.v, say_percent(p, f) };
	if (f->value.unit == FIG_MONEY)
		return (struct page_point){ true, (double)f->value.v /
		    MONEY_UNIT, say_value(p, f) };
	return (struct page_point){ f->value.unit == FIG_COUNT,
	    (double)f->value.v, say_value(p, f) };
}

/* The periods of a metric, by which *by is; range widens. */
static void
find_range(const struct trend *t, const struct figures *fs, struct page *p,
    int32_t range[2], enum family_period *by)
{
	enum family_period kind;
	const struct figure *f;
	size_t at;
	int32_t n;

	for (at = 0; (f = figures_next(fs, t->section, t->metric, &at));) {
		if (!is_period(f, &kind))
			continue;
		*by = kind;
		n = number_of(p, f, kind);
		range[0] = n < range[0] ? n : range[0];
		range[1] = n > range[1] ? n : range[1];
	}
}

/* Has some line two points? */
static bool
has_line(const struct page_chart *c)
{
	size_t k, i, there;

	for (k = 0; k < c->nseries; k++) {
		there = 0;
		for (i = 0; i < c->nx; i++)
			there += c->series[k].point[i].there;
		if (there > 1)
			return true;
	}
	return false;
}

/* The points of a metric from period `first` on; true when it is a share. */
static bool
fill(const struct trend *t, const struct figures *fs, struct page *p,
    int32_t first, struct page_point *point)
{
	enum family_period kind;
	const struct figure *f;
	bool percent = false;
	size_t at;
	int32_t n;

	for (at = 0; (f = figures_next(fs, t->section, t->metric, &at));) {
		if (!is_period(f, &kind) ||
		    (n = number_of(p, f, kind)) < first)
			continue;
		point[n - first] = point_of(p, f);
		percent = percent || f->value.unit == FIG_RATIO;
	}
	return percent;
}

void
trend_add(const char *title, const struct trend *t, size_t n,
    const struct figures *fs, struct page *p)
{
	struct page_point point[TREND_LINES][TREND_MAX] = { { { 0 } } };
	struct page_series series[TREND_LINES];
	struct str x[TREND_MAX];
	struct page_chart c = {
	    .title = say_label(p, title), .x = x,
	    .series = series, .nseries = n };
	int32_t range[2] = { INT32_MAX, INT32_MIN }, i;
	enum family_period by = FAMILY_WEEK;
	size_t k;

	for (k = 0; k < n; k++)
		find_range(&t[k], fs, p, range, &by);
	if (range[0] >= range[1])
		return;
	if (range[1] - range[0] >= TREND_MAX)
		range[0] = range[1] - TREND_MAX + 1;
	for (i = range[0]; i <= range[1]; i++) {
		for (k = 0; k < n; k++)
			point[k][c.nx] = (struct page_point){ t[k].zero, 0,
			    STR("0") };
		x[c.nx++] = period_name(&p->text, by, i);
	}
	for (k = 0; k < n; k++) {
		series[k] = (struct page_series){ say_label(p, t[k].name),
		    point[k] };
		if (fill(&t[k], fs, p, range[0], point[k]))
			c.percent = true;
	}
	if (has_line(&c))
		page_chart(p, &c);
}
