#ifndef CRM_REPORT_H
#define CRM_REPORT_H

#include "metrics.h"
#include "pivot.h"

/*
 * The sections of a report. Each makes its figures from what was read, and its
 * blocks from the figures alone.
 */
struct report_section {
	const char	*name;
	const char	*needs;		/* for people: a key of wording.h */
	void		(*figures)(struct figures *fs, const struct metrics *m);
	/* Called when the section has figures. */
	void		(*page)(struct page *p, const struct figures *fs);
	bool		optional;	/* only missed when asked for by name */
	bool		last;		/* figures after all other sections */
	/* What collects its data while rows are read, or NULL. */
	const struct family	*family;
};

/* A bit each says which are wanted; all, as when none is asked for by name. */
#define REPORT_MAX	64
#define REPORT_ALL	UINT64_MAX

/* In the order of the report; a NULL name ends them. */
extern const struct report_section	report_sections[];

/* The section of that name (len bytes), or NULL. */
const struct report_section	*report_section_find(struct str name);
/* Is the bit of that section set? */
bool	report_wants(uint64_t want, const char *section);
/* The figures of all sections: alarms are of the whole, whatever is shown. */
void	report_figures(struct figures *fs, const struct metrics *m);
/*
 * The whole report: head, alarms and, for each section whose bit is set in
 * `want`, its blocks or what it would need.
 */
void	report_page(struct page *p, const struct figures *fs,
	    const struct metrics *m, uint64_t want);

/*
 * Does every target name a figure that the report can have? Else a line in
 * err; path is that of the targets.
 */
bool	report_check_targets(const struct figures *fs, const struct metrics *m,
	    const char *path, struct buf *err);

/* The figure of all customers, which may be by their currency; or NULL. */
const struct figure	*report_total(const struct figures *fs,
			    const char *section, const char *metric);
/* report_customers.c, report_tiers.c, report_rfm.c, report_contents.c, ... */
void	report_changes(struct page *p, const struct figures *fs);
void	report_key_figures(struct page *p, const struct figures *fs);
void	report_segments(struct page *p, const struct figures *fs);
void	report_tiers(struct page *p, const struct figures *fs);
void	report_lifecycle(struct page *p, const struct figures *fs);
void	report_heatmap(struct page *p, const struct figures *fs);
void	report_silent(struct page *p, const struct figures *fs);
void	report_engagement(struct page *p, const struct figures *fs);
void	report_contents(struct page *p, const struct figures *fs);
void	report_review(struct page *p, const struct figures *fs);
void	report_mix(struct page *p, const struct figures *fs);
void	report_features(struct page *p, const struct figures *fs);
void	report_steps(struct page *p, const struct figures *fs);
void	report_audit(struct page *p, const struct figures *fs);
void	report_sentiment(struct page *p, const struct figures *fs);
void	report_satisfaction(struct page *p, const struct figures *fs);
void	report_votes(struct page *p, const struct figures *fs);
void	report_reach(struct page *p, const struct figures *fs);
void	report_plays(struct page *p, const struct figures *fs);
void	report_forms(struct page *p, const struct figures *fs);
void	report_offers(struct page *p, const struct figures *fs);
void	report_lifetime(struct page *p, const struct figures *fs);
void	report_topics(struct page *p, const struct figures *fs);
void	report_cocreation(struct page *p, const struct figures *fs);
void	report_followers(struct page *p, const struct figures *fs);
void	report_profile(struct page *p, const struct figures *fs);
void	report_targets(struct page *p, const struct figures *fs);
void	report_scorecard(struct page *p, const struct figures *fs);
void	report_events(struct page *p, const struct figures *fs);
void	report_rows(struct page *p, const struct figures *fs);
/* A list of contents; the last column is hotness. */
#define REPORT_CONTENT_COLS	7
extern const struct pivot_col	report_content_cols[REPORT_CONTENT_COLS];
/* What somebody has to look at before believing the rest; none is best. */
void	report_alarms(struct page *p, const struct figures *fs);

#endif
