/*
 * Rules over texts: what is a mistake in a file and where, what fires and what
 * does not, folded or not, at which byte.
 */
#include "aspect.h"
#include "mem.h"
#include "symbol.h"
#include "textrules.h"
#include "unit.h"

struct wrong {
	const char	*text, *reason, *value;
	uint64_t	 line, column;
};

#define WORD		"a word is missing"
#define GAP		"a gap is .{N,M} between two words, M up to 16"
#define R		"r alert c "

static const struct wrong wrongs[] = {
	{ "", "no rules", "", 0, 0 },
	{ "# x\n\n", "no rules", "", 0, 0 },
	{ "list a 1\n", "no rules", "", 0, 0 },
	{ "list", "not a name", "", 1, 5 },
	{ "list a;b 1", "not a name", "a;b", 1, 6 },
	{ "list a", "not a version", "", 1, 7 },
	{ "polarity bad 1 x", "neither negative nor positive", "bad", 1, 10 },
	{ "polarity negative x", "not a percentage from 0 to 100", "x", 1,
	    19 },
	{ "polarity negative 101 x", "not a percentage from 0 to 100", "101",
	    1, 19 },
	{ "polarity negative 1", "a category is missing", "", 1, 20 },
	{ "polarity positive 1 a;;b", "not a category", "", 1, 23 },
	{ "polarity negative 1 x y", "text after the categories", "y", 1, 23 },
	{ "list a 1 2", "text after the version", "2", 1, 10 },
	{ "list a 1\nlist b 2", "a second list", "b", 2, 6 },
	{ "r", "a severity is missing", "", 1, 2 },
	{ "r alarm c x", "unknown severity", "alarm", 1, 3 },
	{ "alow word", "unknown name", "alow", 1, 1 },
	{ "r@ alert c x", "not a name", "r@", 1, 1 },
	{ "r alert", "a category is missing", "", 1, 8 },
	{ "r alert a;;b x", "not a category", "", 1, 11 },
	{ "r topic - x", "a topic or an aspect needs a category", "-", 1, 9 },
	{ "r alert c", WORD, "", 1, 10 },
	{ "r alert c # x", WORD, "", 1, 11 },
	{ "r alert c\ns alert c x", WORD, "", 1, 10 },
	{ R "x|", WORD, "", 1, 13 },
	{ R "x||y", WORD, "", 1, 13 },
	{ R "x unless", WORD, "", 1, 19 },
	{ R "unless x", WORD, "unless", 1, 11 },
	{ R "x\n\twith", WORD, "", 2, 6 },
	{ R "x\n\twith unless y", WORD, "unless", 2, 7 },
	{ R "x unless\n\twith y", WORD, "with", 2, 2 },
	{ R "\n\twith x", WORD, "with", 2, 2 },
	{ "not x\n\twith y", "only a rule has with", "with", 2, 2 },
	{ R "x\n\twith /y/",
	    "no place for a regex, a host or the model", "/y/", 2, 7 },
	{ "not link:a.b", "no place for a regex, a host or the model",
	    "link:a.b", 1, 5 },
	{ "allow x unless y", "allow has no unless", "unless", 1, 9 },
	{ "\tx", "a line that goes on with no rule", "x", 1, 2 },
	{ "list a 1\n x", "a line that goes on with no rule", "x", 2, 2 },
	{ R "a.{0,3}", GAP, "a.{0,3}", 1, 11 },
	{ R "a.{3}b", GAP, "a.{3}b", 1, 11 },
	{ R "a.{4,3}b", GAP, "a.{4,3}b", 1, 11 },
	{ R "a.{0,17}b", GAP, "a.{0,17}b", 1, 11 },
	{ R "a.{0,1}b.{0,1}c.{0,1}d.{0,1}e", "more than 3 gaps",
	    "a.{0,1}b.{0,1}c.{0,1}d.{0,1}e", 1, 11 },
	{ R "/a(b/", "not a pattern", "a(b", 1, 12 },
	{ R "link:Bit.ly", "not a host in small letters", "Bit.ly", 1, 16 },
	{ "a aspect x model:alarm", "an aspect is words of a clause",
	    "model:alarm", 1, 12 },
	{ R "model:alarms", "the model tells of model:alarm alone",
	    "model:alarms", 1, 11 },
	{ R "link:", "not a host in small letters", "", 1, 16 },
	{ R "\xff", "not valid UTF-8", "", 1, 11 }
};

