/*
 * The rule layer: lists with mistakes, the built-in lists, what each rule does.
 * With an argument it prints the terms of the lines of standard input instead,
 * for tests/prop/lexicon.
 */
#include <stdlib.h>

#include "data.h"
#include "lexicon.h"
#include "unit.h"

#define HEAD	"lexicon 1\n"

struct wrong {
	const char	*text, *reason, *value;
	uint64_t	 line, column;
};

static const struct wrong wrongs[] = {
	{ "+1 x", "a list begins with: lexicon 1", "+1", 1, 1 },
	{ "# x\nlexicon", "a version that is not known", "", 2, 8 },
	{ "lexicon 2\n+1 x", "a version that is not known", "2", 1, 9 },
	{ HEAD "x", "not a value and no kind of entry", "x", 2, 1 },
	{ HEAD "not", "no word after it", "", 2, 4 },
	{ HEAD "\n+1 ", "no word after it", "", 3, 3 },
	{ HEAD "4.5 x", "a value is -4 to 4 in halves", "4.5", 2, 1 },
	{ HEAD "-2.25 x", "a value is -4 to 4 in halves", "-2.25", 2, 1 },
	{ HEAD "3. x", "not a value and no kind of entry", "3.", 2, 1 },
	{ HEAD ".5 x", "not a value and no kind of entry", ".5", 2, 1 },
	{ HEAD "- x", "not a value and no kind of entry", "-", 2, 1 },
	{ HEAD "1.234 x", "not a value and no kind of entry", "1.234", 2, 1 },
	{ HEAD "cue 5 x", "a value is -4 to 4 in halves", "5", 2, 5 },
	{ HEAD "cue x", "a value is -4 to 4 in halves", "x", 2, 5 },
	{ HEAD "degree 0 x", "a factor is 0.05 to 3", "0", 2, 8 },
	{ HEAD " behind 3.5 x", "a factor is 0.05 to 3", "3.5", 2, 9 },
	{ HEAD "+1 \xe4\xb8", "not valid UTF-8", "", 2, 4 },
	{ HEAD "+1 http://a.b", "a word that cannot match", "http://a.b", 2,
	    4 },
	{ HEAD "+1 \xe5\xa5\xbd\n-1 \xe5\xa5\xbd",
	    "a second entry of this word", "\xe5\xa5\xbd", 3, 4 },
	{ HEAD "+1 \xe8\xb3\xaa\nnot \xe8\xb4\xa8",
	    "a second entry of this word", "\xe8\xb4\xa8", 3, 5 },
	{ HEAD "+1 OK\n+1 ok", "a second entry of this word", "ok", 3, 4 },
};

static void
mistakes(void)
{
	struct lexicon *l = lexicon_none();
	struct fault f;
	size_t i;

	CHECK(lexicon_add(l, STR(HEAD "+1 ok\n"), &f));
	for (i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		const struct wrong *w = &wrongs[i];

		CHECK(!lexicon_add(l, str_z(w->text), &f));
		CHECK_STR(str_z(f.reason), w->reason);
		CHECK_INT(f.line, w->line);
		CHECK_INT(f.column, w->column);
		CHECK_STR(f.value, w->value);
		CHECK_INT(lexicon_entries(l), 1);
	}
	CHECK(lexicon_add(l, STR(HEAD "-1 ok"), &f));
	CHECK_INT(lexicon_entries(l), 1);
	lexicon_free(l);
}

/* The text of an entry: what stands behind its kind and value. */
static struct str
word_of(struct str line, struct str *kind)
{
	struct str rest = line, w;

	str_split(&rest, ' ', kind);
	if (kind->p[0] >= 'a' && !str_eq(*kind, STR("not")) &&
	    !str_eq(*kind, STR("but")) && !str_eq(*kind, STR("though")) &&
	    !str_eq(*kind, STR("ask")))
		str_split(&rest, ' ', &w);
	else if (kind->p[0] < 'a')
		*kind = STR("word");
	return rest;
}

/* Entries in order, so that a change is seen where it is. */
static void
check_order(struct str text)
{
	struct str line, kind = STR(""), last = STR(""), was = STR(""), w;

	while (str_split(&text, '\n', &line)) {
		if (line.len == 0 || line.p[0] == '#' ||
		    str_starts(line, STR("lexicon")))
			continue;
		w = word_of(line, &kind);
		CHECK(!str_eq(kind, was) || str_cmp(last, w) < 0);
		last = w;
		was = kind;
	}
}

