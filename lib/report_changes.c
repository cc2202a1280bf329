/*
 * What changed against the period before and is not noise, for people.
 */
#include <string.h>

#include "report.h"

static const struct {
	const char	*metric;
	const char	*word;
} words[] = {
	{ "engagement_rate", N_("engagement rate") },
	{ "engagement_rate_impressions", N_("engagement per impression") },
	{ "engagement_rate_reach", N_("engagement per person reached") },
	{ "engagement_rate_clicks", N_("engagement per click") },
	{ "engagement_rate_followers", N_("engagement per follower") },
	{ "favorite_rate", N_("favourite rate") },
	{ "spread", N_("spread") },
	{ "click_rate", N_("click rate") },
	{ "view_rate", N_("views per impression") },
	{ "follow_rate", N_("follows per view") },
	{ "negative_customer_share", N_("customers with a negative message") },
	{ "reach_rate", N_("reach") },
	{ "engaged_share", N_("customers engaged") },
	{ "open_rate", N_("open rate") }
};

static struct str
metric_word(struct page *p, struct str metric)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eq(metric, str_z(words[i].metric)))
			return say_label(p, words[i].word);
	}
	return metric;
}

/* "engagement rate, douyin" */
static struct str
what(struct page *p, const struct fig_key *k, struct str metric)
{
	struct str s = metric_word(p, metric);
	size_t i;

	for (i = 0; i < FIG_DIMS && k->by[i] != NULL; i++)
		s = SAY(p, "{1}, {2}", s,
		    wording_slug(p->wording, k->by[i], k->group[i]));
	return s;
}

/* "+31.8%" */
static struct str
signed_percent(struct page *p, double v)
{
	struct str s = say_share(p, v < 0 ? -v : v);

	return v < 0 ? SAY(p, "-{1}%", s) : SAY(p, "+{1}%", s);
}

/*
 * The figures of a comparison stand together: now, before, change, p. False
 * when f[i] is not the change of one.
 */
static bool
add_flag(struct page *p, const struct figures *fs, size_t i)
{
	const struct figure *f = &fs->f[i];
	struct str metric = str_z(f->key.metric);
	static const char behind[] = "_change";
	size_t n = sizeof(behind) - 1;

	if (strcmp(f->key.section, "changes") != 0 || metric.len <= n ||
	    memcmp(metric.p + metric.len - n, behind, n) != 0 || i < 2)
		return false;
	metric.len -= n;
	if (f->flags == 0)
		return true;
	page_add(p, PAGE_TEXT, SAY(p, f->flags & FIG_UP ?
	    N_("up: {1} {2}, before {3} ({4})") :
	    N_("down: {1} {2}, before {3} ({4})"), what(p, &f->key, metric),
	    say_percent(p, &fs->f[i - 2]), say_percent(p, &fs->f[i - 1]),
	    signed_percent(p, f->real)));
	return true;
}

/* "worst step, weibo: impressions-views 20.0%, before 31.2% (-35.9%)" */
static bool
add_worst(struct page *p, const struct figures *fs, size_t i)
{
	const struct figure *f = &fs->f[i];
	bool all = f->key.by[1] == NULL;

	if (strcmp(f->key.metric, "worst_step") != 0 || i < 3)
		return false;
	page_add(p, PAGE_TEXT, SAY(p, N_("worst step, {1}: {2} {3}, before "
	    "{4} ({5})"), all ? say_label(p, N_("all")) :
	    wording_slug(p->wording, "source", f->key.group[0]),
	    wording_slug(p->wording, "step", f->key.group[!all]),
	    say_percent(p, &fs->f[i - 3]), say_percent(p, &fs->f[i - 2]),
	    signed_percent(p, f->real)));
	return true;
}

void
report_steps(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("platform"), PAGE_LEFT, 8, 0 }, PIVOT_SLUG0, "source" },
		{ { N_("step"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG1, "step" },
		{ { N_("rate"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "step_rate" },
		{ { N_("before"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "step_rate_before" },
		{ { N_("change in percent"), PAGE_RIGHT, 0, 1 }, PIVOT_POINTS,
		    "step_change" }
	};
	static const struct pivot v = {
		.section = "steps", .key = "step_rate", .by = "source",
		.col = col, .ncol = sizeof(col) / sizeof(col[0])
	};
	const struct figure *before = figures_find(fs, "steps",
	    "step_rate_before");
	bool worst = false;
	size_t i;

	page_section(p, "steps", N_("Step by step"), SAY(p,
	    N_("{1} against {2}"),
	    figures_find(fs, "steps", "step_rate")->key.period,
	    before->key.period));
	for (i = 0; i < fs->n; i++)
		worst = add_worst(p, fs, i) || worst;
	if (!worst)
		page_add(p, PAGE_TEXT, say_label(p, N_("no step has fallen "
		    "beyond noise")));
	pivot_add(&v, fs, p);
}

void
report_changes(struct page *p, const struct figures *fs)
{
	struct str from = STR(""), to = STR("");
	size_t i, n = 0, before;

	for (i = 0; i < fs->n; i++) {
		/* What is hidden has no period. */
		if (strcmp(fs->f[i].key.section, "changes") == 0 &&
		    fs->f[i].key.period.len > 0)
			from = fs->f[i].key.period;
	}
	for (i = 0; i + 1 < from.len; i++) {
		if (from.p[i] == '.' && from.p[i + 1] == '.') {
			to = (struct str){ from.p + i + 2,
			    from.len - i - 2 };
			from.len = i;
		}
	}
	page_section(p, "changes", N_("What changed and is not noise"),
	    from.len == 0 ? STR("") : SAY(p, N_("{1} against {2}"), to, from));
	before = p->n;
	for (i = 0; i < fs->n; i++)
		n += add_flag(p, fs, i);
	if (p->n == before && n > 0)
		page_add(p, PAGE_TEXT, SAY(p,
		    N_("nothing; comparisons without a flag: {1}"),
		    say_num(p, fig_count((int128)n))));
}
