#ifndef CRM_SENTIMENT_H
#define CRM_SENTIMENT_H

#include "aspect.h"
#include "judge.h"
#include "lexicon.h"
#include "mem.h"
#include "model.h"
#include "symbol.h"
#include "textrules.h"

/*
 * What crm-sentiment says of a text: the model's verdict, and the categories,
 * aspects and hits of the rules, as cells (definitions.md 3.8).
 */
enum sentiment_column {
	SENTIMENT_LABEL, SENTIMENT_SCORE, SENTIMENT_CONFIDENCE,
	SENTIMENT_CATEGORIES, SENTIMENT_ASPECTS, SENTIMENT_HITS,
	SENTIMENT_COLUMNS
};

/* What texts are judged by; shared by threads. A zeroed one is empty. */
struct sentiment_by {
	struct lexicon		*lexicon;
	struct model		*model;
	struct textrules	*rules;
};

struct sentiment_opts {
	const char		*model;		/* file, NULL: model_default */
	bool			 no_model, no_rules;
	const char *const	*rules;		/* of --rules */
	size_t			 nrules;
	const char *const	*lexicon;	/* added to the built-in ones */
	size_t			 nlexicon;
};

/* STATUS_OK, or a line in err; free it in each case. */
enum status	sentiment_load(struct sentiment_by *by,
		    const struct sentiment_opts *o, struct buf *err);
void		sentiment_unload(struct sentiment_by *by);
/* The lists of the rules with their versions, for a summary. */
void		sentiment_put_lists(struct buf *out,
		    const struct textrules *r);
/* --show: "lexicon" or "lexicon:NAME"; false when it is neither. */
bool		sentiment_show_lexicon(struct buf *out, const char *what);

/* One text. */
struct opinion {
	bool		said;		/* false: there is no text */
	enum sentiment	sentiment;
	enum severity	severity;	/* the highest of the hits */
	struct str	cell[SENTIMENT_COLUMNS];
	struct str	why;		/* for --explain, else empty */
};

/* Who judges: one for each thread. */
struct critic {
	const struct sentiment_by *by;
	struct judge		*judge;
	bool			 watches;	/* for alarms of the model */
	struct symbols		 symbols;
	struct texthits		 hits;
	struct aspects		 aspects;
	struct verdict		 verdict;
	struct shares		 shares;	/* for --explain */
	struct buf		 line;		/* for --explain */
	struct buf		 text;
	struct arena		 cells;
	/* Counted since it was opened: alerts of each rule (nrules of them),
	   hits too many for a cell, regexes that a limit ended. */
	uint64_t		*rule;
	size_t			 nrules;
	uint64_t		 left_off, limited;
};

void	critic_open(struct critic *c, const struct sentiment_by *by);
/*
 * Judge a text. The cells of *o live until critic_forget; symbols, hits,
 * aspects and verdict until the next text.
 */
void	critic_read(struct critic *c, struct str text, struct opinion *o);
/* What is in c->text, as long as cells; leaves c->text empty. */
struct str	critic_text(struct critic *c);
void	critic_forget(struct critic *c);
void	critic_close(struct critic *c);

#endif
