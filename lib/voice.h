#ifndef CRM_VOICE_H
#define CRM_VOICE_H

#include "family.h"
#include "names.h"
#include "seen.h"

/*
 * What customers say: messages that crm-sentiment has judged, answers to the
 * question how content they are, and votes. Counted for each customer, mark
 * and period that go together, about 80 bytes each, never by row.
 */
enum voice_by {
	VOICE_MESSAGE,		/* every judged message; its mark is "" */
	VOICE_SOURCE,
	VOICE_CATEGORY,
	VOICE_ASPECT,		/* its own sentiment, not the message's */
	VOICE_WORD,		/* of a hit */
	VOICE_RULE,		/* id of the rule of a hit */
	VOICE_SCALE,		/* of an answer: a name in voice_scales */
	VOICE_VOTE,		/* every vote; its mark is "" */
	VOICE_CONTENT,		/* voted for: source NUL content_id */
	VOICE_PRODUCT,		/* source NUL product, without content_id */
	VOICE_BYS
};

enum voice_sentiment {
	VOICE_POSITIVE, VOICE_NEUTRAL, VOICE_NEGATIVE, VOICE_SENTIMENTS
};

/* Scales that are known, as rating_max declares them; numbers as in fact.h. */
struct voice_scale {
	const char	*name;
	int64_t		 from, to;
	int64_t		 good;	/* from here on */
	int64_t		 bad;	/* below; where the two meet, no middle */
};
#define VOICE_SCALES	3
extern const struct voice_scale	voice_scales[VOICE_SCALES];

/* Answers that say nothing. */
enum voice_unused {
	VOICE_NO_RATING, VOICE_NO_SCALE, VOICE_OTHER_SCALE, VOICE_UNUSED
};

#define VOICE_NOBODY	UINT32_MAX	/* the customer of an empty user_id */

struct voice_key {
	uint32_t	by;		/* enum voice_by */
	uint32_t	mark;		/* number in mark[by] */
	uint32_t	customer;
	int32_t		period;
};

struct voice_cell {
	struct voice_key key;
	uint64_t	 row;		/* the last that counted here */
	/* Rows; by sentiment, where there is one, else all in [0]. */
	uint64_t	 n[VOICE_SENTIMENTS];
	/* Of a rule, all its hits; of a word, the rows that complain. */
	uint64_t	 more;
	uint32_t	 answer;	/* on a scale, unless it is nobody's */
};

/* The last one of a customer on a scale in a period. */
struct voice_answer {
	uint64_t	 time;		/* stamp_pack */
	char		*record;	/* source, account, id, with NULs */
	size_t		 len;
	int64_t		 rating;
};

struct voice {
	enum family_period	 period;
	struct seen		 customer;
	struct names		 mark[VOICE_BYS];
	struct store		 cell, answer;
	struct hash		 index;		/* of cells */
	/* Of the row that is being added: its number, customer and period. */
	uint64_t		 row;
	struct voice_key	 key;
	struct buf		 tmp;
	uint64_t		 unknown;	/* sentiments of other names */
	uint64_t		 bad_aspects;	/* no name:sentiment */
	uint64_t		 bad_hits;	/* no id:word@offset */
	uint64_t		 unused[VOICE_UNUSED];
	uint64_t		 no_choice;	/* votes for nothing */
};

extern const struct family	family_voice;

/* A cell, and its mark's place in the byte order of the marks of its kind. */
struct voice_entry {
	uint32_t		 rank;
	/* As in the cell, for sorting. */
	uint32_t		 customer;
	int32_t			 period;
	const struct voice_cell	*cell;
};

/*
 * The cells of one kind by mark, then customer and period, or period and
 * customer. The caller frees.
 */
struct voice_entry	*voice_cells(const struct voice *v, enum voice_by by,
			    bool by_period, size_t *n);
/*
 * Is a later than b: by time, then the byte order of source, account and id,
 * then the lower answer.
 */
bool	voice_later(const struct voice_answer *a,
	    const struct voice_answer *b);

/*
 * "fake:假货@15" in its parts: rule up to the first colon, word from there to
 * the last @. False when it is no such hit.
 */
bool	voice_hit(struct str hit, struct str *rule, struct str *word);

static inline struct str
voice_mark(const struct voice *v, const struct voice_cell *c)
{
	return v->mark[c->key.by].name[c->key.mark];
}

#endif