static void
test_mistakes(void)
{
	struct textrules *t;
	struct fault f;
	size_t i;

	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		CHECK(!textrules_parse(&t, str_z(wrongs[i].text), &f));
		CHECK(t == NULL);
		CHECK_STR(str_z(f.reason), wrongs[i].reason);
		CHECK_STR(f.value, wrongs[i].value);
		CHECK_INT(f.line, wrongs[i].line);
		CHECK_INT(f.column, wrongs[i].column);
	}
}

/* Words that the symbols cannot say, or not in 64. */
static void
test_words(void)
{
	struct textrules *t;
	struct buf b = { 0 };
	struct fault f;
	int i;

	CHECK(!textrules_parse(&t, STR(R "http://a.example"), &f));
	CHECK_STR(f.field, "word");
	CHECK_INT(f.column, 11);
	buf_z(&b, R);
	for (i = 0; i < 33; i++)
		buf_z(&b, "\u4e00\u4e8c");
	CHECK(!textrules_parse(&t, buf_view(&b), &f));
	CHECK_STR(str_z(f.reason), "is too long");
	b.len -= 6;
	CHECK(textrules_parse(&t, buf_view(&b), &f));
	textrules_free(t);
	buf_free(&b);
}

static void
test_categories_limit(void)
{
	struct textrules *t;
	struct buf b = { 0 };
	struct fault f;
	int i;

	for (i = 0; i < CATEGORIES; i++)
		buf_printf(&b, "r alert c%d x\n", i);
	CHECK(textrules_parse(&t, buf_view(&b), &f));
	CHECK_STR(textrules_category(t, CATEGORIES - 1), "c63");
	textrules_free(t);
	buf_z(&b, "r alert c64 x\n");
	CHECK(!textrules_parse(&t, buf_view(&b), &f));
	CHECK_INT(f.line, CATEGORIES + 1);
	CHECK_INT(f.column, 9);
	buf_free(&b);
}

/* What is added where the model says that n symbols from first are alarming. */
static void
check_alarm(const struct textrules *t, const char *text, uint32_t first,
    uint32_t n, const char *want)
{
	struct texthits h = { 0 };
	struct symbols s = { 0 };
	struct buf b = { 0 };

	symbols_scan(&s, str_z(text));
	textrules_run(t, str_z(text), &s, &h);
	textrules_alarm(t, &s, first, n, &h);
	buf_str(&b, severity_name(h.severity));
	buf_byte(&b, ' ');
	CHECK_INT(textrules_hits(&b, t, str_z(text), &h), 0);
	CHECK_STR(buf_view(&b), want);
	texthits_free(&h);
	symbols_free(&s);
	buf_free(&b);
}

static void
test_alarms(void)
{
	struct textrules *t;
	struct fault f;

	CHECK(textrules_parse(&t, STR("w notice x\n\tburnt\n"
	    "a alert x\n\tmodel:alarm\n\tunless film\n"
	    "b info x model:alarm\n\twith kettle\n"), &f));
	CHECK(textrules_watch(t));
	check_alarm(t, "it was hot, my hand is burnt", 4, 4,
	    "alert a:my hand is burnt@12;w:burnt@23");
	check_alarm(t, "a film, so burnt", 3, 2,
	    "alert a:so burnt@8;w:burnt@11");
	check_alarm(t, "in a film a hand", 3, 2, "none ");
	check_alarm(t, "the kettle, not a hand", 3, 3,
	    "alert a:not a hand@12;b:not a hand@12");
	textrules_free(t);
	CHECK(textrules_parse(&t, STR("w notice x burnt"), &f));
	CHECK(!textrules_watch(t));
	textrules_free(t);
}

