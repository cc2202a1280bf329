/*
 * Days and times as numbers. Calendar arithmetic is that of Neri and
 * Schneider, "Euclidean affine functions and their application to calendar
 * algorithms" (2023): a year that begins in March, no tables, no loops.
 * Texts are read eight bytes at a time: a field of digits and separators is
 * checked as one 64-bit word and pairs of digits become numbers in it.
 */

#include <string.h>

#include "num.h"
#include "stamp.h"
#include "word.h"

#define DAY_MS		86400000
#define MINUTE_MS	60000
/* Days from 0000-03-01 to 1970-01-01, and from 0000-01-01. */
#define EPOCH_MARCH	719468
#define EPOCH_YEAR0	719528
/* 9999-12-31 */
#define DAY_LAST	2932896
/* Minutes of a day: an offset is less, so that sums with it are positive. */
#define OFFSET_LIMIT	1440

/* '-', ':' and blanks are kept for the comparison, digits become 0..9. */
#define WORD_ZERO	WORD_FILL('0')

/* What a word must look like: 0xff where a digit is, and the other bytes. */
struct shape {
	uint64_t	digit;
	uint64_t	other;
};

#define BYTE(c, at)	((uint64_t)(c) << (8 * (at)))

static const struct shape shape_month = {	/* YYYY-MM- */
	0x00ffff00ffffffff, BYTE('-', 4) | BYTE('-', 7)
};
static const struct shape shape_minute = {	/* xxxHH:MM, x: anything */
	0xffff00ffff000000, BYTE(':', 5)
};
static const struct shape shape_day = {		/* YYYYMMDD */
	0xffffffffffffffff, 0
};
/* The sign at 2 is looked at by the caller. */
static const struct shape shape_zone = {	/* SS+hh:mm */
	0xffff00ffff00ffff, BYTE(':', 5)
};

/*
 * If w has digits where the shape wants them and its other bytes elsewhere
 * (those in `skip` may be anything), turn pairs of digits into numbers: the
 * byte of the first digit of a pair holds it.
 */
static bool
word_pairs(uint64_t w, struct shape s, uint64_t skip, uint64_t *pairs)
{
	uint64_t x = (w & s.digit) ^ (WORD_ZERO & s.digit);

	if ((w & ~s.digit & ~skip) != s.other)
		return false;
	/* 10..15 carry into the high half; more has a high half of its own. */
	if (((x | (x + WORD_FILL(6))) & WORD_FILL(0xf0)) != 0)
		return false;
	*pairs = x * 10 + (x >> 8);
	return true;
}

static int
pair(uint64_t pairs, int at)
{
	return (int)(pairs >> (8 * at) & 0xff);
}

bool
day_valid(int year, int month, int mday)
{
	bool leap;

	if (year < 0 || year > 9999 || month < 1 || month > 12 || mday < 1)
		return false;
	if (mday <= 28)
		return true;
	if (month != 2)
		return mday <= (30 | (month ^ (month >> 3)));
	leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return leap && mday == 29;
}

int32_t
day_from_civil(int year, int month, int mday)
{
	/* 400 years are added so that January of year 0 is not negative. */
	uint32_t y = (uint32_t)(year + 400), m = (uint32_t)month, c;

	if (m <= 2) {
		y--;
		m += 12;
	}
	c = y / 100;
	return (int32_t)(y * 1461 / 4 - c + c / 4 + (979 * m - 2919) / 32 +
	    (uint32_t)mday - 1) - (EPOCH_MARCH + 146097);
}

void
day_to_civil(int32_t day, int *year, int *month, int *mday)
{
	uint32_t n = (uint32_t)(day + EPOCH_MARCH + 146097), c, y, m;
	uint64_t p;

	n = n * 4 + 3;
	c = n / 146097;
	n = n % 146097 | 3;
	p = (uint64_t)2939745 * n;
	y = 100 * c + (uint32_t)(p >> 32);
	n = (uint32_t)p / 2939745 / 4 * 2141 + 197913;
	m = n >> 16;
	*mday = (int)((n & 0xffff) / 2141) + 1;
	if (m > 12) {
		m -= 12;
		y++;
	}
	*year = (int)y - 400;
	*month = (int)m;
}

int
day_of_week(int32_t day)
{
	/* 1970-01-01 was a Thursday; year 0 begins 719528 days before. */
	return (int)((uint32_t)(day + EPOCH_YEAR0 + 5) % 7);
}

