/*
 * Key figures of all customers, and the same by segment.
 */
#include <stdlib.h>

#include "metrics.h"
#include "money.h"

static bool
is_buyer(const struct customer_row *c)
{
	return CUSTOMER_HAS(c, CUSTOMER_FREQUENCY) &&
	    CUSTOMER(c, FREQUENCY) > 0;
}

/*
 * crm-rfm --frequency=days leaves no mark in its table but this: the average
 * order is then not monetary / frequency.
 */
static bool
counts_days(const struct customer_row *c)
{
	return is_buyer(c) && CUSTOMER_HAS(c, CUSTOMER_AOV) &&
	    CUSTOMER_HAS(c, CUSTOMER_MONETARY) &&
	    money_divide(CUSTOMER(c, MONETARY), CUSTOMER(c, FREQUENCY)) !=
	    CUSTOMER(c, AOV);
}

static struct metrics_sums
add_up(const struct customers *set)
{
	struct metrics_sums s = {
		.has_orders = CUSTOMERS_HAVE(set, CUSTOMER_FREQUENCY),
		.has_net = CUSTOMERS_HAVE(set, CUSTOMER_MONETARY),
		.has_again = CUSTOMERS_HAVE(set, CUSTOMER_FREQUENCY) &&
		    CUSTOMERS_HAVE(set, CUSTOMER_FIRST_TIME) &&
		    CUSTOMERS_HAVE(set, CUSTOMER_LAST_TIME)
	};
	const struct customer_row *c;
	size_t i;

	for (i = 0; i < set->n; i++) {
		c = &set->c[i];
		s.customers++;
		s.net += CUSTOMER(c, MONETARY);
		s.days = s.days || counts_days(c);
		if (!is_buyer(c))
			continue;
		s.buyers++;
		s.orders += CUSTOMER(c, FREQUENCY);
		s.again += CUSTOMER(c, FIRST_TIME) != CUSTOMER(c, LAST_TIME);
	}
	return s;
}

/* A key of a figure of all customers; money names its currency. */
static struct fig_key
key(const struct metrics *m, const char *metric, bool money)
{
	struct fig_key k = {
		.section = "customers", .metric = metric, .period = m->as_of
	};

	if (money && m->currency.len > 0) {
		k.by[0] = "currency";
		k.group[0] = m->currency;
	}
	return k;
}

/*
 * What was ordered and what went back. An order with the status refunded and
 * no refund row is not in the net sum, so refunds are what is missing there.
 */
static void
gross_figures(struct figures *fs, const struct metrics *m)
{
	const struct eventlog *e = m->events;
	struct fig_num gross = fig_money(e->gross);
	struct fig_num refunds = fig_money(e->gross - e->net);
	struct fig_key k = key(m, "gross_revenue", true);

	figures_value(fs, &k, gross, -1);
	k = key(m, "refunds", true);
	figures_value(fs, &k, refunds, -1);
	k = key(m, "refund_rate", false);
	figures_ratio(fs, &k, refunds, gross, -1);
}

void
metrics_sums(struct figures *fs, const struct metrics *m,
    const struct metrics_sums *s)
{
	struct fig_key k = key(m, "customers", false);

	figures_value(fs, &k, fig_count(s->customers), -1);
	if (s->has_orders) {
		k = key(m, "buyers", false);
		figures_value(fs, &k, fig_count(s->buyers), -1);
		k = key(m, "buyer_share", false);
		figures_share(fs, &k, s->buyers, s->customers);
		k = key(m, s->days ? "order_days" : "orders", false);
		figures_value(fs, &k, fig_count(s->orders), s->buyers);
		k = key(m, s->days ? "order_days_per_buyer" :
		    "orders_per_buyer", false);
		figures_ratio(fs, &k, fig_count(s->orders),
		    fig_count(s->buyers), s->buyers);
	}
	if (m->events != NULL && m->events->sales > 0)
		gross_figures(fs, m);
	if (s->has_net) {
		k = key(m, "net_revenue", true);
		figures_value(fs, &k, fig_money(s->net), s->customers);
	}
	if (s->has_net && s->has_orders && !s->days) {
		k = key(m, "aov", true);
		figures_mean(fs, &k, s->net, s->orders);
	}
	if (s->has_again) {
		k = key(m, "repurchase_rate", false);
		figures_share(fs, &k, s->again, s->buyers);
	}
}

