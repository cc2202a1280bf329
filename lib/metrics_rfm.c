/*
 * What the scores show: the R x F map, and the customers who have gone silent.
 */
#include <stdlib.h>

#include "metrics.h"

#define DEFAULT_BINS	5	/* of crm-rfm */

enum { R, F };

static int64_t
largest_score(const struct customers *set)
{
	int64_t max = 1;
	size_t i, j;

	for (i = 0; i < set->n; i++) {
		for (j = CUSTOMER_R; j <= CUSTOMER_M; j++) {
			if (set->c[i].v[j] > max)
				max = set->c[i].v[j];
		}
	}
	return max;
}

/* What one measure of a customer is worth, and the score it has for it. */
struct scored {
	int64_t	worth;		/* higher is better */
	int64_t	score;
};

static int
compare_worth(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	return (x->worth > y->worth) - (x->worth < y->worth);
}

/*
 * Would crm-rfm with that many bins give every customer the score of this
 * measure: 1 + floor(bins * worse / n)?
 */
static bool
fits_bins(const struct customers *set, int64_t bins, enum customer_col measure,
    enum customer_col score)
{
	struct scored *list = mem_array(set->n, sizeof(*list));
	const struct customer_row *c;
	size_t n = 0, i, worse = 0;
	bool fits = true;

	for (i = 0; i < set->n; i++) {
		c = &set->c[i];
		if (!CUSTOMER_HAS(c, score))
			continue;
		list[n].worth = measure == CUSTOMER_RECENCY ?
		    -c->v[measure] : c->v[measure];
		list[n++].score = c->v[score];
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), compare_worth);
	for (i = 0; i < n; i++) {
		if (list[i].worth != list[worse].worth)
			worse = i;
		fits = fits && list[i].score ==
		    1 + bins * (int64_t)worse / (int64_t)n;
	}
	free(list);
	return fits && n > 0;
}

int64_t
metrics_bins(const struct customers *set, int64_t stated)
{
	int64_t max = largest_score(set);

	if (stated >= max && stated <= CUSTOMER_SCORE_MAX)
		return stated;
	/* In a small table the top scores may be nobody's. */
	if (stated == 0 && max < DEFAULT_BINS &&
	    fits_bins(set, DEFAULT_BINS, CUSTOMER_RECENCY, CUSTOMER_R) &&
	    fits_bins(set, DEFAULT_BINS, CUSTOMER_FREQUENCY, CUSTOMER_F))
		return DEFAULT_BINS;
	return max;
}

/* Smallest and largest value among the customers of one score. */
struct range {
	int64_t	n, min, max;
};

struct map {
	size_t		 bins;
	int128		*count;		/* [r * bins + f] */
	struct range	*range[2];	/* recency by R, frequency by F */
	int128		 unscored;
};

static void
widen(struct range *r, int64_t v)
{
	r->min = r->n == 0 || v < r->min ? v : r->min;
	r->max = r->n == 0 || v > r->max ? v : r->max;
	r->n++;
}

static void
map_add(struct map *map, const struct customer_row *c)
{
	size_t r = (size_t)CUSTOMER(c, R), f = (size_t)CUSTOMER(c, F);

	if (r == 0 || f == 0 || r > map->bins || f > map->bins) {
		map->unscored++;
		return;
	}
	map->count[(r - 1) * map->bins + f - 1]++;
	if (CUSTOMER_HAS(c, CUSTOMER_RECENCY))
		widen(&map->range[R][r - 1], CUSTOMER(c, RECENCY));
	if (CUSTOMER_HAS(c, CUSTOMER_FREQUENCY))
		widen(&map->range[F][f - 1], CUSTOMER(c, FREQUENCY));
}

static struct str
number(struct figures *fs, size_t n)
{
	return arena_printf(&fs->text, "%zu", n);
}

static void
range_figures(struct figures *fs, const struct metrics *m,
    const struct map *map, int measure)
{
	static const char *const by[] = { "r_score", "f_score" };
	static const char *const name[][2] = {
		{ "recency_min", "recency_max" },
		{ "frequency_min", "frequency_max" }
	};
	struct fig_key k = {
		.section = "heatmap", .by = { by[measure] },
		.period = m->as_of
	};
	const struct range *r;
	size_t i;

	for (i = 0; i < map->bins; i++) {
		r = &map->range[measure][i];
		if (r->n == 0)
			continue;
		k.group[0] = number(fs, i + 1);
		k.metric = name[measure][0];
		figures_level(fs, &k, fig_count(r->min), r->n);
		k.metric = name[measure][1];
		figures_level(fs, &k, fig_count(r->max), r->n);
		figures_flag(fs, fs->n - 2, FIG_OF_PEOPLE);
	}
}

static void
map_figures(struct figures *fs, const struct metrics *m, const struct map *map)
{
	struct fig_key k = {
		.section = "heatmap", .metric = "customers",
		.by = { "r_score", "f_score" }, .period = m->as_of
	};
	size_t i;

	for (i = 0; i < map->bins * map->bins; i++) {
		k.group[0] = number(fs, i / map->bins + 1);
		k.group[1] = number(fs, i % map->bins + 1);
		figures_value(fs, &k, fig_count(map->count[i]), -1);
	}
	range_figures(fs, m, map, R);
	range_figures(fs, m, map, F);
	k = (struct fig_key){
		.section = "heatmap", .metric = "customers_without_score",
		.period = m->as_of
	};
	figures_value(fs, &k, fig_count(map->unscored), -1);
}

