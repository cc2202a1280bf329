/*
 * The scorecard: what other sections know of satisfaction, loyalty, business
 * and social media, side by side. Nothing is computed here.
 */
#include <string.h>

#include "metrics.h"

#define LEAST	3	/* fewer blocks say what one section says */

struct item {
	const char	*block;
	const char	*section;
	const char	*metric;
	const char	*group;		/* of one dimension; NULL: all */
	const char	*as;		/* another name; NULL: the same */
};

static const struct item items[] = {
	{ "satisfaction", "satisfaction", "nps", NULL, NULL },
	{ "satisfaction", "satisfaction", "csat", NULL, NULL },
	{ "satisfaction", "sentiment", "negative_share", NULL, NULL },
	{ "loyalty", "customers", "repurchase_rate", NULL, NULL },
	{ "loyalty", "silent", "silent_share", NULL, NULL },
	{ "loyalty", "lifecycle", "customer_share", "churned",
	    "churned_share" },
	{ "business", "customers", "net_revenue", NULL, NULL },
	{ "business", "customers", "orders", NULL, NULL },
	{ "business", "customers", "order_days", NULL, NULL },
	{ "business", "customers", "aov", NULL, NULL },
	{ "business", "customers", "buyers", NULL, NULL },
	{ "social", "engagement", "engagement_rate", NULL, NULL },
	{ "social", "engagement", "views", NULL, NULL },
	{ "social", "followers", "net_followers", NULL, NULL },
	{ "social", "contents", "hotness", NULL, NULL }
};
#define ITEMS	(sizeof(items) / sizeof(items[0]))

/* Of all, of all in one currency or on one scale, or the hottest content. */
static bool
is_item(const struct item *it, const struct fig_key *k)
{
	if (it->group != NULL)
		return k->by[0] != NULL && k->by[1] == NULL &&
		    str_eq(k->group[0], str_z(it->group));
	return k->by[0] == NULL || strcmp(it->metric, "hotness") == 0 ||
	    (k->by[1] == NULL && (strcmp(k->by[0], "currency") == 0 ||
	    strcmp(k->by[0], "scale") == 0));
}

/* The first that has a value. */
static const struct figure *
find(const struct figures *fs, const struct item *it)
{
	const struct figure *fig;
	size_t at = 0;

	while ((fig = figures_next(fs, it->section, it->metric,
	    &at)) != NULL) {
		if (is_item(it, &fig->key) && fig->value.unit != FIG_NONE)
			return fig;
	}
	return NULL;
}

static void
put(struct figures *fs, const struct item *it)
{
	const struct figure *fig = find(fs, it);
	struct figure f;

	if (fig == NULL)
		return;
	f = *fig;
	f.key = (struct fig_key){
		.section = "scorecard", .period = fig->key.period,
		.metric = it->as != NULL ? it->as : it->metric,
		.by = { "block" }, .group = { str_z(it->block) }
	};
	if (strcmp(it->metric, "hotness") == 0) {
		f.key.by[1] = "content";
		f.key.group[1] = fig->key.group[1];
	}
	figures_put(fs, &f);
}

void
metrics_scorecard(struct figures *fs, const struct metrics *m)
{
	const char *last = "";
	size_t i, blocks = 0;

	(void)m;
	for (i = 0; i < ITEMS; i++) {
		if (strcmp(items[i].block, last) == 0 ||
		    find(fs, &items[i]) == NULL)
			continue;
		last = items[i].block;
		blocks++;
	}
	for (i = 0; i < ITEMS && blocks >= LEAST; i++)
		put(fs, &items[i]);
}
