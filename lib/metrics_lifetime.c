/*
 * What the customers of each tier are worth: so far, and as it is expected;
 * and what those were worth who had the tier on an earlier day.
 */
#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "tierset.h"

struct worth {
	int128	customers;
	int128	paid, n_paid;	/* monetary, 1/10000 */
	int128	clv, n_clv;	/* millionths */
};

/* A customer table, and its tiers. */
struct side {
	const struct customers	*set;
	struct tierset		 tiers;
	struct worth		*worth;		/* by tier */
	const char		*metric[3];	/* names of its figures */
};

static void
add_worth(struct worth *w, const struct customer_row *c)
{
	w->customers++;
	if (CUSTOMER_HAS(c, CUSTOMER_MONETARY)) {
		w->paid += CUSTOMER(c, MONETARY);
		w->n_paid++;
	}
	if (CUSTOMER_HAS(c, CUSTOMER_CLV)) {
		w->clv += CUSTOMER(c, CLV);
		w->n_clv++;
	}
}

static struct side
side_open(const struct customers *set, const char *const metric[3])
{
	struct side s = { .set = set };
	size_t i;

	for (i = 0; i < 3; i++)
		s.metric[i] = metric[i];
	if (!tierset_open(&s.tiers, set))
		s.tiers.n = 0;
	s.worth = mem_zero((s.tiers.n + 1) * sizeof(*s.worth));
	for (i = 0; s.tiers.n > 0 && i < set->n; i++)
		add_worth(&s.worth[tierset_of(&s.tiers, &set->c[i])],
		    &set->c[i]);
	return s;
}

static void
side_close(struct side *s)
{
	tierset_free(&s->tiers);
	free(s->worth);
}

/* The number of a tier; that of tiers.n when nobody has it. */
static size_t
find(const struct side *s, struct str tier)
{
	size_t i;

	for (i = 0; i < s->tiers.n &&
	    !str_eq(s->tiers.tier[i].name, tier); i++)
		;
	return i;
}

static void
side_figures(struct figures *fs, struct fig_key k, const struct side *s)
{
	/* Behind the last tier nobody is counted. */
	const struct worth *w = &s->worth[find(s, k.group[0])];
	size_t from;

	k.metric = s->metric[0];
	figures_value(fs, &k, fig_count(w->customers), -1);
	from = fs->n;
	k.metric = s->metric[1];
	if (CUSTOMERS_HAVE(s->set, CUSTOMER_MONETARY))
		figures_mean(fs, &k, w->paid, w->n_paid);
	k.metric = s->metric[2];
	if (CUSTOMERS_HAVE(s->set, CUSTOMER_CLV))
		figures_level(fs, &k, w->n_clv > 0 ? fig_money(money_divide(
		    w->clv, (int64_t)(100 * w->n_clv))) :
		    (struct fig_num){ FIG_NONE, 0 }, w->n_clv);
	figures_flag(fs, from, FIG_OF_PEOPLE);
}

/* A metric among the figures from `from` on; NULL when it has no value. */
static const struct figure *
value_of(const struct figures *fs, size_t from, const char *metric)
{
	for (; from < fs->n; from++)
		if (strcmp(fs->f[from].key.metric, metric) == 0 &&
		    fs->f[from].value.unit != FIG_NONE)
			return &fs->f[from];
	return NULL;
}

/* What the means of a tier, whose figures begin at `from`, have risen by. */
static void
change_figures(struct figures *fs, struct fig_key k, size_t from,
    const struct side side[2])
{
	static const char *const change[] = {
		NULL, "mean_monetary_change", "mean_clv_change"
	};
	const struct figure *now, *before;
	size_t i, begin = fs->n;

	for (i = 1; i < 3; i++) {
		now = value_of(fs, from, side[0].metric[i]);
		before = value_of(fs, from, side[1].metric[i]);
		if (now == NULL || before == NULL)
			continue;
		k.metric = change[i];
		figures_level(fs, &k, fig_money(now->value.v -
		    before->value.v), now->n < before->n ? now->n : before->n);
	}
	figures_flag(fs, begin, FIG_OF_PEOPLE);
}

static void
tier_figures(struct figures *fs, const struct metrics *m, struct str tier,
    const struct side side[2])
{
	struct fig_key k = { .section = "lifetime", .by = { "tier" },
	    .group = { tier }, .period = m->as_of };
	struct fig_key was = k;
	char day[DAY_MAX];
	size_t from = fs->n;

	side_figures(fs, k, &side[0]);
	if (side[1].tiers.n == 0)
		return;
	was.period = arena_dup(&fs->text, (struct str){ day,
	    day_print(m->prev_day, day) });
	side_figures(fs, was, &side[1]);
	change_figures(fs, k, from, side);
}

static bool
has_worth(const struct customers *set)
{
	return CUSTOMERS_HAVE(set, CUSTOMER_MONETARY) ||
	    CUSTOMERS_HAVE(set, CUSTOMER_CLV);
}

void
metrics_lifetime(struct figures *fs, const struct metrics *m)
{
	static const char *const now[] = {
		"customers", "mean_monetary", "mean_clv"
	};
	static const char *const before[] = {
		"customers_before", "mean_monetary_before", "mean_clv_before"
	};
	struct side side[2] = {
		side_open(m->customers, now), side_open(m->prev, before)
	};
	const struct tierset *was = &side[1].tiers;
	bool shown = side[0].tiers.n > 0 && has_worth(m->customers);
	size_t i;

	for (i = 0; shown && i < side[0].tiers.n; i++)
		tier_figures(fs, m, side[0].tiers.tier[i].name, side);
	/* Tiers that nobody has any more. */
	for (i = 0; shown && i < was->n; i++) {
		if (find(&side[0], was->tier[i].name) == side[0].tiers.n)
			tier_figures(fs, m, was->tier[i].name, side);
	}
	side_close(&side[0]);
	side_close(&side[1]);
}
