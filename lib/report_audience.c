/*
 * Followers and the profiles of customers, for people.
 */
#include "pivot.h"
#include "report.h"
#include "trend.h"

static void
add_accounts(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("account"), PAGE_LEFT, 12, 0 }, PIVOT_GROUP1, NULL },
		{ { N_("platform"), PAGE_LEFT, 0, 3 }, PIVOT_SLUG0,
		    "source" },
		{ { N_("new"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "new_followers" },
		{ { N_("lost"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "lost_followers" },
		{ { N_("net"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "net_followers" },
		{ { N_("followers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "followers_end" },
		{ { N_("growth"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "growth" },
		{ { N_("unfollowed"), PAGE_RIGHT, 0, 2 }, PIVOT_PERCENT,
		    "unfollow_rate" }
	};
	static const struct pivot v = {
		.section = "followers", .key = "new_followers", .by = "source",
		.by2 = "account", .col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	pivot_add(&v, fs, p);
}

/* What the events do not explain, of each account. */
static void
add_residuals(struct page *p, const struct figures *fs)
{
	const struct figure *fig;
	size_t at = 0;

	while ((fig = figures_next(fs, "followers", "followers_residual",
	    &at)) != NULL) {
		if (fig->value.v != 0)
			page_add(p, PAGE_TEXT, SAY(p, N_("{1} {2}: {3} "
			    "followers that no event explains, {4}"),
			    wording_slug(p->wording, "source",
			    fig->key.group[0]), fig->key.group[1],
			    say_value(p, fig), fig->key.period));
	}
}

void
report_followers(struct page *p, const struct figures *fs)
{
	/* Between two periods one without a figure had nobody come or go. */
	static const struct trend trend = {
		"followers", "net_followers", N_("net followers"), true
	};
	const struct figure *new, *lost, *net;

	new = figures_find(fs, "followers", "new_followers");
	lost = figures_find(fs, "followers", "lost_followers");
	net = figures_find(fs, "followers", "net_followers");
	page_section(p, "followers", N_("Followers"),
	    new->value.unit == FIG_NONE && lost->value.unit == FIG_NONE ?
	    STR("") : SAY(p, N_("new {1}, lost {2}, net {3}"),
	    say_value(p, new), say_value(p, lost), say_value(p, net)));
	if (net->value.unit != FIG_NONE &&
	    net->value.v != new->value.v - lost->value.v)
		page_add(p, PAGE_TEXT, say_label(p, N_("net is of the "
		    "platforms that tell both who comes and who leaves")));
	add_residuals(p, fs);
	trend_add(trend.name, &trend, 1, fs, p);
	add_accounts(p, fs);
}

static void
add_trait(struct page *p, const struct figures *fs, const char *by,
    const char *head)
{
	const struct pivot_col col[] = {
		{ { head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, by },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "customer_share" },
		{ { N_("before"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "customer_share_before" },
		{ { N_("change in points"), PAGE_RIGHT, 0, 2 }, PIVOT_POINTS,
		    "customer_share_change" },
		{ { "", PAGE_BAR, 0, 3 }, PIVOT_BAR, "customer_share" }
	};
	const struct pivot v = {
		.section = "profile", .key = "customers", .by = by,
		.col = col, .ncol = sizeof(col) / sizeof(col[0]),
		.known = true
	};

	pivot_add(&v, fs, p);
}

/* Interest is not said but found. */
static const char *
said_by(const struct figure *fig)
{
	if (str_eq(fig->key.group[0], STR("interest")))
		return N_("{1}: known of {2} of {3} ({4})");
	return fig->flags & FIG_SMALL_N ?
	    N_("{1}: said by {2} of {3} ({4}, n < 30)") :
	    N_("{1}: said by {2} of {3} ({4})");
}

/* "gender: said by 12 of 40 (30.0%)" */
static void
add_said(struct page *p, const struct figures *fs)
{
	const struct figure *fig;
	size_t at = 0;

	while ((fig = figures_next(fs, "profile", "said_share",
	    &at)) != NULL)
		page_add(p, PAGE_TEXT, SAY(p, said_by(fig),
		    wording_slug(p->wording, "trait", fig->key.group[0]),
		    say_num(p, fig->num), say_num(p, fig->den),
		    say_percent(p, fig)));
	at = 0;
	while ((fig = figures_next(fs, "profile", "not_used", &at)) != NULL) {
		if (fig->value.v > 0)
			page_add(p, PAGE_TEXT, SAY(p,
			    N_("ages that are none, not counted: {1}"),
			    say_value(p, fig)));
	}
}

/* The day that is compared with, or why there is none. */
static void
add_prev_day(struct page *p, const struct figures *fs)
{
	const struct figure *share = figures_find(fs, "profile",
	    "customer_share_before");
	const struct figure *n = report_total(fs, "profile",
	    "customers_before");
	const struct figure *rows = figures_find(fs, "profile",
	    "rows_without_day");

	if (share != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("before: {1}"),
		    share->key.period));
	if (n != NULL && n->value.v == 0)
		page_add(p, PAGE_TEXT, SAY(p, N_("no profile is of {1} or "
		    "before, to compare with"), n->key.period));
	if (rows != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("rows of profiles without a "
		    "day: {1}, so that what was before is not known"),
		    say_value(p, rows)));
}

void
report_profile(struct page *p, const struct figures *fs)
{
	const struct figure *n = report_total(fs, "profile", "customers");

	page_section(p, "profile", N_("Profiles"), n == NULL ? STR("") : SAY(p,
	    N_("customers with a profile: {1}; shares are of those that say "
	    "it"), say_value(p, n)));
	add_said(p, fs);
	add_prev_day(p, fs);
	add_trait(p, fs, "gender", N_("gender"));
	add_trait(p, fs, "age", N_("age"));
	add_trait(p, fs, "region", N_("region"));
	add_trait(p, fs, "job", N_("job"));
	add_trait(p, fs, "interest", N_("interest"));
}