void
metrics_customers(struct figures *fs, const struct metrics *m)
{
	struct metrics_sums s = add_up(m->customers);

	if (m->joined || m->events->sales > 0)
		metrics_sums(fs, m, &s);
	metrics_takings(fs, m);
}

/* One segment; recency holds those of its customers that have one. */
struct part {
	struct str	 name;
	int128		 customers, net;
	int64_t		*recency;
	size_t		 n;
};

static int
compare_days(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
segment_figures(struct figures *fs, const struct metrics *m, struct part *p,
    const struct metrics_sums *all)
{
	const struct customers *set = m->customers;
	struct fig_key k = {
		.section = "segments", .metric = "customers",
		.by = { "segment" }, .group = { p->name }, .period = m->as_of
	};
	struct fig_num median = { FIG_NONE, 0 };

	figures_value(fs, &k, fig_count(p->customers), -1);
	k.metric = "customer_share";
	figures_share(fs, &k, p->customers, all->customers);
	if (CUSTOMERS_HAVE(set, CUSTOMER_MONETARY)) {
		k.metric = "net_revenue";
		figures_value(fs, &k, fig_money(p->net), p->customers);
		k.metric = "revenue_share";
		figures_ratio(fs, &k, fig_money(p->net), fig_money(all->net),
		    p->customers);
	}
	if (CUSTOMERS_HAVE(set, CUSTOMER_RECENCY)) {
		/* Nearest rank: the ceil(n / 2)-th smallest. */
		if (p->n > 0) {
			qsort(p->recency, p->n, sizeof(*p->recency),
			    compare_days);
			median = fig_count(p->recency[(p->n - 1) / 2]);
		}
		k.metric = "median_recency";
		figures_level(fs, &k, median, (int128)p->n);
		figures_flag(fs, fs->n - 1, FIG_OF_PEOPLE);
	}
}

/* Part number nseg is that of the customers without a segment. */
static size_t
part_of(const struct customer_row *c, size_t nseg)
{
	return CUSTOMER_HAS(c, CUSTOMER_SEGMENT) ?
	    (size_t)CUSTOMER(c, SEGMENT) : nseg;
}

static struct part *
make_parts(const struct customers *set)
{
	size_t nseg = set->segments.n, i;
	struct part *part = mem_array(nseg + 1, sizeof(*part));
	struct part *p;

	for (i = 0; i < set->n; i++)
		part[part_of(&set->c[i], nseg)].customers++;
	for (i = 0; i <= nseg; i++) {
		part[i].name = i < nseg ? set->segments.name[i] : STR("");
		part[i].recency = mem_array((size_t)part[i].customers,
		    sizeof(*part[i].recency));
	}
	for (i = 0; i < set->n; i++) {
		p = &part[part_of(&set->c[i], nseg)];
		p->net += CUSTOMER(&set->c[i], MONETARY);
		if (CUSTOMER_HAS(&set->c[i], CUSTOMER_RECENCY))
			p->recency[p->n++] = CUSTOMER(&set->c[i], RECENCY);
	}
	return part;
}

void
metrics_segments(struct figures *fs, const struct metrics *m)
{
	const struct customers *set = m->customers;
	size_t nseg = set->segments.n, i;
	struct fig_key k = {
		.section = "segments", .metric = "segments",
		.period = m->as_of
	};
	struct metrics_sums all;
	struct part *part;
	uint32_t *order;

	if (!CUSTOMERS_HAVE(set, CUSTOMER_SEGMENT))
		return;
	all = add_up(set);
	part = make_parts(set);
	order = names_sorted(&set->segments);
	figures_value(fs, &k, fig_count((int128)nseg), -1);
	if (part[nseg].customers > 0)
		segment_figures(fs, m, &part[nseg], &all);
	for (i = 0; i < nseg; i++)
		segment_figures(fs, m, &part[order[i]], &all);
	for (i = 0; i <= nseg; i++)
		free(part[i].recency);
	free(part);
	free(order);
}
