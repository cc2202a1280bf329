/*
 * Customers by a column of names that crm-tier fills: tiers and states. Names
 * that it does not know are counted under their own.
 */
#include <stdlib.h>

#include "metrics.h"
#include "tier.h"

/* Such a column, and the names that are expected in it. */
struct column {
	const char		*section;
	const char		*by;
	const char		*without;	/* metric of the empty cells */
	enum customer_col	 col;
	const char *const	*known;		/* from 1 */
	size_t			 nknown;
};

static const struct column tiers = {
	"tiers", "tier", "customers_without_tier", CUSTOMER_TIER, tier_names,
	TIERS - 1
};
static const struct column states = {
	"lifecycle", "lifecycle", "customers_without_lifecycle",
	CUSTOMER_LIFECYCLE, life_names, LIVES - 1
};

/* The customers of one name, and of these those whose state is known. */
struct part {
	struct str	name;
	int128		customers, stated, dormant, churned;
};

/* The known names first, then the others in byte order. */
struct parts {
	struct part	*part;
	size_t		 n;
	size_t		*place;		/* of each word */
	int128		 named, known, unnamed;		/* customers */
};

static void
parts_open(struct parts *ps, const struct customers *set,
    const struct column *c)
{
	const struct names *words = &set->words;
	uint32_t *order = names_sorted(words);
	size_t i, at;

	*ps = (struct parts){ .n = c->nknown };
	ps->part = mem_array(c->nknown + words->n, sizeof(*ps->part));
	ps->place = mem_array(words->n, sizeof(*ps->place));
	for (i = 0; i < c->nknown; i++)
		ps->part[i].name = str_z(c->known[i + 1]);
	for (i = 0; i < words->n; i++) {
		for (at = 0; at < c->nknown && !str_eq(ps->part[at].name,
		    words->name[order[i]]); at++)
			;
		if (at == c->nknown)
			at = ps->n++;
		ps->part[at].name = words->name[order[i]];
		ps->place[order[i]] = at;
	}
	free(order);
}

static void
parts_add(struct parts *ps, const struct customers *set,
    const struct column *c, const struct customer_row *row)
{
	size_t place;
	struct str state;
	struct part *p;

	if (!CUSTOMER_HAS(row, c->col)) {
		ps->unnamed++;
		return;
	}
	place = ps->place[row->v[c->col]];
	p = &ps->part[place];
	p->customers++;
	ps->named++;
	ps->known += place < c->nknown;
	if (!CUSTOMER_HAS(row, CUSTOMER_LIFECYCLE))
		return;
	state = set->words.name[CUSTOMER(row, LIFECYCLE)];
	p->stated++;
	p->dormant += str_eq(state, str_z(life_names[LIFE_DORMANT]));
	p->churned += str_eq(state, str_z(life_names[LIFE_CHURNED]));
}

static struct parts
make_parts(const struct customers *set, const struct column *c)
{
	struct parts ps;
	size_t i;

	parts_open(&ps, set, c);
	for (i = 0; i < set->n; i++)
		parts_add(&ps, set, c, &set->c[i]);
	return ps;
}

static void
parts_free(struct parts *ps)
{
	free(ps->part);
	free(ps->place);
}

static struct fig_key
part_key(const struct metrics *m, const struct column *c,
    const struct part *p)
{
	return (struct fig_key){
		.section = c->section, .metric = "customers",
		.by = { c->by }, .group = { p->name }, .period = m->as_of
	};
}

/* A name to speak of: one that somebody has, or of a set that is in use. */
static bool
is_shown(const struct parts *ps, const struct column *c, size_t i)
{
	return ps->part[i].customers > 0 || (i < c->nknown && ps->known > 0);
}

static void
without_figure(struct figures *fs, const struct metrics *m,
    const struct parts *ps, const struct column *c)
{
	struct fig_key k = {
		.section = c->section, .metric = c->without,
		.period = m->as_of
	};

	figures_value(fs, &k, fig_count(ps->unnamed), -1);
}

