/*
 * crm-ingest: the exports of platforms and shops into canonical records. It
 * finds out encoding, delimiter, header and map of each file and says what it
 * found; columns are read by the rules of the map (lib/map.h, lib/parse.h),
 * customers get their keys (lib/ident.h), and records that were there before
 * are left out (lib/dedup.h). Rows in, events and other records out.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "identfile.h"
#include "inspect.h"
#include "mapset.h"
#include "opt.h"
#include "recout.h"

struct opts {
	const char	*output, *delimiter, *columns, *as, *map, *show;
	const char	*encoding, *assume_tz, *ids, *own, *draft_map;
	const char	*sheet;
	struct keep_opts keep;
	bool		 csv, jsonl, detect, ext, provenance;
	int		 in, date_order, dedup;
	int64_t		 max_rejects, explain, threads;
	struct opt_list	 account;
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)

static const struct opt options[] = {
	{ .name = "account", .kind = OPT_LIST, .arg = "NAME", AT(account),
	  .help = "account of the operands that follow" },
	{ .name = "as", .kind = OPT_TEXT, .arg = "TYPE", AT(as),
	  .help = "events of this type, from the columns of --columns" },
	{ .name = "assume-tz", .kind = OPT_TEXT, .arg = "ZONE",
	  AT(assume_tz), .help = "zone of times that are written without one" },
	{ .name = "columns", .kind = OPT_TEXT, .arg = "NAME=HEADER,...",
	  AT(columns), .help = "with --as: which column means what" },
	{ .name = "csv", .kind = OPT_FLAG, AT(csv),
	  .help = "write CSV (the default)" },
	{ .name = "date-order", .kind = OPT_CHOICE, .arg = "auto|dmy|mdy|ymd",
	  AT(date_order), .help = "how 02/01/2024 and 24/01/02 are meant" },
	{ .name = "dedup", .kind = OPT_CHOICE, .arg = "first|none", AT(dedup),
	  .help = "the first record of an id wins, or keep all" },
	{ .name = "delimiter", .letter = 'd', .kind = OPT_TEXT, .arg = "CHAR",
	  AT(delimiter), .help = "between cells (default: found out)" },
	{ .name = "detect", .kind = OPT_FLAG, AT(detect),
	  .help = "only print what is found out about each file" },
	{ .name = "draft-map", .kind = OPT_TEXT, .arg = "FILE", AT(draft_map),
	  .help = "write a map for an unknown export to FILE" },
	{ .name = "encoding", .kind = OPT_TEXT, .arg = "NAME", AT(encoding),
	  .help = "of the input, as iconv names it (default: found out)" },
	{ .name = "explain", .kind = OPT_NUMBER, .arg = "ROW", AT(explain),
	  .min = 1, .max = INT64_MAX,
	  .help = "only print how the row on that line is read" },
	{ .name = "ext", .kind = OPT_FLAG, AT(ext),
	  .help = "keep columns that no map reads, as JSON in ext" },
	{ .name = "ids", .kind = OPT_TEXT, .arg = "FILE", AT(ids),
	  .help = "CSV of alias,user_id: keys that are one customer" },
	{ .name = "in", .kind = OPT_CHOICE, .arg = "auto|csv|tsv|jsonl",
	  AT(in), .help = "format of the input" },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "kind", .kind = OPT_TEXT, .arg = "KIND,...", AT(keep.kind),
	  .help = "only event, profile, content or spend records" },
	{ .name = "map", .kind = OPT_TEXT, .arg = "NAME|FILE", AT(map),
	  .help = "use this map" },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "output", AT(output) },
	{ .name = "own", .kind = OPT_TEXT, .arg = "FILE", AT(own),
	  .help = "CSV of user_id: the brand's accounts, direction out" },
	{ .name = "provenance", .kind = OPT_FLAG, AT(provenance),
	  .help = "add src_file and src_line" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "sheet", .kind = OPT_TEXT, .arg = "NAME|N", AT(sheet),
	  .help = "of xlsx: this sheet (default: the first that fits)" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "maps|map:NAME", AT(show),
	  .help = "list the built-in maps, or print one" },
	{ .name = "since", .kind = OPT_TEXT, .arg = "TIME", AT(keep.since),
	  .help = "only records of that day or moment, and later ones" },
	{ .name = "source", .kind = OPT_TEXT, .arg = "SLUG,...",
	  AT(keep.source),
	  .help = "only records of these; with --as: the source" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "threads", AT(threads) },
	{ .name = "until", .kind = OPT_TEXT, .arg = "TIME", AT(keep.until),
	  .help = "only records before that day or moment" },
	{ .name = "verbose", AT(ledger.verbose) },
	{ 0 }
};

static const struct opt_program program = {
	.name = "crm-ingest",
	.usage = "[options] [file ...]",
	.what = "Exports of platforms and shops into one table of events.",
	.opt = options,
	.reads_stdin = true,
};

struct run {
	const struct opts	*o;
	struct intake_opts	 io;
	struct maps		 maps;
	struct ident		*ident;
	struct zone		*assume;
	struct keep		 keep;
	struct intake		*intake;
	size_t			 n;
	bool			 fills[REC_N];	/* columns of the output */
};

