#ifndef CRM_CONTENTGROUPS_H
#define CRM_CONTENTGROUPS_H

#include "metrics.h"

/*
 * Contents by what they are, each group with its sums: of all contents, and of
 * those published in the last period that is over and the one before.
 */
enum content_by {
	CONTENT_ALL,		/* one group, "" */
	CONTENT_BY_SOURCE, CONTENT_BY_FORM, CONTENT_BY_TOPIC,
	CONTENT_BY_TAG,		/* a content is in the group of each tag */
	CONTENT_BY_PERIOD,	/* of publication, where it is known */
	CONTENT_BYS
};

/* One metric of a content by another. */
enum content_rate {
	/* Interactions by what they are measured against, the best first. */
	RATE_ENGAGEMENT,	/* views */
	RATE_BY_IMPRESSIONS, RATE_BY_REACH, RATE_BY_CLICKS, RATE_BY_FOLLOWERS,
	RATE_FAVORITE, RATE_SPREAD, RATE_CLICK,
	RATE_VIEW,		/* views by impressions */
	RATE_FOLLOW,		/* follows by views */
	CONTENT_RATES
};
#define ENGAGEMENT_RATES	(RATE_BY_FOLLOWERS + 1)

struct content_group {
	int128		n, views, interactions;
	bool		has_views, has_interactions;	/* of some content */
	int128		side[CONTENT_SIDES];
	struct fig_sums	rate[CONTENT_RATES];
};

/* Forms, topics and tags that are not said are the group "". */
struct content_groups {
	struct names		 name;
	struct content_group	*g;
};

/* The last period that is over, the one before, and the one that is not. */
enum { CONTENT_NOW, CONTENT_BEFORE, CONTENT_RUNNING, CONTENT_LAST };

struct content_tally {
	const struct metrics	*m;
	struct contents		*cs;
	struct content_groups	 by[CONTENT_BYS];
	/* The same of what was published in the last periods. */
	struct content_groups	 last[CONTENT_LAST][CONTENT_BYS];
	int32_t			 period[CONTENT_LAST];
	bool			 has_periods;
	uint32_t		 later;		/* published after as-of */
	struct arena		 text;
};

/* Contents published after as-of are in no group. */
void	content_tally_open(struct content_tally *t, const struct metrics *m);
/* NULL, "source", "form", "topic", "tag", or the period. */
const char	*content_by_name(const struct content_tally *t,
		    enum content_by by);
/* NULL when there is none of that name. */
const struct content_group	*content_group_find(
				    const struct content_groups *gs,
				    struct str name);
/* Is the period of that name not over on the as-of date? */
bool	content_running(const struct content_tally *t, struct str name);
void	content_tally_close(struct content_tally *t);

#endif
