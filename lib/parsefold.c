/* Numbers as they are written elsewhere, in the one form that is read here. */
#include <string.h>

#include "cell.h"
#include "parsein.h"

/*
 * The blank or apostrophe at s that may stand between groups; its length. Not
 * the blank of the keyboard: 1 234 may be two numbers.
 */
static size_t
group_sign(struct str s)
{
	static const char *const signs[] = { "'", "\xc2\xa0",
		"\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x99", NULL };
	struct str rest = s;

	cell_one(&rest, signs, cell_prefix);
	return s.len - rest.len;
}

/* Exactly three digits. */
static bool
is_group(struct str s)
{
	return s.len >= 3 && cell_digit(s.p[0]) && cell_digit(s.p[1]) &&
	    cell_digit(s.p[2]) && (s.len == 3 || !cell_digit(s.p[3]));
}

/* U+FF01 to U+FF5E are the signs of ASCII, as wide as a character. */
static char
narrow(struct str s)
{
	unsigned char b = s.len >= 3 ? (unsigned char)s.p[1] : 0;
	unsigned char c = s.len >= 3 ? (unsigned char)s.p[2] : 0;

	if (s.p[0] != '\xef' || c < 0x80 || c > 0xbf)
		return '\0';
	if (b == 0xbc && c >= 0x81)
		return (char)(c - 0x81 + 0x21);
	if (b == 0xbd && c <= 0x9e)
		return (char)(c - 0x80 + 0x60);
	return '\0';
}

struct str
parse_narrow(struct str s, struct arena *a)
{
	size_t n = 0;
	char *p, c;

	if (memchr(s.p, '\xef', s.len) == NULL)
		return s;
	p = arena_alloc(a, s.len + 1);
	while (s.len > 0) {
		c = narrow(s);
		p[n++] = c != '\0' ? c : s.p[0];
		cell_take(&s, c != '\0' ? 3 : 1);
	}
	return (struct str){ p, n };
}

/* 12 400 is 12,400, whatever blank it is. */
static struct str
join_groups(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.len + 1);
	size_t n = 0, len;
	struct str next;

	while (s.len > 0) {
		len = n > 0 && cell_digit(p[n - 1]) ? group_sign(s) : 0;
		next = (struct str){ s.p + len, s.len - len };
		if (len > 0 && is_group(next))
			p[n++] = ',';
		else
			p[n++] = s.p[len = 0];
		cell_take(&s, len > 0 ? len : 1);
	}
	return (struct str){ p, n };
}

/* ASCII without apostrophes: nothing to fold. */
static bool
is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.p[i] & 0x80) != 0 || s.p[i] == '\'')
			return false;
	return true;
}

/* 12.400,5 is 12,400.5: the decimal point is a comma there. */
static struct str
swap_points(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.len + 1);
	size_t i;

	for (i = 0; i < s.len; i++)
		p[i] = s.p[i] == ',' ? '.' : s.p[i] == '.' ? ',' : s.p[i];
	return (struct str){ p, s.len };
}

struct str
parse_fold(struct str s, bool comma, struct arena *a)
{
	bool plain = is_plain(s);

	if (!plain)
		s = parse_narrow(s, a);
	if (comma)
		s = swap_points(s, a);
	/* Groups of both kinds in one number are none. */
	if (!plain && memchr(s.p, ',', s.len) == NULL)
		s = join_groups(s, a);
	return s;
}
