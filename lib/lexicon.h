#ifndef CRM_LEXICON_H
#define CRM_LEXICON_H

#include <stdint.h>

#include "buf.h"
#include "diag.h"
#include "symbol.h"

/*
 * The rule layer of crm-sentiment: polar words and what turns, scales and
 * weighs them (lib/data/lexicon; the rules are in crm-sentiment(1)). Everything
 * is integers, so no machine changes a digit.
 */
struct lexicon;

/* Parts of a feature, fixed point: LEXICON_ONE is 1. */
#define LEXICON_BITS	14
#define LEXICON_ONE	(1 << LEXICON_BITS)
/* The values of terms: 4 is the strongest word alone, 400. */
#define LEXICON_UNIT	100

/* What the model trains a weight for; each within -LEXICON_ONE..LEXICON_ONE. */
enum lexicon_feature {
	LEXICON_POLARITY,	/* sum of the terms, squashed */
	LEXICON_BALANCE,	/* (positive - negative) / (both), 0 without */
	LEXICON_ENDING,		/* as polarity, of the last polar sentence */
	LEXICON_POLAR,		/* how much there is of both, squashed, >= 0 */
	LEXICON_QUESTION,	/* share of the sentences that ask, >= 0 */
	LEXICON_FEATURES
};

/* What was done to the word of a term, as bits. */
enum {
	LEXICON_NEGATED = 1,	/* an odd number of negators before it */
	LEXICON_TWICE = 2,	/* two negators or more */
	LEXICON_DEGREE = 4,
	LEXICON_AFTER = 8,	/* behind but, however */
	LEXICON_BEFORE = 16,	/* ahead of it, or behind although */
	LEXICON_EXCLAIMED = 32,
	LEXICON_CAPITALS = 64,
	LEXICON_ASKED = 128,	/* in a sentence that asks */
	LEXICON_IRONY = 256,	/* thanks or praise among complaints */
	LEXICON_CUE = 512	/* a rhetorical cue, not a word */
};

/* What an entry does: small, since a text asks for it at random. */
struct lexicon_deed {
	int16_t		value;		/* hundredths */
	uint8_t		kind;
	uint8_t		flags;		/* LEXICON_FIRM, and others */
};

#define LEXICON_FIRM	1	/* a face, an emoji: nothing turns it */

struct lexicon_term {
	uint32_t	first, n;	/* symbols, with what modifies it */
	uint32_t	word;		/* the symbol where the word begins */
	struct lexicon_deed deed;	/* of the word */
	int32_t		value;		/* unit 1 / LEXICON_UNIT */
	uint32_t	why;
	int32_t		degree;		/* percent, all degree words together */
};

/* A zeroed one is empty; the arrays are kept from text to text. */
struct lexicon_sum {
	int32_t			 feature[LEXICON_FEATURES];
	int64_t			 sum;		/* of the values of all terms */
	struct lexicon_term	*term;		/* in the order of the text */
	size_t			 n, cap;
	uint32_t		 sentences, asked;
};

/* The built-in lists: a test reads them before they are shipped. */
struct lexicon	*lexicon_new(void);
/* Without entries. */
struct lexicon	*lexicon_none(void);
/*
 * Add a list of the form of lib/data/lexicon (a user's own): its entries
 * replace those of the same text. False with *f: nothing was added.
 */
bool		 lexicon_add(struct lexicon *l, struct str text,
		    struct fault *f);
void		 lexicon_free(struct lexicon *l);
/*
 * Digest of all entries, for the model that was trained with them, and their
 * number.
 */
uint64_t	 lexicon_digest(const struct lexicon *l);
size_t		 lexicon_entries(const struct lexicon *l);

/*
 * Where entries may begin in a text: bit i % 64 of mark[i / 64].one says that
 * symbol i may be one, of .two that it may begin one of two symbols, of .three
 * that it may begin a longer one. Bits too many do no harm there. And which
 * symbols are SYMBOL_END and SYMBOL_COMMA.
 */
struct lexicon_mark {
	uint64_t	one, two, three, end, comma;
};

/*
 * The next entry's symbols, three at most. Returns how many, 0 behind the
 * last; *i is 0 at first.
 */
#define LEXICON_BEGIN	3
size_t		 lexicon_begin(const struct lexicon *l, size_t *i,
		    uint32_t code[LEXICON_BEGIN]);
/*
 * Terms and features of n symbols (a text, or a part of one). mark: the marks
 * of the n symbols, or NULL, which is slower.
 */
void		 lexicon_score(const struct lexicon *l, const struct symbol *s,
		    size_t n, const struct lexicon_mark *mark,
		    struct lexicon_sum *out);
/*
 * The same of the n symbols from `first` on of a text that was scored, by what
 * its terms are worth there; false when one is not all inside.
 */
bool		 lexicon_part(const struct lexicon_sum *text, uint32_t first,
		    uint32_t n, struct lexicon_sum *out);
void		 lexicon_sum_free(struct lexicon_sum *out);
/*
 * What the term is in words for --explain, in the order of the rules:
 * "word +3", "word -2 turned", "word +2 x1.25 after-but", "cue -2".
 */
void		 lexicon_why(struct buf *out, const struct lexicon_term *t);

#endif
