#ifndef CRM_METRICS_H
#define CRM_METRICS_H

#include "changes.h"
#include "contents.h"
#include "customers.h"
#include "eventlog.h"
#include "family.h"
#include "figures.h"
#include "runsum.h"

/*
 * The figures of a report from what was read (definitions.md 2 and 3.3). One
 * function a section; each adds nothing when its columns are not there.
 */
struct metrics {
	/* Of the tables, or made from the events when there was no table. */
	const struct customers	*customers;
	const struct eventlog	*events;	/* finished */
	const struct families	*families;
	enum family_period	 period;
	struct changes		*changes;	/* comparisons are added */
	bool			 joined;	/* there was a customer table */
	struct str		 as_of;		/* printed, "" when unknown */
	int32_t			 day;		/* the same, or DAY_NONE */
	struct str		 currency;	/* "" when unknown */
	int64_t			 bins;		/* scores go from 1 to this */
	size_t			 top;		/* silent customers named */
	const struct runsum	*run;		/* of the runs, our own last */
	size_t			 nrun;
};

/*
 * The number of bins behind the scores: as stated by a summary (0: none was),
 * else 5 where all scores of recency and frequency agree with it, else the
 * largest score of any measure, at least 1.
 */
int64_t	metrics_bins(const struct customers *set, int64_t stated);

/*
 * The last period that is over on day, and the one before it, as numbers of
 * period_of; false when no day is known.
 */
bool	metrics_periods(const struct metrics *m, int32_t *now,
	    int32_t *before);
/*
 * For each comparison that another section added, by what it is by: METRIC,
 * METRIC_before, METRIC_change (relative) and, where it can be tested,
 * METRIC_p; period is that of the change. To be called after all others.
 */
void	metrics_changes(struct figures *fs, const struct metrics *m);

/*
 * customers, buyers, buyer_share, orders (order_days when the frequency counts
 * days), orders_per_buyer, net_revenue, aov, repurchase_rate; and with orders
 * in the events gross_revenue, refunds, refund_rate.
 */
void	metrics_customers(struct figures *fs, const struct metrics *m);
/* What they follow from: all customers added up. */
struct metrics_sums {
	int128	customers, buyers, orders, net;
	int128	again;		/* buyers on two or more days */
	bool	days;		/* orders are order days */
	bool	has_orders, has_net, has_again;		/* what is known */
};
/* The same figures from sums made elsewhere; m->events may be NULL. */
void	metrics_sums(struct figures *fs, const struct metrics *m,
	    const struct metrics_sums *s);
/*
 * segments, how many there are; by segment: customers, customer_share,
 * net_revenue, revenue_share, median_recency. Sorted by the segment's name;
 * "" has no segment.
 */
void	metrics_segments(struct figures *fs, const struct metrics *m);
/*
 * By tier: customers, customer_share of those with a tier, band_low and
 * band_high (percent that are expected); with the column lifecycle dormant,
 * churned and silent_share, both of those with a state; customers_without_tier;
 * with the columns high_value and tier_raw vague_share, of those of high value
 * the ones in the longtail all the same. The known tiers come first, and when
 * one is there all of them.
 */
void	metrics_tiers(struct figures *fs, const struct metrics *m);
/*
 * By lifecycle: customers, customer_share of those with a state;
 * customers_without_lifecycle. Order as above.
 */
void	metrics_lifecycle(struct figures *fs, const struct metrics *m);
/*
 * customers by r_score;f_score for all bins x bins cells, recency_min and _max
 * by r_score, frequency_min and _max by f_score, customers_without_score.
 */
void	metrics_heatmap(struct figures *fs, const struct metrics *m);
/*
 * Silent are buyers with r_score * 5 <= bins * 2: silent_share,
 * silent_revenue_share, silent_since (the least recency), and of the `top`
 * with the highest net revenue (ties by user_id) net_revenue, orders and
 * recency by segment;user_id, with the time of their orders as period.
 */
void	metrics_silent(struct figures *fs, const struct metrics *m);
/*
 * By source, form, topic, tag and week (or day, month) of publication:
 * contents, views, interactions, engagement_rate, favorite_rate, spread,
 * click_rate. Without a group: of all. A rate leaves out the contents that
 * miss a part of it.
 */
void	metrics_engagement(struct figures *fs, const struct metrics *m);
/*
 * By source;content of the `top` hottest: hotness, views, interactions,
 * engagement_rate; period is the day of publication.
 */
void	metrics_contents(struct figures *fs, const struct metrics *m);
/*
 * events by type, orders_not_counted by status, orders_without_customer,
 * revenue_without_customer; and beside a customer table buyers_not_in_table
 * and net_revenue as the events have it.
 */
void	metrics_events(struct figures *fs, const struct metrics *m);
/*
 * By program;summary: rows_read, _used, _filtered and _rejected, the first by
 * input too and the last two by reason; count of what a run counted; and note,
 * without a value, for what it remarked on.
 */
void	metrics_rows(struct figures *fs, const struct metrics *m);

#endif
