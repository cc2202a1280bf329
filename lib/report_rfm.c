/*
 * The R x F map and the customers who have gone silent, for people.
 */
#include <stdlib.h>

#include "pivot.h"
#include "report.h"

/* The scores of a figure, from 0; false when it is not one of a cell. */
static bool
score_at(const struct figure *fig, size_t dim, size_t bins, size_t *at)
{
	int64_t v;

	if (fig->key.by[dim] == NULL ||
	    num_parse_int(fig->key.group[dim], &v) != NUM_OK || v < 1 ||
	    (size_t)v > bins)
		return false;
	*at = (size_t)v - 1;
	return true;
}

/* The largest score of the map: its cells come with all that are not hidden. */
static size_t
map_bins(const struct figures *fs)
{
	const struct figure *fig;
	size_t at = 0, bins = 0, v, i;

	while ((fig = figures_next(fs, "heatmap", "customers", &at)) != NULL) {
		for (i = 0; i < 2; i++) {
			if (score_at(fig, i, SIZE_MAX, &v) && v + 1 > bins)
				bins = v + 1;
		}
	}
	return bins;
}

static int128 *
map_counts(const struct figures *fs, size_t bins)
{
	int128 *count = mem_array(bins * bins, sizeof(*count));
	const struct figure *fig;
	size_t at = 0, r, c;

	while ((fig = figures_next(fs, "heatmap", "customers", &at)) != NULL) {
		if (score_at(fig, 0, bins, &r) && score_at(fig, 1, bins, &c))
			count[r * bins + c] = fig->value.v;
	}
	return count;
}

/* "0-31", "2", or "" for a score that nobody has. */
static struct str *
map_labels(struct page *p, const struct figures *fs,
    const char *const metric[2], size_t bins)
{
	struct str *label = mem_array(bins, sizeof(*label));
	const struct figure *lo, *hi;
	size_t at = 0, at2 = 0, i;

	for (i = 0; i < bins; i++)
		label[i] = STR("");
	while ((lo = figures_next(fs, "heatmap", metric[0], &at)) != NULL &&
	    (hi = figures_next(fs, "heatmap", metric[1], &at2)) != NULL) {
		if (!score_at(lo, 0, bins, &i))
			continue;
		label[i] = lo->value.v == hi->value.v ?
		    say_num(p, lo->value) : SAY(p, "{1}-{2}",
		    say_num(p, lo->value), say_num(p, hi->value));
	}
	return label;
}

static struct str
map_remark(struct page *p, const struct figures *fs, const int128 *count,
    size_t bins)
{
	const struct figure *fig;
	struct str what;
	int128 n = 0;
	size_t i;

	for (i = 0; i < bins * bins; i++)
		n += count[i];
	if (figures_find(fs, "heatmap", "hidden_groups") != NULL)
		what = SAY(p, N_("% of the customers in the cells shown: {1}; "
		    "a cell of too few is - as an empty one"),
		    say_num(p, fig_count(n)));
	else
		what = n == 0 ? say_label(p, N_("nobody has scores")) :
		    SAY(p, n == 1 ? N_("% of the {1} customer with scores") :
		    N_("% of the {1} customers with scores"),
		    say_num(p, fig_count(n)));
	fig = figures_find(fs, "heatmap", "customers_without_score");
	if (fig == NULL || fig->value.v == 0)
		return what;
	return SAY(p, N_("{1}; {2} without"), what, say_num(p, fig->value));
}

void
report_heatmap(struct page *p, const struct figures *fs)
{
	static const char *const days[] = { "recency_min", "recency_max" };
	static const char *const orders[] = {
		"frequency_min", "frequency_max"
	};
	size_t bins = map_bins(fs);
	struct page_heat h = {
		.bins = bins, .count = map_counts(fs, bins),
		.row_label = map_labels(p, fs, days, bins),
		.col_label = map_labels(p, fs, orders, bins),
		.row_unit = say_label(p, N_("days")),
		.col_unit = say_label(p, N_("orders"))
	};

	page_section(p, "heatmap", N_("Recency by frequency"),
	    map_remark(p, fs, h.count, bins));
	page_heat(p, &h);
	free(h.count);
	free(h.row_label);
	free(h.col_label);
}

static struct str
silent_remark(struct page *p, const struct figures *fs)
{
	const struct figure *n = figures_find(fs, "silent", "silent_share");
	const struct figure *net, *days;
	struct str since;

	net = figures_find(fs, "silent", "silent_revenue_share");
	days = figures_find(fs, "silent", "silent_since");
	if (n->den.v == 0)
		return say_label(p, N_("nobody has scores"));
	since = days == NULL ? STR("") : SAY(p,
	    N_("no order for {1} days or more: "), say_num(p, days->value));
	return SAY(p, N_("{1}{2} of {3} buyers ({4}), {5} of net revenue "
	    "({6})"), since, say_num(p, n->num), say_num(p, n->den),
	    say_percent(p, n), say_num(p, net->num), say_percent(p, net));
}

void
report_silent(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("customer"), PAGE_LEFT, 14, 0 }, PIVOT_GROUP1, NULL },
		{ { N_("last order"), PAGE_LEFT, 0, 3 }, PIVOT_LAST_DAY,
		    NULL },
		{ { N_("days"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "recency" },
		{ { N_("orders"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE, "orders" },
		{ { N_("net revenue"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "net_revenue" },
		{ { N_("segment"), PAGE_LEFT, 10, 1 }, PIVOT_SLUG0,
		    "segment" }
	};
	static const struct pivot v = {
		.section = "silent", .key = "net_revenue",
		.col = col, .ncol = sizeof(col) / sizeof(col[0])
	};

	page_section(p, "silent", N_("Gone silent"), silent_remark(p, fs));
	pivot_add(&v, fs, p);
}
