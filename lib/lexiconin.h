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
	ENTRY_HIDE = ENTRY_NKIND	/* in a match: a word that is 0 */
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

/* An entry in a text. */
struct match_hit {
	uint32_t		first, n;	/* symbols */
	struct lexicon_deed	deed;
};

/* What was found, as it is stored: at once. */
struct match_item {
	struct lexicon_deed	deed;
	uint32_t		n;		/* symbols */
};

#define MATCH_CHUNK	64	/* symbols looked at together: of a mark */

/*
 * The entries that begin at symbol i of those looked at: item[k][i], where bit
 * i of is[k] is set, is of k + 1 symbols, or more if k is 2. The others hold
 * anything.
 */
struct match_found {
	struct match_item	item[3][MATCH_CHUNK];
	uint64_t		is[3];
};

/* The bits below bit i. */
static inline uint64_t
match_below(uint32_t i)
{
	return i < MATCH_CHUNK ? (UINT64_C(1) << i) - 1 : UINT64_MAX;
}

/* The longest entry at symbol i, where one begins. */
static inline const struct match_item *
match_item(const struct match_found *f, uint32_t i)
{
	uint32_t two = f->is[1] >> i & 1, three = f->is[2] >> i & 1;

	return &f->item[2 * three | (two & ~three)][i];
}

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
 * What begins at the marked ones of the next symbols s, of which there are
 * `left`, one at least.
 */
void	match_find(const struct match *m, const struct symbol *s,
	    uint32_t left, const struct lexicon_mark *mark,
	    struct match_found *f);
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

/* Thanks and praise among complaints are meant the other way. */
void	lexicon_irony(struct lexicon_sum *out);
/* Sum and features; last to lastend: the terms of the last polar sentence. */
void	lexicon_add_up(size_t last, size_t lastend, struct lexicon_sum *out);

#endif
