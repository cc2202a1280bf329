#ifndef CRM_ZONE_H
#define CRM_ZONE_H

#include "stamp.h"

/*
 * A time zone: an IANA name (read from the system's TZif files, the rule for
 * years beyond the table included), "UTC", "Z" or an offset "+08:00".
 * Never touches TZ, TZDIR or localtime.
 */
struct zone;

/* NULL when there is no such zone. Caller frees with zone_free. */
struct zone	*zone_open(const char *name);
void		 zone_free(struct zone *z);
/*
 * Minutes east of UTC at an instant of the years 0000 to 9999 (offsets with
 * seconds, as before 1900, round down).
 */
int	zone_offset_at(const struct zone *z, int64_t utc_s);
/*
 * Give a local clock time its offset; zoned stamps are left. A time that
 * occurs twice takes the first (earlier instant); one that is skipped keeps
 * the offset before the gap, and *odd (may be NULL) is set in both cases,
 * but not for a day without a time.
 */
void	zone_assume(const struct zone *z, struct stamp *t, bool *odd);
/*
 * Convert a zoned stamp to this zone (same instant); others are left, and so
 * is one whose local date would leave the years 0000 to 9999.
 */
void	zone_convert(const struct zone *z, struct stamp *t);

#endif
