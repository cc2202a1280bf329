/*
 * The operands of a report: what each is, and its rows into the right place.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gather.h"
#include "opt.h"

/* Every column that some kind of table has: what --columns may name. */
static size_t
all_columns(struct rec_col *out)
{
	size_t n = 0, i, j;

	for (i = 0; i < CUSTOMER_COLS; i++)
		out[n++] = customer_cols[i];
	for (i = 0; i < FACT_COLUMNS; i++) {
		for (j = 0; j < n && strcmp(out[j].name,
		    fact_columns[i].name) != 0; j++)
			;
		if (j == n)
			out[n++] = fact_columns[i];
	}
	return n;
}

/* Events are converted to the currency that the whole report is in. */
static void
load_rates(struct gather *g, const struct gather_opts *o)
{
	struct buf err = { 0 };
	enum status st = rates_load(&g->rates, o->rates,
	    str_z(o->currency != NULL ? o->currency : ""), &err);

	if (st != STATUS_OK)
		die(st, "--rates: %.*s", STR_ARG(buf_view(&err)));
	agree_set_currency(&g->agree, g->rates.target);
}

void
gather_open(struct gather *g, const struct gather_opts *o, struct ledger *l)
{
	struct rec_col all[CUSTOMER_COLS + FACT_COLUMNS];
	size_t n = all_columns(all);

	*g = (struct gather){ .opt = *o, .ledger = l,
	    .wait = { .format = (enum rows_format)o->format,
	    .digest = o->digest } };
	operand_columns(&g->columns, o->columns, all, n);
	agree_init(&g->agree);
	agree_init(&g->prev_agree);
	if (o->as_of != DAY_NONE)
		agree_set_as_of(&g->agree, o->as_of);
	if (o->currency != NULL)
		agree_set_currency(&g->agree, str_z(o->currency));
	if (o->rates != NULL)
		load_rates(g, o);
}

static void
reject_cell(struct gather *g, const struct input *in, const struct row *row,
    size_t at, struct fault *f)
{
	f->field = str_z(fact_columns[at].name);
	f->value = row->cell[at];
	rows_locate(in->rows, row, at, &f->line, &f->column);
	sale_origin(row, f);
	g->stop = !ledger_reject(g->ledger, f, row->raw);
}

/* A content, profile or spend record: for the families alone. */
static void
add_record(struct gather *g, const struct fact *fact)
{
	if (fact->day != DAY_NONE && g->agree.as_of != DAY_NONE &&
	    fact->day > g->agree.as_of) {
		ledger_filtered(g->ledger, "after as-of", 1);
		return;
	}
	if (fact->kind != FACT_OTHER && families_add(&g->families, fact))
		ledger_used(g->ledger, 1);
	else
		ledger_filtered(g->ledger, "not an event", 1);
}

static void
add_row(struct gather *g, const struct input *in, const struct row *row,
    bool currency)
{
	struct fault f = { 0 };
	struct fact fact;
	size_t at = 0;

	if (!fact_read(row, &fact, &f, &at)) {
		reject_cell(g, in, row, at, &f);
		return;
	}
	fact.customer = customers_find(&g->customers, row->cell[SALE_USER]);
	if (fact.kind != FACT_EVENT) {
		add_record(g, &fact);
		return;
	}
	switch (eventlog_add(&g->events, row, in->name, currency, &f, &at)) {
	case EVENTLOG_USED:
		fact.sale = g->events.sale;
		families_add(&g->families, &fact);
		ledger_used(g->ledger, 1);
		break;
	case EVENTLOG_FILTERED:
		ledger_filtered(g->ledger, f.reason, 1);
		break;
	case EVENTLOG_REJECTED:
		reject_cell(g, in, row, at, &f);
		break;
	case EVENTLOG_CONFLICT:
		f.field = str_z(fact_columns[at].name);
		input_conflict(in, row, at, &f);
	}
}

static void
bind(struct gather *g, const struct input *in, const struct rec_col *cols,
    size_t ncol, size_t *col)
{
	struct operand_cols oc = { cols, ncol };
	struct fault f;

	if (!operand_bind(in->rows, &g->columns, &oc, col, &f))
		input_die(STATUS_USAGE, in->name, &f);
}

static void
read_customers(struct gather *g, struct input *in)
{
	size_t col[CUSTOMER_COLS];

	g->joined = true;
	bind(g, in, customer_cols, CUSTOMER_COLS, col);
	g->stop = !customersin_read(&g->customers, &g->agree, in, col,
	    g->ledger);
}

