/* Two 3-grams that have one cell: which of them it belongs to. */
#include <stdlib.h>

#include "learnin.h"
#include "mem.h"
#include "unit.h"

/* A text of three symbols, and the cell and tag of its 3-gram. */
struct text {
	struct symbol	s[3];
	uint32_t	cell;
	uint16_t	tag;
};

static struct text
text_of(uint32_t last)
{
	struct text t = { .s = {
		{ .code = 0x4e00, .len = 3, .kind = SYMBOL_HAN },
		{ .code = 0x4e8c, .len = 3, .kind = SYMBOL_HAN },
		{ .code = last, .len = 3, .kind = SYMBOL_HAN } } };
	struct ngram *g = ngram_new();
	struct ngram_block b;

	ngram_start(&b);
	CHECK(ngram_next(g, t.s, 3, &b));
	t.cell = b.cell[2][2];
	t.tag = b.tag[2];
	ngram_free(g);
	return t;
}

/* The first two of one cell and of two tags. */
static void
find_pair(struct text *one, struct text *two)
{
	uint32_t *seen = mem_zero(NGRAM_CELLS * sizeof(*seen)), c;

	for (c = 0x4e8d; c < 0xa000; c++) {
		*two = text_of(c);
		if (seen[two->cell] != 0) {
			*one = text_of(seen[two->cell]);
			if (one->tag != two->tag)
				break;
		}
		seen[two->cell] = c;
	}
	CHECK(c < 0xa000);
	free(seen);
}

static void
add(struct learn *l, struct text *t, enum label label, size_t times)
{
	struct symbols s = { .p = t->s, .n = 3 };

	while (times-- > 0)
		learn_add(l, &s, (struct labels){ label, ANSWER_NONE, 1 });
}

/* A model of `ones` texts like one and `twos` like two. */
static struct model *
made(const struct model *base, struct text *one, size_t ones,
    struct text *two, size_t twos)
{
	struct lexicon *lex = lexicon_none();
	struct learn_options o = { .lexicon = lex, .base = base, .threads = 1 };
	struct learn *l = learn_new(&o);
	struct text up = text_of('+'), down = text_of('-');
	struct buf err = { 0 };
	struct model *m = NULL;

	learn_file(l, "texts.csv");
	add(l, &up, LABEL_POSITIVE, 60);
	add(l, &down, LABEL_NEGATIVE, 60);
	add(l, one, LABEL_POSITIVE, ones);
	add(l, two, LABEL_NEGATIVE, twos);
	CHECK(learn_fit(l, &m, NULL, &err) == STATUS_OK);
	learn_free(l);
	lexicon_free(lex);
	buf_free(&err);
	return m;
}

/* Is there a weight for each of the two? */
static void
check(const struct model *m, const struct text *one, bool is_one,
    const struct text *two, bool is_two)
{
	CHECK((model_three(m, one->cell, one->tag) != 0) == is_one);
	CHECK((model_three(m, two->cell, two->tag) != 0) == is_two);
}

static void
most_frequent(void)
{
	struct text one, two;
	struct model *m;

	find_pair(&one, &two);
	m = made(NULL, &one, 5, &two, 4);
	check(m, &one, true, &two, false);
	model_free(m);
	m = made(NULL, &one, 2, &two, 3);
	check(m, &one, false, &two, true);
	model_free(m);
}

/* What the base has a weight for stays its own. */
static void
base_first(void)
{
	struct text one, two;
	struct model *base, *m;

	find_pair(&one, &two);
	base = made(NULL, &one, 5, &two, 0);
	m = made(base, &one, 0, &two, 40);
	check(m, &one, true, &two, false);
	model_free(m);
	model_free(base);
}

/* Once is too seldom; what the base has left free a delta takes. */
static void
seldom(void)
{
	struct text one, two;
	struct model *base, *m;

	find_pair(&one, &two);
	base = made(NULL, &one, 1, &two, 0);
	check(base, &one, false, &two, false);
	m = made(base, &one, 30, &two, 0);
	check(m, &one, true, &two, false);
	model_free(m);
	model_free(base);
}

static size_t
has(const struct learn *l, size_t row, size_t cell)
{
	const struct learn_row *r = &l->row[row];
	size_t n = 0;
	uint32_t k;

	for (k = 0; k < r->n; k++)
		n += l->cell[r->at + k] == cell;
	return n;
}

/* A fit learns nothing from what has no cell. */
static void
fit(struct learn *l)
{
	static const int8_t target[] = { 1, 1, 1, -1, -1 };
	struct fit f = { .from = l, .head = JUDGE_POLARITY,
	    .set = l->set[JUDGE_POLARITY], .seed = 1, .target = target };

	f.cell = mem_table(FIT_CELLS * sizeof(*f.cell));
	fit_run(&f);
	CHECK(f.cell[l->cell[l->row[0].at]].w != 0);
	CHECK(f.cell[LEARN_NO_CELL].w == 0);
	mem_table_free(f.cell, FIT_CELLS * sizeof(*f.cell));
}

/* Rows get the cells that are their own, and nothing for the others. */
static void
rows_of_cells(void)
{
	struct lexicon *lex = lexicon_none();
	struct learn_options o = { .lexicon = lex, .threads = 1 };
	struct learn *l = learn_new(&o);
	struct model *m = model_new();
	struct text one, two;

	find_pair(&one, &two);
	learn_file(l, "texts.csv");
	add(l, &one, LABEL_POSITIVE, 3);
	add(l, &two, LABEL_NEGATIVE, 2);
	learn_tags(l, m);
	CHECK_INT(has(l, 0, one.cell), 1);
	CHECK_INT(has(l, 0, LEARN_NO_CELL), 0);
	CHECK_INT(has(l, 3, two.cell), 0);
	CHECK_INT(has(l, 3, LEARN_NO_CELL), 1);
	fit(l);
	model_free(m);
	learn_free(l);
	lexicon_free(lex);
}

int
main(void)
{
	RUN(most_frequent);
	RUN(base_first);
	RUN(seldom);
	RUN(rows_of_cells);
	return UNIT_STATUS();
}
