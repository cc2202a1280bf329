/*
 * Exact amounts. The sign is taken off first and everything is done with
 * unsigned magnitudes, because the most negative amount has no positive twin.
 */

#include <string.h>

#include "money.h"

#define DECIMALS	4

static unsigned
digit_at(struct str s, size_t i)
{
	return (unsigned)(unsigned char)s.p[i] - '0';
}

/* Is a value of u and a lost part (in tenths: 0..9, more) to be rounded up? */
static bool
half_even_up(uint64_t u, unsigned tenths, bool more)
{
	return tenths > 5 || (tenths == 5 && (more || u % 2 != 0));
}

/*
 * The digits of s from *i on behind the point: four of them into *u, the rest
 * judged. NUM_DIGITS when the rest is not zero, *up how it rounds.
 */
static enum num_result
parse_decimals(struct str s, size_t *i, uint64_t *u, bool *up)
{
	unsigned d, tenths = 0;
	bool more = false;
	int n;

	for (n = 0; *i < s.len && (d = digit_at(s, *i)) <= 9; n++, (*i)++) {
		if (n < DECIMALS)
			*u = *u * 10 + d;
		else if (n == DECIMALS)
			tenths = d;
		else
			more = more || d != 0;
	}
	if (n == 0)
		return NUM_SYNTAX;
	for (; n < DECIMALS; n++)
		*u *= 10;
	*up = half_even_up(*u, tenths, more);
	return tenths != 0 || more ? NUM_DIGITS : NUM_OK;
}

/* The common form: at most 14 bytes, digits[.digits] with up to 4 decimals. */
static bool
parse_plain(struct str s, int64_t *v)
{
	static const int64_t unit[] = { MONEY_UNIT, MONEY_UNIT / 10,
	    MONEY_UNIT / 100, MONEY_UNIT / 1000, 1 };
	size_t i, point = s.len;
	int64_t u = 0;

	if (s.len == 0 || s.len > 14)
		return false;
	for (i = 0; i < s.len; i++) {
		unsigned d = digit_at(s, i);

		if (d <= 9)
			u = u * 10 + d;
		else if (s.p[i] == '.' && point == s.len && i > 0)
			point = i;
		else
			return false;
	}
	/* Decimals that are there: none without a point. */
	i = point == s.len ? 0 : s.len - point - 1;
	if (point == s.len - 1 || i > DECIMALS)
		return false;
	*v = u * unit[i];
	return true;
}

enum num_result
money_parse(struct str s, int64_t *v, uint64_t *rounded)
{
	bool neg = s.len > 0 && s.p[0] == '-', up = false, over = false;
	uint64_t u = 0, max = (uint64_t)INT64_MAX + neg;
	enum num_result r = NUM_OK;
	size_t i = neg, begin;
	unsigned d;

	if (parse_plain(s, v))
		return NUM_OK;
	while (i < s.len && s.p[i] == '0')
		i++;
	for (begin = i; i < s.len && (d = digit_at(s, i)) <= 9; i++)
		u = u * 10 + d;
	/* 15 digits times MONEY_UNIT fit; a longer number is out of range. */
	if (i - begin > 15) {
		over = true;
		u = 0;
	}
	if (i < s.len && s.p[i] == '.') {
		i++;
		r = parse_decimals(s, &i, &u, &up);
	} else {
		u *= MONEY_UNIT;
		if (i == (size_t)neg)
			return NUM_SYNTAX;
	}
	if (i < s.len || r == NUM_SYNTAX)
		return NUM_SYNTAX;
	if (r == NUM_DIGITS && rounded != NULL) {
		u += up;
		r = NUM_OK;
		if (!over && u <= max)
			*rounded += 1;
	}
	if (over || u > max)
		return NUM_RANGE;
	if (r == NUM_OK)
		*v = (int64_t)(neg ? -u : u);
	return r;
}

const char *
money_reason(enum num_result r)
{
	switch (r) {
	case NUM_OK:
	case NUM_SYNTAX:
		break;
	case NUM_RANGE:
		return "amount out of range";
	case NUM_DIGITS:
		return "more than four decimals";
	}
	return "not a number";
}

static uint128
magnitude(int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

size_t
money_print(int128 v, char out[MONEY_MAX])
{
	uint128 u = magnitude(v);
	unsigned frac;
	size_t n = 0;

	if (v < 0)
		out[n++] = '-';
	if (u <= UINT64_MAX) {
		/* The common case without 128-bit division. */
		frac = (unsigned)((uint64_t)u % MONEY_UNIT);
		u = (uint64_t)u / MONEY_UNIT;
	} else {
		frac = (unsigned)(u % MONEY_UNIT);
		u /= MONEY_UNIT;
	}
	n += num_print_int128((int128)u, out + n);
	out[n++] = '.';
	out[n++] = (char)('0' + frac / 1000);
	out[n++] = (char)('0' + frac / 100 % 10);
	if (frac % 100 != 0)
		out[n++] = (char)('0' + frac / 10 % 10);
	if (frac % 10 != 0)
		out[n++] = (char)('0' + frac % 10);
	return n;
}

int128
money_divide(int128 v, int64_t n)
{
	uint128 u = magnitude(v), d = (uint128)n, q, rest;

	if (u <= UINT64_MAX) {
		/* The common case without 128-bit division. */
		q = (uint64_t)u / (uint64_t)n;
		rest = (uint64_t)u % (uint64_t)n;
	} else {
		q = u / d;
		rest = u % d;
	}
	if (rest * 2 > d || (rest * 2 == d && q % 2 != 0))
		q++;
	return v < 0 ? -(int128)q : (int128)q;
}

size_t
money_print_human(int128 v, int decimals, char out[MONEY_MAX])
{
	static const int64_t unit[] = { MONEY_UNIT, MONEY_UNIT / 10,
	    MONEY_UNIT / 100 };
	char digit[NUM_MAX];
	size_t dec, len, lead = 0, n = 0, i;
	int128 q;

	dec = decimals < 0 ? 0 : decimals > 2 ? 2 : (size_t)decimals;
	q = money_divide(v, unit[dec]);
	len = num_print_int128((int128)magnitude(q), digit);
	if (q < 0)
		out[n++] = '-';
	/* 5 with two decimals is 0.05. */
	if (len <= dec)
		lead = dec + 1 - len;
	for (i = 0; i < lead + len; i++) {
		size_t left = lead + len - i;

		if (left == dec)
			out[n++] = '.';
		else if (i > 0 && left > dec && (left - dec) % 3 == 0)
			out[n++] = ',';
		out[n++] = i < lead ? '0' : digit[i - lead];
	}
	return n;
}
