#ifndef CRM_LEXICONIN_H
#define CRM_LEXICONIN_H

#include "hash.h"
#include "lexicon.h"
#include "mem.h"
#include "perfect.h"

/* Inside the lexicon: what an entry is, in lexicon_deed.kind. */
enum entry_kind {
	ENTRY_NONE,		/* no entry */
	ENTRY_WORD,		/* value: polar, or 0, which hides others */
	ENTRY_NOT,		/* turns */
	ENTRY_DEGREE,		/* value: percent, of what follows */
	ENTRY_BEHIND,		/* value: percent, of what it follows */
	ENTRY_ADVERB,		/* value; before what it scales, a degree */
	ENTRY_BUT,
	ENTRY_THOUGH,
	ENTRY_ASK,
	ENTRY_CUE,		/* value, and turns praise behind it */
	ENTRY_IRONY,		/* value, turned among complaints */
	ENTRY_NKIND,
	ENTRY_STOP = ENTRY_NKIND	/* no entry: the end of a sentence */
};

struct entry {
	uint32_t		at, n;	/* in codes */
	uint32_t		over;	/* the entry it replaces, + 1 */
	struct lexicon_deed	deed;
	bool			dead;	/* replaced by a later list */
};

/*
 * The entries, for texts of which every fifth symbol may begin one: those of
 * one symbol; those of two, and the first three of the others with what they do
 * if they are all; and steps further on from those.
 */
struct match_single {
	uint32_t		code;
	struct lexicon_deed	deed;
};

struct match_start {
	uint32_t		code[3];
	struct lexicon_deed	deed;
};

struct match_step {
	uint32_t		from;	/* where the step is from, by hash */
	uint32_t		pair;	/* of that and the code behind it */
	struct lexicon_deed	deed;
};

#define MATCH_LONGEST	64		/* symbols of an entry */

struct match {
	struct perfect		 ones, starts;
	struct match_single	*single;
	struct match_start	*start;
	struct match_step	*step;		/* by the upper bits of pair */
	unsigned		 stepshift;	/* 32 - log2 of its slots */
	uint64_t		 mul;		/* of the hashes */
};

/* What stands in a text: an entry, or the end of a sentence. */
struct match_hit {
	uint32_t		first;	/* symbol */
	struct lexicon_deed	deed;
	uint8_t			n;	/* symbols */
	bool			comma;	/* some behind the last entry */
};

/* Symbols looked at together, those of a mark: as many hits at most. */
#define MATCH_CHUNK	64

/* Where the search for hits is; the rest is 0 in the beginning. */
struct match_walk {
	const struct lexicon	*l;
	const struct symbol	*s;
	const struct lexicon_mark *mark;	/* or NULL */
	uint32_t		 n, at;
	uint32_t		 end;		/* of the last entry */
	bool			 comma;		/* behind the last entry */
};

/* yes ? v : 0, of which compilers would make a branch. */
static inline uint32_t
if_so(bool yes, uint32_t v)
{
	return v & -(uint32_t)yes;
}

struct lexicon;

/* m: built or zeroed. */
void	match_build(struct match *m, const struct lexicon *l);
void	match_free(struct match *m);
/*
 * The hits of the next symbols in order, entries the longest first, none in
 * another one; returns their number. All are found when at is n.
 */
size_t	match_next(struct match_walk *w, struct match_hit hit[MATCH_CHUNK]);
/* The entry that begins at symbol `at` of n, if one does. */
bool	match_at(const struct lexicon *l, const struct symbol *s, uint32_t n,
	    uint32_t at, struct match_hit *h);

struct lexicon {
	struct entry		*entry;
	size_t			 n, cap, live;
	uint32_t		*code;
	size_t			 ncodes, codecap;
	struct hash		 index;	/* codes to entries */
	struct match		 match;
	struct symbols		 scratch;
};

/* Turn irony, then sum and features; last to lastend: the last sentence. */
void	lexicon_add_up(size_t last, size_t lastend, struct lexicon_sum *out);

#endif
