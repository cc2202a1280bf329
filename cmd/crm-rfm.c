/*
 * crm-rfm: recency, frequency and monetary value of each customer, their
 * scores and segment, from order and refund events (or any table with
 * user_id, time and amount) into a customer table sorted by user_id.
 * The work is done by lib/booking.c (rows), purchase.c (orders), rfmrun.c
 * (what comes out).
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "bookstate.h"
#include "opt.h"
#include "rfmrules.h"
#include "rfmrun.h"
#include "segfile.h"

struct opts {
	const char	*output, *columns, *tz, *currency, *show;
	const char	*rates, *explain;
	bool		 csv, jsonl, table, round_money, partial, merge;
	int		 in, frequency, refunds, duplicates, from, compat;
	int64_t		 window, bins, max_rejects, threads;
	int32_t		 as_of;
	const char	*cuts_out;
	struct rfm_rules_request rules;
	bool		 clv;
	struct clv_request model;	/* with --clv */
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)

static const struct opt options[] = {
	{ .name = "as-of", .kind = OPT_DAY, .arg = "DATE", AT(as_of),
	  .help = "the day the table is for (default: newest event read)" },
	{ .name = "bins", .kind = OPT_NUMBER, .arg = "N", AT(bins),
	  .min = 2, .max = RFM_BINS_MAX,
	  .help = "scores are 1 to N (default 5)" },
	{ .name = "breaks", .kind = OPT_LIST, .arg = "M=V,...",
	  AT(rules.breaks),
	  .help = "fixed values between the scores of r, f or m" },
	{ .name = "cal-end", .kind = OPT_DAY, .arg = "DATE", AT(model.cal_end),
	  .help = "with --clv: fit up to this day (default: as-of)" },
	{ .name = "clv", .kind = OPT_FLAG, AT(clv),
	  .help = "add what each customer is expected to order and to spend" },
	{ .name = "columns", AT(columns) },
	{ .name = "compat", .kind = OPT_CHOICE, .arg = "r-rfm", AT(compat),
	  .help = "score as the R package rfm 0.3.0 does" },
	{ .name = "csv", AT(csv) },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE", AT(currency),
	  .help = "use this currency only, or convert to it (--rates)" },
	{ .name = "cuts", .kind = OPT_TEXT, .arg = "FILE", AT(rules.cuts),
	  .help = "score with the cut points of another run" },
	{ .name = "cuts-out", .kind = OPT_TEXT, .arg = "FILE", AT(cuts_out),
	  .help = "write the cut points of the scores as CSV" },
	{ .name = "discount-rate", .kind = OPT_TEXT, .arg = "RATE",
	  AT(model.rate), .help = "with --clv: of a unit (default 0)" },
	{ .name = "duplicates", .kind = OPT_CHOICE, .arg = "keep|drop|error",
	  AT(duplicates), .help = "rows equal in every column used" },
	{ .name = "explain", .kind = OPT_TEXT, .arg = "ID", AT(explain),
	  .help = "tell the story of this customer instead of the table" },
	{ .name = "frequency", .kind = OPT_CHOICE, .arg = "orders|days",
	  AT(frequency), .help = "count orders, or days with an order" },
	{ .name = "from", .kind = OPT_CHOICE, .arg = "orders|customers",
	  AT(from), .help = "customers: the input has their values already" },
	{ .name = "horizon", .kind = OPT_TEXT, .arg = "N[d|w]",
	  AT(model.horizon), .help = "with --clv: how far (default 52w)" },
	{ .name = "in", AT(in) },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "lang", .kind = OPT_CHOICE, .arg = "en|zh", AT(rules.lang),
	  .help = "zh: Chinese names of segments" },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "merge", .kind = OPT_FLAG, AT(merge),
	  .help = "the operands are states: put them together" },
	{ .name = "model", .kind = OPT_CHOICE, .arg = "mbgnbd|bgnbd|nbd",
	  AT(model.model), .help = "with --clv: how customers buy and leave" },
	{ .name = "output", AT(output) },
	{ .name = "params", .kind = OPT_TEXT, .arg = "FILE",
	  AT(model.params), .help = "with --clv: parameters, do not fit" },
	{ .name = "params-out", .kind = OPT_TEXT, .arg = "FILE",
	  AT(model.params_out), .help = "with --clv: write them as JSON" },
	{ .name = "partial", .kind = OPT_FLAG, AT(partial),
	  .help = "write a state for --merge instead of the table" },
	{ .name = "prev", .kind = OPT_TEXT, .arg = "FILE", AT(rules.prev),
	  .help = "add who moved since this earlier table" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "rates", AT(rates) },
	{ .name = "refunds", .kind = OPT_CHOICE, .arg = "net|ignore",
	  AT(refunds), .help = "take refunds off, or ignore them" },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "round-money", .kind = OPT_FLAG, AT(round_money),
	  .help = "round amounts with more than four decimals" },
	{ .name = "segments", .kind = OPT_TEXT, .arg = "NAME|FILE",
	  AT(rules.segments), .help = "default, rfm11, cn8, level3, a file" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "WHAT", AT(show),
	  .alone = true, .help = "segments[:NAME], holdout, moves, summary" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "table", AT(table) },
	{ .name = "threads", AT(threads) },
	{ .name = "top-spend", .kind = OPT_TEXT, .arg = "P",
	  AT(rules.top_spend),
	  .help = "flag the P % of buyers who spent most" },
	{ .name = "tz", AT(tz) },
	{ .name = "unit", .kind = OPT_CHOICE, .arg = "week|day", AT(model.unit),
	  .help = "with --clv: of times and rates (default week)" },
	{ .name = "verbose", AT(ledger.verbose) },
	{ .name = "window", .kind = OPT_NUMBER, .arg = "DAYS", AT(window),
	  .min = 1, .max = 4000000,
	  .help = "only the last DAYS days up to as-of" },
	{ 0 }
};

