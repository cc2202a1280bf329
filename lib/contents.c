/*
 * Contents: records and events about one post, joined on (source, account,
 * content_id), in whatever order they come.
 */
#include <stdlib.h>
#include <string.h>

#include "contents.h"

static void *
open_contents(const struct family_opts *o)
{
	struct contents *cs = mem_zero(sizeof(*cs));

	(void)o;
	store_open(&cs->content, sizeof(struct content));
	seen_open(&cs->key);
	review_open(&cs->review);
	return cs;
}

static uint32_t
source_number(struct contents *cs, struct str source)
{
	size_t n = cs->sources.n;
	uint32_t i = names_add(&cs->sources, source);

	if (i == n) {
		cs->has = mem_grow(cs->has, n + 1, sizeof(*cs->has));
		cs->has[i].mask = 0;
	}
	return i;
}

/* Its number. */
static uint32_t
find(struct contents *cs, const struct fact *f, struct str id)
{
	const struct str part[] = {
		f->cell[SALE_SOURCE], f->cell[SALE_ACCOUNT], id
	};
	struct content *c;
	uint32_t i;
	bool fresh;
	size_t k;

	cs->tmp.len = 0;
	for (k = 0; k < 3; k++) {
		buf_str(&cs->tmp, part[k]);
		buf_byte(&cs->tmp, '\0');
	}
	i = seen_add(&cs->key, hash_bytes128(buf_view(&cs->tmp), 0), &fresh);
	if (!fresh)
		return i;
	c = store_add(&cs->content);
	*c = (struct content){ .id = arena_dup(&cs->text, id),
	    .account = arena_dup(&cs->text, f->cell[SALE_ACCOUNT]),
	    .source = source_number(cs, f->cell[SALE_SOURCE]),
	    .published = DAY_NONE };
	for (k = 0; k < CONTENT_METRICS; k++)
		c->said[k] = SAID_NOTHING;
	review_content(&cs->review);
	return i;
}

/* Records know more of a content than events that are about it. */
static void
describe(struct contents *cs, struct content *c, const struct fact *f)
{
	int64_t rank = f->day + (f->kind == FACT_EVENT ? 0 :
	    INT64_C(1) << 32);

	said_text(&c->title, FACT(f, TITLE), rank, &cs->said);
	said_text(&c->form, FACT(f, FORM), rank, &cs->said);
	said_text(&c->topic, FACT(f, TOPIC), rank, &cs->said);
	said_text(&c->tags, FACT(f, TAGS), rank, &cs->said);
	c->authored = c->authored || FACT(f, AUTHOR).len > 0;
	if (f->published == DAY_NONE)
		return;
	c->redated = c->redated || (c->published != DAY_NONE &&
	    c->published != f->published);
	if (c->published == DAY_NONE || f->published < c->published)
		c->published = f->published;
}

/* The cells of a row, as one text with NULs between. */
static struct str
join(struct contents *cs, struct str a, struct str b)
{
	cs->tmp.len = 0;
	buf_str(&cs->tmp, a);
	buf_byte(&cs->tmp, '\0');
	buf_str(&cs->tmp, b);
	return buf_view(&cs->tmp);
}

/* What only records say: who made it, and what its text was judged to be. */
static void
describe_record(struct contents *cs, struct content *c, const struct fact *f)
{
	struct str author = FACT(f, AUTHOR), who = f->cell[SALE_USER];

	c->record = true;
	if (who.len == 0 && author.len > 0) {
		cs->tmp.len = 0;
		buf_str(&cs->tmp, f->cell[SALE_SOURCE]);
		buf_byte(&cs->tmp, ':');
		buf_str(&cs->tmp, author);
		who = buf_view(&cs->tmp);
	}
	said_text(&c->creator, who, f->day, &cs->said);
	if (FACT(f, SENTIMENT).len > 0)
		said_text(&c->verdict, join(cs, FACT(f, CATEGORIES),
		    FACT(f, HITS)), f->day, &cs->said);
	cs->out = cs->out || f->out;
	c->brand = c->brand || f->out || (author.len > 0 &&
	    str_eq(author, f->cell[SALE_ACCOUNT]));
}

