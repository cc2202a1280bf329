/* The text of a cell: what stands round it and what stands for nothing. */
#include <string.h>
#include <strings.h>

#include "cell.h"

bool
cell_prefix(struct str *s, const char *z)
{
	struct str prefix = str_z(z);

	if (!str_starts(*s, prefix))
		return false;
	cell_take(s, prefix.len);
	return true;
}

bool
cell_suffix(struct str *s, const char *z)
{
	size_t n = strlen(z);

	if (s->len < n || memcmp(s->p + s->len - n, z, n) != 0)
		return false;
	s->len -= n;
	return true;
}

bool
cell_one(struct str *s, const char *const *z,
    bool (*fits)(struct str *, const char *))
{
	for (; *z != NULL; z++)
		if (fits(s, *z))
			return true;
	return false;
}

bool
cell_is(struct str s, const char *z)
{
	return s.len == strlen(z) && strncasecmp(s.p, z, s.len) == 0;
}

bool
cell_among(struct str s, const char *const *z)
{
	for (; *z != NULL; z++)
		if (cell_is(s, *z))
			return true;
	return false;
}

/* The bytes with which the blanks of cell_trim begin, and end. */
static bool
begins_blank(char c)
{
	return c == '\xc2' || c == '\xe3' || c == '\xef' || c == '\xe2';
}

static bool
ends_blank(char c)
{
	return c == '\xa0' || c == '\x80' || c == '\xbf' || c == '\x8b' ||
	    c == '\xaf' || c == '\x89';
}

struct str
cell_trim(struct str s)
{
	static const char *const blank[] = { "\xc2\xa0", "\xe3\x80\x80",
		"\xef\xbb\xbf", "\xe2\x80\x8b", "\xe2\x80\xaf",
		"\xe2\x80\x89", NULL };
	size_t before;

	s = str_trim(s);
	/* Hardly a cell begins or ends with the bytes of such a blank. */
	if (s.len == 0 || (!begins_blank(s.p[0]) &&
	    !ends_blank(s.p[s.len - 1])))
		return s;
	do {
		before = s.len;
		s = str_trim(s);
		cell_one(&s, blank, cell_prefix);
		cell_one(&s, blank, cell_suffix);
	} while (s.len != before);
	return s;
}

struct str
cell_bare(struct str cell)
{
	struct str s = cell_trim(cell);

	if (s.len >= 3 && s.p[0] == '=' && s.p[1] == '"' &&
	    s.p[s.len - 1] == '"') {
		cell_take(&s, 2);
		s.len--;
	} else if (s.len > 0 && (s.p[0] == '\'' || s.p[0] == '`')) {
		cell_take(&s, 1);
	}
	return cell_trim(s);
}

static bool
begins_missing(char c)
{
	switch (c) {
	case '-': case '/': case '#': case '(': case 'N': case 'n':
	case 'O': case 'o': case '0': case '\xe2':
		return true;
	default:
		return false;
	}
}

bool
cell_missing(struct str cell)
{
	static const char *const words[] = { "-", "--", "\xe2\x80\x94",
		"\xe2\x80\x94\xe2\x80\x94", "/", "N/A", "#N/A", "NA", "null",
		"none", "nan", "(not set)", "Ongoing", "0000-00-00",
		"0000-00-00 00:00:00", NULL };
	struct str s = cell_bare(cell);

	if (s.len == 0)
		return true;
	/* The words are short and begin with one of these. */
	return s.len < 20 && begins_missing(s.p[0]) && cell_among(s, words);
}
