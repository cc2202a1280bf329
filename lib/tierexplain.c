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

/* The clv that a table gives, as it is written there. */
static struct str
clv_cell(const struct told *w)
{
	const struct joined *j = &w->t->in->joined;
	struct str *all = mem_array(j->column.n, sizeof(*all)), s = STR("");
	size_t i;

	joined_cells(j, w->number, all);
	for (i = 0; i < j->column.n; i++)
		if (str_eq(j->column.name[i], STR("clv")))
			s = all[i];
	free(all);
	return s;
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
		table_cell(table, clv_cell(w));
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
tell_high(const struct told *w)
{
	const struct tier_rules *q = &w->t->rules;
	struct buf *b = w->b;

	if (w->t->weights[1] == 0) {
		buf_z(b, "not of high value: the input has no value");
		return;
	}
	buf_z(b, w->r->high ? "of high value: " : "not of high value: ");
	put_against(w, true, w->r->value, q->value_least);
	if (q->value_least < 0) {
		buf_z(b, ", the top ");
		put_ratio(b, q->core + q->potential, 10000);
		buf_z(b, " % in whole blocks");
	}
}

static void
tell_tier(const struct told *w)
{
	const struct tier_row *r = w->r;
	struct buf *b = w->b;

	title(w, "TIER");
	if (!w->t->tiers) {
		buf_z(b, "none: tiers need events with interactions, reads, "
		    "plays or posts");
		line(w);
		return;
	}
	tell_high(w);
	if ((w->t->missing & MISSING_TAGS) == 0)
		buf_printf(b, "; %s preference", r->clear ? "clear" :
		    "no clear");
	line(w);
	if (r->eligible) {
		buf_z(b, "activity among the eligible: ");
		put_against(w, false, r->activity,
		    w->t->rules.activity_least);
		line(w);
	}
	buf_printf(b, "so %.*s", STR_ARG(w->cell[TC_RAW]));
	if (w->t->moves)
		buf_printf(b, "; with the earlier table %.*s",
		    STR_ARG(w->cell[TC_TIER]));
	line(w);
}

static void
put_when(struct buf *b, int32_t day)
{
	b->len += day_print(day, buf_room(b, DAY_MAX));
}

static void
tell_life(const struct told *w)
{
	const struct tier_windows *x = &w->t->in->log.window;
	const struct person *p = w->p;
	struct buf *b = w->b;
	int64_t gap = (int64_t)w->t->as_of - p->last_day;

	if (!p->active) {
		buf_printf(b, "no activity: %.*s",
		    STR_ARG(or_none(w->cell[TC_LIFE])));
		line(w);
		return;
	}
	buf_z(b, p->first_day == p->last_day ? "active on " : "active from ");
	put_when(b, p->first_day);
	if (p->first_day != p->last_day) {
		buf_z(b, " to ");
		put_when(b, p->last_day);
	}
	buf_printf(b, ", %lld day%s ago", (long long)gap,
	    gap == 1 ? "" : "s");
	if (p->early != DAY_NONE && p->before != DAY_NONE) {
		buf_z(b, ", before ");
		put_when(b, p->early);
		buf_z(b, " last on ");
		put_when(b, p->before);
	}
	buf_printf(b, " (new and active: %d days, churned: %d)", x->active,
	    x->churn);
	if (p->loss != 0 && p->loss >= p->last)
		buf_z(b, ", then unfollowed, blocked or deleted");
	buf_printf(b, ": %.*s", STR_ARG(or_none(w->cell[TC_LIFE])));
	line(w);
	buf_z(b, "last step: ");
	buf_str(b, w->cell[TC_LAST_TYPE]);
	if (w->cell[TC_LAST_TAG].len > 0) {
		buf_z(b, ", ");
		buf_str(b, w->cell[TC_LAST_TAG]);
	}
	line(w);
}

/* Did anybody get score k? Else the next one begins where it does. */
static bool
is_reached(const struct rfm_cuts *c, int k)
{
	return k == c->best || c->at[k] != c->at[k + 1];
}

/* ", F2 from 3, F3 from 8": where the scores of a measure begin. */
static void
put_cuts(struct buf *b, const struct rfm_cuts *c, char letter)
{
	int k;

	for (k = 2; k <= c->best; k++) {
		if (!is_reached(c, k))
			continue;
		buf_printf(b, ", %c%d %s ", letter, k,
		    c->higher ? "from" : "up to");
		if (letter == 'M')
			b->len += money_print(c->at[k], buf_room(b,
			    MONEY_MAX));
		else
			b->len += num_print_int(c->at[k], buf_room(b,
			    NUM_MAX));
	}
}

static void
tell_behaviour(const struct told *w)
{
	const struct tier_row *r = w->r;
	struct buf *b = w->b;
	int i;

	if (r->rfm[0] > 0) {
		buf_printf(b, "R%d F%d M%d of 3", r->rfm[0], r->rfm[1],
		    r->rfm[2]);
		for (i = 0; i < 3; i++)
			put_cuts(b, &w->t->cuts[i], "RFM"[i]);
	} else
		buf_z(b, "no order that counts");
	buf_printf(b, ": %.*s", STR_ARG(w->cell[TC_BEHAVIOUR]));
	line(w);
}

static void
tell_time(const struct told *w)
{
	static const char *const names[4] = { "", "", ", intermediate from ",
	    ", expert from " };
	const struct tier_row *r = w->r;
	struct buf *b = w->b;
	int k;

	title(w, "LIFECYCLE, BEHAVIOUR, EXPERTISE");
	tell_life(w);
	tell_behaviour(w);
	buf_printf(b, "%d active day%s in the last %d", r->active_days,
	    r->active_days == 1 ? "" : "s", TIER_DAYS);
	for (k = 2; k <= w->t->days.best; k++) {
		if (!is_reached(&w->t->days, k))
			continue;
		buf_z(b, names[k]);
		b->len += num_print_int(w->t->days.at[k], buf_room(b,
		    NUM_MAX));
	}
	buf_printf(b, ": %.*s", STR_ARG(or_none(w->cell[TC_EXPERTISE])));
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
