#ifndef CRM_REPORT_H
#define CRM_REPORT_H

#include "face.h"
#include "metrics.h"

/*
 * The sections of a report. Each makes its figures from what was read, and its
 * text from the figures alone.
 */
struct report_section {
	const char	*name;
	const char	*needs;		/* columns, for people */
	void		(*figures)(struct figures *fs, const struct metrics *m);
	/* Called when the section has figures. */
	void		(*text)(const struct figures *fs, const struct face *f);
	bool		optional;	/* only missed when asked for by name */
};

/* Every section, as when none is asked for by name. */
#define REPORT_ALL	(~0u)

/* In the order of the report; a NULL name ends them. */
extern const struct report_section	report_sections[];

/* The section of that name (len bytes), or NULL. */
const struct report_section	*report_section_find(struct str name);
/* Is the bit of that section set? */
bool	report_wants(unsigned want, const char *section);
/*
 * The whole report: head, alarms and, for each section whose bit is set in
 * `want`, its text or what it would need.
 */
void	report_text(const struct figures *fs, const struct metrics *m,
	    unsigned want, const struct face *f);

/* A heading on a line of its own. */
void	report_title(const struct face *f, const char *title);
/* The same with a remark behind it, wrapped. */
void	report_heading(const struct face *f, const char *title,
	    struct str remark);
/* report_customers.c, report_tiers.c, report_rfm.c, report_rows.c */
void	report_key_figures(const struct figures *fs, const struct face *f);
void	report_segments(const struct figures *fs, const struct face *f);
void	report_tiers(const struct figures *fs, const struct face *f);
void	report_lifecycle(const struct figures *fs, const struct face *f);
void	report_heatmap(const struct figures *fs, const struct face *f);
void	report_silent(const struct figures *fs, const struct face *f);
void	report_events(const struct figures *fs, const struct face *f);
void	report_rows(const struct figures *fs, const struct face *f);
/* What somebody has to look at before believing the rest; none is best. */
void	report_alarms(const struct figures *fs, const struct face *f);

/*
 * Numbers for people, appended: 1,985; 12,345.60; 12.3%; 2.59 for a ratio of
 * counts that is no share. An undefined value is "-".
 */
void	report_value(struct buf *b, const struct figure *fig);
void	report_num(struct buf *b, struct fig_num v);
void	report_percent(struct buf *b, const struct figure *fig);

#endif
