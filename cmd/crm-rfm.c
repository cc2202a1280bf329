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

#include "booking.h"
#include "opt.h"
#include "rfmrun.h"
#include "segfile.h"

struct opts {
	const char	*output, *columns, *tz, *currency, *segments, *show;
	bool		 csv, jsonl, table, round_money;
	int		 in, frequency, refunds, duplicates;
	int64_t		 window, bins, max_rejects, threads;
	int32_t		 as_of;
	const char	*cuts, *cuts_out;
	struct opt_list	 breaks;
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
	{ .name = "breaks", .kind = OPT_LIST, .arg = "M=V,...", AT(breaks),
	  .help = "fixed values between the scores of r, f or m" },
	{ .name = "cal-end", .kind = OPT_DAY, .arg = "DATE", AT(model.cal_end),
	  .help = "with --clv: fit up to this day (default: as-of)" },
	{ .name = "clv", .kind = OPT_FLAG, AT(clv),
	  .help = "add what each customer is expected to order and to spend" },
	{ .name = "columns", AT(columns) },
	{ .name = "csv", AT(csv) },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE", AT(currency),
	  .help = "use the rows of this currency only" },
	{ .name = "cuts", .kind = OPT_TEXT, .arg = "FILE", AT(cuts),
	  .help = "score with the cut points of another run" },
	{ .name = "cuts-out", .kind = OPT_TEXT, .arg = "FILE", AT(cuts_out),
	  .help = "write the cut points of the scores as CSV" },
	{ .name = "discount-rate", .kind = OPT_TEXT, .arg = "RATE",
	  AT(model.rate), .help = "with --clv: of a unit (default 0)" },
	{ .name = "duplicates", .kind = OPT_CHOICE, .arg = "keep|drop|error",
	  AT(duplicates), .help = "rows equal in every column used" },
	{ .name = "frequency", .kind = OPT_CHOICE, .arg = "orders|days",
	  AT(frequency), .help = "count orders, or days with an order" },
	{ .name = "horizon", .kind = OPT_TEXT, .arg = "N[d|w]",
	  AT(model.horizon), .help = "with --clv: how far (default 52w)" },
	{ .name = "in", AT(in) },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "model", .kind = OPT_CHOICE, .arg = "mbgnbd|bgnbd|nbd",
	  AT(model.model), .help = "with --clv: how customers buy and leave" },
	{ .name = "output", AT(output) },
	{ .name = "params", .kind = OPT_TEXT, .arg = "FILE",
	  AT(model.params), .help = "with --clv: parameters, do not fit" },
	{ .name = "params-out", .kind = OPT_TEXT, .arg = "FILE",
	  AT(model.params_out), .help = "with --clv: write them as JSON" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "refunds", .kind = OPT_CHOICE, .arg = "net|ignore",
	  AT(refunds), .help = "take refunds off, or ignore them" },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "round-money", .kind = OPT_FLAG, AT(round_money),
	  .help = "round amounts with more than four decimals" },
	{ .name = "segments", .kind = OPT_TEXT, .arg = "NAME|FILE",
	  AT(segments), .help = "segment table: default, rfm11 or a file" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "segments[:NAME]|holdout",
	  AT(show), .alone = true,
	  .help = "the built-in segment tables, one of them, or the holdout" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "table", AT(table) },
	{ .name = "threads", .kind = OPT_NUMBER, .arg = "N", AT(threads),
	  .min = 1, .max = 2,
	  .help = "1: do everything in one thread (default 2)" },
	{ .name = "tz", .kind = OPT_TEXT, .arg = "ZONE", AT(tz),
	  .help = "days in this time zone (default: as written)" },
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

/* --show: the built-in tables. */
static void
show(const char *what)
{
	struct io_out *out;
	struct buf b = { 0 };

	if (!segfile_show(&b, what))
		die(STATUS_USAGE, "--show: segments, segments:NAME or "
		    "holdout, not \"%s\"", opt_shown(str_z(what)));
	out = io_out_open(NULL);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	exit(STATUS_OK);
}

