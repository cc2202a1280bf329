/* Which words have cells of their first letters, however they are written. */
#include <stdlib.h>

#include "subword.h"
#include "unit.h"
#include "word.h"

/* The same by the header: of six letters, the cells of the first n. */
static uint32_t
cell_of(const char *letters, size_t n)
{
	char eight[8] = { 0 };
	uint64_t x;

	memcpy(eight, letters, n);
	x = word_load(eight) * SUBWORD_MIX;
	return (uint32_t)((x ^ x >> 32) * SUBWORD_MIX >> 44);
}

/* A text that is one word alone; letters: those of its cells, NULL: none. */
static const struct {
	const char	*text, *letters;
} words[] = {
	{ "amazing", "amazin" }, { "amazin", "amazin" }, { "amaze", NULL },
	{ "AMAZING", "amazin" }, { "aMaZinG", "amazin" },
	/* Full width, zero width, soft hyphen, an accent, a ligature. */
	{ "\xef\xbd\x81mazin", "amazin" }, { "ama\xe2\x80\x8bzing", "amazin" },
	{ "ama\xc2\xadzin", "amazin" }, { "am\xc3\xa0zing", "amazin" },
	{ "ama\xcc\x80zing", "amazin" }, { "o\xef\xac\x83" "ces", "office" },
	{ "\xef\xac\x83\xef\xac\x83\xef\xac\x83", "ffiffi" },
	/* The third of a letter is not there, nor the third of a word. */
	{ "amaaaaazing", "amaazi" }, { "aaamazing", "aamazi" },
	{ "amazzz", NULL }, { "amazinnnnn", "amazin" },
	{ "amaze amaze amaze", NULL },
	/* What is behind six letters does not matter, before them it does. */
	{ "amazing15", "amazin" }, { "wouldn't", "wouldn" },
	{ "amaz'ng", NULL }, { "amaz1ng", NULL },
	{ "amaz\xc4\xb1ng", NULL }, { "@amazing", NULL }, { "123456", NULL },
	{ "[amazing]", NULL }, { "http://amazing", NULL },
	{ "\xd1\x81\xd0\xbe\xd0\xbe\xd0\xb1\xd1\x89", NULL },
	{ "amaz\xff", NULL }, { "", NULL }, { "a", NULL }
};

static void
forms(void)
{
	struct symbols s = { 0 };
	struct subwords b;
	const char *want;
	char *text;
	size_t i, len;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		/* Of its size, so that no read may go beyond. */
		len = strlen(words[i].text);
		text = malloc(len + (len == 0));
		CHECK(text != NULL);
		memcpy(text, words[i].text, len);
		symbols_scan(&s, (struct str){ text, len });
		want = words[i].letters;
		b.at = 0;
		CHECK(subwords_next(&s, &b) == (want != NULL));
		if (b.n != (want != NULL ? 2 : 0))
			printf("# %s: %zu cells\n", words[i].text, b.n);
		CHECK_INT(b.n, want != NULL ? 2 : 0);
		if (want != NULL && b.n == 2) {
			CHECK_INT(b.cell[0], cell_of(want, 5));
			CHECK_INT(b.cell[1], cell_of(want, 6));
			CHECK(b.word[0] == 0 && b.word[1] == 0);
			CHECK(!subwords_next(&s, &b));
		}
		free(text);
	}
	symbols_free(&s);
}

/* Many words, in a text and in a part of it: each once, in their order. */
static void
blocks(void)
{
	struct symbols s = { 0 }, part;
	struct buf text = { 0 };
	struct subwords b;
	size_t i, n = 0;

	for (i = 0; i < 1000; i++)
		buf_printf(&text, "x %c%c%cabcd. ", (int)('a' + i / 100),
		    (int)('k' + i / 10 % 10), (int)('a' + i % 10));
	symbols_scan(&s, buf_view(&text));
	CHECK_INT(s.n, 3000);
	for (b.at = 0; subwords_next(&s, &b);)
		for (i = 0; i < b.n; i++, n++)
			CHECK_INT(b.word[i], n / 2 * 3 + 1);
	CHECK_INT(n, 2000);
	part = (struct symbols){ .p = s.p + 300, .n = 30, .text = s.text };
	for (b.at = n = 0; subwords_next(&part, &b); n += b.n)
		CHECK_INT(b.cell[0], cell_of("bkaabc", 5));
	CHECK_INT(n, 20);
	symbols_free(&s);
	buf_free(&text);
}

/* The way of plain words, against that of all. */
static void
ways(void)
{
	static const char set[] = "aAbZz'1- ";
	char text[12];
	struct symbols s = { 0 };
	struct subwords b;
	uint64_t x = 1, spelt;
	size_t i, k, letters, some = 0;

	for (i = 0; i < 20000; i++) {
		for (k = 0; k < sizeof(text); k++) {
			x = x * UINT64_C(6364136223846793005) + 1;
			text[k] = set[(x >> 33) % (k < 7 && i % 4 > 0 ? 5 :
			    sizeof(set) - 1)];
		}
		symbols_scan(&s, (struct str){ text, i % 12 });
		for (b.at = 0; s.n > 0 && b.at < 1;) {
			s.n = 1;
			spelt = symbol_spelt(s.text, s.p[0].start);
			for (letters = 0; letters < 6 && (char)(spelt >>
			    8 * letters & 0xff) >= 'a'; letters++)
				;
			letters = symbol_kind(s.p) == SYMBOL_WORD ? letters : 0;
			CHECK(subwords_next(&s, &b) == (letters == 6));
			some += b.n;
		}
	}
	CHECK(some > 1000);
	symbols_free(&s);
}

int
main(void)
{
	RUN(forms);
	RUN(blocks);
	RUN(ways);
	return UNIT_STATUS();
}
