#ifndef CRM_LEXICONIN_H
#define CRM_LEXICONIN_H

#include "hash.h"
#include "lexicon.h"
#include "mem.h"

/* Inside the lexicon: what an entry is. */
enum entry_kind {
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
	ENTRY_NKIND
};

/* What an entry does: small, since a text asks for it at random. */
struct deed {
	int16_t		value;		/* hundredths */
	uint8_t		kind;
	bool		firm;		/* a face, an emoji: nothing turns it */
};

struct entry {
	uint32_t	at, n;		/* in codes */
	uint32_t	over;		/* the entry it replaces, + 1 */
	bool		dead;		/* replaced by a later list */
};

/*
 * The entries, for texts of which every fifth symbol may begin one. Those of
 * one symbol are hashed; the longer ones are a trie whose first step takes two
 * symbols, each node a slot of one hashed table. Bits tell which symbols may
 * follow a node.
 */
struct match_single {
	uint32_t	one;		/* hash of its code */
	uint32_t	entry;		/* + 1, 0: free */
};

struct match_node {
	uint32_t	from;	/* hash of a code, or MATCH_DEEPER and slot */
	uint32_t	pair;	/* of that and the code that leads here */
	uint32_t	entry;		/* that ends here, + 1 */
	uint32_t	after;		/* bits of what leads on; 0 at a leaf */
};

#define MATCH_DEEPER	UINT32_C(0x40000000)	/* no code has only this */
#define MATCH_LONGEST	64		/* symbols of an entry */

/* What a symbol is. */
enum {
	IS_END = 1,
	IS_COMMA
};

struct match {
	struct match_single	*single;
	struct match_node	*node;
	unsigned		 oneshift;	/* 32 - log2 of the slots */
	unsigned		 shift;
};

/* What stands in a text: an entry, or the end of a sentence. */
struct match_hit {
	uint32_t	first, n;	/* symbols */
	uint32_t	entry;
	struct deed	deed;		/* of the entry */
	bool		mark;		/* an end, no entry */
	bool		comma;		/* one or more behind the last entry */
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
	struct deed		*deed;	/* of each entry */
	size_t			 n, cap, deedcap, live;
	uint32_t		*code;
	size_t			 ncodes, codecap;
	struct hash		 index;	/* codes to entries */
	struct match		 match;
	struct symbols		 scratch;
};

/* Turn irony, then sum and features; last to lastend: the last sentence. */
void	lexicon_add_up(const struct lexicon *l, size_t last, size_t lastend,
	    struct lexicon_sum *out);

#endif
