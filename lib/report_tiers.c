/*
 * Tiers against what is expected of them, and the states of customers, for
 * people.
 */
#include "pivot.h"
#include "report.h"

/* A line below a table. */
static void
remark(const struct face *f, struct buf *b)
{
	face_blank(f, 2);
	face_wrap(f, buf_view(b), 2, 4);
	b->len = 0;
}

/* "12 customers without a tier", when there are any. */
static void
without(const struct figures *fs, const struct face *f, const char *section,
    const char *metric, const char *what)
{
	const struct figure *fig = figures_find(fs, section, metric);
	struct buf b = { 0 };

	if (fig == NULL || fig->value.v == 0)
		return;
	report_num(&b, fig->value);
	buf_printf(&b, " %s without a %s", fig->value.v == 1 ? "customer" :
	    "customers", what);
	remark(f, &b);
	buf_free(&b);
}

static void
vague(const struct figures *fs, const struct face *f)
{
	const struct figure *fig = figures_find(fs, "tiers", "vague_share");
	struct buf b = { 0 };

	if (fig == NULL || fig->value.unit != FIG_RATIO)
		return;
	report_num(&b, fig->num);
	buf_z(&b, " of ");
	report_num(&b, fig->den);
	buf_z(&b, " with V+ (a value from the median on) have no clear "
	    "preference (");
	report_percent(&b, fig);
	buf_z(&b, ")");
	remark(f, &b);
	buf_free(&b);
}

void
report_tiers(const struct figures *fs, const struct face *f)
{
	static const struct pivot_col col[] = {
		{ { "TIERS", false, 12, 0 }, PIVOT_GROUP0, NULL },
		{ { "customers", true, 0, 0 }, PIVOT_VALUE, "customers" },
		{ { "share", true, 0, 0 }, PIVOT_PERCENT, "customer_share" },
		{ { "expected", false, 0, 1 }, PIVOT_BAND, "customer_share" },
		{ { "dormant", true, 0, 3 }, PIVOT_VALUE, "dormant" },
		{ { "churned", true, 0, 4 }, PIVOT_VALUE, "churned" },
		{ { "silent", true, 0, 2 }, PIVOT_PERCENT, "silent_share" }
	};
	struct pivot p = {
		"tiers", "customers", NULL, col, sizeof(col) / sizeof(col[0])
	};

	if (figures_find(fs, "tiers", "customers") == NULL) {
		report_heading(f, "TIERS", STR("nobody has a tier; tiers "
		    "need events with interactions, reads, plays or posts"));
		return;
	}
	if (figures_find(fs, "tiers", "silent_share") == NULL)
		p.ncol -= 3;
	pivot_print(&p, fs, f);
	without(fs, f, "tiers", "customers_without_tier", "tier");
	vague(fs, f);
}

void
report_lifecycle(const struct figures *fs, const struct face *f)
{
	static const struct pivot_col col[] = {
		{ { "LIFECYCLE", false, 12, 0 }, PIVOT_GROUP0, NULL },
		{ { "customers", true, 0, 0 }, PIVOT_VALUE, "customers" },
		{ { "share", true, 0, 0 }, PIVOT_PERCENT, "customer_share" }
	};
	static const struct pivot p = {
		"lifecycle", "customers", NULL, col,
		sizeof(col) / sizeof(col[0])
	};

	if (figures_find(fs, "lifecycle", "customers") == NULL) {
		report_heading(f, "LIFECYCLE", STR("nobody has a state"));
		return;
	}
	pivot_print(&p, fs, f);
	without(fs, f, "lifecycle", "customers_without_lifecycle", "state");
}
