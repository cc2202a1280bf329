#ifndef CRM_TEXTRULES_H
#define CRM_TEXTRULES_H

#include "diag.h"

struct symbols;

/*
 * Rules over texts (crm-rules.5): words, words with gaps and regular
 * expressions that give a text categories, aspects and hits.
 */
struct textrules;		/* threads may share it */

enum severity {
	SEVERITY_NONE, SEVERITY_INFO, SEVERITY_NOTICE, SEVERITY_ALERT
};

/* Categories of one run, of rules and aspects together. */
#define CATEGORIES	64

/* A file of rules; the texts are the rules' own. */
struct textlist {
	struct str	name;		/* of its line "list", else the file */
	struct str	version;	/* "" when it gives none */
	size_t		rules, words, regexes;
	/* Regexes without a word that must be there: tried on every text. */
	size_t		unaided;
	uint64_t	digest;		/* of the file's bytes */
};

struct textrule {
	struct str	 id;
	enum severity	 severity;	/* NONE: a topic or an aspect */
	bool		 aspect;
	uint64_t	 categories;	/* bits, for textrules_category */
	uint32_t	 list;		/* for textrules_list */
};

/* A word of a rule in a text. */
struct texthit {
	uint32_t	rule;		/* for textrules_rule */
	uint32_t	start, len;	/* bytes of the text */
	uint32_t	first, n;	/* symbols */
	enum severity	severity;	/* below the rule's in a question */
};

/* A zeroed one is empty; reuse it from text to text. */
struct texthits {
	struct texthit	*hit;		/* of rules: by start, then rule */
	size_t		 n, cap;
	struct texthit	*aspect;	/* the same for words of aspects */
	size_t		 naspects, aspectcap;
	uint64_t	 categories;	/* of the hits */
	enum severity	 severity;	/* the highest */
	size_t		 limited;	/* regexes that a limit ended */
	struct textwork	*work;
};

/*
 * Rules of n built-in names or files, in this order; "default", and n = 0, are
 * the built-in ones for comments. STATUS_OK, or a line in err and *t NULL.
 */
enum status	textrules_open(struct textrules **t, const char *const *names,
		    size_t n, struct buf *err);
/* The same from one text, for tests; false with *f and *t NULL. */
bool		textrules_parse(struct textrules **t, struct str text,
		    struct fault *f);
void		textrules_free(struct textrules *t);
/* --show: "rules" or "rules:NAME"; false when it is neither. */
bool		textrules_show(struct buf *out, const char *what);

/* What text, whose symbols are s, says; takes the place of what *out held. */
void		textrules_run(const struct textrules *t, struct str text,
		    const struct symbols *s, struct texthits *out);
/*
 * Do rules ask whether the model takes a text for an alarm? textrules_alarm
 * adds their hits to those of a run over s: n symbols from `first` on say it.
 */
bool		textrules_watch(const struct textrules *t);
void		textrules_alarm(const struct textrules *t,
		    const struct symbols *s, uint32_t first, uint32_t n,
		    struct texthits *out);
void		texthits_free(struct texthits *h);

const struct textrule *textrules_rule(const struct textrules *t, uint32_t i);
size_t		textrules_lists(const struct textrules *t);
const struct textlist *textrules_list(const struct textrules *t, uint32_t i);
/* Take the lowest category out of the bits, of which there is one at least. */
static inline unsigned
category_take(uint64_t *bits)
{
	unsigned lowest = (unsigned)__builtin_ctzll(*bits);

	*bits &= *bits - 1;
	return lowest;
}

/*
 * The categories, as bits, of a text that is positive or negative with this
 * confidence, as one of its aspects is.
 */
uint64_t	textrules_polarity(const struct textrules *t, bool positive,
		    double confidence);
/* The name of category bit 0..CATEGORIES - 1; len 0: not in use. */
struct str	textrules_category(const struct textrules *t, unsigned bit);

/* The cell of formats.md: "complaint;refund". */
void		textrules_categories(struct buf *out,
		    const struct textrules *t, const struct texthits *h);
/*
 * The cell of formats.md: "id:word@offset;...", of hits of a severity, in words
 * of at most 64 bytes without a semicolon or control character. Returns how
 * many hits over TEXTHITS_CELL are left out.
 */
#define TEXTHITS_CELL	256
size_t		textrules_hits(struct buf *out, const struct textrules *t,
		    struct str text, const struct texthits *h);
/* "info", "notice", "alert"; "none". */
struct str	severity_name(enum severity s);

#endif
