/*
 * The report as a page: what a person reads at nine in the morning. The order
 * is that of the questions: is it sound, how much, who, who is leaving, and
 * only then where it all came from.
 */
#include <string.h>

#include "report.h"
#include "audience.h"
#include "mingroup.h"
#include "pulse.h"
#include "reach.h"
#include "takings.h"
#include "voice.h"

const struct report_section report_sections[] = {
	{ .name = "changes",
	  .needs = N_("two periods with 20 contents or 30 customers each"),
	  .figures = metrics_changes, .page = report_changes,
	  .optional = true, .last = true },
	{ .name = "scorecard",
	  .needs = N_("figures of three blocks: satisfaction, loyalty, "
	      "business, social media"),
	  .figures = metrics_scorecard, .page = report_scorecard,
	  .optional = true, .last = true },
	{ .name = "targets", .needs = N_("the option --targets"),
	  .figures = metrics_targets, .page = report_targets,
	  .optional = true, .last = true },
	{ .name = "customers",
	  .needs = N_("a customer table, or events with orders"),
	  .figures = metrics_customers, .page = report_key_figures,
	  .family = &family_takings },
	{ .name = "segments", .needs = N_("the column segment of crm-rfm"),
	  .figures = metrics_segments, .page = report_segments },
	{ .name = "tiers", .needs = N_("the column tier of crm-tier"),
	  .figures = metrics_tiers, .page = report_tiers, .optional = true },
	{ .name = "lifecycle", .needs = N_("the column lifecycle of crm-tier"),
	  .figures = metrics_lifecycle, .page = report_lifecycle,
	  .optional = true },
	{ .name = "heatmap",
	  .needs = N_("the columns r_score and f_score of crm-rfm"),
	  .figures = metrics_heatmap, .page = report_heatmap },
	{ .name = "silent",
	  .needs = N_("the columns r_score and monetary of crm-rfm"),
	  .figures = metrics_silent, .page = report_silent },
	{ .name = "engagement",
	  .needs = N_("content records, or events with content_id"),
	  .figures = metrics_engagement, .page = report_engagement,
	  .optional = true, .family = &family_contents },
	{ .name = "contents",
	  .needs = N_("content records, or events with content_id"),
	  .figures = metrics_contents, .page = report_contents,
	  .optional = true, .family = &family_contents },
	{ .name = "review",
	  .needs = N_("content records with as_of, or events, published_at, "
	  "and a day"),
	  .figures = metrics_review, .page = report_review,
	  .optional = true, .family = &family_contents },
	{ .name = "mix",
	  .needs = N_("content records, or events with content_id"),
	  .figures = metrics_mix, .page = report_mix,
	  .optional = true, .family = &family_contents },
	{ .name = "features",
	  .needs = N_("contents with views and interactions"),
	  .figures = metrics_features, .page = report_features,
	  .optional = true, .family = &family_contents },
	{ .name = "steps",
	  .needs = N_("contents of the last two periods, with impressions or "
	      "views and what follows them"),
	  .figures = metrics_steps, .page = report_steps,
	  .optional = true, .last = true, .family = &family_contents },
	{ .name = "audit",
	  .needs = N_("content records with the column sentiment of "
	      "crm-sentiment"),
	  .figures = metrics_audit, .page = report_audit,
	  .optional = true, .family = &family_contents },
	{ .name = "sentiment",
	  .needs = N_("events with the column sentiment of crm-sentiment"),
	  .figures = metrics_sentiment, .page = report_sentiment,
	  .optional = true, .family = &family_voice },
	{ .name = "satisfaction",
	  .needs = N_("events of type rating, with rating and rating_max"),
	  .figures = metrics_satisfaction, .page = report_satisfaction,
	  .optional = true, .family = &family_voice },
	{ .name = "votes",
	  .needs = N_("events of type vote, with content_id or product"),
	  .figures = metrics_votes, .page = report_votes,
	  .optional = true, .family = &family_voice },
	{ .name = "reach",
	  .needs = N_("the column tier of crm-tier, and events that reach "
	      "or engage customers"),
	  .figures = metrics_reach, .page = report_reach,
	  .optional = true, .family = &family_reach },
	{ .name = "plays",
	  .needs = N_("events of type play, or reads and views with seconds"),
	  .figures = metrics_plays, .page = report_plays,
	  .optional = true, .family = &family_reach },
	{ .name = "forms",
	  .needs = N_("the column tier of crm-tier, and events with a form"),
	  .figures = metrics_forms, .page = report_forms,
	  .optional = true, .family = &family_reach },
	{ .name = "offers",
	  .needs = N_("the column tier of crm-tier, and orders with coupon"),
	  .figures = metrics_offers, .page = report_offers,
	  .optional = true, .family = &family_reach },
	{ .name = "lifetime",
	  .needs = N_("the column tier of crm-tier, and clv or monetary"),
	  .figures = metrics_lifetime, .page = report_lifetime,
	  .optional = true },
	{ .name = "topics",
	  .needs = N_("contents or events with topic"),
	  .figures = metrics_topics, .page = report_topics,
	  .optional = true, .family = &family_reach },
	{ .name = "cocreation",
	  .needs = N_("content records of customers of a customer table"),
	  .figures = metrics_cocreation, .page = report_cocreation,
	  .optional = true, .family = &family_reach },
	{ .name = "followers",
	  .needs = N_("events of type follow or unfollow, or profiles of own "
	      "accounts with followers and as_of"),
	  .figures = metrics_followers, .page = report_followers,
	  .optional = true, .family = &family_audience },
	{ .name = "profile",
	  .needs = N_("profiles with gender, age, region or job, or the column "
	      "preferred_tag of crm-tier"),
	  .figures = metrics_profile, .page = report_profile,
	  .optional = true, .family = &family_audience },
	{ .name = "events", .needs = N_("an event table of crm-ingest"),
	  .figures = metrics_events, .page = report_events,
	  .family = &family_pulse },
	{ .name = "summary", .needs = N_("any operand"),
	  .figures = metrics_rows, .page = report_rows },
	{ 0 }
};
_Static_assert(sizeof(report_sections) / sizeof(report_sections[0]) <=
    REPORT_MAX + 1, "a bit each in what is wanted");