/* What goes together, before anything is read. */
static void
check(const struct opts *o)
{
	bool holdout = o->show != NULL && strcmp(o->show, "holdout") == 0;
	struct buf err = { 0 };
	struct clv_opts clv;

	if (o->csv + o->jsonl + o->table > 1)
		die(STATUS_USAGE, "only one of --csv, --jsonl and --table");
	if (!o->clv && (holdout || clv_request_any(&o->model)))
		die(STATUS_USAGE, "--model, --unit, --horizon, "
		    "--discount-rate, --cal-end, --params, --params-out and "
		    "--show=holdout need --clv");
	if (o->clv && o->window != 0)
		die(STATUS_USAGE, "--clv needs all history: no --window");
	if (holdout && o->model.cal_end == DAY_NONE)
		die(STATUS_USAGE, "--show=holdout needs --cal-end");
	if (o->clv && clv_request_parse(&o->model, &clv, &err) != STATUS_OK)
		die(STATUS_USAGE, "%.*s", STR_ARG(buf_view(&err)));
}

/* The cuts of --cuts and --breaks into c; NULL when neither is given. */
static const struct rfm_cuts *
open_cuts(struct rfm_cuts c[RFM_MEASURES], const struct opts *o, int bins)
{
	const struct rfmcuts_request r = { .cuts = o->cuts,
	    .breaks = o->breaks.text, .nbreaks = o->breaks.n };
	struct buf err = { 0 };
	enum status st = rfmcuts_make(c, &r, (int)o->bins, &err);

	if (st != STATUS_OK)
		die(st, "%.*s", STR_ARG(buf_view(&err)));
	if (o->cuts == NULL && o->breaks.n == 0)
		return NULL;
	if (bins != o->bins)
		die(STATUS_USAGE, "the segments are by scores of %d bins: "
		    "--cuts and --breaks need --bins %d", bins, bins);
	return c;
}

static struct booking_opts
booking_of(const struct opts *o, struct zone **zone)
{
	struct booking_opts b = {
	    .rules = { .as_of = o->as_of, .ignore_refunds = o->refunds == 1,
		.round_money = o->round_money },
	    .purchases = { .as_of = o->as_of, .window = o->window,
		.days = o->frequency == 1 || o->clv, .thread = o->threads > 1 },
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
	return b;
}

static enum tab_format
format_of(const struct opts *o, const struct booking *b)
{
	bool json = o->jsonl || (!o->csv && b->first == ROWS_JSONL);

	return o->table ? TAB_TABLE : json ? TAB_JSONL : TAB_CSV;
}

static void
load_segments(struct segments *seg, const char *name, struct ledger *l)
{
	const char *where;
	struct fault f;
	enum status st = segfile_load(seg, name, &where, &f);

	if (st != STATUS_OK)
		input_die(st, where, &f);
	segfile_note(seg, where, l);
}

int
main(int argc, char **argv)
{
	struct opts o = { .as_of = DAY_NONE, .model.cal_end = DAY_NONE,
	    .bins = 5, .threads = 2, .segments = "default" };
	struct booking_opts bo;
	struct booking b;
	struct rfm_cuts cuts[RFM_MEASURES];
	struct rfm_request r;
	struct buf err = { 0 };
	struct segments seg;
	struct ledger *l;
	struct zone *zone;
	struct fault f;
	enum status st;
	bool more = true;
	int i, n;

	diag_init("crm-rfm");
	n = opt_parse(&program, argc, argv, &o);
	if (o.show != NULL && strcmp(o.show, "holdout") != 0)
		show(o.show);
	check(&o);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	bo = booking_of(&o, &zone);
	l = ledger_open(&o.ledger);
	booking_open(&b, &bo, l);
	load_segments(&seg, o.segments, l);
	r = (struct rfm_request){ .clv = o.clv, .model = o.model,
	    .cuts_out = o.cuts_out, .output = o.output,
	    .show = o.show != NULL ? RFM_HOLDOUT : RFM_TABLE,
	    .table = { .bins = (int)o.bins, .seg = &seg,
		.seg_name = o.segments, .by_days = o.frequency == 1,
		.cuts = open_cuts(cuts, &o, seg.bins) } };
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
	segments_free(&seg);
	zone_free(zone);
	opt_list_free(&o.breaks);
	return (int)st;
}