static void
built_in(void)
{
	struct lexicon *all = lexicon_new(), *l;
	const struct data_file *d;
	struct fault f = { 0 };
	size_t n = 0, lists = 0;

	for (d = data_files; d->name != NULL; d++) {
		struct str text = { d->bytes, d->len };

		if (!str_starts(str_z(d->name), STR("lexicon/")))
			continue;
		l = lexicon_none();
		CHECK(lexicon_add(l, text, &f));
		if (f.reason != NULL)
			printf("# %s:%d: %s %.*s\n", d->name, (int)f.line,
			    f.reason, STR_ARG(f.value));
		n += lexicon_entries(l);
		lists++;
		check_order(text);
		lexicon_free(l);
	}
	CHECK_INT(lists, 5);
	CHECK(n > 4000);
	/* None of one list is also in another. */
	CHECK_INT(lexicon_entries(all), n);
	lexicon_free(all);
}

/* A small list, so that the built-in ones may change. */
static const char small[] = HEAD
    "+2 good\n-2 bad\n+3 \xe5\xa5\xbd\n-2 \xe5\xb7\xae\n"
    "not not\nnot \xe4\xb8\x8d\nnot never\ndegree 1.5 very\n"
    "degree 0.5 \xe6\x9c\x89\xe7\x82\xb9\nbehind 2 indeed\n"
    "adverb +1 pretty\nbut but\nthough although\nask why\n"
    "cue -1 who would\nirony 2 thanks\n0 good night\n+2.5 [heart]\n"
    "+4 not bad at all\n";

static const struct {
	const char	*text, *why;
	int32_t		 sum;
	int		 n;
} rules[] = {
	{ "", "", 0, 0 },
	{ "nothing here", "", 0, 0 },
	{ "good", "word +2", 200, 1 },
	{ "good bad", "word +2|word -2", 0, 2 },
	{ "good night", "", 0, 0 },
	{ "not good", "word +2 turned", -180, 1 },
	{ "not bad", "word -2 turned", 90, 1 },
	{ "not bad at", "word -2 turned", 90, 1 },
	{ "not bad at all", "word +4", 400, 1 },
	{ "not a b good", "word +2 turned", -180, 1 },
	{ "not a b c good", "word +2", 200, 1 },
	{ "not never good", "word +2 twice", 200, 1 },
	{ "not never not good", "word +2 twice turned", -180, 1 },
	{ "not, good", "word +2", 200, 1 },
	{ "not. good", "word +2", 200, 1 },
	{ "not good good", "word +2 turned|word +2", 20, 2 },
	{ "not [heart]", "word +2.5", 250, 1 },
	{ "very good", "word +2 x1.5", 300, 1 },
	{ "very very very good", "word +2 x2.25", 450, 1 },
	{ "not very good", "word +2 x1.5 turned", -270, 1 },
	{ "not a very a good", "word +2 x1.5 turned", -270, 1 },
	{ "good indeed", "word +2 x2", 400, 1 },
	{ "good, indeed", "word +2", 200, 1 },
	{ "pretty", "word +1", 100, 1 },
	{ "pretty bad", "word -2 x1.25", -250, 1 },
	{ "pretty a bad", "word +1|word -2", -100, 2 },
	{ "good but bad", "word +2 before-but|word -2 after-but", -250, 2 },
	{ "good. but bad", "word +2|word -2 after-but", -200, 2 },
	{ "although good, bad", "word +2 before-but|word -2", -50, 2 },
	{ "good!", "word +2 exclaimed", 220, 1 },
	{ "good?!", "word +2 exclaimed asked", 176, 1 },
	{ "why good", "word +2 asked", 160, 1 },
	{ "GOOD", "word +2 capitals", 250, 1 },
	{ "who would good", "cue -1|word +2 turned", -280, 2 },
	{ "who would not good", "cue -1|word +2 twice", 100, 2 },
	{ "who would bad", "cue -1|word -2", -300, 2 },
	{ "who would. good", "cue -1|word +2", 100, 2 },
	{ "thanks", "word +2", 200, 1 },
	{ "thanks, bad", "word +2 irony|word -2", -400, 2 },
	{ "\xe6\x9c\x89\xe9\xbb\x9e\xe5\xb7\xae", "word -2 x0.5", -100, 1 },
	{ "\xef\xbd\x87\xef\xbd\x8f\xef\xbd\x8f\xef\xbd\x84", "word +2", 200,
	    1 },
};

