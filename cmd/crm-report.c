/*
 * crm-report: what a person reads in the morning. Reads customer tables,
 * event tables and the --summary files of the runs that made them, computes
 * the figures of definitions.md 3.3, and writes them as text for people, or
 * as rows with --csv and --jsonl.
 */
#include <stddef.h>

#include "bygroup.h"
#include "diag.h"
#include "ledger.h"
#include "opt.h"
#include "gather.h"
#include "mingroup.h"
#include "pagehtml.h"
#include "pagemark.h"
#include "pagetext.h"
#include "report.h"
#include "reportdata.h"
#include "screen.h"
#include "sections.h"

struct opts {
	const char	*output;
	bool		 csv, excel, html, json, jsonl, markdown;
	int64_t		 width;		/* 0: the terminal's */
	int64_t		 top, min_group;
	const char	*sections, *by;
	struct bygroup	 groups;
	const char	*targets;
	struct targets	 target;
	int		 period;	/* enum family_period */
	bool		 list_sections;
	int		 color;		/* enum screen_color */
	int		 lang;		/* enum wording_lang */
	int64_t		 precision;
	struct gather_opts read;
	int64_t		 max_rejects;
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)

static const struct opt options[] = {
	{ .name = "as-of", .kind = OPT_DAY, .arg = "DATE", AT(read.as_of),
	  .help = "the day that the tables must be for, and events end on" },
	{ .name = "by", .kind = OPT_TEXT, .arg = "NAME,...", AT(by),
	  .help = "groups by these only: source, form, topic, tag, period" },
	{ .name = "color", .kind = OPT_CHOICE, .arg = "auto|always|never",
	  AT(color), .help = "colours (auto: on a terminal)" },
	{ .name = "columns", AT(read.columns) },
	{ .name = "csv", AT(csv) },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE",
	  AT(read.currency),
	  .help = "use this currency only, or convert to it (--rates)" },
	{ .name = "excel", .kind = OPT_FLAG, AT(excel),
	  .help = "write CSV for a spreadsheet, without formulas" },
	{ .name = "html", .kind = OPT_FLAG, AT(html),
	  .help = "write one HTML file" },
	{ .name = "in", AT(read.format) },
	{ .name = "json", .kind = OPT_FLAG, AT(json),
	  .help = "write one JSON object" },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "lang", .kind = OPT_CHOICE, .arg = "en|zh", AT(lang),
	  .help = "language of the text" },
	{ .name = "list-sections", .kind = OPT_FLAG, AT(list_sections),
	  .help = "print the sections and what each needs", .alone = true },
	{ .name = "markdown", .kind = OPT_FLAG, AT(markdown),
	  .help = "write Markdown" },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "min-group", .kind = OPT_NUMBER, .arg = "N", AT(min_group),
	  .min = 1, .max = 1000000,
	  .help = "hide what tells of fewer customers (default 1)" },
	{ .name = "output", AT(output) },
	{ .name = "period", .kind = OPT_CHOICE, .arg = "day|week|month",
	  AT(period), .help = "periods of the calendar (default week)" },
	{ .name = "precision", .kind = OPT_NUMBER, .arg = "N", AT(precision),
	  .min = 1, .max = 17,
	  .help = "digits of shares with --csv and --jsonl (default 6)" },
	{ .name = "prev", .kind = OPT_TEXT, .arg = "FILE", AT(read.prev),
	  .help = "compare with a customer table of an earlier day" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "rates", AT(read.rates) },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "sections", .kind = OPT_TEXT, .arg = "NAME,...",
	  AT(sections), .help = "show these only" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "targets", .kind = OPT_TEXT, .arg = "FILE", AT(targets),
	  .help = "compare figures with the targets in this table" },
	{ .name = "top", .kind = OPT_NUMBER, .arg = "N", AT(top), .min = 0,
	  .max = 1000000,
	  .help = "customers, contents, words named (default 10)" },
	{ .name = "verbose", AT(ledger.verbose) },
	{ .name = "width", .kind = OPT_NUMBER, .arg = "N", AT(width),
	  .min = SCREEN_MIN, .max = 1000,
	  .help = "columns of the text (default: the terminal's, or 80)" },
	{ 0 }
};

static const struct opt_program program = {
	.name = "crm-report",
	.usage = "[options] [file ...]",
	.what = "Report on customer tables, events and --summary files.",
	.opt = options,
	.reads_stdin = true,
};

/* The report for people, as text, HTML or Markdown. */
static void
write_page(const struct opts *o, const struct figures *fs,
    const struct metrics *m, uint64_t want, struct io_out *out)
{
	bool terminal = io_out_is_terminal(out);
	struct wording *words = wording_open(o->lang);
	struct page p = { .wording = words };
	struct buf text = { 0 };
	struct face f = {
		.out = &text, .width = screen_width(o->width, terminal),
		.color = screen_color(o->color, terminal)
	};

	report_page(&p, fs, m, want);
	if (o->html)
		pagehtml_print(&p, o->lang == WORDING_ZH ? "zh" : "en", &text);
	else if (o->markdown)
		pagemark_print(&p, &text);
	else
		pagetext_print(&p, &f);
	io_out_str(out, buf_view(&text));
	buf_free(&text);
	page_free(&p);
	wording_free(words);
}

