#ifndef CRM_RECORD_H
#define CRM_RECORD_H

#include "parse.h"
#include "tabout.h"

/*
 * The canonical columns (crm-formats(5)), in the order in which they are
 * written.
 */
enum record_col {
	REC_KIND, REC_ID, REC_SOURCE, REC_ACCOUNT, REC_TYPE, REC_TIME,
	REC_TIME_PRECISION, REC_USER_ID, REC_USER_ID_KIND, REC_USER_ALIAS,
	REC_USER_NAME, REC_DIRECTION, REC_AGENT, REC_CONTENT_ID, REC_PARENT_ID,
	REC_THREAD_ID, REC_ORDER_ID, REC_PRODUCT, REC_QUANTITY, REC_COUPON,
	REC_REFERRER, REC_AMOUNT, REC_CURRENCY, REC_STATUS, REC_CHANNEL,
	REC_CAMPAIGN_ID, REC_KOL, REC_TEXT, REC_LANG, REC_RATING,
	REC_RATING_MAX, REC_SECONDS, REC_DURATION_S, REC_TITLE, REC_URL,
	REC_PUBLISHED_AT, REC_FORM, REC_TOPIC, REC_AUTHOR, REC_TAGS, REC_VIEWS,
	REC_IMPRESSIONS, REC_REACH, REC_LIKES, REC_COMMENTS, REC_SHARES,
	REC_FAVORITES, REC_CLICKS, REC_FOLLOWS, REC_UNFOLLOWS,
	REC_WATCH_SECONDS, REC_COMPLETION_RATE, REC_CLICK_RATE, REC_APPROX,
	REC_TIME_ESTIMATED, REC_AS_OF, REC_PERIOD_START, REC_PERIOD_END,
	REC_CAMPAIGN_NAME, REC_ADSET_NAME, REC_AD_NAME, REC_AD_TYPE, REC_SPEND,
	REC_CONVERSIONS, REC_CONVERSION_VALUE, REC_CREATED_AT, REC_GENDER,
	REC_AGE, REC_BIRTHDAY, REC_REGION, REC_JOB, REC_FOLLOWERS, REC_OWNER,
	REC_TOTAL_SPENT, REC_ORDER_COUNT, REC_SRC_FILE, REC_SRC_LINE, REC_EXT,
	REC_N
};

struct record {
	struct str	v[REC_N];	/* an empty cell has len 0 */
};

/* Name and type for output; [REC_N].name is NULL. */
extern const struct tab_col	record_cols[REC_N + 1];
/* Those of them that are numbers or true and false; REC_N ends. */
extern const enum record_col	record_bare[];

/* The column of that name, or -1. */
int		 record_col(struct str name);
/* The rule by which a cell is read when nothing else is said. */
enum rule	 record_rule(enum record_col col);

/* The words that a column allows; NULL ends the list. */
const char *const *record_kinds(void);
const char *const *record_types(void);
/* The number of s among the words, or -1. */
int		 record_word(const char *const *words, struct str s);
/* The word nearest to s, or NULL when none is near. */
const char	*record_nearest(const char *const *words, struct str s);
/* Columns that may hold what nobody has looked at. */
struct record_checks {
	bool		word[REC_N];
	enum record_col	bare[REC_N + 1];	/* REC_N ends */
};
/* Of the words and of what is written without quotes; NULL: all columns. */
void		 record_checks(struct record_checks *c, const bool word[REC_N],
		    const bool bare[REC_N]);
/*
 * Check the words of kind, type, status, direction, user_id_kind and
 * time_precision, the form of currency, and that what is written without
 * quotes in JSON is a number or true or false. NULL, or static text with *col.
 */
const char	*record_check(const struct record *r,
		    const struct record_checks *of, enum record_col *col);

#endif