/* YYYY-MM-DD at p; 10 bytes are there. */
static bool
parse_day10(const char *p, int32_t *day)
{
	unsigned tens = (unsigned char)p[8] - (unsigned)'0';
	unsigned ones = (unsigned char)p[9] - (unsigned)'0';
	uint64_t v;
	int year, month;

	if (!word_pairs(word_load(p), shape_month, 0, &v) || tens > 9 ||
	    ones > 9)
		return false;
	year = pair(v, 0) * 100 + pair(v, 2);
	month = pair(v, 5);
	if (!day_valid(year, month, (int)(tens * 10 + ones)))
		return false;
	*day = day_from_civil(year, month, (int)(tens * 10 + ones));
	return true;
}

bool
day_parse(struct str s, int32_t *day)
{
	uint64_t v;
	int year;

	if (s.len == 10)
		return parse_day10(s.p, day);
	if (s.len != 8 || !word_pairs(word_load(s.p), shape_day, 0, &v))
		return false;
	year = pair(v, 0) * 100 + pair(v, 2);
	if (!day_valid(year, pair(v, 4), pair(v, 6)))
		return false;
	*day = day_from_civil(year, pair(v, 4), pair(v, 6));
	return true;
}

static bool
two_digits(struct str s, size_t at, int *v)
{
	unsigned tens, ones;

	if (s.len < at + 2)
		return false;
	tens = (unsigned char)s.p[at] - (unsigned)'0';
	ones = (unsigned char)s.p[at + 1] - (unsigned)'0';
	*v = (int)(tens * 10 + ones);
	return tens <= 9 && ones <= 9;
}

/* Fields are set one by one: a struct copied after narrow writes stalls. */
static bool
set_offset(struct stamp *t, char sign, int hour, int minute)
{
	int offset = hour * 60 + minute;

	t->offset = (int16_t)(sign == '-' ? -offset : offset);
	t->zoned = true;
	return (sign == '+' || sign == '-') && hour <= 23 && minute <= 59;
}

/* Nothing, Z, +hh:mm, +hhmm or +hh, and then the end. */
static bool
parse_zone(struct str s, struct stamp *t)
{
	int hour, minute = 0;

	if (s.len == 0)
		return true;
	if (s.len == 1 && (s.p[0] == 'Z' || s.p[0] == 'z'))
		return set_offset(t, '+', 0, 0);
	if (!two_digits(s, 1, &hour))
		return false;
	if (s.len == 6) {
		if (s.p[3] != ':' || !two_digits(s, 4, &minute))
			return false;
	} else if (s.len == 5) {
		if (!two_digits(s, 3, &minute))
			return false;
	} else if (s.len != 3) {
		return false;
	}
	return set_offset(t, s.p[0], hour, minute);
}

/* What follows HH:MM: [:SS[.digits]][zone]. Adds to *ms. */
static bool
parse_tail(struct str s, struct stamp *t, int *ms)
{
	int second, unit = 100;
	size_t i = 3;

	if (s.len == 0 || s.p[0] != ':')
		return parse_zone(s, t);
	if (!two_digits(s, 1, &second) || second > 60)
		return false;
	*ms += second * 1000;
	t->precision = STAMP_SECOND;
	if (s.len > 4 && s.p[3] == '.') {
		for (i = 4; i < s.len; i++, unit /= 10) {
			unsigned d = (unsigned char)s.p[i] - (unsigned)'0';

			if (d > 9)
				break;
			*ms += (int)d * unit;
		}
		if (i == 4)
			return false;
		t->precision = STAMP_MS;
	}
	return parse_zone((struct str){ s.p + i, s.len - i }, t);
}

/* The same for the usual :SS+hh:mm. */
static bool
parse_tail9(const char *p, struct stamp *t, int *ms)
{
	uint64_t v;

	if (p[0] != ':' ||
	    !word_pairs(word_load(p + 1), shape_zone, 0xff0000, &v))
		return false;
	*ms += pair(v, 0) * 1000;
	t->precision = STAMP_SECOND;
	return pair(v, 0) <= 60 && set_offset(t, p[3], pair(v, 3), pair(v, 6));
}

static bool
parse_day_memo(const char *p, struct stamp_memo *m, int32_t *day)
{
	if (m->known && memcmp(p, m->text, sizeof(m->text)) == 0) {
		*day = m->day;
		return true;
	}
	if (!parse_day10(p, day))
		return false;
	memcpy(m->text, p, sizeof(m->text));
	m->day = *day;
	m->known = true;
	return true;
}

