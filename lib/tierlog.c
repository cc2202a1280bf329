/*
 * Events into customers. The rows of a batch go in passes, so that the memory
 * of one pass was asked for in the pass before.
 */
#include <stdlib.h>
#include <string.h>

#include "money.h"
#include "sortstr.h"
#include "tierlog.h"

#define GROUP	64	/* rows whose memory is asked for at a time */

void
tierlog_open(struct tierlog *l, const struct tier_windows *w,
    const struct acts *a, int32_t as_of)
{
	*l = (struct tierlog){ .window = *w, .acts = *a, .as_of = as_of,
	    .newest = DAY_NONE };
	store_open(&l->person, sizeof(uint32_t));
}

void
tierlog_close(struct tierlog *l)
{
	heap_close(&l->records);
	store_close(&l->person);
	hash_free(&l->by_id);
	pairs_free(&l->seen);
	pairs_free(&l->months);
	free(l->held);
	free(l->tie);
}

static struct person *
at(const struct tierlog *l, uint32_t ref)
{
	return heap_at(&l->records, ref);
}

static uint32_t
find(const struct tierlog *l, struct str id, uint64_t key)
{
	struct hash_probe probe;
	struct person *p;
	uint32_t ref;

	for (ref = hash_first(&l->by_id, key, &probe); ref != HASH_NONE;
	    ref = hash_next(&l->by_id, &probe)) {
		p = at(l, ref);
		if (p->idlen == id.len && memcmp(p->id, id.p, id.len) == 0)
			break;
	}
	return ref;
}

static uint32_t
add(struct tierlog *l, struct str id, uint64_t key)
{
	struct person *p;
	uint32_t ref = find(l, id, key);

	if (ref != HASH_NONE)
		return ref;
	p = heap_add(&l->records, sizeof(*p) + id.len, &ref);
	p->first_day = p->last_day = DAY_NONE;
	p->before = p->early = DAY_NONE;
	p->subject = SUBJECT_NONE;
	p->number = l->person.n;
	p->idlen = (uint32_t)id.len;
	memcpy(p->id, id.p, id.len);
	hash_add(&l->by_id, key, ref);
	*(uint32_t *)store_add(&l->person) = ref;
	return ref;
}

struct person *
tierlog_person(struct tierlog *l, struct str id)
{
	return at(l, add(l, id, hash_bytes(id, 0)));
}

struct person *
tierlog_find(const struct tierlog *l, struct str id)
{
	uint32_t ref = find(l, id, hash_bytes(id, 0));

	return ref == HASH_NONE ? NULL : at(l, ref);
}

/* A day that is in no window. */
static void
book_before(struct person *p, int32_t day)
{
	if (day > p->before)
		p->before = day;
}

static void
book_scores(struct tierlog *l, struct person *p, const struct tier_held *e)
{
	int64_t weight = l->acts.weight[e->type];

	if (__builtin_add_overflow(p->interactions, weight, &p->interactions))
		l->overflow = true;
	if (__builtin_add_overflow(p->seconds, e->amount, &p->seconds))
		l->overflow = true;
	p->posts += e->type == ACT_GROUP_POST;
}

static void
book_preference(struct tierlog *l, const struct person *p,
    const struct tier_held *e)
{
	bool interaction = l->acts.weight[e->type] > 0;

	if (e->hour != TIER_NO_HOUR)
		pairs_add(&l->seen, p->number, SEEN_HOUR + e->hour);
	if (e->subject != SUBJECT_NONE)
		pairs_add(&l->seen, p->number, SEEN_SUBJECT +
		    2 * e->subject + interaction);
	if ((e->mood & TIER_MESSAGE) != 0)
		pairs_add(&l->seen, p->number, SEEN_MESSAGE);
	if ((e->mood & TIER_NEGATIVE) != 0)
		pairs_add(&l->seen, p->number, SEEN_NEGATIVE);
	if ((e->mood & TIER_PRICE) != 0)
		pairs_add(&l->seen, p->number, SEEN_PRICE);
}

