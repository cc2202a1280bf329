/* Scores, and the tiers that follow from them. */
#include <stdlib.h>
#include <string.h>

#include "tiertable.h"

/* Who the customers of the purchases are in the log. */
static void
find_buyers(struct tier_table *t)
{
	const struct purchases *ps = &t->in->purchases;
	const struct customer *c;
	struct str *id = mem_table(ps->customer.n * sizeof(*id));
	uint32_t i;

	for (i = 0; i < ps->customer.n; i++) {
		c = purchases_at(ps, i);
		id[i] = (struct str){ c->id, c->idlen };
	}
	t->buyer = mem_array(ps->customer.n, sizeof(*t->buyer));
	tierlog_numbers(&t->in->log, id, ps->customer.n, t->buyer);
	mem_table_free(id, ps->customer.n * sizeof(*id));
}

/* Net spend by the orders of the events, else as the tables have it. */
static void
take_net(struct tier_table *t)
{
	const struct tierin *in = t->in;
	const struct tier_given *g;
	uint32_t i;

	if (in->log.has.orders) {
		for (i = 0; i < in->purchases.customer.n; i++)
			if (t->buyer[i] != HASH_NONE)
				t->row[t->buyer[i]].net =
				    (int64_t)purchases_at(&in->purchases,
				    i)->net;
		return;
	}
	for (i = 0; i < t->n; i++) {
		g = tierin_given(in, i);
		t->row[i].net = g->net;
		t->row[i].member |= (g->has & GIVEN_NET) != 0;
	}
}

static void
find_members(struct tier_table *t)
{
	uint32_t i;

	t->member = mem_array(t->n, sizeof(*t->member));
	for (i = 0; i < t->n; i++) {
		t->row[i].member |= tierlog_at(&t->in->log, i)->active;
		if (t->row[i].member)
			t->member[t->members++] = i;
	}
}

static void
find_missing(struct tier_table *t)
{
	const struct tierin *in = t->in;
	const struct tier_has *h = &in->log.has;
	const bool has[PARTS] = { h->interactions, h->seconds, h->posts,
	    h->orders || in->given_net,
	    in->given_clv };
	int i;

	for (i = 0; i < PARTS; i++) {
		if (has[i])
			t->weights[i >= PART_NET] += t->rules.part[i];
		else
			t->missing |= 1u << i;
	}
	if (!in->book.any)
		t->missing |= MISSING_TAGS;
	t->tiers = h->acts;
}

static int64_t
value_of(const struct tier_table *t, uint32_t number, enum part part)
{
	const struct person *p = tierlog_at(&t->in->log, number);

	switch (part) {
	case PART_INTERACTIONS:
		return p->interactions;
	case PART_SECONDS:
		return p->seconds;
	case PART_POSTS:
		return p->posts;
	case PART_NET:
		return t->row[number].net;
	case PART_CLV:
		return tierin_given(t->in, number)->clv;
	case PARTS:
		break;
	}
	return 0;
}

static void
rank_part(struct tier_table *t, enum part part)
{
	int64_t *value = mem_array(t->members, sizeof(*value));
	uint32_t *rank = mem_array(t->members, sizeof(*rank));
	struct tier_row *r;
	size_t i;

	for (i = 0; i < t->members; i++)
		value[i] = value_of(t, t->member[i], part);
	tier_ranks(value, t->members, rank);
	for (i = 0; i < t->members; i++) {
		r = &t->row[t->member[i]];
		r->rank[part] = rank[i];
		if (part >= PART_NET)
			r->value += t->rules.part[part] * rank[i];
		else
			r->activity += t->rules.part[part] * rank[i];
	}
	free(value);
	free(rank);
}

/* The scores of all members, or of those that are eligible. */
static size_t
scores(const struct tier_table *t, bool value, bool eligible, int64_t *out)
{
	const struct tier_row *r;
	size_t i, n = 0;

	for (i = 0; i < t->members; i++) {
		r = &t->row[t->member[i]];
		if (eligible && !r->eligible)
			continue;
		out[n++] = value ? r->value : r->activity;
	}
	return n;
}

/* The least score above 0 that is at least `least` (1/10000). */
static int64_t
threshold(const struct tier_table *t, bool value, int64_t least)
{
	int64_t den = 2 * (int64_t)t->members * t->weights[value], at;
	int128 up = (int128)least * den;

	/* 100 at / den >= least / 10000, rounded up. */
	at = (int64_t)((up + 999999) / 1000000);
	return at > 0 ? at : 1;
}