static void
measure(struct contents *cs, uint32_t i, const struct fact *f)
{
	static const size_t column[CONTENT_METRICS] = {
		FACT_VIEWS, FACT_LIKES, FACT_COMMENTS, FACT_SHARES,
		FACT_FAVORITES, FACT_IMPRESSIONS, FACT_REACH, FACT_CLICKS,
		FACT_FOLLOWS, FACT_FOLLOWERS
	};
	bool period = FACT(f, PERIOD_START).len > 0;
	int32_t day = f->day == DAY_NONE ? SAID_UNDATED : f->day;
	struct content *c = store_at(&cs->content, i);
	struct review_row row = {
		.kind = period ? REVIEW_PERIOD : REVIEW_SNAPSHOT,
		.content = i, .from = f->day,
		.to = period && f->until > f->day ? f->until : f->day
	};
	int64_t v;
	size_t k;

	for (k = 0; k < CONTENT_METRICS; k++) {
		v = f->number[column[k] - FACT_NUMBERS];
		if (k < REVIEW_METRICS)
			row.v[k] = v == FACT_NO_NUMBER ? -1 : v;
		if (v == FACT_NO_NUMBER)
			continue;
		if (period)
			said_period(&c->said[k], v);
		else
			said_snapshot(&c->said[k], v, day);
	}
	if (f->day != DAY_NONE)
		review_add(&cs->review, &row, c->published);
}

/* What an event of that type counts, or CONTENT_METRICS. */
static enum content_metric
metric_of(struct str type)
{
	static const struct {
		const char		*type;
		enum content_metric	 metric;
	} by_type[] = {
		{ "view", CONTENT_VIEWS }, { "read", CONTENT_VIEWS },
		{ "play", CONTENT_VIEWS }, { "exposure", CONTENT_IMPRESSIONS },
		{ "like", CONTENT_LIKES }, { "comment", CONTENT_COMMENTS },
		{ "share", CONTENT_SHARES },
		{ "favorite", CONTENT_FAVORITES },
		{ "click", CONTENT_CLICKS }, { "follow", CONTENT_FOLLOWS }
	};
	size_t i;

	for (i = 0; i < sizeof(by_type) / sizeof(by_type[0]); i++) {
		if (str_eq(type, str_z(by_type[i].type)))
			return by_type[i].metric;
	}
	return CONTENT_METRICS;
}

static bool
add_event(struct contents *cs, const struct fact *f)
{
	enum content_metric m = metric_of(fact_type(f));
	struct review_row row = { .kind = REVIEW_EVENT, .from = f->day,
	    .to = f->day };
	struct content *c;
	size_t k;

	if (FACT(f, CONTENT).len == 0 || m == CONTENT_METRICS || f->out)
		return false;
	row.content = find(cs, f, FACT(f, CONTENT));
	c = store_at(&cs->content, row.content);
	c->counted[m]++;
	cs->has[c->source].mask |= 1u << m;
	describe(cs, c, f);
	for (k = 0; k < REVIEW_METRICS; k++)
		row.v[k] = k == m ? 1 : -1;
	if (m < REVIEW_METRICS)
		review_add(&cs->review, &row, c->published);
	return true;
}

static bool
add(void *state, const struct fact *f)
{
	struct contents *cs = state;
	struct content *c;
	struct str id;
	uint32_t i;

	if (f->kind == FACT_EVENT)
		return add_event(cs, f);
	if (f->kind != FACT_CONTENT_ROW)
		return false;
	id = FACT(f, CONTENT).len > 0 ? FACT(f, CONTENT) : FACT(f, ID);
	i = find(cs, f, id);
	c = store_at(&cs->content, i);
	describe(cs, c, f);
	describe_record(cs, c, f);
	measure(cs, i, f);
	return true;
}