static void
percent(struct figures *fs, struct fig_key *k, const char *metric, int v)
{
	k->metric = metric;
	figures_ratio(fs, k, fig_count(v), fig_count(100), -1);
}

/* band: NULL for a tier that is not ours. */
static void
tier_figures(struct figures *fs, const struct metrics *m,
    const struct part *p, int128 n, const int *band)
{
	struct fig_key k = part_key(m, &tiers, p);

	figures_value(fs, &k, fig_count(p->customers), -1);
	k.metric = "customer_share";
	if (band != NULL) {
		figures_expected(fs, &k, p->customers, n, band);
		percent(fs, &k, "band_low", band[0]);
		percent(fs, &k, "band_high", band[1]);
	} else {
		figures_share(fs, &k, p->customers, n);
	}
	if (!CUSTOMERS_HAVE(m->customers, CUSTOMER_LIFECYCLE))
		return;
	k.metric = "dormant";
	figures_value(fs, &k, fig_count(p->dormant), p->stated);
	k.metric = "churned";
	figures_value(fs, &k, fig_count(p->churned), p->stated);
	figures_flag(fs, fs->n - 2, FIG_PEOPLE | FIG_OF_PEOPLE);
	k.metric = "silent_share";
	figures_share(fs, &k, p->dormant + p->churned, p->stated);
}

static bool
is_word(const struct customers *set, const struct customer_row *row,
    enum customer_col col, const char *word)
{
	return CUSTOMER_HAS(row, col) &&
	    str_eq(set->words.name[row->v[col]], str_z(word));
}

/*
 * Of those of high value the ones whose preference is not clear, so that
 * today's rule leaves them in the longtail.
 */
static void
vague_figure(struct figures *fs, const struct metrics *m)
{
	const struct customers *set = m->customers;
	struct fig_key k = {
		.section = "tiers", .metric = "vague_share",
		.period = m->as_of
	};
	int128 high = 0, vague = 0;
	size_t i;

	if (!CUSTOMERS_HAVE(set, CUSTOMER_HIGH) ||
	    !CUSTOMERS_HAVE(set, CUSTOMER_TIER_RAW))
		return;
	for (i = 0; i < set->n; i++) {
		if (!is_word(set, &set->c[i], CUSTOMER_HIGH, "true") ||
		    !CUSTOMER_HAS(&set->c[i], CUSTOMER_TIER_RAW))
			continue;
		high++;
		vague += is_word(set, &set->c[i], CUSTOMER_TIER_RAW,
		    tier_names[TIER_LONGTAIL]);
	}
	figures_share(fs, &k, vague, high);
}

void
metrics_tiers(struct figures *fs, const struct metrics *m)
{
	struct parts ps;
	size_t i;

	if (!CUSTOMERS_HAVE(m->customers, CUSTOMER_TIER))
		return;
	ps = make_parts(m->customers, &tiers);
	for (i = 0; i < ps.n; i++) {
		if (is_shown(&ps, &tiers, i))
			tier_figures(fs, m, &ps.part[i], ps.named,
			    i < tiers.nknown ? tier_bands[i + 1] : NULL);
	}
	without_figure(fs, m, &ps, &tiers);
	vague_figure(fs, m);
	parts_free(&ps);
}

void
metrics_lifecycle(struct figures *fs, const struct metrics *m)
{
	struct parts ps;
	struct fig_key k;
	size_t i;

	if (!CUSTOMERS_HAVE(m->customers, CUSTOMER_LIFECYCLE))
		return;
	ps = make_parts(m->customers, &states);
	for (i = 0; i < ps.n; i++) {
		if (!is_shown(&ps, &states, i))
			continue;
		k = part_key(m, &states, &ps.part[i]);
		figures_value(fs, &k, fig_count(ps.part[i].customers), -1);
		k.metric = "customer_share";
		figures_share(fs, &k, ps.part[i].customers, ps.named);
	}
	without_figure(fs, m, &ps, &states);
	parts_free(&ps);
}
