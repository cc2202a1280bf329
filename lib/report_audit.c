/*
 * Contents against the list of banned words, for people.
 */
#include "pivot.h"
#include "report.h"

#define NCOL(col)	(sizeof(col) / sizeof((col)[0]))

static void
add_table(struct page *p, const struct figures *fs, const char *by,
    const char *head, size_t rows)
{
	const struct pivot_col col[] = {
		{ { head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, by },
		{ { N_("items"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "items" },
		{ { N_("creators"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "creators" },
		{ { N_("passed"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE, "passed" },
		{ { N_("pass rate"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "pass_rate" }
	};
	const struct pivot v = { .section = "audit", .key = "items",
	    .by = by, .sort = "items", .col = col, .ncol = NCOL(col),
	    .known = true, .rows = rows };

	pivot_add(&v, fs, p);
}

static void
add_rules(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("rule"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, "rule" },
		{ { N_("items"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "items" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "item_share" },
		{ { N_("hits"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "hits" },
		{ { N_("creators"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "creators" }
	};
	static const struct pivot v = { .section = "audit", .key = "items",
	    .by = "rule", .sort = "items", .col = col, .ncol = NCOL(col),
	    .known = true };

	pivot_add(&v, fs, p);
}

static void
add_count(struct page *p, const struct figures *fs, const char *text,
    const char *metric)
{
	const struct figure *fig = figures_find(fs, "audit", metric);

	if (fig != NULL)
		page_add(p, PAGE_TEXT, SAY(p, text, say_value(p, fig)));
}

/* "36 of 40 items passed (90.0%); 95% CI 80.1 to 99.9%" */
static struct str
passed(struct page *p, const struct figure *rate)
{
	struct str n = say_num(p, rate->num), of = say_num(p, rate->den);

	if (!rate->interval)
		return SAY(p, N_("{1} of {2} items passed ({3})"), n, of,
		    say_percent(p, rate));
	return SAY(p, rate->flags & FIG_SMALL_N ?
	    N_("{1} of {2} items passed ({3}); 95% CI {4} to {5}% "
	    "(creators < 30)") :
	    N_("{1} of {2} items passed ({3}); 95% CI {4} to {5}%"), n, of,
	    say_percent(p, rate), say_share(p, rate->low),
	    say_share(p, rate->high));
}

void
report_audit(struct page *p, const struct figures *fs)
{
	const struct figure *rate = figures_find(fs, "audit", "pass_rate");

	page_section(p, "audit", N_("Content audit"),
	    rate != NULL && rate->key.by[0] == NULL ? passed(p, rate) :
	    SAY(p, N_("items: {1}"),
	    say_value(p, figures_find(fs, "audit", "items"))));
	if (rate == NULL)
		page_add(p, PAGE_TEXT, say_label(p, N_("what passes is not "
		    "known: no item is of the category banned, and no summary "
		    "says that crm-sentiment looked for it")));
	add_count(p, fs, N_("items without a judgement: {1}"),
	    "items_not_judged");
	add_count(p, fs, N_("hits that are not id:word@offset: {1}"),
	    "hits_unknown");
	add_table(p, fs, "side", N_("made by"), PIVOT_ROWS);
	add_table(p, fs, "source", N_("platform"), PIVOT_ROWS);
	add_table(p, fs, "form", N_("form"), PIVOT_ROWS);
	/* --top has made a choice of them. */
	add_table(p, fs, "user_id", N_("creator"), 0);
	add_rules(p, fs);
}