_Noreturn static void
die_with(enum status st, const struct buf *err)
{
	die(st, "%.*s", STR_ARG(buf_view(err)));
}

static void
open_run(struct run *run)
{
	const struct opts *o = run->o;
	struct buf err = { 0 };
	struct map *m;

	if (o->csv && o->jsonl)
		die(STATUS_USAGE, "--csv and --jsonl exclude each other");
	if ((o->as == NULL) != (o->columns == NULL))
		die(STATUS_USAGE, "--as and --columns go together");
	if (o->as != NULL && o->map != NULL)
		die(STATUS_USAGE, "--as and --map exclude each other");
	if (o->assume_tz != NULL) {
		run->assume = zone_open(o->assume_tz);
		if (run->assume == NULL)
			die(STATUS_USAGE, "--assume-tz: no time zone \"%s\"",
			    opt_shown(str_z(o->assume_tz)));
	}
	if (mapset_open(&run->maps, o->map, o->as, o->columns, &err) !=
	    STATUS_OK)
		die_with(STATUS_USAGE, &err);
	buf_free(&err);
	if (!keep_open(&run->keep, &o->keep, &err))
		die_with(STATUS_USAGE, &err);
	/* A table of which only the columns are named has no other source. */
	m = run->maps.m[0];
	if (o->as != NULL && run->keep.nsource == 1 &&
	    m->set[REC_SOURCE] == NULL)
		m->set[REC_SOURCE] = mem_strdup(run->keep.source[0]);
	run->ident = ident_open();
	identfile_read(run->ident, o->ids, o->own);
	run->io = (struct intake_opts){ .format = (enum rows_format)o->in,
	    .encoding = o->encoding, .sheet = o->sheet, .maps = &run->maps,
	    .forced = o->map != NULL || o->as != NULL,
	    .ident = run->ident, .assume = run->assume,
	    .order = (enum date_order)o->date_order, .sorted = o->dedup == 1,
	    .several = run->n > 1,
	    .digest = o->ledger.summary_file != NULL, .ext = o->ext };
	if (!sniff_delimiter(o->delimiter, &run->io.delimiter))
		die(STATUS_USAGE, "--delimiter: \"%s\" is not one character",
		    opt_shown(str_z(o->delimiter)));
}

/* Look at all operands: which columns the output has depends on them. */
static void
open_operands(struct run *run)
{
	struct buf err = { 0 };
	enum status st = intake_open_all(run->intake, run->n, &run->io,
	    run->fills, &err);

	if (st != STATUS_OK)
		die_with(st, &err);
	if (run->o->ext)
		run->fills[REC_EXT] = true;
	if (run->o->provenance)
		run->fills[REC_SRC_FILE] = run->fills[REC_SRC_LINE] = true;
}

