/*
 * A model learned from a few texts: the same bytes each time, verdicts, shares
 * that add up, a part judged as a text; figures of an evaluation.
 */
#include <math.h>
#include <stdlib.h>

#include "judgein.h"
#include "learnhead.h"
#include "mem.h"
#include "sentieval.h"
#include "unit.h"

static const struct {
	const char	*text;
	enum label	 label;
} rows[] = {
	{ "red apple", LABEL_POSITIVE }, { "green pear", LABEL_NEGATIVE },
	{ "blue table", LABEL_NEUTRAL }, { "red plum", LABEL_POSITIVE },
	{ "green nut", LABEL_NEGATIVE }, { "blue chair", LABEL_NEUTRAL }
};

static struct learn *
fill(struct learn_options *o, size_t times)
{
	struct learn *l = learn_new(o);
	struct symbols s = { 0 };
	size_t i;

	learn_file(l, "rows.csv");
	for (i = 0; i < times * 6; i++) {
		symbols_scan(&s, str_z(rows[i % 6].text));
		learn_add(l, &s, (struct labels){ rows[i % 6].label,
		    ANSWER_NONE, 1 });
	}
	learn_digest(l, "abc");
	symbols_free(&s);
	return l;
}

static struct model *
made(struct learn_options *o, size_t times, struct learn_held *held)
{
	struct learn *l = fill(o, times);
	struct buf err = { 0 };
	struct model *m = NULL;

	CHECK(learn_fit(l, &m, held, &err) == STATUS_OK);
	learn_free(l);
	buf_free(&err);
	return m;
}

static enum sentiment
say(struct judge *j, const char *text)
{
	struct symbols s = { 0 };
	struct verdict v;

	symbols_scan(&s, str_z(text));
	judge_text(j, &s, &v);
	symbols_free(&s);
	return v.sentiment;
}

/* The sign of the polarity. */
static int
lean(struct judge *j, const char *text)
{
	struct symbols s = { 0 };
	struct verdict v;

	symbols_scan(&s, str_z(text));
	judge_text(j, &s, &v);
	symbols_free(&s);
	return v.logit > 0 ? 1 : -1;
}

static void
learns(void)
{
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct model *m = made(&o, 100, NULL);
	struct judge *j = judge_new(m, lex);

	CHECK_INT(say(j, "red"), SENTIMENT_POSITIVE);
	CHECK_INT(say(j, "Green!"), SENTIMENT_NEGATIVE);
	CHECK_INT(say(j, "blue"), SENTIMENT_NEUTRAL);
	CHECK_INT(say(j, ""), SENTIMENT_NEUTRAL);
	CHECK_STR(model_manifest(m),
	    "rows 600\nseed 0\nfile rows.csv rows 600 sha256 abc\n");
	judge_free(j);
	model_free(m);
	lexicon_free(lex);
}

static void
same_bytes(void)
{
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1, .seed = 5 };
	struct model *m = made(&o, 30, NULL), *n;
	struct buf a = { 0 }, b = { 0 };

	o.threads = 2;
	n = made(&o, 30, NULL);
	model_write(m, &a);
	model_write(n, &b);
	CHECK(str_eq(buf_view(&a), buf_view(&b)));
	buf_free(&a);
	buf_free(&b);
	model_free(m);
	model_free(n);
	lexicon_free(lex);
}

/* A base that was told the opposite learns from a few rows. */
static void
delta(void)
{
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct model *base = made(&o, 100, NULL), *m = NULL;
	struct learn_held held = { 0 };
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct learn *l;
	struct judge *j;
	int i;

	o.base = base;
	l = learn_new(&o);
	learn_file(l, "own.csv");
	for (i = 0; i < 200; i++) {
		symbols_scan(&s, i % 2 ? STR("a green box") :
		    STR("a stale box"));
		learn_add(l, &s, (struct labels){ i % 2 ? LABEL_POSITIVE :
		    LABEL_NEGATIVE, ANSWER_NONE, 1 });
	}
	learn_digest(l, "");
	CHECK(learn_fit(l, &m, &held, &err) == STATUS_OK);
	CHECK_INT(held.rows, 200);
	CHECK_INT(held.right, 200);
	CHECK(held.baseright < 200);
	j = judge_new(m, lex);
	CHECK_INT(lean(j, "a green box"), 1);
	CHECK_INT(lean(j, "a stale box"), -1);
	CHECK_INT(lean(j, "red apple"), 1);
	judge_free(j);
	learn_free(l);
	symbols_free(&s);
	buf_free(&err);
	model_free(m);
	model_free(base);
	lexicon_free(lex);
}

