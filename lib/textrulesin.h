#ifndef CRM_TEXTRULESIN_H
#define CRM_TEXTRULESIN_H

/* What the parts of textrules know of each other. */
#include "automaton.h"
#include "mem.h"
#include "pattern.h"
#include "symbol.h"
#include "textrules.h"

#define GAP_MOST	16		/* symbols */
#define GAPS		3		/* in a word */
/* Symbols of the longest word with gaps. */
#define SPAN_MOST	((GAPS + 1) * AUTOMATON_LONGEST + GAPS * GAP_MOST)

enum term_kind {
	TERM_WORD,			/* of a rule */
	TERM_NEED,			/* a regex may match where it is */
	TERM_ALLOW,			/* no hit in it counts */
	/* What is looked for round a hit: */
	TERM_WITH, TERM_UNLESS,
	TERM_NOT, TERM_NOT_BUT,		/* negators, what only looks so */
	TERM_DOUBT, TERM_DOUBT_BUT	/* the same for questions and ifs */
};

/*
 * The payload of a literal in the automaton: what it is for, and whose; of a
 * word with gaps the number of its term, which knows.
 */
#define PAYLOAD(kind, gaps, of) \
	((uint32_t)(kind) << 27 | (uint32_t)((gaps) > 0) << 26 | \
	(uint32_t)(of))
#define TERMS_MOST		((uint32_t)1 << 26)
#define PAYLOAD_OF(p)		((p) & (TERMS_MOST - 1))
#define PAYLOAD_GAPS(p)		(((p) & TERMS_MOST) != 0)
#define PAYLOAD_KIND(p)		((enum term_kind)((p) >> 27))

/* What a word is read for. */
struct term_use {
	enum term_kind	kind;
	uint32_t	of;		/* rule; of a NEED: regex */
};

/* A word with gaps. */
struct term {
	uint32_t	of;		/* rule */
	uint32_t	part, parts;	/* behind the first, textrules.part */
};

/* `least` to `most` symbols, then these. */
struct term_part {
	uint32_t	least, most;
	uint32_t	code, n;	/* textrules.code */
};

struct rule {
	struct textrule	 pub;
	uint32_t	 name;		/* the same for the same id */
	bool		 with, unless;
	bool		 alarm;		/* a hit where the model finds one */
};

struct rule_regex {
	struct pattern	 re;
	uint32_t	 rule;
	bool		 unaided;
};

/* "bit.ly" of a rule's link: pattern, lower case. */
struct rule_link {
	struct str	 host;
	uint32_t	 rule;
};

/* Categories of a text that is so, as an aspect of it is. */
struct polarity {
	bool		positive;
	int64_t		percent;	/* least confidence */
	uint64_t	categories;
};

struct textrules {
	struct arena		 arena;
	struct rule		*rule;
	struct term		*term;
	struct term_part	*part;
	uint32_t		*code;
	struct rule_regex	*regex;
	struct rule_link	*link;
	struct textlist		*list;
	struct polarity		*polarity;
	size_t			 said;		/* words, regexes, hosts */
	size_t			 n, terms, parts, codes, regexes, links, lists,
				 polarities;
	/* For each array its room. */
	size_t			 rulecap, termcap, partcap, codecap, regexcap,
				 linkcap, listcap, polaritycap;
	struct str		 category[CATEGORIES];
	uint32_t		 names;		/* distinct ids */
	size_t			 unaided;	/* regexes */
	size_t			 alarms;	/* rules that ask the model */
	uint32_t		 guardspan;	/* longest guard, symbols */
	/*
	 * Words, needs and allowed ones of all texts; guards of clauses with a
	 * hit that they may change; with-words of such sentences.
	 */
	struct automaton	*words, *guards, *withs;
};

/* Of a rule: where the first with-word ends and the last one begins. */
struct withs {
	uint64_t	sentence;	/* in which they are */
	uint32_t	end, begin;
};

/* What a run needs and no text changes for good. */
struct textwork {
	const struct textrules	*of;
	struct automaton_hits	 hits;		/* of words, needs, allowed */
	struct automaton_hits	 guards;	/* of one clause */
	/* By name: the number of its last hit, if that hit says so too. */
	uint32_t		*last;
	/* By rule: the last clause with one of its unless-words. */
	uint64_t		*unless;
	uint64_t		 clause;	/* counts all of all texts */
	/* By rule; the same counter of sentences; with-words of one. */
	struct withs		*with;
	uint64_t		 sentence;
	struct automaton_hits	 around;
	bool			 sorted;	/* the hits, as they came */
	/* The text as regexes see it, and where each symbol begins there. */
	struct buf		 folded;
	size_t			*at;
	size_t			 atcap;
	/* By regex: pieces where it may take its time, and 1; 0: not wanted. */
	uint8_t			*wanted;
};