/* Tell about the operands instead of reading them. */
static enum status
inspect(struct run *run)
{
	struct inspect in = { .draft_map = run->o->draft_map,
	    .explain = run->o->explain, .ext = run->o->ext,
	    .output = run->o->output, .t = run->intake, .n = run->n,
	    .detect = { .intake = &run->io, .keep = &run->keep,
	    .assume = run->o->assume_tz, .dedup = run->o->dedup == 0,
	    .json = run->o->jsonl }, .all = run->o->detect };
	struct buf err = { 0 };
	enum status st = inspect_run(&in, &err);

	if (err.len > 0)
		die_with(st, &err);
	buf_free(&err);
	return st;
}

static void
put_settings(const struct opts *o, struct ledger *l)
{
	static const char *const shown[] = { "dedup", "assume-tz",
		"date-order", "ids", "own", "kind", "source", "since",
		"until" };
	struct str value;
	size_t i;

	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		if (opt_value(options, o, shown[i], &value) &&
		    !str_eq(value, STR("auto")))
			ledger_setting(l, shown[i], value);
}

static enum status
ingest(struct run *run)
{
	struct io_out *out = io_out_open(run->o->output);
	struct recout *ro = recout_open(out, run->o->jsonl ? TAB_JSONL :
	    TAB_CSV, run->fills);
	struct ingest_opts go = { .ledger = ledger_open(&run->o->ledger),
	    .keep = &run->keep, .dedup = run->o->dedup == 0,
	    .sorted = run->io.sorted, .thread = run->o->threads > 1,
	    .provenance = run->o->provenance, .fills = run->fills,
	    .write = recout_write, .flush = recout_flush, .ctx = ro };
	struct ingest *g = ingest_open(&go);
	struct buf err = { 0 };
	enum status st = STATUS_OK;
	size_t i;

	put_settings(run->o, go.ledger);
	for (i = 0; i < run->n && st == STATUS_OK; i++) {
		st = intake_resume(&run->intake[i], &run->io, &err);
		if (st == STATUS_OK)
			st = ingest_run(g, &run->intake[i], (uint32_t)i, &err);
		if (st == STATUS_USAGE || st == STATUS_IO)
			die_with(st, &err);
		detect_note(go.ledger, &run->intake[i]);
		intake_close(&run->intake[i]);
	}
	ingest_close(g);
	recout_close(ro);
	io_out_close(out, st == STATUS_OK);
	return ledger_close(go.ledger, st == STATUS_OK);
}

int
main(int argc, char **argv)
{
	struct opts o = { .threads = 2 };
	struct run run = { .o = &o };
	enum status st = STATUS_OK;
	struct buf err = { 0 };
	size_t i;

	diag_init("crm-ingest");
	run.n = (size_t)opt_parse(&program, argc, argv, &o);
	if (o.show != NULL) {
		st = inspect_show(o.show, o.output, &err);
		if (st != STATUS_OK)
			die_with(st, &err);
		return STATUS_OK;
	}
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	open_run(&run);
	run.intake = mem_zero(run.n * sizeof(*run.intake));
	for (i = 0; i < run.n; i++) {
		run.intake[i].path = argv[i];
		run.intake[i].account = opt_list_at(&o.account, i);
	}
	if (o.detect || o.draft_map != NULL || o.explain > 0) {
		st = inspect(&run);
	} else {
		open_operands(&run);
		st = ingest(&run);
	}
	for (i = 0; i < run.n; i++)
		intake_close(&run.intake[i]);
	free(run.intake);
	ident_close(run.ident);
	keep_close(&run.keep);
	zone_free(run.assume);
	maps_free(&run.maps);
	opt_list_free(&o.account);
	return (int)st;
}
