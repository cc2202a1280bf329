#ifndef CRM_CONTENTS_H
#define CRM_CONTENTS_H

#include "family.h"
#include "names.h"
#include "seen.h"

/*
 * The contents of a report: what content records say of each, and what the
 * events about it count. About 250 bytes each, and its texts.
 */
enum content_metric {
	CONTENT_VIEWS, CONTENT_IMPRESSIONS, CONTENT_REACH, CONTENT_LIKES,
	CONTENT_COMMENTS, CONTENT_SHARES, CONTENT_FAVORITES, CONTENT_CLICKS,
	CONTENT_FOLLOWS, CONTENT_METRICS
};

struct content {
	struct str	id;
	uint32_t	source;		/* number in sources */
	/* From the first record that says it; "" or DAY_NONE unknown. */
	struct str	title, author, form, topic, tags;
	int32_t		published;
	/*
	 * As its newest snapshot has it (the first of equal days), or added
	 * up from records with a period; -1: not said.
	 */
	int64_t		said[CONTENT_METRICS];
	int32_t		said_day;
	bool		said_any, summed;	/* summed: by periods */
	uint64_t	counted[CONTENT_METRICS];	/* its events */
};

struct contents {
	struct store	 content;	/* struct content, as they come */
	struct seen	 key;		/* source, account, content_id */
	struct names	 sources;
	/* A bit a metric: the source has events of it. */
	struct { uint32_t mask; } *has;
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
 * A metric of a content: what its records say, else its events when its source
 * has any of that kind. -1: unknown, which is not 0.
 */
int64_t	contents_value(const struct contents *cs, const struct content *c,
	    enum content_metric m);
/* Likes, comments, shares and favourites that are known; -1: none is. */
int64_t	contents_interactions(const struct contents *cs,
	    const struct content *c);
/*
 * The weights of `hot` in 1/10: like 1, comment 5, share and favourite 10,
 * view 0.1.
 */
int64_t	contents_hotness(const struct contents *cs, const struct content *c);

#endif
