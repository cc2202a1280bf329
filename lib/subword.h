#ifndef CRM_SUBWORD_H
#define CRM_SUBWORD_H

#include <stdbool.h>

#include "ngram.h"

/*
 * Parts of words, so that the forms of one (disappoint, disappointed) share
 * weight: a SYMBOL_WORD whose folded spelling begins with six letters a to z
 * has two cells more, of its first five letters and of its first six. They are
 * for texts without Chinese characters (MODEL_OTHER).
 *
 * With the letters as a number, the first one lowest, and m(x) = x
 * SUBWORD_MIX mod 2^64, the cell is the upper NGRAM_BITS - 1 bits of
 * m(m(x) ^ m(x) >> 32), in the first half of the table.
 */
#define SUBWORD_MIX	UINT64_C(0xd6e8feb86659fd93)

#define SUBWORDS	64	/* cells at a time, at most */

/* cell[i] is of the symbol word[i]; behind there is room to fill it up. */
struct subwords {
	uint32_t	cell[SUBWORDS + NGRAM_FILL];
	uint32_t	word[SUBWORDS];
	size_t		n;
	size_t		at;		/* of the next symbol; begin with 0 */
};

/* The next cells of a text or of a part of one; false when all are done. */
bool		subwords_next(const struct symbols *s, struct subwords *to);

#endif