/* An activity into the windows that it is in. */
static void
book(struct tierlog *l, const struct tier_held *e)
{
	struct person *p = at(l, e->person);
	int64_t age = (int64_t)l->as_of - e->day;

	if (age >= l->window.active)
		book_before(p, e->day);
	else if (p->early == DAY_NONE || e->day < p->early)
		p->early = e->day;
	if (age < TIER_DAYS)
		p->days[age / 64] |= UINT64_C(1) << age % 64;
	if (age < l->window.score)
		book_scores(l, p, e);
	if (age < l->window.preference)
		book_preference(l, p, e);
}

/* Before the newest day by this much, a day is in no window. */
static int32_t
kept_days(const struct tierlog *l)
{
	const struct tier_windows *w = &l->window;
	int32_t most = TIER_DAYS;

	most = w->score > most ? w->score : most;
	most = w->preference > most ? w->preference : most;
	return w->active > most ? w->active : most;
}

/* Let go of what has fallen out of all windows since it came. */
static void
sift(struct tierlog *l)
{
	int32_t keep = kept_days(l);
	size_t i, n = 0;

	for (i = 0; i < l->nheld; i++) {
		if ((int64_t)l->newest - l->held[i].day < keep)
			l->held[n++] = l->held[i];
		else
			book_before(at(l, l->held[i].person), l->held[i].day);
	}
	l->nheld = n;
}

static void
hold(struct tierlog *l, const struct tier_held *e)
{
	if ((int64_t)l->newest - e->day >= kept_days(l)) {
		book_before(at(l, e->person), e->day);
		return;
	}
	if (l->nheld == l->held_cap) {
		sift(l);
		if (l->nheld * 2 >= l->held_cap) {
			l->held_cap = l->held_cap == 0 ? 4096 :
			    l->held_cap * 2;
			l->held = mem_grow(l->held, l->held_cap,
			    sizeof(*l->held));
		}
	}
	l->held[l->nheld++] = *e;
}

/* Ties that are no longer the newest go when room is needed. */
static void
keep_tie(struct tierlog *l, const struct tier_event *e)
{
	size_t i, n = 0;

	if (l->ntie == l->tie_cap) {
		for (i = 0; i < l->ntie; i++)
			if (l->tie[i].time == at(l, l->tie[i].person)->last)
				l->tie[n++] = l->tie[i];
		l->ntie = n;
		if (n * 2 >= l->tie_cap) {
			l->tie_cap = l->tie_cap == 0 ? 1024 : l->tie_cap * 2;
			l->tie = mem_grow(l->tie, l->tie_cap,
			    sizeof(*l->tie));
		}
	}
	l->tie[l->ntie++] = (struct tier_tie){ e->time, e->person, e->subject,
	    e->type };
}

/* What does not hang on as-of: the first and the newest activity. */
static void
book_ends(struct tierlog *l, struct person *p, const struct tier_event *e)
{
	if (!p->active || e->day < p->first_day)
		p->first_day = e->day;
	if (e->day > p->last_day)
		p->last_day = e->day;
	p->active = true;
	if (e->time < p->last || (e->time == p->last && e->type < p->type))
		return;
	if (e->time == p->last && e->type == p->type) {
		if (e->subject != p->subject)
			keep_tie(l, e);
		return;
	}
	p->last = e->time;
	p->type = e->type;
	p->subject = e->subject;
}

/* What the whole input has by this activity. */
static void
note(struct tierlog *l, const struct tier_event *e)
{
	struct tier_has *h = &l->has;
	bool consumes = e->type == ACT_READ || e->type == ACT_PLAY;

	h->interactions |= l->acts.weight[e->type] > 0;
	h->posts |= e->type == ACT_GROUP_POST;
	h->seconds |= consumes && e->amount >= 0;
	h->acts |= l->acts.weight[e->type] > 0 || consumes || h->posts;
}

