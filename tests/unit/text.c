/* Text: widths, what reaches a terminal, names that are near. */

#include "../../lib/text.h"
#include "../../lib/utf8.h"
#include "unit.h"

#define ZWJ	"\xe2\x80\x8d"
#define VS16	"\xef\xb8\x8f"
#define VS15	"\xef\xb8\x8e"
#define THUMB	"\xf0\x9f\x91\x8d"
#define MAN	"\xf0\x9f\x91\xa8"
#define WOMAN	"\xf0\x9f\x91\xa9"
#define GIRL	"\xf0\x9f\x91\xa7"
#define DARK	"\xf0\x9f\x8f\xbf"
#define HEART	"\xe2\x9d\xa4"
#define RI_C	"\xf0\x9f\x87\xa8"
#define RI_N	"\xf0\x9f\x87\xb3"
#define FLAG	"\xf0\x9f\x8f\xb4"
#define TAG_G	"\xf3\xa0\x81\xa7"
#define TAG_END	"\xf3\xa0\x81\xbf"

/* A text in a table; STR is no constant. */
#define LIT(lit)	{ "" lit "", sizeof(lit) - 1 }

static void
widths(void)
{
	static const struct {
		const char	*text;
		size_t		 want;
	} t[] = {
		{ "", 0 }, { "abc", 3 }, { "a b~", 4 },
		{ "中文", 4 }, { "a中b", 4 }, { "，。！", 6 }, { "　", 2 },
		{ "ｱｲ", 2 }, { "한글", 4 }, { "𠀀", 2 },
		{ "é", 1 }, { "e\xcc\x81", 1 }, { "e\xcc\x81\xcc\xa3x", 2 },
		{ "“…—·", 4 },			/* ambiguous */
		{ THUMB, 2 }, { THUMB DARK, 2 }, { HEART, 1 },
		{ HEART VS16, 2 }, { HEART VS15, 1 },
		{ "\xe2\x8c\x9a", 2 }, { "\xe2\x8c\x9a" VS15, 1 },
		{ MAN ZWJ WOMAN ZWJ GIRL, 2 },
		{ HEART VS16 ZWJ "\xf0\x9f\x94\xa5", 2 },
		{ RI_C RI_N, 2 }, { RI_C RI_N RI_N RI_C, 4 },
		{ FLAG TAG_G TAG_G TAG_END, 2 },
		{ "1" VS16 "\xe2\x83\xa3", 2 }, { "12", 2 },
		{ "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", 2 },	/* jamo */
		{ "นำ", 2 }, { "कि", 1 },
		{ "\xff", 1 }, { "a\xe4\xb8", 3 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		if (text_width(str_z(t[i].text)) != t[i].want)
			printf("# \"%s\"\n", t[i].text);
		CHECK_INT(text_width(str_z(t[i].text)), t[i].want);
	}
}

static void
clean(void)
{
	static const struct {
		struct str	 text;
		const char	*want;
	} t[] = {
		{ LIT("plain 中文 text"), "plain 中文 text" },
		{ LIT("two  blanks "), "two  blanks " },
		{ LIT("a\tb\r\n\r\nc\n"), "a b c " },
		{ LIT("a\xc2\x85" "b\xe2\x80\xa8" "c"), "a b c" },
		{ LIT("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m" },
		{ LIT("bell\a nul\0 del\x7f"), "bell\\x07 nul\\x00 del\\x7f" },
		{ LIT("csi\xc2\x9b" "31m"), "csi\\x9b31m" },
		{ LIT("\xe2\x80\xae" "gpj.exe"), "\\u202egpj.exe" },
		{ LIT("\xe2\x81\xa6" "x\xe2\x81\xa9"), "\\u2066x\\u2069" },
		{ LIT("zero\xe2\x80\x8bwidth"), "zero\\u200bwidth" },
		{ LIT("a" ZWJ "b"), "a\\u200db" },
		{ LIT(ZWJ THUMB), "\\u200d" THUMB },
		{ LIT(THUMB ZWJ), THUMB "\\u200d" },
		{ LIT(MAN ZWJ WOMAN), MAN ZWJ WOMAN },
		{ LIT(MAN DARK ZWJ WOMAN), MAN DARK ZWJ WOMAN },
		{ LIT(HEART VS16 ZWJ THUMB), HEART VS16 ZWJ THUMB },
		{ LIT(FLAG TAG_G TAG_END), FLAG TAG_G TAG_END },
		{ LIT("a" TAG_G TAG_G), "a\\ue0067\\ue0067" },
		/* Persian "mi-khaham" is spelt with a non-joiner. */
		{ LIT("می" "\xe2\x80\x8c" "خواهم"),
		    "می" "\xe2\x80\x8c" "خواهم" },
		{ LIT("\xef\xbb\xbf" "bom"), "\\ufeffbom" },
		{ LIT("bad\xff\xe4\xb8 utf8"), "bad\\xff\\xe4\\xb8 utf8" },
		{ LIT("\xed\xa0\x80"), "\\xed\\xa0\\x80" },
		{ LIT("中文" ZWJ "，（a）"), "中文\\u200d，（a）" },
		{ LIT("中文\xe4\xb8"), "中文\\xe4\\xb8" },
		{ LIT("ab中\x1b文\n\n、x"), "ab中\\x1b文 、x" },
		{ LIT("ab\xe5" "ab中"), "ab\\xe5ab中" },
		{ LIT(""), "" },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		text_clean(&b, t[i].text);
		CHECK_STR(buf_view(&b), t[i].want);
	}
	/* What was cleaned stays as it is. */
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		text_clean(&b, str_z(t[i].want));
		CHECK_STR(buf_view(&b), t[i].want);
	}
	buf_free(&b);
}

/* No code point gets a control or a bidi override through. */
static void
clean_everything(void)
{
	struct buf b = { 0 };
	size_t n, bad = 0;
	uint32_t cp, got;
	char text[4];

	for (cp = 0; cp < 0x110000; cp++) {
		struct str s;

		n = utf8_put(cp, text);
		b.len = 0;
		text_clean(&b, (struct str){ text, n });
		s = buf_view(&b);
		while (s.len > 0) {
			n = utf8_next(s, &got);
			bad += n == 0 || got < 0x20 ||
			    (got >= 0x7f && got < 0xa0) ||
			    (got >= 0x202a && got <= 0x202e) ||
			    (got >= 0x2066 && got <= 0x2069) || got == 0x200d;
			s.p += n == 0 ? s.len : n;
			s.len -= n == 0 ? s.len : n;
		}
	}
	CHECK_INT(bad, 0);
	buf_free(&b);
}

static void
fit(void)
{
	static const struct {
		const char	*text;
		size_t		 width;
		bool		 right;
		const char	*want;
	} t[] = {
		{ "abc", 5, false, "abc  " }, { "abc", 5, true, "  abc" },
		{ "abc", 3, false, "abc" }, { "abcd", 3, false, "a.." },
		{ "中文字", 6, false, "中文字" },
		{ "中文字", 5, false, "中.. " },
		{ "中文字", 4, true, "中.." }, { "中文字", 3, false, ".. " },
		{ "中文字", 3, true, " .." }, { "abc", 2, false, ".." },
		{ "abc", 1, false, "." }, { "abc", 0, false, "" },
		{ "", 0, false, "" }, { "", 2, false, "  " },
		{ THUMB DARK THUMB DARK, 3, false, ".. " },
		{ THUMB DARK THUMB DARK, 4, false, THUMB DARK THUMB DARK },
		{ THUMB DARK "abc", 4, false, THUMB DARK ".." },
		{ "a\nb\x1b", 7, false, "a b\\x1b" },
		{ "a\nb\x1b", 6, false, "a b\\.." },
		{ "e\xcc\x81" "e\xcc\x81" "eee", 4, false,
		    "e\xcc\x81" "e\xcc\x81" ".." },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		text_fit(&b, str_z(t[i].text), t[i].width, t[i].right);
		CHECK_STR(buf_view(&b), t[i].want);
		CHECK_INT(text_width(buf_view(&b)), t[i].width);
	}
	buf_free(&b);
}

static void
normalise(void)
{
	static const struct {
		struct str	 text;
		const char	*want;
	} t[] = {
		{ LIT("User ID"), "user id" }, { LIT("  A\tB\r\n"), "a\tb" },
		{ LIT("\xef\xbb\xbf" "Name"), "name" },
		{ LIT("\xef\xbb\xbf" " 客户ID "), "客户id" },
		{ LIT("ＵＳＥＲ　ＩＤ"), "user id" },
		{ LIT("　金额（元）　"), "金额(元)" },
		{ LIT("\xc2\xa0" "Total" "\xc2\xa0"), "total" },
		{ LIT("Straße"), "strasse" }, { LIT("ÉCOLE"), "école" },
		{ LIT("E\xcc\x81" "cole"), "école" }, { LIT("①②"), "12" },
		{ LIT("ｶﾞ"), "ガ" }, { LIT("𝐒𝐚𝐥𝐞"), "sale" },
		{ LIT("A\xff\xe4" "B中\xed\xa0\x80"),
		    "a\xff\xe4" "b中\xed\xa0\x80" },
		{ LIT(""), "" }, { LIT("  "), "" }, { LIT("\xef\xbb\xbf"), "" },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		buf_z(&b, " kept ");
		text_normalise(&b, t[i].text);
		CHECK_STR(((struct str){ b.p + 6, b.len - 6 }), t[i].want);
	}
	b.len = 0;
	text_normalise(&b, STR("A\0B中"));
	CHECK(str_eq(buf_view(&b), STR("a\0b中")));
	buf_free(&b);
}

/* A key that was normalised stays as it is. */
static void
normalise_twice(void)
{
	struct buf once = { 0 }, twice = { 0 };
	size_t differ = 0;
	uint32_t cp;
	char text[4];

	for (cp = 1; cp < 0x110000; cp++) {
		size_t n = utf8_put(cp, text);

		once.len = twice.len = 0;
		text_normalise(&once, (struct str){ text, n });
		text_normalise(&twice, buf_view(&once));
		if (!str_eq(buf_view(&once), buf_view(&twice))) {
			differ++;
			printf("# U+%04X\n", (unsigned)cp);
		}
	}
	CHECK_INT(differ, 0);
	buf_free(&once);
	buf_free(&twice);
}

static void
nearest(void)
{
	static const struct str names[] = { { "user_id", 7 }, { "time", 4 },
	    { "amount", 6 }, { "order_id", 8 }, { "status", 6 },
	    { "as-of", 5 }, { "客户ID", 8 } };
	static const struct {
		const char	*name;
		const char	*want;
	} t[] = {
		{ "user_id", "user_id" }, { "userid", "user_id" },
		{ "User-ID", "user_id" }, { "suer_id", "user_id" },
		{ "as-off", "as-of" }, { "amuont", "amount" },
		{ "tiem", "time" }, { "oder_id", "order_id" },
		{ "客户id ", "客户ID" }, { "客戶ID", "客户ID" },
		{ "x", NULL }, { "", NULL }, { "completely_else", NULL },
		{ "statistics", NULL }, { "日期", NULL },
	};
	char huge[200];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const struct str *near = text_nearest(str_z(t[i].name), names,
		    sizeof(names) / sizeof(names[0]));

		CHECK((near == NULL) == (t[i].want == NULL));
		if (near != NULL && t[i].want != NULL)
			CHECK_STR(*near, t[i].want);
	}
	memset(huge, 'u', sizeof(huge));
	CHECK(text_nearest((struct str){ huge, sizeof(huge) }, names, 7) ==
	    NULL);
	CHECK(text_nearest(STR("time"), names, 0) == NULL);
}

int
main(void)
{
	RUN(widths);
	RUN(clean);
	RUN(clean_everything);
	RUN(fit);
	RUN(normalise);
	RUN(normalise_twice);
	RUN(nearest);
	return UNIT_STATUS();
}
