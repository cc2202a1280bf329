/* What stands round the text of a cell, and the short cuts to see it. */
#include "../../lib/cell.h"
#include "unit.h"

static bool
same(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || a.p == b.p);
}

/* All first and last bytes, and cells of one byte, the long way too. */
static void
ends(void)
{
	char text[4] = "";
	struct str s = { text, 3 };
	unsigned first, last;
	int wrong = 0;

	for (first = 0; first < 256; first++)
		for (last = 0; last < 256; last++) {
			text[0] = (char)first;
			text[1] = 'x';
			text[2] = (char)last;
			s.len = last == first ? 1 : 3;
			wrong += !same(cell_trim(s), cell_trim_all(s)) ||
			    !same(cell_bare(s), cell_bare_all(s)) ||
			    cell_missing(s) != cell_missing_all(s);
		}
	CHECK_INT(wrong, 0);
}

static void
words(void)
{
	static const struct {
		const char	*cell;
		bool		 missing;
		const char	*bare;
	} t[] = {
		{ "", true, "" }, { " ", true, "" }, { "-", true, "-" },
		{ "N/A", true, "N/A" }, { "nan", true, "nan" },
		{ "NULL", true, "NULL" }, { "Null ", true, "Null" },
		{ "ongoing", true, "ongoing" }, { "(not set)", true,
		    "(not set)" },
		{ "0000-00-00", true, "0000-00-00" }, { "0", false, "0" },
		{ "\xe2\x80\x94", true, "\xe2\x80\x94" },
		{ "#N/A", true, "#N/A" }, { "/", true, "/" },
		{ "nobody", false, "nobody" }, { "-5", false, "-5" },
		{ "=\"123\"", false, "123" }, { "'123", false, "123" },
		{ "`x", false, "x" }, { "\xc2\xa0x\xe3\x80\x80", false, "x" },
		{ "\xef\xbb\xbfx", false, "x" }, { "x\xe2\x80\x8b", false,
		    "x" },
		{ "\xe4\xb8\xad", false, "\xe4\xb8\xad" },
		{ "'-", true, "-" }, { "=\"\"", true, "" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(cell_missing(str_z(t[i].cell)), t[i].missing);
		CHECK_STR(cell_bare(str_z(t[i].cell)), t[i].bare);
	}
}

int
main(void)
{
	RUN(ends);
	RUN(words);
	return UNIT_STATUS();
}