static void
book_event(struct tierlog *l, const struct tier_event *e)
{
	struct person *p = at(l, e->person);
	struct tier_held held = { .amount = e->amount > 0 ? e->amount : 0,
	    .person = e->person, .subject = e->subject, .day = e->day,
	    .type = e->type, .hour = e->hour, .mood = e->mood };

	l->has.orders |= e->type == ACT_ORDER;
	if (e->out || e->type == ACT_OTHER)
		return;
	if (act_is_loss((enum act)e->type)) {
		if (e->time > p->loss)
			p->loss = e->time;
		return;
	}
	note(l, e);
	book_ends(l, p, e);
	if (l->as_of != DAY_NONE)
		book(l, &held);
	else
		hold(l, &held);
	if (l->by_month && l->acts.weight[e->type] > 0 &&
	    e->subject != SUBJECT_NONE) {
		int y, m, d;

		day_to_civil(e->day, &y, &m, &d);
		pairs_add(&l->months, (uint32_t)(y * 12 + m - 1), e->subject);
	}
}

/* Ask for the slot of a customer, then for the record that it may name. */
static uint64_t
seek_slot(const struct tierlog *l, struct str id)
{
	uint64_t key = hash_bytes(id, 0);

	hash_prefetch(&l->by_id, key);
	return key;
}

MEM_AHEAD void
seek_record(const struct tierlog *l, uint64_t key)
{
	struct hash_probe probe;
	uint32_t ref = hash_first(&l->by_id, key, &probe);
	const char *p;

	if (ref == HASH_NONE)
		return;
	p = (const char *)at(l, ref);
	mem_ask(p);
	mem_ask(p + 64);
	mem_ask(p + 128);
}

/* The customers of n <= GROUP events. */
static void
find_persons(struct tierlog *l, struct tier_event *e, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		e[i].key = seek_slot(l, e[i].user);
	for (i = 0; i < n; i++)
		seek_record(l, e[i].key);
	for (i = 0; i < n; i++)
		e[i].person = add(l, e[i].user, e[i].key);
}

void
tierlog_numbers(const struct tierlog *l, const struct str *id, size_t n,
    uint32_t *number)
{
	uint64_t key[GROUP];
	size_t from, part, i;
	uint32_t ref;

	for (from = 0; from < n; from += part) {
		part = n - from < GROUP ? n - from : GROUP;
		for (i = 0; i < part; i++)
			key[i] = seek_slot(l, id[from + i]);
		for (i = 0; i < part; i++)
			seek_record(l, key[i]);
		for (i = 0; i < part; i++) {
			ref = find(l, id[from + i], key[i]);
			number[from + i] = ref == HASH_NONE ? HASH_NONE :
			    at(l, ref)->number;
		}
	}
}

void
tierlog_add(struct tierlog *l, struct tier_event *e, size_t n)
{
	size_t from, part, i;

	for (from = 0; from < n; from += part) {
		part = n - from < GROUP ? n - from : GROUP;
		find_persons(l, e + from, part);
		for (i = from; i < from + part; i++) {
			if (e[i].day > l->newest)
				l->newest = e[i].day;
			book_event(l, &e[i]);
		}
	}
}

bool
tierlog_finish(struct tierlog *l, int32_t as_of)
{
	size_t i;

	l->as_of = as_of;
	for (i = 0; i < l->nheld; i++)
		book(l, &l->held[i]);
	free(l->held);
	l->held = NULL;
	pairs_finish(&l->seen, l->person.n);
	pairs_finish(&l->months, TIER_MONTHS);
	return !l->overflow;
}

uint32_t *
tierlog_sorted(const struct tierlog *l)
{
	uint32_t i, n = l->person.n;
	struct sortstr *key = mem_table(n * sizeof(*key));
	const struct person *p;

	for (i = 0; i < n; i++) {
		p = tierlog_at(l, i);
		key[i] = (struct sortstr){ .p = p->id, .len = p->idlen,
		    .number = i };
	}
	return sortstr_order(key, n);
}
