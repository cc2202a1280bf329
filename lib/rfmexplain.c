/*
 * The story of one customer: its orders, its values beside those of the other
 * buyers; why they lead to its scores and segment is in rfmexplainwhy.c.
 */
#include <stdlib.h>

#include "rfmexplainin.h"
#include "rfmmoves.h"
#include "table.h"
#include "text.h"

#define LINES	12	/* of orders that are shown */

const char *const rfm_measure[3] = { "recency", "frequency", "monetary" };

void
teller_line(const struct teller *w, size_t hang)
{
	face_blank(w->f, 2);
	face_wrap(w->f, buf_view(w->line), 2, hang);
	w->line->len = 0;
}

void
teller_title(const struct teller *w, const char *title)
{
	face_newline(w->f);
	face_style(w->f, FACE_TITLE);
	buf_z(w->f->out, title);
	face_style(w->f, FACE_PLAIN);
	face_newline(w->f);
}

static void
put_money(struct buf *b, int128 v)
{
	b->len += money_print(v, buf_room(b, MONEY_MAX));
}

static void
put_int(struct buf *b, int64_t v)
{
	b->len += num_print_int(v, buf_room(b, NUM_MAX));
}

static void
put_stamp(struct buf *b, uint64_t time)
{
	struct stamp t = stamp_unpack(time);

	b->len += stamp_print(&t, buf_room(b, STAMP_TEXT));
}

void
teller_value(struct buf *b, int which, int64_t v)
{
	if (which == 2)
		put_money(b, v);
	else
		put_int(b, v);
}

/* The next cell, and nothing is left of it. */
static void
cell(struct table *t, struct buf *b)
{
	table_cell(t, buf_view(b));
	b->len = 0;
}

static bool
is_buyer(const struct rfm_table *t, const struct customer *c)
{
	return c != NULL && rfm_frequency(t, c) > 0;
}

static void
put_move(const struct teller *w, struct str segment)
{
	struct buf move = { 0 };

	rfm_moves_of(w->t->moves, w->number, segment, &move);
	buf_printf(w->line, ", move: %.*s", move.len > 0 ? (int)move.len : 4,
	    move.len > 0 ? move.p : "none");
	buf_free(&move);
}

/* Where the customer is in the end. */
static void
put_end(const struct teller *w)
{
	const struct rfm_table *t = w->t;
	const uint8_t *s = t->score + 3 * (size_t)w->number;
	struct buf *b = w->line;
	struct str segment = STR("");

	if (w->c == NULL) {
		buf_z(b, "not in the table: no order or refund is used");
		return;
	}
	if (is_buyer(t, w->c)) {
		segment = rfm_segment(t, w->number);
		buf_str(b, segment.len > 0 ? segment : STR("no segment"));
		buf_printf(b, ", R %d F %d M %d of 1 to %d", s[0], s[1], s[2],
		    t->bins);
	} else
		buf_z(b, "no order counts, so no recency, scores and segment");
	if (t->top)
		buf_z(b, is_buyer(t, w->c) && t->top_n > 0 &&
		    w->c->net >= t->top_least ? ", of the top spenders" :
		    ", not of the top spenders");
	if (t->moves != NULL)
		put_move(w, segment);
}

static void
tell_head(const struct teller *w)
{
	const struct purchases *p = w->t->p;
	struct buf *b = w->line;

	buf_z(b, "Customer ");
	buf_str(b, w->x->story->user);
	face_wrap(w->f, buf_view(b), 0, 2);
	b->len = 0;
	buf_z(b, "as of ");
	b->len += day_print(p->opt.as_of, buf_room(b, DAY_MAX));
	if (p->opt.window != 0)
		buf_printf(b, ", the last %lld days",
		    (long long)p->opt.window);
	if (w->x->currency.len > 0) {
		buf_z(b, ", money in ");
		buf_str(b, w->x->currency);
	}
	buf_z(b, ": ");
	put_end(w);
	teller_line(w, 4);
}

