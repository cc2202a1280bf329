/*
 * crm-report: what a person reads in the morning. Reads customer tables,
 * event tables and the --summary files of the runs that made them, computes
 * the figures of definitions.md 3.3, and writes them as text for people, or
 * as rows with --csv and --jsonl.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "diag.h"
#include "ledger.h"
#include "opt.h"
#include "gather.h"
#include "report.h"
#include "tabout.h"
#include "text.h"

#define WIDTH_MIN	60
#define WIDTH_PLAIN	80

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct opts {
	const char	*output;
	bool		 csv, jsonl;
	int64_t		 width;		/* 0: the terminal's */
	int64_t		 top;
	const char	*sections;
	bool		 list_sections;
	int		 color;
	int64_t		 precision;
	struct gather_opts read;
	int64_t		 max_rejects;
	struct ledger_opts ledger;
};

#define AT(field)	offsetof(struct opts, field)

static const struct opt options[] = {
	{ "output", 'o', OPT_TEXT, "FILE", "write to FILE",
	    .offset = AT(output) },
	{ "csv", 0, OPT_FLAG, .help = "one row a figure, as CSV",
	    .offset = AT(csv) },
	{ "jsonl", 0, OPT_FLAG, .help = "one row a figure, as JSON lines",
	    .offset = AT(jsonl) },
	{ "width", 0, OPT_NUMBER, "N", "columns of the text (terminal or 80)",
	    .offset = AT(width), .min = WIDTH_MIN, .max = 1000 },
	{ "sections", 0, OPT_TEXT, "LIST", "only these, joined by commas",
	    .offset = AT(sections) },
	{ "list-sections", 0, OPT_FLAG, .help = "print the sections and what "
	    "each needs", .offset = AT(list_sections), .alone = true },
	{ "top", 0, OPT_NUMBER, "N", "silent customers named (10)",
	    .offset = AT(top), .min = 0, .max = 1000000 },
	{ "as-of", 0, OPT_DAY, "DATE", "the as-of that the tables must have",
	    .offset = AT(read.as_of) },
	{ "currency", 0, OPT_TEXT, "CODE", "keep this currency alone",
	    .offset = AT(read.currency) },
	{ "columns", 0, OPT_TEXT, "NAME=HEADER,...", "names of columns",
	    .offset = AT(read.columns) },
	{ "in", 0, OPT_CHOICE, "auto|csv|tsv|jsonl", "format of the tables",
	    .offset = AT(read.format) },
	{ "color", 0, OPT_CHOICE, "auto|always|never", "colours (auto)",
	    .offset = AT(color) },
	{ "precision", 0, OPT_NUMBER, "N", "digits of shares in --csv, "
	    "--jsonl (6)", .offset = AT(precision), .min = 1, .max = 17 },
	{ "rejects", 0, OPT_TEXT, "FILE", "keep rejected rows in FILE",
	    .offset = AT(ledger.rejects) },
	{ "max-rejects", 0, OPT_NUMBER, "N", "rejected rows for status 0 (0)",
	    .offset = AT(max_rejects), .min = 0, .max = INT64_MAX },
	{ "strict", 0, OPT_FLAG, .help = "stop at the first rejected row",
	    .offset = AT(ledger.strict) },
	{ "summary", 0, OPT_TEXT_FLAG, "FILE", "account of the rows, to "
	    "standard error or FILE", .offset = AT(ledger.summary),
	    .offset2 = AT(ledger.summary_file) },
	{ "quiet", 'q', OPT_FLAG, .help = "no messages about rows, no notes",
	    .offset = AT(ledger.quiet) },
	{ "verbose", 'v', OPT_FLAG, .help = "notes on standard error",
	    .offset = AT(ledger.verbose) },
	{ .name = NULL }
};

static const struct opt_program program = {
	"crm-report", "[options] [file ...]",
	"Report on customer tables, events and --summary files.",
	options, true
};

/* --list-sections */
static void
list_sections(void)
{
	struct io_out *out = io_out_open(NULL);
	const struct report_section *s;
	struct buf b = { 0 };

	for (s = report_sections; s->name != NULL; s++)
		buf_printf(&b, "%-10s needs %s\n", s->name, s->needs);
	io_out_str(out, buf_view(&b));
	buf_free(&b);
	io_out_close(out, true);
}

_Noreturn static void
unknown_section(struct str name)
{
	const struct str *near;
	struct str names[32];
	struct buf all = { 0 };
	size_t n;

	for (n = 0; report_sections[n].name != NULL && n < 32; n++) {
		names[n] = str_z(report_sections[n].name);
		buf_printf(&all, n == 0 ? "%s" : ", %s",
		    report_sections[n].name);
	}
	near = text_nearest(name, names, n);
	if (near != NULL)
		die(STATUS_USAGE, "--sections: unknown section \"%s\" "
		    "(nearest: %.*s)", opt_shown(name), STR_ARG(*near));
	die(STATUS_USAGE, "--sections: unknown section \"%s\" (one of %.*s)",
	    opt_shown(name), STR_ARG(buf_view(&all)));
}

