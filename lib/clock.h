#ifndef CRM_CLOCK_H
#define CRM_CLOCK_H

#include "stamp.h"

/*
 * Times as exports write them. A format is a pattern of %-letters or one of
 * the names "any", "rfc3339", "epoch", "epoch_s", "epoch_ms", "excel".
 *
 * Letters: Y y m d e H I M S p b B h a A z Z F T R n t %. Numbers may lack
 * their leading zero; %S takes a fraction; %y is 1969..2068; names are
 * English; %z is Z, +hh, +hhmm or +hh:mm; %Z is UTC or GMT. A blank in the
 * pattern stands for one or more blanks.
 *
 * "any" reads what has only one meaning: RFC 3339, year-month-day with - / .
 * or 年月日, English month names, AM and PM, 上午 and 下午; three numbers with
 * the year last or of two digits only where the order is told, be one of them
 * above 12 or not: what the other dates of a column are is for its reader to
 * find out. "excel" is a serial number of the 1900 date system. "epoch" is in
 * milliseconds from 12 digits on.
 */
enum date_order { DATE_UNKNOWN, DATE_DMY, DATE_MDY, DATE_YMD };

/* NULL when the format can be used, else what is wrong with it; static. */
const char	*clock_check(const char *format);
/*
 * Read s, without outer blanks, in that format. NULL and *t, or why not (static
 * text). An epoch is a zoned time with offset 0.
 */
const char	*clock_parse(const char *format, struct str s,
		    enum date_order order, struct stamp *t);

/*
 * The orders, as bits 1 << order, by which "any" reads s where it needs to be
 * told: 0 when that is no such date, or the same day by all of them.
 */
unsigned	 clock_orders(struct str s);

#endif
