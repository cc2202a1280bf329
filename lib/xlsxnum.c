/* Numbers and dates of a workbook as text. */
#include <string.h>

#include "num.h"
#include "stamp.h"
#include "xlsxnum.h"

#define DIGITS		400
#define DAY_MS		86400000
#define SERIAL_MAX	2958465		/* 9999-12-31 in the 1900 system */

/* 0.digits times 10^exp, without zeros at either end. */
struct dec {
	bool	negative;
	bool	exact;			/* nothing but digits were written */
	char	digit[DIGITS];
	int	n, exp;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits with at most one point; where they end. */
static size_t
take_digits(struct dec *d, struct str s, size_t i, bool *any)
{
	bool point = false;

	for (; i < s.len && (is_digit(s.p[i]) || (s.p[i] == '.' && !point));
	    i++) {
		if (s.p[i] == '.') {
			point = true;
			d->exact = false;
			continue;
		}
		*any = true;
		d->exp += !point && (d->n > 0 || s.p[i] != '0');
		if (d->n > 0 || s.p[i] != '0')
			d->digit[d->n++] = s.p[i];
		else if (point)
			d->exp--;
	}
	return i;
}

static bool
take_exponent(struct dec *d, struct str s, size_t i)
{
	int sign = 1, e = 0;

	if (i < s.len && (s.p[i] == '+' || s.p[i] == '-'))
		sign = s.p[i++] == '-' ? -1 : 1;
	if (i == s.len)
		return false;
	for (; i < s.len && is_digit(s.p[i]); i++)
		e = e < 10000 ? 10 * e + (s.p[i] - '0') : e;
	d->exp += sign * e;
	d->exact = false;
	return i == s.len;
}

static bool
parse(struct str s, struct dec *d)
{
	bool any = false;
	size_t i = 0;

	d->negative = false;
	d->exact = true;
	d->n = d->exp = 0;
	if (s.len > DIGITS)
		return false;
	if (s.len > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		d->negative = s.p[i++] == '-';
	i = take_digits(d, s, i, &any);
	if (!any || (i < s.len && s.p[i] != 'E' && s.p[i] != 'e'))
		return false;
	if (i < s.len && !take_exponent(d, s, i + 1))
		return false;
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
	if (d->n == 0)
		d->exp = 0;
	return true;
}

/*
 * The same with the digits that a binary64 needs. A whole number whose digits
 * were all written may be more than such a number can hold, and stays.
 */
static bool
read_number(struct str v, struct dec *d)
{
	char text[NUM_MAX];
	size_t n;

	if (!parse(v, d))
		return false;
	if (d->n <= 15 || d->exact)
		return true;
	n = num_reprint(v, 0, text);
	if (n == 0 || !parse((struct str){ text, n }, d))
		return false;
	d->exact = false;
	return true;
}

static void
put_zeros(struct buf *out, int n)
{
	while (n-- > 0)
		buf_byte(out, '0');
}

static void
put_plain(struct buf *out, const struct dec *d)
{
	int whole = d->exp < 0 ? 0 : d->exp < d->n ? d->exp : d->n;

	buf_put(out, d->digit, (size_t)whole);
	if (d->exp > d->n)
		put_zeros(out, d->exp - d->n);
	if (whole == 0)
		buf_byte(out, '0');
	if (d->n > whole) {
		buf_byte(out, '.');
		put_zeros(out, -d->exp);
		buf_put(out, d->digit + whole, (size_t)(d->n - whole));
	}
}

static void
put_exponent(struct buf *out, const struct dec *d)
{
	int e = d->exp - 1;

	buf_byte(out, d->digit[0]);
	if (d->n > 1)
		buf_byte(out, '.');
	buf_put(out, d->digit + 1, (size_t)(d->n - 1));
	buf_printf(out, "E%c%02d", e < 0 ? '-' : '+', e < 0 ? -e : e);
}

/* Is it what a program prints of a binary64, and not more than that? */
static bool
is_rounded(struct str v, const struct dec *d)
{
	char text[NUM_MAX];
	struct dec r;
	size_t n = d->n > 17 ? 0 : num_reprint(v, d->n, text);

	return n > 0 && parse((struct str){ text, n }, &r) && r.n == d->n &&
	    memcmp(r.digit, d->digit, (size_t)r.n) == 0;
}

static bool
beyond_2_53(const struct dec *d)
{
	static const char limit[] = "9007199254740992";

	if (d->exp != 16)
		return d->exp > 16;
	return memcmp(d->digit, limit, (size_t)(d->n < 16 ? d->n : 16)) > 0;
}

/* Would it, written out, look like digits that it does not have? */
static bool
has_lost(struct str v, const struct dec *d)
{
	if (d->exp < d->n)
		return d->exp < -20;
	if (d->exp > DIGITS / 2)
		return true;
	return d->exact ? d->exp >= 18 && is_rounded(v, d) : beyond_2_53(d);
}

void
xlsxnum_put(struct buf *out, struct str v)
{
	struct dec d;

	v = str_trim(v);
	if (!read_number(v, &d)) {
		buf_str(out, v);
		return;
	}
	if (d.negative && d.n > 0)
		buf_byte(out, '-');
	if (has_lost(v, &d))
		put_exponent(out, &d);
	else
		put_plain(out, &d);
}

/* A serial number of days in milliseconds; -1 when it is none. */
static int64_t
serial_ms(struct str v)
{
	int128 value = 0, unit = 1;
	struct dec d;
	int i;

	if (!read_number(v, &d) || (d.negative && d.n > 0) || d.exp > 7 ||
	    d.n > 20 || d.exp < -10)
		return -1;
	for (i = 0; i < d.n; i++)
		value = 10 * value + (d.digit[i] - '0');
	for (i = d.exp; i < d.n; i++)
		unit *= 10;
	for (i = d.n; i < d.exp; i++)
		value *= 10;
	return (int64_t)((value * DAY_MS + unit / 2) / unit);
}

static void
put_clock(struct buf *out, int64_t ms, bool seconds)
{
	int64_t s = ms / 1000;

	buf_printf(out, "%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60));
	if (seconds || ms % 60000 != 0)
		buf_printf(out, ":%02d", (int)(s % 60));
	if (ms % 1000 != 0)
		buf_printf(out, ".%03d", (int)(ms % 1000));
}

static void
put_day(struct buf *out, int64_t serial, bool date1904)
{
	char text[DAY_MAX];
	int32_t day = day_from_civil(1899, 12, 30) + (int32_t)serial;

	if (date1904)
		day += 1462;
	else if (serial == 60) {
		/* Lotus 1-2-3 took 1900 for a leap year. */
		buf_z(out, "1900-02-29");
		return;
	} else if (serial < 60)
		day++;
	buf_put(out, text, day_print(day, text));
}

void
xlsxnum_put_shown(struct buf *out, struct str v, unsigned shows, bool date1904)
{
	int64_t ms, day;
	bool seconds = (shows & XLSXNUM_SECONDS) != 0;

	v = str_trim(v);
	ms = shows != 0 ? serial_ms(v) : -1;
	day = ms / DAY_MS;
	if (ms >= 0 && ((shows & XLSXNUM_ELAPSED) ||
	    (day == 0 && !(shows & XLSXNUM_DATE)))) {
		put_clock(out, ms, true);
		return;
	}
	if (ms < 0 || (day == 0 && !date1904) ||
	    day > SERIAL_MAX - (date1904 ? 1462 : 0)) {
		xlsxnum_put(out, v);
		return;
	}
	put_day(out, day, date1904);
	if ((shows & XLSXNUM_TIME) || ms % DAY_MS != 0) {
		buf_byte(out, ' ');
		put_clock(out, ms % DAY_MS, seconds);
	}
}
