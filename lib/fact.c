/*
 * Rows of events, contents, profiles and spend for a report.
 */
#include "decimal.h"
#include "fact.h"

const struct rec_col fact_columns[FACT_COLUMNS] = {
	[SALE_USER] = { "user_id", false },
	[SALE_TIME] = { "time", false },
	[SALE_AMOUNT] = { "amount", false },
	[SALE_CURRENCY] = { "currency", false },
	[SALE_STATUS] = { "status", false },
	[SALE_ORDER] = { "order_id", false },
	[SALE_KIND] = { "kind", false },
	[SALE_TYPE] = { "type", false },
	[SALE_SOURCE] = { "source", false },
	[SALE_ACCOUNT] = { "account", false },
	[SALE_SRC_FILE] = { "src_file", false },
	[SALE_SRC_LINE] = { "src_line", false },
	[FACT_ID] = { "id", false },
	[FACT_DIRECTION] = { "direction", false },
	[FACT_CHANNEL] = { "channel", false },
	[FACT_COUPON] = { "coupon", false },
	[FACT_PRODUCT] = { "product", false },
	[FACT_CONTENT] = { "content_id", false },
	[FACT_TEXT] = { "text", false },
	[FACT_TITLE] = { "title", false },
	[FACT_PUBLISHED] = { "published_at", false },
	[FACT_FORM] = { "form", false },
	[FACT_TOPIC] = { "topic", false },
	[FACT_AUTHOR] = { "author", false },
	[FACT_OWNER] = { "owner", false },
	[FACT_TAGS] = { "tags", false },
	[FACT_AS_OF] = { "as_of", false },
	[FACT_PERIOD_START] = { "period_start", false },
	[FACT_PERIOD_END] = { "period_end", false },
	[FACT_CREATED_AT] = { "created_at", false },
	[FACT_GENDER] = { "gender", false },
	[FACT_AGE] = { "age", false },
	[FACT_BIRTHDAY] = { "birthday", false },
	[FACT_REGION] = { "region", false },
	[FACT_JOB] = { "job", false },
	[FACT_SENTIMENT] = { "sentiment", false },
	[FACT_CATEGORIES] = { "categories", false },
	[FACT_HITS] = { "hits", false },
	[FACT_ASPECTS] = { "aspects", false },
	[FACT_SECONDS] = { "seconds", false },
	[FACT_DURATION] = { "duration_s", false },
	[FACT_RATING] = { "rating", false },
	[FACT_RATING_MAX] = { "rating_max", false },
	[FACT_VIEWS] = { "views", false },
	[FACT_IMPRESSIONS] = { "impressions", false },
	[FACT_REACH] = { "reach", false },
	[FACT_LIKES] = { "likes", false },
	[FACT_COMMENTS] = { "comments", false },
	[FACT_SHARES] = { "shares", false },
	[FACT_FAVORITES] = { "favorites", false },
	[FACT_CLICKS] = { "clicks", false },
	[FACT_FOLLOWS] = { "follows", false },
	[FACT_UNFOLLOWS] = { "unfollows", false },
	[FACT_WATCH_SECONDS] = { "watch_seconds", false },
	[FACT_COMPLETION_RATE] = { "completion_rate", false },
	[FACT_CLICK_RATE] = { "click_rate", false },
	[FACT_FOLLOWERS] = { "followers", false }
};

/* Decimals that a number keeps: it is stored times 10 to that power. */
static int
places(size_t column)
{
	switch (column) {
	case FACT_SECONDS:
	case FACT_DURATION:
	case FACT_RATING:
	case FACT_RATING_MAX:
	case FACT_WATCH_SECONDS:
	case FACT_COMPLETION_RATE:
	case FACT_CLICK_RATE:
		return 6;
	default:
		return 0;
	}
}

/* NULL, or what is wrong. */
static const char *
read_number(struct str s, int decimals, int64_t *v)
{
	struct decimal d;
	bool exact;
	int128 n;

	*v = FACT_NO_NUMBER;
	if (s.len == 0)
		return NULL;
	if (!decimal_parse(s, &d))
		return "not a number";
	if (d.negative && d.digits != 0)
		return "negative";
	n = decimal_scaled(&d, decimals, &exact);
	/* A count is whole; seconds and rates are rounded to millionths. */
	if (!exact && decimals == 0)
		return "not a whole number";
	if (n > FACT_MAX)
		return "out of range";
	*v = (int64_t)n;
	return NULL;
}

