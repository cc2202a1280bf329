/*
 * crm-rfm: recency, frequency and monetary value of each customer, their
 * scores and segment, from order and refund events (or any table with
 * user_id, time and amount) into a customer table sorted by user_id.
 * The definitions are in definitions of crm-rfm(1); the work is done by
 * lib/sale.c (rows), lib/purchase.c (orders) and lib/rfmtable.c (scores).
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "mem.h"
#include "opt.h"
#include "rfmtable.h"
#include "seen.h"
#include "segfile.h"
#include "tabout.h"

enum duplicates { DUP_KEEP, DUP_DROP, DUP_ERROR };

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
	  AT(show), .help = "list the built-in segment tables, or print one" },
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

struct run {
	const struct opts	*o;
	struct ledger		*ledger;
	struct rec_aliases	 aliases;
	struct sale_reader	 sale;
	struct purchases	 purchases;
	struct seen		 seen;
	struct input		 in;		/* the present operand */
	enum rows_format	 first;		/* format of the first one */
	bool			 stop;
};

/* A second row equal in every bound column; true when it is not to be used. */
static bool
is_duplicate(struct run *run, const struct row *row)
{
	struct hash128 key = { 0, 0 };
	bool fresh;
	size_t i;

	if (run->o->duplicates == DUP_KEEP)
		return false;
	for (i = 0; i < SALE_SRC_FILE; i++) {
		struct hash128 h = hash_bytes128(row->cell[i], key.lo + i);

		key = (struct hash128){ h.lo, h.hi ^ key.hi * 31 };
	}
	seen_add(&run->seen, key, &fresh);
	if (fresh)
		return false;
	if (run->o->duplicates == DUP_DROP) {
		ledger_filtered(run->ledger, "duplicate row", 1);
		return true;
	}
	ledger_reject_cell(run->ledger, run->in.rows, row, SIZE_MAX, NULL,
	    "the same row twice");
	run->stop = true;
	return true;
}

static void
reject(struct run *run, const struct row *row)
{
	enum sale_column c = run->sale.cell;
	struct str file = row->cell[SALE_SRC_FILE];
	struct str line = row->cell[SALE_SRC_LINE];
	struct fault f = { .reason = run->sale.reason,
	    .field = str_z(sale_columns[c].name) };

	if (row->cell[c].len > 0)
		f.value = row->cell[c];
	rows_locate(run->in.rows, row, c, &f.line, &f.column);
	if (file.len > 0)
		snprintf(f.detail, sizeof(f.detail), "from %.*s%s%.*s",
		    file.len > 60 ? 60 : (int)file.len, file.p,
		    line.len > 0 ? ":" : "", line.len > 20 ? 20 :
		    (int)line.len, line.p);
	if (!ledger_reject(run->ledger, &f, row->raw))
		run->stop = true;
}

static void
two_currencies(const struct run *run, const struct row *row)
{
	const struct sale_reader *s = &run->sale;
	struct buf b = { 0 };
	struct str name[2] = { buf_view(&s->currency), buf_view(&s->other) };
	int i;

	for (i = 0; i < 2; i++) {
		buf_z(&b, i == 0 ? "" : " and ");
		if (name[i].len == 0)
			buf_z(&b, "none");
		else
			diag_escape(&b, name[i], 20);
	}
	die(STATUS_DATA, "%s:%llu: two currencies in one run: %.*s (keep one "
	    "with --currency)", run->in.name, (unsigned long long)row->line,
	    STR_ARG(buf_view(&b)));
}

/* Judge the rows of a batch; book those that count. */
static void
read_batch(struct run *run, const struct batch *b)
{
	struct sale sale[ROWS_BATCH];
	const struct row *row;
	size_t i, n = 0;

	for (i = 0; i < b->n && !run->stop; i++) {
		row = &b->row[i];
		if (row->bad != NULL) {
			run->stop = !ledger_reject(run->ledger, row->bad,
			    row->raw);
			continue;
		}
		switch (sale_read(&run->sale, row, &sale[n])) {
		case SALE_OK:
			n += !is_duplicate(run, row);
			break;
		case SALE_FILTERED:
			ledger_filtered(run->ledger, run->sale.reason, 1);
			break;
		case SALE_REJECTED:
			reject(run, row);
			break;
		case SALE_CURRENCIES:
			two_currencies(run, row);
		}
	}
	purchases_add(&run->purchases, sale, n);
	ledger_used(run->ledger, n);
}

static void
read_operand(struct run *run, const char *path)
{
	struct rows_opts ro = { .format = (enum rows_format)run->o->in };
	size_t col[SALE_COLUMNS];
	struct batch b;

	input_open(&run->in, path, &ro, run->ledger,
	    run->o->ledger.summary_file != NULL);
	if (run->first == ROWS_AUTO)
		run->first = rows_format(run->in.rows);
	input_bind(&run->in, sale_columns_of(run->in.rows, &run->aliases),
	    SALE_COLUMNS, &run->aliases, col);
	while (!run->stop && input_next(&run->in, run->ledger, &b))
		read_batch(run, &b);
	input_close(&run->in, run->ledger);
}

/* The as-of day: given, else the newest day of an event row. */
static int32_t
find_as_of(struct run *run)
{
	const struct sale_reader *s = &run->sale;
	char newest[DAY_MAX], next[DAY_MAX];

	if (run->o->as_of != DAY_NONE || s->newest == DAY_NONE)
		return run->o->as_of;
	if (s->next_newest != DAY_NONE && s->newest - s->next_newest > 31)
		ledger_warn(run->ledger, "as-of is %.*s, but the next newest "
		    "day is %.*s: a wrong date? (--as-of)",
		    (int)day_print(s->newest, newest), newest,
		    (int)day_print(s->next_newest, next), next);
	return s->newest;
}

