/*
 * Symbols: what becomes of a text, the fast ways against the rules, the table
 * against utf8proc, and hostile texts. With the operand "print" it prints the
 * symbols of the lines of standard input for tests/prop/symbols; "measure N":
 * how fast they are found, in N rounds.
 */
#include <stdlib.h>
#include <time.h>
#include <utf8proc.h>

#include "../../lib/mem.h"
#include "../../lib/symbolin.h"
#include "../../lib/utf8.h"
#include "unit.h"

static const char letter_of[SYMBOL_NKIND + 1] = "HLWNEFM.,P";

#define ZWSP	"\xe2\x80\x8b"
#define JOINER	"\xe2\x80\x8d"

/* "H0+3 W3+5!": kind, start, length, ! for capitals, * for more of the same */
static struct str
shape(const struct symbols *s, struct buf *b)
{
	size_t i;

	b->len = 0;
	for (i = 0; i < s->n; i++)
		buf_printf(b, "%s%c%u+%u%s%s", i > 0 ? " " : "",
		    letter_of[symbol_kind(&s->p[i])], (unsigned)s->p[i].start,
		    (unsigned)s->p[i].len,
		    (s->p[i].kind & SYMBOL_CAPS) != 0 ? "!" : "",
		    (s->p[i].kind & SYMBOL_MORE) != 0 ? "*" : "");
	return buf_view(b);
}

static void
check_shapes(const char *const (*t)[2], size_t n)
{
	struct symbols s = { 0 };
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		symbols_scan(&s, str_z(t[i][0]));
		CHECK_STR(shape(&s, &b), t[i][1]);
	}
	symbols_free(&s);
	buf_free(&b);
}

static void
kinds_and_spans(void)
{
	static const char *const t[][2] = {
		{ "", "" },
		{ "今天 ok", "H0+3 H3+3 W7+2" },
		{ "のはン한ไท", "L0+3 L3+3 L6+3 L9+3 L12+3 L15+3" },
		{ "don't, DON’T I 'm", "W0+5 ,5+1 W7+7! W15+1 P17+1 W18+1" },
		{ "'tis dogs' a''b", "P0+1 W1+3 W5+4 P9+1 W11+1 P12+1 P13+1 "
		    "W14+1" },
		{ "iphone15 4s b2b", "W0+8 N9+1 W10+1 W12+3" },
		{ "1,299.00元 2,3 1,2345 3.", "N0+8 H8+3 N12+1 ,13+1 N14+1 "
		    "N16+1 ,17+1 N18+4 N23+1 .24+1" },
		{ "12:30", "N0+2 ,2+1 N3+2" },
		{ "OK Ok O O'K", "W0+2! W3+2 W6+1 W8+3!" },
		{ "[泪][哭惹R][doge]", "F0+5 F5+9 F14+6" },
		{ "[123][a b][][123456789a", "P0+1 N1+3 P4+1 P5+1 W6+1 W8+1 "
		    "P9+1 P10+1 P11+1 P12+1 N13+9 W22+1" },
		{ "［ｄｏｇｅ］[小电视_笑]", "F0+18 F18+15" },
		{ "[一二三四五六七八九]", "P0+1 H1+3 H4+3 H7+3 H10+3 H13+3 "
		    "H16+3 H19+3 H22+3 H25+3 P28+1" },
		{ "//@张三: 好 @a.b. @", "P0+1 P1+1 M2+7 ,9+1 H11+3 M15+4 "
		    ".19+1 P21+1" },
		{ "a@b.com RT@bob ＠x", "W0+1 P1+1 W2+1 .3+1 W4+3 W8+2! M10+4 "
		    "M15+4" },
		{ "看http://t.cn/a?b。www.x.cn... www. HTTPS://a", "H0+3 "
		    ".18+3 .29+1 .30+2* W33+3 .36+1" },
		{ "哈哈哈哈 哈!!!！ no no NO", "H0+3 H3+13* .16+1 .17+5* W23+2 "
		    "W26+5*" },
		{ "👨‍👩‍👧🏽 🤷🏻‍♀️♀ ❤️", "E0+4 E7+4 E14+4 E23+4 E40+3 E44+3" },
		{ "🇨🇳🇯🇵🇨", "E0+8 E8+8 E16+4" },
		{ "1️⃣2️⃣ 加​微", "N0+1 N7+1 H15+3 H21+3" },
		{ "a\nb\r\nc", "W0+1 .1+1 W2+1 .4+1 W5+1" },
		{ "《书》、：；…—— ~", "P0+3 H3+3 P6+3 ,9+3 ,12+3 .15+3 .18+3 "
		    "P21+3 P24+3 P28+1" },
		{ "a\xffgood\x80\xe4\xb8", "W0+1 P1+1 W2+4 P6+1 P7+2*" },
		{ "#话题#", "P0+1 H1+3 H4+3 P7+1" },
	};
	struct symbols s = { 0 };
	struct buf b = { 0 };

	check_shapes(t, sizeof(t) / sizeof(t[0]));
	symbols_scan(&s, (struct str){ "a\0b", 3 });
	CHECK_STR(shape(&s, &b), "W0+1 W2+1");
	symbols_free(&s);
	buf_free(&b);
}

