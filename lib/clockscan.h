#ifndef CRM_CLOCKSCAN_H
#define CRM_CLOCKSCAN_H

#include "cell.h"

/* Taking times apart: private to clock.c and clockscan.c. */

/* The parts of a time as they are found; -1: not there. */
struct parts {
	int	year, month, mday;
	int	hour, minute, second, ms;
	int	afternoon;	/* %p: 0 AM, 1 PM */
	int	offset;
	bool	zoned;
};

/* Each takes what it reads off the front of s; false when it is not there. */
/* At least min and at most max digits. */
bool	clock_int(struct str *s, size_t min, size_t max, int *v);
void	clock_blanks(struct str *s);
/* Two digits of a year, 1969 to 2068. */
bool	clock_short_year(struct str *s, struct parts *p);
/* Z, +hh, +hhmm, +hh:mm; UTC or GMT; AM or PM. */
bool	clock_offset(struct str *s, struct parts *p);
bool	clock_utc(struct str *s, struct parts *p);
bool	clock_half(struct str *s, struct parts *p);
/* All that a pattern of %-letters says. */
bool	clock_format(struct str *s, const char *fmt, struct parts *p);

#endif
