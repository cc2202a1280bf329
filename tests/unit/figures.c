/* Figures: shares with their interval, ratios, means, and their cells. */

#include "../../lib/figures.h"
#include "unit.h"

static const struct fig_key key = {
	.section = "s", .metric = "m", .by = { "a", "b" },
	.group = { { "x", 1 }, { "y;z", 3 } }, .period = { "2024-05-31", 10 }
};

/* The row of the last figure as text, cells joined by `|`. */
static struct str
row(const struct figures *fs, struct buf *out)
{
	struct str cell[FIG_COLUMNS];
	struct buf text = { 0 };
	size_t i;

	out->len = 0;
	figure_cells(&fs->f[fs->n - 1], 6, &text, cell);
	for (i = 0; i < FIG_COLUMNS; i++) {
		if (i > 0)
			buf_byte(out, '|');
		buf_str(out, cell[i]);
	}
	buf_free(&text);
	return buf_view(out);
}

/*
 * Wilson intervals from a published table: Newcombe 1998, Statistics in
 * Medicine 17, 857, table I, method 3, to four decimals; the last by symmetry.
 */
static void
wilson_intervals(void)
{
	static const struct {
		int	part, n;
		double	low, high;
	} t[] = {
		{ 81, 263, 0.2553, 0.3662 }, { 15, 148, 0.0624, 0.1605 },
		{ 0, 20, 0.0000, 0.1611 }, { 1, 29, 0.0061, 0.1718 },
		{ 29, 29, 0.8830, 1.0000 }
	};
	struct figures fs = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const struct figure *f;

		figures_share(&fs, &key, t[i].part, t[i].n);
		f = &fs.f[i];
		CHECK(f->interval);
		CHECK(f->low > t[i].low - 0.00005001 &&
		    f->low < t[i].low + 0.00005001);
		CHECK(f->high > t[i].high - 0.00005001 &&
		    f->high < t[i].high + 0.00005001);
	}
	figures_free(&fs);
}

static void
rows_of_figures(void)
{
	struct figures fs = { 0 };
	struct buf b = { 0 };

	figures_value(&fs, &key, fig_count(1985), -1);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|||1985||||");
	figures_value(&fs, &key, fig_money(-123450), 3);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|||-12.345|||3|");
	figures_value(&fs, &key, (struct fig_num){ FIG_NONE, 0 }, 0);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31||||||0|");
	figures_share(&fs, &key, 15, 30);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|15|30|0.5|"
	    "0.331541|0.668459|30|");
	figures_share(&fs, &key, 29, 29);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|29|29|1|"
	    "0.88303|1|29|small_n");
	figures_share(&fs, &key, 0, 0);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|0|0||||0|small_n");
	figures_ratio(&fs, &key, fig_money(10000), fig_money(30000), 30);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|1.00|3.00|0.333333"
	    "|||30|");
	figures_ratio(&fs, &key, fig_money(10000), fig_money(0), -1);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|1.00|0.00|||||");
	/* A share of less than nothing has no meaning. */
	figures_ratio(&fs, &key, fig_money(10000), fig_money(-5), -1);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|1.00|-0.0005|||||");
	figures_mean(&fs, &key, 1000000, 3);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|100.00|3|33.3333"
	    "|||3|small_n");
	figures_mean(&fs, &key, 0, 0);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|0.00|0||||0|small_n");
	figures_free(&fs);
	buf_free(&b);
}

/* Sums beyond 64 bits come out whole. */
static void
large_sums(void)
{
	struct figures fs = { 0 };
	struct buf b = { 0 };
	int128 v = (int128)INT64_MAX * 1000;

	figures_value(&fs, &key, fig_money(v), -1);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|||"
	    "922337203685477580.70||||");
	figures_ratio(&fs, &key, fig_money(v), fig_money(v * 2), -1);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|"
	    "922337203685477580.70|1844674407370955161.40|0.5||||");
	figures_mean(&fs, &key, v, v);
	CHECK_STR(row(&fs, &b), "s|m|a;b|x;y;z|2024-05-31|"
	    "922337203685477580.70|9223372036854775807000||||"
	    "9223372036854775807000|");
	figures_free(&fs);
	buf_free(&b);
}

static void
finding(void)
{
	struct fig_key k = { .section = "s", .metric = "m" };
	struct figures fs = { 0 };
	size_t at = 0;

	figures_value(&fs, &k, fig_count(1), -1);
	k.metric = "other";
	figures_value(&fs, &k, fig_count(2), -1);
	k.metric = "m";
	figures_value(&fs, &k, fig_count(3), -1);
	CHECK_INT(figures_find(&fs, "s", "other")->value.v, 2);
	CHECK(figures_find(&fs, "t", "m") == NULL);
	CHECK_INT(figures_next(&fs, "s", "m", &at)->value.v, 1);
	CHECK_INT(figures_next(&fs, "s", "m", &at)->value.v, 3);
	CHECK(figures_next(&fs, "s", "m", &at) == NULL);
	figures_free(&fs);
}

int
main(void)
{
	RUN(wilson_intervals);
	RUN(rows_of_figures);
	RUN(large_sums);
	RUN(finding);
	return UNIT_STATUS();
}
