#ifndef CRM_ZONERULE_H
#define CRM_ZONERULE_H

#include <stdint.h>

#include "buf.h"

/* Rules for summer time as POSIX has them in TZ: EST5EDT,M3.2.0,M11.1.0. */

/* When the clock changes, every year. */
struct zonerule_date {
	char	kind;		/* 'M': month, week, day of week (0 Sunday);
				   'J': 1..365 without February 29;
				   'D': 0..365 with it */
	int	month, week;
	int	day;		/* of the week or of the year */
	int32_t	time;		/* seconds after midnight, old clock */
};

struct zonerule {
	int32_t	std, dst;	/* seconds east of UTC */
	bool	has_dst;
	struct zonerule_date start, end;
};

/* RFC 8536 with the times of -167 to 167 hours; dates are not optional. */
bool	zonerule_parse(struct str s, struct zonerule *r);
/* Seconds east of UTC at an instant of the years that stamps have. */
int32_t	zonerule_offset(const struct zonerule *r, int64_t utc_s);

#endif
