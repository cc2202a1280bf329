#ifndef CRM_DECIMAL_H
#define CRM_DECIMAL_H

#include "mem.h"
#include "num.h"

/* A decimal as it is written: digits without the point, times 10^-scale. */
struct decimal {
	int128	digits;
	int	scale;
	bool	negative;
};

/*
 * [-+]digits[.digits], the whole part possibly in groups of three with commas.
 * At most 22 digits and 30 decimals; false when s is anything else.
 */
bool		decimal_parse(struct str s, struct decimal *d);
/*
 * d times 10^places (at most 9) as a whole number, rounded half to even;
 * *exact tells whether nothing was rounded.
 */
int128		decimal_scaled(const struct decimal *d, int places,
		    bool *exact);
/* v times 10^-places (at most 18) as text without trailing zeros. */
struct str	decimal_print(struct arena *a, int128 v, int places);
/*
 * The digits of a text that decimal_parse accepts, as they are written, in the
 * form that JSON wants: without grouping, plus sign and leading zeros, with a
 * digit on both sides of the point.
 */
struct str	decimal_digits(struct arena *a, struct str s);

#endif
