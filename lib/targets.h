#ifndef CRM_TARGETS_H
#define CRM_TARGETS_H

#include "diag.h"
#include "mem.h"
#include "num.h"
#include "stamp.h"

/*
 * What figures are to be: a table metric, scope, period, min, max
 * (--targets). A zeroed one is empty.
 */
#define TARGET_UNIT	1000000		/* of min and max */

enum target_side { TARGET_MIN, TARGET_MAX, TARGET_SIDES };

struct target {
	struct str	section;	/* "": whichever has the metric */
	struct str	metric;
	struct str	scope;		/* as written; "" is all */
	struct str	by, group;	/* the same apart */
	struct str	period;		/* as written */
	int32_t		first, last;	/* its days */
	bool		has[TARGET_SIDES];
	int128		limit[TARGET_SIDES];
	/* Where it stands. */
	uint64_t	line, metric_column, scope_column;
};

struct targets {
	struct target	*t;
	size_t		 n;
	struct arena	 text;
};

/*
 * STATUS_OK, or a line in err: STATUS_USAGE for a mistake in the file,
 * STATUS_IO when it cannot be read. Free it in each case.
 */
enum status	targets_load(struct targets *ts, const char *path,
		    struct buf *err);
void		targets_free(struct targets *ts);

#endif
