/* The rule layer: what terms add up to, and their names for users. */
#include <math.h>
#include <stdlib.h>

#include "lexiconin.h"
#include "num.h"

/* Half of ONE is reached where the sum is 1 / sqrt(3) of these. */
#define SQUASH_SUM	600
#define SQUASH_POLAR	1200
#define BALANCE_FLOOR	100
#define SUM_MOST	1000000000

/* v in LEXICON_ONE: v / sqrt(v^2 + half^2). */
static int32_t
squash(int64_t v, int64_t half)
{
	int64_t square, root;

	if (v == 0)
		return 0;
	v = v > SUM_MOST ? SUM_MOST : v < -SUM_MOST ? -SUM_MOST : v;
	square = v * v + half * half;
	root = (int64_t)sqrt((double)square);
	/* The root of an integer, whatever a machine's sqrt rounds to. */
	while (root * root > square)
		root--;
	while ((root + 1) * (root + 1) <= square)
		root++;
	return (int32_t)(v * LEXICON_ONE / root);
}

void
lexicon_irony(struct lexicon_sum *out)
{
	struct lexicon_term *t, *end = out->term + out->n;
	int64_t rest = 0;

	for (t = out->term; t < end; t++)
		rest += t->deed.kind == ENTRY_IRONY ? 0 : t->value;
	for (t = out->term; t < end && rest < 0; t++) {
		if (t->deed.kind != ENTRY_IRONY || t->value <= 0)
			continue;
		t->value = -t->value;
		t->why |= LEXICON_IRONY;
	}
}

void
lexicon_add_up(size_t last, size_t lastend, struct lexicon_sum *out)
{
	int64_t sum = 0, both = 0, ending;
	size_t i;

	for (i = 0; i < out->n; i++) {
		sum += out->term[i].value;
		both += abs(out->term[i].value);
	}
	/* Mostly it is all there is. */
	ending = sum;
	if (lastend - last < out->n)
		for (i = last, ending = 0; i < lastend; i++)
			ending += out->term[i].value;
	out->sum = sum;
	out->feature[LEXICON_POLARITY] = squash(out->sum, SQUASH_SUM);
	out->feature[LEXICON_BALANCE] = (int32_t)(out->sum * LEXICON_ONE /
	    (both + BALANCE_FLOOR));
	out->feature[LEXICON_ENDING] = ending == sum ?
	    out->feature[LEXICON_POLARITY] : squash(ending, SQUASH_SUM);
	out->feature[LEXICON_POLAR] = squash(both, SQUASH_POLAR);
	out->feature[LEXICON_QUESTION] = out->sentences == 0 ? 0 :
	    (int32_t)((uint64_t)out->asked * LEXICON_ONE / out->sentences);
}

/* The first term whose word is at symbol `at` or behind it. */
static size_t
term_from(const struct lexicon_sum *text, uint32_t at)
{
	size_t low = 0, high = text->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (text->term[middle].word < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
lexicon_part(const struct lexicon_sum *text, uint32_t first, uint32_t n,
    struct lexicon_sum *out)
{
	size_t from = term_from(text, first);
	size_t to = term_from(text, first + n), i;
	const struct lexicon_term *t = text->term;

	if ((from > 0 && t[from - 1].first + t[from - 1].n > first) ||
	    (to > from && (t[from].first < first ||
	    t[to - 1].first + t[to - 1].n > first + n)))
		return false;
	out->term = mem_room(out->term, to - from, &out->cap,
	    sizeof(*out->term));
	out->n = to - from;
	out->sentences = 1;
	out->asked = 0;
	for (i = from; i < to; i++) {
		out->term[i - from] = t[i];
		out->term[i - from].first -= first;
		out->term[i - from].word -= first;
		out->asked |= (t[i].why & LEXICON_ASKED) != 0;
	}
	lexicon_add_up(0, out->n, out);
	return true;
}

void
lexicon_sum_free(struct lexicon_sum *out)
{
	free(out->term);
	*out = (struct lexicon_sum){ .n = 0 };
}

static void
put_hundredths(struct buf *out, int32_t v)
{
	char *p = buf_room(out, NUM_MAX);
	size_t n = num_print_int(v / 100, p);
	int32_t part = v % 100;

	if (part > 0) {
		p[n++] = '.';
		memcpy(p + n, num_pairs + 2 * part, 2);
		n += part % 10 > 0 ? 2 : 1;
	}
	out->len += n;
}

void
lexicon_why(struct buf *out, const struct lexicon_term *t)
{
	const struct lexicon_deed *e = &t->deed;
	static const struct {
		unsigned	 bit;
		const char	*name;
	} notes[] = {
		{ LEXICON_TWICE, " twice" },
		{ LEXICON_NEGATED, " turned" },
		{ LEXICON_AFTER, " after-but" },
		{ LEXICON_BEFORE, " before-but" },
		{ LEXICON_EXCLAIMED, " exclaimed" },
		{ LEXICON_CAPITALS, " capitals" },
		{ LEXICON_ASKED, " asked" },
		{ LEXICON_IRONY, " irony" },
	};
	size_t i;

	buf_z(out, e->kind == ENTRY_CUE ? "cue " : "word ");
	buf_byte(out, e->value < 0 ? '-' : '+');
	put_hundredths(out, abs(e->value));
	if (t->why & LEXICON_DEGREE) {
		buf_z(out, " x");
		put_hundredths(out, t->degree);
	}
	for (i = 0; i < sizeof(notes) / sizeof(*notes); i++)
		if (t->why & notes[i].bit)
			buf_z(out, notes[i].name);
}