const struct figure *
report_total(const struct figures *fs, const char *section, const char *metric)
{
	const struct figure *f;
	size_t at = 0;

	while ((f = figures_next(fs, section, metric, &at)) != NULL &&
	    f->key.by[0] != NULL && strcmp(f->key.by[0], "currency") != 0)
		;
	return f;
}

const struct report_section *
report_section_find(struct str name)
{
	const struct report_section *s;

	for (s = report_sections; s->name != NULL; s++) {
		if (str_eq(name, str_z(s->name)))
			return s;
	}
	return NULL;
}

bool
report_wants(uint64_t want, const char *section)
{
	const struct report_section *s = report_section_find(str_z(section));

	return s != NULL && (want >> (s - report_sections) & 1) != 0;
}

static bool
has_figures(const struct figures *fs, const char *section)
{
	size_t i;

	for (i = 0; i < fs->n; i++) {
		if (str_eq(str_z(fs->f[i].key.section), str_z(section)))
			return true;
	}
	return false;
}

/* Is the input a summary, and not a table? */
static bool
is_run(const struct metrics *m, struct str name)
{
	size_t i;

	for (i = 0; i + 1 < m->nrun; i++) {
		if (str_eq(name, str_z(m->run[i].file)))
			return true;
	}
	return false;
}

/* "rfm.csv 1,985 rows, rfm.json": what this run read. */
static void
add_inputs(struct page *p, const struct metrics *m)
{
	const struct runsum *own = &m->run[m->nrun - 1];
	const struct runsum_count *c;
	struct buf b = { 0 };
	struct str n;
	size_t i;

	for (i = 0; i < own->inputs.n; i++) {
		c = &own->inputs.c[i];
		if (b.len > 0)
			buf_z(&b, ", ");
		n = say_num(p, fig_count(c->n));
		buf_str(&b, is_run(m, c->name) ? c->name :
		    SAY(p, c->n == 1 ? N_("{1} {2} row") : N_("{1} {2} rows"),
		    c->name, n));
	}
	page_add(p, PAGE_LINE, buf_view(&b));
	buf_free(&b);
}

static const char *const weekday[] = {
	N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
	N_("Friday"), N_("Saturday"), N_("Sunday")
};

static void
add_head(struct page *p, const struct metrics *m)
{
	bool money = m->currency.len > 0;
	struct str name;
	int32_t day;

	if (!day_parse(m->as_of, &day)) {
		page_add(p, PAGE_TITLE, money ? SAY(p,
		    N_("Report, money in {1}"), m->currency) :
		    say_label(p, N_("Report")));
		add_inputs(p, m);
		return;
	}
	name = say_label(p, weekday[day_of_week(day)]);
	page_add(p, PAGE_TITLE, SAY(p, money ?
	    N_("Report as of {1} {2}, money in {3}") :
	    N_("Report as of {1} {2}"), name, m->as_of, m->currency));
	add_inputs(p, m);
}

/* What was asked for and cannot be shown. */
static void
add_missing(struct page *p, const struct figures *fs, uint64_t want)
{
	const struct report_section *s;
	bool first = true;
	size_t i;

	for (i = 0; (s = &report_sections[i])->name != NULL; i++) {
		if ((want >> i & 1) == 0 || has_figures(fs, s->name) ||
		    (want == REPORT_ALL && s->optional))
			continue;
		if (first)
			page_section(p, "missing", N_("Not shown"), STR(""));
		first = false;
		page_add(p, PAGE_TEXT, SAY(p, N_("{1} needs {2}"),
		    str_z(s->name), say_label(p, s->needs)));
	}
}

/* What --min-group took out of a section. */
static void
add_hidden(struct page *p, const struct figures *fs, const char *section)
{
	const struct figure *fig = figures_find(fs, section, "hidden_groups");

	if (fig != NULL)
		page_add(p, PAGE_TEXT, SAY(p, N_("groups with figures hidden, "
		    "of too few customers: {1}"), say_num(p, fig->value)));
}

void
report_figures(struct figures *fs, const struct metrics *m)
{
	const struct report_section *s;

	for (s = report_sections; s->name != NULL; s++) {
		if (!s->last)
			s->figures(fs, m);
	}
	/* Those to come are made from these, and hidden with them. */
	mingroup_mark(fs, m->min_group);
	for (s = report_sections; s->name != NULL; s++) {
		if (s->last)
			s->figures(fs, m);
	}
}

void
report_page(struct page *p, const struct figures *fs, const struct metrics *m,
    uint64_t want)
{
	size_t i;

	add_head(p, m);
	report_alarms(p, fs);
	for (i = 0; report_sections[i].name != NULL; i++) {
		if ((want >> i & 1) == 0 ||
		    !has_figures(fs, report_sections[i].name))
			continue;
		report_sections[i].page(p, fs);
		add_hidden(p, fs, report_sections[i].name);
	}
	add_missing(p, fs, want);
}