/* What is dropped counts only between the characters of a symbol. */
static void
dropped(void)
{
	static const char *const t[][2] = {
		{ ZWSP "[" ZWSP "笑" ZWSP "]" ZWSP "a", "F3+11 W17+1" },
		{ "don" ZWSP "'t don'" ZWSP "t" ZWSP, "W0+8 W9+8" },
		{ "3" ZWSP ".5 3." ZWSP "5 1" ZWSP "," ZWSP "2" ZWSP "34",
		    "N0+6 N7+6 N14+14" },
		{ "@" ZWSP "a." ZWSP "b" ZWSP " x", "M0+10 W14+1" },
		{ "a" ZWSP "@b" ZWSP "." ZWSP "cn", "W0+1 P4+1 W5+1 .9+1 "
		    "W13+2" },
		{ "h" ZWSP "ttp://a" ZWSP "/b." ZWSP "好", ".16+1 H20+3" },
		{ "🇨" ZWSP "🇳🤷" JOINER ZWSP "♀" ZWSP "♀", "E0+11 E11+4 "
		    "E27+3" },
	};

	check_shapes(t, sizeof(t) / sizeof(t[0]));
}

static bool
same_codes(const char *x, const char *y)
{
	struct symbols a = { 0 }, b = { 0 };
	bool same;
	size_t i;

	symbols_scan(&a, str_z(x));
	symbols_scan(&b, str_z(y));
	same = a.n == b.n;
	for (i = 0; same && i < a.n; i++)
		same = a.p[i].code == b.p[i].code &&
		    symbol_kind(&a.p[i]) == symbol_kind(&b.p[i]);
	symbols_free(&a);
	symbols_free(&b);
	return same;
}

static void
folds(void)
{
	static const char *const same[][2] = {
		{ "這個東西質量很差，買虧了！", "这个东西质量很差,买亏了!" },
		{ "ＧＯＯＤ１２３", "good123" }, { "Café NAÏVE", "cafe naive" },
		{ "cafe\xcc\x81", "café" }, { "don’t", "DON'T" },
		{ "ｱ", "ア" }, { "ﬁne", "FINE" }, { "5㎏", "5kg" },
		{ "ⅷ", "viii" }, { "⑩", "10" }, { "soooooo", "soo" },
		{ "1,000", "1000" }, { "[淚]", "［泪］" }, { "ß", "SS" },
		{ "@张三", "@b-c_d" }, { "🏻👍🏿", "👍" }, { "“”", "\"\"" },
		{ "。。。。。", "。。" }, { "…", "⋯" }, { "﹗？", "!?" },
		{ "sch\xc2\xadlecht", "schlecht" }, { "Москва", "МОСКВА" },
	}, *const differ[][2] = {
		{ "doge", "[doge]" }, { "12", "1.2" }, { "cant", "can't" },
		{ "🇨🇳", "🇯🇵" }, { "1", "2" }, { "。", "." }, { "人", "入" },
		{ "abcdefgh", "abcdefghi" }, { "m\xc2\xb2", "m" },
		{ "abcdefghijklmnop", "abcdefghijklmnoq" }, { "が", "か" },
	};
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		if (!same_codes(same[i][0], same[i][1]))
			printf("# %s, %s\n", same[i][0], same[i][1]);
		CHECK(same_codes(same[i][0], same[i][1]));
	}
	for (i = 0; i < sizeof(differ) / sizeof(differ[0]); i++)
		CHECK(!same_codes(differ[i][0], differ[i][1]));
}

