#ifndef CRM_SYMTAB_H
#define CRM_SYMTAB_H

#include "symbol.h"

/*
 * What each code point is and folds to: Unicode's NFKC and case fold, OpenCC's
 * Traditional to Simplified, accents taken away. Constant arrays that
 * lib/data/symbols/table.awk makes of lib/data/symbols/table at build time; it
 * knows the numbers of the classes.
 *
 * A class below ALONE is an enum symbol_kind: each such character is a symbol,
 * whatever stands beside it.
 */
enum symtab_class {
	SYMTAB_ALONE = 16,
	SYMTAB_BLANK = 16,	/* ends a word and is nothing; controls too */
	SYMTAB_DROP,		/* is not there at all: zero width, marks */
	SYMTAB_FLAG,		/* half of a flag: a regional indicator */
	SYMTAB_OPEN,		/* [ */
	SYMTAB_AT,		/* @ */
	SYMTAB_BROKEN,		/* in symtab_three: not well-formed */
	SYMTAB_WORD,		/* a letter that is joined to words */
	SYMTAB_UPPER,		/* the same, capital */
	SYMTAB_LOWER,		/* small */
	SYMTAB_LETTERS,		/* stands for several: symtab_text[code] */
	SYMTAB_DIGIT,
	SYMTAB_DIGITS		/* symtab_text[code] */
};

/* An entry: class << 24 | code. */
#define SYMTAB_CODE	0xffffffu
#define SYMTAB_ENTRY(class)	((uint32_t)(class) << 24)

/* Entries of the code points with three bytes of UTF-8, by the code point. */
extern const uint32_t	symtab_three[0x10000];
/* The others in blocks, as class << 24 and what to add for the code. */
#define SYMTAB_BLOCK	128
extern const uint32_t	symtab_entry[][SYMTAB_BLOCK];
extern const uint16_t	symtab_block[];
/* UTF-8, and a NUL. */
#define SYMTAB_TEXT	16
extern const unsigned char	symtab_text[][SYMTAB_TEXT];
extern const size_t	symtab_ntext;

/* The entry of any code point, which is below 0x110000. */
static inline uint32_t
symtab_look(uint32_t cp)
{
	uint32_t e;

	if (cp >= 0x800 && cp < 0x10000)
		return symtab_three[cp];
	e = symtab_entry[symtab_block[cp / SYMTAB_BLOCK]][cp % SYMTAB_BLOCK];
	return (e & ~SYMTAB_CODE) | ((e + cp) & SYMTAB_CODE);
}

#endif