void
metrics_heatmap(struct figures *fs, const struct metrics *m)
{
	const struct customers *set = m->customers;
	struct map map = { .bins = (size_t)m->bins };
	size_t i;

	if (!CUSTOMERS_HAVE(set, CUSTOMER_R) ||
	    !CUSTOMERS_HAVE(set, CUSTOMER_F))
		return;
	map.count = mem_array(map.bins * map.bins, sizeof(*map.count));
	map.range[R] = mem_array(map.bins, sizeof(*map.range[R]));
	map.range[F] = mem_array(map.bins, sizeof(*map.range[F]));
	for (i = 0; i < set->n; i++)
		map_add(&map, &set->c[i]);
	map_figures(fs, m, &map);
	free(map.count);
	free(map.range[R]);
	free(map.range[F]);
}

/* Highest net revenue first, ties by user_id. */
static int
compare_value(const void *a, const void *b)
{
	const struct customer_row *x = *(const struct customer_row *const *)a;
	const struct customer_row *y = *(const struct customer_row *const *)b;

	if (CUSTOMER(x, MONETARY) != CUSTOMER(y, MONETARY))
		return CUSTOMER(x, MONETARY) < CUSTOMER(y, MONETARY) ? 1 : -1;
	return str_cmp(x->user_id, y->user_id);
}

/* A day as text; DAY_MAX bytes. */
static struct str
day_text(int64_t day, char *out)
{
	return (struct str){ out, day_print((int32_t)day, out) };
}

/* "2023-01-05..2024-01-02": when the orders were. */
static struct str
span(struct figures *fs, const struct customer_row *c)
{
	char first_out[DAY_MAX], last_out[DAY_MAX];
	struct str first, last;

	if (!CUSTOMER_HAS(c, CUSTOMER_LAST_TIME))
		return STR("");
	last = day_text(CUSTOMER(c, LAST_TIME), last_out);
	if (!CUSTOMER_HAS(c, CUSTOMER_FIRST_TIME))
		return arena_dup(&fs->text, last);
	first = day_text(CUSTOMER(c, FIRST_TIME), first_out);
	return arena_printf(&fs->text, "%.*s..%.*s", STR_ARG(first),
	    STR_ARG(last));
}

static void
silent_customer(struct figures *fs, const struct metrics *m,
    const struct customer_row *c)
{
	const struct customers *set = m->customers;
	struct fig_key k = {
		.section = "silent", .by = { "segment", "user_id" },
		.group = { STR(""), c->user_id }, .period = span(fs, c)
	};

	if (CUSTOMER_HAS(c, CUSTOMER_SEGMENT))
		k.group[0] = set->segments.name[CUSTOMER(c, SEGMENT)];
	k.metric = "net_revenue";
	figures_value(fs, &k, fig_money(CUSTOMER(c, MONETARY)), -1);
	if (CUSTOMER_HAS(c, CUSTOMER_FREQUENCY)) {
		k.metric = "orders";
		figures_value(fs, &k, fig_count(CUSTOMER(c, FREQUENCY)), -1);
	}
	if (CUSTOMER_HAS(c, CUSTOMER_RECENCY)) {
		k.metric = "recency";
		figures_level(fs, &k, fig_count(CUSTOMER(c, RECENCY)), -1);
	}
}

void
metrics_silent(struct figures *fs, const struct metrics *m)
{
	const struct customers *set = m->customers;
	const struct customer_row **list, *c;
	struct fig_key k = { .section = "silent", .period = m->as_of };
	int128 scored = 0, net = 0, all = 0;
	struct range days = { 0 };
	size_t i, n = 0;

	if (!CUSTOMERS_HAVE(set, CUSTOMER_R) ||
	    !CUSTOMERS_HAVE(set, CUSTOMER_MONETARY))
		return;
	list = mem_array(set->n, sizeof(*list));
	for (i = 0; i < set->n; i++) {
		c = &set->c[i];
		all += CUSTOMER(c, MONETARY);
		if (CUSTOMER(c, R) == 0)
			continue;
		scored++;
		if (CUSTOMER(c, R) * 5 > m->bins * 2)
			continue;
		net += CUSTOMER(c, MONETARY);
		if (CUSTOMER_HAS(c, CUSTOMER_RECENCY))
			widen(&days, CUSTOMER(c, RECENCY));
		list[n++] = c;
	}
	k.metric = "silent_share";
	figures_share(fs, &k, (int128)n, scored);
	k.metric = "silent_revenue_share";
	figures_ratio(fs, &k, fig_money(net), fig_money(all), (int128)n);
	k.metric = "silent_since";
	if (days.n > 0)
		figures_level(fs, &k, fig_count(days.min), -1);
	if (n > 1)
		qsort(list, n, sizeof(*list), compare_value);
	for (i = 0; i < n && i < m->top; i++)
		silent_customer(fs, m, list[i]);
	free(list);
}