/* The customer table of --prev: of an earlier day, in the same money. */
static void
read_prev(struct gather *g)
{
	struct agree *a = &g->prev_agree;
	struct input in = lineup_open(&g->wait, g->opt.prev);
	size_t col[CUSTOMER_COLS];

	lineup_rows(&g->wait, &in);
	if (operand_kind(in.rows, &g->columns) != OPERAND_CUSTOMERS)
		die(STATUS_USAGE, "--prev: %s: not a customer table (user_id "
		    "and as_of, no time)", opt_shown(str_z(in.name)));
	ledger_input(g->ledger, in.name);
	bind(g, &in, customer_cols, CUSTOMER_COLS, col);
	if (col[CUSTOMER_TIER] == SIZE_MAX)
		die(STATUS_USAGE, "--prev: %s: no column tier",
		    opt_shown(str_z(in.name)));
	if (g->agree.keep)
		agree_set_currency(a, buf_view(&g->agree.currency));
	g->stop = !customersin_read(&g->prev, a, &in, col, g->ledger);
	if (!g->joined)
		die(STATUS_USAGE, "--prev needs a customer table to compare "
		    "with");
	if (g->prev.n == 0 && !g->stop)
		die(STATUS_DATA, "--prev: %s: no customers",
		    opt_shown(str_z(g->opt.prev)));
	if (a->as_of != DAY_NONE && a->as_of >= g->agree.as_of)
		die(STATUS_DATA, "--prev: %s: not of a day before the as-of "
		    "of the report", opt_shown(str_z(g->opt.prev)));
	if (a->has_currency && g->agree.has_currency &&
	    !str_eq(buf_view(&a->currency), buf_view(&g->agree.currency)))
		die(STATUS_DATA, "--prev: %s: money in \"%s\", not in that of "
		    "the report (--currency)", opt_shown(str_z(g->opt.prev)),
		    opt_shown(buf_view(&a->currency)));
}

static void
read_events(struct gather *g, struct input *in)
{
	size_t col[FACT_COLUMNS], i;
	struct batch b;

	g->events.any = true;
	bind(g, in, fact_columns, FACT_COLUMNS, col);
	while (!g->stop && input_next(in, g->ledger, &b)) {
		for (i = 0; i < b.n && !g->stop; i++) {
			if (b.row[i].bad == NULL)
				add_row(g, in, &b.row[i],
				    col[SALE_CURRENCY] != SIZE_MAX);
			else
				g->stop = !ledger_reject(g->ledger,
				    b.row[i].bad, b.row[i].raw);
		}
		eventlog_flush(&g->events);
	}
	input_close(in, g->ledger);
}

static void
read_summary(struct gather *g, struct input *in)
{
	struct runsum *rs;
	struct fault f = { 0 };
	enum status st;

	g->run = mem_grow(g->run, g->nrun + 1, sizeof(*g->run));
	rs = &g->run[g->nrun++];
	st = runsum_read(in->in, rs, &f);
	if (st == STATUS_IO)
		die(STATUS_IO, "%s: %s", opt_shown(str_z(in->name)),
		    io_in_error(in->in));
	if (st != STATUS_OK)
		input_die(st, in->name, &f);
	rs->file = in->name;
	ledger_input_done(g->ledger, io_in_digest_hex(in->in));
	io_in_close(in->in);
}

void
gather_operand(struct gather *g, const char *path)
{
	struct input in = lineup_open(&g->wait, path);
	size_t n;

	if (runsum_ahead(in.in)) {
		ledger_input(g->ledger, in.name);
		read_summary(g, &in);
		return;
	}
	lineup_rows(&g->wait, &in);
	rows_header(in.rows, &n);
	switch (operand_kind(in.rows, &g->columns)) {
	case OPERAND_EVENTS:
		lineup_wait(&g->wait, path, &in);
		break;
	case OPERAND_OTHER:
		/* JSON lines without a line are an empty table of any kind. */
		if (n > 0 || rows_format(in.rows) != ROWS_JSONL)
			lineup_unknown(&in, "a customer table (user_id and "
			    "as_of, no time), nor events (time and type), nor "
			    "a --summary file");
		/* FALLTHROUGH */
	case OPERAND_CUSTOMERS:
		ledger_input(g->ledger, in.name);
		read_customers(g, &in);
		break;
	}
}

