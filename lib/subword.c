/* The cells of the beginnings of words. */
#include "subword.h"

#include "word.h"

#define FIVE		UINT64_C(0x000000ffffffffff)
#define SIX		UINT64_C(0x0000ffffffffffff)
#define HIGH		(WORD_FILL(0x80) & SIX)

/* The highest bit of each byte that is a small letter; all are ASCII. */
static inline uint64_t
letters(uint64_t w)
{
	return (w + WORD_FILL(0x80 - 'a')) & ~(w + WORD_FILL(0x7f - 'z'));
}

/*
 * The first six letters of a word, or 0. What is not plain ASCII, or has a
 * letter three times in a row, is spelt by those who know the rules.
 */
static uint64_t
six_letters(struct str text, size_t at)
{
	char some[8] = { 0 };
	uint64_t w, same;

	if (at >= text.len)
		return 0;
	if (text.len - at >= sizeof(some))
		w = word_load(text.p + at) & SIX;
	else {
		memcpy(some, text.p + at, text.len - at);
		w = word_load(some) & SIX;
	}
	if ((w & HIGH) == 0) {
		w |= WORD_FILL(0x20) & SIX;
		if ((letters(w) & HIGH) != HIGH)
			return 0;
		/* A byte that is 0 where three are the same. */
		same = (w ^ w >> 8) | (w ^ w >> 16);
		same = ((same & WORD_FILL(0x7f)) + WORD_FILL(0x7f)) & HIGH;
		if ((same & (HIGH >> 16)) == (HIGH >> 16))
			return w;
	}
	w = symbol_spelt(text, at) & SIX;
	return (w & HIGH) == 0 && (letters(w) & HIGH) == HIGH ? w : 0;
}

static uint32_t
cell(uint64_t letter)
{
	uint64_t x = letter * SUBWORD_MIX;

	return (uint32_t)((x ^ x >> 32) * SUBWORD_MIX >> (65 - NGRAM_BITS));
}

bool
subwords_next(const struct symbols *s, struct subwords *to)
{
	uint64_t w;

	for (to->n = 0; to->at < s->n && to->n < SUBWORDS; to->at++) {
		if (symbol_kind(&s->p[to->at]) != SYMBOL_WORD)
			continue;
		w = six_letters(s->text, s->p[to->at].start);
		if (w == 0)
			continue;
		to->word[to->n] = to->word[to->n + 1] = (uint32_t)to->at;
		to->cell[to->n++] = cell(w & FIVE);
		to->cell[to->n++] = cell(w);
	}
	return to->n > 0;
}
