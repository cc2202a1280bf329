#ifndef CRM_TREND_H
#define CRM_TREND_H

#include "page.h"

/* A metric by day, week or month as a chart with an axis without holes. */
struct trend {
	const char	*section, *metric;
	const char	*name;		/* a key of wording.h */
	bool		 zero;		/* a period that is not there has 0 */
};

/*
 * Up to TREND_LINES metrics in one chart, whose title is a key of wording.h:
 * the periods that are over, the last 53 at most; nothing with fewer than two
 * values.
 */
#define TREND_LINES	3
void	trend_add(const char *title, const struct trend *t, size_t n,
	    const struct figures *fs, struct page *p);

#endif
