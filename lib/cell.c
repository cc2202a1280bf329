/* The text of a cell: what stands round it and what stands for nothing. */
#include <string.h>
#include <strings.h>

#include "cell.h"

/*
 * What each byte may be at the ends of a cell (enum cell_end): not CELL_BEGINS
 * are blanks, the first bytes of those of Unicode and of a BOM, = ' and `; not
 * CELL_ENDS are blanks and the last bytes of those; not CELL_THERE is what a
 * word for nothing begins with. tests/unit/cell.c holds it against the rules.
 */
const unsigned char cell_ends[256] = {
	7, 7, 7, 7, 7, 7, 7, 7, 7, 4, 4, 7, 7, 4, 7, 7,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	4, 7, 7, 3, 7, 7, 7, 6, 3, 7, 7, 7, 7, 3, 7, 3,
	3, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 7, 7,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 3, 3,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 3, 3,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	5, 7, 7, 7, 7, 7, 7, 7, 7, 5, 7, 5, 7, 7, 7, 7,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 5,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 5,
	7, 7, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
	7, 7, 2, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6,
	7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
};

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

struct str
cell_trim_all(struct str s)
{
	static const char *const blank[] = { "\xc2\xa0", "\xe3\x80\x80",
		"\xef\xbb\xbf", "\xe2\x80\x8b", "\xe2\x80\xaf",
		"\xe2\x80\x89", NULL };
	size_t before;

	s = str_trim(s);
	/* Hardly a cell begins or ends with the bytes of such a blank. */
	if (s.len == 0 || cell_plain(s, CELL_BEGINS))
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
cell_bare_all(struct str cell)
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

bool
cell_missing_all(struct str cell)
{
	static const char *const words[] = { "-", "--", "\xe2\x80\x94",
		"\xe2\x80\x94\xe2\x80\x94", "/", "N/A", "#N/A", "NA", "null",
		"none", "nan", "(not set)", "Ongoing", "0000-00-00",
		"0000-00-00 00:00:00", NULL };
	struct str s = cell_bare(cell);

	if (s.len == 0)
		return true;
	/* The words are short. */
	return s.len < 20 && cell_among(s, words);
}
