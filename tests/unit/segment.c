/* Segment tables: each mistake with its place, and the built-in ones. */
#include "segfile.h"
#include "segment.h"
#include "unit.h"

struct wrong {
	const char	*text, *reason, *value;
	uint64_t	 line, column;
};

static const struct wrong wrongs[] = {
	{ "", "no rules", "", 0, 0 },
	{ "# only\n\nbins 3\nelse x", "no rules", "", 0, 0 },
	{ "bins 1\na 1 1 1", "bins must be 2 to 9", "1", 1, 6 },
	{ "bins 10\na 1 1 1", "bins must be 2 to 9", "10", 1, 6 },
	{ "bins\na 1 1 1", "bins must be 2 to 9", "", 1, 5 },
	{ "bins x\na 1 1 1", "bins must be 2 to 9", "x", 1, 6 },
	{ "a 1 1 1\n bins 3", "bins must stand before the rules", "3", 2, 7 },
	{ "bins 3 4\na 1 1 1", "text after the rule", "4", 1, 8 },
	{ "a 1 1 1\nelse", "else needs a name", "", 2, 5 },
	{ "a 1 1 1\nelse # x", "else needs a name", "", 2, 6 },
	{ "a 1 1 1\nelse b c", "text after the rule", "c", 2, 8 },
	{ "a 1 1 1\nelse b\n\nc 1 1 1", "nothing may follow else", "c", 4,
	    1 },
	{ "a 1 1 1\nelse b\nelse c", "nothing may follow else", "else", 3,
	    1 },
	{ "\ta 1 1", "a rule is NAME R F M", "", 1, 7 },
	{ "a", "a rule is NAME R F M", "", 1, 2 },
	{ "a 1 1 # 1", "a rule is NAME R F M", "", 1, 7 },
	{ "a 1 1 1 1", "text after the rule", "1", 1, 9 },
	{ "a 0 1 1", "not a score, a range 2-4 or *", "0", 1, 3 },
	{ "a 1 6 1", "not a score, a range 2-4 or *", "6", 1, 5 },
	{ "bins 3\na 1 4 1", "not a score, a range 2-4 or *", "4", 2, 5 },
	{ "a 1 1 3-2", "not a score, a range 2-4 or *", "3-2", 1, 7 },
	{ "a 1- 1 1", "not a score, a range 2-4 or *", "1-", 1, 3 },
	{ "a -1 1 1", "not a score, a range 2-4 or *", "-1", 1, 3 },
	{ "a 1-2-3 1 1", "not a score, a range 2-4 or *", "1-2-3", 1, 3 },
	{ "a ** 1 1", "not a score, a range 2-4 or *", "**", 1, 3 },
	{ "a 1 1 99999999999999999999", "not a score, a range 2-4 or *",
	    "99999999999999999999", 1, 7 },
	{ "a 1 1 1\r\nb 1 \xff 1", "not valid UTF-8", "", 2, 5 },
};

static void
mistakes(void)
{
	struct segments s;
	struct fault f;
	size_t i;

	for (i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		const struct wrong *w = &wrongs[i];

		CHECK(!segments_parse(&s, str_z(w->text), &f));
		CHECK_STR(str_z(f.reason), w->reason);
		CHECK_INT(f.line, w->line);
		CHECK_INT(f.column, w->column);
		CHECK_STR(f.value, w->value);
		segments_free(&s);
	}
}

static void
first_wins(void)
{
	struct segments s;
	struct fault f;
	struct buf b = { 0 };

	CHECK(segments_parse(&s, STR(" bins 3 # of three\r\n"
	    "top\t3 2-3 *#rich\r\n\r\nmid 2-3 2 1-2\nnever 3 3 3\n"
	    "else rest"), &f));
	CHECK_INT(s.n, 3);
	CHECK_STR(segments_find(&s, 3, 2, 1), "top");
	CHECK_STR(segments_find(&s, 2, 2, 2), "mid");
	CHECK_STR(segments_find(&s, 2, 2, 3), "rest");
	CHECK_STR(segments_find(&s, 1, 1, 1), "rest");
	CHECK(segments_reached(&s, 0) && segments_reached(&s, 1));
	CHECK(!segments_reached(&s, 2));
	CHECK_INT(segments_holes(&s, &b), 27 - 6 - 2);
	CHECK(str_starts(buf_view(&b), STR(" 1/1/1 1/1/2 ")));
	buf_free(&b);
	segments_free(&s);
}

static void
load(struct segments *s, const char *name)
{
	const char *where;
	struct fault f;
	size_t i;

	CHECK_INT(segfile_load(s, name, &where, &f), STATUS_OK);
	CHECK_INT(s->bins, 5);
	for (i = 0; i < s->n; i++)
		CHECK(segments_reached(s, i));
}

static void
rfm11_has_ten_holes(void)
{
	struct segments s;
	struct buf b = { 0 };

	load(&s, "rfm11");
	CHECK_INT(segments_holes(&s, &b), 10);
	CHECK_STR(buf_view(&b), " 2/1/5 2/4/1 2/5/1 2/5/2 3/4/1 3/5/1 4/4/1"
	    " 4/5/1 5/4/1 5/5/1");
	CHECK_STR(segments_find(&s, 2, 1, 5), "others");
	CHECK_STR(segments_find(&s, 5, 5, 5), "champions");
	CHECK_STR(segments_find(&s, 3, 3, 2), "potential_loyalist");
	CHECK_STR(segments_find(&s, 1, 3, 4), "cant_lose_them");
	CHECK_STR(segments_find(&s, 1, 1, 1), "lost");
	buf_free(&b);
	segments_free(&s);
}

static void
default_has_none(void)
{
	struct segments s;
	struct buf b = { 0 };

	load(&s, "default");
	CHECK_INT(segments_holes(&s, &b), 0);
	CHECK_INT(b.len, 0);
	CHECK_STR(segments_find(&s, 3, 4, 1), "loyal");
	CHECK_STR(segments_find(&s, 2, 1, 5), "at_risk");
	buf_free(&b);
	segments_free(&s);
}

static void
no_such_table(void)
{
	struct segments s;
	struct fault f;
	const char *where;

	CHECK_INT(segfile_load(&s, "defalt", &where, &f), STATUS_USAGE);
	CHECK(strstr(f.detail, "default") != NULL);
	CHECK_STR(str_z(where), "defalt");
}

int
main(void)
{
	RUN(mistakes);
	RUN(first_wins);
	RUN(rfm11_has_ten_holes);
	RUN(default_has_none);
	RUN(no_such_table);
	return UNIT_STATUS();
}