/* A model of red and green rows, for and against, of these weights. */
static struct model *
weighed(struct learn_options *o, double red, double green, int times)
{
	static const char *const text[2] = { "red apple", "green apple" };
	struct learn *l = learn_new(o);
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct model *m = NULL;
	int i;

	learn_file(l, "own.csv");
	for (i = 0; i < 400 * times; i++) {
		symbols_scan(&s, str_z(text[i & 1]));
		learn_add(l, &s, (struct labels){ (i >> 1 & 1) != 0 ?
		    LABEL_POSITIVE : LABEL_NEGATIVE, ANSWER_NONE,
		    (i & 1) == (i >> 1 & 1) ? red : green });
	}
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_OK);
	symbols_free(&s);
	learn_free(l);
	buf_free(&err);
	return m;
}

static double
p_of(struct model *m, const struct lexicon *lex, const char *text)
{
	struct judge *j = judge_new(m, lex);
	struct symbols s = { 0 };
	struct verdict v;

	symbols_scan(&s, str_z(text));
	judge_text(j, &s, &v);
	symbols_free(&s);
	judge_free(j);
	return v.p;
}

/* Rows that contradict each other: what weighs more is learned. */
static void
weights(void)
{
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct model *once = weighed(&o, 1, 3, 5);
	struct model *twice = weighed(&o, 0.5, 1.5, 10);
	struct model *other = weighed(&o, 3, 1, 5), *more;

	/* Three to one, as far as the order of the rows lets it be so. */
	CHECK(fabs(p_of(once, lex, "red apple") - 0.75) < 0.06);
	CHECK(fabs(p_of(twice, lex, "red apple") - 0.75) < 0.06);
	CHECK(fabs(p_of(other, lex, "red apple") - 0.25) < 0.06);
	CHECK(fabs(p_of(once, lex, "green apple") - 0.25) < 0.06);
	o.base = once;
	more = weighed(&o, 9, 1, 1);
	CHECK(p_of(more, lex, "red apple") < 0.3);
	CHECK(p_of(more, lex, "green apple") > 0.7);
	model_free(more);
	more = weighed(&o, 1, 9, 1);
	CHECK(p_of(more, lex, "red apple") > 0.7);
	model_free(more);
	model_free(once);
	model_free(twice);
	model_free(other);
	lexicon_free(lex);
}

/* A form of a word that was not there, and the same behind Chinese. */
static void
word_forms(void)
{
	static const char *const text[2] = { "it windowed", "it panelled" };
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct learn *l = learn_new(&o);
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct model *m = NULL;
	int i;

	learn_file(l, "own.csv");
	for (i = 0; i < 400; i++) {
		symbols_scan(&s, str_z(text[i & 1]));
		learn_add(l, &s, (struct labels){ (i & 1) != 0 ?
		    LABEL_NEGATIVE : LABEL_POSITIVE, ANSWER_NONE, 1 });
	}
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_OK);
	CHECK(p_of(m, lex, "windowing") > 0.8);
	CHECK(p_of(m, lex, "Panelling!") < 0.2);
	CHECK(p_of(m, lex, "\xe4\xb8\x80windowing") ==
	    p_of(m, lex, "\xe4\xb8\x80panelling"));
	symbols_free(&s);
	learn_free(l);
	model_free(m);
	buf_free(&err);
	lexicon_free(lex);
}

static void
weight_cells(void)
{
	static const struct {
		const char	*cell;
		double		 weight;	/* 0: refused */
	} cells[] = {
		{ "", 1 }, { " ", 1 }, { "1", 1 }, { "0.5", 0.5 },
		{ " .25 ", 0.25 }, { "0.01", 0.01 }, { "100", 100 },
		{ "100.0", 100 }, { "+2", 2 }, { "0", 0 }, { "-1", 0 },
		{ "0.009", 0 }, { "100.01", 0 }, { "1e1", 0 }, { "x", 0 },
		{ "nan", 0 }, { "1,5", 0 }, { "1.5.2", 0 },
		{ "99999999999999999999", 0 },
		{ "9999999999999999999999999999999999999", 0 }
	};
	double w;
	size_t i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		CHECK((learn_weight(str_z(cells[i].cell), &w) == NULL) ==
		    (cells[i].weight > 0));
		CHECK(cells[i].weight == 0 || fabs(w - cells[i].weight) <
		    1e-9);
	}
}

