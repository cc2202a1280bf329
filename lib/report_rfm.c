/*
 * The R x F map and the customers who have gone silent, for people.
 */
#include <stdlib.h>

#include "heat.h"
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

/* The largest score of the map: its cells come with all scores. */
static size_t
map_bins(const struct figures *fs)
{
	const struct figure *fig;
	size_t at = 0, bins = 0, r;

	while ((fig = figures_next(fs, "heatmap", "customers", &at)) != NULL) {
		if (score_at(fig, 0, SIZE_MAX, &r) && r + 1 > bins)
			bins = r + 1;
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
map_labels(const struct figures *fs, const char *min, const char *max,
    size_t bins, struct arena *text)
{
	struct str *label = mem_array(bins, sizeof(*label));
	const struct figure *lo, *hi;
	size_t at = 0, at2 = 0, i;
	struct buf b = { 0 };

	for (i = 0; i < bins; i++)
		label[i] = STR("");
	while ((lo = figures_next(fs, "heatmap", min, &at)) != NULL &&
	    (hi = figures_next(fs, "heatmap", max, &at2)) != NULL) {
		if (!score_at(lo, 0, bins, &i))
			continue;
		b.len = 0;
		report_num(&b, lo->value);
		if (hi->value.v != lo->value.v) {
			buf_byte(&b, '-');
			report_num(&b, hi->value);
		}
		label[i] = arena_dup(text, buf_view(&b));
	}
	buf_free(&b);
	return label;
}

static void
map_title(const struct figures *fs, const struct face *f, const int128 *count,
    size_t bins)
{
	const struct figure *fig;
	struct buf b = { 0 };
	int128 n = 0;
	size_t i;

	for (i = 0; i < bins * bins; i++)
		n += count[i];
	if (n == 0) {
		buf_z(&b, "nobody has scores");
	} else {
		buf_z(&b, "% of the ");
		report_num(&b, fig_count(n));
		buf_z(&b, n == 1 ? " customer with scores" :
		    " customers with scores");
	}
	fig = figures_find(fs, "heatmap", "customers_without_score");
	if (fig != NULL && fig->value.v > 0) {
		buf_z(&b, "; ");
		report_num(&b, fig->value);
		buf_z(&b, " without");
	}
	report_heading(f, "RECENCY x FREQUENCY", buf_view(&b));
	buf_free(&b);
}

void
report_heatmap(const struct figures *fs, const struct face *f)
{
	struct heat h = { .row_unit = "days", .col_unit = "orders" };
	size_t bins = map_bins(fs);
	int128 *count = map_counts(fs, bins);
	struct arena text = { 0 };
	struct str *row, *col;

	row = map_labels(fs, "recency_min", "recency_max", bins, &text);
	col = map_labels(fs, "frequency_min", "frequency_max", bins, &text);
	h.bins = bins;
	h.count = count;
	h.row_label = row;
	h.col_label = col;
	map_title(fs, f, count, bins);
	heat_print(&h, f);
	free(count);
	free(row);
	free(col);
	arena_free(&text);
}

static void
silent_title(const struct figures *fs, const struct face *f)
{
	const struct figure *n = figures_find(fs, "silent", "silent_share");
	const struct figure *net, *days;
	struct buf b = { 0 };

	net = figures_find(fs, "silent", "silent_revenue_share");
	days = figures_find(fs, "silent", "silent_since");
	if (n->den.v == 0) {
		report_heading(f, "GONE SILENT", STR("nobody has scores"));
		return;
	}
	if (days != NULL) {
		buf_z(&b, "no order for ");
		report_num(&b, days->value);
		buf_z(&b, " days or more: ");
	}
	report_num(&b, n->num);
	buf_z(&b, " of ");
	report_num(&b, n->den);
	buf_z(&b, " buyers (");
	report_percent(&b, n);
	buf_z(&b, "), ");
	report_num(&b, net->num);
	buf_z(&b, " of net revenue (");
	report_percent(&b, net);
	buf_z(&b, ")");
	report_heading(f, "GONE SILENT", buf_view(&b));
	buf_free(&b);
}

void
report_silent(const struct figures *fs, const struct face *f)
{
	static const struct pivot_col col[] = {
		{ { "  customer", false, 14, 0 }, PIVOT_GROUP1, NULL },
		{ { "last order", false, 0, 3 }, PIVOT_LAST_DAY, NULL },
		{ { "days", true, 0, 0 }, PIVOT_VALUE, "recency" },
		{ { "orders", true, 0, 2 }, PIVOT_VALUE, "orders" },
		{ { "net revenue", true, 0, 0 }, PIVOT_VALUE, "net_revenue" },
		{ { "segment", false, 10, 1 }, PIVOT_GROUP0, NULL }
	};
	static const struct pivot p = {
		"silent", "net_revenue", NULL, col,
		sizeof(col) / sizeof(col[0])
	};
	const struct figure *fig;
	size_t at = 0;

	silent_title(fs, f);
	fig = figures_next(fs, "silent", "net_revenue", &at);
	if (fig != NULL)
		pivot_print(&p, fs, f);
}