/* What the rules say of a text: "severity categories hits". */
static void
check_text(const struct textrules *t, const char *text, const char *want)
{
	struct texthits h = { 0 };
	struct symbols s = { 0 };
	struct buf b = { 0 };

	symbols_scan(&s, str_z(text));
	textrules_run(t, str_z(text), &s, &h);
	buf_str(&b, severity_name(h.severity));
	buf_byte(&b, ' ');
	textrules_categories(&b, t, &h);
	buf_byte(&b, ' ');
	CHECK_INT(textrules_hits(&b, t, str_z(text), &h), 0);
	CHECK_STR(buf_view(&b), want);
	texthits_free(&h);
	symbols_free(&s);
	buf_free(&b);
}

struct said {
	const char	*text, *want;
};

#define CHECK_ALL(t, said) do {						\
	size_t i_;							\
	for (i_ = 0; i_ < sizeof(said) / sizeof((said)[0]); i_++)	\
		check_text(t, (said)[i_].text, (said)[i_].want);	\
} while (0)

static const char own[] =
    "list own 7\n"
    "fake alert bad;real 假货|knock off\n"
    "hard alert bad 退.{0,4}难|態度.{0,3}差 unless 差不多\n"
    "hard alert bad\n"
    "\t不给退|no refund\n"
    "\tunless 其实\n"
    "soft notice - 垃圾\n"
    "dull notice waste 废物\n"
    "buy info - 想买|住院|一点不会.{0,2}退\n"
    "money topic money 钱|price\n"
    "rx info rx /[一二三]+天(?:后)?坏/\n"
    "card info - /(?<![0-9])[0-9]{6}(?![0-9])/\n"
    "url notice out link:bit.ly|t.cn\n"
    "allow 垃圾桶|假货之王\n"
    "polarity positive 50 p_50\n"
    "polarity positive 75 p_75\n"
    "polarity negative 0 m_0\n";