static void
no_rows(void)
{
	static const struct {
		size_t		 n;
		enum label	 label;
		const char	*why;
	} bad[] = {
		{ 0, LABEL_ZERO, "no rows with a label" },
		{ 5, LABEL_NONE, "no rows with a label" },
		{ 5, LABEL_ZERO, "no rows that are labelled positive" },
		{ 5, LABEL_POSITIVE, "no rows that are labelled negative" }
	};
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct model *m;
	struct learn *l;
	size_t i, k;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		l = learn_new(&o);
		learn_file(l, "x");
		for (k = 0; k < bad[i].n; k++)
			learn_add(l, &s, (struct labels){ bad[i].label,
			    ANSWER_NONE, 1 });
		err.len = 0;
		CHECK(learn_fit(l, &m, NULL, &err) == STATUS_DATA);
		CHECK(m == NULL);
		CHECK_STR(buf_view(&err), bad[i].why);
		learn_free(l);
	}
	buf_free(&err);
	lexicon_free(lex);
}

/* A model of random weights, so that every share is something. */
static struct model *
noise(void)
{
	struct model *m = model_new();
	struct model_head *h;
	uint64_t x = 88172645463325252u;
	size_t i;

	for (i = 0; i < NGRAM_CELLS; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		m->cell[i] = model_both((int)(x >> 20 & 0xff) - 127,
		    (int)(x >> 40 & 0x7e) - 63);
	}
	/* The cells that fill up eights weigh something, too. */
	m->cell[0] = m->cell[NGRAM_HALF] = model_both(64, 32);
	for (i = 0; i < MODEL_SCRIPTS * MODEL_HEADS; i++) {
		h = &m->head[i / MODEL_HEADS][i % MODEL_HEADS];
		h->scale = (700001 + (int64_t)i) << 10;
		h->base = 13;
		h->strength = i % MODEL_HEADS == JUDGE_POLAR ? 345679 : 0;
		h->dense[LEXICON_POLARITY] = 333337;
		h->dense[LEXICON_QUESTION] = -70001;
	}
	model_alarms(m);
	for (i = 0; i < ALARM_SLOTS; i += 1 + i % 3) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		m->alarm[i] = alarm_slot((uint32_t)(i | (x >> 44 & 0xf) << 16),
		    (int)(x >> 20 & 0xff) - 127);
	}
	for (i = 0; i < MODEL_SCRIPTS; i++)
		m->alarmhead[i] = m->head[i][JUDGE_POLARITY];
	return m;
}

static const char *const texts[] = {
	"", "a", "!", "good but not what I wanted, never again! [doge]",
	"\xe4\xb8\x8d\xe9\x94\x99\xef\xbc\x8c\xe4\xbd\x86\xe6\x98\xaf\xe8\xb4"
	"\xb5", "one two three four. five, six; seven? @eight nine ten eleven",
	"\n\n", "   ", "\xff\xfe\x80"
};

static void
check_shares(struct judge *j, const struct symbols *s, enum judge_head h,
    int64_t logit)
{
	struct shares sh = { 0 };
	uint32_t end = 0;
	int64_t sum = 0;
	size_t i;

	judge_shares(j, s, h, &sh);
	for (i = 0; i < sh.n; i++) {
		sum += sh.p[i].share;
		if (sh.p[i].kind != SHARE_TEXT)
			continue;
		CHECK(sh.p[i].start >= end && sh.p[i].len > 0);
		end = sh.p[i].start + sh.p[i].len;
	}
	CHECK_INT(sum, logit);
	CHECK(sh.n >= 2 && sh.p[sh.n - 1].kind == SHARE_BASE);
	CHECK((sh.p[sh.n - 2].kind == SHARE_STRENGTH) == (h == JUDGE_POLAR));
	CHECK(sh.p[sh.n - 2 - (h == JUDGE_POLAR)].kind == SHARE_RULE);
	shares_free(&sh);
}