/* A bit for each section that is asked for; all without --sections. */
static unsigned
wanted_sections(const char *list)
{
	struct str rest, name;
	unsigned want = 0;

	if (list == NULL)
		return ~0u;
	rest = str_z(list);
	while (str_split(&rest, ',', &name)) {
		const struct report_section *s = report_section_find(name);

		if (s == NULL)
			unknown_section(name);
		want |= 1u << (s - report_sections);
	}
	return want;
}

static size_t
text_width_of(const struct opts *o, bool terminal)
{
	struct winsize ws;

	if (o->width != 0)
		return (size_t)o->width;
	if (!terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == -1 ||
	    ws.ws_col == 0)
		return WIDTH_PLAIN;
	return ws.ws_col < WIDTH_MIN ? WIDTH_MIN : ws.ws_col;
}

static bool
use_color(const struct opts *o, bool terminal)
{
	const char *no = getenv("NO_COLOR");

	if (o->color != COLOR_AUTO)
		return o->color == COLOR_ALWAYS;
	return terminal && (no == NULL || *no == '\0');
}

static void
write_text(const struct opts *o, const struct figures *fs,
    const struct metrics *m, unsigned want, struct io_out *out)
{
	bool terminal = io_out_is_terminal(out);
	struct buf text = { 0 };
	struct face f = {
		.out = &text, .width = text_width_of(o, terminal),
		.color = use_color(o, terminal)
	};

	report_text(fs, m, want, &f);
	io_out_str(out, buf_view(&text));
	buf_free(&text);
}

/* The columns of numbers in the data form. */
static enum tab_type
column_type(size_t i)
{
	return i >= FIG_NUMERATOR && i <= FIG_N ? TAB_NUMBER : TAB_TEXT;
}

static void
write_rows(const struct opts *o, const struct figures *fs, unsigned want,
    struct io_out *out)
{
	struct tab_col col[FIG_COLUMNS];
	struct str cell[FIG_COLUMNS];
	struct buf text = { 0 };
	struct tabout *t;
	size_t i;

	for (i = 0; i < FIG_COLUMNS; i++)
		col[i] = (struct tab_col){ fig_columns[i], column_type(i) };
	t = tab_open(out, o->csv ? TAB_CSV : TAB_JSONL, col, FIG_COLUMNS, 0);
	for (i = 0; i < fs->n; i++) {
		if (!report_wants(want, fs->f[i].key.section))
			continue;
		figure_cells(&fs->f[i], (int)o->precision, &text, cell);
		tab_row(t, cell);
	}
	tab_close(t);
	buf_free(&text);
}

static void
put_settings(const struct opts *o, struct ledger *l)
{
	char n[NUM_MAX];

	ledger_setting(l, "top", (struct str){ n, num_print_int(o->top, n) });
	if (o->sections != NULL)
		ledger_setting(l, "sections", str_z(o->sections));
	if (o->read.currency != NULL)
		ledger_setting(l, "currency", str_z(o->read.currency));
}

/* The runs behind the report, our own last. */
static void
add_own_run(struct gather *g)
{
	g->run = mem_grow(g->run, g->nrun + 1, sizeof(*g->run));
	gather_account(g, &g->run[g->nrun++]);
}

static void
write_report(const struct opts *o, struct gather *g, unsigned want,
    struct ledger *ledger)
{
	char day[DAY_MAX];
	struct figures fs = { 0 };
	struct metrics m = {
		.customers = &g->customers, .events = &g->events,
		.joined = g->joined, .currency = buf_view(&g->agree.currency),
		.top = (size_t)o->top
	};
	const struct report_section *s;
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
	/* All of them: alarms are of the whole, whatever is shown. */
	for (s = report_sections; s->name != NULL; s++)
		s->figures(&fs, &m);
	out = io_out_open(o->output);
	if (o->csv || o->jsonl)
		write_rows(o, &fs, want, out);
	else
		write_text(o, &fs, &m, want, out);
	io_out_close(out, true);
	figures_free(&fs);
}

int
main(int argc, char **argv)
{
	struct opts o = { .read = { .as_of = DAY_NONE }, .top = 10,
	    .precision = 6 };
	struct ledger *ledger;
	struct gather g;
	enum status st;
	unsigned want;
	int i, n;

	diag_init("crm-report");
	n = opt_parse(&program, argc, argv, &o);
	if (o.csv && o.jsonl)
		die(STATUS_USAGE, "--csv and --jsonl exclude each other");
	if (o.list_sections) {
		list_sections();
		return STATUS_OK;
	}
	want = wanted_sections(o.sections);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	o.read.digest = o.ledger.summary_file != NULL;
	ledger = ledger_open(&o.ledger);
	gather_open(&g, &o.read, ledger);
	for (i = 0; i < n && !g.stop; i++)
		gather_operand(&g, argv[i]);
	gather_finish(&g);
	if (!g.stop)
		write_report(&o, &g, want, ledger);
	gather_close(&g);
	st = ledger_close(ledger, !g.stop);
	return (int)st;
}
