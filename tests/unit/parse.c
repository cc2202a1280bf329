/* The rules of maps: tables of cells and what becomes of them. */
#include "cell.h"
#include "mem.h"
#include "parse.h"
#include "unit.h"

struct row {
	enum rule	 rule;
	enum unit	 unit;
	const char	*cell;
	const char	*want;		/* text, or NULL: refused */
};

static const struct row rows[] = {
	{ RULE_ID, UNIT_NONE, "  00123\t", "00123" },
	{ RULE_ID, UNIT_NONE, "=\"00123\"", "00123" },
	{ RULE_ID, UNIT_NONE, "'4902888206672", "4902888206672" },
	{ RULE_ID, UNIT_NONE, "`77", "77" },
	{ RULE_ID, UNIT_NONE, "6.49E+17", "" },
	{ RULE_ID, UNIT_NONE, "4,01427E+12", "" },
	{ RULE_ID, UNIT_NONE, "6.49e17", "" },
	{ RULE_ID, UNIT_NONE, "6,49E+17", "" },
	{ RULE_ID, UNIT_NONE, "649E+15", "" },
	{ RULE_ID, UNIT_NONE, "6.E+17", "" },
	{ RULE_ID, UNIT_NONE, "-6.49E+17", "" },
	{ RULE_ID, UNIT_NONE, "6.49E-05", "" },
	{ RULE_ID, UNIT_NONE, "=\"6.49E+17\"", "" },
	{ RULE_ID, UNIT_NONE, "1.22158E+17,6.1571E+13", "" },
	{ RULE_ID, UNIT_NONE, "1.22158E+17; 6.1571E+13", "" },
	{ RULE_ID, UNIT_NONE, "\t3.19394E+11 ", "" },
	{ RULE_ID, UNIT_NONE, "12E-5", "12E-5" },
	{ RULE_ID, UNIT_NONE, "6.49E", "6.49E" },
	{ RULE_ID, UNIT_NONE, "6.49E+", "6.49E+" },
	{ RULE_ID, UNIT_NONE, "6.49E+17x", "6.49E+17x" },
	{ RULE_ID, UNIT_NONE, "6.49E+17,x", "6.49E+17,x" },
	{ RULE_ID, UNIT_NONE, "E+17", "E+17" },
	{ RULE_ID, UNIT_NONE, "3.0", "3" },
	{ RULE_ID, UNIT_NONE, "3.00", "3" },
	{ RULE_ID, UNIT_NONE, "3.", "3." },
	{ RULE_ID, UNIT_NONE, "99999999999999999999999999.0", "" },
	{ RULE_ID, UNIT_NONE, "99999999999999999999999999",
	    "99999999999999999999999999" },
	{ RULE_TEXT, UNIT_NONE, "1.0E+5", "1.0E+5" },
	{ RULE_TEXT, UNIT_NONE, "1.0E5", "1.0E5" },
	{ RULE_ID, UNIT_NONE, "12E45678", "12E45678" },
	{ RULE_ID, UNIT_NONE, "123.0", "123" },
	{ RULE_ID, UNIT_NONE, "9007199254740991.0", "9007199254740991" },
	{ RULE_ID, UNIT_NONE, "9007199254740992.0", "" },
	{ RULE_ID, UNIT_NONE, "123.50", "123.50" },
	{ RULE_ID, UNIT_NONE, "'null", "" },
	{ RULE_COUNT, UNIT_NONE, "1103", "1103" },
	{ RULE_COUNT, UNIT_NONE, "12,400", "12400" },
	{ RULE_COUNT, UNIT_NONE, "7767.0", "7767" },
	{ RULE_COUNT, UNIT_NONE, "1.2K", "1200" },
	{ RULE_COUNT, UNIT_NONE, "3.9万", "39000" },
	{ RULE_COUNT, UNIT_NONE, "3w", "30000" },
	{ RULE_COUNT, UNIT_NONE, "2亿", "200000000" },
	{ RULE_COUNT, UNIT_NONE, "10万+", "100000" },
	{ RULE_COUNT, UNIT_NONE, "1.2万", "12000" },
	{ RULE_COUNT, UNIT_NONE, "1.5M", "1500000" },
	{ RULE_COUNT, UNIT_NONE, "999+", "999" },
	{ RULE_COUNT, UNIT_NONE, "万+", "10000" },
	{ RULE_COUNT, UNIT_NONE, "千＋", "1000" },
	{ RULE_COUNT, UNIT_NONE, "万", NULL },
	{ RULE_COUNT, UNIT_NONE, "+", NULL },
	{ RULE_COUNT, UNIT_NONE, "１２３", "123" },
	{ RULE_COUNT, UNIT_NONE, "１．２万", "12000" },
	{ RULE_COUNT, UNIT_NONE, "１２，４００", "12400" },
	{ RULE_COUNT, UNIT_NONE, "－", "" },
	{ RULE_COUNT, UNIT_NONE, "12\xc2\xa0""400", "12400" },
	{ RULE_COUNT, UNIT_NONE, "1\xe2\x80\xaf""234\xe2\x80\xaf""567",
	    "1234567" },
	{ RULE_COUNT, UNIT_NONE, "1'234", "1234" },
	{ RULE_COUNT, UNIT_NONE, "12\xe2\x80\x89""40", NULL },
	{ RULE_COUNT, UNIT_NONE, "1,234\xc2\xa0""567", NULL },
	{ RULE_COUNT, UNIT_NONE, "1 234", NULL },
	{ RULE_COUNT, UNIT_NONE, "1 万", "10000" },
	{ RULE_COUNT, UNIT_NONE, "12.400", NULL },
	{ RULE_COUNT, UNIT_NONE, "1.23456万", NULL },
	{ RULE_COUNT, UNIT_NONE, "0.5", NULL },
	{ RULE_COUNT, UNIT_NONE, "1,23", NULL },
	{ RULE_COUNT, UNIT_NONE, "9999999999999999999", NULL },
	{ RULE_COUNT, UNIT_NONE, "--", "" },
	{ RULE_MONEY, UNIT_NONE, "748.5", "748.5" },
	{ RULE_MONEY, UNIT_NONE, "¥28.16", "28.16" },
	{ RULE_MONEY, UNIT_NONE, "-¥ 28.16", "-28.16" },
	{ RULE_MONEY, UNIT_NONE, "￥-28.16", "-28.16" },
	{ RULE_MONEY, UNIT_NONE, "1,234,567.00", "1234567.00" },
	{ RULE_MONEY, UNIT_NONE, "1,2345.00", NULL },
	{ RULE_MONEY, UNIT_NONE, "12,5", NULL },
	{ RULE_MONEY, UNIT_NONE, "131.77(已退款89.84)", "131.77" },
	{ RULE_MONEY, UNIT_NONE, "131.77（已全额退款）", "131.77" },
	{ RULE_MONEY, UNIT_NONE, "131.77(x)", NULL },
	{ RULE_MONEY, UNIT_NONE, ".5", "0.5" },
	{ RULE_MONEY, UNIT_NONE, "5.", "5" },
	{ RULE_MONEY, UNIT_NONE, "+7", "7" },
	{ RULE_MONEY, UNIT_NONE, "000", "0" },
	{ RULE_MONEY, UNIT_NONE, "--7", NULL },
	{ RULE_MONEY, UNIT_NONE, "0.12345", NULL },
	{ RULE_MONEY, UNIT_NONE, "1e3", NULL },
	{ RULE_MONEY, UNIT_NONE, "1 234", NULL },
	{ RULE_MONEY, UNIT_NONE, "1\xc2\xa0""234.50 €", "1234.50" },
	{ RULE_MONEY, UNIT_NONE, "￥１２．５０", "12.50" },
	{ RULE_MONEY, UNIT_NONE, "1.234,56", NULL },
	{ RULE_RATIO, UNIT_NONE, "11.14\xe2\x80\xaf%", "0.1114" },
	{ RULE_MONEY, UNIT_FEN, "1250", "12.50" },
	{ RULE_MONEY, UNIT_FEN, "0.001", NULL },
	{ RULE_MONEY, UNIT_WAN, "1.2", "12000.00" },
	{ RULE_RATIO, UNIT_NONE, "0.221", "0.221" },
	{ RULE_RATIO, UNIT_NONE, "11.14%", "0.1114" },
	{ RULE_RATIO, UNIT_NONE, "0.07499999999999997", "0.075" },
	{ RULE_RATIO, UNIT_NONE, "1.68", NULL },
	{ RULE_RATIO, UNIT_NONE, "113%", "1.13" },
	{ RULE_PERCENT, UNIT_NONE, "1.68", "0.0168" },
	{ RULE_PERCENT, UNIT_NONE, "1.68%", "0.0168" },
	{ RULE_PERCENT, UNIT_NONE, "-5", "-0.05" },
	{ RULE_DURATION, UNIT_NONE, "0:00:25", "25" },
	{ RULE_DURATION, UNIT_NONE, "1:02:03.5", "3723.5" },
	{ RULE_DURATION, UNIT_NONE, "32.50秒", "32.5" },
	{ RULE_DURATION, UNIT_NONE, "1小时20分3秒", "4803" },
	{ RULE_DURATION, UNIT_NONE, "1 hour 5 minutes", "3900" },
	{ RULE_DURATION, UNIT_NONE, "2 days 3 hours", "183600" },
	{ RULE_DURATION, UNIT_NONE, "45 seconds", "45" },
	{ RULE_DURATION, UNIT_NONE, "1h 20m 3s", "4803" },
	{ RULE_DURATION, UNIT_NONE, "1 hourglass", NULL },
	{ RULE_DURATION, UNIT_NONE, "8.209459", "8.209459" },
	{ RULE_DURATION, UNIT_MINUTE, "1.5", "90" },
	{ RULE_DURATION, UNIT_HOUR, "0.1", "360" },
	{ RULE_DURATION, UNIT_MS, "1500", "1.5" },
	{ RULE_DURATION, UNIT_NONE, "-1", NULL },
	{ RULE_DURATION, UNIT_NONE, "5 apples", NULL },
	{ RULE_BOOL, UNIT_NONE, "TRUE", "true" },
	{ RULE_BOOL, UNIT_NONE, "是", "true" },
	{ RULE_BOOL, UNIT_NONE, "f", "false" },
	{ RULE_BOOL, UNIT_NONE, "maybe", NULL },
	{ RULE_LIST, UNIT_NONE, "a, b；c，d", "a;b;c;d" },
	{ RULE_LIST, UNIT_NONE, "['x', \"y\"]", "x;y" },
	{ RULE_LIST, UNIT_NONE, "[美食][旅行]", "美食;旅行" },
	{ RULE_LIST, UNIT_NONE, "[]", "" },
	{ RULE_LIST, UNIT_NONE, "[\"vip\", \"tea, green\"]", "vip;tea, green" },
	{ RULE_LIST, UNIT_NONE, "[\"\\u8336\",\"5\\\" pot\"]", "茶;5\" pot" },
	{ RULE_LIST, UNIT_NONE, "don't, do", "don't;do" },
	{ RULE_TEXT, UNIT_NONE, " -\t", "-" },
	{ RULE_TEXT, UNIT_NONE, "'null", "" },
	{ RULE_TEXT, UNIT_NONE, "\xc2\xa0x\xe3\x80\x80", "x" },
	{ RULE_HTML, UNIT_NONE, " 1 < 2 &amp;&amp; a <b and c> <3 ",
	    "1 < 2 && a <b and c> <3" },
	{ RULE_HTML, UNIT_NONE, "x<span class=\"url-icon\"><img alt=[偷笑] "
	    "src=\"https://h5/a>b.png\" style='width:1em;' /></span>y",
	    "x[偷笑]y" },
	{ RULE_HTML, UNIT_NONE, "回复<a href='/n/a'>@阿茶</a>:好<br />的<BR>",
	    "回复@阿茶:好\n的" },
	{ RULE_HTML, UNIT_NONE, "&#128512;&#x4f60;&#0;&#xd800;&#9999999;&nbsp",
	    "\xf0\x9f\x98\x80你&#0;&#xd800;&#9999999;&nbsp" },
	{ RULE_HTML, UNIT_NONE, "&amp;lt;b&amp;gt;", "&lt;b&gt;" },
	{ RULE_HTML, UNIT_NONE, "<a href=\"", "<a href=\"" },
	{ RULE_HTML, UNIT_NONE, "<img alt=\"&quot;\">", "\"" },
	{ RULE_HTML, UNIT_NONE, "<", "<" },
	{ RULE_HTML, UNIT_NONE, "", "" },
	{ RULE_NUMBER, UNIT_NONE, "4.50", "4.50" },
	{ RULE_NUMBER, UNIT_NONE, "four", NULL },
};

