/* Where a customer stands in time: lifecycle, behaviour segment, expertise. */
#include <stdlib.h>

#include "tiertable.h"

static void
find_life(const struct tier_table *t, const struct person *p,
    struct tier_row *r)
{
	const struct tier_windows *w = &t->in->log.window;
	const struct life_days d = { p->first_day, p->last_day, p->early,
	    p->before, p->loss != 0 && p->loss >= p->last };

	if (!p->active)
		return;
	r->life = (uint8_t)tier_lifecycle(&d, t->as_of, w->active, w->churn);
	r->active_days = (uint8_t)(__builtin_popcountll(p->days[0]) +
	    __builtin_popcountll(p->days[1]));
}

/* R, F, M of the buyers by crm-rfm's rule on 3 bins. */
static void
score_measure(struct tier_table *t, const uint32_t *number,
    const int64_t *value, size_t n, int which)
{
	uint8_t *score = mem_array(n, 1);
	size_t i;

	rfm_cuts(&t->cuts[which], value, n, 3, which != 0);
	rfm_scores(&t->cuts[which], value, n, score);
	for (i = 0; i < n; i++)
		t->row[number[i]].rfm[which] = score[i];
	free(score);
}

struct buyers {
	uint32_t	*number;
	int64_t		*value[3];
	size_t		 n;
};

static void
add_buyer(struct buyers *b, uint32_t number, int64_t r, int64_t f, int64_t m)
{
	b->number[b->n] = number;
	b->value[0][b->n] = r;
	b->value[1][b->n] = f;
	b->value[2][b->n++] = m;
}

static void
from_events(const struct tier_table *t, struct buyers *b)
{
	const struct purchases *ps = &t->in->purchases;
	const struct customer *c;
	struct stamp s;
	uint32_t i;

	for (i = 0; i < ps->customer.n; i++) {
		c = purchases_at(ps, i);
		if (c->orders == 0 || t->buyer[i] == HASH_NONE)
			continue;
		s = stamp_unpack(c->last);
		add_buyer(b, t->buyer[i], (int64_t)t->as_of - stamp_day(&s),
		    c->orders, (int64_t)c->net);
	}
}

static void
from_tables(const struct tier_table *t, struct buyers *b)
{
	const unsigned all = GIVEN_NET | GIVEN_RECENT | GIVEN_OFTEN;
	const struct tier_given *g;
	uint32_t i;

	for (i = 0; i < t->n; i++) {
		g = tierin_given(t->in, i);
		if ((g->has & all) == all && g->frequency > 0)
			add_buyer(b, i, g->recency, g->frequency, g->net);
	}
}

static void
score_buyers(struct tier_table *t)
{
	struct buyers b = { .number = mem_array(t->n, sizeof(*b.number)) };
	int i;

	for (i = 0; i < 3; i++)
		b.value[i] = mem_array(t->n, sizeof(*b.value[i]));
	if (t->in->log.has.orders)
		from_events(t, &b);
	else
		from_tables(t, &b);
	for (i = 0; i < 3; i++) {
		if (b.n > 0)
			score_measure(t, b.number, b.value[i], b.n, i);
		free(b.value[i]);
	}
	free(b.number);
}

/* Thirds of the active days of those who have any. */
static void
find_expertise(struct tier_table *t)
{
	uint32_t *number = mem_array(t->members, sizeof(*number));
	int64_t *days = mem_array(t->members, sizeof(*days));
	uint8_t *score = mem_array(t->members, 1);
	size_t i, n = 0;

	for (i = 0; i < t->members; i++) {
		if (t->row[t->member[i]].active_days == 0)
			continue;
		number[n] = t->member[i];
		days[n++] = t->row[t->member[i]].active_days;
	}
	if (n > 0) {
		rfm_cuts(&t->days, days, n, 3, true);
		rfm_scores(&t->days, days, n, score);
	}
	for (i = 0; i < n; i++)
		t->row[number[i]].expertise = score[i];
	free(number);
	free(days);
	free(score);
}

void
tier_states(struct tier_table *t)
{
	uint32_t i;

	for (i = 0; i < t->n; i++)
		find_life(t, tierlog_at(&t->in->log, i), &t->row[i]);
	score_buyers(t);
	find_expertise(t);
}

static bool
scored(const struct tier_row *r, int recency, int frequency, int monetary)
{
	return r->rfm[0] == recency && r->rfm[1] == frequency &&
	    r->rfm[2] == monetary;
}

struct str
tier_behaviour(const struct tier_table *t, uint32_t number)
{
	const struct tier_row *r = &t->row[number];
	uint64_t rank = r->rank[PART_INTERACTIONS];

	if (!r->member)
		return STR("");
	/* P(I) >= 2/3 */
	if (scored(r, 3, 3, 3) && 3 * rank >= 4 * (uint64_t)t->members)
		return STR("high_value");
	if (scored(r, 3, 2, 2) && r->clear)
		return STR("potential");
	if (scored(r, 1, 1, 1) && r->active_days == 0)
		return STR("dormant");
	return STR("unassigned");
}

struct str
tier_expertise(const struct tier_row *r)
{
	static const char *const names[4] = { "", "novice", "intermediate",
	    "expert" };

	return str_z(names[r->expertise]);
}
