/* Operands into purchases. */
#include <stdio.h>

#include "booking.h"

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

/* Judge the rows of a batch; book those that count. */
static bool
read_batch(struct booking *b, const struct batch *rows, struct fault *f)
{
	struct sale sale[ROWS_BATCH];
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
			n += !is_duplicate(b, row);
			break;
		case SALE_FILTERED:
			ledger_filtered(b->ledger, b->sale.reason, 1);
			break;
		case SALE_REJECTED:
			reject(b, row);
			break;
		case SALE_CURRENCIES:
			two_currencies(b, row, f);
			return false;
		}
	}
	purchases_add(&b->purchases, sale, n);
	ledger_used(b->ledger, n);
	return !b->stop;
}

bool
booking_read(struct booking *b, const char *path, struct fault *f)
{
	struct rows_opts ro = { .format = b->opt.in };
	size_t col[SALE_COLUMNS];
	struct batch rows;
	bool more = true;

	input_open(&b->in, path, &ro, b->ledger, b->opt.digest);
	if (b->first == ROWS_AUTO)
		b->first = rows_format(b->in.rows);
	input_bind(&b->in, sale_columns_of(b->in.rows, &b->aliases),
	    SALE_COLUMNS, &b->aliases, col);
	while (more && input_next(&b->in, b->ledger, &rows))
		more = read_batch(b, &rows, f);
	if (more || b->stop)
		input_close(&b->in, b->ledger);
	return more;
}

int32_t
booking_as_of(struct booking *b)
{
	const struct sale_reader *s = &b->sale;
	char newest[DAY_MAX], next[DAY_MAX];

	if (b->opt.rules.as_of != DAY_NONE || s->newest == DAY_NONE)
		return b->opt.rules.as_of;
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
	return b->opt.rules.currency.len > 0 ? b->opt.rules.currency :
	    buf_view(&b->sale.currency);
}

static void
put_settings(const struct booking_opts *o, struct ledger *l)
{
	static const char *const duplicates[] = { "keep", "drop", "error" };
	char n[NUM_MAX];

	ledger_setting(l, "window", o->purchases.window == 0 ? STR("all") :
	    (struct str){ n, num_print_int(o->purchases.window, n) });
	ledger_setting(l, "refunds", str_z(o->rules.ignore_refunds ?
	    "ignore" : "net"));
	ledger_setting(l, "duplicates", str_z(duplicates[o->duplicates]));
	if (o->rules.zone != NULL)
		ledger_setting(l, "tz", str_z(o->zone_name));
	if (o->rules.currency.len > 0)
		ledger_setting(l, "currency", o->rules.currency);
}

void
booking_open(struct booking *b, const struct booking_opts *o,
    struct ledger *l)
{
	*b = (struct booking){ .opt = *o, .ledger = l };
	rec_aliases(&b->aliases, o->columns, sale_columns, SALE_COLUMNS);
	sale_open(&b->sale, &o->rules);
	purchases_open(&b->purchases, &o->purchases);
	seen_open(&b->seen);
	put_settings(o, l);
}

void
booking_close(struct booking *b)
{
	sale_close(&b->sale);
	purchases_close(&b->purchases);
	seen_close(&b->seen);
	rec_aliases_free(&b->aliases);
}