static void
literals(void)
{
	struct symbols s = { 0 };

	CHECK(symbols_of_pattern(&s, str_z("虛假宣傳")) == NULL);
	CHECK_INT(s.n, 4);
	CHECK_INT(s.p[0].code, 0x865a);
	CHECK_STR(str_z(symbols_of_pattern(&s, str_z("\xff"))),
	    "is not UTF-8");
	CHECK_STR(str_z(symbols_of_pattern(&s, str_z(" http://a.b"))),
	    "is only blanks and links");
	CHECK(symbols_of_pattern(&s, str_z("")) != NULL);
	CHECK_INT(s.n, 0);
	symbols_free(&s);
	/* It is in models: one that changes makes them all anew. */
	CHECK_INT(symbols_digest(), 0x73c66ba363eeda1c);
}

/* By the rules alone. */
static void
slow_scan(struct symbols *out, struct str text)
{
	struct scan s = { .p = (const unsigned char *)text.p, .len = text.len,
	    .last = SYMBOL_NONE };

	free(out->p);
	s.first = s.next = out->p = mem_array(text.len + 1, sizeof(*out->p));
	while (s.at < s.len)
		symbol_any(&s);
	out->n = (size_t)(s.next - s.first);
}

static bool
is_sound(const struct symbols *s, size_t len)
{
	size_t i, end = 0;

	for (i = 0; i < s->n; i++) {
		if (s->p[i].start < end || s->p[i].len == 0)
			return false;
		end = s->p[i].start + s->p[i].len;
	}
	return end <= len;
}

static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void
fast_is_slow(void)
{
	static const char *const piece[] = { "a", "B", "oo", "good", "Good",
	    "don't", "'", "’", " ", "  ", "\n", "今", "天", "，", "。", "！",
	    "不好", "的的", "麼", "[", "]", "[doge]", "@", "@a", ".", ",", "1",
	    "12", "345", "é", "\xcc\x81", "http://", "www.", "https", "\xe2",
	    "\x80", "\xe4\xb8", "\xed\xa0\x80", "\xe0\x80\xae", "\xef", "😀",
	    "\xe2\x80\x8d", "♀", "\xef\xb8\x8f", "🇨", "㎏", "。。", "!!!",
	    "characteristically", "international", "-", "_", "が", "一二三四",
	    ZWSP, "\xc2\xad", "\xf3\xa0\x84\x80" };
	struct symbols fast = { 0 }, slow = { 0 };
	size_t bad = 0, round, len, n, i, most;
	uint64_t seed = 1;
	char *text = mem_alloc(20000), *exact;

	for (round = 0; round < 60000 && bad == 0; round++) {
		most = round % 1000 == 0 ? 19000 : next_random(&seed) % 100;
		for (len = 0; len < most; len += n) {
			i = next_random(&seed) %
			    (sizeof(piece) / sizeof(piece[0]));
			n = strlen(piece[i]);
			memcpy(text + len, piece[i], n);
		}
		if (round % 5 == 0 && len > 0)
			text[next_random(&seed) % len] =
			    (char)next_random(&seed);
		/* Of its exact size, for the sanitizer. */
		exact = mem_alloc(len + (len == 0));
		memcpy(exact, text, len);
		symbols_scan(&fast, (struct str){ exact, len });
		slow_scan(&slow, (struct str){ exact, len });
		bad += fast.n != slow.n || (fast.n > 0 && memcmp(fast.p,
		    slow.p, fast.n * sizeof(*fast.p)) != 0) ||
		    !is_sound(&fast, len);
		if (bad > 0)
			printf("# %.*s\n", (int)len, exact);
		free(exact);
	}
	CHECK_INT(bad, 0);
	symbols_free(&fast);
	symbols_free(&slow);
	free(text);
}