static const struct said said[] = {
	{ "", "none  " },
	{ "这是假货", "alert bad;real fake:假货@6" },
	{ "Knock  OFF!", "alert bad;real fake:Knock  OFF@0" },
	{ "knock-off knock, off", "none  " },
	/* Folded: Traditional, full-width; the offset is that of the text. */
	{ "買到假貨", "alert bad;real fake:假貨@6" },
	{ "ｋｎｏｃｋ　ｏｆｆ",
	    "alert bad;real fake:ｋｎｏｃｋ　ｏｆｆ@0" },
	/* Negators: one cancels, two do not, a clause ends their reach. */
	{ "不是假货", "none  " },
	{ "不是没有假货", "alert bad;real fake:假货@12" },
	{ "没有，假货", "alert bad;real fake:假货@9" },
	{ "没有一二三四假货", "alert bad;real fake:假货@18" },
	{ "not a knock off", "none  " },
	{ "别买都是假货", "alert bad;real fake:假货@12" },
	/* The longest that has room before the hit, or in one of its gaps. */
	{ "不想买", "none  " },
	{ "不用住院", "none  " },
	{ "不是不想买", "info  buy:想买@9" },
	{ "一点不会退", "info  buy:一点不会退@0" },
	{ "一点不会别退", "none  " },
	/* A row of denials is not a double one. */
	{ "没垃圾没假货", "none  " },
	{ "no knock off no knock off", "none  " },
	{ "未垃圾不想买", "none  " },
	{ "不是说没有假货", "alert bad;real fake:假货@15" },
	{ "不是不假货", "alert bad;real fake:假货@9" },
	/* In a question or an if: one less, negated or not. */
	{ "是假货吗", "notice bad;real fake:假货@3" },
	{ "这不是假货吗", "notice bad;real fake:假货@9" },
	{ "如果是假货", "notice bad;real fake:假货@9" },
	{ "Is it a knock off?", "notice bad;real fake:knock off@8" },
	{ "假货，好吗", "alert bad;real fake:假货@0" },
	/* What a question makes an info of gives no category. */
	{ "废物", "notice waste dull:废物@0" },
	{ "是废物吗", "info  dull:废物@3" },
	{ "是废物吗，废物", "notice waste dull:废物@3;dull:废物@15" },
	/* Gaps, what stands in them, and unless. */
	{ "退款真难", "alert bad hard:退款真难@0" },
	{ "退款一二三四难", "none  " },
	{ "退款，难", "none  " },
	{ "退款不难", "none  " },
	{ "态度差", "alert bad hard:态度差@0" },
	{ "态度差不多", "none  " },
	{ "不给退", "alert bad hard:不给退@0" },
	{ "其实不给退", "none  " },
	{ "其实退款难", "alert bad hard:退款难@6" },
	{ "no refund", "alert bad hard:no refund@0" },
	/* The longest of one id; allowed words; no category. */
	{ "不给退款难", "alert bad hard:不给退@0" },
	{ "垃圾", "notice  soft:垃圾@0" },
	{ "垃圾桶", "none  " },
	{ "假货之王假货", "alert bad;real fake:假货@12" },
	/* A topic is no hit and is not negated. */
	{ "没有钱", "none money " },
	/* Regexes see the folded text. */
	{ "才用 三天後壞了", "info rx rx:三天後壞@7" },
	{ "才用五天坏了", "none  " },
	{ "卡１２３４５６，1234567", "info  card:１２３４５６@3" },
	/* Hosts: whole or behind a point, with and without a scheme. */
	{ "看 https://T.cn/Abc?x", "notice out url:T.cn@12" },
	{ "bit.ly/x a.bit.ly. xbit.ly bit.lyx",
	    "notice out url:bit.ly@0;url:a.bit.ly@9" },
	/* What a cell cannot hold. */
	{ "退;难", "none  " }
};

static void
test_hits(void)
{
	struct textrules *t;
	const struct textlist *l;
	struct fault f;
	uint64_t bit;

	CHECK(textrules_parse(&t, str_z(own), &f));
	if (t == NULL)
		return;
	CHECK_ALL(t, said);
	l = textrules_list(t, (uint32_t)textrules_lists(t) - 1);
	CHECK_STR(l->name, "own");
	CHECK_STR(l->version, "7");
	CHECK_INT(l->rules, 10);
	CHECK_INT(l->words, 15);
	CHECK_INT(l->regexes, 2);
	CHECK_INT(l->unaided, 1);
	CHECK_INT(textrules_polarity(t, true, 0.25), 0);
	bit = textrules_polarity(t, true, 0.5);
	CHECK(bit != 0);
	CHECK_INT(textrules_polarity(t, true, 0.75), bit | bit << 1);
	CHECK_INT(textrules_polarity(t, false, 0), bit << 2);
	textrules_free(t);
}

/* Words that must stand in the sentence of a hit. */
static const char company[] =
    "ill alert safety 拉肚子|吐.{0,3}吐|done with this unless 其实\n"
    "\twith 吃完|喝.{1,3}后|ate unless 以前\n"
    "\twith 肚\n"
    "code notice - /[0-9]{3}号/\n"
    "\tlink:bit.ly|t.cn\n"
    "\twith 领取 unless 真的\n"
    "drink topic drink 汤|面\n"
    "\twith 店里\n";