static void
each_rule(void)
{
	struct lexicon *l = lexicon_none();
	struct lexicon_sum sum = { 0 };
	struct symbols s = { 0 };
	struct buf why = { 0 };
	struct fault f;
	size_t i, k;

	CHECK(lexicon_add(l, str_z(small), &f));
	for (i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		symbols_scan(&s, str_z(rules[i].text));
		lexicon_score(l, s.p, s.n, NULL, &sum);
		why.len = 0;
		for (k = 0; k < sum.n; k++) {
			buf_z(&why, k > 0 ? "|" : "");
			lexicon_why(&why, &sum.term[k]);
		}
		CHECK_STR(buf_view(&why), rules[i].why);
		CHECK_INT(sum.sum, rules[i].sum);
		CHECK_INT(sum.n, rules[i].n);
	}
	buf_free(&why);
	symbols_free(&s);
	lexicon_sum_free(&sum);
	lexicon_free(l);
}

static void
spans_and_parts(void)
{
	struct lexicon *l = lexicon_none();
	struct lexicon_sum sum = { 0 };
	struct symbols s = { 0 };
	struct fault f;

	CHECK(lexicon_add(l, str_z(small), &f));
	symbols_scan(&s, STR("a not very good indeed b, is it bad? Good."));
	lexicon_score(l, s.p, s.n, NULL, &sum);
	CHECK_INT(sum.n, 3);
	CHECK_INT(sum.term[0].first, 1);
	CHECK_INT(sum.term[0].n, 4);
	CHECK_INT(sum.term[0].word, 3);
	CHECK_INT(sum.term[1].first, 9);
	CHECK_INT(sum.sentences, 2);
	CHECK_INT(sum.asked, 1);
	CHECK_INT(sum.feature[LEXICON_QUESTION], LEXICON_ONE / 2);
	/* A part is as if it were the text. */
	lexicon_score(l, s.p + 2, 2, NULL, &sum);
	CHECK_INT(sum.n, 1);
	CHECK_INT(sum.sum, 300);
	CHECK_INT(sum.feature[LEXICON_BALANCE], LEXICON_ONE * 3 / 4);
	/* 16384 * 300 / 670, the root of 300^2 + 600^2 */
	CHECK_INT(sum.feature[LEXICON_POLARITY], 7336);
	CHECK_INT(sum.feature[LEXICON_ENDING], 7336);
	CHECK_INT(sum.feature[LEXICON_POLAR], 3976);
	lexicon_score(l, s.p, 0, NULL, &sum);
	CHECK_INT(sum.feature[LEXICON_QUESTION], 0);
	symbols_free(&s);
	lexicon_sum_free(&sum);
	lexicon_free(l);
}

static void
digest_and_replacing(void)
{
	struct lexicon *a = lexicon_none(), *b = lexicon_none();
	struct lexicon_sum sum = { 0 };
	struct symbols s = { 0 };
	struct fault f;

	CHECK(lexicon_add(a, STR(HEAD "+1 x\n-1 y\n"), &f));
	CHECK(lexicon_add(b, STR(HEAD "-1 y\n\n# z\n+1 X"), &f));
	CHECK(lexicon_digest(a) == lexicon_digest(b));
	CHECK(lexicon_add(b, STR(HEAD "-2 x\n"), &f));
	CHECK(lexicon_digest(a) != lexicon_digest(b));
	CHECK_INT(lexicon_entries(b), 2);
	symbols_scan(&s, STR("x y z"));
	lexicon_score(b, s.p, s.n, NULL, &sum);
	CHECK_INT(sum.sum, -300);
	CHECK(lexicon_add(b, STR(HEAD "+1 x\n"), &f));
	CHECK(lexicon_digest(a) == lexicon_digest(b));
	symbols_free(&s);
	lexicon_sum_free(&sum);
	lexicon_free(a);
	lexicon_free(b);
}

/* A line of integers for each text: features, sum, then terms. */
static int
print_terms(void)
{
	static char line[1 << 16];
	struct lexicon *l = lexicon_new();
	struct lexicon_sum sum = { 0 };
	struct symbols s = { 0 };
	size_t i;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		symbols_scan(&s, (struct str){ line, strcspn(line, "\n") });
		lexicon_score(l, s.p, s.n, NULL, &sum);
		for (i = 0; i < LEXICON_FEATURES; i++)
			printf("%d ", sum.feature[i]);
		printf("%lld", (long long)sum.sum);
		for (i = 0; i < sum.n; i++)
			printf(" %u:%u:%u:%d:%d", sum.term[i].first,
			    sum.term[i].n, sum.term[i].word,
			    sum.term[i].value, sum.term[i].degree);
		putchar('\n');
	}
	symbols_free(&s);
	lexicon_sum_free(&sum);
	lexicon_free(l);
	return 0;
}

int
main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return print_terms();
	RUN(mistakes);
	RUN(built_in);
	RUN(each_rule);
	RUN(spans_and_parts);
	RUN(digest_and_replacing);
	return UNIT_STATUS();
}
