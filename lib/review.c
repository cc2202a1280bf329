/*
 * Contents at fixed ages. Only what the three ages need is kept; a row whose
 * content has no publication yet waits, by content and day.
 */
#include "review.h"

const int32_t review_days[REVIEW_AGES] = { 3, 7, 30 };

void
review_open(struct review *r)
{
	store_open(&r->ages, sizeof(struct review_ages));
	store_open(&r->index, sizeof(uint32_t));
	store_open(&r->held, sizeof(struct review_row));
	seen_open(&r->key);
}

void
review_content(struct review *r)
{
	store_add(&r->index);
}

static struct review_ages *
ages_of(struct review *r, uint32_t content)
{
	uint32_t *index = store_at(&r->index, content);
	struct review_ages *ages;
	size_t i, k;

	if (*index > 0)
		return store_at(&r->ages, *index - 1);
	*index = r->ages.n + 1;
	ages = store_add(&r->ages);
	for (i = 0; i < REVIEW_AGES; i++) {
		ages->age[i].to = DAY_NONE;
		for (k = 0; k < REVIEW_METRICS; k++)
			ages->age[i].said[k] = SAID_NOTHING;
	}
	return ages;
}

static void
add_metrics(struct review_age *a, const struct review_row *row)
{
	size_t k;

	for (k = 0; k < REVIEW_METRICS; k++) {
		if (row->v[k] < 0)
			continue;
		if (row->kind == REVIEW_SNAPSHOT)
			said_snapshot(&a->said[k], row->v[k], row->to);
		else if (row->kind == REVIEW_PERIOD)
			said_period(&a->said[k], row->v[k]);
		else
			a->counted[k] += (uint64_t)row->v[k];
	}
}

/* The day after which a snapshot counts for an age. */
static int32_t
after(size_t age, int32_t published)
{
	return published + (age > 0 ? review_days[age - 1] : 0);
}

/* What a row says at one age, whose last day is limit. */
static void
add_at(struct review *r, const struct review_row *row, size_t age,
    int32_t published)
{
	int32_t limit = published + review_days[age];
	struct review_age *a;

	if (row->from > limit ||
	    (row->kind == REVIEW_SNAPSHOT && row->to <= after(age, published)))
		return;
	a = &ages_of(r, row->content)->age[age];
	if (row->to > limit) {
		a->cut = true;
		return;
	}
	if (row->kind == REVIEW_PERIOD && row->to > a->to)
		a->to = row->to;
	add_metrics(a, row);
}

/* One row for all of that content, kind and days. */
static void
hold(struct review *r, const struct review_row *row)
{
	struct { uint32_t kind, content; int32_t from, to; } key = {
		row->kind, row->content, row->from, row->to
	};
	struct str bytes = { (const char *)&key, sizeof(key) };
	struct review_row *held;
	struct said sum;
	uint32_t i;
	bool fresh;
	size_t k;

	i = seen_add(&r->key, hash_bytes128(bytes, 0), &fresh);
	if (fresh) {
		held = store_add(&r->held);
		*held = *row;
		return;
	}
	held = store_at(&r->held, i);
	for (k = 0; k < REVIEW_METRICS; k++) {
		if (row->v[k] < 0)
			continue;
		sum = (struct said){ held->v[k], row->kind ==
		    REVIEW_SNAPSHOT ? row->to : SAID_PERIODS };
		if (row->kind == REVIEW_SNAPSHOT)
			said_snapshot(&sum, row->v[k], row->to);
		else
			said_period(&sum, row->v[k]);
		held->v[k] = sum.v;
	}
}

void
review_add(struct review *r, const struct review_row *row, int32_t published)
{
	size_t i;

	if (published == DAY_NONE) {
		hold(r, row);
		return;
	}
	for (i = 0; i < REVIEW_AGES; i++)
		add_at(r, row, i, published);
}

const struct review_row *
review_held(const struct review *r, uint32_t i)
{
	return i < r->held.n ? store_at(&r->held, i) : NULL;
}

void
review_settle(struct review *r)
{
	store_close(&r->held);
	store_open(&r->held, sizeof(struct review_row));
	seen_close(&r->key);
	seen_open(&r->key);
}

static const struct review_age *
find(const struct review *r, uint32_t content, size_t age)
{
	const uint32_t *index = store_at(&r->index, content);
	const struct review_ages *ages;

	if (*index == 0)
		return NULL;
	ages = store_at(&r->ages, *index - 1);
	return &ages->age[age];
}

int64_t
review_said(const struct review *r, uint32_t content, size_t age,
    size_t metric, int32_t published)
{
	const struct review_age *a = find(r, content, age);
	const struct said *s;

	if (a == NULL)
		return -1;
	s = &a->said[metric];
	if (s->day == SAID_PERIODS && (a->cut || a->to <=
	    after(age, published)))
		return -1;
	return s->v;
}

int64_t
review_counted(const struct review *r, uint32_t content, size_t age,
    size_t metric)
{
	const struct review_age *a = find(r, content, age);

	return a == NULL ? 0 : (int64_t)a->counted[metric];
}

void
review_close(struct review *r)
{
	store_close(&r->ages);
	store_close(&r->index);
	store_close(&r->held);
	seen_close(&r->key);
}