static void
cells(void)
{
	struct arena a = { 0 };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parse_opts o = { .unit = rows[i].unit };
		struct parsed p;
		const char *why = parse_cell(rows[i].rule,
		    str_z(rows[i].cell), &o, &a, &p);

		if ((why == NULL) != (rows[i].want != NULL))
			printf("# \"%s\": %s\n", rows[i].cell,
			    why != NULL ? why : "was taken");
		CHECK((why == NULL) == (rows[i].want != NULL));
		if (why == NULL && rows[i].want != NULL)
			CHECK_STR(p.text, rows[i].want);
	}
	arena_free(&a);
}

/* Where the decimal point is a comma. */
static void
commas(void)
{
	static const struct row with[] = {
		{ RULE_COUNT, UNIT_NONE, "12.400", "12400" },
		{ RULE_COUNT, UNIT_NONE, "12.40", NULL },
		{ RULE_COUNT, UNIT_NONE, "7767,0", "7767" },
		{ RULE_COUNT, UNIT_NONE, "1,2K", "1200" },
		{ RULE_COUNT, UNIT_NONE, "12,400", NULL },
		{ RULE_MONEY, UNIT_NONE, "1.234,56", "1234.56" },
		{ RULE_MONEY, UNIT_NONE, "1.234.567,5 €", "1234567.5" },
		{ RULE_MONEY, UNIT_NONE, "1\xc2\xa0""234,56", "1234.56" },
		{ RULE_MONEY, UNIT_NONE, "1\xe2\x80\xaf""234\xe2\x80\xaf"
		    "567,5", "1234567.5" },
		{ RULE_MONEY, UNIT_NONE, "1.234\xc2\xa0""567", NULL },
		{ RULE_MONEY, UNIT_NONE, "1,234.56", NULL },
		{ RULE_RATIO, UNIT_NONE, "0,221", "0.221" },
		{ RULE_RATIO, UNIT_NONE, "11,14\xc2\xa0%", "0.1114" },
		{ RULE_DURATION, UNIT_NONE, "32,5", "32.5" },
		{ RULE_ID, UNIT_NONE, "12.400", "12.400" },
		{ RULE_TEXT, UNIT_NONE, "12.400,5", "12.400,5" },
		{ RULE_LIST, UNIT_NONE, "a,b", "a;b" },
	};
	struct parse_opts o = { .comma = true };
	struct arena a = { 0 };
	struct parsed p;
	size_t i;

	for (i = 0; i < sizeof(with) / sizeof(with[0]); i++) {
		const char *why = parse_cell(with[i].rule,
		    str_z(with[i].cell), &o, &a, &p);

		if ((why == NULL) != (with[i].want != NULL))
			printf("# \"%s\"\n", with[i].cell);
		CHECK((why == NULL) == (with[i].want != NULL));
		if (why == NULL && with[i].want != NULL)
			CHECK_STR(p.text, with[i].want);
	}
	arena_free(&a);
}

