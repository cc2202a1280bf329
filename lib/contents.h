#ifndef CRM_CONTENTS_H
#define CRM_CONTENTS_H

#include "family.h"
#include "names.h"
#include "review.h"
#include "seen.h"

/*
 * The contents of a report: what content records say of each, and what the
 * events about it count. About 450 bytes each, its texts, and what review.h
 * keeps.
 */
enum content_metric {
	/* Those of review.h come first. */
	CONTENT_VIEWS, CONTENT_LIKES, CONTENT_COMMENTS, CONTENT_SHARES,
	CONTENT_FAVORITES, CONTENT_IMPRESSIONS, CONTENT_REACH, CONTENT_CLICKS,
	CONTENT_FOLLOWS, CONTENT_FOLLOWERS, CONTENT_METRICS
};

/* Who made it. */
enum content_side {
	CONTENT_UNKNOWN,	/* no author, or the brand is not known */
	CONTENT_BRAND,		/* direction out, or author = account */
	CONTENT_USER,
	CONTENT_SIDES
};

struct content {
	struct str	id, account;
	uint32_t	source;		/* number in sources */
	/* From its records; where none says it, from events. */
	struct said_text title, form, topic, tags;
	/* Of records alone: user_id, else source:author; see below. */
	struct said_text creator, verdict;
	/* The first day that a row states, or DAY_NONE. */
	int32_t		published;
	bool		redated;	/* and another row another day */
	bool		record;		/* there is one, not events alone */
	bool		authored;	/* some row names an author */
	bool		brand;		/* some row says so */
	struct said	said[CONTENT_METRICS];
	uint64_t	counted[CONTENT_METRICS];	/* its events */
};

struct contents {
	struct store	 content;	/* struct content, as they come */
	struct seen	 key;		/* source, account, content_id */
	struct names	 sources;
	/* A bit a metric: the source has events of it. */
	struct { uint32_t mask; } *has;
	struct review	 review;	/* by number of the content */
	bool		 out;		/* some content has direction out */
	struct names	 said;		/* texts */
	struct arena	 text;
	struct buf	 tmp;
};

extern const struct family	family_contents;

static inline const struct content *
contents_at(const struct contents *cs, uint32_t i)
{
	return store_at(&cs->content, i);
}

/*
 * What crm-sentiment wrote into categories and hits of the newest record that
 * it has judged; false when there is none.
 */
bool	contents_verdict(const struct content *c, struct str *categories,
	    struct str *hits);
/* -1, 0, 1 by id, source and account: no two are equal. */
int	contents_order(const struct contents *cs, const struct content *a,
	    const struct content *b);
/* Is it published after that day, which may be DAY_NONE? */
static inline bool
contents_later(const struct content *c, int32_t day)
{
	return day != DAY_NONE && c->published != DAY_NONE &&
	    c->published > day;
}

/*
 * All rows are there: what waited for a publication is added. To be called
 * before contents_value_at.
 */
void	contents_finish(struct contents *cs);
enum content_side	contents_side(const struct contents *cs,
			    const struct content *c);
/*
 * A metric of a content: what its records say, else its events when its source
 * has any of that kind. -1: unknown, which is not 0.
 */
int64_t	contents_value(const struct contents *cs, const struct content *c,
	    enum content_metric m);
/* Likes, comments, shares and favourites that are known; -1: none is. */
int64_t	contents_interactions(const struct contents *cs,
	    const struct content *c);
/*
 * The same at review_days[age] after the publication of content i, from where
 * contents_value has it: -1 also when a record of that age is missing, or one
 * of the interactions that are known today, or when rows name two days of
 * publication.
 */
int64_t	contents_views_at(const struct contents *cs, uint32_t i, size_t age);
int64_t	contents_interactions_at(const struct contents *cs, uint32_t i,
	    size_t age);
/*
 * The weights of `hot` in 1/10: like 1, comment 5, share and favourite 10,
 * view 0.1.
 */
int64_t	contents_hotness(const struct contents *cs, const struct content *c);

#endif
