#ifndef CRM_XLSXNUM_H
#define CRM_XLSXNUM_H

#include "buf.h"

/*
 * Numbers of a workbook as text. A workbook holds binary64 numbers; a date is
 * one too, and only the number format of its cell tells.
 */

/* What a number format shows, as far as it matters here: bits. */
#define XLSXNUM_DATE	1
#define XLSXNUM_TIME	2
#define XLSXNUM_SECONDS	4	/* with XLSXNUM_TIME */
#define XLSXNUM_ELAPSED	8	/* hours beyond 24: [h]:mm */

/* Of a format code such as yyyy/m/d h:mm, and of the built-in formats. */
unsigned	xlsxnum_format(struct str code);
unsigned	xlsxnum_builtin(unsigned long id);
/*
 * v, as it is stored, in the shortest decimal that is the same number, without
 * an exponent. But a whole number beyond 2^53 that is written with an exponent,
 * or that has 18 digits or more of which a binary64 can hold no other, has lost
 * digits: it keeps an exponent, so that nobody takes it for an id.
 */
void		xlsxnum_put(struct buf *out, struct str v);
/*
 * v in a cell whose format has the bits of `shows`: 2024-01-31,
 * 2024-01-31 05:06[:07[.089]] or 05:06:07, to the ms. The time of a date is
 * left out only when it is midnight and not shown; seconds when they are 0 and
 * not shown. A number that is no date in the system (1904 or 1900) is put as a
 * number.
 */
void		xlsxnum_put_shown(struct buf *out, struct str v, unsigned shows,
		    bool date1904);

#endif
