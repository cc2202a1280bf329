/*
 * POSIX TZ rules: the footer of a TZif file says with one of them what holds
 * after the last transition that the file lists.
 */

#include "stamp.h"
#include "zonerule.h"

#define DAY_S	86400

static bool
take(struct str *s, char c)
{
	if (s->len == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->len--;
	return true;
}

static bool
take_number(struct str *s, int min, int max, int *v)
{
	size_t n;

	*v = 0;
	for (n = 0; n < 3 && s->len > 0 && s->p[0] >= '0' && s->p[0] <= '9';
	    n++) {
		*v = *v * 10 + (s->p[0] - '0');
		s->p++;
		s->len--;
	}
	return n > 0 && *v >= min && *v <= max;
}

/* Three or more letters, or anything between < and >. */
static bool
take_name(struct str *s)
{
	bool quoted = take(s, '<');
	size_t n = 0;

	for (; s->len > 0; n++, s->p++, s->len--) {
		char c = s->p[0];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		if (quoted ? c == '>' : !letter)
			break;
	}
	return n >= 3 && (!quoted || take(s, '>'));
}

/* [+-]h[hh][:mm[:ss]] in seconds. */
static bool
take_time(struct str *s, int hours, int32_t *seconds)
{
	int sign = 1, h, m = 0, sec = 0;

	if (take(s, '-'))
		sign = -1;
	else
		take(s, '+');
	if (!take_number(s, 0, hours, &h))
		return false;
	if (take(s, ':')) {
		if (!take_number(s, 0, 59, &m))
			return false;
		if (take(s, ':') && !take_number(s, 0, 59, &sec))
			return false;
	}
	*seconds = sign * (h * 3600 + m * 60 + sec);
	return true;
}

static bool
take_date(struct str *s, struct zonerule_date *d)
{
	d->time = 2 * 3600;
	if (take(s, 'M')) {
		d->kind = 'M';
		if (!take_number(s, 1, 12, &d->month) || !take(s, '.') ||
		    !take_number(s, 1, 5, &d->week) || !take(s, '.') ||
		    !take_number(s, 0, 6, &d->day))
			return false;
	} else if (take(s, 'J')) {
		d->kind = 'J';
		if (!take_number(s, 1, 365, &d->day))
			return false;
	} else {
		d->kind = 'D';
		if (!take_number(s, 0, 365, &d->day))
			return false;
	}
	return !take(s, '/') || take_time(s, 167, &d->time);
}

bool
zonerule_parse(struct str s, struct zonerule *r)
{
	*r = (struct zonerule){ 0 };
	if (!take_name(&s) || !take_time(&s, 23, &r->std))
		return false;
	/* POSIX counts west of UTC. */
	r->std = -r->std;
	if (s.len == 0)
		return true;
	r->has_dst = true;
	r->dst = r->std + 3600;
	if (!take_name(&s))
		return false;
	if (s.len > 0 && s.p[0] != ',') {
		if (!take_time(&s, 23, &r->dst))
			return false;
		r->dst = -r->dst;
	}
	return take(&s, ',') && take_date(&s, &r->start) && take(&s, ',') &&
	    take_date(&s, &r->end) && s.len == 0;
}

/* Seconds since 1970 on the local clock when it changes in that year. */
static int64_t
change_in(const struct zonerule_date *d, int year)
{
	int32_t first = day_from_civil(year, 1, 1), day, next;

	if (d->kind == 'D') {
		day = first + d->day;
	} else if (d->kind == 'J') {
		/* Day 60 is always March 1. */
		day = d->day < 60 ? first + d->day - 1 :
		    day_from_civil(year, 3, 1) + d->day - 60;
	} else {
		first = day_from_civil(year, d->month, 1);
		next = d->month == 12 ? first + 31 :
		    day_from_civil(year, d->month + 1, 1);
		/* day_of_week has Monday first, the rule Sunday. */
		day = first + (d->day + 6 - day_of_week(first)) % 7 +
		    (d->week - 1) * 7;
		if (day >= next)	/* week 5 is the last one */
			day -= 7;
	}
	return (int64_t)day * DAY_S + d->time;
}

int32_t
zonerule_offset(const struct zonerule *r, int64_t utc_s)
{
	struct stamp local = { .local_ms = (utc_s + r->std) * 1000 };
	int64_t start, end;
	int year, month, mday;
	bool summer;

	if (!r->has_dst)
		return r->std;
	day_to_civil(stamp_day(&local), &year, &month, &mday);
	start = change_in(&r->start, year) - r->std;
	end = change_in(&r->end, year) - r->dst;
	if (start < end)
		summer = utc_s >= start && utc_s < end;
	else	/* south of the equator it spans the new year */
		summer = utc_s >= start || utc_s < end;
	return summer ? r->dst : r->std;
}
