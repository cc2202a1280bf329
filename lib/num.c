/*
 * Numbers from text and to text. Ratios are divided digit by digit in
 * integers, so that what is printed is the exact quotient rounded once.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num.h"

/* Digits of the largest 128-bit number. */
#define DIGITS128	39

enum num_result
num_parse_int(struct str s, int64_t *v)
{
	bool neg = s.len > 0 && s.p[0] == '-', over = false;
	uint64_t u = 0, max = (uint64_t)INT64_MAX + neg;
	size_t i;

	if (s.len == (size_t)neg)
		return NUM_SYNTAX;
	for (i = neg; i < s.len; i++) {
		unsigned d = (unsigned char)s.p[i] - (unsigned)'0';

		if (d > 9)
			return NUM_SYNTAX;
		over = over || u > (max - d) / 10;
		u = u * 10 + d;
	}
	if (over)
		return NUM_RANGE;
	/* Negated as unsigned: INT64_MIN has no positive twin. */
	*v = (int64_t)(neg ? -u : u);
	return NUM_OK;
}

const char *
num_reason(enum num_result r)
{
	switch (r) {
	case NUM_OK:
	case NUM_SYNTAX:
		break;
	case NUM_RANGE:
		return "number out of range";
	case NUM_DIGITS:
		return "too many decimals";
	}
	return "not a number";
}

const char num_pairs[201] =
    "0001020304050607080910111213141516171819"
    "2021222324252627282930313233343536373839"
    "4041424344454647484950515253545556575859"
    "6061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

/* The digits of u into out; returns their number. */
static size_t
put_digits(uint128 u, char *out)
{
	char tmp[DIGITS128];
	size_t n = sizeof(tmp);
	uint64_t w;

	if (u < 10) {
		*out = (char)('0' + (int)u);
		return 1;
	}
	/* Divisions of 128 bits are slow: only while they are needed. */
	while (u > UINT64_MAX) {
		tmp[--n] = (char)('0' + (int)(u % 10));
		u /= 10;
	}
	for (w = (uint64_t)u; w >= 10; w /= 100) {
		n -= 2;
		memcpy(tmp + n, num_pairs + 2 * (w % 100), 2);
	}
	if (w > 0)
		tmp[--n] = (char)('0' + (int)w);
	/* A loop: the length is mostly below what a call to memcpy costs. */
	for (size_t i = n; i < sizeof(tmp); i++)
		out[i - n] = tmp[i];
	return sizeof(tmp) - n;
}

