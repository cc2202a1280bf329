/*
 * Reach, plays, forms, offers, topics and contents of customers, for people.
 */
#include <string.h>

#include "pivot.h"
#include "report.h"

#define NCOL(col)	(sizeof(col) / sizeof((col)[0]))

/* Tiers, and channels if asked for; rates of all time or of a period. */
static void
reach_table(struct page *p, const struct figures *fs, const char *by2)
{
	bool known = figures_find(fs, "reach", "engaged_share") == NULL;
	bool sent = figures_find(fs, "reach", "delivered") != NULL;
	bool channel = strcmp(by2, "channel") == 0;
	struct pivot_col col[8];
	struct pivot v = { .section = "reach", .key = "customers",
	    .by = "tier", .by2 = by2, .col = col };

	col[v.ncol++] = (struct pivot_col){ { N_("tier"), PAGE_LEFT, 10, 0 },
	    PIVOT_SLUG0, "tier" };
	if (channel)
		col[v.ncol++] = (struct pivot_col){ { N_("channel"),
		    PAGE_LEFT, 10, 0 }, PIVOT_SLUG1, "channel" };
	else
		col[v.ncol++] = (struct pivot_col){ { N_("customers"),
		    PAGE_RIGHT, 0, 3 }, PIVOT_VALUE, "customers" };
	if (known) {
		col[v.ncol++] = (struct pivot_col){ { N_("reached"),
		    PAGE_RIGHT, 0, 2 }, PIVOT_VALUE, "reached" };
		col[v.ncol++] = (struct pivot_col){ { N_("reach"),
		    PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT, "reach_rate" };
	}
	col[v.ncol++] = (struct pivot_col){ { known ? N_("engaged") :
	    N_("engaged of all"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
	    known ? "engagement_rate" : "engaged_share" };
	col[v.ncol++] = (struct pivot_col){ { N_("wrote or shared"),
	    PAGE_RIGHT, 0, 4 }, PIVOT_PERCENT,
	    known ? "active_rate" : "active_share" };
	if (sent)
		col[v.ncol++] = (struct pivot_col){ { N_("delivered"),
		    PAGE_RIGHT, 0, 1 }, PIVOT_VALUE, "delivered" };
	if (sent)
		col[v.ncol++] = (struct pivot_col){ { N_("opened"),
		    PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT, "open_rate" };
	pivot_add(&v, fs, p);
}

void
report_reach(struct page *p, const struct figures *fs)
{
	static const char *const period[] = { "day", "week", "month" };
	const struct figure *fig;
	size_t i;

	page_section(p, "reach", N_("Reach"),
	    figures_find(fs, "reach", "engaged_share") == NULL ? STR("") :
	    say_label(p, N_("nobody is said to be reached: shares are of the "
	    "tier")));
	reach_table(p, fs, "");
	for (i = 0; i < NCOL(period); i++) {
		fig = figures_by(fs, "reach", 1, period[i]);
		if (fig == NULL)
			continue;
		page_add(p, PAGE_TEXT, SAY(p,
		    N_("the last period that is over, {1}"),
		    fig->key.period));
		reach_table(p, fs, period[i]);
	}
	reach_table(p, fs, "channel");
}

static void
plays_table(struct page *p, const struct figures *fs, const char *head,
    const char *by)
{
	const struct pivot_col col[] = {
		{ { head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, by },
		{ { N_("plays"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "plays" },
		{ { N_("customers"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("complete"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "completion_rate" },
		{ { N_("3 seconds"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "three_second_rate" },
		{ { N_("mean seconds"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "mean_seconds" }
	};
	const struct pivot v = { .section = "plays", .key = "plays",
	    .by = by, .col = col, .ncol = NCOL(col) };

	pivot_add(&v, fs, p);
}

void
report_plays(struct page *p, const struct figures *fs)
{
	const struct figure *plays = figures_find(fs, "plays", "plays");
	const struct figure *rate = figures_find(fs, "plays",
	    "completion_rate");
	const struct figure *hook = figures_find(fs, "plays",
	    "three_second_rate");
	const struct figure *out;

	page_section(p, "plays", N_("Plays and time spent"), SAY(p,
	    N_("plays: {1}; {2} complete, {3} for 3 seconds"),
	    say_value(p, plays), say_percent(p, rate), say_percent(p, hook)));
	plays_table(p, fs, N_("form"), "form");
	plays_table(p, fs, N_("tier"), "tier");
	out = figures_find(fs, "plays", "plays_without_duration");
	if (out->value.v > 0)
		page_add(p, PAGE_TEXT, SAY(p, N_("plays without a duration, "
		    "not in complete: {1}"), say_value(p, out)));
	out = figures_find(fs, "plays", "plays_without_seconds");
	if (out->value.v > 0)
		page_add(p, PAGE_TEXT, SAY(p, N_("plays without seconds, not "
		    "in any rate: {1}"), say_value(p, out)));
}

void
report_forms(struct page *p, const struct figures *fs)
{
	bool known = figures_find(fs, "forms", "engaged_share") == NULL;
	const char *metric = known ? "engagement_rate" : "engaged_share";
	const struct pivot_col col[] = {
		{ { N_("tier"), PAGE_LEFT, 10, 0 }, PIVOT_SLUG0, "tier" },
		{ { N_("form"), PAGE_LEFT, 10, 0 }, PIVOT_SLUG1, "form" },
		{ { N_("interactions"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE,
		    "interactions" },
		{ { known ? N_("reached") : N_("customers"), PAGE_RIGHT, 0,
		    1 }, PIVOT_VALUE, "customers" },
		{ { known ? N_("engaged") : N_("engaged of all"), PAGE_RIGHT,
		    0, 0 }, PIVOT_PERCENT, metric },
		{ { "", PAGE_BAR, 0, 3 }, PIVOT_BAR, metric }
	};
	const struct pivot v = { .section = "forms", .key = "interactions",
	    .by = "tier", .by2 = "form", .col = col, .ncol = NCOL(col) };
	const struct figure *fig;
	size_t at = 0;

	page_section(p, "forms", N_("Forms"), STR(""));
	pivot_add(&v, fs, p);
	while ((fig = figures_next(fs, "forms", "recommended", &at)) != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("recommended for {1}: {2} "
		    "({3} of {4}, {5})"), wording_slug(p->wording, "tier",
		    fig->key.group[0].len > 0 ? fig->key.group[0] :
		    say_label(p, N_("(none)"))), wording_slug(p->wording,
		    "form", fig->key.group[1]), say_num(p, fig->num),
		    say_num(p, fig->den), say_percent(p, fig)));
}

void
report_offers(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("tier"), PAGE_LEFT, 10, 0 }, PIVOT_SLUG0, "tier" },
		{ { N_("coupon"), PAGE_LEFT, 10, 0 }, PIVOT_GROUP1, NULL },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("orders"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE,
		    "orders" },
		{ { N_("gross revenue"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "gross_revenue" },
		{ { N_("per order"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "gross_aov" },
		{ { N_("of the tier"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "conversion" }
	};
	static const struct pivot v = { .section = "offers",
	    .key = "customers", .col = col, .ncol = NCOL(col) };

	page_section(p, "offers", N_("Offers"), STR(""));
	pivot_add(&v, fs, p);
}

void
report_lifetime(struct page *p, const struct figures *fs)
{
	/* Those of --prev, and what has changed, where there is one. */
	static const struct pivot_col col[] = {
		{ { N_("tier"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, "tier" },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("before"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "customers_before" },
		{ { N_("mean so far"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "mean_monetary" },
		{ { N_("before"), PAGE_RIGHT, 0, 4 }, PIVOT_VALUE,
		    "mean_monetary_before" },
		{ { N_("change"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE,
		    "mean_monetary_change" },
		{ { N_("mean expected"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "mean_clv" },
		{ { N_("before"), PAGE_RIGHT, 0, 5 }, PIVOT_VALUE,
		    "mean_clv_before" },
		{ { N_("change"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "mean_clv_change" }
	};
	static const struct pivot v = { .section = "lifetime",
	    .key = "customers", .by = "tier", .col = col, .ncol = NCOL(col),
	    .known = true };
	const struct figure *before = figures_find(fs, "lifetime",
	    "customers_before");

	page_section(p, "lifetime", N_("Lifetime value"), before == NULL ?
	    STR("") : SAY(p, N_("before: {1}"), before->key.period));
	pivot_add(&v, fs, p);
}

void
report_topics(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("topic"), PAGE_LEFT, 16, 0 }, PIVOT_SLUG0, "topic" },
		{ { N_("participants"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("contents"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "contents" },
		{ { N_("spread"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "spread" },
		{ { N_("in 2 or more"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "repeat_share" }
	};
	static const struct pivot v = { .section = "topics",
	    .key = "customers", .sort = "customers", .col = col,
	    .ncol = NCOL(col) };

	page_section(p, "topics", N_("Topics"), STR(""));
	pivot_add(&v, fs, p);
}

void
report_cocreation(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("tier"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, "tier" },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("contents"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "contents" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "content_share" }
	};
	static const struct pivot v = { .section = "cocreation",
	    .key = "contents", .by = "tier", .col = col,
	    .ncol = NCOL(col) };
	const struct figure *share = figures_find(fs, "cocreation",
	    "content_share");

	page_section(p, "cocreation", N_("Contents of customers"), SAY(p,
	    N_("{1} of {2} contents ({3}) by customers: {4}"),
	    say_num(p, share->num), say_num(p, share->den),
	    say_percent(p, share), say_value(p, figures_find(fs,
	    "cocreation", "customers"))));
	pivot_add(&v, fs, p);
}