/* "3 orders count, 1 does not, 2 refunds, 1 row left out". */
static void
count_lines(const struct teller *w)
{
	const struct story *s = w->x->story;
	size_t not = 0, refunds = 0, rows = 0, i;
	const struct story_line *l;
	struct buf *b = w->line;
	int64_t orders = 0;

	for (i = 0; i < s->nlines; i++) {
		l = &s->line[i];
		orders += l->orders;
		rows += l->row;
		refunds += l->refund;
		not += !l->row && !l->refund && l->orders == 0;
	}
	put_int(b, orders);
	buf_printf(b, orders == 1 ? " order counts" : " orders count");
	if (not > 0)
		buf_printf(b, ", %zu %s not", not, not == 1 ? "does" : "do");
	if (refunds > 0)
		buf_printf(b, ", %zu refund%s", refunds, refunds == 1 ? "" :
		    "s");
	if (rows > 0)
		buf_printf(b, ", %zu row%s left out", rows, rows == 1 ? "" :
		    "s");
	teller_line(w, 4);
}

static void
tell_orders(const struct teller *w)
{
	static const struct table_col col[] = {
		{ .head = "  time" }, { .head = "monetary", .right = true },
		{ .head = "order_id", .min = 8 }, { .head = "", .min = 8 }
	};
	const struct story *s = w->x->story;
	const struct story_line *l;
	struct buf *b = w->line;
	struct table *t;
	size_t i;

	teller_title(w, "ORDERS");
	if (w->t->p->opt.from == PURCHASE_GIVEN) {
		buf_z(b, "not known: the values were given");
		teller_line(w, 4);
		return;
	}
	count_lines(w);
	t = table_open(col, sizeof(col) / sizeof(col[0]));
	for (i = 0; i < s->nlines && i < LINES; i++) {
		l = &s->line[i];
		buf_str(b, l->when);
		if (l->when.len == 0 && l->time != 0)
			put_stamp(b, l->time);
		cell(t, b);
		if (l->counts)
			put_money(b, l->net);
		cell(t, b);
		table_cell(t, l->order);
		table_cell(t, l->note);
	}
	table_close(t, w->f);
	if (s->nlines > LINES) {
		buf_printf(b, "and %zu older lines", s->nlines - LINES);
		teller_line(w, 4);
	}
}

/* How many buyers are strictly worse than this one in each measure. */
static void
count_worse(const struct teller *w, size_t worse[3])
{
	const struct rfm_table *t = w->t;
	const struct customer *c;
	uint32_t i;

	worse[0] = worse[1] = worse[2] = 0;
	for (i = 0; i < t->n; i++) {
		c = purchases_at(t->p, i);
		if (!is_buyer(t, c))
			continue;
		worse[0] += rfm_recency(t, c) > rfm_recency(t, w->c);
		worse[1] += rfm_frequency(t, c) < rfm_frequency(t, w->c);
		worse[2] += c->net < w->c->net;
	}
}

static void
tell_measure(const struct teller *w, struct table *table, int which,
    size_t worse)
{
	const struct rfm_table *t = w->t;
	struct buf *b = w->line;

	table_cell(table, str_z(rfm_measure[which]));
	if (which == 0)
		put_int(b, rfm_recency(t, w->c));
	else
		teller_value(b, which, which == 1 ? rfm_frequency(t, w->c) :
		    (int64_t)w->c->net);
	cell(table, b);
	table_cell(table, which == 0 ? STR("days") : which == 2 ?
	    w->x->currency : t->by_days ? STR("order days") : STR("orders"));
	put_int(b, (int64_t)worse);
	cell(table, b);
	put_int(b, (int64_t)t->buyers);
	cell(table, b);
	b->len += num_print_percent((int128)worse, (int128)t->buyers, 1,
	    buf_room(b, NUM_MAX));
	buf_byte(b, '%');
	cell(table, b);
	put_int(b, t->score[3 * (size_t)w->number + (size_t)which]);
	cell(table, b);
}

