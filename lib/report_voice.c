/*
 * What customers say, for people: sentiment, satisfaction, votes.
 */
#include <string.h>

#include "pivot.h"
#include "report.h"
#include "trend.h"

/* A count that says what is missing elsewhere; nothing for 0. */
static void
add_count(struct page *p, const char *text, const struct figure *fig)
{
	if (fig != NULL && fig->value.v > 0)
		page_add(p, PAGE_TEXT, SAY(p, text, say_value(p, fig)));
}

/* "12 of 40 customers; 95% CI 18.1 to 45.4%" */
static struct str
interval(struct page *p, const struct figure *fig)
{
	return SAY(p, fig->flags & FIG_SMALL_N ?
	    N_("{1} of {2} customers; 95% CI {3} to {4}% (n < 30)") :
	    N_("{1} of {2} customers; 95% CI {3} to {4}%"),
	    say_num(p, fig->num), say_num(p, fig->den),
	    say_share(p, fig->low), say_share(p, fig->high));
}

/* What the figures of a section are by, over time; the weeks when by none. */
static enum family_period
period_kind(const struct figures *fs, const char *section)
{
	if (figures_by(fs, section, 0, period_word(FAMILY_DAY)) != NULL)
		return FAMILY_DAY;
	return figures_by(fs, section, 0, period_word(FAMILY_MONTH)) != NULL ?
	    FAMILY_MONTH : FAMILY_WEEK;
}