static const struct opt_program program = {
	.name = "crm-rfm",
	.usage = "[options] [file ...]",
	.what = "Recency, frequency, monetary value, scores and segment of "
	    "each customer.",
	.opt = options,
	.reads_stdin = true,
};

/* --show: in place of the table, or the built-in segment tables and exit. */
static enum rfm_output
show(const char *what)
{
	static const char *const shown[] = { [RFM_HOLDOUT] = "holdout",
	    [RFM_MOVES] = "moves", [RFM_SUMMARY] = "summary" };
	struct io_out *out;
	struct buf b = { 0 };
	size_t i;

	if (what == NULL)
		return RFM_TABLE;
	for (i = RFM_TABLE + 1; i < sizeof(shown) / sizeof(shown[0]); i++)
		if (strcmp(what, shown[i]) == 0)
			return (enum rfm_output)i;
	if (!segfile_show(&b, what))
		die(STATUS_USAGE, "--show: segments, segments:NAME, holdout, "
		    "moves or summary, not \"%s\"", opt_shown(str_z(what)));
	out = io_out_open(NULL);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	exit(STATUS_OK);
}

static const struct opts preset = { .as_of = DAY_NONE,
    .model.cal_end = DAY_NONE, .compat = -1, .refunds = -1, .bins = 5,
    .threads = 2, .rules.segments = "default" };

/* What goes together, before anything is read. */
static void
check(const struct opts *o, enum rfm_output output)
{
	bool holdout = output == RFM_HOLDOUT;
	struct buf err = { 0 };
	struct clv_opts clv;

	if (bookstate_check(&program, o, &preset, &err) != STATUS_OK)
		die(STATUS_USAGE, "%.*s", STR_ARG(buf_view(&err)));
	if (o->csv + o->jsonl + o->table > 1)
		die(STATUS_USAGE, "only one of --csv, --jsonl and --table");
	if (o->explain != NULL && (o->show != NULL ||
	    o->csv || o->jsonl || o->table))
		die(STATUS_USAGE, "--explain writes text for people: no "
		    "--show, --csv, --jsonl, --table");
	if (!o->clv && (holdout || clv_request_any(&o->model)))
		die(STATUS_USAGE, "--model, --unit, --horizon, "
		    "--discount-rate, --cal-end, --params, --params-out and "
		    "--show=holdout need --clv");
	if (o->clv && o->window != 0)
		die(STATUS_USAGE, "--clv needs all history: no --window");
	if (holdout && o->model.cal_end == DAY_NONE)
		die(STATUS_USAGE, "--show=holdout needs --cal-end");
	if (output == RFM_SUMMARY && (o->clv || o->compat != -1 || o->from))
		die(STATUS_USAGE, "--show=summary is of orders and refunds: "
		    "no --clv, --compat, --from=customers");
	if (output == RFM_MOVES && o->rules.prev == NULL)
		die(STATUS_USAGE, "--show=moves needs --prev");
	if (o->clv && clv_request_parse(&o->model, &clv, &err) != STATUS_OK)
		die(STATUS_USAGE, "%.*s", STR_ARG(buf_view(&err)));
}

