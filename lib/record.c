/* The canonical columns and the words that some of them allow. */
#include <string.h>

#include "record.h"
#include "text.h"

const struct tab_col record_cols[REC_N + 1] = {
	[REC_KIND] = { "kind", TAB_TEXT },
	[REC_ID] = { "id", TAB_TEXT },
	[REC_SOURCE] = { "source", TAB_TEXT },
	[REC_ACCOUNT] = { "account", TAB_TEXT },
	[REC_TYPE] = { "type", TAB_TEXT },
	[REC_TIME] = { "time", TAB_TEXT },
	[REC_TIME_PRECISION] = { "time_precision", TAB_TEXT },
	[REC_USER_ID] = { "user_id", TAB_TEXT },
	[REC_USER_ID_KIND] = { "user_id_kind", TAB_TEXT },
	[REC_USER_ALIAS] = { "user_alias", TAB_TEXT },
	[REC_USER_NAME] = { "user_name", TAB_TEXT },
	[REC_DIRECTION] = { "direction", TAB_TEXT },
	[REC_AGENT] = { "agent", TAB_TEXT },
	[REC_CONTENT_ID] = { "content_id", TAB_TEXT },
	[REC_PARENT_ID] = { "parent_id", TAB_TEXT },
	[REC_THREAD_ID] = { "thread_id", TAB_TEXT },
	[REC_ORDER_ID] = { "order_id", TAB_TEXT },
	[REC_PRODUCT] = { "product", TAB_TEXT },
	[REC_QUANTITY] = { "quantity", TAB_NUMBER },
	[REC_COUPON] = { "coupon", TAB_TEXT },
	[REC_REFERRER] = { "referrer", TAB_TEXT },
	[REC_AMOUNT] = { "amount", TAB_NUMBER },
	[REC_CURRENCY] = { "currency", TAB_TEXT },
	[REC_STATUS] = { "status", TAB_TEXT },
	[REC_CHANNEL] = { "channel", TAB_TEXT },
	[REC_CAMPAIGN_ID] = { "campaign_id", TAB_TEXT },
	[REC_KOL] = { "kol", TAB_TEXT },
	[REC_TEXT] = { "text", TAB_TEXT },
	[REC_LANG] = { "lang", TAB_TEXT },
	[REC_RATING] = { "rating", TAB_NUMBER },
	[REC_RATING_MAX] = { "rating_max", TAB_NUMBER },
	[REC_SECONDS] = { "seconds", TAB_NUMBER },
	[REC_DURATION_S] = { "duration_s", TAB_NUMBER },
	[REC_TITLE] = { "title", TAB_TEXT },
	[REC_URL] = { "url", TAB_TEXT },
	[REC_PUBLISHED_AT] = { "published_at", TAB_TEXT },
	[REC_FORM] = { "form", TAB_TEXT },
	[REC_TOPIC] = { "topic", TAB_TEXT },
	[REC_AUTHOR] = { "author", TAB_TEXT },
	[REC_TAGS] = { "tags", TAB_TEXT },
	[REC_VIEWS] = { "views", TAB_NUMBER },
	[REC_IMPRESSIONS] = { "impressions", TAB_NUMBER },
	[REC_REACH] = { "reach", TAB_NUMBER },
	[REC_LIKES] = { "likes", TAB_NUMBER },
	[REC_COMMENTS] = { "comments", TAB_NUMBER },
	[REC_SHARES] = { "shares", TAB_NUMBER },
	[REC_FAVORITES] = { "favorites", TAB_NUMBER },
	[REC_CLICKS] = { "clicks", TAB_NUMBER },
	[REC_FOLLOWS] = { "follows", TAB_NUMBER },
	[REC_UNFOLLOWS] = { "unfollows", TAB_NUMBER },
	[REC_WATCH_SECONDS] = { "watch_seconds", TAB_NUMBER },
	[REC_COMPLETION_RATE] = { "completion_rate", TAB_NUMBER },
	[REC_CLICK_RATE] = { "click_rate", TAB_NUMBER },
	[REC_APPROX] = { "approx", TAB_TEXT },
	[REC_TIME_ESTIMATED] = { "time_estimated", TAB_BOOL },
	[REC_AS_OF] = { "as_of", TAB_TEXT },
	[REC_PERIOD_START] = { "period_start", TAB_TEXT },
	[REC_PERIOD_END] = { "period_end", TAB_TEXT },
	[REC_CAMPAIGN_NAME] = { "campaign_name", TAB_TEXT },
	[REC_ADSET_NAME] = { "adset_name", TAB_TEXT },
	[REC_AD_NAME] = { "ad_name", TAB_TEXT },
	[REC_AD_TYPE] = { "ad_type", TAB_TEXT },
	[REC_SPEND] = { "spend", TAB_NUMBER },
	[REC_CONVERSIONS] = { "conversions", TAB_NUMBER },
	[REC_CONVERSION_VALUE] = { "conversion_value", TAB_NUMBER },
	[REC_CREATED_AT] = { "created_at", TAB_TEXT },
	[REC_GENDER] = { "gender", TAB_TEXT },
	[REC_AGE] = { "age", TAB_NUMBER },
	[REC_BIRTHDAY] = { "birthday", TAB_TEXT },
	[REC_REGION] = { "region", TAB_TEXT },
	[REC_JOB] = { "job", TAB_TEXT },
	[REC_FOLLOWERS] = { "followers", TAB_NUMBER },
	[REC_OWNER] = { "owner", TAB_TEXT },
	[REC_TOTAL_SPENT] = { "total_spent", TAB_NUMBER },
	[REC_ORDER_COUNT] = { "order_count", TAB_NUMBER },
	[REC_SRC_FILE] = { "src_file", TAB_TEXT },
	[REC_SRC_LINE] = { "src_line", TAB_NUMBER },
	[REC_EXT] = { "ext", TAB_JSON },
};

