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
	{ "score\na 1 1 1", "after score only above mean may follow", "", 1,
	    6 },
	{ "score above # mean", "after score only above mean may follow", "",
	    1, 13 },
	{ "score above mean\na 1 2 1", "not 0, 1 or *", "2", 2, 5 },
	{ "bins 9\nscore above mean\na 1 0-9 1", "not 0, 1 or *", "0-9", 3,
	    5 },
	{ "score above mean\na 1-0 0 1", "not 0, 1 or *", "1-0", 2, 3 },
	{ "a 1 1 1\nscore above mean",
	    "score above mean must stand before the rules", "above", 2, 7 },
	{ "a 1 1 1 zh=", "zh= needs a name", "zh=", 1, 9 },
	{ "a 1 1 1 zh= #b", "zh= needs a name", "zh=", 1, 9 },
	{ "a 1 1 1\nelse b x=y", "text after the rule", "x=y", 2, 8 },
	{ "a 1 1 1 zh=b c\na 2 2 2 zh=b d", "a second Chinese name", "b d",
	    2, 12 },
	{ "a 1 1 1 zh=x\nb 2 2 2 zh= x ", "another segment has this name",
	    "x", 2, 13 },
	{ "a 1 1 1 zh=x\nelse x", "another segment has this name", "x", 2,
	    6 },
	{ "a 1 1 1\nb 2 2 2 zh=a", "another segment has this name", "a", 2,
	    12 },
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
	int all;

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
	CHECK_INT(segments_holes(&s, &b, &all), 27 - 6 - 2);
	CHECK_INT(all, 27);
	CHECK_INT(segments_rule(&s, 3, 2, 1)->line, 2);
	CHECK_INT(segments_rule(&s, 2, 2, 2)->line, 4);
	CHECK(segments_rule(&s, 1, 1, 1) == NULL);
	CHECK(str_starts(buf_view(&b), STR(" 1/1/1 1/1/2 ")));
	buf_free(&b);
	segments_free(&s);
}

static void
load(struct segments *s, const char *name, int bins)
{
	struct buf err = { 0 };
	size_t i;

	CHECK_INT(segfile_load(s, name, &err), STATUS_OK);
	CHECK_INT(err.len, 0);
	CHECK_INT(s->bins, bins);
	for (i = 0; i < s->n; i++)
		CHECK(segments_reached(s, i));
	/* Every segment of a built-in table has a Chinese name. */
	for (i = 0; i < s->nsegment; i++)
		CHECK(s->segment[i].zh.len > 0);
}

static void
rfm11_has_ten_holes(void)
{
	struct segments s;
	struct buf b = { 0 };
	int all;

	load(&s, "rfm11", 5);
	CHECK_INT(segments_holes(&s, &b, &all), 10);
	CHECK_INT(all, 125);
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
	int all;

	load(&s, "default", 5);
	CHECK_INT(segments_holes(&s, &b, &all), 0);
	CHECK_INT(b.len, 0);
	CHECK_STR(segments_find(&s, 3, 4, 1), "loyal");
	CHECK_STR(segments_find(&s, 2, 1, 5), "at_risk");
	buf_free(&b);
	segments_free(&s);
}

static void
above_mean(void)
{
	struct segments s;
	struct fault f;
	struct buf b = { 0 };
	int all;

	CHECK(segments_parse(&s, STR("score above mean\nbins 4\n"
	    "top 1 1 1\nrich * 0-1 1\nrich 1 1 1\nmid 0 * 0"), &f));
	CHECK(s.above_mean);
	CHECK_INT(s.bins, 4);
	CHECK_STR(segments_find(&s, 1, 1, 1), "top");
	CHECK_STR(segments_find(&s, 0, 0, 1), "rich");
	CHECK_STR(segments_find(&s, 0, 1, 0), "mid");
	CHECK_STR(segments_find(&s, 1, 1, 0), "");
	CHECK_INT(segments_holes(&s, &b, &all), 2);
	CHECK_INT(all, 8);
	CHECK_STR(buf_view(&b), " 1/0/0 1/1/0");
	CHECK(segments_reached(&s, 1) && !segments_reached(&s, 2));
	buf_free(&b);
	segments_free(&s);
}

static void
chinese_names(void)
{
	struct segments s;
	struct fault f;

	CHECK(segments_parse(&s, STR("a 1 * *\nb 2 * * zh= 甲 乙 # x\r\n"
	    "a 3 * * zh=丙\nb 4 * * zh=甲 乙\nelse d zh=d"), &f));
	CHECK_INT(s.nsegment, 3);
	CHECK_STR(segments_find(&s, 2, 1, 1), "b");
	CHECK_INT(segments_named(&s, STR("甲 乙")), 1);
	CHECK_INT(segments_named(&s, STR("a")), 0);
	CHECK(segments_named(&s, STR("")) == SIZE_MAX);
	CHECK(segments_named(&s, STR("e")) == SIZE_MAX);
	s.zh = true;
	/* The name is that of the segment, whichever rule has it. */
	CHECK_STR(segments_find(&s, 1, 1, 1), "丙");
	CHECK_STR(segments_find(&s, 4, 1, 1), "甲 乙");
	CHECK_STR(segments_find(&s, 5, 1, 1), "d");
	segments_free(&s);
}

static void
cn8_and_level3(void)
{
	struct segments s;
	struct buf b = { 0 };
	int all;

	load(&s, "cn8", 5);
	CHECK(s.above_mean);
	CHECK_INT(segments_holes(&s, &b, &all), 0);
	CHECK_STR(segments_find(&s, 1, 0, 1), "important_develop");
	s.zh = true;
	CHECK_STR(segments_find(&s, 0, 1, 1), "重要保持");
	CHECK_STR(segments_find(&s, 1, 1, 0), "一般价值");
	segments_free(&s);
	load(&s, "level3", 3);
	CHECK_INT(segments_holes(&s, &b, &all), 24);
	CHECK_STR(segments_find(&s, 3, 2, 2), "potential");
	CHECK_STR(segments_find(&s, 3, 2, 3), "unassigned");
	buf_free(&b);
	segments_free(&s);
}

static void
no_such_table(void)
{
	struct segments s;
	struct buf err = { 0 };

	CHECK_INT(segfile_load(&s, "defalt", &err), STATUS_USAGE);
	CHECK_STR(buf_view(&err), "defalt: No such file or directory: "
	    "nearest table: default");
	buf_free(&err);
	segments_free(&s);
}

int
main(void)
{
	RUN(mistakes);
	RUN(first_wins);
	RUN(rfm11_has_ten_holes);
	RUN(default_has_none);
	RUN(above_mean);
	RUN(chinese_names);
	RUN(cn8_and_level3);
	RUN(no_such_table);
	return UNIT_STATUS();
}
