#ifndef CRM_SENTIMENTEXPLAIN_H
#define CRM_SENTIMENTEXPLAIN_H

#include "sentiment.h"

/* Why a text was judged so: shares that add up, terms of the rules, hits. */
struct sentiment_story {
	const char	*file;
	uint64_t	 line;
	struct str	 id, text;	/* id may be empty */
};

/*
 * For people, or as one JSON object, of the text that the critic has read last;
 * out may be the critic's own text.
 */
void	sentiment_explain(struct buf *out, struct critic *c,
	    const struct sentiment_story *s, const struct opinion *o);
void	sentiment_explain_json(struct buf *out, struct critic *c,
	    const struct sentiment_story *s, const struct opinion *o);

#endif
