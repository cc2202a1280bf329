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

static struct content *
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
		return store_at(&cs->content, i);
	c = store_add(&cs->content);
	*c = (struct content){ .id = arena_dup(&cs->text, id),
	    .source = source_number(cs, f->cell[SALE_SOURCE]),
	    .published = DAY_NONE, .said_day = DAY_NONE };
	for (k = 0; k < CONTENT_METRICS; k++)
		c->said[k] = -1;
	return c;
}

static void
keep_first(struct contents *cs, struct str *old, struct str new)
{
	if (old->len == 0 && new.len > 0)
		*old = arena_dup(&cs->text, new);
}

static void
describe(struct contents *cs, struct content *c, const struct fact *f)
{
	keep_first(cs, &c->title, FACT(f, TITLE));
	keep_first(cs, &c->author, FACT(f, AUTHOR));
	keep_first(cs, &c->form, FACT(f, FORM));
	keep_first(cs, &c->topic, FACT(f, TOPIC));
	keep_first(cs, &c->tags, FACT(f, TAGS));
	if (c->published == DAY_NONE)
		c->published = f->published;
}

/* The value of a metric after one more record. */
static int64_t
merge(int64_t old, int64_t v, bool period, bool newer)
{
	if (v == FACT_NO_NUMBER || (old >= 0 && !period && !newer))
		return old;
	return period && old >= 0 ? old + v : v;
}

/*
 * A snapshot replaces an older one, metric by metric; records of periods add
 * up. A snapshot is cumulative, so with one the periods say nothing new.
 */
static void
measure(struct content *c, const struct fact *f)
{
	static const size_t column[CONTENT_METRICS] = {
		FACT_VIEWS, FACT_IMPRESSIONS, FACT_REACH, FACT_LIKES,
		FACT_COMMENTS, FACT_SHARES, FACT_FAVORITES, FACT_CLICKS,
		FACT_FOLLOWS
	};
	bool period = FACT(f, PERIOD_START).len > 0, newer;
	size_t k;

	if (period && c->said_any && !c->summed)
		return;
	if (!period && c->summed) {
		c->summed = false;
		c->said_day = DAY_NONE;
		for (k = 0; k < CONTENT_METRICS; k++)
			c->said[k] = -1;
	}
	newer = !c->said_any || f->day > c->said_day;
	for (k = 0; k < CONTENT_METRICS; k++)
		c->said[k] = merge(c->said[k],
		    f->number[column[k] - FACT_NUMBERS], period, newer);
	c->summed = period;
	c->said_any = true;
	if (newer)
		c->said_day = f->day;
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
	struct content *c;

	if (FACT(f, CONTENT).len == 0 || m == CONTENT_METRICS || f->out)
		return false;
	c = find(cs, f, FACT(f, CONTENT));
	c->counted[m]++;
	cs->has[c->source].mask |= 1u << m;
	describe(cs, c, f);
	return true;
}

static bool
add(void *state, const struct fact *f)
{
	struct contents *cs = state;
	struct content *c;
	struct str id;

	if (f->kind == FACT_EVENT)
		return add_event(cs, f);
	if (f->kind != FACT_CONTENT_ROW)
		return false;
	id = FACT(f, CONTENT).len > 0 ? FACT(f, CONTENT) : FACT(f, ID);
	c = find(cs, f, id);
	describe(cs, c, f);
	measure(c, f);
	return true;
}

static void
close_contents(void *state)
{
	struct contents *cs = state;

	store_close(&cs->content);
	seen_close(&cs->key);
	names_free(&cs->sources);
	free(cs->has);
	arena_free(&cs->text);
	buf_free(&cs->tmp);
	free(cs);
}

const struct family family_contents = { open_contents, add, close_contents };

int64_t
contents_value(const struct contents *cs, const struct content *c,
    enum content_metric m)
{
	if (c->said[m] >= 0)
		return c->said[m];
	return (cs->has[c->source].mask >> m & 1) != 0 ?
	    (int64_t)c->counted[m] : -1;
}

int64_t
contents_interactions(const struct contents *cs, const struct content *c)
{
	static const enum content_metric part[] = {
		CONTENT_LIKES, CONTENT_COMMENTS, CONTENT_SHARES,
		CONTENT_FAVORITES
	};
	int64_t sum = -1, v;
	size_t i;

	for (i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
		v = contents_value(cs, c, part[i]);
		if (v >= 0)
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
