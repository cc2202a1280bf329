#ifndef CRM_NGRAM_H
#define CRM_NGRAM_H

#include <stdbool.h>

#include "lexicon.h"
#include "symbol.h"

/*
 * What the model sees of a text: its 1-, 2- and 3-grams of symbols, and the
 * symbols inside a negation scope; each hashed into a cell of the table. Two
 * symbols EDGE_BEGIN stand before the text and one EDGE_END behind it, so a
 * text of n symbols has 3(n + 1) n-grams and its scopes: that is the number of
 * cells under the root in the model. With x(c) = c NGRAM_ONE mod 2^32 and
 * t(k, x) = x turned left by k bits, the cell of the symbol c is the lower
 * NGRAM_BITS - 1 bits of c, so that common ones lie together; those of the
 * n-gram b, c are the upper NGRAM_BITS - 1 bits of
 *	two = (x(c) ^ t(17, x(b))) NGRAM_TWO mod 2^32
 * and those of t(17, x(c)) NGRAM_NOT mod 2^32 the cell of c in a scope. A scope
 * are the three symbols behind a negator (ngram.c), up to the next SYMBOL_END,
 * SYMBOL_COMMA or SYMBOL_PUNCT; a negator inside begins it anew, and is in it
 * itself.
 *
 * 3-grams, most of which are rare, have the second half of the table to
 * themselves, and each cell there belongs to those of one tag: of
 *	three = (two ^ t(7, x(a))) NGRAM_THREE mod 2^32
 * the upper NGRAM_BITS - 1 bits are the cell, behind the first half, and the
 * bits NGRAM_TAG are the tag. What has another tag than its cell is not known,
 * and counts 0.
 *
 * And 1- and 2-grams of the rule layer's terms, as if each were a symbol: its
 * code is NGRAM_TERM + 16 (why & NGRAM_WHY) + 2 strength + (value > 0), where
 * the strength is 2 above 350, 1 above 200, else 0. EDGE_BEGIN stands before
 * them and EDGE_END, as the second of two alone, behind: n terms have 2n + 1.
 */
#define NGRAM_ONE	UINT32_C(0x9e3779b1)
#define NGRAM_TWO	UINT32_C(0x85ebca6b)
#define NGRAM_THREE	UINT32_C(0xc2b2ae35)
#define NGRAM_NOT	UINT32_C(0x27d4eb2f)
#define EDGE_BEGIN	UINT32_C(0x110001)
#define EDGE_END	UINT32_C(0x110002)

#define NGRAM_BITS	21
#define NGRAM_CELLS	((size_t)1 << NGRAM_BITS)
#define NGRAM_HALF	(NGRAM_CELLS / 2)
#define NGRAM_TAG	UINT32_C(0x0103)
#define NGRAM_ORDER	3	/* cells of each position */
#define NGRAM_BLOCK	64	/* positions done at a time */
#define NGRAM_FILL	8	/* cells are filled up to eights */
#define NGRAM_NONE	((uint32_t)NGRAM_CELLS)	/* with this, which weighs 0 */
#define NGRAM_TERM	UINT32_C(0x400f0000)
#define NGRAM_WHY	(LEXICON_NEGATED | LEXICON_TWICE | LEXICON_AFTER | \
			    LEXICON_BEFORE | LEXICON_ASKED | LEXICON_IRONY | \
			    LEXICON_CUE)
#define NGRAM_TERMS	64	/* cells of terms at a time, at most */

/*
 * The cells of a block. cell[k][i] is the n-gram of k + 1 symbols that ends at
 * position at + i; position n of a text of n symbols is its end. scope[j] is
 * the symbol at + where[j], negated. Behind the last of each there is room to
 * fill it up, behind the scopes for terms, too.
 */
struct ngram_block {
	uint32_t	cell[NGRAM_ORDER][NGRAM_BLOCK];
	uint16_t	tag[NGRAM_BLOCK];	/* of cell[2] */
	uint32_t	scope[NGRAM_BLOCK + NGRAM_TERMS + NGRAM_FILL];
	uint8_t		where[NGRAM_BLOCK];
	/* Bit i: symbol at + i is SYMBOL_END, SYMBOL_COMMA, or any mark. */
	uint64_t	end, comma, punct;
	size_t		at;		/* of the block; begin with 0 */
	size_t		n;		/* positions in it; begin with 0 */
	size_t		symbols;	/* all, or all but the end */
	size_t		nscope;
	uint64_t	open;		/* scopes that go on; begin with 0 */
};

/* Before a text. */
static inline void
ngram_start(struct ngram_block *b)
{
	b->at = b->n = b->nscope = 0;
	b->open = 0;
}

/* The negators; words of English are looked up by their symbols. */
struct ngram	*ngram_new(void);
/* Without what only some machines have: for tests. */
void		ngram_plain(struct ngram *g);
void		ngram_free(struct ngram *g);
/* The cell of the n-gram of n symbols, NGRAM_ORDER at most. */
uint32_t	ngram_cell(const uint32_t *code, size_t n);
/* Does the machine have AVX2? */
bool		ngram_wide(const struct ngram *g);
/*
 * The next block of a text of n symbols, which has n + 1 positions; false at
 * its end.
 */
bool		ngram_next(const struct ngram *g, const struct symbol *s,
		    size_t n, struct ngram_block *b);
/*
 * The scopes of the block. No symbol of it is a negator but those at + i with
 * bit i in mark.
 */
void		ngram_scopes(const struct ngram *g, const struct symbol *s,
		    uint64_t mark, struct ngram_block *b);
/* The next of the negators; 0 behind the last. *i is 0 at first. */
uint32_t	ngram_negator(const struct ngram *g, size_t *i);
/*
 * The cells of the next terms, and their number; 0 when all are done. *at is
 * the term to begin with: 0 at first.
 */
size_t		ngram_terms(const struct lexicon_sum *r, size_t *at,
		    uint32_t cell[NGRAM_TERMS]);
/*
 * The symbols that an n-gram of `order` symbols which ends at position `at`
 * has in a text of n: *first and how many (0: the end alone).
 */
size_t		ngram_span(size_t at, size_t order, size_t n, size_t *first);

#endif
