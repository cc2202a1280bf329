/* Operands into purchases. */
#include <stdio.h>
#include <string.h>

#include "bookstate.h"

/* A second row equal in every bound column; true when it is not to be used. */
static bool
is_duplicate(struct booking *b, const struct row *row)
{
	struct hash128 key = { 0, 0 };
	bool fresh;
	size_t i;

	if (b->opt.duplicates == BOOKING_KEEP)
		return false;
	for (i = 0; i < SALE_SRC_FILE; i++) {
		struct hash128 h = hash_bytes128(row->cell[i], key.lo + i);

		key = (struct hash128){ h.lo, h.hi ^ key.hi * 31 };
	}
	seen_add(&b->seen, key, &fresh);
	if (fresh)
		return false;
	if (b->opt.duplicates == BOOKING_DROP) {
		ledger_filtered(b->ledger, "duplicate row", 1);
		return true;
	}
	ledger_reject_cell(b->ledger, b->in.rows, row, SIZE_MAX, NULL,
	    "the same row twice");
	b->stop = true;
	return true;
}

static void
reject(struct booking *b, const struct row *row)
{
	enum sale_column c = b->sale.cell;
	struct fault f = { .reason = b->sale.reason,
	    .field = str_z(sale_columns[c].name) };

	if (row->cell[c].len > 0)
		f.value = row->cell[c];
	rows_locate(b->in.rows, row, c, &f.line, &f.column);
	sale_origin(row, &f);
	if (!ledger_reject(b->ledger, &f, row->raw))
		b->stop = true;
}

static void
two_currencies(const struct booking *b, const struct row *row,
    struct fault *f)
{
	struct str name[2] = { buf_view(&b->sale.currency),
	    buf_view(&b->sale.other) };
	struct buf text = { 0 };
	int i;

	for (i = 0; i < 2; i++) {
		buf_z(&text, i == 0 ? "" : " and ");
		if (name[i].len == 0)
			buf_z(&text, "none");
		else
			diag_escape(&text, name[i], 20);
	}
	*f = (struct fault){ .line = row->line,
	    .reason = "two currencies in one run" };
	snprintf(f->detail, sizeof(f->detail),
	    "%.*s (keep one with --currency)", STR_ARG(buf_view(&text)));
	buf_free(&text);
}

/* Rows that are judged before they are booked: they fit the first cache. */
#define GROUP	64

static void
book(struct booking *b, const struct sale *sale, size_t n)
{
	story_add(&b->story, sale, n, NULL);
	if (b->opt.partial)
		partial_flush(&b->partial);
	else
		purchases_add(&b->purchases, sale, n);
	ledger_used(b->ledger, n);
}

/* Judge the rows of a batch; book those that count. */
static bool
read_batch(struct booking *b, const struct batch *rows, struct fault *f)
{
	struct sale sale[GROUP];
	const struct row *row;
	size_t i, n = 0;

	for (i = 0; i < rows->n && !b->stop; i++) {
		row = &rows->row[i];
		if (row->bad != NULL) {
			b->stop = !ledger_reject(b->ledger, row->bad,
			    row->raw);
			continue;
		}
		switch (sale_read(&b->sale, row, &sale[n])) {
		case SALE_OK:
			if (is_duplicate(b, row)) {
				story_left_out(&b->story, row,
				    "duplicate row");
				break;
			}
			if (b->opt.partial)
				bookstate_add(b, row, &sale[n]);
			if (++n < GROUP)
				break;
			book(b, sale, n);
			n = 0;
			break;
		case SALE_FILTERED:
			ledger_filtered(b->ledger, b->sale.reason, 1);
			story_left_out(&b->story, row, b->sale.reason);
			break;
		case SALE_REJECTED:
			reject(b, row);
			story_left_out(&b->story, row, b->sale.reason);
			break;
		case SALE_CURRENCIES:
			two_currencies(b, row, f);
			return false;
		}
	}
	book(b, sale, n);
	return !b->stop;
}

/* False when there is one with that id. */
static bool
book_customer(struct booking *b, const struct given *given)
{
	struct customer *c = purchases_new(&b->purchases, given->user);

	if (c == NULL)
		return false;
	c->net = given->net;
	c->aov = given->aov;
	c->orders = given->orders;
	c->first = given->first;
	c->last = given->last;
	return true;
}

/* A row of a table of customers. */
static void
read_customer(struct booking *b, const struct row *row)
{
	struct given_reader *g = &b->given;
	enum given_fate fate;
	struct given given;
	struct fault f;

	fate = given_read(g, row->cell, &given, &f);
	if (g->day != DAY_NONE)
		sale_newest(&b->sale, g->day);
	if (fate == GIVEN_OK && !book_customer(b, &given)) {
		fate = GIVEN_REJECTED;
		g->cell = GIVEN_USER;
		f.reason = "customer given twice";
	}
	switch (fate) {
	case GIVEN_OK:
		ledger_used(b->ledger, 1);
		break;
	case GIVEN_FILTERED:
		ledger_filtered(b->ledger, "another currency", 1);
		break;
	case GIVEN_REJECTED:
		b->stop = !ledger_reject_cell(b->ledger, b->in.rows, row,
		    g->cell, given_columns[g->cell].name, f.reason);
		break;
	case GIVEN_CONFLICT:
		input_conflict(&b->in, row, g->cell, &f);
	}
}

static bool
read_customers(struct booking *b, const struct batch *rows)
{
	const struct row *row;
	size_t i;

	for (i = 0; i < rows->n && !b->stop; i++) {
		row = &rows->row[i];
		if (row->bad != NULL)
			b->stop = !ledger_reject(b->ledger, row->bad,
			    row->raw);
		else
			read_customer(b, row);
	}
	return !b->stop;
}

