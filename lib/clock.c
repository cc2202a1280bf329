/* Times as exports write them: strptime without locale, and what it lacks. */
#include <string.h>

#include "clock.h"
#include "clockscan.h"
#include "num.h"

#define NOT_A_TIME	"not a time"
#define NO_SUCH_TIME	"no such date or time"
#define SWAPPED		"day and month can be swapped (use --date-order)"

#define DAY_S		86400
/* The serial number of 1970-01-01, and that of 9999-12-31. */
#define EXCEL_EPOCH	25569
#define EXCEL_LAST	2958465
/* Serials up to 60 are off by a day: Excel has a 1900-02-29. */
#define EXCEL_FIRST	61

/* A 12 hour clock to 24; false when there is no such hour on it. */
static bool
settle_hour(struct parts *p)
{
	if (p->afternoon == -1)
		return true;
	if (p->hour < 1 || p->hour > 12)
		return false;
	p->hour = p->hour % 12 + 12 * p->afternoon;
	return true;
}

static const char *
settle(struct parts *p, struct stamp *t)
{
	int64_t s;

	if (p->year == -1 || p->month == -1 || p->mday == -1)
		return NOT_A_TIME;
	if (!settle_hour(p) || !day_valid(p->year, p->month, p->mday) ||
	    p->hour > 23 || p->minute > 59 || p->second > 60)
		return NO_SUCH_TIME;
	t->precision = p->ms != -1 ? STAMP_MS : p->second != -1 ?
	    STAMP_SECOND : p->hour != -1 ? STAMP_MINUTE : STAMP_DAY;
	s = (int64_t)day_from_civil(p->year, p->month, p->mday) * DAY_S;
	if (p->hour != -1)
		s += (int64_t)p->hour * 3600;
	if (p->minute != -1)
		s += (int64_t)p->minute * 60;
	if (p->second != -1)
		s += p->second;
	t->local_ms = s * 1000 + (p->ms != -1 ? p->ms : 0);
	t->zoned = p->zoned;
	t->offset = (int16_t)p->offset;
	return NULL;
}

static const struct parts no_parts = { -1, -1, -1, -1, -1, -1, -1, -1, 0,
    false };

/* The clock after a date, and the zone: all that is left of s. */
static bool
take_rest(struct str s, struct parts *p)
{
	static const char *const times[] = { "%T", "%R", "%H时%M分%S秒",
		"%H时%M分" };
	size_t i, n = sizeof(times) / sizeof(times[0]);

	clock_blanks(&s);
	if (s.len > 1 && (s.p[0] == 'T' || s.p[0] == ','))
		cell_take(&s, 1);
	clock_blanks(&s);
	/* Chinese has the half of the day before the hour. */
	if (cell_prefix(&s, "上午"))
		p->afternoon = 0;
	else if (cell_prefix(&s, "下午"))
		p->afternoon = 1;
	if (p->afternoon != -1 && s.len == 0)
		return false;
	clock_blanks(&s);
	for (i = 0; i < n && s.len > 0; i++) {
		struct str rest = s;
		struct parts q = *p;

		if (!clock_format(&rest, times[i], &q))
			continue;
		clock_blanks(&rest);
		if (rest.len > 1 && clock_half(&rest, &q))
			clock_blanks(&rest);
		if (rest.len > 0 && !clock_utc(&rest, &q) &&
		    !clock_offset(&rest, &q))
			continue;
		*p = q;
		if (rest.len == 0)
			return true;
	}
	return s.len == 0;
}

/* a/b/c with one sign in between; s is then what follows. */
static bool
take_three(struct str *s, struct str part[3])
{
	size_t i, n;
	char sep = 0;

	for (i = 0; i < 3; i++) {
		if (i > 0 && (s->len == 0 || (sep != 0 && s->p[0] != sep) ||
		    memchr("/.-", s->p[0], 3) == NULL))
			return false;
		if (i > 0) {
			sep = s->p[0];
			cell_take(s, 1);
		}
		for (n = 0; n < s->len && n < 5 && cell_digit(s->p[n]); n++)
			;
		part[i] = (struct str){ s->p, n };
		cell_take(s, n);
		if (n == 0 || (n > 2 && (i < 2 || n != 4)))
			return false;
	}
	return true;
}