/* Alarms are learned from texts without a label, in rare words alone. */
static void
alarms(void)
{
	static const char *const text[] = { "the handle burnt my hand",
		"the handle is red", "sparks from the plug, my hand hurts",
		"a plug for the wall" };
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct learn *l = fill(&o, 200);
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct model *m = NULL;
	struct verdict v;
	struct judge *j;
	uint32_t first, n;
	size_t i;

	learn_file(l, "alarms.csv");
	for (i = 0; i < 400; i++) {
		symbols_scan(&s, str_z(text[i % 4]));
		learn_add(l, &s, (struct labels){ LABEL_NONE, i % 2 == 0 ?
		    ANSWER_YES : ANSWER_NO, 1 });
	}
	learn_digest(l, "");
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_OK);
	j = judge_new(m, lex);
	symbols_scan(&s, STR("it is blue, sparks from the plug, but"));
	judge_text(j, &s, &v);
	CHECK(!v.alarm && v.alarmlogit == 0);
	CHECK(judge_watch(j));
	judge_text(j, &s, &v);
	CHECK(v.alarm && v.alarmlogit > 0);
	judge_alarm_clause(j, &s, &first, &n);
	CHECK(first == 4 && n == 4);
	check_shares(j, &s, JUDGE_ALARM, v.alarmlogit);
	symbols_scan(&s, STR("it is red, a plug for the wall"));
	judge_text(j, &s, &v);
	CHECK(!v.alarm && v.alarmlogit < 0);
	judge_free(j);
	learn_free(l);
	symbols_free(&s);
	model_free(m);
	lexicon_free(lex);
}

/* Where the rows held back say the opposite, no text is an alarm. */
static void
no_alarms(void)
{
	static const char *const text[] = { "the plug is hot", "a red handle" };
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct learn *l = fill(&o, 50);
	struct symbols s = { 0 };
	struct buf err = { 0 };
	struct model *m = NULL;
	struct verdict v;
	struct judge *j;
	size_t i;

	learn_file(l, "alarms.csv");
	for (i = 0; i < 600; i++) {
		symbols_scan(&s, str_z(text[i % 2]));
		learn_add(l, &s, (struct labels){ LABEL_NONE,
		    head_held(l, l->n) == (i % 2 == 0) ? ANSWER_NO :
		    ANSWER_YES, 1 });
	}
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_OK);
	j = judge_new(m, lex);
	CHECK(judge_watch(j));
	for (i = 0; i < 2; i++) {
		symbols_scan(&s, str_z(text[i]));
		judge_text(j, &s, &v);
		CHECK(!v.alarm && v.alarmlogit < 0);
	}
	judge_free(j);
	learn_free(l);
	symbols_free(&s);
	model_free(m);
	lexicon_free(lex);
}

/* A manifest that no reader takes is not written. */
static void
many_files(void)
{
	struct lexicon *lex = lexicon_new();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct learn *l = fill(&o, 1);
	struct buf err = { 0 };
	struct model *m = NULL;
	size_t i;

	for (i = 0; i < 4000; i++)
		learn_file(l, "rows.csv");
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_DATA && m == NULL);
	CHECK_STR(buf_view(&err), "the names of so many files have no room in "
	    "a model: join some");
	buf_free(&err);
	learn_free(l);
	lexicon_free(lex);
}

static void
shares(void)
{
	struct lexicon *lex = lexicon_new();
	struct model *m = noise();
	struct judge *j = judge_new(m, lex);
	struct symbols s = { 0 };
	struct buf b = { 0 };
	struct verdict v, part;
	size_t i, k;

	CHECK(judge_watch(j));
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (k = 1; k <= 1000; k *= 10) {
			for (b.len = 0; b.len < k * strlen(texts[i]);)
				buf_z(&b, texts[i]);
			symbols_scan(&s, buf_view(&b));
			judge_text(j, &s, &v);
			/* A part of it changes nothing of the whole. */
			judge_range(j, &s, s.n / 2, s.n / 4, &part);
			check_shares(j, &s, JUDGE_POLARITY, v.logit);
			check_shares(j, &s, JUDGE_POLAR, v.polarlogit);
			check_shares(j, &s, JUDGE_ALARM, v.alarmlogit);
			CHECK(v.alarm == (s.n > 0 && v.alarmlogit >= 0));
		}
	symbols_free(&s);
	buf_free(&b);
	judge_free(j);
	model_free(m);
	lexicon_free(lex);
}