static void
bind_customers(struct booking *b, const char *path)
{
	const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
	bool sparse = rows_format(b->in.rows) == ROWS_JSONL;
	size_t col[GIVEN_COLUMNS];
	struct fault f;

	input_bind(&b->in, given_columns, GIVEN_COLUMNS, &b->aliases, col);
	if (!given_table(&b->given, name, col, sparse, &f))
		input_die(STATUS_USAGE, name, &f);
}

static void
bind_events(struct booking *b)
{
	const struct rec_col *columns;
	size_t col[SALE_COLUMNS], n;
	const struct str *header = rows_header(b->in.rows, &n);
	struct fault f;

	if (partial_is_state(header, n, &f)) {
		f = (struct fault){ .reason = "a state: --merge reads it" };
		input_die(STATUS_USAGE, b->in.name, &f);
	}
	columns = sale_columns_of(b->in.rows, &b->aliases);
	input_bind(&b->in, columns, SALE_COLUMNS, &b->aliases, col);
}

bool
booking_read(struct booking *b, const char *path, struct fault *f)
{
	struct rows_opts ro = { .format = b->opt.in };
	bool more = true, given = b->opt.purchases.from == PURCHASE_GIVEN;
	struct batch rows;

	if (b->opt.merge) {
		bookstate_read(b, path);
		return true;
	}
	input_open(&b->in, path, &ro, b->ledger, b->opt.digest);
	if (b->first == ROWS_AUTO)
		b->first = rows_format(b->in.rows);
	if (given)
		bind_customers(b, path);
	else
		bind_events(b);
	while (more && input_next(&b->in, b->ledger, &rows))
		more = given ? read_customers(b, &rows) :
		    read_batch(b, &rows, f);
	if (more || b->stop)
		input_close(&b->in, b->ledger);
	return more;
}

int32_t
booking_as_of(struct booking *b)
{
	const struct sale_reader *s = &b->sale;
	char newest[DAY_MAX], next[DAY_MAX];
	int32_t as_of = b->opt.purchases.from == PURCHASE_GIVEN ?
	    b->given.agree.as_of : b->opt.rules.as_of;

	if (as_of != DAY_NONE || s->newest == DAY_NONE)
		return as_of;
	if (s->next_newest != DAY_NONE && s->newest - s->next_newest > 31)
		ledger_warn(b->ledger, "as-of is %.*s, but the next newest "
		    "day is %.*s: a wrong date? (--as-of)",
		    (int)day_print(s->newest, newest), newest,
		    (int)day_print(s->next_newest, next), next);
	return s->newest;
}

struct str
booking_currency(const struct booking *b)
{
	if (b->opt.purchases.from == PURCHASE_GIVEN)
		return buf_view(&b->given.agree.currency);
	return b->opt.rules.currency.len > 0 ? b->opt.rules.currency :
	    buf_view(&b->sale.currency);
}

/* What makes customers of orders. */
static void
put_rules(const struct booking_opts *o, struct ledger *l)
{
	static const char *const duplicates[] = { "keep", "drop", "error" };
	char n[NUM_MAX];

	ledger_setting(l, "window", o->purchases.window == 0 ? STR("all") :
	    (struct str){ n, num_print_int(o->purchases.window, n) });
	ledger_setting(l, "refunds", str_z(o->rules.ignore_refunds ?
	    "ignore" : "net"));
	ledger_setting(l, "duplicates", str_z(duplicates[o->duplicates]));
	if (o->zone_name != NULL)
		ledger_setting(l, "tz", str_z(o->zone_name));
}

void
booking_settings(const struct booking *b)
{
	const struct booking_opts *o = &b->opt;
	struct ledger *l = b->ledger;

	if (o->purchases.from == PURCHASE_GIVEN)
		ledger_setting(l, "from", STR("customers"));
	else
		put_rules(o, l);
	if (o->rules.currency.len > 0)
		ledger_setting(l, "currency", o->rules.currency);
	if (o->rates != NULL)
		ledger_setting(l, "rates", str_z(o->rates));
}

static void
load_rates(struct booking *b, const char *path)
{
	struct sale_rules *rules = &b->opt.rules;
	struct buf err = { 0 };
	enum status st = rates_load(&b->rates, path, rules->currency, &err);

	if (st != STATUS_OK)
		die(st, "--rates: %.*s", STR_ARG(buf_view(&err)));
	rules->rates = &b->rates;
	rules->currency = b->rates.target;
}

void
booking_open(struct booking *b, const struct booking_opts *o,
    struct ledger *l)
{
	bool given = o->purchases.from == PURCHASE_GIVEN;

	*b = (struct booking){ .opt = *o, .ledger = l };
	rec_aliases(&b->aliases, o->columns, given ? given_columns :
	    sale_columns, given ? GIVEN_COLUMNS : SALE_COLUMNS);
	given_open(&b->given, &o->rules);
	if (o->rates != NULL && !o->merge)
		load_rates(b, o->rates);
	sale_open(&b->sale, &b->opt.rules);
	purchases_open(&b->purchases, &o->purchases);
	seen_open(&b->seen);
	story_open(&b->story, o->explain);
	bookstate_open(b);
	if (!o->merge)
		booking_settings(b);
}

void
booking_close(struct booking *b)
{
	sale_close(&b->sale);
	given_close(&b->given);
	purchases_close(&b->purchases);
	seen_close(&b->seen);
	story_close(&b->story);
	rates_free(&b->rates);
	bookstate_close(b);
	rec_aliases_free(&b->aliases);
}
