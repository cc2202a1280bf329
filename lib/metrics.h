#ifndef CRM_METRICS_H
#define CRM_METRICS_H

#include "changes.h"
#include "contents.h"
#include "customers.h"
#include "eventlog.h"
#include "family.h"
#include "figures.h"
#include "runsum.h"
#include "targets.h"

/*
 * The figures of a report from what was read (definitions.md 2 and 3.3). One
 * function a section; each adds nothing when its columns are not there.
 */
struct metrics {
	/* Of the tables, or made from the events when there was no table. */
	const struct customers	*customers;
	const struct customers	*prev;		/* of --prev; may be empty */
	int32_t			 prev_day;
	const struct eventlog	*events;	/* finished */
	const struct families	*families;
	enum family_period	 period;
	struct changes		*changes;	/* comparisons are added */
	const struct targets	*targets;	/* or NULL */
	bool			 joined;	/* there was a customer table */
	struct str		 as_of;		/* printed, "" when unknown */
	int32_t			 day;		/* the same, or DAY_NONE */
	struct str		 currency;	/* "" when unknown */
	int64_t			 bins;		/* scores go from 1 to this */
	size_t			 top;		/* silent customers named */
	int64_t			 min_group;	/* of --min-group */
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
/* FIG_INCOMPLETE for a period that is not over on day, else 0. */
unsigned	metrics_incomplete(const struct metrics *m, int32_t period);
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
/*
 * By day, week or month of the orders in the events: buyers, orders,
 * gross_revenue, refunds, net_revenue. Part of the section customers.
 */
void	metrics_takings(struct figures *fs, const struct metrics *m);
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
 * click_rate, and where they are known view_rate and follow_rate. Without a
 * group: of all. A rate leaves out the contents that miss a part of it.
 */
void	metrics_engagement(struct figures *fs, const struct metrics *m);
/*
 * By source;content of the `top` hottest: hotness, views, interactions,
 * engagement_rate; period is the day of publication.
 */
void	metrics_contents(struct figures *fs, const struct metrics *m);
/* By source;content;id, its period the day of publication. */
struct fig_key	metrics_content_key(struct figures *fs,
		    const struct contents *cs, const struct content *c);
/*
 * By age (3, 7, 30 days): contents that have reached it, pending, unmeasured,
 * views, interactions, engagement_rate of those that are measured. By
 * source;content;id, for each age the `top` contents that reached it in the
 * last period: due (the age), views, interactions, engagement_rate_3, _7 and
 * _30, and grade, the percentile of its rate at the age among the contents of
 * its form and platform published in the 90 days up to as-of.
 * contents_without_date. Nothing when no content is measured or pending.
 */
void	metrics_review(struct figures *fs, const struct metrics *m);
/*
 * contents, contents_now (published in the last period), user_contents,
 * user_share of those whose author is known as a user or the brand, reserve
 * (published after as-of); by source, form, topic and tag contents,
 * content_share, contents_now, share_now; by day, week or month contents,
 * user_contents, and with source, form and topic contents of the last three
 * periods, one of which is not over. "" is not said.
 */
void	metrics_mix(struct figures *fs, const struct metrics *m);
/*
 * By source, form, topic and tag of 20 contents or more beside 20 others:
 * engagement_rate, that of the others as engagement_rate_rest, difference
 * (relative) and p, with flags after Holm over all groups. median_views, and
 * the `top` contents with no fewer views and the lowest rate, by
 * source;content;id: views, interactions, engagement_rate.
 */
void	metrics_features(struct figures *fs, const struct metrics *m);
/*
 * By step, and by source and step, of the contents that were published in the
 * last period and in the one before: step_rate, step_rate_before, step_change,
 * and worst_step, the largest fall that is no noise. From what is compared in
 * changes, whose figures come first.
 */
void	metrics_steps(struct figures *fs, const struct metrics *m);
/*
 * Contents whose records crm-sentiment has judged: items, creators (the brand
 * too), and when the list of banned words is known to be in effect passed,
 * pass_rate, of all, by side (user, brand), source and form; by user_id of the
 * `top` creators but the brand the same; by rule items, item_share, hits,
 * creators; items_not_judged, hits_unknown.
 */
void	metrics_audit(struct figures *fs, const struct metrics *m);
/*
 * Messages that crm-sentiment has judged: messages, positive_share,
 * neutral_share, negative_share, customers, negative_customer_share,
 * messages_without_customer of all, by source and by day, week or month; by
 * category, aspect, word (the `top` of which half of the messages complain)
 * and rule messages, message_share, negative_share, positive_share (aspects),
 * hits (rules), complaint_share (words), customers, and messages and customers
 * _now and _before.
 */
void	metrics_sentiment(struct figures *fs, const struct metrics *m);
/*
 * By scale, from the last answer of each customer: nps, promoter_share,
 * passive_share, detractor_share, or csat, or good_share; customers, answers,
 * answers_without_customer. By day, week or month and scale the same, when
 * there are several. answers_not_used by reason.
 */
void	metrics_satisfaction(struct figures *fs, const struct metrics *m);
/*
 * customers, votes, votes_without_customer, votes_without_choice; by source
 * and content or product customers (one vote each), voter_share,
 * votes_repeated, votes_without_customer.
 */
void	metrics_votes(struct figures *fs, const struct metrics *m);
/*
 * By tier, tier and channel, and both with the last period that is over:
 * customers, reached, reach_rate, engagement_rate and active_rate (or
 * engaged_share and active_share where nobody is said to be reached),
 * delivered, open_rate. Figures that are by
 * tier are of the customers of the tables; "" has no tier.
 */
void	metrics_reach(struct figures *fs, const struct metrics *m);
/*
 * By tier and coupon ("" is none): customers, orders, gross_revenue,
 * gross_aov, conversion.
 */
void	metrics_offers(struct figures *fs, const struct metrics *m);
/*
 * Of all, by form and by tier: plays, customers, completion_rate,
 * three_second_rate, mean_seconds, plays_without_seconds,
 * plays_without_duration.
 */
void	metrics_plays(struct figures *fs, const struct metrics *m);
/*
 * By tier and form: interactions, customers, engagement_rate (or
 * engaged_share), and recommended, the highest such share of a tier.
 */
void	metrics_forms(struct figures *fs, const struct metrics *m);
/*
 * By tier: customers, mean_monetary and mean_clv of those who have one, with
 * their number as n; with --prev the same _before.
 */
void	metrics_lifetime(struct figures *fs, const struct metrics *m);
/* By topic: customers, contents, spread, repeat_share. */
void	metrics_topics(struct figures *fs, const struct metrics *m);
/* Contents of customers, of all and by tier: contents, customers, _share. */
void	metrics_cocreation(struct figures *fs, const struct metrics *m);
/*
 * new_followers, lost_followers, net_followers of all, by source, by
 * source;account and by day, week or month; by source;account also
 * followers_start, followers_end, growth, unfollow_rate, followers_residual
 * between its first and last snapshot, which are the period.
 */
void	metrics_followers(struct figures *fs, const struct metrics *m);
/*
 * customers with a profile; by trait said_share, values, not_used; by gender,
 * age (bands), region and job customers and customer_share of those that say
 * it, of regions and jobs the `top`; the same by interest, of the customers of
 * the tables.
 */
void	metrics_profile(struct figures *fs, const struct metrics *m);
/*
 * events by type, and by period and type in the last two periods and the one
 * that is not over, orders_not_counted by status, orders_without_customer,
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
/*
 * By metric;scope;period of each target: actual (empty when there is none),
 * of_period, target_min, target_max, gap, reached, elapsed_share, pace. To be
 * called after all others, as is the next.
 */
void	metrics_targets(struct figures *fs, const struct metrics *m);
/* Figures of other sections by block, when there are three of four blocks. */
void	metrics_scorecard(struct figures *fs, const struct metrics *m);

/* The figure that a target is about. */
struct target_found {
	const struct figure	*fig;		/* NULL: there is none */
	bool			 of_period;	/* of the target's days alone */
	/* A figure of that metric; one that is by what the scope is by; one
	   of the same scope in another section. Or NULL. */
	const struct figure	*metric, *by, *other;
};
void	targets_find(const struct figures *fs, const struct metrics *m,
	    const struct target *t, struct target_found *found);

#endif