bool
stamp_parse_memo(struct str s, struct stamp *t, struct stamp_memo *m)
{
	uint64_t v;
	int32_t day;
	int ms;

	t->offset = 0;
	t->zoned = false;
	if (s.len < 16) {
		t->precision = STAMP_DAY;
		if (!day_parse(s, &day))
			return false;
		t->local_ms = (int64_t)day * DAY_MS;
		return true;
	}
	t->precision = STAMP_MINUTE;
	if (s.p[10] != 'T' && s.p[10] != ' ' && s.p[10] != 't')
		return false;
	if (!parse_day_memo(s.p, m, &day) ||
	    !word_pairs(word_load(s.p + 8), shape_minute, 0xffffff, &v) ||
	    pair(v, 3) > 23 || pair(v, 6) > 59)
		return false;
	ms = (pair(v, 3) * 60 + pair(v, 6)) * MINUTE_MS;
	if (s.len == 25 && s.p[22] == ':') {
		if (!parse_tail9(s.p + 16, t, &ms))
			return false;
	} else if (!parse_tail((struct str){ s.p + 16, s.len - 16 }, t, &ms)) {
		return false;
	}
	t->local_ms = (int64_t)day * DAY_MS + ms;
	/* 9999-12-31T23:59:60 */
	return day < DAY_LAST || ms < DAY_MS;
}

bool
stamp_parse(struct str s, struct stamp *t)
{
	struct stamp_memo none = { .known = false };

	return stamp_parse_memo(s, t, &none);
}

/* The two digits of v (0..99). */
static char *
put2(char *p, unsigned v)
{
	memcpy(p, num_pairs + 2 * v, 2);
	return p + 2;
}

size_t
day_print(int32_t day, char out[DAY_MAX])
{
	int year, month, mday;

	if (day < -EPOCH_YEAR0 || day > DAY_LAST)
		return 0;
	day_to_civil(day, &year, &month, &mday);
	put2(out, (unsigned)year / 100);
	put2(out + 2, (unsigned)year % 100);
	out[4] = '-';
	put2(out + 5, (unsigned)month);
	out[7] = '-';
	put2(out + 8, (unsigned)mday);
	return 10;
}

size_t
stamp_print(const struct stamp *t, char out[STAMP_TEXT])
{
	int32_t day = stamp_day(t);
	unsigned ms = (unsigned)(t->local_ms - (int64_t)day * DAY_MS);
	unsigned second = ms / 1000, minute = second / 60;
	unsigned offset = (unsigned)(t->offset < 0 ? -t->offset : t->offset);
	char *p = out + 19;

	if (day_print(day, out) == 0)
		return 0;
	if (t->precision == STAMP_DAY && !t->zoned)
		return 10;
	out[10] = 'T';
	put2(out + 11, minute / 60);
	out[13] = ':';
	put2(out + 14, minute % 60);
	out[16] = ':';
	put2(out + 17, second % 60);
	if (t->precision == STAMP_MS) {
		*p++ = '.';
		*p++ = (char)('0' + ms / 100 % 10);
		p = put2(p, ms % 100);
	}
	if (t->zoned) {
		*p++ = t->offset < 0 ? '-' : '+';
		p = put2(p, offset / 60);
		*p++ = ':';
		p = put2(p, offset % 60);
	}
	return (size_t)(p - out);
}

int32_t
stamp_day(const struct stamp *t)
{
	/* Counted from a day before all years, so that division is floor. */
	uint64_t ms = (uint64_t)(t->local_ms +
	    (int64_t)(EPOCH_YEAR0 + 1) * DAY_MS);

	return (int32_t)(ms / DAY_MS) - (EPOCH_YEAR0 + 1);
}

int64_t
stamp_utc_ms(const struct stamp *t)
{
	return t->local_ms - (int64_t)t->offset * MINUTE_MS;
}

/*
 * 49 bits of the instant in ms since 0000-01-01 less a day (never 0, and
 * 10,001 years fit), 12 of the offset, 2 of the precision, 1 of zoned.
 */
uint64_t
stamp_pack(const struct stamp *t)
{
	uint64_t instant = (uint64_t)(stamp_utc_ms(t) +
	    (int64_t)(EPOCH_YEAR0 + 1) * DAY_MS);

	return instant << 15 | (uint64_t)(t->offset + OFFSET_LIMIT) << 3 |
	    (uint64_t)t->precision << 1 | (uint64_t)t->zoned;
}

struct stamp
stamp_unpack(uint64_t v)
{
	struct stamp t;

	t.zoned = v & 1;
	t.precision = v >> 1 & 3;
	t.offset = (int16_t)((int)(v >> 3 & 0xfff) - OFFSET_LIMIT);
	t.local_ms = (int64_t)(v >> 15) - (int64_t)(EPOCH_YEAR0 + 1) * DAY_MS +
	    (int64_t)t.offset * MINUTE_MS;
	return t;
}

int32_t
stamp_packed_day(uint64_t v)
{
	struct stamp t = stamp_unpack(v);

	return stamp_day(&t);
}
