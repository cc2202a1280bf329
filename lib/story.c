/*
 * The rows of one customer. What an order is worth is asked of orders.c, as
 * purchase.c does, so that the story cannot differ from the table.
 */
#include <stdlib.h>

#include "mem.h"
#include "story.h"

void
story_open(struct story *s, const char *user)
{
	*s = (struct story){ .on = user != NULL };
	if (s->on)
		s->user = str_z(user);
}

void
story_close(struct story *s)
{
	free(s->row);
	free(s->line);
	arena_free(&s->text);
}

static struct story_row *
add_row(struct story *s)
{
	if (s->n % 64 == 0)
		s->row = mem_grow(s->row, s->n + 64, sizeof(*s->row));
	s->row[s->n] = (struct story_row){ .why = NULL };
	return &s->row[s->n++];
}

void
story_add(struct story *s, const struct sale *sale, size_t n, const char *why)
{
	struct story_row *row;
	size_t i;

	for (i = 0; s->on && i < n; i++) {
		if (!str_eq(sale[i].user, s->user))
			continue;
		row = add_row(s);
		row->why = why;
		row->sale = sale[i];
		row->sale.user = s->user;
		row->sale.order = arena_dup(&s->text, sale[i].order);
	}
}

void
story_left_out(struct story *s, const struct row *row, const char *why)
{
	struct story_row *r;

	if (!s->on || !str_eq(row->cell[SALE_USER], s->user))
		return;
	r = add_row(s);
	r->why = why;
	r->when = arena_dup(&s->text, row->cell[SALE_TIME]);
	r->amount = arena_dup(&s->text, row->cell[SALE_AMOUNT]);
	r->sale.order = arena_dup(&s->text, row->cell[SALE_ORDER]);
}

/* Rows of one order stand together: those with an order_id by it. */
static int
by_order(const void *a, const void *b)
{
	const struct story_row *x = a, *y = b;
	bool left = x->why != NULL;
	int c;

	if (left != (y->why != NULL))
		return left ? 1 : -1;
	c = str_cmp(x->sale.order, y->sale.order);
	if (c != 0)
		return c;
	if (x->sale.shop != y->sale.shop)
		return x->sale.shop < y->sale.shop ? -1 : 1;
	return 0;
}

static struct story_line *
add_line(struct story *s, const struct sale *sale)
{
	if (s->nlines % 64 == 0)
		s->line = mem_grow(s->line, s->nlines + 64,
		    sizeof(*s->line));
	s->line[s->nlines] = (struct story_line){ .time = sale->time,
	    .order = sale->order, .note = STR("") };
	return &s->line[s->nlines++];
}

static bool
inside(const struct purchases *p, uint64_t time)
{
	return purchases_in_window(p, stamp_packed_day(time));
}

/* What counts at its time, unless the window begins later. */
static void
set_line(struct story_line *l, const struct purchases *p, int128 net,
    uint32_t orders)
{
	l->counts = inside(p, l->time);
	l->net = l->counts ? net : 0;
	l->orders = l->counts ? orders : 0;
	if (!l->counts)
		l->note = STR("before the window");
}

static void
tell_refund(struct story *s, const struct sale *sale,
    const struct purchases *p)
{
	struct story_line *l = add_line(s, sale);

	l->refund = true;
	l->note = STR("refund");
	set_line(l, p, -(int128)sale->amount, 0);
}

static void
tell_single(struct story *s, const struct sale *sale,
    const struct purchases *p)
{
	struct story_line *l = add_line(s, sale);

	if (sale->refunded)
		l->note = STR("status refunded");
	else if (sale->orders > 1)
		l->note = arena_printf(&s->text, "%u orders", sale->orders);
	set_line(l, p, sale->refunded ? 0 : sale->amount,
	    sale->refunded ? 0 : sale->orders);
}