static const struct said accompanied[] = {
	{ "拉肚子", "none  " },
	{ "吃完拉肚子", "alert safety ill:拉肚子@6" },
	{ "昨天吃完，今天就拉肚子", "alert safety ill:拉肚子@24" },
	{ "拉肚子，昨天，刚吃完", "alert safety ill:拉肚子@0" },
	{ "吃完。拉肚子", "none  " },
	{ "拉肚子！吃完", "none  " },
	{ "吃。吃完\n拉肚子", "none  " },
	{ "哦。吃完，好，拉肚子。好", "alert safety ill:拉肚子@21" },
	{ "喝了，后拉肚子", "none  " },
	{ "喝了后，拉肚子", "alert safety ill:拉肚子@12" },
	/* One that is inside the hit is not beside it. */
	{ "肚，拉肚子", "alert safety ill:拉肚子@6" },
	{ "拉肚子肚", "alert safety ill:拉肚子@0" },
	{ "吐了肚吐", "none  " },
	{ "吐了肚吐肚", "alert safety ill:吐了肚吐@0" },
	/* What looks round a hit in its clause goes on to. */
	{ "吃完，没拉肚子", "none  " },
	{ "吃完拉肚子吗", "notice safety ill:拉肚子@6" },
	{ "吃完，其实拉肚子", "none  " },
	{ "吃完，以前，拉肚子", "alert safety ill:拉肚子@18" },
	{ "I ate it, done with this", "alert safety ill:done with this@10" },
	{ "done with this. I ate it", "none  " },
	/* Regexes, topics and hosts. */
	{ "123号，领取", "notice  code:123号@0" },
	{ "123号。领取", "none  " },
	{ "店里，面", "none drink " },
	{ "店里。面", "none  " },
	{ "领取，https://t.cn/a", "notice  code:t.cn@17" },
	{ "领取。https://t.cn/a", "none  " },
	{ "https://t.cn/a 领取 https://t.cn/b https://t.cn/c",
	    "notice  code:t.cn@8;code:t.cn@30;code:t.cn@45" },
	{ "领取，真的 https://t.cn/b https://t.cn/c", "none  " },
	{ "https://t.cn/a", "none  " }
};

static void
test_company(void)
{
	struct textrules *t;
	struct fault f;

	CHECK(textrules_parse(&t, str_z(company), &f));
	if (t != NULL)
		CHECK_ALL(t, accompanied);
	textrules_free(t);
}

/* Words that a regex needs are found where they can be. */
static void
test_aids(void)
{
	static const struct {
		const char	*regex;
		size_t		 unaided;
	} regexes[] = {
		{ "退款", 0 }, { "退款?", 0 }, { "退?", 1 }, { "退*款+", 0 },
		{ "退|款", 0 }, { "退|[a-z]", 1 }, { "(退|款)", 1 },
		{ "(?:a|b)退", 0 }, { "(?i)退", 1 },
		{ "\\Q退\\E", 1 }, { "[退]", 1 }, { "[]退]+", 1 },
		{ "[[:alpha:]退]款", 0 }, { "\\x{9000}", 1 },
		{ "\\退款", 0 }, { "退{0,1}", 1 }, { "(?<!不)退", 0 },
		{ "refund", 1 }, { "", 1 }
	};
	struct textrules *t;
	struct buf b = { 0 };
	struct fault f;
	size_t i;

	for (i = 0; i < sizeof(regexes) / sizeof(regexes[0]) - 1; i++) {
		b.len = 0;
		buf_printf(&b, R "/%s/", regexes[i].regex);
		CHECK(textrules_parse(&t, buf_view(&b), &f));
		if (t == NULL)
			continue;
		CHECK_INT(textrules_list(t, (uint32_t)textrules_lists(t) -
		    1)->unaided, regexes[i].unaided);
		textrules_free(t);
	}
	buf_free(&b);
}