/* So many terms of the greatest weights that no 32 bits hold their sum. */
static void
long_text(void)
{
	struct lexicon *lex = lexicon_new();
	struct model *m = noise();
	struct judge *j = judge_new(m, lex);
	struct symbols s = { 0 };
	struct buf b = { 0 };
	struct verdict v;
	size_t i;

	for (i = 0; i < NGRAM_CELLS; i++)
		m->cell[i] = (m->cell[i] & MODEL_MARK) |
		    model_both(MODEL_Q_POLARITY, MODEL_Q_POLAR);
	for (i = 0; i < 300000; i++)
		buf_z(&b, "good. bad. ");
	symbols_scan(&s, buf_view(&b));
	judge_text(j, &s, &v);
	CHECK_INT(judge_terms(j)->n, 600000);
	check_shares(j, &s, JUDGE_POLARITY, v.logit);
	check_shares(j, &s, JUDGE_POLAR, v.polarlogit);
	symbols_free(&s);
	buf_free(&b);
	judge_free(j);
	model_free(m);
	lexicon_free(lex);
}

/*
 * Texts of all kinds of symbols, some joined: what the marks of the model show
 * is what is found without them, and the model's file knows nothing of them.
 */
static void
marks(void)
{
	static const char *const piece[] = {
		"\xe4\xb8\x8d", "\xe5\xa5\xbd", "\xe4\xb8\x80\xe7\x82\xb9",
		"\xe4\xb8\x8d\xe8\xb4\xb5", "\xef\xbc\x8c", "\xe3\x80\x82",
		" but ", "not bad", "!", "?", "\xf0\x9f\x98\xa1", "[doge]", " ",
		"very good", "12", "\n", "\xe4\xbd\x86\xe6\x98\xaf",
		"\xe5\xb7\xae", "x", "..."
	};
	struct lexicon *lex = lexicon_new();
	struct model *m = noise();
	struct buf before = { 0 }, after = { 0 }, text = { 0 };
	struct lexicon_sum plain = { 0 };
	const struct lexicon_sum *marked;
	struct symbols s = { 0 };
	struct verdict v;
	struct judge *j;
	uint64_t x = 1;
	size_t i, k, terms = 0;

	model_write(m, &before);
	j = judge_new(m, lex);
	model_write(m, &after);
	CHECK(str_eq(buf_view(&before), buf_view(&after)));
	for (i = 0; i < 3000; i++) {
		text.len = 0;
		for (k = 0; k < 1 + i % 150; k++) {
			x = x * UINT64_C(6364136223846793005) + 1;
			buf_z(&text, piece[(x >> 33) % (sizeof(piece) /
			    sizeof(piece[0]))]);
		}
		symbols_scan(&s, buf_view(&text));
		judge_text(j, &s, &v);
		lexicon_score(lex, s.p, s.n, NULL, &plain);
		marked = judge_terms(j);
		CHECK_INT(marked->n, plain.n);
		CHECK(plain.n == 0 || (marked->n == plain.n &&
		    memcmp(marked->term, plain.term,
		    plain.n * sizeof(*plain.term)) == 0));
		CHECK(memcmp(marked->feature, plain.feature,
		    sizeof(plain.feature)) == 0);
		terms += plain.n;
	}
	CHECK(terms > 10000);
	lexicon_sum_free(&plain);
	symbols_free(&s);
	buf_free(&before);
	buf_free(&after);
	buf_free(&text);
	judge_free(j);
	model_free(m);
	lexicon_free(lex);
}

static uint64_t
bit_if(bool yes, size_t i)
{
	return (uint64_t)yes << i;
}

