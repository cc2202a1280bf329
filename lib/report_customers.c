/*
 * Key figures and segments for people.
 */
#include "pivot.h"
#include "report.h"
#include "text.h"

#define SECTION	"customers"

/* One line of the key figures: name, value, and what stands behind it. */
struct line {
	const char	*metric;
	const char	*label;
	bool		 percent;
	/* The remark; NULL: none. */
	void		(*remark)(struct buf *b, const struct figures *fs,
			    const struct figure *fig);
};

static void
small(struct buf *b, const struct figure *fig)
{
	if (fig->flags & FIG_SMALL_N)
		buf_z(b, " (n < 30)");
}

static void
buyers_remark(struct buf *b, const struct figures *fs,
    const struct figure *fig)
{
	const struct figure *share;

	share = figures_find(fs, SECTION, "buyer_share");
	if (fig->value.v == 0 || share == NULL)
		return;
	report_percent(b, share);
	buf_z(b, " of the customers");
}

static void
orders_remark(struct buf *b, const struct figures *fs,
    const struct figure *fig)
{
	const struct figure *per;

	if (fig->value.v == 0)
		return;
	per = figures_find(fs, SECTION, "orders_per_buyer");
	if (per == NULL)
		per = figures_find(fs, SECTION, "order_days_per_buyer");
	report_value(b, per);
	buf_z(b, " per buyer");
}

static void
refunds_remark(struct buf *b, const struct figures *fs,
    const struct figure *fig)
{
	if (fig->value.v == 0)
		return;
	report_percent(b, figures_find(fs, SECTION, "refund_rate"));
	buf_z(b, " of the gross revenue");
}

static void
aov_remark(struct buf *b, const struct figures *fs, const struct figure *fig)
{
	(void)fs;
	buf_z(b, "net revenue per order");
	small(b, fig);
}

static void
put_real_percent(struct buf *b, double share)
{
	char num[NUM_MAX];

	/* A share of 1e9, and integers from here on. */
	buf_put(b, num, num_print_percent((int128)(share * 1e9 + 0.5),
	    1000000000, 1, num));
}

static void
repurchase_remark(struct buf *b, const struct figures *fs,
    const struct figure *fig)
{
	(void)fs;
	report_num(b, fig->num);
	buf_z(b, " of ");
	report_num(b, fig->den);
	buf_z(b, " buyers");
	if (fig->interval) {
		buf_z(b, "; 95% CI ");
		put_real_percent(b, fig->low);
		buf_z(b, " to ");
		put_real_percent(b, fig->high);
		buf_byte(b, '%');
	}
	small(b, fig);
}

static const struct line lines[] = {
	{ "customers", "Customers", false, NULL },
	{ "buyers", "Buyers", false, buyers_remark },
	{ "orders", "Orders", false, orders_remark },
	{ "order_days", "Order days", false, orders_remark },
	{ "gross_revenue", "Gross revenue", false, NULL },
	{ "refunds", "Refunds", false, refunds_remark },
	{ "net_revenue", "Net revenue", false, NULL },
	{ "aov", "Average order", false, aov_remark },
	{ "repurchase_rate", "Repurchase rate", true, repurchase_remark }
};
#define LINES	(sizeof(lines) / sizeof(lines[0]))

static void
put_value(struct buf *b, const struct line *l, const struct figure *fig)
{
	if (l->percent)
		report_percent(b, fig);
	else
		report_value(b, fig);
}

static size_t
value_width(const struct figures *fs)
{
	const struct figure *fig;
	struct buf b = { 0 };
	size_t i, best = 0;

	for (i = 0; i < LINES; i++) {
		fig = figures_find(fs, SECTION, lines[i].metric);
		b.len = 0;
		if (fig != NULL)
			put_value(&b, &lines[i], fig);
		best = b.len > best ? b.len : best;
	}
	buf_free(&b);
	return best;
}

void
report_key_figures(const struct figures *fs, const struct face *f)
{
	size_t label = 15, value = value_width(fs), i, col;
	const struct figure *fig;
	struct buf b = { 0 };

	report_title(f, "KEY FIGURES");
	col = 2 + label + 2 + value + 2;
	for (i = 0; i < LINES; i++) {
		fig = figures_find(fs, SECTION, lines[i].metric);
		if (fig == NULL)
			continue;
		face_blank(f, 2);
		text_fit(f->out, str_z(lines[i].label), label, false);
		face_blank(f, 2);
		b.len = 0;
		put_value(&b, &lines[i], fig);
		text_fit(f->out, buf_view(&b), value, true);
		face_blank(f, 2);
		b.len = 0;
		if (lines[i].remark != NULL && fig->value.unit != FIG_NONE)
			lines[i].remark(&b, fs, fig);
		face_wrap(f, buf_view(&b), col, col);
	}
	buf_free(&b);
}

void
report_segments(const struct figures *fs, const struct face *f)
{
	static const struct pivot_col col[] = {
		{ { "SEGMENTS", false, 18, 0 }, PIVOT_GROUP0, NULL },
		{ { "customers", true, 0, 0 }, PIVOT_VALUE, "customers" },
		{ { "share", true, 0, 2 }, PIVOT_PERCENT, "customer_share" },
		{ { "net revenue", true, 0, 0 }, PIVOT_VALUE, "net_revenue" },
		{ { "share", true, 0, 1 }, PIVOT_PERCENT, "revenue_share" },
		{ { "recency", true, 0, 3 }, PIVOT_VALUE, "median_recency" }
	};
	static const struct pivot p = {
		"segments", "customers", "net_revenue", col,
		sizeof(col) / sizeof(col[0])
	};

	pivot_print(&p, fs, f);
}