/* By which rule the values have become scores. */
static void
tell_rule(const struct teller *w)
{
	const struct rfm_table *t = w->t;
	const struct rfm_cuts *given = w->x->cuts;
	struct buf *b = w->line;
	int i, n = 0;

	for (i = 0; i < 3; i++) {
		if (given == NULL || given[i].best == 0)
			continue;
		buf_printf(b, "%s%s", n++ > 0 ? ", " : "", rfm_measure[i]);
	}
	if (n > 0)
		buf_z(b, ": by the cut points given. ");
	if (n < 3 && t->compat)
		buf_z(b, "By the limits that the R package rfm makes of "
		    "quantiles, below.");
	else if (n < 3)
		buf_printf(b, "%s1 + floor(%d x worse / buyers).", n > 0 ?
		    "The others: " : "Score = ", t->bins);
	teller_line(w, 4);
}

static void
tell_values(const struct teller *w)
{
	static const struct table_col col[] = {
		{ .head = "VALUES" }, { .head = "value", .right = true },
		{ .head = "", .min = 4 }, { .head = "worse", .right = true },
		{ .head = "buyers", .right = true },
		{ .head = "share", .right = true },
		{ .head = "score", .right = true }
	};
	struct buf *b = w->line;
	struct table *t;
	size_t worse[3];
	int which;

	face_newline(w->f);
	t = table_open(col, sizeof(col) / sizeof(col[0]));
	count_worse(w, worse);
	for (which = 0; which < 3; which++)
		tell_measure(w, t, which, worse[which]);
	table_close(t, w->f);
	tell_rule(w);
	buf_z(b, "An order is worth ");
	put_money(b, purchases_aov(w->t->p, w->c));
	buf_z(b, " on average");
	if (w->c->first != 0) {
		buf_z(b, "; the first that counts was at ");
		put_stamp(b, w->c->first);
		buf_z(b, ", the last at ");
		put_stamp(b, w->c->last);
	}
	buf_byte(b, '.');
	teller_line(w, 4);
}

/* The customer with the id of the story into w; NULL where there is none. */
static void
find(struct teller *w)
{
	const struct customer *c;
	uint32_t i;

	for (i = 0; i < w->t->n && w->c == NULL; i++) {
		c = purchases_at(w->t->p, i);
		if (!str_eq((struct str){ c->id, c->idlen },
		    w->x->story->user))
			continue;
		w->c = c;
		w->number = i;
	}
}

static enum status
nobody(const struct teller *w, struct buf *err)
{
	struct str *names = mem_array(w->t->n, sizeof(*names));
	const struct str *near;
	const struct customer *c;
	uint32_t i;

	for (i = 0; i < w->t->n; i++) {
		c = purchases_at(w->t->p, w->t->order[i]);
		names[i] = (struct str){ c->id, c->idlen };
	}
	near = text_nearest(w->x->story->user, names, w->t->n);
	buf_z(err, "--explain: no customer \"");
	diag_escape(err, w->x->story->user, 60);
	buf_byte(err, '"');
	if (near != NULL) {
		buf_z(err, " (nearest: \"");
		diag_escape(err, *near, 60);
		buf_z(err, "\")");
	}
	free(names);
	return STATUS_DATA;
}

enum status
rfm_explain(const struct rfm_explain *x, const struct face *f,
    struct buf *err)
{
	struct buf line = { 0 };
	struct teller w = { .x = x, .t = x->t, .f = f, .line = &line };

	find(&w);
	if (w.c == NULL && x->story->nlines == 0)
		return nobody(&w, err);
	tell_head(&w);
	tell_orders(&w);
	if (is_buyer(w.t, w.c)) {
		tell_values(&w);
		teller_cuts(&w);
		teller_segment(&w);
	}
	if (w.c != NULL && w.t->clv != NULL)
		teller_clv(&w);
	buf_free(&line);
	return STATUS_OK;
}