/* The block of a text of n symbols, against what the header says of it. */
static void
check_block(const struct symbol *s, size_t n, const struct ngram_block *b)
{
	uint64_t end = 0, comma = 0, punct = 0;
	uint32_t code[3];
	size_t i, k, q, at, wrong = 0;

	for (i = 0; i < b->n; i++) {
		at = b->at + i;
		for (k = 1; k <= NGRAM_ORDER; k++) {
			for (q = 0; q < k; q++)
				code[q] = at + q + 1 < k ? EDGE_BEGIN :
				    at + q + 1 - k == n ? EDGE_END :
				    s[at + q + 1 - k].code;
			wrong += b->cell[k - 1][i] != ngram_cell(code, k);
		}
		wrong += (b->tag[i] & ~NGRAM_TAG) != 0;
		if (at == n)
			continue;
		end |= bit_if(symbol_kind(&s[at]) == SYMBOL_END, i);
		comma |= bit_if(symbol_kind(&s[at]) == SYMBOL_COMMA, i);
		punct |= bit_if(symbol_kind(&s[at]) >= SYMBOL_END, i);
	}
	for (; i % NGRAM_FILL != 0; i++) {
		for (k = 0; k < NGRAM_ORDER; k++)
			wrong += b->cell[k][i] != NGRAM_NONE;
		wrong += b->tag[i] != 0;
	}
	CHECK_INT(wrong, 0);
	CHECK(b->end == end && b->comma == comma && b->punct == punct);
}

/* Texts of all lengths, in the way of this machine and in that of all. */
static void
blocks(void)
{
	struct ngram *g = ngram_new();
	struct symbol *s;
	struct ngram_block b;
	uint64_t x = 7;
	size_t i, n, way, positions, nots = 0;

	for (i = 0; ngram_negator(g, &i) != 0;)
		nots++;
	CHECK_INT(nots, 50);
	for (way = 0; way < 2; way++) {
		for (n = 0; n < 300; n++) {
			/* Of its size, so that no read may go beyond. */
			s = mem_zero(n * sizeof(*s) + (n == 0));
			for (i = 0; i < n; i++) {
				x = x * UINT64_C(6364136223846793005) + 1;
				s[i].code = (uint32_t)(x >> 32);
				s[i].kind = (x >> 16) % SYMBOL_NKIND & 0xff;
				s[i].len = x >> 8 & 0xffffff;
			}
			positions = 0;
			ngram_start(&b);
			while (ngram_next(g, s, n, &b)) {
				check_block(s, n, &b);
				positions += b.n;
			}
			CHECK_INT(positions, n + 1);
			free(s);
		}
		ngram_plain(g);
	}
	ngram_free(g);
}

/* Codes of words and of nothing, at random: n symbols. */
static void
scatter(struct symbol *s, size_t n, const struct symbols *words, uint64_t *x)
{
	size_t i;

	for (i = 0; i < n; i++) {
		*x = *x * UINT64_C(6364136223846793005) + 1;
		s[i] = words->p[(*x >> 33) % words->n];
		if ((*x >> 60) == 0)
			s[i].code ^= (uint32_t)(*x >> 40 & 0xfff);
	}
}

/* The verdict is the same in the way of this machine and in that of all. */
static void
ways(void)
{
	struct lexicon *lex = lexicon_new();
	struct model *m = noise();
	struct judge *j = judge_new(m, lex), *plain = judge_new(m, lex);
	struct symbols words = { 0 }, s = { 0 };
	struct symbol text[300];
	struct verdict a = { 0 }, b = { 0 };
	uint64_t x = 11, terms = 0;

	ngram_plain(plain->ngram);
	symbols_scan(&words, STR("not good, but very bad! never great? "
	    "\xe4\xb8\x8d\xe9\x94\x99\xef\xbc\x8c\xe5\xbe\x88\xe5"
	    "\xb7\xae\xe3\x80\x82 one two 3 no"));
	for (s.p = text; s.n < 300; s.n++) {
		scatter(text, s.n, &words, &x);
		judge_text(j, &s, &a);
		judge_text(plain, &s, &b);
		CHECK_INT(a.logit, b.logit);
		CHECK_INT(a.polarlogit, b.polarlogit);
		CHECK_INT(judge_terms(j)->n, judge_terms(plain)->n);
		terms += judge_terms(j)->n;
	}
	CHECK(terms > 1000);
	symbols_free(&words);
	judge_free(j);
	judge_free(plain);
	model_free(m);
	lexicon_free(lex);
}

