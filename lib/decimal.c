/* Decimals as they are written, without a double in between. */
#include "decimal.h"

/*
 * Digits that a number can have, and decimals: beyond that nobody measures,
 * and no arithmetic below leaves 128 bits.
 */
#define DIGITS_MAX	22
#define SCALE_MAX	30

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* s without its first byte. */
static struct str
next(struct str s)
{
	return (struct str){ s.p + 1, s.len - 1 };
}

bool
decimal_parse(struct str s, struct decimal *d)
{
	size_t digits = 0, whole = 0, group = 0;
	bool grouped = false, point = false;

	*d = (struct decimal){ 0 };
	if (s.len > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
		d->negative = s.p[0] == '-';
		s = next(s);
	}
	for (; s.len > 0; s = next(s)) {
		char c = s.p[0];

		if (is_digit(c) && digits < DIGITS_MAX &&
		    d->scale < SCALE_MAX) {
			d->digits = d->digits * 10 + (c - '0');
			digits += d->digits != 0;
			d->scale += point;
			whole++;
			group++;
		} else if (c == ',' && !point && group > 0 &&
		    (grouped ? group == 3 : group <= 3)) {
			grouped = true;
			group = 0;
		} else if (c == '.' && !point && (!grouped || group == 3)) {
			point = true;
		} else {
			return false;
		}
	}
	return whole > 0 && (!grouped || point || group == 3);
}

/* 10^n for n up to 18. */
static int64_t
power10(int n)
{
	int64_t v = 1;

	while (n-- > 0)
		v *= 10;
	return v;
}

int128
decimal_scaled(const struct decimal *d, int places, bool *exact)
{
	int128 v = d->digits, unit = 1, rest;
	int cut = d->scale - places;

	*exact = true;
	for (; cut < 0; cut++)
		v *= 10;
	for (; cut > 0; cut--)
		unit *= 10;
	rest = v % unit;
	v /= unit;
	if (rest != 0) {
		*exact = false;
		if (2 * rest > unit || (2 * rest == unit && v % 2 != 0))
			v++;
	}
	return d->negative ? -v : v;
}

struct str
decimal_print(struct arena *a, int128 v, int places)
{
	char digits[NUM_MAX];
	int128 unit = power10(places), whole, rest;
	size_t n;
	struct str s;

	whole = (v < 0 ? -v : v) / unit;
	rest = (v < 0 ? -v : v) % unit;
	n = num_print_int128(whole, digits);
	s = arena_printf(a, "%s%.*s.%0*lld", v < 0 ? "-" : "", (int)n, digits,
	    places, (long long)rest);
	while (s.p[s.len - 1] == '0')
		s.len--;
	if (s.p[s.len - 1] == '.')
		s.len--;
	return s;
}

struct str
decimal_digits(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len + 2);
	size_t n = 0;

	if (s.p[0] == '-')
		out[n++] = '-';
	if (s.p[0] == '-' || s.p[0] == '+')
		s = next(s);
	while (s.len > 1 && (s.p[0] == '0' || s.p[0] == ',') &&
	    s.p[1] != '.')
		s = next(s);
	if (s.p[0] == '.')
		out[n++] = '0';
	for (; s.len > 0; s = next(s))
		if (s.p[0] != ',' && (s.p[0] != '.' || s.len > 1))
			out[n++] = s.p[0];
	return (struct str){ out, n };
}