/* With PURCHASE_ROWS every row is an order. */
static void
tell_row(struct story *s, const struct sale *sale, const struct purchases *p)
{
	struct story_line *l = add_line(s, sale);

	set_line(l, p, sale->refund ? -(int128)sale->amount : sale->amount,
	    1);
}

/* Of the n rows of an order that counts, or does not: what its refunds do. */
static struct str
refund_note(struct story *s, const struct story_row *row, size_t n,
    bool counts)
{
	char text[MONEY_MAX];
	int128 refunds = 0;
	bool status = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (row[i].sale.refund)
			refunds += row[i].sale.amount;
		else
			status = status || row[i].sale.refunded;
	}
	if (!counts)
		return status ? STR("status refunded") :
		    STR("refunded in full");
	return refunds == 0 ? STR("") : arena_printf(&s->text,
	    "%.*s of it refunded", (int)money_print(refunds, text), text);
}

/* The n rows of an order. */
static void
tell_order(struct story *s, const struct story_row *row, size_t n,
    const struct purchases *p)
{
	struct orders all;
	struct order *o;
	struct order_worth worth;
	struct story_line *l;
	size_t i;

	orders_open(&all);
	o = orders_find(&all, hash_bytes128(row->sale.order, row->sale.shop),
	    0);
	for (i = 0; i < n; i++) {
		const struct sale *e = &row[i].sale;
		const struct order_line line = { e->time, e->amount, e->own,
		    e->currency, e->refund, e->refunded };

		orders_add(&all, o, &line);
		if (e->refund)
			tell_refund(s, e, p);
	}
	if (o->time != 0) {
		worth = orders_worth(&all, o);
		l = add_line(s, &row->sale);
		l->time = o->time;
		l->note = refund_note(s, row, n, worth.counts);
		set_line(l, p, worth.net, worth.counts);
	}
	orders_close(&all);
}

/* Of a row that may have no time, or none that is one. */
static void
tell_left_out(struct story *s, const struct story_row *row)
{
	struct story_line *l = add_line(s, &row->sale);
	struct str amount = row->amount;
	char text[MONEY_MAX];
	struct stamp t;

	l->row = true;
	l->when = row->when;
	if (stamp_parse(row->when, &t))
		l->time = stamp_pack(&t);
	if (row->sale.time != 0)
		amount = (struct str){ text, money_print(row->sale.amount,
		    text) };
	l->note = amount.len == 0 ? str_z(row->why) :
	    arena_printf(&s->text, "%s (%.*s)", row->why,
	    (int)(amount.len < 40 ? amount.len : 40), amount.p);
}

static int
by_time(const void *a, const void *b)
{
	const struct story_line *x = a, *y = b;
	int c;

	if (x->time != y->time)
		return x->time > y->time ? -1 : 1;
	c = str_cmp(x->order, y->order);
	if (c == 0)
		c = str_cmp(x->note, y->note);
	if (c == 0 && x->net != y->net)
		c = x->net > y->net ? -1 : 1;
	return c != 0 ? c : str_cmp(x->when, y->when);
}

void
story_tell(struct story *s, const struct purchases *p)
{
	const struct story_row *row;
	size_t i, n;

	if (s->n > 0)
		qsort(s->row, s->n, sizeof(*s->row), by_order);
	for (i = 0; i < s->n; i += n) {
		row = &s->row[i];
		n = 1;
		if (row->why != NULL)
			tell_left_out(s, row);
		else if (p->opt.from == PURCHASE_ROWS)
			tell_row(s, &row->sale, p);
		else if (row->sale.order.len > 0) {
			while (i + n < s->n && by_order(row, row + n) == 0)
				n++;
			tell_order(s, row, n, p);
		} else if (row->sale.refund)
			tell_refund(s, &row->sale, p);
		else
			tell_single(s, &row->sale, p);
	}
	if (s->nlines > 0)
		qsort(s->line, s->nlines, sizeof(*s->line), by_time);
}
