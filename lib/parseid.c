/* Ids, and what spreadsheets make of long ones. */
#include <string.h>

#include "cell.h"
#include "parsein.h"

static void
take_digits(struct str *s)
{
	while (s->len > 0 && cell_digit(s->p[0]))
		cell_take(s, 1);
}

/*
 * Take digits[.,digits]E+digits off the front. 12E45 may be an id: only a sign
 * or a point makes it a number, and before a minus only the point.
 */
static bool
take_exponent(struct str *s)
{
	struct str rest = *s;
	bool point;
	char sign;

	if (rest.len > 0 && (rest.p[0] == '-' || rest.p[0] == '+'))
		cell_take(&rest, 1);
	if (rest.len == 0 || !cell_digit(rest.p[0]))
		return false;
	take_digits(&rest);
	point = rest.len > 0 && (rest.p[0] == '.' || rest.p[0] == ',');
	if (point)
		cell_take(&rest, 1);
	take_digits(&rest);
	if (rest.len < 2 || (rest.p[0] | 0x20) != 'e')
		return false;
	sign = rest.p[1];
	cell_take(&rest, sign == '+' || sign == '-' ? 2 : 1);
	if (sign != '+' && !point)
		return false;
	if (rest.len == 0 || !cell_digit(rest.p[0]))
		return false;
	take_digits(&rest);
	*s = rest;
	return true;
}

/* Whole numbers below this are kept by a double. */
#define EXACT	(UINT64_C(1) << 53)

/* 123.0, or 123.00: a number without decimals; *at is its point. */
static bool
is_float(struct str s, size_t *at, uint64_t *v)
{
	size_t i;

	*v = 0;
	for (i = 0; i < s.len && cell_digit(s.p[i]); i++)
		if (*v < EXACT)
			*v = *v * 10 + (uint64_t)(s.p[i] - '0');
	*at = i;
	if (i == 0 || i + 1 >= s.len || s.p[i] != '.')
		return false;
	for (i++; i < s.len && s.p[i] == '0'; i++)
		;
	return i == s.len;
}

/* Nearly all ids are digits, or begin with something else. */
static bool
is_plain(struct str s)
{
	size_t i = 1;

	if (s.len == 0 || (!cell_digit(s.p[0]) && s.p[0] != '-' &&
	    s.p[0] != '+'))
		return true;
	while (i < s.len && cell_digit(s.p[i]))
		i++;
	return i == s.len;
}

/* The same of a cell without its guards. */
static bool
is_damaged(struct str s)
{
	uint64_t v;
	size_t at;

	if (is_float(s, &at, &v))
		return v >= EXACT;
	/* One number, or several in one cell. */
	for (;;) {
		if (!take_exponent(&s))
			return false;
		if (s.len == 0)
			return true;
		if (memchr(",; |", s.p[0], 4) == NULL)
			return false;
		while (s.len > 0 && memchr(",; |", s.p[0], 4) != NULL)
			cell_take(&s, 1);
	}
}

bool
parse_is_damaged(struct str cell)
{
	struct str s = cell_bare(cell);

	return !is_plain(s) && is_damaged(s);
}

/* The digits of a number that a spreadsheet keeps. */
#define KEPT	15

bool
parse_is_long(struct str id, size_t *zeros)
{
	size_t i;

	*zeros = 0;
	for (i = 0; i < id.len; i++)
		if (!cell_digit(id.p[i]))
			return false;
	if (id.len <= KEPT)
		return false;
	for (i = KEPT; i < id.len && id.p[i] == '0'; i++)
		;
	if (i == id.len)
		*zeros = id.len - KEPT;
	return true;
}

const char *
parse_id(struct str s, struct parsed *out)
{
	uint64_t v;
	size_t at;

	out->text = s;
	if (is_plain(s))
		return NULL;
	out->damaged = is_damaged(s);
	if (out->damaged)
		out->text.len = 0;
	else if (is_float(s, &at, &v))
		out->text.len = at;
	return NULL;
}