static void
note_scores(struct run *run, const struct rfm_table *t)
{
	static const char *const name[3] = { "recency", "frequency",
	    "monetary" };
	struct buf b = { 0 };
	char share[NUM_MAX];
	size_t most, len;
	int which, s;

	for (which = 0; which < 3 && t->buyers > 0; which++) {
		b.len = 0;
		for (most = 1, s = 1; s <= run->o->bins; s++) {
			if (t->count[which][s] == 0)
				buf_printf(&b, " %d", s);
			if (t->count[which][s] > t->count[which][most])
				most = (size_t)s;
		}
		if (b.len == 0)
			continue;
		len = num_print_percent((int128)t->count[which][most],
		    (int128)t->buyers, 1, share);
		ledger_note(run->ledger, "%s scores that nobody has:%.*s; "
		    "%.*s %% of the customers have %zu", name[which],
		    STR_ARG(buf_view(&b)), (int)len, share, most);
	}
	buf_free(&b);
}

static void
load_segments(struct run *run, struct segments *seg)
{
	const char *where, *name = run->o->segments;
	struct buf b = { 0 };
	struct fault f;
	enum status st = segfile_load(seg, name, &where, &f);
	size_t i;
	int holes;

	if (st != STATUS_OK)
		input_die(st, where, &f);
	holes = segments_holes(seg, &b);
	if (holes > 0)
		ledger_note(run->ledger, "segments %s: %d of %d combinations "
		    "have no rule (%.*s):%.*s", name, holes,
		    seg->bins * seg->bins * seg->bins,
		    seg->other.len > 0 ? (int)seg->other.len : 12,
		    seg->other.len > 0 ? seg->other.p : "left without",
		    STR_ARG(buf_view(&b)));
	buf_free(&b);
	for (i = 0; i < seg->n; i++)
		if (!segments_reached(seg, i))
			ledger_note(run->ledger, "%s:%llu: rule %.*s is never "
			    "reached", where,
			    (unsigned long long)seg->rule[i].line,
			    STR_ARG(seg->rule[i].name));
}

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
put_settings(struct run *run)
{
	const struct opts *o = run->o;
	struct ledger *l = run->ledger;
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
	if (run->sale.rounded > 0)
		ledger_count(l, "amounts rounded", run->sale.rounded);
}

static enum status
finish(struct run *run, const struct segments *seg)
{
	const struct opts *o = run->o;
	struct rfm_table t;
	struct io_out *out;
	bool json = o->jsonl || (!o->csv && run->first == ROWS_JSONL);
	int32_t as_of;

	if (run->stop)
		return ledger_close(run->ledger, false);
	as_of = find_as_of(run);
	ledger_as_of(run->ledger, as_of);
	if (!purchases_finish(&run->purchases, as_of))
		die(STATUS_DATA, "the amounts of one customer or order add up "
		    "to more than 922337203685477.5807");
	rfm_table(&t, &run->purchases, (int)o->bins, seg);
	note_scores(run, &t);
	put_settings(run);
	ledger_count(run->ledger, "customers", t.n);
	ledger_count(run->ledger, "buyers", t.buyers);
	out = io_out_open(o->output);
	rfm_table_write(&t, o->currency != NULL ?
	    str_z(o->currency) : buf_view(&run->sale.currency), out,
	    o->table ? TAB_TABLE : json ? TAB_JSONL : TAB_CSV);
	io_out_close(out, true);
	rfm_table_free(&t);
	return ledger_close(run->ledger, true);
}

static void
open_run(struct run *run, struct zone **zone)
{
	const struct opts *o = run->o;
	struct sale_rules rules = { .as_of = o->as_of,
	    .ignore_refunds = o->refunds == 1,
	    .round_money = o->round_money };
	struct purchase_opts po = { .as_of = o->as_of, .window = o->window,
	    .days = o->frequency == 1, .thread = o->threads > 1 };

	*zone = o->tz == NULL ? NULL : zone_open(o->tz);
	if (o->tz != NULL && *zone == NULL)
		die(STATUS_USAGE, "--tz: no time zone \"%s\"",
		    opt_shown(str_z(o->tz)));
	if (o->currency != NULL)
		rules.currency = str_z(o->currency);
	rules.zone = *zone;
	run->ledger = ledger_open(&o->ledger);
	rec_aliases(&run->aliases, o->columns, sale_columns, SALE_COLUMNS);
	sale_open(&run->sale, &rules);
	purchases_open(&run->purchases, &po);
	seen_open(&run->seen);
}

int
main(int argc, char **argv)
{
	struct opts o = { .as_of = DAY_NONE, .bins = 5, .threads = 2,
	    .segments = "default" };
	struct run run = { .o = &o };
	struct segments seg;
	struct zone *zone;
	enum status st;
	int i, n;

	diag_init("crm-rfm");
	n = opt_parse(&program, argc, argv, &o);
	if (o.show != NULL)
		show(o.show);
	if (o.csv + o.jsonl + o.table > 1)
		die(STATUS_USAGE, "--csv, --jsonl and --table exclude each "
		    "other");
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	open_run(&run, &zone);
	load_segments(&run, &seg);
	for (i = 0; i < n && !run.stop; i++)
		read_operand(&run, argv[i]);
	st = finish(&run, &seg);
	sale_close(&run.sale);
	purchases_close(&run.purchases);
	seen_close(&run.seen);
	rec_aliases_free(&run.aliases);
	segments_free(&seg);
	zone_free(zone);
	return (int)st;
}