static void
close_contents(void *state)
{
	struct contents *cs = state;

	store_close(&cs->content);
	seen_close(&cs->key);
	names_free(&cs->sources);
	names_free(&cs->said);
	free(cs->has);
	review_close(&cs->review);
	arena_free(&cs->text);
	buf_free(&cs->tmp);
	free(cs);
}

const struct family family_contents = { open_contents, add, close_contents };

void
contents_finish(struct contents *cs)
{
	const struct review_row *row;
	const struct content *c;
	uint32_t i;

	for (i = 0; (row = review_held(&cs->review, i)) != NULL; i++) {
		c = contents_at(cs, row->content);
		if (c->published != DAY_NONE)
			review_add(&cs->review, row, c->published);
	}
	review_settle(&cs->review);
}

int
contents_order(const struct contents *cs, const struct content *a,
    const struct content *b)
{
	int by = str_cmp(a->id, b->id);

	if (by == 0)
		by = str_cmp(cs->sources.name[a->source],
		    cs->sources.name[b->source]);
	return by != 0 ? by : str_cmp(a->account, b->account);
}

bool
contents_verdict(const struct content *c, struct str *categories,
    struct str *hits)
{
	*hits = c->verdict.s;
	return hits->len > 0 && str_split(hits, '\0', categories);
}

enum content_side
contents_side(const struct contents *cs, const struct content *c)
{
	if (c->brand)
		return CONTENT_BRAND;
	if (!c->authored || (c->account.len == 0 && !cs->out))
		return CONTENT_UNKNOWN;
	return CONTENT_USER;
}

int64_t
contents_value(const struct contents *cs, const struct content *c,
    enum content_metric m)
{
	if (c->said[m].v >= 0)
		return c->said[m].v;
	return (cs->has[c->source].mask >> m & 1) != 0 ?
	    (int64_t)c->counted[m] : -1;
}

static const enum content_metric parts[] = {
	CONTENT_LIKES, CONTENT_COMMENTS, CONTENT_SHARES, CONTENT_FAVORITES
};

int64_t
contents_interactions(const struct contents *cs, const struct content *c)
{
	int64_t sum = -1, v;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		v = contents_value(cs, c, parts[i]);
		if (v >= 0)
			sum = (sum < 0 ? 0 : sum) + v;
	}
	return sum;
}

static int64_t
value_at(const struct contents *cs, uint32_t i, size_t age,
    enum content_metric m)
{
	const struct content *c = contents_at(cs, i);

	/* Its rows were added by the day that was known then. */
	if (c->redated)
		return -1;
	if (c->said[m].v >= 0)
		return review_said(&cs->review, i, age, m, c->published);
	return (cs->has[c->source].mask >> m & 1) != 0 ?
	    review_counted(&cs->review, i, age, m) : -1;
}

int64_t
contents_views_at(const struct contents *cs, uint32_t i, size_t age)
{
	return value_at(cs, i, age, CONTENT_VIEWS);
}

int64_t
contents_interactions_at(const struct contents *cs, uint32_t i, size_t age)
{
	int64_t sum = -1, v;
	size_t k;

	for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
		if (contents_value(cs, contents_at(cs, i), parts[k]) < 0)
			continue;
		v = value_at(cs, i, age, parts[k]);
		if (v < 0)
			return -1;
		sum = (sum < 0 ? 0 : sum) + v;
	}
	return sum;
}

int64_t
contents_hotness(const struct contents *cs, const struct content *c)
{
	static const int64_t weight[CONTENT_METRICS] = {
		[CONTENT_VIEWS] = 1, [CONTENT_LIKES] = 10,
		[CONTENT_COMMENTS] = 50, [CONTENT_SHARES] = 100,
		[CONTENT_FAVORITES] = 100
	};
	int64_t sum = 0, v;
	size_t i;

	for (i = 0; i < CONTENT_METRICS; i++) {
		v = contents_value(cs, c, (enum content_metric)i);
		if (v > 0)
			sum += weight[i] * v;
	}
	return sum;
}