int
record_col(struct str name)
{
	int i;

	for (i = 0; i < REC_N; i++)
		if (str_eq(name, str_z(record_cols[i].name)))
			return i;
	return -1;
}

enum rule
record_rule(enum record_col col)
{
	switch ((int)col) {
	case REC_TIME:
	case REC_PUBLISHED_AT:
	case REC_AS_OF:
	case REC_PERIOD_START:
	case REC_PERIOD_END:
	case REC_CREATED_AT:
		return RULE_TIME;
	case REC_AMOUNT:
	case REC_SPEND:
	case REC_CONVERSION_VALUE:
	case REC_TOTAL_SPENT:
		return RULE_MONEY;
	case REC_RATING:
	case REC_RATING_MAX:
	case REC_CONVERSIONS:
		return RULE_NUMBER;
	case REC_SECONDS:
	case REC_DURATION_S:
	case REC_WATCH_SECONDS:
		return RULE_DURATION;
	case REC_COMPLETION_RATE:
	case REC_CLICK_RATE:
		return RULE_RATIO;
	case REC_TIME_ESTIMATED:
		return RULE_BOOL;
	case REC_TAGS:
		return RULE_LIST;
	case REC_SOURCE:
		return RULE_SOURCE;
	case REC_TOPIC:
		return RULE_TOPIC;
	case REC_ID:
	case REC_USER_ID:
	case REC_CONTENT_ID:
	case REC_PARENT_ID:
	case REC_THREAD_ID:
	case REC_ORDER_ID:
	case REC_CAMPAIGN_ID:
		return RULE_ID;
	default:
		return record_cols[col].type == TAB_NUMBER ? RULE_COUNT :
		    RULE_TEXT;
	}
}

const char *const *
record_kinds(void)
{
	static const char *const words[] = { "event", "profile", "content",
		"spend", NULL };

	return words;
}

const char *const *
record_types(void)
{
	static const char *const words[] = { "order", "refund", "cancel",
		"inquiry", "message", "comment", "like", "favorite", "share",
		"view", "read", "play", "click", "vote", "follow", "join",
		"group_post", "signup", "referral", "checkin", "rating",
		"gift", "coin", "danmaku", "enter", "unfollow", "block",
		"delete", "reply", "bot_reply", "resolve", "reopen", "touch",
		"delivered", "exposure", "publish", "open", NULL };

	return words;
}

static const char *const *
record_statuses(void)
{
	static const char *const words[] = { "pending", "paid",
		"partially_refunded", "refunded", "cancelled", "failed", NULL };

	return words;
}

/* The words are so short that a call would cost more than the bytes. */
static bool
is_word(const char *word, struct str s)
{
	size_t k;

	for (k = 0; k < s.len && word[k] == s.p[k] && word[k] != '\0'; k++)
		continue;
	return k == s.len && word[k] == '\0';
}

