/* The story of one customer in crm-tier. */
#include <stdlib.h>

#include "binomial.h"
#include "table.h"
#include "tierexplain.h"

struct told {
	const struct tier_table	*t;
	const struct person	*p;
	const struct tier_row	*r;
	const struct face	*f;
	struct buf		*b;		/* the line at hand */
	struct str		 cell[TC_COLUMNS];
	uint32_t		 number;
};

static void
line(const struct told *w)
{
	face_blank(w->f, 2);
	face_wrap(w->f, buf_view(w->b), 2, 4);
	w->b->len = 0;
}

static void
title(const struct told *w, const char *text)
{
	face_style(w->f, FACE_TITLE);
	buf_z(w->f->out, text);
	face_style(w->f, FACE_PLAIN);
	face_newline(w->f);
}

static void
cell(struct table *table, struct buf *b)
{
	table_cell(table, buf_view(b));
	b->len = 0;
}

/* num / den, 6 digits. */
static void
put_ratio(struct buf *b, int128 num, int128 den)
{
	b->len += num_print_ratio(num, den, 6, buf_room(b, NUM_MAX));
}

static void
put_score(const struct told *w, bool value, int64_t score)
{
	put_ratio(w->b, (int128)100 * score,
	    2 * (int128)w->t->members * w->t->weights[value]);
}

static struct str
or_none(struct str s)
{
	return s.len > 0 ? s : STR("none");
}

static void
tell_head(const struct told *w)
{
	struct buf *b = w->b;

	buf_z(b, "Customer ");
	buf_str(b, (struct str){ w->p->id, w->p->idlen });
	face_wrap(w->f, buf_view(b), 0, 2);
	b->len = 0;
	buf_z(b, "as of ");
	if (w->t->as_of != DAY_NONE)
		b->len += day_print(w->t->as_of, buf_room(b, DAY_MAX));
	if (!w->r->member) {
		buf_z(b, ": no order and no activity, so no scores, tier and "
		    "state");
		line(w);
		return;
	}
	buf_printf(b, ", one of %zu customers: tier %.*s, %.*s, %.*s",
	    w->t->members, STR_ARG(or_none(w->cell[TC_TIER])),
	    STR_ARG(w->cell[TC_OCTANT]), STR_ARG(or_none(w->cell[TC_LIFE])));
	if (w->t->moves)
		buf_printf(b, "; the rule says %.*s, the earlier table %.*s",
		    STR_ARG(or_none(w->cell[TC_RAW])),
		    STR_ARG(or_none(w->cell[TC_PREV])));
	line(w);
}

/* One component: its value, percentile and weight. */
static void
tell_part(const struct told *w, struct table *table, enum part part)
{
	static const enum tier_column column[PARTS] = { TC_INTERACTIONS,
	    TC_SECONDS, TC_POSTS, TC_NET, TC_MISSING };
	bool missing = (w->t->missing >> part & 1) != 0;
	struct buf *b = w->b;

	table_cell(table, str_z(part_names[part]));
	if (missing)
		table_cell(table, STR("missing"));
	else if (part == PART_CLV)
		table_cell(table, STR("in table"));
	else
		table_cell(table, w->cell[column[part]]);
	if (!missing)
		put_ratio(b, w->r->rank[part], 2 * (int128)w->t->members);
	cell(table, b);
	if (!missing && w->t->weights[part >= PART_NET] > 0)
		put_ratio(b, w->t->rules.part[part],
		    w->t->weights[part >= PART_NET]);
	cell(table, b);
	table_cell(table, part >= PART_NET ? STR("value") : STR("activity"));
}

static void
tell_scores(const struct told *w)
{
	static const struct table_col col[] = { { .head = "PARTS" },
		{ .head = "amount", .right = true },
		{ .head = "percentile", .right = true },
		{ .head = "weight", .right = true }, { .head = "score" } };
	struct table *table = table_open(col, 5);
	struct buf *b = w->b;
	enum part part;

	for (part = 0; part < PARTS; part++)
		tell_part(w, table, part);
	table_close(table, w->f);
	buf_printf(b, "activity %.*s", STR_ARG(or_none(w->cell[TC_ACTIVITY])));
	if (w->t->weights[0] > 0) {
		buf_z(b, ", A+ from ");
		put_score(w, false, w->t->median[0]);
	}
	buf_printf(b, "; value %.*s", STR_ARG(or_none(w->cell[TC_VALUE])));
	if (w->t->weights[1] > 0) {
		buf_z(b, ", V+ from ");
		put_score(w, true, w->t->median[1]);
	}
	buf_printf(b, " (medians of those above 0); activity of the last %d "
	    "days", w->t->in->log.window.score);
	line(w);
}

static void
tell_preference(const struct told *w)
{
	const struct tier_row *r = w->r;
	const struct tier_table *t = w->t;
	struct buf *b = w->b;

	title(w, "PREFERENCE");
	if ((t->missing & MISSING_TAGS) != 0)
		buf_z(b, "no tags in the input: tiers do without");
	else if (r->n == 0)
		buf_printf(b, "no interaction with a tag in the last %d days: "
		    "vague", t->in->log.window.preference);
	if (r->n == 0) {
		line(w);
		return;
	}
	buf_str(b, w->cell[TC_TAG]);
	buf_printf(b, ": in %llu of %llu interactions with a tag in the last "
	    "%d days, share %.*s", (unsigned long long)r->k,
	    (unsigned long long)r->n, t->in->log.window.preference,
	    STR_ARG(w->cell[TC_PREFERENCE]));
	line(w);
	buf_z(b, "of all customers' ");
	put_ratio(b, (int128)t->with[r->tag], (int128)t->all);
	buf_printf(b, "; P(X >= %llu) = ", (unsigned long long)r->k);
	b->len += num_print_real(binomial_tail(r->n, r->k, t->with[r->tag],
	    t->all), 6, buf_room(b, NUM_MAX));
	buf_printf(b, ", times %llu tags %s 0.05%s: %s",
	    (unsigned long long)t->ntag, binomial_rare(r->n, r->k,
	    t->with[r->tag], t->all, t->ntag) ? "<=" : ">",
	    r->n < 5 ? ", fewer than 5" : "", r->clear ? "clear" : "vague");
	line(w);
}