static void
add_sources(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("platform"), PAGE_LEFT, 12, 0 }, PIVOT_SLUG0,
		    "source" },
		{ { N_("messages"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "messages" },
		{ { N_("negative"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "negative_share" },
		{ { "", PAGE_BAR, 0, 5 }, PIVOT_BAR, "negative_share" },
		{ { N_("neutral"), PAGE_RIGHT, 0, 2 }, PIVOT_PERCENT,
		    "neutral_share" },
		{ { N_("positive"), PAGE_RIGHT, 0, 1 }, PIVOT_PERCENT,
		    "positive_share" },
		{ { N_("customers"), PAGE_RIGHT, 0, 3 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("of them negative"), PAGE_RIGHT, 0, 4 }, PIVOT_PERCENT,
		    "negative_customer_share" }
	};
	static const struct pivot v = {
		.section = "sentiment", .key = "messages", .by = "source",
		.sort = "messages", .least = 2, .col = col,
		.ncol = sizeof(col) / sizeof(col[0])
	};

	pivot_add(&v, fs, p);
}

/* Messages of a period, which heads the column; nothing when all are hidden. */
static void
add_period(struct pivot_col *col, size_t *n, const struct figures *fs,
    const char *metric)
{
	const struct figure *fig = figures_find(fs, "sentiment", metric);

	if (fig != NULL)
		col[(*n)++] = (struct pivot_col){ { fig->key.period.p,
		    PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, metric };
}

/* Categories, aspects, words or rules. */
static void
add_marks(struct page *p, const struct figures *fs, const char *by,
    const char *head)
{
	bool rule = strcmp(by, "rule") == 0;
	struct pivot_col col[7] = {
		{ { head, PAGE_LEFT, 12, 0 }, PIVOT_SLUG0, by },
		{ { N_("messages"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "messages" },
		{ { N_("share"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "message_share" },
		{ { rule ? N_("hits") : N_("negative"), PAGE_RIGHT, 0, 1 },
		    rule ? PIVOT_VALUE : PIVOT_PERCENT,
		    rule ? "hits" : "negative_share" },
		{ { N_("customers"), PAGE_RIGHT, 0, 2 }, PIVOT_VALUE,
		    "customers" }
	};
	struct pivot v = {
		.section = "sentiment", .key = "messages", .by = by,
		.sort = "messages", .col = col, .ncol = 5
	};

	add_period(col, &v.ncol, fs, "messages_before");
	add_period(col, &v.ncol, fs, "messages_now");
	pivot_add(&v, fs, p);
}

static void
add_customers(struct page *p, const struct figures *fs)
{
	const struct figure *fig = figures_find(fs, "sentiment",
	    "negative_customer_share");

	if (fig != NULL && fig->value.unit == FIG_RATIO)
		page_add(p, PAGE_TEXT, SAY(p,
		    N_("with a negative message: {1}, {2}"),
		    say_percent(p, fig), interval(p, fig)));
	add_count(p, N_("messages without a customer: {1}"),
	    figures_find(fs, "sentiment", "messages_without_customer"));
	add_count(p, N_("messages of another sentiment, not counted: {1}"),
	    figures_find(fs, "sentiment", "sentiments_unknown"));
	add_count(p, N_("aspects that are not name:sentiment: {1}"),
	    figures_find(fs, "sentiment", "aspects_unknown"));
	add_count(p, N_("hits that are not id:word@offset: {1}"),
	    figures_find(fs, "sentiment", "hits_unknown"));
}

/* What the columns are that a date heads. */
static void
add_periods(struct page *p, const struct figures *fs)
{
	static const char *const text[] = {
		N_("below a date: messages of that day"),
		N_("below a date: messages of the week from that day on"),
		N_("below a month: messages of that month")
	};

	if (figures_find(fs, "sentiment", "messages_now") != NULL ||
	    figures_find(fs, "sentiment", "messages_before") != NULL)
		page_add(p, PAGE_TEXT, say_label(p, text[period_kind(fs,
		    "sentiment")]));
}

void
report_sentiment(struct page *p, const struct figures *fs)
{
	static const struct trend shares[] = {
		{ "sentiment", "negative_share", N_("negative"), false },
		{ "sentiment", "neutral_share", N_("neutral"), false },
		{ "sentiment", "positive_share", N_("positive"), false }
	};
	const struct figure *n = figures_find(fs, "sentiment", "messages");
	const struct figure *negative = figures_find(fs, "sentiment",
	    "negative_share");

	page_section(p, "sentiment", N_("Sentiment"), n == NULL ? STR("") :
	    SAY(p, negative->flags & FIG_SMALL_N ?
	    N_("messages: {1}; negative {2}, neutral {3}, positive {4} "
	    "(n < 30)") :
	    N_("messages: {1}; negative {2}, neutral {3}, positive {4}"),
	    say_value(p, n), say_percent(p, negative),
	    say_percent(p, figures_find(fs, "sentiment", "neutral_share")),
	    say_percent(p, figures_find(fs, "sentiment", "positive_share"))));
	add_customers(p, fs);
	add_periods(p, fs);
	trend_add(N_("of the messages"), shares, 3, fs, p);
	add_sources(p, fs);
	add_marks(p, fs, "category", N_("category"));
	add_marks(p, fs, "aspect", N_("aspect"));
	add_marks(p, fs, "word", N_("complaint word"));
	add_marks(p, fs, "rule", N_("rule"));
}

/* "-12.5" of a score, in 1 decimal. */
static struct str
score(struct page *p, double v)
{
	struct str s = say_share(p, (v < 0 ? -v : v) / 100);

	return v < 0 ? SAY(p, "-{1}", s) : s;
}

static void
add_nps(struct page *p, const struct figures *fs)
{
	const struct figure *fig = figures_find(fs, "satisfaction", "nps");
	struct str n;

	if (fig == NULL || fig->value.unit != FIG_RATIO)
		return;
	n = say_num(p, fig->den);
	page_fact(p, N_("Net promoter score"),
	    score(p, (double)fig->num.v / (double)fig->den.v),
	    !fig->interval ? SAY(p, N_("customers: {1}"), n) :
	    SAY(p, fig->flags & FIG_SMALL_N ?
	    N_("customers: {1}; 95% CI {2} to {3} (n < 30)") :
	    N_("customers: {1}; 95% CI {2} to {3}"), n, score(p, fig->low),
	    score(p, fig->high)));
}

/* A share of the last answers. */
static void
add_share(struct page *p, const struct figures *fs, const char *metric,
    const char *name)
{
	const struct figure *fig = figures_find(fs, "satisfaction", metric);

	if (fig != NULL && fig->value.unit == FIG_RATIO)
		page_fact(p, name, say_percent(p, fig), interval(p, fig));
}

/* A score or share by period; col: after the period and the customers. */
static void
add_scores(struct page *p, const struct figures *fs, const char *key,
    const struct pivot_col *more, size_t n)
{
	enum family_period kind = period_kind(fs, "satisfaction");
	static const char *const head[] = {
		N_("day"), N_("week of"), N_("month")
	};
	struct pivot_col col[6] = {
		{ { head[kind], PAGE_LEFT, 0, 0 }, PIVOT_SLUG0,
		    period_word(kind) },
		{ { N_("customers"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" }
	};
	const struct pivot v = {
		.section = "satisfaction", .key = key, .by = period_word(kind),
		.col = col, .ncol = n + 2
	};

	memcpy(col + 2, more, n * sizeof(*more));
	pivot_add(&v, fs, p);
}

static void
add_over_time(struct page *p, const struct figures *fs)
{
	static const struct pivot_col nps[] = {
		{ { N_("NPS"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE, "nps" },
		{ { N_("promoters"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "promoter_share" },
		{ { N_("detractors"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "detractor_share" }
	};
	static const struct pivot_col csat[] = {
		{ { N_("4 or 5 of 5"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "csat" },
		{ { "", PAGE_BAR, 0, 1 }, PIVOT_BAR, "csat" }
	};
	static const struct pivot_col good[] = {
		{ { N_("good"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "good_share" },
		{ { "", PAGE_BAR, 0, 1 }, PIVOT_BAR, "good_share" }
	};

	add_scores(p, fs, "nps", nps, 3);
	add_scores(p, fs, "csat", csat, 2);
	add_scores(p, fs, "good_share", good, 2);
}

/* Sums over the scales: what was answered, and by nobody. */
static void
add_answers(struct page *p, const struct figures *fs)
{
	static const struct {
		const char	*metric, *text;
	} count[] = {
		{ "answers", N_("answers: {1}; the last of each customer "
		    "counts") },
		{ "answers_without_customer",
		    N_("answers without a customer, not counted: {1}") },
		{ "answers_not_used", N_("answers without a number or on no "
		    "known scale, not counted: {1}") }
	};
	const struct figure *fig;
	int128 sum;
	size_t i, at;

	for (i = 0; i < sizeof(count) / sizeof(count[0]); i++) {
		sum = 0;
		for (at = 0; (fig = figures_next(fs, "satisfaction",
		    count[i].metric, &at)) != NULL;)
			/* Not those by period, which are by two. */
			sum += fig->key.by[1] == NULL ? fig->value.v : 0;
		if (sum > 0)
			page_add(p, PAGE_TEXT, SAY(p, count[i].text,
			    say_num(p, fig_count(sum))));
	}
}

void
report_satisfaction(struct page *p, const struct figures *fs)
{
	page_section(p, "satisfaction", N_("Satisfaction"), STR(""));
	add_nps(p, fs);
	add_share(p, fs, "promoter_share", N_("Promoters, 9 and 10"));
	add_share(p, fs, "passive_share", N_("Passives, 7 and 8"));
	add_share(p, fs, "detractor_share", N_("Detractors, 0 to 6"));
	add_share(p, fs, "csat", N_("CSAT, 4 or 5 of 5"));
	add_share(p, fs, "good_share", N_("Good, of good and bad"));
	add_answers(p, fs);
	add_over_time(p, fs);
}

void
report_votes(struct page *p, const struct figures *fs)
{
	static const struct pivot_col col[] = {
		{ { N_("voted for"), PAGE_LEFT, 16, 0 }, PIVOT_GROUP1, NULL },
		{ { N_("platform"), PAGE_LEFT, 0, 3 }, PIVOT_SLUG0,
		    "source" },
		{ { N_("votes"), PAGE_RIGHT, 0, 0 }, PIVOT_VALUE,
		    "customers" },
		{ { N_("of the voters"), PAGE_RIGHT, 0, 0 }, PIVOT_PERCENT,
		    "voter_share" },
		{ { "", PAGE_BAR, 0, 2 }, PIVOT_BAR, "voter_share" },
		{ { N_("repeated"), PAGE_RIGHT, 0, 1 }, PIVOT_VALUE,
		    "votes_repeated" }
	};
	static const struct pivot v = {
		.section = "votes", .key = "customers", .by = "source",
		.col = col, .ncol = sizeof(col) / sizeof(col[0])
	};
	const struct figure *n = figures_find(fs, "votes", "votes");

	page_section(p, "votes", N_("Votes"), n == NULL ? STR("") : SAY(p,
	    N_("{1} votes of {2} customers, one each for a content"),
	    say_value(p, n),
	    say_value(p, figures_find(fs, "votes", "customers"))));
	add_count(p, N_("votes without a customer, not counted: {1}"),
	    figures_find(fs, "votes", "votes_without_customer"));
	add_count(p, N_("votes for nothing that is named, not counted: {1}"),
	    figures_find(fs, "votes", "votes_without_choice"));
	pivot_add(&v, fs, p);
}
