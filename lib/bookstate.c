/* States in a booking: events or states into a state, states into purchases. */
#include "bookstate.h"

/* What is for reading events, and what shapes a state or goes with one. */
#define EVENTS	"columns in max-rejects rejects strict"
#define STATES	"csv currency merge output partial quiet rates refunds " \
		"round-money summary tz verbose"

enum status
bookstate_check(const struct opt_program *p, const void *o,
    const void *preset, struct buf *err)
{
	bool partial = opt_given(p, o, preset, "partial", true) != NULL;
	bool merge = opt_given(p, o, preset, "merge", true) != NULL;
	const char *all = opt_given(p, o, preset, "compat duplicates from",
	    true);
	const char *event = opt_given(p, o, preset, EVENTS, true);
	const char *late = opt_given(p, o, preset, EVENTS " " STATES, false);

	if ((partial || merge) && all != NULL)
		buf_printf(err, "--%s needs all rows in one run: no "
		    "--partial, no --merge", all);
	else if (merge && event != NULL)
		buf_printf(err, "--%s is for events, and --merge reads "
		    "states", event);
	else if (partial && late != NULL)
		buf_printf(err, "--%s is for the table: give it to --merge "
		    "without --partial", late);
	return err->len > 0 ? STATUS_USAGE : STATUS_OK;
}

void
bookstate_open(struct booking *b)
{
	const struct booking_opts *o = &b->opt;
	struct partial_reader *r = &b->states;

	partial_open(&b->partial);
	partial_reader_open(r);
	if (o->rules.currency.len > 0)
		partial_expect(r, SHAPE_CURRENCY, o->rules.currency,
		    "--currency");
	/* What events are read with; states have theirs unless it is asked. */
	if (o->rates != NULL || !o->merge)
		partial_expect(r, SHAPE_RATES, str_z(o->rates != NULL ?
		    o->rates : ""), "--rates");
	if (o->refunds_given || !o->merge)
		partial_expect(r, SHAPE_REFUNDS, o->rules.ignore_refunds ?
		    STR("ignore") : STR("net"), "--refunds");
	if (o->rules.round_money || !o->merge)
		partial_expect(r, SHAPE_ROUND, o->rules.round_money ?
		    STR("yes") : STR("no"), "--round-money");
	if (o->zone_name != NULL || !o->merge)
		partial_expect(r, SHAPE_TZ, str_z(o->zone_name != NULL ?
		    o->zone_name : ""), "--tz");
}

void
bookstate_close(struct booking *b)
{
	partial_close(&b->partial);
	partial_reader_close(&b->states);
}

/* Source, account and currency are of an order that is known by its id. */
void
bookstate_add(struct booking *b, const struct row *row, const struct sale *s)
{
	struct partial_row r = { .user = s->user, .order = s->order,
	    .amount = s->amount, .own = s->amount, .first = s->time,
	    .last = s->time, .rows = 1, .refund = s->refund,
	    .refunded = s->refunded && !s->refund };

	if (s->order.len > 0) {
		r.source = row->cell[SALE_SOURCE];
		r.account = row->cell[SALE_ACCOUNT];
		r.own = s->own;
		if (s->currency != 0)
			r.currency = row->cell[SALE_CURRENCY];
	}
	partial_add(&b->partial, &r);
}

/* The days and the currency of a state. */
static void
take_options(struct booking *b)
{
	const struct partial_head *h = &b->states.head;
	const int32_t day[2] = { h->newest, h->next_newest };
	int i;

	for (i = 0; i < 2; i++)
		if (day[i] != DAY_NONE)
			sale_newest(&b->sale, day[i]);
	b->sale.currency.len = 0;
	buf_str(&b->sale.currency, h->shape[SHAPE_CURRENCY]);
}

/*
 * A row of a state as sales: one, and for orders without an order_id that are
 * more than one another at the time of the last. Returns their number.
 */
static size_t
sales_of(struct booking *b, const struct partial_row *r, struct sale s[2])
{
	struct stamp first = stamp_unpack(r->first);

	s[0] = (struct sale){ .user = r->user, .order = r->order,
	    .time = r->first, .amount = r->amount, .own = r->own,
	    .day = stamp_day(&first), .orders = r->rows, .refund = r->refund,
	    .refunded = r->refunded };
	if (r->order.len > 0)
		s[0].shop = sale_shop(&b->sale, r->source, r->account);
	if (r->currency.len > 0)
		s[0].currency = sale_currency(r->currency);
	if (r->order.len > 0 || r->refund || r->rows == 1)
		return 1;
	s[1] = s[0];
	s[1].time = r->last;
	s[1].amount = s[1].own = 0;
	s[0].orders--;
	s[1].orders = 1;
	return 2;
}