/* A part of a text is judged as if it were alone. */
static void
ranges(void)
{
	struct lexicon *lex = lexicon_new();
	struct model *m = noise();
	struct judge *j = judge_new(m, lex);
	struct symbols whole = { 0 }, part = { 0 };
	struct verdict a, b;

	/* Before it is a Chinese character, so words have parts here alone. */
	symbols_scan(&whole, STR("\xe4\xb8\x80 not two, windows places five"));
	symbols_scan(&part, STR("windows places"));
	judge_range(j, &whole, 4, 2, &a);
	judge_text(j, &part, &b);
	CHECK_INT(a.logit, b.logit);
	CHECK_INT(a.polarlogit, b.polarlogit);
	CHECK_INT(a.sentiment, b.sentiment);
	symbols_free(&whole);
	symbols_free(&part);
	judge_free(j);
	model_free(m);
	lexicon_free(lex);
}

static void
labels(void)
{
	CHECK_INT(label_parse(STR(" 1 ")), LABEL_POSITIVE);
	CHECK_INT(label_parse(STR("-1")), LABEL_NEGATIVE);
	CHECK_INT(label_parse(STR("0")), LABEL_ZERO);
	CHECK_INT(label_parse(STR("")), LABEL_NONE);
	CHECK_INT(label_parse(STR("neutral")), LABEL_NEUTRAL);
	CHECK_INT(label_parse(STR("\xe8\xb4\x9f\xe9\x9d\xa2")),
	    LABEL_NEGATIVE);
	CHECK_INT(label_parse(STR("2")), LABEL_BAD);
	CHECK_INT(label_parse(STR("positive?")), LABEL_BAD);
	CHECK_INT(label_zero(true), LABEL_NEUTRAL);
	CHECK_INT(label_zero(false), LABEL_NEGATIVE);
}

static void
add(struct sentieval *e, enum label label, int said, double p, double c)
{
	struct verdict v = { .sentiment = (enum sentiment)said, .p = p,
	    .confidence = c, .logit = p > 0.5 ? 1 : -1 };

	sentieval_add(e, label, &v);
}

/* Figures that were worked out by hand; p has no error in binary. */
static void
figures(void)
{
	struct sentieval *e = sentieval_new();
	struct eval_figures f;
	int i;

	sentieval_file(e, "two");
	for (i = 0; i < 3; i++)
		add(e, LABEL_ZERO, -1, 0.25, 0.75);
	add(e, LABEL_POSITIVE, 0, 0.75, 0.5);
	sentieval_file(e, "three");
	add(e, LABEL_ZERO, 0, 0.75, 0.5);
	add(e, LABEL_NEGATIVE, 1, 0.75, 0.75);
	sentieval_file(e, "none");
	CHECK_INT(sentieval_files(e), 3);
	sentieval_figures(e, 0, &f);
	CHECK(!f.three && f.rows == 4 && f.polar == 4);
	CHECK(f.polarity == 1 && f.polarity_ece == 0.25);
	CHECK(f.accuracy == 0.75 && f.f1 == 0.5);
	/* 3 right at 0.75 and 1 wrong at 0.5, each in a bin of its own. */
	CHECK(f.ece == (3 * 0.25 + 0.5) / 4);
	CHECK_INT(f.confusion[0][0], 3);
	CHECK_INT(f.confusion[2][1], 1);
	sentieval_figures(e, 1, &f);
	CHECK(f.three && f.rows == 2 && f.polar == 1);
	CHECK(f.polarity == 0 && f.polarity_ece == 0.75);
	CHECK(f.accuracy == 0.5 && f.f1 == 0.5);
	sentieval_figures(e, 2, &f);
	CHECK(f.rows == 0 && f.polarity == -1 && f.f1 == -1 && f.ece == -1);
	sentieval_figures(e, 3, &f);
	CHECK_STR(str_z(f.name), "all");
	CHECK(f.rows == 6 && f.polar == 5 && f.polarity == 0.8);
	sentieval_free(e);
}

int
main(void)
{
	RUN(learns);
	RUN(same_bytes);
	RUN(delta);
	RUN(weights);
	RUN(word_forms);
	RUN(weight_cells);
	RUN(no_rows);
	RUN(alarms);
	RUN(no_alarms);
	RUN(many_files);
	RUN(shares);
	RUN(long_text);
	RUN(marks);
	RUN(blocks);
	RUN(ways);
	RUN(ranges);
	RUN(labels);
	RUN(figures);
	return UNIT_STATUS();
}
