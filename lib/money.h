#ifndef CRM_MONEY_H
#define CRM_MONEY_H

#include "num.h"

/* Money: int64_t in 1/10000 of the currency unit; sums in int128. */
#define MONEY_UNIT	10000
#define MONEY_MAX	56	/* bytes that a printed amount needs */

/*
 * -?digits[.digits] or -?.digits. A fifth decimal that is not zero is
 * NUM_DIGITS; with rounded not NULL it is rounded half to even and *rounded
 * counts up. Never through a double.
 */
enum num_result	money_parse(struct str s, int64_t *v, uint64_t *rounded);
/* What a result other than NUM_OK is called in messages; static text. */
const char	*money_reason(enum num_result r);
/*
 * With two decimals, or up to four when they are not zero: 12.50, 0.0001.
 * Returns the number of bytes; never fails.
 */
size_t	money_print(int128 v, char out[MONEY_MAX]);
/* v / n as money, rounded half to even to 1/10000; n > 0. */
int128	money_divide(int128 v, int64_t n);
/*
 * For people: grouped thousands and `decimals` (0..2) decimals, rounded half
 * to even: 1,234,567.89.
 */
size_t	money_print_human(int128 v, int decimals, char out[MONEY_MAX]);

#endif