/* What all the code points become, against utf8proc. Chinese characters are
   OpenCC's, which tests/prop/symbols asks; emoji and marks stay. */
static void
table_is_utf8proc(void)
{
	const utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
	    UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
	size_t bad = 0, several = 0, checked = 0;
	utf8proc_uint8_t *to;
	utf8proc_category_t cat;
	struct str folded;
	uint32_t cp, got, want;
	unsigned class;
	char utf8[4];

	for (cp = 0x80; cp < 0x110000; cp++) {
		size_t n = utf8_put(cp, utf8);

		class = symtab_look(cp) >> 24;
		cat = utf8proc_category((int)cp);
		if (n == 0 || class == SYMBOL_HAN || class == SYMBOL_EMOJI ||
		    class == SYMTAB_DROP || cat == UTF8PROC_CATEGORY_PD ||
		    (symtab_look(cp) & SYMTAB_CODE) == '\'' ||
		    cat == UTF8PROC_CATEGORY_PI || cat == UTF8PROC_CATEGORY_PF)
			continue;
		if (utf8proc_map((const utf8proc_uint8_t *)utf8,
		    (utf8proc_ssize_t)n, &to, options) < 0)
			continue;
		folded = str_z((const char *)to);
		got = symtab_look(cp) & SYMTAB_CODE;
		if (class == SYMTAB_LETTERS || class == SYMTAB_DIGITS) {
			several += folded.len > utf8_next(folded, &want);
		} else if (utf8_next(folded, &want) == folded.len &&
		    got != want) {
			/* An accent is away, or it is one of ours. */
			utf8proc_int32_t d[4] = { 0 };
			utf8proc_ssize_t k = utf8proc_decompose_char(
			    (int)want, d, 4, UTF8PROC_DECOMPOSE, NULL);

			if ((k < 2 || (uint32_t)d[0] != got) &&
			    utf8proc_category((int)cp) <
			    UTF8PROC_CATEGORY_MN && bad++ < 9)
				printf("# U+%X is U+%X, want U+%X\n",
				    (unsigned)cp, (unsigned)got,
				    (unsigned)want);
		}
		checked++;
		free(to);
	}
	CHECK_INT(bad, 0);
	CHECK(several > 500);
	CHECK(checked > 40000);
}

/* Folding twice is folding once, and an equal code is an equal class. */
static void
table_is_idempotent(void)
{
	size_t bad = 0;
	uint32_t cp, e, again;

	for (cp = 0; cp < 0x110000; cp++) {
		e = symtab_look(cp);
		if (e >> 24 == SYMTAB_LETTERS || e >> 24 == SYMTAB_DIGITS ||
		    e >> 24 == SYMTAB_BROKEN)
			continue;
		again = symtab_look(e & SYMTAB_CODE);
		if ((e & SYMTAB_CODE) != (again & SYMTAB_CODE) ||
		    (e >> 24 < SYMTAB_ALONE && e != again)) {
			if (bad++ < 9)
				printf("# U+%X: %X, %X\n", (unsigned)cp,
				    (unsigned)e, (unsigned)again);
		}
	}
	CHECK_INT(bad, 0);
	for (cp = 0; cp < 0x80; cp++)	/* run_ascii builds on it */
		bad += symtab_look(cp) >> 24 < SYMTAB_ALONE &&
		    (symtab_look(cp) & SYMTAB_CODE) != cp;
	CHECK_INT(bad, 0);
}

/* Time grows with the length: a square would take hours here. */
static void
hostile_texts(void)
{
	static const char *const piece[] = { "[", "]", "@", "[a", "@a", "a@",
	    "[doge", "@a.", "a'", "'", "1,", "1,000", "1.", ".1", "http://",
	    "www.a", "http://.", "\xe2\x80\x8b", "a\xcc\x81", "🇨", "\x80",
	    "\xe4", "\xf0\x9f\x98", "哈", "x", "😀\xe2\x80\x8d", "\n", "_-",
	    "㎏", "a@a-", "a@a.", "w", "http:/" };
	static const size_t many[] = { 0, 1, 100000 };
	const size_t npiece = sizeof(piece) / sizeof(piece[0]);
	struct symbols s = { 0 };
	struct buf text = { 0 };
	size_t i, k;
	clock_t start;

	for (i = 0; i < 3 * npiece; i++) {
		for (text.len = 0; text.len < (size_t)1 << 20;) {
			buf_z(&text, piece[i / 3]);
			for (k = 0; k < many[i % 3]; k++)
				buf_z(&text, ZWSP);
		}
		start = clock();
		symbols_scan(&s, buf_view(&text));
		CHECK((clock() - start) / CLOCKS_PER_SEC < 4);
		CHECK(is_sound(&s, text.len));
	}
	buf_free(&text);
	symbols_free(&s);
}