static bool
read_numbers(const struct row *row, struct fact *fact, struct fault *f,
    size_t *at)
{
	size_t i;

	for (i = FACT_NUMBERS; i < FACT_COLUMNS; i++) {
		f->reason = read_number(row->cell[i], places(i),
		    &fact->number[i - FACT_NUMBERS]);
		if (f->reason != NULL) {
			*at = i;
			return false;
		}
	}
	return true;
}

/* The local date of a time or a date. */
static bool
read_day(struct str s, int32_t *day)
{
	struct stamp t;

	*day = DAY_NONE;
	if (s.len == 0)
		return true;
	if (!stamp_parse(s, &t))
		return false;
	*day = stamp_day(&t);
	return true;
}

static enum fact_kind
kind_of(struct str kind)
{
	static const char *const name[] = {
		[FACT_EVENT] = "event", [FACT_CONTENT_ROW] = "content",
		[FACT_PROFILE] = "profile", [FACT_SPEND] = "spend"
	};
	size_t i;

	if (kind.len == 0)
		return FACT_EVENT;
	for (i = 0; i < FACT_OTHER; i++) {
		if (str_eq(kind, str_z(name[i])))
			return (enum fact_kind)i;
	}
	return FACT_OTHER;
}

/* The date that a row without a time is of. */
static size_t
day_column(const struct row *row)
{
	static const size_t by_age[] = {
		FACT_PERIOD_START, FACT_AS_OF, FACT_CREATED_AT
	};
	size_t i;

	for (i = 0; i + 1 < sizeof(by_age) / sizeof(by_age[0]); i++) {
		if (row->cell[by_age[i]].len > 0)
			break;
	}
	return by_age[i];
}

/* An answer beyond its scale; scales to 5 begin at 1 (definitions.md 3.4). */
static bool
on_scale(const struct fact *fact, struct fault *f, size_t *at)
{
	int64_t rating = FACT_NUM(fact, RATING);
	int64_t max = FACT_NUM(fact, RATING_MAX);

	*at = FACT_RATING;
	f->reason = "outside its scale";
	return rating == FACT_NO_NUMBER || max == FACT_NO_NUMBER ||
	    !fact_is(fact, "rating") || (rating <= max &&
	    (rating >= FACT_UNIT || max != 5 * FACT_UNIT));
}

bool
fact_read(const struct row *row, struct fact *fact, struct fault *f,
    size_t *at)
{
	struct stamp t;

	*fact = (struct fact){ .cell = row->cell, .day = DAY_NONE,
	    .until = DAY_NONE, .kind = kind_of(row->cell[SALE_KIND]) };
	if (fact->kind == FACT_OTHER)
		return true;
	fact->out = str_eq(row->cell[FACT_DIRECTION], STR("out"));
	*at = FACT_PUBLISHED;
	f->reason = "not a time";
	if (!read_day(row->cell[FACT_PUBLISHED], &fact->published))
		return false;
	if (fact->kind != FACT_EVENT) {
		*at = FACT_PERIOD_END;
		if (!read_day(row->cell[*at], &fact->until))
			return false;
		*at = day_column(row);
		return read_day(row->cell[*at], &fact->day) &&
		    read_numbers(row, fact, f, at);
	}
	*at = SALE_TIME;
	if (row->cell[SALE_TIME].len == 0)
		f->reason = "no time";
	if (!stamp_parse(row->cell[SALE_TIME], &t))
		return false;
	fact->day = stamp_day(&t);
	fact->time = stamp_pack(&t);
	return read_numbers(row, fact, f, at) && on_scale(fact, f, at);
}

struct str
fact_type(const struct fact *f)
{
	struct str type = f->cell[SALE_TYPE];

	return type.len > 0 ? type : STR("order");
}

bool
fact_is(const struct fact *f, const char *type)
{
	return str_eq(fact_type(f), str_z(type));
}
