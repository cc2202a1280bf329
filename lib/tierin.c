/* The operands of crm-tier, and what is settled when all are read. */
#include <stdlib.h>
#include <string.h>

#include "opt.h"
#include "tierin.h"

#define JOBS	8	/* batches under way */

/* Every column that some kind of table has: what --columns may name. */
static size_t
all_columns(struct rec_col *out)
{
	struct rec_col more[TIERIN_COLUMNS];
	size_t n = tierin_event_columns(out), m, i, j;

	m = tierin_customer_columns(more);
	for (i = 0; i < m; i++) {
		for (j = 0; j < n && strcmp(out[j].name, more[i].name) != 0;)
			j++;
		if (j == n)
			out[n++] = more[i];
	}
	return n;
}

/* Money of the events is converted to the currency of the whole run. */
static void
load_rates(struct tierin *t)
{
	const struct tierin_opts *o = &t->opt;
	struct buf err = { 0 };
	enum status st = rates_load(&t->rates, o->rates,
	    str_z(o->currency != NULL ? o->currency : ""), &err);

	if (st != STATUS_OK)
		die(st, "--rates: %.*s", STR_ARG(buf_view(&err)));
	agree_set_currency(&t->agree, t->rates.target);
}

void
tierin_open(struct tierin *t, const struct tierin_opts *o, struct ledger *l)
{
	struct rec_col all[2 * TIERIN_COLUMNS];

	*t = (struct tierin){ .opt = *o, .ledger = l,
	    .wait = { .format = o->format, .digest = o->digest } };
	operand_columns(&t->columns, o->columns, all, all_columns(all));
	agree_init(&t->agree);
	if (o->as_of != DAY_NONE)
		agree_set_as_of(&t->agree, o->as_of);
	if (o->currency != NULL)
		agree_set_currency(&t->agree, str_z(o->currency));
	if (o->rates != NULL)
		load_rates(t);
	tierlog_open(&t->log, &o->window, o->acts, t->agree.as_of);
	t->log.by_month = o->months;
	tagbook_open(&t->book);
	t->sales = mem_array(ROWS_BATCH, sizeof(*t->sales));
}

void
tierin_close(struct tierin *t)
{
	operand_columns_free(&t->columns);
	agree_free(&t->agree);
	rates_free(&t->rates);
	sale_close(&t->sale);
	purchases_close(&t->purchases);
	tierlog_close(&t->log);
	tagbook_close(&t->book);
	joined_free(&t->joined);
	names_free(&t->profile);
	pairs_free(&t->profiles);
	lineup_free(&t->wait);
	free(t->given);
	free(t->sales);
}

/* crm-ingest says by a column kind what each row is. */
static bool
has_kind(const struct rows *r)
{
	const struct str *header;
	size_t n, i;

	header = rows_header(r, &n);
	for (i = 0; i < n; i++)
		if (str_eq(header[i], STR("kind")))
			return true;
	return false;
}

void
tierin_operand(struct tierin *t, const char *path)
{
	struct input in = lineup_open(&t->wait, path);
	enum operand_kind kind;
	size_t n;

	lineup_rows(&t->wait, &in);
	if (t->first == ROWS_AUTO)
		t->first = rows_format(in.rows);
	rows_header(in.rows, &n);
	kind = operand_kind(in.rows, &t->columns);
	/* JSON lines without a line are an empty table of any kind. */
	if (has_kind(in.rows) || (n == 0 && t->first == ROWS_JSONL))
		kind = OPERAND_EVENTS;
	switch (kind) {
	case OPERAND_EVENTS:
		lineup_wait(&t->wait, path, &in);
		break;
	case OPERAND_CUSTOMERS:
		ledger_input(t->ledger, in.name);
		tierin_customers(t, &in);
		break;
	case OPERAND_OTHER:
		lineup_unknown(&in, "a customer table (user_id and as_of, no "
		    "time), nor events (time and type, or kind)");
	}
}

/* The newest day binds a run that names no as-of: is it believable? */
static int32_t
settle_as_of(struct tierin *t)
{
	const struct sale_reader *s = &t->sale;
	char newest[DAY_MAX], next[DAY_MAX];

	if (t->agree.as_of != DAY_NONE)
		return t->agree.as_of;
	if (s->next_newest != DAY_NONE && s->newest - s->next_newest > 31)
		ledger_warn(t->ledger, "as-of is %.*s, but the next newest "
		    "day is %.*s: a wrong date? (--as-of)",
		    (int)day_print(s->newest, newest), newest,
		    (int)day_print(s->next_newest, next), next);
	return s->newest;
}

static void
open_sales(struct tierin *t)
{
	struct sale_rules rules = { .zone = t->opt.zone,
	    .as_of = t->agree.as_of };
	struct purchase_opts po = { .as_of = t->agree.as_of };

	if (t->agree.keep)
		rules.currency = buf_view(&t->agree.currency);
	if (t->opt.rates != NULL)
		rules.rates = &t->rates;
	sale_open(&t->sale, &rules);
	purchases_open(&t->purchases, &po);
	t->log.as_of = t->agree.as_of;
	if (t->opt.thread)
		t->worker = worker_open(&t->log, JOBS,
		    sizeof(struct tier_job), tierin_run_job,
		    tierin_close_job);
	if (t->worker == NULL)
		t->job = mem_zero(sizeof(*t->job));
}

void
tierin_finish(struct tierin *t)
{
	const struct rec_alias *a;
	struct input in;
	int32_t as_of;

	open_sales(t);
	while (lineup_next(&t->wait, t->ledger, &in))
		tierin_events(t, &in);
	if (t->worker == NULL)
		free(t->job);
	worker_close(t->worker);
	a = operand_unused(&t->columns);
	if (a != NULL && !t->stop)
		die(STATUS_USAGE, "--columns: no operand has a column \"%s\"",
		    opt_shown(a->header));
	as_of = settle_as_of(t);
	if (!purchases_finish(&t->purchases, as_of))
		die(STATUS_DATA, "the amounts of one customer or order add up "
		    "to more than 922337203685477.5807");
	if (!tierlog_finish(&t->log, as_of))
		die(STATUS_DATA, "the seconds or interactions of one customer "
		    "add up to more than 922337203685477.5807");
	tagbook_finish(&t->book);
	pairs_finish(&t->profiles, t->log.person.n);
	ledger_as_of(t->ledger, as_of);
	if (t->rounded > 0)
		ledger_count(t->ledger, "seconds rounded", t->rounded);
}

const struct tier_given *
tierin_given(const struct tierin *t, uint32_t number)
{
	static const struct tier_given none;

	return number < t->ngiven ? &t->given[number] : &none;
}
