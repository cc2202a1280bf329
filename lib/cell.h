#ifndef CRM_CELL_H
#define CRM_CELL_H

#include "buf.h"

/*
 * The text of a cell: what stands round it and what stands for nothing.
 * Without outer blanks, also those of Unicode that spreadsheets leave behind,
 * and without a BOM.
 */
struct str	cell_trim(struct str s);
/* Also without the guards of spreadsheets: ="...", a leading ' or `. */
struct str	cell_bare(struct str cell);
/* Nothing there: empty, -, /, N/A, null, (not set), 0000-00-00 and the like. */
bool		cell_missing(struct str cell);

/* True when s, or one of a list that NULL ends, is the word in any case. */
bool		cell_is(struct str s, const char *word);
bool		cell_among(struct str s, const char *const *words);
/* Take a text off the front or the end of s if it is there. */
bool		cell_prefix(struct str *s, const char *z);
bool		cell_suffix(struct str *s, const char *z);
/* The same for the first of a list (NULL ends it) that is there. */
bool		cell_one(struct str *s, const char *const *z,
		    bool (*fits)(struct str *, const char *));

static inline bool
cell_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* s without its first n bytes. */
static inline void
cell_take(struct str *s, size_t n)
{
	s->p += n;
	s->len -= n;
}

#endif