/* Where customers come from, and what that leaves no sense to. */
static enum purchase_from
source_of(const struct opts *o)
{
	const char *orders = opt_given(&program, o, &preset, "clv duplicates "
	    "frequency rates refunds tz window", true);

	if (o->compat != -1 && (o->clv || o->frequency == 1 ||
	    o->refunds == 1))
		die(STATUS_USAGE, "--compat: every row is an order: no --clv, "
		    "--frequency=days, --refunds=ignore");
	if (o->from == 1 && orders != NULL)
		die(STATUS_USAGE, "--%s is about orders: not with "
		    "--from=customers", orders);
	return o->from == 1 ? PURCHASE_GIVEN : o->compat != -1 ?
	    PURCHASE_ROWS : PURCHASE_ORDERS;
}

static struct booking_opts
booking_of(const struct opts *o, enum rfm_output output, struct zone **zone)
{
	struct booking_opts b = {
	    .rules = { .as_of = o->as_of, .ignore_refunds = o->refunds == 1,
		.round_money = o->round_money },
	    .purchases = { .from = source_of(o), .as_of = o->as_of,
		.window = o->window,
		.days = o->frequency == 1 || o->clv || output == RFM_SUMMARY,
		.thread = o->threads > 1 && !o->partial },
	    .duplicates = (enum booking_duplicates)o->duplicates,
	    .in = (enum rows_format)o->in, .columns = o->columns,
	    .digest = o->ledger.summary_file != NULL };

	*zone = o->tz == NULL ? NULL : zone_open(o->tz);
	if (o->tz != NULL && *zone == NULL)
		die(STATUS_USAGE, "--tz: no time zone \"%s\"",
		    opt_shown(str_z(o->tz)));
	if (o->currency != NULL)
		b.rules.currency = str_z(o->currency);
	b.rules.zone = *zone;
	b.zone_name = o->tz;
	b.rates = o->rates;
	b.explain = o->explain;
	b.partial = o->partial;
	b.merge = o->merge;
	b.refunds_given = o->refunds != -1;
	return b;
}

static enum tab_format
format_of(const struct opts *o, const struct booking *b)
{
	bool json = o->jsonl || (!o->csv && b->first == ROWS_JSONL);

	return o->table ? TAB_TABLE : json ? TAB_JSONL : TAB_CSV;
}

int
main(int argc, char **argv)
{
	struct opts o = preset;
	struct booking_opts bo;
	struct booking b;
	struct rfm_request r;
	struct rfm_rules rules;
	enum rfm_output output;
	struct buf err = { 0 };
	struct ledger *l;
	struct zone *zone;
	struct fault f;
	enum status st;
	bool more = true;
	int i, n;

	diag_init("crm-rfm");
	n = opt_parse(&program, argc, argv, &o);
	output = o.explain != NULL ? RFM_EXPLAIN : show(o.show);
	check(&o, output);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	bo = booking_of(&o, output, &zone);
	l = ledger_open(&o.ledger);
	booking_open(&b, &bo, l);
	r = (struct rfm_request){ .clv = o.clv, .model = o.model,
	    .cuts_out = o.cuts_out, .output = o.output,
	    .show = output, .table = { .bins = (int)o.bins,
		.by_days = o.frequency == 1, .compat = o.compat != -1 } };
	o.rules.digest = bo.digest;
	st = rfm_rules_open(&rules, &o.rules, &r.table, l, &err);
	if (st != STATUS_OK)
		die(st, "%.*s", STR_ARG(buf_view(&err)));
	r.moves = rules.has_moves ? &rules.moves : NULL;
	b.stop = rules.stop;
	more = !b.stop;
	for (i = 0; i < n && more; i++)
		more = booking_read(&b, argv[i], &f);
	if (!more && !b.stop)
		input_die(STATUS_DATA, b.in.name, &f);
	r.format = format_of(&o, &b);
	st = more ? rfm_run(&b, &r, &err) : STATUS_OK;
	if (st != STATUS_OK)
		die(st, "%.*s", STR_ARG(buf_view(&err)));
	st = ledger_close(l, more);
	booking_close(&b);
	rfm_rules_free(&rules);
	zone_free(zone);
	opt_list_free(&o.rules.breaks);
	return (int)st;
}
