/* The parts of a time, taken off a text one by one. */
#include <string.h>

#include "clockscan.h"

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
clock_int(struct str *s, size_t min, size_t max, int *v)
{
	size_t n = 0;

	*v = 0;
	while (n < s->len && n < max && cell_digit(s->p[n])) {
		*v = *v * 10 + (s->p[n] - '0');
		n++;
	}
	cell_take(s, n);
	return n >= min;
}

void
clock_blanks(struct str *s)
{
	while (s->len > 0 && (s->p[0] == ' ' || s->p[0] == '\t'))
		cell_take(s, 1);
}

/* An English name of at least three letters; its number, or -1. */
static int
take_name(struct str *s, const char *const *names, int n)
{
	size_t len = 0;
	int i;

	while (len < s->len && is_alpha(s->p[len]))
		len++;
	for (i = 0; i < n; i++) {
		size_t full = strlen(names[i]), k = 0;

		while (k < len && k < full && (s->p[k] | 0x20) == names[i][k])
			k++;
		/* "sept" is common; other names are whole or of three. */
		if (k == len && (k == full || k == 3 || (i == 8 && k == 4))) {
			cell_take(s, len);
			return i;
		}
	}
	return -1;
}

static bool
take_month(struct str *s, int *month)
{
	static const char *const names[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december" };

	*month = take_name(s, names, 12) + 1;
	return *month > 0;
}

static bool
take_weekday(struct str *s)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday" };

	return take_name(s, names, 7) >= 0;
}

/* Seconds with a fraction, of which three digits are kept. */
static bool
take_second(struct str *s, struct parts *p)
{
	size_t n;
	int ms = 0, scale = 100;

	if (!clock_int(s, 1, 2, &p->second))
		return false;
	if (s->len < 2 || (s->p[0] != '.' && s->p[0] != ',') ||
	    !cell_digit(s->p[1]))
		return true;
	for (n = 1; n < s->len && cell_digit(s->p[n]); n++) {
		ms += (s->p[n] - '0') * scale;
		scale /= 10;
	}
	p->ms = ms;
	cell_take(s, n);
	return true;
}

bool
clock_offset(struct str *s, struct parts *p)
{
	int sign, hours, minutes = 0;

	p->zoned = true;
	p->offset = 0;
	if (s->len > 0 && (s->p[0] == 'Z' || s->p[0] == 'z')) {
		cell_take(s, 1);
		return true;
	}
	if (s->len == 0 || (s->p[0] != '+' && s->p[0] != '-'))
		return false;
	sign = s->p[0] == '-' ? -1 : 1;
	cell_take(s, 1);
	if (!clock_int(s, 2, 2, &hours))
		return false;
	if (s->len > 1 && s->p[0] == ':' && cell_digit(s->p[1]))
		cell_take(s, 1);
	if (s->len > 0 && cell_digit(s->p[0]) && !clock_int(s, 2, 2, &minutes))
		return false;
	p->offset = sign * (hours * 60 + minutes);
	return hours < 24 && minutes < 60;
}

bool
clock_utc(struct str *s, struct parts *p)
{
	if (!str_starts(*s, STR("UTC")) && !str_starts(*s, STR("GMT")))
		return false;
	cell_take(s, 3);
	p->zoned = true;
	p->offset = 0;
	return true;
}

bool
clock_half(struct str *s, struct parts *p)
{
	if (s->len < 2 || (s->p[1] | 0x20) != 'm' ||
	    ((s->p[0] | 0x20) != 'a' && (s->p[0] | 0x20) != 'p'))
		return false;
	p->afternoon = (s->p[0] | 0x20) == 'p';
	cell_take(s, 2);
	return true;
}

bool
clock_short_year(struct str *s, struct parts *p)
{
	if (!clock_int(s, 2, 2, &p->year))
		return false;
	p->year += p->year < 69 ? 2000 : 1900;
	return true;
}

static bool
take_letter(struct str *s, char letter, struct parts *p)
{
	switch (letter) {
	case 'Y':
		return clock_int(s, 4, 4, &p->year);
	case 'y':
		return clock_short_year(s, p);
	case 'm':
		return clock_int(s, 1, 2, &p->month);
	case 'd':
	case 'e':
		return clock_int(s, 1, 2, &p->mday);
	case 'H':
	case 'I':
		return clock_int(s, 1, 2, &p->hour);
	case 'M':
		return clock_int(s, 1, 2, &p->minute);
	case 'S':
		return take_second(s, p);
	case 'p':
		return clock_half(s, p);
	case 'b':
	case 'B':
	case 'h':
		return take_month(s, &p->month);
	case 'a':
	case 'A':
		return take_weekday(s);
	case 'z':
		return clock_offset(s, p);
	case 'Z':
		return clock_utc(s, p);
	case 'F':
		return clock_format(s, "%Y-%m-%d", p);
	case 'T':
		return clock_format(s, "%H:%M:%S", p);
	case 'R':
		return clock_format(s, "%H:%M", p);
	default:
		return false;
	}
}

bool
clock_format(struct str *s, const char *fmt, struct parts *p)
{
	for (; *fmt != '\0'; fmt++) {
		bool blank = *fmt == ' ' || *fmt == '\t';

		if (*fmt == '%') {
			fmt++;
			blank = *fmt == 'n' || *fmt == 't';
			if (!blank && *fmt != '%') {
				if (!take_letter(s, *fmt, p))
					return false;
				continue;
			}
		}
		if (s->len == 0)
			return false;
		if (blank && s->p[0] != ' ' && s->p[0] != '\t')
			return false;
		if (blank)
			clock_blanks(s);
		else if (s->p[0] == *fmt)
			cell_take(s, 1);
		else
			return false;
	}
	return true;
}
