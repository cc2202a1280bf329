/*
 * Tiers against what is expected of them, and the states of customers, for
 * people.
 */
#include "pivot.h"
#include "report.h"

/* Those outside of the table; one and many are templates. */
static void
without(struct page *p, const struct figure *fig, const char *one,
    const char *many)
{
	if (fig == NULL || fig->value.v == 0)
		return;
	page_add(p, PAGE_TEXT, SAY(p, fig->value.v == 1 ? one : many,
	    say_num(p, fig->value)));
}

static void
vague(struct page *p, const struct figures *fs)
{
	const struct figure *fig = figures_find(fs, "tiers", "vague_share");

	if (fig == NULL || fig->value.unit != FIG_RATIO)
		return;
	page_add(p, PAGE_TEXT, SAY(p, N_("{1} of {2} customers of high value "
	    "have no clear preference ({3})"),
	    say_num(p, fig->num), say_num(p, fig->den), say_percent(p, fig)));
}

/* Hidden ones are there. */
static bool
has_nobody(const struct figures *fs, const char *section)
{
	return figures_find(fs, section, "customers") == NULL &&
	    figures_find(fs, section, "hidden_groups") == NULL;
}

void
report_tiers(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("tier"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, "tier" },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "customer_share" },
		{ { "", PAGE_BAR, 0, 5 }, PIVOT_BAR, "customer_share" },
		{ { N_("expected"), PAGE_LEFT, 0, 1 }, PIVOT_BAND,
		    "customer_share" },
		{ { N_("dormant"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "dormant" },
		{ { N_("churned"), PAGE_RIGHT, 0, 4 }, PIVOT_VALUE,
		    "churned" },
		{ { N_("silent"), PAGE_RIGHT, 0, 2 }, PIVOT_PERCENT,
		    "silent_share" }
	};
	struct pivot v = {
		.section = "tiers", .key = "customers", .col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	if (has_nobody(fs, "tiers")) {
		page_section(p, "tiers", N_("Tiers"), say_label(p,
		    N_("nobody has a tier; tiers need events with "
		    "interactions, reads, plays or posts")));
		return;
	}
	if (figures_find(fs, "tiers", "silent_share") == NULL)
		v.ncol -= 3;
	page_section(p, "tiers", N_("Tiers"), STR(""));
	pivot_add(&v, fs, p);
	without(p, figures_find(fs, "tiers", "customers_without_tier"),
	    N_("{1} customer without a tier"),
	    N_("{1} customers without a tier"));
	vague(p, fs);
}

void
report_lifecycle(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("state"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, "state" },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "customer_share" },
		{ { "", PAGE_BAR, 0, 1 }, PIVOT_BAR, "customer_share" }
	};
	static const struct pivot v = {
		.section = "lifecycle", .key = "customers", .col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	if (has_nobody(fs, "lifecycle")) {
		page_section(p, "lifecycle", N_("Lifecycle"),
		    say_label(p, N_("nobody has a state")));
		return;
	}
	page_section(p, "lifecycle", N_("Lifecycle"), STR(""));
	pivot_add(&v, fs, p);
	without(p, figures_find(fs, "lifecycle",
	    "customers_without_lifecycle"),
	    N_("{1} customer without a state"),
	    N_("{1} customers without a state"));
}