static void
marks(void)
{
	struct parse_opts o = { 0 }, rounding = { .round = true };
	struct arena a = { 0 };
	struct parsed p;

	CHECK(parse_cell(RULE_COUNT, STR("10万+"), &o, &a, &p) == NULL);
	CHECK(p.approx);
	CHECK(parse_cell(RULE_ID, STR("6.49E+17"), &o, &a, &p) == NULL);
	CHECK(p.damaged);
	CHECK(parse_cell(RULE_MONEY, STR("663.1900000000001"), &rounding, &a,
	    &p) == NULL);
	CHECK(p.rounded);
	CHECK_STR(p.text, "663.19");
	CHECK_INT(p.money, 6631900);
	arena_free(&a);
}

static void
missing(void)
{
	static const char *const words[] = { "", " ", "-", "--", "——", "/",
		"N/A", "null", "'null", "(not set)", "0000-00-00",
		"0000-00-00 00:00:00", "Ongoing", NULL };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		CHECK(cell_missing(str_z(words[i])));
	CHECK(!cell_missing(STR("0")));
	CHECK(!cell_missing(STR("none of them")));
	CHECK(!cell_missing(STR("Ono")));
}

static void
units(void)
{
	CHECK(parse_unit(STR("分")) == UNIT_FEN);
	CHECK(parse_unit(STR("Hours")) == UNIT_HOUR);
	CHECK(parse_unit(STR("usd")) == UNIT_NONE);
}

int
main(void)
{
	RUN(cells);
	RUN(commas);
	RUN(marks);
	RUN(missing);
	RUN(units);
	return UNIT_STATUS();
}
