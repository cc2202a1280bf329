/*
 * Contents at fixed ages, what is published, and what works, for people.
 */
#include <string.h>

#include "pivot.h"
#include "report.h"
#include "trend.h"

static void
add_due(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("due for review"), PAGE_LEFT, 14, 0 }, PIVOT_GROUP1,
		    NULL },
		{ { N_("platform"), PAGE_LEFT, 0, 3 }, PIVOT_SLUG0,
		    "source" },
		{ { N_("published"), PAGE_LEFT, 0, 2 }, PIVOT_LAST_DAY,
		    NULL },
		{ { N_("days"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "due" },
		{ { N_("views"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE, "views" },
		{ { N_("day 3"), PAGE_RIGHT, 0, 4 }, PIVOT_PERCENT,
		    "engagement_rate_3" },
		{ { N_("day 7"), PAGE_RIGHT, 0, 4 }, PIVOT_PERCENT,
		    "engagement_rate_7" },
		{ { N_("day 30"), PAGE_RIGHT, 0, 4 }, PIVOT_PERCENT,
		    "engagement_rate_30" },
		{ { N_("grade"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT, "grade" }
	};
	static const struct pivot v = {
		.section = "review", .key = "due", .by = "source",
		.col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	pivot_add(&v, fs, p);
}

void
report_review(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("days after publication"), PAGE_LEFT, 12, 0 },
		    PIVOT_SLUG0, "age" },
		{ { N_("contents"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "contents" },
		{ { N_("pending"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "pending" },
		{ { N_("unmeasured"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "unmeasured" },
		{ { N_("due"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "due" },
		{ { N_("views"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE, "views" },
		{ { N_("engagement"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "engagement_rate" }
	};
	static const struct pivot v = {
		.section = "review", .key = "contents", .by = "age",
		.col = col, .ncol = sizeof(col) / sizeof(col[0])
	};
	const struct figure *none = figures_find(fs, "review",
	    "contents_without_date");

	page_section(p, "review", N_("Content review"), say_label(p,
	    N_("what contents had reached 3, 7 and 30 days later")));
	pivot_add(&v, fs, p);
	add_due(p, fs);
	if (none != NULL && none->value.v > 0)
		page_add(p, PAGE_TEXT, SAY(p, N_("contents without a day of "
		    "publication, not reviewed: {1}"),
		    say_num(p, none->value)));
}

static void
add_mix(struct page *p, const struct figures *fs, const char *by,
    const char *head)
{
	const struct pivot_col col[] = {
		{ { head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, by },
		{ { N_("contents"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "contents" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "content_share" },
		{ { "", PAGE_BAR, 0, 2 }, PIVOT_BAR, "content_share" },
		{ { N_("last period"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "contents_now" },
		{ { N_("share"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "share_now" }
	};
	struct pivot v = {
		.section = "mix", .key = "contents", .by = by,
		.sort = "contents", .col = col,
		.ncol = sizeof(col) / sizeof(col[0]), .rows = PIVOT_ROWS
	};

	pivot_add(&v, fs, p);
}

void
report_mix(struct page *p, const struct figures *fs)
{
	static const struct trend trends[] = {
		{ "mix", "contents", N_("contents published"), true },
		{ "mix", "user_contents", N_("contents of users"), true }
	};
	const struct figure *n = figures_find(fs, "mix", "contents");
	const struct figure *now = figures_find(fs, "mix", "contents_now");
	const struct figure *user = figures_find(fs, "mix", "user_share");
	const struct figure *reserve = figures_find(fs, "mix", "reserve");

	page_section(p, "mix", N_("Content mix"), now != NULL ?
	    SAY(p, N_("contents: {1}, in the last period {2}"),
	    say_num(p, n->value), say_num(p, now->value)) : n != NULL ?
	    SAY(p, N_("contents: {1}"), say_num(p, n->value)) : STR(""));
	if (reserve != NULL && reserve->value.v > 0)
		page_add(p, PAGE_TEXT, SAY(p, N_("in reserve, to be published "
		    "after the as-of date: {1}"), say_value(p, reserve)));
	if (user != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("by users and not the "
		    "brand: {1} of {2} ({3})"), say_num(p, user->num),
		    say_num(p, user->den), say_percent(p, user)));
	trend_add(N_("by time of publication"), &trends[0], 1, fs, p);
	if (user != NULL && user->num.v > 0)
		trend_add(N_("by time of publication"), &trends[1], 1, fs, p);
	add_mix(p, fs, "source", N_("platform"));
	add_mix(p, fs, "form", N_("form"));
	add_mix(p, fs, "topic", N_("topic"));
	add_mix(p, fs, "tag", N_("tag"));
}

/* "better: form 视频 7.7%, others 6.2% (24 contents)"; true when flagged. */
static bool
add_feature(struct page *p, const struct figures *fs, size_t i,
    unsigned flag)
{
	const struct figure *f = &fs->f[i], *rest = &fs->f[i + 1];
	const char *by = f->key.by[0];

	if ((f->flags & flag) == 0)
		return false;
	page_add(p, PAGE_TEXT, SAY(p, flag == FIG_UP ?
	    N_("better: {1} {2} {3}, others {4}; contents: {5}") :
	    N_("worse: {1} {2} {3}, others {4}; contents: {5}"),
	    wording_slug(p->wording, "by", str_z(by)),
	    wording_slug(p->wording, by, f->key.group[0]),
	    say_percent(p, f), say_percent(p, rest),
	    say_num(p, fig_count(f->n))));
	return true;
}

/* How many groups have the flag; *n counts those that were compared. */
static size_t
add_flagged(struct page *p, const struct figures *fs, unsigned flag, size_t *n)
{
	size_t flagged = 0, i;

	*n = 0;
	for (i = 0; i + 1 < fs->n; i++) {
		if (strcmp(fs->f[i].key.section, "features") != 0 ||
		    strcmp(fs->f[i + 1].key.metric,
		    "engagement_rate_rest") != 0)
			continue;
		++*n;
		flagged += add_feature(p, fs, i, flag);
	}
	return flagged;
}

/* Groups that differ from the rest, and how many do not. */
static void
add_features(struct page *p, const struct figures *fs)
{
	size_t n, flagged = add_flagged(p, fs, FIG_UP, &n);

	flagged += add_flagged(p, fs, FIG_DOWN, &n);
	page_add(p, PAGE_TEXT, n == 0 ? say_label(p, N_("no group has 20 "
	    "contents, with 20 others beside it")) : SAY(p,
	    N_("groups compared with all other contents: {1}, no different: "
	    "{2}"), say_num(p, fig_count((int128)n)),
	    say_num(p, fig_count((int128)(n - flagged)))));
}

void
report_features(struct page *p, const struct figures *fs)
{
	static const struct pivot v = {
		.section = "features", .key = "views", .by = "source",
		.col = report_content_cols,
		/* Not by hotness. */
		.ncol = REPORT_CONTENT_COLS - 1
	};
	const struct figure *median = figures_find(fs, "features",
	    "median_views");

	page_section(p, "features", N_("What works"), STR(""));
	add_features(p, fs);
	if (figures_by(fs, "features", 1, "content") == NULL)
		return;
	page_add(p, PAGE_TEXT, SAY(p, N_("least engaging of those with the "
	    "median of {1} views or more:"), say_num(p, median->value)));
	pivot_add(&v, fs, p);
}