/* High value, and of it those with a clear preference. */
static void
find_eligible(struct tier_table *t, int64_t *score)
{
	const struct tier_rules *q = &t->rules;
	struct tier_row *r;
	size_t i;

	scores(t, true, false, score);
	if (q->value_least >= 0)
		t->high_least = threshold(t, true, q->value_least);
	else
		tier_top(score, t->members, (int64_t)t->members,
		    q->core + q->potential, 100 * 10000, &t->high_least);
	for (i = 0; i < t->members; i++) {
		r = &t->row[t->member[i]];
		r->high = r->value >= t->high_least;
		r->eligible = r->high &&
		    (r->clear || (t->missing & MISSING_TAGS) != 0);
		t->high += r->high;
		t->eligible += r->eligible;
	}
}

static void
find_core(struct tier_table *t, int64_t *score)
{
	const struct tier_rules *q = &t->rules;
	struct tier_row *r;
	size_t i, n = scores(t, false, true, score);

	if (q->activity_least >= 0)
		t->core_least = threshold(t, false, q->activity_least);
	else
		tier_top(score, n, (int64_t)n, q->core,
		    q->core + q->potential, &t->core_least);
	for (i = 0; i < t->members && t->tiers; i++) {
		r = &t->row[t->member[i]];
		r->raw = !r->eligible ? TIER_LONGTAIL :
		    r->activity >= t->core_least ? TIER_CORE : TIER_POTENTIAL;
		r->tier = r->raw;
	}
}

static void
find_tiers(struct tier_table *t)
{
	int64_t *score = mem_array(t->members, sizeof(*score));
	int which;
	size_t n;

	for (which = 0; which < 2; which++) {
		n = scores(t, which == 1, false, score);
		t->median[which] = tier_median(score, n);
	}
	find_eligible(t, score);
	find_core(t, score);
	free(score);
}

int128
tier_tag_unit(void)
{
	int128 unit = 1;
	int64_t m, a, b, rest;

	/* The least common multiple of 1 to 64. */
	for (m = 2; m <= 64; m++) {
		for (a = m, b = (int64_t)(unit % m); b != 0; b = rest) {
			rest = a % b;
			a = b;
		}
		unit *= m / a;
	}
	return unit;
}

/*
 * Of several newest activities of one moment and type, the one whose first tag
 * is first in byte order.
 */
static void
settle_ties(const struct tier_table *t)
{
	const struct tierlog *l = &t->in->log;
	const struct tagbook *b = &t->in->book;
	const struct tier_tie *tie;
	struct person *p;
	uint32_t was, is;

	for (tie = l->tie; tie < l->tie + l->ntie; tie++) {
		p = heap_at(&l->records, tie->person);
		if (tie->time != p->last || tie->type != p->type)
			continue;
		was = tagbook_first(b, p->subject);
		is = tagbook_first(b, tie->subject);
		if (is != SUBJECT_NONE && (was == SUBJECT_NONE ||
		    b->rank[is] < b->rank[was]))
			p->subject = tie->subject;
	}
}

void
tier_table(struct tier_table *t, struct tierin *in, const struct tier_rules *r)
{
	enum part part;

	*t = (struct tier_table){ .in = in, .rules = *r,
	    .as_of = in->log.as_of, .n = in->log.person.n };
	t->row = mem_table(t->n * sizeof(*t->row));
	t->order = tierlog_sorted(&in->log);
	settle_ties(t);
	find_buyers(t);
	take_net(t);
	find_members(t);
	find_missing(t);
	for (part = 0; part < PARTS; part++)
		if ((t->missing >> part & 1) == 0)
			rank_part(t, part);
	tier_preferences(t);
	find_tiers(t);
	tier_states(t);
}

void
tier_octant(const struct tier_table *t, const struct tier_row *r, char out[6])
{
	memcpy(out, "A-V-P-", 6);
	if (r->activity > 0 && r->activity >= t->median[0])
		out[1] = '+';
	if (r->value > 0 && r->value >= t->median[1])
		out[3] = '+';
	if (r->clear)
		out[5] = '+';
}

void
tier_table_free(struct tier_table *t)
{
	mem_table_free(t->row, t->n * sizeof(*t->row));
	free(t->order);
	free(t->member);
	free(t->buyer);
	free(t->with);
}
