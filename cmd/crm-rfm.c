/*
 * crm-rfm: recency, frequency and monetary value of each customer, their
 * scores and segment, from order and refund events (or any table with
 * user_id, time and amount) into a customer table sorted by user_id.
 * crm-rfm(1) has the definitions; the work is done by lib/sale.c (rows),
 * lib/purchase.c (orders) and lib/rfmtable.c (scores).
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "booking.h"
#include "opt.h"
#include "rfmtable.h"
#include "segfile.h"
#include "tabout.h"

struct opts {
	const char	*output, *columns, *tz, *currency, *segments, *show;
	bool		 csv, jsonl, table, round_money;
	int		 in, frequency, refunds, duplicates;
	int64_t		 window, bins, max_rejects, threads;
	int32_t		 as_of;
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)

static const struct opt options[] = {
	{ .name = "as-of", .kind = OPT_DAY, .arg = "DATE", AT(as_of),
	  .help = "the day the table is for (default: newest event read)" },
	{ .name = "bins", .kind = OPT_NUMBER, .arg = "N", AT(bins),
	  .min = 2, .max = RFM_BINS_MAX,
	  .help = "scores are 1 to N (default 5)" },
	{ .name = "columns", .kind = OPT_TEXT, .arg = "NAME=HEADER,...",
	  AT(columns), .help = "names of the columns in the input" },
	{ .name = "csv", .kind = OPT_FLAG, AT(csv), .help = "write CSV" },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE", AT(currency),
	  .help = "use the rows of this currency only" },
	{ .name = "duplicates", .kind = OPT_CHOICE, .arg = "keep|drop|error",
	  AT(duplicates), .help = "rows equal in every column used" },
	{ .name = "frequency", .kind = OPT_CHOICE, .arg = "orders|days",
	  AT(frequency), .help = "count orders, or days with an order" },
	{ .name = "in", .kind = OPT_CHOICE, .arg = "auto|csv|tsv|jsonl",
	  AT(in), .help = "format of the input" },
	{ .name = "jsonl", .kind = OPT_FLAG, AT(jsonl),
	  .help = "write JSON lines" },
	{ .name = "max-rejects", .kind = OPT_NUMBER, .arg = "N",
	  AT(max_rejects), .min = 0, .max = INT64_MAX,
	  .help = "status 1 only if more rows are rejected (default 0)" },
	{ .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
	  AT(output), .help = "write to FILE, renamed when complete" },
	{ .name = "quiet", .letter = 'q', .kind = OPT_FLAG, AT(ledger.quiet),
	  .help = "no messages about rows, no notes" },
	{ .name = "refunds", .kind = OPT_CHOICE, .arg = "net|ignore",
	  AT(refunds), .help = "take refunds off, or ignore them" },
	{ .name = "rejects", .kind = OPT_TEXT, .arg = "FILE",
	  AT(ledger.rejects), .help = "write rejected rows to FILE as CSV" },
	{ .name = "round-money", .kind = OPT_FLAG, AT(round_money),
	  .help = "round amounts with more than four decimals" },
	{ .name = "segments", .kind = OPT_TEXT, .arg = "NAME|FILE",
	  AT(segments), .help = "segment table: default, rfm11 or a file" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "segments[:NAME]",
	  AT(show), .alone = true,
	  .help = "list the built-in segment tables, or print one" },
	{ .name = "strict", .kind = OPT_FLAG, AT(ledger.strict),
	  .help = "stop at the first rejected row" },
	{ .name = "summary", .kind = OPT_TEXT_FLAG, .arg = "FILE",
	  AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file),
	  .help = "account of the rows, or as JSON into FILE" },
	{ .name = "table", .kind = OPT_FLAG, AT(table),
	  .help = "write an aligned table" },
	{ .name = "threads", .kind = OPT_NUMBER, .arg = "N", AT(threads),
	  .min = 1, .max = 2,
	  .help = "1: do everything in one thread (default 2)" },
	{ .name = "tz", .kind = OPT_TEXT, .arg = "ZONE", AT(tz),
	  .help = "days in this time zone (default: as written)" },
	{ .name = "verbose", .letter = 'v', .kind = OPT_FLAG,
	  AT(ledger.verbose), .help = "notes on standard error" },
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
	struct io_out *out = io_out_open(NULL);
	struct str names[16], text;
	size_t i, n = segfile_names(names, 16);

	if (strncmp(what, "segments:", 9) == 0) {
		text = segfile_text(what + 9);
		if (text.p == NULL)
			die(STATUS_USAGE, "--show: no segment table \"%s\"",
			    opt_shown(str_z(what + 9)));
		io_out_str(out, text);
	} else if (strcmp(what, "segments") == 0)
		for (i = 0; i < n; i++) {
			io_out_str(out, names[i]);
			io_out_byte(out, '\n');
		}
	else
		die(STATUS_USAGE, "--show: segments or segments:NAME, not "
		    "\"%s\"", opt_shown(str_z(what)));
	io_out_close(out, true);
	exit(STATUS_OK);
}

static void
put_settings(const struct opts *o, struct ledger *l)
{
	char n[NUM_MAX];

	ledger_setting(l, "bins", (struct str){ n,
	    num_print_int(o->bins, n) });
	ledger_setting(l, "window", o->window == 0 ? STR("all") :
	    (struct str){ n, num_print_int(o->window, n) });
	ledger_setting(l, "frequency", o->frequency == 0 ? STR("orders") :
	    STR("days"));
	ledger_setting(l, "refunds", o->refunds == 0 ? STR("net") :
	    STR("ignore"));
	ledger_setting(l, "segments", str_z(o->segments));
	if (o->tz != NULL)
		ledger_setting(l, "tz", str_z(o->tz));
	if (o->currency != NULL)
		ledger_setting(l, "currency", str_z(o->currency));
}

static void
finish(struct booking *b, const struct opts *o, const struct segments *seg)
{
	struct rfm_table t;
	struct io_out *out;
	bool json = o->jsonl || (!o->csv && b->first == ROWS_JSONL);
	int32_t as_of = booking_as_of(b);

	ledger_as_of(b->ledger, as_of);
	if (!purchases_finish(&b->purchases, as_of))
		die(STATUS_DATA, "the amounts of one customer or order add up "
		    "to more than 922337203685477.5807");
	rfm_table(&t, &b->purchases, (int)o->bins, seg);
	rfm_table_note(&t, b->ledger);
	if (b->sale.rounded > 0)
		ledger_count(b->ledger, "amounts rounded", b->sale.rounded);
	out = io_out_open(o->output);
	rfm_table_write(&t, o->currency != NULL ? str_z(o->currency) :
	    buf_view(&b->sale.currency), out,
	    o->table ? TAB_TABLE : json ? TAB_JSONL : TAB_CSV);
	io_out_close(out, true);
	rfm_table_free(&t);
}

static struct booking_opts
booking_of(const struct opts *o, struct zone **zone)
{
	struct booking_opts b = {
	    .rules = { .as_of = o->as_of, .ignore_refunds = o->refunds == 1,
		.round_money = o->round_money },
	    .purchases = { .as_of = o->as_of, .window = o->window,
		.days = o->frequency == 1, .thread = o->threads > 1 },
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
	return b;
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
	struct opts o = { .as_of = DAY_NONE, .bins = 5, .threads = 2,
	    .segments = "default" };
	struct booking_opts bo;
	struct booking b;
	struct segments seg;
	struct ledger *l;
	struct zone *zone;
	struct fault f;
	enum status st;
	int i, n;
	bool more = true;

	diag_init("crm-rfm");
	n = opt_parse(&program, argc, argv, &o);
	if (o.show != NULL)
		show(o.show);
	if (o.csv + o.jsonl + o.table > 1)
		die(STATUS_USAGE, "--csv, --jsonl and --table exclude each "
		    "other");
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	bo = booking_of(&o, &zone);
	l = ledger_open(&o.ledger);
	booking_open(&b, &bo, l);
	load_segments(&seg, o.segments, l);
	put_settings(&o, l);
	for (i = 0; i < n && more; i++)
		more = booking_read(&b, argv[i], &f);
	if (!more && !b.stop)
		input_die(STATUS_DATA, b.in.name, &f);
	if (more)
		finish(&b, &o, &seg);
	st = ledger_close(l, more);
	booking_close(&b);
	segments_free(&seg);
	zone_free(zone);
	return (int)st;
}