/* The date by that order; false when the digits do not allow it. */
static bool
order_parts(const struct str part[3], enum date_order order, struct parts *p)
{
	static const struct {
		int	day, month, year;
	} at[] = { [DATE_DMY] = { 0, 1, 2 }, [DATE_MDY] = { 1, 0, 2 },
		[DATE_YMD] = { 2, 1, 0 } };
	struct str day = part[at[order].day], month = part[at[order].month],
	    year = part[at[order].year];

	if (!clock_int(&day, 1, 2, &p->mday) || day.len > 0 ||
	    !clock_int(&month, 1, 2, &p->month))
		return false;
	if (year.len == 4)
		return clock_int(&year, 4, 4, &p->year);
	return clock_short_year(&year, p);
}

/* Three numbers of which the first is no year of four digits. */
static const char *
any_numeric(struct str s, enum date_order order, struct stamp *t)
{
	struct parts p = no_parts;
	struct str part[3], rest = s;

	if (!take_three(&rest, part))
		return NOT_A_TIME;
	if (order == DATE_UNKNOWN) {
		if (clock_orders(s) != 0)
			return SWAPPED;
		/* The same day, or none, by either order. */
		order = DATE_DMY;
	}
	if (!order_parts(part, order, &p) || !take_rest(rest, &p))
		return NOT_A_TIME;
	return settle(&p, t);
}

unsigned
clock_orders(struct str s)
{
	struct stamp t, first = { 0 };
	struct str part[3], rest = s;
	bool differ = false;
	unsigned all = 0;
	int order;

	if (s.len == 0 || !cell_digit(s.p[0]) || !take_three(&rest, part))
		return 0;
	for (order = DATE_DMY; order <= DATE_YMD; order++) {
		if (any_numeric(s, (enum date_order)order, &t) != NULL)
			continue;
		differ = differ || (all != 0 && t.local_ms != first.local_ms);
		first = t;
		all |= 1u << order;
	}
	/* 5/5/2024 is the same day by either. */
	return differ || (all & (all - 1)) == 0 ? all : 0;
}

static const char *
any(struct str s, enum date_order order, struct stamp *t)
{
	static const char *const dates[] = { "%Y-%m-%d", "%Y/%m/%d",
		"%Y.%m.%d", "%Y年%m月%d日", "%b %d, %Y", "%b %d %Y",
		"%a, %b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%a, %d %b %Y",
		"%a %b %d %T %z %Y", "%a %b %d %T %Y" };
	size_t i;

	if (stamp_parse(s, t))
		return NULL;
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		struct str rest = s;
		struct parts p = no_parts;

		if (clock_format(&rest, dates[i], &p) && take_rest(rest, &p))
			return settle(&p, t);
	}
	return any_numeric(s, order, t);
}

/* The whole number of an epoch; tools that know no integers write "17.0". */
static bool
epoch_number(struct str s, int64_t *v)
{
	size_t n = 0, zeros = 1;

	while (n < s.len && cell_digit(s.p[n]))
		n++;
	while (n + zeros < s.len && s.p[n + zeros] == '0')
		zeros++;
	if (n < s.len && (s.p[n] != '.' || n + zeros < s.len))
		return false;
	return num_parse_int((struct str){ s.p, n }, v) == NUM_OK;
}

/*
 * unit_ms 0: of 12 digits and more milliseconds, else seconds, but not before
 * 1973: a small number is more likely the day of a spreadsheet.
 */
