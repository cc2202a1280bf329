#ifndef CRM_CELL_H
#define CRM_CELL_H

#include "buf.h"

/*
 * The text of a cell: what stands round it and what stands for nothing.
 * Most cells begin and end with bytes that belong to no blank, guard or word
 * for nothing; that is seen without a call.
 */
enum cell_end { CELL_BEGINS = 1, CELL_ENDS = 2, CELL_THERE = 4 };
extern const unsigned char	cell_ends[256];

struct str	cell_trim_all(struct str s);
struct str	cell_bare_all(struct str s);
bool		cell_missing_all(struct str s);

static inline bool
cell_plain(struct str s, unsigned begin)
{
	return s.len > 0 &&
	    (cell_ends[(unsigned char)s.p[0]] & begin) == begin &&
	    (cell_ends[(unsigned char)s.p[s.len - 1]] & CELL_ENDS) != 0;
}

/*
 * Without outer blanks, also those of Unicode that spreadsheets leave behind,
 * and without a BOM.
 */
static inline struct str
cell_trim(struct str s)
{
	return cell_plain(s, CELL_BEGINS) ? s : cell_trim_all(s);
}

/* Also without the guards of spreadsheets: ="...", a leading ' or `. */
static inline struct str
cell_bare(struct str s)
{
	return cell_plain(s, CELL_BEGINS) ? s : cell_bare_all(s);
}

/* Nothing there: empty, -, /, N/A, null, (not set), 0000-00-00 and the like. */
static inline bool
cell_missing(struct str s)
{
	return !cell_plain(s, CELL_BEGINS | CELL_THERE) && cell_missing_all(s);
}

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