/* "91.2 >= 80.5": a threshold as it was given, or where the quota ends. */
static void
put_against(const struct told *w, bool value, int64_t score, int64_t given)
{
	int64_t least = value ? w->t->high_least : w->t->core_least;

	put_score(w, value, score);
	if (given < 0 && least == INT64_MAX) {
		buf_z(w->b, ", and nobody fits into the quota");
		return;
	}
	buf_z(w->b, score >= least ? " >= " : " < ");
	if (given < 0)
		put_score(w, value, least);
	else
		put_ratio(w->b, given, MONEY_UNIT);
}

static void
tell_tier(const struct told *w)
{
	const struct tier_rules *q = &w->t->rules;
	const struct tier_row *r = w->r;
	struct buf *b = w->b;
	bool high = r->value >= w->t->high_least;

	title(w, "TIER");
	if (!w->t->tiers) {
		buf_z(b, "none: tiers need events with interactions, reads, "
		    "plays or posts");
		line(w);
		return;
	}
	buf_z(b, high ? "of high value: " : "not of high value: ");
	put_against(w, true, r->value, q->value_least);
	if (q->value_least < 0) {
		buf_z(b, ", the top ");
		put_ratio(b, q->core + q->potential, 10000);
		buf_z(b, " % in whole blocks");
	}
	buf_printf(b, "; %s preference", r->clear ? "clear" : "no clear");
	line(w);
	if (r->high) {
		buf_z(b, "activity among the eligible: ");
		put_against(w, false, r->activity, q->activity_least);
		line(w);
	}
	buf_printf(b, "so %.*s", STR_ARG(w->cell[TC_RAW]));
	if (w->t->moves)
		buf_printf(b, "; with the earlier table %.*s",
		    STR_ARG(w->cell[TC_TIER]));
	line(w);
}

static void
tell_time(const struct told *w)
{
	const struct tier_windows *x = &w->t->in->log.window;
	const struct tier_row *r = w->r;
	struct buf *b = w->b;

	title(w, "LIFECYCLE, BEHAVIOUR, EXPERTISE");
	if (w->p->active) {
		buf_printf(b, "active from %.*s to %.*s, %lld days ago (new "
		    "and active: %d days, churned: %d)",
		    STR_ARG(w->cell[TC_FIRST]), STR_ARG(w->cell[TC_LAST]),
		    (long long)w->t->as_of - w->p->last_day, x->active,
		    x->churn);
		if (w->p->loss != 0 && w->p->loss >= w->p->last)
			buf_z(b, ", then unfollowed, blocked or deleted");
	} else
		buf_z(b, "no activity");
	buf_printf(b, ": %.*s", STR_ARG(or_none(w->cell[TC_LIFE])));
	line(w);
	if (w->p->active) {
		buf_z(b, "last step: ");
		buf_str(b, w->cell[TC_LAST_TYPE]);
		if (w->cell[TC_LAST_TAG].len > 0) {
			buf_z(b, ", ");
			buf_str(b, w->cell[TC_LAST_TAG]);
		}
		line(w);
	}
	if (r->rfm[0] > 0)
		buf_printf(b, "R%d F%d M%d of 3", r->rfm[0], r->rfm[1],
		    r->rfm[2]);
	else
		buf_z(b, "no order that counts");
	buf_printf(b, ": %.*s", STR_ARG(w->cell[TC_BEHAVIOUR]));
	line(w);
	buf_printf(b, "%d active day%s in the last %d: %.*s", r->active_days,
	    r->active_days == 1 ? "" : "s", TIER_DAYS,
	    STR_ARG(or_none(w->cell[TC_EXPERTISE])));
	line(w);
}

static void
tell_tags(const struct told *w)
{
	if (w->cell[TC_TAGS].len == 0)
		return;
	title(w, "TAGS");
	buf_str(w->b, w->cell[TC_TAGS]);
	line(w);
}

enum status
tier_explain(const struct tier_table *t, const char *id,
    const struct face *f, struct buf *err)
{
	const struct person *p = tierlog_find(&t->in->log, str_z(id));
	struct told w = { .t = t, .p = p, .f = f };
	struct tier_texts x;
	struct buf b = { 0 };

	if (p == NULL) {
		buf_z(err, "--explain: no customer \"");
		diag_escape(err, str_z(id), 100);
		buf_z(err, "\" up to as-of");
		return STATUS_USAGE;
	}
	w.number = p->number;
	w.r = &t->row[p->number];
	w.b = &b;
	tier_texts_open(&x, t);
	tier_cells(t, p->number, &x, w.cell);
	tell_head(&w);
	if (w.r->member) {
		tell_scores(&w);
		tell_preference(&w);
		tell_tier(&w);
		tell_time(&w);
	}
	tell_tags(&w);
	tier_texts_close(&x);
	buf_free(&b);
	return STATUS_OK;
}