/* Into the purchases, unless it is too late for them. */
static size_t
book(struct booking *b, const struct partial_row *r, struct sale s[2])
{
	size_t n = sales_of(b, r, s);
	bool late = b->opt.rules.as_of != DAY_NONE &&
	    s[0].day > b->opt.rules.as_of;
	struct sale whole = s[0];

	whole.orders = r->rows;
	story_add(&b->story, &whole, 1, late ? "after as-of" : NULL);
	if (late)
		ledger_filtered(b->ledger, "after as-of", 1);
	return late ? 0 : n;
}

/* Judge a row; true when it is one of events, in *r. */
static bool
take(struct booking *b, const struct row *row, struct partial_row *r)
{
	struct fault f;

	if (row->bad != NULL)
		input_die(STATUS_DATA, b->in.name, row->bad);
	switch (partial_read(&b->states, row, r, &f)) {
	case PARTIAL_ROW:
		return true;
	case PARTIAL_OPTIONS:
		take_options(b);
		break;
	case PARTIAL_FRAME:
		break;
	case PARTIAL_BAD:
		input_conflict(&b->in, row, b->states.cell, &f);
	}
	return false;
}

static void
read_rows(struct booking *b, const struct batch *rows)
{
	struct sale sale[ROWS_BATCH];
	struct partial_row r;
	size_t i, n = 0, late = 0, more;

	arena_reset(&b->states.text);
	for (i = 0; i < rows->n; i++) {
		if (!take(b, &rows->row[i], &r))
			continue;
		if (b->opt.partial) {
			partial_add(&b->partial, &r);
			continue;
		}
		if (n + 2 > ROWS_BATCH) {
			purchases_add(&b->purchases, sale, n);
			n = 0;
		}
		more = book(b, &r, sale + n);
		late += more == 0;
		n += more;
	}
	purchases_add(&b->purchases, sale, n);
	partial_flush(&b->partial);
	ledger_used(b->ledger, rows->n - late);
}

void
bookstate_read(struct booking *b, const char *path)
{
	struct rows_opts ro = { .format = ROWS_AUTO };
	size_t col[PARTIAL_COLUMNS], n;
	const struct str *header;
	const char *twice;
	struct batch rows;
	struct fault f;

	input_open(&b->in, path, &ro, b->ledger, b->opt.digest);
	header = rows_header(b->in.rows, &n);
	if (!partial_is_state(header, n, &f))
		input_die(STATUS_USAGE, b->in.name, &f);
	input_bind(&b->in, partial_columns, PARTIAL_COLUMNS, NULL, col);
	partial_input(&b->states, b->in.name);
	while (input_next(&b->in, b->ledger, &rows))
		read_rows(b, &rows);
	if (!partial_input_end(&b->states, &f))
		input_die(STATUS_DATA, b->in.name, &f);
	twice = partial_input_twice(&b->states);
	if (twice != NULL)
		ledger_warn(b->ledger, "%s has the rows of %s: is it merged "
		    "twice?", b->in.name, twice);
	input_close(&b->in, b->ledger);
}

void
bookstate_settle(struct booking *b)
{
	const struct str *shape = b->states.head.shape;
	struct booking_opts *o = &b->opt;

	o->rules.ignore_refunds = str_eq(shape[SHAPE_REFUNDS], STR("ignore"));
	if (shape[SHAPE_TZ].len > 0)
		o->zone_name = shape[SHAPE_TZ].p;
	if (shape[SHAPE_RATES].len > 0)
		o->rates = shape[SHAPE_RATES].p;
	booking_settings(b);
}

enum status
bookstate_write(struct booking *b, const char *output, struct buf *err)
{
	struct partial_head h = b->states.head;
	struct io_out *out;

	if (b->partial.trouble != NULL) {
		buf_z(err, b->partial.trouble);
		return STATUS_DATA;
	}
	h.newest = b->sale.newest;
	h.next_newest = b->sale.next_newest;
	h.shape[SHAPE_CURRENCY] = booking_currency(b);
	out = io_out_open(output);
	partial_write(&b->partial, &h, out);
	io_out_close(out, true);
	return STATUS_OK;
}