/* Regexes that would never end, and long texts of hits. */
static void
test_limits(void)
{
	struct textrules *t;
	struct texthits h = { 0 };
	struct symbols s = { 0 };
	struct buf b = { 0 }, cell = { 0 };
	struct fault f;
	int i;

	CHECK(textrules_parse(&t, STR(
	    "slow info - /(?:[ab] ?)+(?:[ab] ?)+[cd]/\n"
	    "ok alert - 假货\n"), &f));
	if (t == NULL)
		return;
	for (i = 0; i < 1000; i++)
		buf_z(&b, "a b ");
	for (i = 0; i < 300; i++)
		buf_z(&b, "。假货");
	symbols_scan(&s, buf_view(&b));
	textrules_run(t, buf_view(&b), &s, &h);
	CHECK_INT(h.limited, 1);
	CHECK_INT(h.n, 300);
	CHECK_INT(textrules_hits(&cell, t, buf_view(&b), &h),
	    300 - TEXTHITS_CELL);
	texthits_free(&h);
	symbols_free(&s);
	buf_free(&b);
	buf_free(&cell);
	textrules_free(t);
}

/* A judge for tests: 好 is 2, 差 is -3. */
static int64_t
judge(void *arg, const struct symbols *s, size_t first, size_t n)
{
	int64_t v = 0;
	size_t i;

	(void)arg;
	for (i = first; i < first + n; i++)
		v += s->p[i].code == 0x597d ? 2 : s->p[i].code == 0x5dee ? -3 :
		    0;
	return v;
}

static const struct said aspects[] = {
	{ "", "" },
	{ "价格好，物流差。", "price:positive;logistics:negative" },
	{ "价格好物流差", "price:positive;logistics:negative" },
	{ "价格和物流都好", "price:positive;logistics:positive" },
	{ "物流，差", "logistics:negative" },
	{ "物流。差", "logistics:neutral" },
	{ "包装，物流差", "packaging:neutral;logistics:negative" },
	{ "价格好，价格差", "price:negative" },
	{ "评价差", "" },
	/* A bad word behind a negator; what is bad is read by itself. */
	{ "不是价差", "price:negative" },
	{ "不是差价", "price:positive" },
	{ "不是没有差价", "price:negative" },
	{ "不仅差价", "price:negative" },
	{ "没几天差价", "price:negative" },
	{ "不。差价", "price:negative" }
};

/* With a sentence that may sway its clauses by 1. */
static const struct said swayed[] = {
	{ "物流快，好。", "logistics:positive" },
	{ "物流到了不好说，价格差。",
	    "logistics:positive;price:negative" },
	{ "物流好，价格差。", "logistics:positive;price:negative" },
	{ "物流快，包装到。好。", "logistics:neutral;packaging:neutral" },
	/* 2 for the first clause, 0 for the second, -1 for each sentence. */
	{ "物流好，差差。物流到了我家里，差。", "logistics:neutral" }
};

/* Negators with gaps, and one that reaches into the word. */
static const char denials[] =
    "price aspect price 差价\n"
    "not 哪.{0,2}会|哪会差|毫\n"
    "\tunless 毫.{0,1}了\n";

static const struct said denied[] = {
	{ "哪里会差价", "price:positive" },
	{ "不哪会差价", "price:negative" },
	{ "哪会差价", "price:positive" },
	{ "毫差价", "price:positive" },
	{ "毫了差价", "price:negative" },
	{ "毫厘了差价", "price:negative" }
};

static void
check_aspects(const struct textrules *t, const struct said *want, size_t n,
    int64_t sway)
{
	struct texthits h = { 0 };
	struct symbols s = { 0 };
	struct aspects a;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		symbols_scan(&s, str_z(want[i].text));
		textrules_run(t, str_z(want[i].text), &s, &h);
		aspects_run(&a, &h, t, &s, (struct aspect_judge){ judge,
		    NULL, sway });
		b.len = 0;
		aspects_cell(&b, t, &a);
		CHECK_STR(buf_view(&b), want[i].want);
	}
	texthits_free(&h);
	symbols_free(&s);
	buf_free(&b);
}

#define CHECK_ASPECTS(t, said, sway) \
	check_aspects(t, said, sizeof(said) / sizeof((said)[0]), sway)