/*
 * textrulesfile.c: one file, behind those that are there, whose ids are known.
 * False with *f.
 */
bool	textrules_read(struct textrules *t, struct str name, struct str text,
	    struct fault *f);

/* textrulesterm.c */
/* Add the literals "a|b.{0,3}c" of a pattern; false with *f->reason, value. */
bool	term_add_all(struct textrules *t, struct str pattern,
	    struct term_use like, struct fault *f);
/* A regex without its slashes; false with *f. */
bool	term_add_regex(struct textrules *t, struct str regex, uint32_t rule,
	    struct fault *f);
/* Hosts between bars; false with *f. */
bool	term_add_links(struct textrules *t, struct str hosts, uint32_t rule,
	    struct fault *f);
/*
 * The length in symbols of the term with gaps whose first part is h, or 0, and
 * where its other parts begin; no gap reaches over the end of a clause.
 */
uint32_t	term_span(const struct textrules *t, const struct symbols *s,
		    struct automaton_hit h, uint32_t start[GAPS]);

/* The rule of a word or guard, by its payload. */
static inline uint32_t
term_of(const struct textrules *t, uint32_t payload)
{
	return PAYLOAD_GAPS(payload) ? t->term[PAYLOAD_OF(payload)].of :
	    PAYLOAD_OF(payload);
}

static inline uint32_t
term_length(const struct textrules *t, const struct symbols *s,
    struct automaton_hit h)
{
	uint32_t start[GAPS];

	return PAYLOAD_GAPS(h.payload) ? term_span(t, s, h, start) : h.n;
}

/* textregex.c: put the hits of regexes among w->hits, whose NEEDs say which. */
void	textregex_run(const struct textrules *t, struct str text,
	    const struct symbols *s, struct textwork *w,
	    struct texthits *out);
/* textlink.c: the links of rules; no negator looks at them. */
void	textlink_run(const struct textrules *t, struct str text,
	    const struct symbols *s, struct texthits *out);
/* textrules.c: one more hit, of a rule that is no aspect. */
void	texthits_add(const struct textrules *t, struct texthits *out,
	    struct texthit h);
/* For qsort: by start, then by rule. */
int	texthits_order(const void *a, const void *b);

/* A clause of the text: symbols from begin to end - 1, its mark the last. */
struct clause {
	uint32_t	begin, end;
};

/* The clause in which symbol `at` is, which is not before that of *c. */
void	clause_find(struct clause *c, const struct symbols *s, uint32_t at);
/*
 * Widen *c, a clause, to its sentence, which does not begin before `least`:
 * where the one before it ends.
 */
void	sentence_find(struct clause *c, const struct symbols *s,
	    uint32_t least);

/* textguard.c: the guards of one clause. */
struct guards {
	const struct textrules	   *t;
	const struct symbols	   *s;
	const struct automaton_hit *lo, *hi;	/* from lo to hi - 1 */
	bool			    nots;	/* negators are among them */
};

/* Put those of a clause, in w->guards, into g, of which t and s are set. */
void	guards_find(struct guards *g, struct textwork *w,
	    const struct clause *c);
/* Only those that guards_negate asks for, of a clause that a hit ends. */
void	guards_find_near(struct guards *g, struct textwork *w,
	    const struct clause *before, uint32_t reach);
/* Are n symbols from `first` on inside a word of that kind? */
bool	guards_hide(const struct guards *g, enum term_kind kind,
	    uint32_t first, uint32_t n);
/*
 * Is the number of negators odd that stand in the rooms: before a hit, at most
 * `reach` symbols from it, and in its n - 1 gaps? They are taken from the left,
 * the longest that has room first, and do not overlap; in a row of denials each
 * counts anew.
 */
bool	guards_negate(const struct guards *g, const struct clause *room,
	    size_t n, uint32_t reach);

/*
 * textrules.c: the clause that is looked at, what it says of its hits, and the
 * last sentence in which with-words were looked for. Begin with g.t and g.s.
 */
struct view {
	struct clause	c, sentence;
	struct guards	g;
	bool		looked, doubt;
};

/*
 * Do the words round a hit, behind with and unless, let it count? The hits that
 * are asked for come by first symbol.
 */
bool	view_allows(struct view *v, struct textwork *w,
	    const struct texthit *h);

#endif
