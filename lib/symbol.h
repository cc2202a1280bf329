#ifndef CRM_SYMBOL_H
#define CRM_SYMBOL_H

#include <stdint.h>

#include "buf.h"

/*
 * Text as symbols: what the model, the lexicon and the rules see of it. One
 * pass folds width, case, accents and Traditional characters, joins words and
 * numbers, and drops what means nothing. Zero-width characters, variation
 * selectors and soft hyphens change no symbol but its length, wherever they
 * stand; only a joiner before a gender sign takes that sign into the emoji.
 * The rules stand in symbolany.c.
 */
enum symbol_kind {
	SYMBOL_HAN,		/* a Chinese character */
	SYMBOL_LETTER,		/* kana, hangul, Thai...: not joined to words */
	SYMBOL_WORD,		/* don't, iphone15: a letter, then digits too */
	SYMBOL_NUMBER,		/* 12, 1,299.00 */
	SYMBOL_EMOJI,
	SYMBOL_FACE,		/* [doge] */
	SYMBOL_MENTION,		/* @name */
	SYMBOL_END,		/* of a sentence: . ! ? ; and a line break */
	SYMBOL_COMMA,		/* of a clause: , and : */
	SYMBOL_PUNCT,		/* the rest */
	SYMBOL_NKIND
};

/*
 * code: below 0x110000 the folded code point, a line break is '\n', a byte
 * that is not UTF-8 is U+FFFD; words, numbers, faces and flags have
 * SYMBOL_HASHED and 31 bits of a hash of their folded text, another for each
 * kind; a mention is SYMBOL_NAME. start and len: its bytes in the text; len
 * reaches over the repeats that were dropped, to 2^24 - 1 at most.
 */
#define SYMBOL_HASHED	UINT32_C(0x80000000)
#define SYMBOL_NAME	UINT32_C(0x110000)

struct symbol {
	uint32_t	code;
	uint32_t	start;
	uint32_t	len : 24;
	uint32_t	kind : 8;	/* enum symbol_kind, flags below */
};

#define SYMBOL_KIND	0x0f
#define SYMBOL_CAPS	0x10		/* word: 2 capitals or more, no small */
#define SYMBOL_MORE	0x20		/* repeats after it were dropped */

/* Does a clause end with it? */
static inline bool
symbol_ends_clause(const struct symbol *s)
{
	enum symbol_kind kind = (enum symbol_kind)(s->kind & SYMBOL_KIND);

	return kind == SYMBOL_END || kind == SYMBOL_COMMA;
}

/* An array that grows and is used again; a zeroed one is empty. */
struct symbols {
	struct symbol	*p;
	size_t		 n, cap;
	struct str	 text;		/* whose they are: borrowed */
};

static inline enum symbol_kind
symbol_kind(const struct symbol *s)
{
	return (enum symbol_kind)(s->kind & SYMBOL_KIND);
}

/*
 * The symbols of a text in its order, in place of what out had. Linear in the
 * length, which is at most UINT32_MAX: what is beyond is not looked at. Any
 * bytes will do.
 */
void		symbols_scan(struct symbols *out, struct str text);
/*
 * The same for a literal of a lexicon or a rule, so that both sides are folded
 * alike. Returns NULL, or why it cannot match anything, to follow the name of
 * the literal in a message ("is not UTF-8", "is only blanks and links").
 */
const char	*symbols_of_pattern(struct symbols *out, struct str literal);
void		symbols_free(struct symbols *out);

/*
 * How the word that begins at this byte of a text is spelt, folded: the first
 * bytes of it, the first one lowest, with zeros behind if there are fewer than
 * eight. Six at least are there, if the word has them.
 */
uint64_t	symbol_spelt(struct str text, size_t at);

/* Of the table and the rules: another digest, other symbols. */
uint64_t	symbols_digest(void);

#endif
