#ifndef CRM_NUM_H
#define CRM_NUM_H

#include <stdint.h>

#include "buf.h"

/* ISO C has no 128-bit integers; gcc and clang do. */
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

enum num_result {
	NUM_OK,
	NUM_SYNTAX,	/* not a number */
	NUM_RANGE,	/* out of range */
	NUM_DIGITS	/* more decimals than can be kept */
};

#define NUM_MAX	56	/* bytes that any printed number needs */

/* "00" to "99": two digits at a time. */
extern const char num_pairs[201];

/* -?[0-9]+, nothing else. */
enum num_result	num_parse_int(struct str s, int64_t *v);
/* What a result other than NUM_OK is called in messages; static text. */
const char	*num_reason(enum num_result r);
/* The digits of v into out (not NUL-ended); returns their number. */
size_t	num_print_int(int64_t v, char out[NUM_MAX]);
/* The same for all of 128 bits. */
size_t	num_print_int128(int128 v, char out[NUM_MAX]);
/*
 * v with `precision` (1..17) significant digits in the shortest form (%g), or
 * with no bytes at all when v is not finite. -0 prints as 0.
 */
size_t	num_print_real(double v, int precision, char out[NUM_MAX]);
/*
 * What is left of the decimal s in a binary64, as d.de+x with that many digits
 * (1..17), or with 0 as many as tell it from all others. No bytes when s is
 * longer than 400 bytes, no number, or not finite.
 */
size_t	num_reprint(struct str s, int digits, char out[NUM_MAX]);
/*
 * The ratio num / den in percent with `decimals` (0..9) digits, exact, a half
 * rounded away from zero. No bytes when den is 0.
 */
size_t	num_print_percent(int128 num, int128 den, int decimals,
	    char out[NUM_MAX]);
/*
 * num / den with `precision` (1..17) significant digits, rounded half to even
 * from the exact quotient, without trailing zeros: plain from 1e-5 up to
 * 1e15, else as 1.5e-06. No bytes when den is 0.
 */
size_t	num_print_ratio(int128 num, int128 den, int precision,
	    char out[NUM_MAX]);

#endif
