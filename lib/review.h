#ifndef CRM_REVIEW_H
#define CRM_REVIEW_H

#include "said.h"
#include "seen.h"

/*
 * What contents had reached at fixed ages after their publication (definitions
 * 3.4). A snapshot counts for an age when it is not older than the age before,
 * and so does the sum of periods by its last day; a period that is not over at
 * the age leaves it unknown. Events count up to that day. About 400 bytes a
 * content with rows by age 30, and 180 for each content and day of the rows
 * that come before the publication is known.
 */
#define REVIEW_AGES	3
#define REVIEW_METRICS	5	/* the first ones of enum content_metric */

extern const int32_t	review_days[REVIEW_AGES];	/* 3, 7, 30 */

enum review_kind { REVIEW_SNAPSHOT, REVIEW_PERIOD, REVIEW_EVENT };

/* What a row says of a content. */
struct review_row {
	uint32_t		kind;		/* enum review_kind */
	uint32_t		content;
	int32_t			from, to;	/* of a period, else one day */
	int64_t			v[REVIEW_METRICS];	/* -1: not said */
};

struct review_age {
	struct said	said[REVIEW_METRICS];
	uint64_t	counted[REVIEW_METRICS];	/* events */
	int32_t		to;		/* the last day of its periods */
	bool		cut;		/* a period was not over */
};

struct review_ages {
	struct review_age	age[REVIEW_AGES];
};

struct review {
	struct store	 ages;		/* struct review_ages */
	struct store	 index;		/* of a content: its ages + 1, or 0 */
	/* Rows of contents whose publication is not known yet. */
	struct store	 held;		/* struct review_row */
	struct seen	 key;		/* their kind, content and days */
};

void	review_open(struct review *r);
/* A content more; they are numbered 0, 1, 2... */
void	review_content(struct review *r);
/* published may be DAY_NONE. */
void	review_add(struct review *r, const struct review_row *row,
	    int32_t published);
/* A row that was held, or NULL; then review_add it with its publication. */
const struct review_row	*review_held(const struct review *r, uint32_t i);
/* No row is held any longer. */
void	review_settle(struct review *r);
/*
 * A metric at review_days[age], as records have it or by events; -1: records
 * do not say it.
 */
int64_t	review_said(const struct review *r, uint32_t content, size_t age,
	    size_t metric, int32_t published);
int64_t	review_counted(const struct review *r, uint32_t content, size_t age,
	    size_t metric);
void	review_close(struct review *r);

#endif
