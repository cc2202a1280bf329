/*
 * crm-report: what a person reads in the morning. Reads customer tables,
 * event tables and the --summary files of the runs that made them, computes
 * the figures of definitions.md 3.3, and writes them as text for people, or
 * as rows with --csv and --jsonl.
 */
#include <stddef.h>

#include "diag.h"
#include "ledger.h"
#include "opt.h"
#include "gather.h"
#include "pagetext.h"
#include "report.h"
#include "screen.h"
#include "tabout.h"
#include "text.h"

struct opts {
	const char	*output;
	bool		 csv, jsonl;
	int64_t		 width;		/* 0: the terminal's */
	int64_t		 top;
	const char	*sections;
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
	{ .name = "color", .kind = OPT_CHOICE, .arg = "auto|always|never",
	  AT(color), .help = "colours (auto: on a terminal)" },
	{ .name = "columns", AT(read.columns) },
	{ .name = "csv", AT(csv) },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE",
	  AT(read.currency),
	  .help = "use this currency only, or convert to it (--rates)" },
	{ .name = "in", AT(read.format) },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "lang", .kind = OPT_CHOICE, .arg = "en|zh", AT(lang),
	  .help = "language of the text" },
	{ .name = "list-sections", .kind = OPT_FLAG, AT(list_sections),
	  .help = "print the sections and what each needs", .alone = true },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "output", AT(output) },
	{ .name = "precision", .kind = OPT_NUMBER, .arg = "N", AT(precision),
	  .min = 1, .max = 17,
	  .help = "digits of shares with --csv and --jsonl (default 6)" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "rates", .kind = OPT_TEXT, .arg = "FILE", AT(read.rates),
	  .help = "convert the money of events to one currency" },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "sections", .kind = OPT_TEXT, .arg = "NAME,...",
	  AT(sections), .help = "show these only" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "top", .kind = OPT_NUMBER, .arg = "N", AT(top), .min = 0,
	  .max = 1000000, .help = "silent customers named (default 10)" },
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
		return REPORT_ALL;
	rest = str_z(list);
	while (str_split(&rest, ',', &name)) {
		const struct report_section *s = report_section_find(name);

		if (s == NULL)
			unknown_section(name);
		want |= 1u << (s - report_sections);
	}
	return want;
}

static void
write_text(const struct opts *o, const struct figures *fs,
    const struct metrics *m, unsigned want, struct io_out *out)
{
	bool terminal = io_out_is_terminal(out);
	struct wording *wording = wording_open(o->lang);
	struct page p = { .wording = wording };
	struct buf text = { 0 };
	struct face f = {
		.out = &text, .width = screen_width(o->width, terminal),
		.color = screen_color(o->color, terminal)
	};


	report_page(&p, fs, m, want);
	pagetext_print(&p, &f);
	io_out_str(out, buf_view(&text));
	buf_free(&text);
	page_free(&p);
	wording_free(wording);
}

static void
write_rows(const struct opts *o, const struct figures *fs, unsigned want,
    struct io_out *out)
{
	struct str cell[FIG_COLUMNS];
	struct buf text = { 0 };
	struct tabout *t;
	size_t i;

	t = tab_open(out, o->csv ? TAB_CSV : TAB_JSONL, fig_columns,
	    FIG_COLUMNS, 0);
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
	if (o->read.rates != NULL)
		ledger_setting(l, "rates", str_z(o->read.rates));
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