static void
long_repeats(void)
{
	const size_t n = 6000000;
	struct symbols s = { 0 };
	char *text = mem_alloc(3 * n);
	size_t i;

	for (i = 0; i < n; i++)
		memcpy(text + 3 * i, "哈", 3);
	symbols_scan(&s, (struct str){ text, 3 * n });
	CHECK_INT(s.n, 2);
	CHECK_INT(s.p[1].start, 3);
	CHECK_INT(s.p[1].len, 0xffffff);
	memset(text, 'x', 3 * n);
	symbols_scan(&s, (struct str){ text, 3 * n });
	CHECK_INT(s.n, 1);
	CHECK_INT(s.p[0].len, 0xffffff);
	CHECK(same_codes("xx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	free(text);
	symbols_free(&s);
}

/* \n, \r, \0 and \\ stand for these bytes in a line. */
static size_t
unescape(char *p, size_t len)
{
	static const char from[] = "nr0\\", to[] = "\n\r\0\\";
	const char *at;
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		at = p[i] == '\\' && i + 1 < len && p[i + 1] != '\0' ?
		    strchr(from, p[i + 1]) : NULL;
		i += at != NULL;
		p[n++] = at != NULL ? to[at - from] : p[i];
	}
	return n;
}

static void
print_line(struct symbols *s, char *p, size_t len)
{
	size_t i;

	symbols_scan(s, (struct str){ p, unescape(p, len) });
	for (i = 0; i < s->n; i++)
		printf("%s%c %x %u %u %x", i > 0 ? " | " : "",
		    letter_of[symbol_kind(&s->p[i])], (unsigned)s->p[i].code,
		    (unsigned)s->p[i].start, (unsigned)s->p[i].len,
		    (unsigned)s->p[i].kind & ~(unsigned)SYMBOL_KIND);
	putchar('\n');
}

static void
measure(struct symbols *s, struct str text, long rounds)
{
	clock_t start = clock();
	struct str rest, line;
	size_t n = 0;
	double t;
	long i;

	for (i = 0; i < rounds; i++) {
		rest = text;
		while (str_split(&rest, '\n', &line)) {
			symbols_scan(s, line);
			n += s->n;
		}
	}
	t = (double)(clock() - start) / CLOCKS_PER_SEC;
	printf("%.0f MB/s, %.1f ns a symbol, %.2f bytes a symbol\n",
	    (double)text.len * (double)rounds / t / 1e6, t * 1e9 / (double)n,
	    (double)text.len * (double)rounds / (double)n);
}

static int
on_input(const char *rounds)
{
	struct symbols s = { 0 };
	struct buf in = { 0 };
	struct str rest, line;
	size_t n;

	while ((n = fread(buf_room(&in, 1 << 16), 1, 1 << 16, stdin)) > 0)
		in.len += n;
	if (in.len > 0 && in.p[in.len - 1] == '\n')
		in.len--;
	rest = buf_view(&in);
	if (rounds != NULL)
		measure(&s, rest, strtol(rounds, NULL, 10));
	else
		while (str_split(&rest, '\n', &line))
			print_line(&s, in.p + (line.p - in.p), line.len);
	symbols_free(&s);
	buf_free(&in);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return on_input(argc > 2 ? argv[2] : NULL);
	RUN(kinds_and_spans);
	RUN(dropped);
	RUN(folds);
	RUN(literals);
	RUN(fast_is_slow);
	RUN(table_is_utf8proc);
	RUN(table_is_idempotent);
	RUN(hostile_texts);
	RUN(long_repeats);
	return UNIT_STATUS();
}
