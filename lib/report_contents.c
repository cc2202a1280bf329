/*
 * How contents did, for people.
 */
#include "pivot.h"
#include "report.h"
#include "trend.h"

/* The groups of one dimension as a table of its own. */
struct part {
	const char	*by;
	const char	*head;
	bool		 time;	/* periods: in their order */
};

static const struct part parts[] = {
	{ "source", N_("platform"), false },
	{ "form", N_("form"), false },
	{ "topic", N_("topic"), false },
	{ "tag", N_("tag"), false },
	{ "day", N_("published on"), true },
	{ "week", N_("published in the week of"), true },
	{ "month", N_("published in"), true }
};

/* Does any group have a value of the metric? */
static bool
has_value(const struct figures *fs, const char *metric)
{
	const struct figure *fig;
	size_t at = 0;

	while ((fig = figures_next(fs, "engagement", metric, &at)) != NULL) {
		if (fig->value.unit != FIG_NONE)
			return true;
	}
	return false;
}

/* What the groups are sorted by: the most telling that there is. */
static const char *
main_metric(const struct figures *fs)
{
	return has_value(fs, "views") ? "views" :
	    has_value(fs, "interactions") ? "interactions" : "contents";
}

static void
add_part(struct page *p, const struct figures *fs, const struct part *part)
{
	/* Beside engagement by views, the others leave first. */
	int by_others = has_value(fs, "engagement_rate") ? 6 : 1;
	const struct pivot_col all[] = {
		{ { part->head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, part->by },
		{ { N_("contents"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "contents" },
		{ { N_("views"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "views" },
		{ { N_("interactions"), PAGE_RIGHT, 0, 4 }, PIVOT_VALUE,
		    "interactions" },
		{ { N_("engagement"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "engagement_rate" },
		{ { "", PAGE_BAR, 0, 5 }, PIVOT_BAR, "engagement_rate" },
		{ { N_("per impression"), PAGE_RIGHT, 0, by_others },
		    PIVOT_PERCENT, "engagement_rate_impressions" },
		{ { N_("per person reached"), PAGE_RIGHT, 0, by_others },
		    PIVOT_PERCENT, "engagement_rate_reach" },
		{ { N_("per click"), PAGE_RIGHT, 0, by_others + 1 },
		    PIVOT_PERCENT, "engagement_rate_clicks" },
		{ { N_("per follower"), PAGE_RIGHT, 0, by_others },
		    PIVOT_PERCENT, "engagement_rate_followers" },
		{ { N_("favourites"), PAGE_RIGHT, 0, 2 }, PIVOT_PERCENT,
		    "favorite_rate" },
		{ { N_("spread"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "spread" }
	};
	struct pivot_col col[sizeof(all) / sizeof(all[0])];
	struct pivot v = {
		.section = "engagement", .key = "contents", .by = part->by,
		.sort = part->time ? NULL : main_metric(fs), .col = col,
		.rows = PIVOT_ROWS
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (i == 0 || has_value(fs, all[i].metric))
			col[v.ncol++] = all[i];
	}
	pivot_add(&v, fs, p);
}

static void
add_later(struct page *p, const struct figures *fs)
{
	const struct figure *later = figures_find(fs, "engagement",
	    "contents_after_as_of");

	if (later != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("contents published after "
		    "the as-of date, left out: {1}"),
		    say_num(p, later->value)));
}

void
report_engagement(struct page *p, const struct figures *fs)
{
	static const struct trend trends[] = {
		{ "engagement", "engagement_rate", N_("engagement rate"),
		    false },
		{ "engagement", "views", N_("views"), false }
	};
	const struct figure *n = figures_find(fs, "engagement", "contents");
	const struct figure *rate;
	size_t i;

	rate = figures_find(fs, "engagement", "engagement_rate");
	if (n == NULL) {
		page_section(p, "engagement", N_("Engagement"), STR(""));
		add_later(p, fs);
		return;
	}
	page_section(p, "engagement", N_("Engagement"), SAY(p,
	    rate->value.unit == FIG_RATIO ?
	    N_("{2} interactions on {3} views ({4}); contents: {1}") :
	    N_("contents: {1}"), say_num(p, n->value), say_num(p, rate->num),
	    say_num(p, rate->den), say_percent(p, rate)));
	add_later(p, fs);
	for (i = 0; i < sizeof(trends) / sizeof(trends[0]); i++)
		trend_add(N_("by time of publication"), &trends[i], 1, fs, p);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		add_part(p, fs, &parts[i]);
}

const struct pivot_col report_content_cols[REPORT_CONTENT_COLS] = {
	{ { N_("content"), PAGE_LEFT, 16, 0 }, PIVOT_GROUP1, NULL },
	{ { N_("platform"), PAGE_LEFT, 0, 2 }, PIVOT_SLUG0, "source" },
	{ { N_("published"), PAGE_LEFT, 0, 1 }, PIVOT_LAST_DAY, NULL },
	{ { N_("views"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "views" },
	{ { N_("interactions"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
	    "interactions" },
	{ { N_("engagement"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
	    "engagement_rate" },
	{ { N_("hotness"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "hotness" }
};

void
report_contents(struct page *p, const struct figures *fs)
{
	static const struct pivot v = {
		.section = "contents", .key = "hotness",
		.col = report_content_cols, .ncol = REPORT_CONTENT_COLS
	};

	page_section(p, "contents", N_("Hottest contents"), STR(""));
	pivot_add(&v, fs, p);
}