int
record_word(const char *const *words, struct str s)
{
	int i;

	for (i = 0; s.len > 0 && words[i] != NULL; i++)
		if (words[i][0] == s.p[0] && is_word(words[i], s))
			return i;
	return -1;
}

const char *
record_nearest(const char *const *words, struct str s)
{
	struct str list[REC_N];
	const struct str *near;
	size_t n;

	for (n = 0; words[n] != NULL && n < REC_N; n++)
		list[n] = str_z(words[n]);
	near = text_nearest(s, list, n);
	return near != NULL ? near->p : NULL;
}

static bool
is_currency(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return s.len == 3;
}

/* The digits from i on; their number. */
static size_t
digits(struct str s, size_t i)
{
	size_t from = i;

	while (i < s.len && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?, as all our rules write numbers. */
static bool
is_number(struct str s)
{
	size_t i = s.len > 0 && s.p[0] == '-', n = digits(s, i);

	if (n == 0 || (n > 1 && s.p[i] == '0'))
		return false;
	i += n;
	if (i == s.len)
		return true;
	n = digits(s, i + 1);
	return s.p[i] == '.' && n > 0 && i + 1 + n == s.len;
}

/* The columns that are written without quotes: tests/unit/record.c. */
const enum record_col record_bare[] = {
	REC_QUANTITY, REC_AMOUNT, REC_RATING, REC_RATING_MAX,
	REC_SECONDS, REC_DURATION_S, REC_VIEWS, REC_IMPRESSIONS,
	REC_REACH, REC_LIKES, REC_COMMENTS, REC_SHARES, REC_FAVORITES,
	REC_CLICKS, REC_FOLLOWS, REC_UNFOLLOWS, REC_WATCH_SECONDS,
	REC_COMPLETION_RATE, REC_CLICK_RATE, REC_TIME_ESTIMATED,
	REC_SPEND, REC_CONVERSIONS, REC_CONVERSION_VALUE, REC_AGE,
	REC_FOLLOWERS, REC_TOTAL_SPENT, REC_ORDER_COUNT, REC_SRC_LINE, REC_N
};

static const char *
check_bare(const struct record *r, const enum record_col *bare,
    enum record_col *col)
{
	const enum record_col *c;
	bool number;

	for (c = bare; *c != REC_N; c++) {
		*col = *c;
		if (r->v[*c].len == 0)
			continue;
		number = record_cols[*c].type == TAB_NUMBER;
		if (number && !is_number(r->v[*c]))
			return "not a number";
		if (!number && !str_eq(r->v[*c], STR("true")) &&
		    !str_eq(r->v[*c], STR("false")))
			return "neither true nor false";
	}
	return NULL;
}

void
record_checks(struct record_checks *c, const bool word[REC_N],
    const bool bare[REC_N])
{
	const enum record_col *b;
	size_t i, n = 0;

	for (i = 0; i < REC_N; i++)
		c->word[i] = word == NULL || word[i];
	for (b = record_bare; *b != REC_N; b++)
		if (bare == NULL || bare[*b])
			c->bare[n++] = *b;
	c->bare[n] = REC_N;
}

const char *
record_check(const struct record *r, const struct record_checks *of,
    enum record_col *col)
{
	static const char *const ways[] = { "in", "out", NULL };
	static const char *const keys[] = { "email", "phone", "platform",
		"nick", "hash", "alias", NULL };
	static const char *const precisions[] = { "day", "minute", "second",
		"ms", NULL };
	const struct {
		enum record_col		 col;
		const char *const	*words;
		const char		*reason;
	} checks[] = {
		{ REC_KIND, record_kinds(), "unknown kind" },
		{ REC_TYPE, record_types(), "unknown type" },
		{ REC_STATUS, record_statuses(), "unknown status" },
		{ REC_DIRECTION, ways, "neither in nor out" },
		{ REC_USER_ID_KIND, keys, "unknown kind of key" },
		{ REC_TIME_PRECISION, precisions, "unknown precision" },
	};
	size_t i;

	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		*col = checks[i].col;
		if (of->word[*col] && r->v[*col].len > 0 &&
		    record_word(checks[i].words, r->v[*col]) == -1)
			return checks[i].reason;
	}
	*col = REC_CURRENCY;
	if (r->v[*col].len > 0 && !is_currency(r->v[*col]))
		return "not a currency code of three capitals";
	return check_bare(r, of->bare, col);
}