static uint128
magnitude(int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

size_t
num_print_int(int64_t v, char out[NUM_MAX])
{
	return num_print_int128(v, out);
}

size_t
num_print_int128(int128 v, char out[NUM_MAX])
{
	size_t n = 0;

	if (v < 0)
		out[n++] = '-';
	return n + put_digits(magnitude(v), out + n);
}

/*
 * The same as %.*g for what is most common, at a fraction of the time: up to
 * nine digits of a value that needs no exponent. v times a power of ten is off
 * by less than 1e-6, so its rounding is certain unless it is that near to a
 * half. 0 when it is not certain, or the value is another.
 */
static size_t
print_usual(double v, int precision, char *out)
{
	static const double power[] = { 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2,
	    1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12 };
	static const int one = 4;	/* the place of 1 */
	int at = 0, decimals, i;
	uint64_t digits, unit = 1;
	double scaled, part;
	size_t n = 0;

	if (precision > 9 || !(v >= power[0] && v < power[one + precision]))
		return 0;
	while (v >= power[at + 1])
		at++;
	decimals = precision - 1 + one - at;
	scaled = v * power[one + decimals];
	digits = (uint64_t)scaled;
	part = scaled - (double)digits;
	if (part > 0.5 - 1e-6 && part < 0.5 + 1e-6)
		return 0;
	digits += part > 0.5;
	for (; decimals > 0 && digits % 10 == 0; decimals--)
		digits /= 10;
	for (i = 0; i < decimals; i++)
		unit *= 10;
	if (digits / unit >= (uint64_t)power[one + precision])
		return 0;
	n = put_digits(digits / unit, out);
	if (decimals == 0)
		return n;
	out[n++] = '.';
	for (digits %= unit; (unit /= 10) > 0; digits %= unit)
		out[n++] = (char)('0' + digits / unit);
	return n;
}

size_t
num_print_real(double v, int precision, char out[NUM_MAX])
{
	size_t usual;
	int n;

	if (!isfinite(v))
		return 0;
	if (precision < 1)
		precision = 1;
	if (precision > 17)
		precision = 17;
	if (v == 0)
		v = 0;	/* drops the sign of -0 */
	/* Halves aside, which it leaves alone, both signs round alike. */
	out[0] = '-';
	usual = print_usual(fabs(v), precision, out + (v < 0));
	if (usual > 0)
		return usual + (v < 0);
	n = snprintf(out, NUM_MAX, "%.*g", precision, v);
	return n < 0 ? 0 : (size_t)n;
}

size_t
num_reprint(struct str s, int digits, char out[NUM_MAX])
{
	char text[401], *end;
	double v;
	int n;

	if (s.len == 0 || s.len >= sizeof(text) || s.p[0] == ' ')
		return 0;
	memcpy(text, s.p, s.len);
	text[s.len] = '\0';
	v = strtod(text, &end);
	if (end != text + s.len || !isfinite(v))
		return 0;
	/* 15 digits always come back, 17 always tell (IEEE 754). */
	for (n = digits == 0 ? 15 : digits; n <= 17; n++) {
		snprintf(out, NUM_MAX, "%.*e", n - 1, v);
		if (digits != 0 || strtod(out, NULL) == v)
			break;
	}
	return strlen(out);
}

/*
 * The next digit of rest / den, rest < den <= 2^127: 10 rest = 2 (2 (2 rest)
 * + rest) is taken modulo den at each step, so nothing overflows.
 */
static char
next_digit(uint128 *rest, uint128 den)
{
	uint128 r = *rest;
	int i, d = 0;

	for (i = 0; i < 3; i++) {
		r *= 2;
		d *= 2;
		if (r >= den) {
			r -= den;
			d++;
		}
		if (i != 1)
			continue;
		r += *rest;
		if (r >= den) {
			r -= den;
			d++;
		}
	}
	*rest = r;
	return (char)('0' + d);
}

/* Add one to the last of n digits; true when a 1 is carried out in front. */
static bool
round_up(char *digit, size_t n)
{
	while (n > 0 && digit[n - 1] == '9')
		digit[--n] = '0';
	if (n == 0)
		return true;
	digit[n - 1]++;
	return false;
}

size_t
num_print_percent(int128 num, int128 den, int decimals, char out[NUM_MAX])
{
	uint128 d = magnitude(den), rest;
	char digit[DIGITS128 + 16];
	size_t n, skip, whole, used = 0, dec;
	bool zero = true;

	if (den == 0)
		return 0;
	dec = decimals < 0 ? 0 : decimals > 9 ? 9 : (size_t)decimals;
	rest = magnitude(num) % d;
	digit[0] = '0';		/* for the carry */
	n = 1 + put_digits(magnitude(num) / d, digit + 1);
	for (whole = n + 2; n < whole + dec; n++)
		digit[n] = next_digit(&rest, d);
	if (rest * 2 >= d)
		round_up(digit, n);
	/* One digit stays in front of the point. */
	for (skip = 0; skip + 1 < whole && digit[skip] == '0'; skip++)
		;
	for (size_t i = skip; i < n; i++)
		zero = zero && digit[i] == '0';
	if ((num < 0) != (den < 0) && !zero)
		out[used++] = '-';
	memcpy(out + used, digit + skip, whole - skip);
	used += whole - skip;
	if (dec > 0) {
		out[used++] = '.';
		memcpy(out + used, digit + whole, dec);
		used += dec;
	}
	return used;
}

/*
 * The first `want` significant digits of num / den > 0, rounded half to even;
 * the first one stands for 10^*exp. Returns how many there are without
 * trailing zeros.
 */
static size_t
significant(uint128 num, uint128 den, size_t want, char *digit, int *exp)
{
	char whole[DIGITS128];
	uint128 rest = num % den;
	size_t n = put_digits(num / den, whole), have, i;
	bool exact = true;
	char next;

	*exp = (int)n - 1;
	if (whole[0] == '0') {
		do {
			whole[0] = next_digit(&rest, den);
			*exp -= 1;
		} while (whole[0] == '0');
	}
	have = n < want ? n : want;
	memcpy(digit, whole, have);
	for (i = have + 1; i < n; i++)
		exact = exact && whole[i] == '0';
	for (; have < want; have++)
		digit[have] = next_digit(&rest, den);
	next = n > want ? whole[want] : next_digit(&rest, den);
	exact = exact && rest == 0;
	if (next > '5' || (next == '5' &&
	    (!exact || (digit[want - 1] - '0') % 2 != 0))) {
		if (round_up(digit, want)) {
			digit[0] = '1';
			*exp += 1;
		}
	}
	while (have > 1 && digit[have - 1] == '0')
		have--;
	return have;
}

/* digit[0].digit[1]... times 10^exp, plain. */
static size_t
put_plain(const char *digit, size_t n, int exp, char *out)
{
	size_t used = 0, i;
	int place;

	for (place = exp < 0 ? 0 : exp, i = 0; place >= 0 || i < n; place--) {
		if (place == -1)
			out[used++] = '.';
		out[used++] = place > exp || i >= n ? '0' : digit[i++];
	}
	return used;
}

size_t
num_print_ratio(int128 num, int128 den, int precision, char out[NUM_MAX])
{
	char digit[17];
	size_t n, used = 0, want;
	int exp;

	if (den == 0)
		return 0;
	if (num == 0) {
		out[0] = '0';
		return 1;
	}
	want = precision < 1 ? 1 : precision > 17 ? 17 : (size_t)precision;
	if ((num < 0) != (den < 0))
		out[used++] = '-';
	n = significant(magnitude(num), magnitude(den), want, digit, &exp);
	if (exp >= -5 && exp < 15)
		return used + put_plain(digit, n, exp, out + used);
	used += put_plain(digit, n, 0, out + used);
	return used + (size_t)snprintf(out + used, NUM_MAX - used, "e%c%02d",
	    exp < 0 ? '-' : '+', exp < 0 ? -exp : exp);
}