static void
put_settings(const struct opts *o, struct ledger *l)
{
	char n[NUM_MAX];

	ledger_setting(l, "top", (struct str){ n, num_print_int(o->top, n) });
	ledger_setting(l, "min_group", (struct str){ n,
	    num_print_int(o->min_group, n) });
	if (o->by != NULL)
		ledger_setting(l, "by", str_z(o->by));
	if (o->sections != NULL)
		ledger_setting(l, "sections", str_z(o->sections));
	if (o->read.currency != NULL)
		ledger_setting(l, "currency", str_z(o->read.currency));
	if (o->read.rates != NULL)
		ledger_setting(l, "rates", str_z(o->read.rates));
	if (o->read.prev != NULL)
		ledger_setting(l, "prev", str_z(o->read.prev));
	if (o->targets != NULL)
		ledger_setting(l, "targets", str_z(o->targets));
}

/* Before anything is read. */
static void
load_targets(struct opts *o, uint64_t want)
{
	struct buf err = { 0 };
	enum status st;

	if (!report_wants(want, "targets"))
		die(STATUS_USAGE, "--targets and --sections without targets "
		    "exclude each other");
	st = targets_load(&o->target, o->targets, &err);
	if (st != STATUS_OK)
		die(st, "--targets: %.*s", STR_ARG(buf_view(&err)));
}

static void
check_targets(const struct opts *o, const struct figures *fs,
    const struct metrics *m)
{
	struct buf err = { 0 };

	if (!report_check_targets(fs, m, o->targets, &err))
		die(STATUS_USAGE, "--targets: %.*s",
		    STR_ARG(buf_view(&err)));
}

/* The runs behind the report, our own last. */
static void
add_own_run(struct gather *g)
{
	g->run = mem_grow(g->run, g->nrun + 1, sizeof(*g->run));
	gather_account(g, &g->run[g->nrun++]);
}

static void
write_report(const struct opts *o, struct gather *g, uint64_t want,
    struct ledger *ledger)
{
	char day[DAY_MAX];
	struct figures fs = { 0 };
	struct metrics m = {
		.customers = &g->customers, .events = &g->events,
		.prev = &g->prev, .prev_day = g->prev_agree.as_of,
		.families = &g->families, .day = g->agree.as_of,
		.period = (enum family_period)o->period,
		.joined = g->joined, .currency = buf_view(&g->agree.currency),
		.top = (size_t)o->top, .min_group = o->min_group,
		.targets = &o->target
	};
	struct changes changes = { 0 };
	struct io_out *out;
	int64_t bins = 0;
	size_t i;

	if (g->agree.as_of != DAY_NONE)
		m.as_of = (struct str){ day, day_print(g->agree.as_of, day) };
	put_settings(o, ledger);
	for (i = 0; i < g->nrun; i++)
		bins = g->run[i].bins > bins ? g->run[i].bins : bins;
	m.bins = metrics_bins(&g->customers, bins);
	add_own_run(g);
	m.run = g->run;
	m.nrun = g->nrun;
	m.changes = &changes;
	report_figures(&fs, &m);
	check_targets(o, &fs, &m);
	changes_free(&changes);
	bygroup_filter(&o->groups, &fs);
	mingroup_hide(&fs);
	out = io_out_open(o->output);
	if (o->csv || o->excel || o->json || o->jsonl)
		reportdata_write(o->csv ? REPORTDATA_CSV :
		    o->excel ? REPORTDATA_EXCEL : o->json ? REPORTDATA_JSON :
		    REPORTDATA_JSONL, &fs, &m, want, (int)o->precision, out);
	else
		write_page(o, &fs, &m, want, out);
	io_out_close(out, true);
	figures_free(&fs);
}

/* What the sections collect while rows are read. */
static void
open_families(const struct opts *o, struct gather *g)
{
	struct family_opts fo = { .period = (enum family_period)o->period,
	    .customers = &g->customers, .agree = &g->agree,
	    .prev = &g->prev_agree };
	const struct report_section *s;

	for (s = report_sections; s->name != NULL; s++) {
		if (s->family != NULL)
			families_open(&g->families, s->family, &fo);
	}
}

int
main(int argc, char **argv)
{
	struct opts o = { .read = { .as_of = DAY_NONE }, .top = 10,
	    .precision = 6, .min_group = 1, .period = FAMILY_WEEK };
	struct buf err = { 0 };
	struct ledger *ledger;
	struct gather g;
	enum status st;
	uint64_t want;
	int i, n;

	diag_init("crm-report");
	n = opt_parse(&program, argc, argv, &o);
	if (o.csv + o.excel + o.html + o.json + o.jsonl + o.markdown > 1)
		die(STATUS_USAGE, "--csv, --excel, --html, --json, --jsonl "
		    "and --markdown exclude each other");
	if (o.list_sections) {
		sections_list();
		return STATUS_OK;
	}
	want = sections_wanted(o.sections);
	if (!bygroup_parse(&o.groups, o.by, &err))
		die(STATUS_USAGE, "--by: %.*s", STR_ARG(buf_view(&err)));
	if (o.read.prev != NULL && !report_wants(want, "lifetime") &&
	    !report_wants(want, "profile"))
		die(STATUS_USAGE, "--prev and --sections without lifetime "
		    "and profile exclude each other");
	if (o.targets != NULL)
		load_targets(&o, want);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	o.read.digest = o.ledger.summary_file != NULL;
	ledger = ledger_open(&o.ledger);
	gather_open(&g, &o.read, ledger);
	open_families(&o, &g);
	for (i = 0; i < n && !g.stop; i++)
		gather_operand(&g, argv[i]);
	gather_finish(&g);
	if (!g.stop)
		write_report(&o, &g, want, ledger);
	gather_close(&g);
	targets_free(&o.target);
	st = ledger_close(ledger, !g.stop);
	return (int)st;
}