/* The newest day binds a run that names no as-of: is it believable? */
static void
check_newest(struct gather *g)
{
	const struct sale_reader *s = &g->events.reader;
	char newest[DAY_MAX], next[DAY_MAX];

	if (g->agree.as_of != DAY_NONE || s->next_newest == DAY_NONE ||
	    s->newest - s->next_newest <= 31)
		return;
	ledger_warn(g->ledger, "as-of is %.*s, but the next newest day is "
	    "%.*s: a wrong date? (--as-of)",
	    (int)day_print(s->newest, newest), newest,
	    (int)day_print(s->next_newest, next), next);
}

/* A summary of another day is likely yesterday's. */
static void
check_runs(struct gather *g)
{
	char theirs[DAY_MAX], ours[DAY_MAX];
	const struct runsum *rs;
	struct buf name = { 0 };
	size_t i;

	for (i = 0; i < g->nrun; i++) {
		rs = &g->run[i];
		if (rs->as_of == DAY_NONE || rs->as_of == g->agree.as_of ||
		    g->agree.as_of == DAY_NONE)
			continue;
		name.len = 0;
		diag_escape(&name, str_z(rs->file), 200);
		ledger_note(g->ledger, "%.*s is the summary of %.*s, the "
		    "report is of %.*s", STR_ARG(buf_view(&name)),
		    (int)day_print(rs->as_of, theirs), theirs,
		    (int)day_print(g->agree.as_of, ours), ours);
	}
	buf_free(&name);
}

void
gather_finish(struct gather *g)
{
	const struct rec_alias *a;
	struct input in;

	if (g->opt.prev != NULL && !g->stop)
		read_prev(g);
	eventlog_open(&g->events, &g->agree,
	    g->opt.rates != NULL ? &g->rates : NULL);
	while (lineup_next(&g->wait, g->ledger, &in))
		read_events(g, &in);
	a = operand_unused(&g->columns);
	if (a != NULL && !g->stop)
		die(STATUS_USAGE, "--columns: no operand has a column \"%s\"",
		    opt_shown(a->header));
	check_newest(g);
	if (!eventlog_finish(&g->events))
		die(STATUS_DATA, "the amounts of one customer or order add up "
		    "to more than 922337203685477.5807");
	check_runs(g);
	if (!g->joined && g->events.any)
		eventlog_customers(&g->events, &g->customers);
	ledger_as_of(g->ledger, g->agree.as_of);
}

static void
take_list(const struct ledger *l, enum ledger_list which,
    struct runsum_list *list)
{
	const char *text;
	uint64_t n;

	while (ledger_entry(l, which, list->n, &text, &n)) {
		list->c = mem_grow(list->c, list->n + 1, sizeof(*list->c));
		list->c[list->n++] = (struct runsum_count){ str_z(text),
		    (int64_t)n };
	}
}

void
gather_account(const struct gather *g, struct runsum *rs)
{
	const struct ledger *l = g->ledger;
	const char *note;
	uint64_t n;

	*rs = (struct runsum){
		.file = "", .program = str_z(diag_prog()),
		.version = str_z(CRMKIT_VERSION),
		.as_of = g->agree.as_of,
		.read = (int64_t)ledger_rows_read(l),
		.used = (int64_t)ledger_rows_used(l),
		.rejected = (int64_t)ledger_rejected(l)
	};
	rs->filtered = rs->read - rs->used - rs->rejected;
	take_list(l, LEDGER_FILTERED, &rs->filtered_by);
	take_list(l, LEDGER_REJECTED, &rs->rejected_by);
	take_list(l, LEDGER_INPUTS, &rs->inputs);
	while (ledger_entry(l, LEDGER_NOTES, rs->nnote, &note, &n)) {
		rs->note = mem_grow(rs->note, rs->nnote + 1,
		    sizeof(*rs->note));
		rs->note[rs->nnote++] = str_z(note);
	}
}

void
gather_close(struct gather *g)
{
	size_t i;

	for (i = 0; i < g->nrun; i++)
		runsum_free(&g->run[i]);
	free(g->run);
	lineup_free(&g->wait);
	operand_columns_free(&g->columns);
	customers_free(&g->customers);
	customers_free(&g->prev);
	agree_free(&g->prev_agree);
	eventlog_close(&g->events);
	families_close(&g->families);
	rates_free(&g->rates);
	agree_free(&g->agree);
}
