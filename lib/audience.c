/*
 * Followers by account and day, and what profiles say, in whatever order the
 * rows come.
 */
#include <stdlib.h>

#include "audience.h"

static void
open_people(struct audience_people *p)
{
	store_open(&p->person, sizeof(struct audience_person));
	seen_open(&p->key);
}

static void
close_people(struct audience_people *p)
{
	store_close(&p->person);
	seen_close(&p->key);
}

static void *
open_audience(const struct family_opts *o)
{
	struct audience *a = mem_zero(sizeof(*a));

	a->prev = o->prev;
	open_people(&a->now);
	open_people(&a->before);
	store_open(&a->account, sizeof(struct audience_account));
	store_open(&a->day, sizeof(struct audience_day));
	seen_open(&a->account_key);
	seen_open(&a->day_key);
	a->earliest = INT32_MAX;
	return a;
}

static uint32_t
account_of(struct audience *a, const struct fact *f)
{
	struct audience_account *new;
	bool fresh;
	uint32_t i;

	a->tmp.len = 0;
	buf_str(&a->tmp, f->cell[SALE_SOURCE]);
	buf_byte(&a->tmp, '\0');
	buf_str(&a->tmp, f->cell[SALE_ACCOUNT]);
	i = seen_add(&a->account_key, hash_bytes128(buf_view(&a->tmp), 0),
	    &fresh);
	if (fresh) {
		new = store_add(&a->account);
		new->source = arena_dup(&a->text, f->cell[SALE_SOURCE]);
		new->number = i;
		new->name = arena_dup(&a->text, f->cell[SALE_ACCOUNT]);
	}
	return i;
}

static struct audience_day *
day_of(struct audience *a, const struct fact *f, int32_t day)
{
	struct audience_day *d;
	uint32_t account = account_of(a, f), i;
	bool fresh;

	a->tmp.len = 0;
	buf_put(&a->tmp, &account, sizeof(account));
	buf_put(&a->tmp, &day, sizeof(day));
	i = seen_add(&a->day_key, hash_bytes128(buf_view(&a->tmp), 0),
	    &fresh);
	if (!fresh)
		return store_at(&a->day, i);
	d = store_add(&a->day);
	d->account = account;
	d->day = day;
	d->followers = -1;
	return d;
}

static bool
add_event(struct audience *a, const struct fact *f)
{
	bool gained = fact_is(f, "follow");

	if (f->out || !(gained || fact_is(f, "unfollow")))
		return false;
	if (gained)
		day_of(a, f, f->day)->gained++;
	else
		day_of(a, f, f->day)->lost++;
	return true;
}

/* The last of a day counts; of two of one moment the higher. */
static void
add_snapshot(struct audience *a, const struct fact *f, const struct stamp *t)
{
	struct audience_day *d = day_of(a, f, stamp_day(t));
	int64_t n = FACT_NUM(f, FOLLOWERS);
	uint64_t time = stamp_pack(t);

	if (d->followers >= 0 && (time < d->time ||
	    (time == d->time && n < d->followers)))
		return;
	d->followers = n;
	d->time = time;
}

/*
 * Is the profile one of the brand's own accounts? It has direction out
 * (crm-ingest --own), or is the account that its row is of. One without a
 * user_id may be anybody's.
 */
static bool
is_own(const struct fact *f)
{
	struct str user = f->cell[SALE_USER], source = f->cell[SALE_SOURCE];
	struct str account = f->cell[SALE_ACCOUNT];

	if (f->out || (account.len > 0 && str_eq(user, account)))
		return true;
	return account.len > 0 && user.len == source.len + 1 + account.len &&
	    str_starts(user, source) && user.p[source.len] == ':' &&
	    str_eq((struct str){ user.p + source.len + 1, account.len },
	    account);
}

static const size_t column[AUDIENCE_TRAITS] = {
	[AUDIENCE_GENDER] = FACT_GENDER, [AUDIENCE_REGION] = FACT_REGION,
	[AUDIENCE_JOB] = FACT_JOB, [AUDIENCE_AGE] = FACT_AGE,
	[AUDIENCE_BIRTHDAY] = FACT_BIRTHDAY
};

static bool
says_something(const struct fact *f)
{
	int t;

	for (t = 0; t < AUDIENCE_TRAITS; t++)
		if (str_trim(f->cell[column[t]]).len > 0)
			return true;
	return false;
}

static void
say(struct audience *a, struct audience_person *p, enum audience_trait t,
    struct str s, int32_t day)
{
	s = str_trim(s);
	if (s.len == 0)
		return;
	if (p->said[t] != AUDIENCE_NOTHING && (day < p->day[t] ||
	    (day == p->day[t] &&
	    str_cmp(s, a->trait[t].name[p->said[t]]) >= 0)))
		return;
	p->said[t] = names_add(&a->trait[t], s);
	p->day[t] = day;
}

static void
add_person(struct audience *a, struct audience_people *to,
    const struct fact *f)
{
	struct audience_person *p;
	bool fresh;
	uint32_t i;
	int t;

	i = seen_add(&to->key, hash_bytes128(f->cell[SALE_USER], 0), &fresh);
	if (fresh) {
		p = store_add(&to->person);
		for (t = 0; t < AUDIENCE_TRAITS; t++)
			p->said[t] = AUDIENCE_NOTHING;
	} else
		p = store_at(&to->person, i);
	for (t = 0; t < AUDIENCE_TRAITS; t++)
		say(a, p, (enum audience_trait)t, f->cell[column[t]], f->day);
}

static bool
add_profile(struct audience *a, const struct fact *f)
{
	struct stamp t;

	if (is_own(f)) {
		if (!FACT_HAS(f, FOLLOWERS) ||
		    !stamp_parse(FACT(f, AS_OF), &t))
			return false;
		add_snapshot(a, f, &t);
		return true;
	}
	if (f->cell[SALE_USER].len == 0)
		return false;
	add_person(a, &a->now, f);
	if (f->day == DAY_NONE)
		a->undated += says_something(f);
	else if (f->day <= a->prev->as_of)
		add_person(a, &a->before, f);
	return true;
}

static void
begin(struct audience *a, int32_t day)
{
	if (day < a->earliest)
		a->earliest = day;
}

static bool
add(void *state, const struct fact *f)
{
	struct audience *a = state;

	switch (f->kind) {
	case FACT_EVENT:
		begin(a, f->day);
		return add_event(a, f);
	case FACT_CONTENT_ROW:
		begin(a, FACT(f, PERIOD_START).len > 0 ? f->day :
		    f->published);
		return false;
	case FACT_PROFILE:
		return add_profile(a, f);
	case FACT_SPEND:
	case FACT_OTHER:
		break;
	}
	return false;
}

static void
close_audience(void *state)
{
	struct audience *a = state;
	int t;

	close_people(&a->now);
	close_people(&a->before);
	store_close(&a->account);
	store_close(&a->day);
	seen_close(&a->account_key);
	seen_close(&a->day_key);
	for (t = 0; t < AUDIENCE_TRAITS; t++)
		names_free(&a->trait[t]);
	arena_free(&a->text);
	buf_free(&a->tmp);
	free(a);
}

const struct family family_audience = { open_audience, add, close_audience };