static const char *
epoch(struct str s, int64_t unit_ms, struct stamp *t)
{
	/* 9999-12-31T23:59:59 in seconds; 100000000000 is in the year 5138,
	   and as milliseconds in 1973. */
	const int64_t last = INT64_C(253402300799);
	int64_t v;

	if (!epoch_number(s, &v))
		return NOT_A_TIME;
	if (unit_ms == 0 && v < INT64_C(100000000))
		return NOT_A_TIME;
	if (unit_ms == 0)
		unit_ms = v < INT64_C(100000000000) ? 1000 : 1;
	if (v < 0 || v > last * 1000 / unit_ms)
		return NO_SUCH_TIME;
	t->local_ms = v * unit_ms;
	t->offset = 0;
	t->zoned = true;
	t->precision = unit_ms == 1 ? STAMP_MS : STAMP_SECOND;
	return NULL;
}

/* Days since 1899-12-30, the fraction is the time of day. */
static const char *
excel(struct str s, struct stamp *t)
{
	int64_t fraction = 0, scale = INT64_C(100000000000), ms;
	int day;

	if (!clock_int(&s, 1, 7, &day) || (s.len > 0 && s.p[0] != '.'))
		return NOT_A_TIME;
	if (day < EXCEL_FIRST || day > EXCEL_LAST)
		return NO_SUCH_TIME;
	if (s.len > 0)
		cell_take(&s, 1);
	for (; s.len > 0 && cell_digit(s.p[0]); cell_take(&s, 1)) {
		fraction += (s.p[0] - '0') * scale;
		scale /= 10;
	}
	if (s.len > 0)
		return NOT_A_TIME;
	/* fraction is in 1e-12 days: a day has 86,400,000 ms. */
	ms = (int64_t)(((int128)fraction * DAY_S * 1000 +
	    INT64_C(500000000000)) / INT64_C(1000000000000));
	t->precision = fraction == 0 ? STAMP_DAY : STAMP_SECOND;
	/* Excel keeps no more than seconds: the rest is binary noise. */
	ms = (ms + 500) / 1000 * 1000;
	t->local_ms = (int64_t)(day - EXCEL_EPOCH) * DAY_S * 1000 + ms;
	t->offset = 0;
	t->zoned = false;
	return NULL;
}

const char *
clock_check(const char *format)
{
	static const char *const names[] = { "any", "rfc3339", "epoch",
		"epoch_s", "epoch_ms", "excel" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(format, names[i]) == 0)
			return NULL;
	if (strchr(format, '%') == NULL)
		return "neither a pattern with % nor any, rfc3339, epoch, "
		    "epoch_s, epoch_ms, excel";
	for (i = 0; format[i] != '\0'; i++) {
		if (format[i] != '%')
			continue;
		i++;
		if (format[i] == '\0' ||
		    strchr("YymdeHIMSpbBhaAzZFTRnt%", format[i]) == NULL)
			return "unknown letter after %";
	}
	return NULL;
}

const char *
clock_parse(const char *format, struct str s, enum date_order order,
    struct stamp *t)
{
	struct parts p = no_parts;

	/* The form of nearly all exports has a fast reader. */
	if (s.len == 19 && strncmp(format, "%Y-%m-%d %H:%M:%S", 17) == 0 &&
	    format[17] == '\0' && stamp_parse(s, t) && !t->zoned)
		return NULL;
	if (strcmp(format, "any") == 0)
		return any(s, order, t);
	if (strcmp(format, "rfc3339") == 0)
		return stamp_parse(s, t) && t->zoned ? NULL :
		    "not a time of RFC 3339 with its offset";
	if (strcmp(format, "epoch") == 0)
		return epoch(s, 0, t);
	if (strcmp(format, "epoch_s") == 0)
		return epoch(s, 1000, t);
	if (strcmp(format, "epoch_ms") == 0)
		return epoch(s, 1, t);
	if (strcmp(format, "excel") == 0)
		return excel(s, t);
	if (!clock_format(&s, format, &p) || s.len > 0)
		return NOT_A_TIME;
	return settle(&p, t);
}