static void
test_aspects(void)
{
	struct textrules *t;
	struct buf err = { 0 };
	struct fault f;

	CHECK_INT(textrules_open(&t, NULL, 0, &err), STATUS_OK);
	if (t != NULL) {
		CHECK_ASPECTS(t, aspects, 0);
		CHECK_ASPECTS(t, swayed, 1);
	}
	textrules_free(t);
	CHECK(textrules_parse(&t, str_z(denials), &f));
	if (t != NULL)
		CHECK_ASPECTS(t, denied, 0);
	textrules_free(t);
	buf_free(&err);
}

/* What the built-in rules are for, in sentences of our own. */
static const struct said builtin[] = {
	{ "客服态度特别差", "notice complaint;service "
	    "service:客服态度特别差@0" },
	{ "店員把我的手機號發到顧客群", "alert service;leak "
	    "leak:發到顧客群@24" },
	{ "台燈突然著火", "alert safety health:著火@12" },
	{ "充电不发烫不冒烟", "none quality " },
	{ "没过敏没烂脸", "none  " },
	{ "不是没有过敏", "alert safety health:过敏@12" },
	{ "我对芒果过敏", "notice safety harm:对芒果过敏@3" },
	{ "如果再不赔偿我就起诉你们",
	    "alert refund;complaint;legal "
	    "refund_hard:不赔@9;legal:起诉你@24" },
	{ "警报警报", "none  " },
	{ "付款时系统崩了", "alert complaint;service_failure "
	    "failure:系统崩@9" },
	{ "绝对不是假的", "none authenticity " },
	{ "没有过敏", "none  " },
	{ "用了一次就过敏了", "alert safety health:过敏@15" },
	{ "会过敏吗", "notice question;safety health:过敏@3" },
	{ "失望之塔好看", "info praise praise:好看@12" },
	{ "不会再买了", "notice complaint grievance:不会再买@0" },
	{ "你们泄露了我的个人信息",
	    "alert leak leak:泄露了我的个人信息@6" },
	{ "代言人塌房，赶紧解约",
	    "alert negative_opinion;spokesperson "
	    "opinion:塌房@9;spokesperson:塌房@9;"
	    "spokesperson:赶紧解约@18" },
	{ "求链接", "info purchase_intent want:求链接@0" },
	{ "The courier was late", "none logistics " }
};

static void
test_builtin(void)
{
	const char *drafts[] = { "banned" };
	struct textrules *t;
	struct buf err = { 0 }, out = { 0 };

	CHECK_INT(textrules_open(&t, NULL, 0, &err), STATUS_OK);
	CHECK_INT(err.len, 0);
	if (t != NULL)
		CHECK_ALL(t, builtin);
	textrules_free(t);
	CHECK_INT(textrules_open(&t, drafts, 1, &err), STATUS_OK);
	if (t != NULL) {
		check_text(t, "全网最低价，根治脱发",
		    "alert banned absolute:全网最低@0;medical:根治@18");
		check_text(t, "打13800138000",
		    "notice banned diversion:13800138000@3");
	}
	textrules_free(t);
	drafts[0] = "baned";
	CHECK_INT(textrules_open(&t, drafts, 1, &err), STATUS_USAGE);
	CHECK(t == NULL && err.len > 0);
	CHECK(textrules_show(&out, "rules") && out.len > 0);
	CHECK(textrules_show(&out, "rules:crisis"));
	CHECK(!textrules_show(&out, "rules:other"));
	buf_free(&err);
	buf_free(&out);
}

int
main(void)
{
	RUN(test_mistakes);
	RUN(test_alarms);
	RUN(test_words);
	RUN(test_categories_limit);
	RUN(test_hits);
	RUN(test_company);
	RUN(test_aids);
	RUN(test_limits);
	RUN(test_aspects);
	RUN(test_builtin);
	return UNIT_STATUS();
}
