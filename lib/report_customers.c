/*
 * Key figures and segments for people.
 */
#include <string.h>

#include "pivot.h"
#include "report.h"
#include "trend.h"

#define SECTION		"customers"
#define PERIODS_SHOWN	6

/* One of the key figures: name, value, and what stands behind it. */
struct line {
	const char	*metric;
	const char	*label;
	bool		 percent;
	/* The remark; NULL: none. */
	struct str	(*remark)(struct page *p, const struct figures *fs,
			    const struct figure *fig);
};

static struct str
buyers_remark(struct page *p, const struct figures *fs,
    const struct figure *fig)
{
	const struct figure *share;

	share = figures_find(fs, SECTION, "buyer_share");
	if (fig->value.v == 0 || share == NULL)
		return STR("");
	return SAY(p, N_("{1} of the customers"), say_percent(p, share));
}

static struct str
orders_remark(struct page *p, const struct figures *fs,
    const struct figure *fig)
{
	const struct figure *per;

	if (fig->value.v == 0)
		return STR("");
	per = figures_find(fs, SECTION, "orders_per_buyer");
	if (per == NULL)
		per = figures_find(fs, SECTION, "order_days_per_buyer");
	return SAY(p, N_("{1} per buyer"), say_value(p, per));
}

static struct str
refunds_remark(struct page *p, const struct figures *fs,
    const struct figure *fig)
{
	if (fig->value.v == 0)
		return STR("");
	return SAY(p, N_("{1} of the gross revenue"),
	    say_percent(p, figures_find(fs, SECTION, "refund_rate")));
}

static struct str
aov_remark(struct page *p, const struct figures *fs, const struct figure *fig)
{
	(void)fs;
	return say_label(p, fig->flags & FIG_SMALL_N ?
	    N_("net revenue per order (n < 30)") :
	    N_("net revenue per order"));
}

static struct str
repurchase_remark(struct page *p, const struct figures *fs,
    const struct figure *fig)
{
	struct str n = say_num(p, fig->num), of = say_num(p, fig->den);

	(void)fs;
	if (!fig->interval)
		return SAY(p, N_("{1} of {2} buyers"), n, of);
	return SAY(p, fig->flags & FIG_SMALL_N ?
	    N_("{1} of {2} buyers; 95% CI {3} to {4}% (n < 30)") :
	    N_("{1} of {2} buyers; 95% CI {3} to {4}%"), n, of,
	    say_share(p, fig->low), say_share(p, fig->high));
}

static const struct line lines[] = {
	{ "customers", N_("Customers"), false, NULL },
	{ "buyers", N_("Buyers"), false, buyers_remark },
	{ "orders", N_("Orders"), false, orders_remark },
	{ "order_days", N_("Order days"), false, orders_remark },
	{ "gross_revenue", N_("Gross revenue"), false, NULL },
	{ "refunds", N_("Refunds"), false, refunds_remark },
	{ "net_revenue", N_("Net revenue"), false, NULL },
	{ "aov", N_("Average order"), false, aov_remark },
	{ "repurchase_rate", N_("Repurchase rate"), true, repurchase_remark }
};
#define LINES	(sizeof(lines) / sizeof(lines[0]))

static void
period_table(struct page *p, const struct figures *fs, const char *by,
    const char *head)
{
	const struct pivot_col col[] = {
		{ { head, PAGE_LEFT, 0, 0 }, PIVOT_SLUG0, by },
		{ { N_("buyers"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE, "buyers" },
		{ { N_("orders"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "orders" },
		{ { N_("gross revenue"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "gross_revenue" },
		{ { N_("refunds"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "refunds" },
		{ { N_("net revenue"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "net_revenue" }
	};
	const struct pivot v = {
		.section = SECTION, .key = "buyers", .by = by, .col = col,
		.ncol = sizeof(col) / sizeof(col[0]), .rows = PERIODS_SHOWN
	};

	pivot_add(&v, fs, p);
}

/* The last periods with orders or refunds; one alone says nothing new. */
static void
add_periods(struct page *p, const struct figures *fs)
{
	static const struct trend trends[] = {
		{ SECTION, "net_revenue", N_("net revenue"), true },
		{ SECTION, "orders", N_("orders"), true }
	};
	static const struct { const char *by, *head; } kinds[] = {
		{ "day", N_("day") }, { "week", N_("week of") },
		{ "month", N_("month") }
	};
	const struct figure *fig, *last = NULL;
	size_t i, n = 0, at = 0;

	while ((fig = figures_next(fs, SECTION, "orders", &at)) != NULL) {
		if (fig->key.by[0] != NULL) {
			last = fig;
			n++;
		}
	}
	if (n < 2)
		return;
	for (i = 0; i < sizeof(trends) / sizeof(trends[0]); i++)
		trend_add(N_("over time"), &trends[i], 1, fs, p);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(last->key.by[0], kinds[i].by) == 0)
			period_table(p, fs, kinds[i].by, kinds[i].head);
	}
	if (last->flags & FIG_INCOMPLETE)
		page_add(p, PAGE_TEXT, SAY(p, N_("{1} is not over"),
		    arena_dup(&p->text, last->key.group[0])));
}

void
report_key_figures(struct page *p, const struct figures *fs)
{
	const struct figure *fig;
	const struct line *l;
	struct str value, remark;
	size_t i;

	page_section(p, SECTION, N_("Key figures"), STR(""));
	for (i = 0; i < LINES; i++) {
		l = &lines[i];
		fig = report_total(fs, SECTION, l->metric);
		if (fig == NULL)
			continue;
		value = l->percent ? say_percent(p, fig) : say_value(p, fig);
		remark = l->remark != NULL && fig->value.unit != FIG_NONE ?
		    l->remark(p, fs, fig) : STR("");
		page_fact(p, l->label, value, remark);
	}
	add_periods(p, fs);
}

void
report_segments(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("segment"), PAGE_LEFT, 18, 0 }, PIVOT_SLUG0,
		    "segment" },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("share"), PAGE_RIGHT, 0, 2 }, PIVOT_PERCENT,
		    "customer_share" },
		{ { "", PAGE_BAR, 0, 5 }, PIVOT_BAR, "customer_share" },
		{ { N_("net revenue"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "net_revenue" },
		{ { N_("share"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "revenue_share" },
		{ { N_("recency"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "median_recency" }
	};
	static const struct pivot v = {
		.section = "segments", .key = "customers",
		.sort = "net_revenue", .col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	page_section(p, "segments", N_("Segments"),
	    figures_find(fs, "segments", "segments")->value.v > 0 ? STR("") :
	    say_label(p, N_("nobody has a segment")));
	pivot_add(&v, fs, p);
}
