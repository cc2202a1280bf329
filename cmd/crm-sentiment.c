/*
 * crm-sentiment: what texts say. Rows come out as they were, with the polarity,
 * categories, aspects and hits of their text behind them (definitions.md 3.8);
 * or the model is trained and evaluated with labelled texts. One text is judged
 * by lib/sentiment.c; tables go through it in lib/sentimentrun.c.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "opt.h"
#include "sentimentfit.h"
#include "sentimentrun.h"

struct opts {
	const char	*output, *columns, *model, *base, *show, *id;
	bool		 csv, jsonl, table, alert_only, explain, train, eval;
	int		 in, fail_on;
	int64_t		 max_rejects, seed, threads;
	struct opt_list	 rules, lexicon;
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)

static const struct opt options[] = {
	{ .name = "alert-only", .kind = OPT_FLAG, AT(alert_only),
	  .help = "write only rows with an alert; nothing when there is none" },
	{ .name = "base", .kind = OPT_TEXT, .arg = "MODEL", AT(base),
	  .help = "with --train: learn what differs from this model" },
	{ .name = "columns", AT(columns) },
	{ .name = "csv", AT(csv) },
	{ .name = "eval", .kind = OPT_FLAG, AT(eval),
	  .help = "compare with the labels of tables label,text" },
	{ .name = "explain", .kind = OPT_TEXT_FLAG, .arg = "ID", AT(explain),
	  .offset2 = offsetof(struct opts, id),
	  .help = "tell why: of all rows, or of those with that id" },
	{ .name = "fail-on", .kind = OPT_CHOICE, .arg = "info|notice|alert",
	  AT(fail_on), .help = "status 1 when a hit is as severe, or more" },
	{ .name = "in", .kind = OPT_CHOICE, .arg = "auto|csv|tsv|jsonl|text",
	  AT(in), .help = "format of the input; text: one text a line" },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "lexicon", .kind = OPT_LIST, .arg = "FILE", AT(lexicon),
	  .help = "words of your own and their values" },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "model", .kind = OPT_TEXT, .arg = "FILE", AT(model),
	  .help = "judge by this model" },
	{ .name = "output", AT(output) },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "rules", .kind = OPT_LIST, .arg = "NAME|FILE", AT(rules),
	  .help = "these rules; default: the built-in ones" },
	{ .name = "seed", .kind = OPT_NUMBER, .arg = "N", AT(seed),
	  .max = INT64_MAX, .help = "with --train: order of the texts" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "WHAT", AT(show),
	  .alone = true,
	  .help = "model, rules[:NAME] or lexicon[:NAME]" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "table", AT(table) },
	{ .name = "threads", AT(threads) },
	{ .name = "train", .kind = OPT_FLAG, AT(train),
	  .help = "make a model of tables label,text[,alert,weight]" },
	{ .name = "verbose", AT(ledger.verbose) },
	{ 0 }
};

static const struct opt_program program = {
	.name = "crm-sentiment",
	.usage = "[options] [file ...]",
	.what = "Polarity, categories, aspects and alarms of texts, beside "
	    "their rows.",
	.opt = options,
	.reads_stdin = true,
};

static const struct opts preset = { .fail_on = -1, .threads = 2 };

_Noreturn static void
die_with(enum status st, const struct buf *err)
{
	die(st, "%.*s", STR_ARG(buf_view(err)));
}

/* Options that say nothing in what is to be done are refused. */
static void
check_options(const struct opts *o)
{
	static const struct {
		const char	*name, *with;
	} tasks[] = {
		{ "show", "show model" },
		{ "train", "train base columns in max-rejects output quiet "
		    "rejects seed strict summary threads verbose" },
		{ "eval", "eval columns csv in jsonl lexicon max-rejects model "
		    "output quiet rejects strict summary verbose" }
	};
	const bool task[] = { o->show != NULL, o->train, o->eval };
	const char *other;
	size_t i;

	for (i = 0; i < 3; i++) {
		other = task[i] ? opt_given(&program, o, &preset,
		    tasks[i].with, false) : NULL;
		if (other != NULL)
			die(STATUS_USAGE, "--%s and --%s exclude each other",
			    tasks[i].name, other);
	}
	other = opt_given(&program, o, &preset, "base seed", true);
	if (other != NULL && !o->train)
		die(STATUS_USAGE, "--%s goes with --train", other);
	if (o->train && o->output == NULL)
		die(STATUS_USAGE, "--train needs -o FILE, for the model");
	if (o->csv + o->jsonl + o->table > 1)
		die(STATUS_USAGE, "only one of --csv, --jsonl and --table");
	if (o->explain && (o->csv || o->table))
		die(STATUS_USAGE, "--explain writes text for people, or JSON "
		    "lines with --jsonl");
}

static enum tab_format
format_of(const struct opts *o)
{
	return o->table ? TAB_TABLE : o->jsonl ? TAB_JSONL : TAB_CSV;
}

static void
load(struct sentiment_by *by, const struct opts *o)
{
	struct sentiment_opts so = { .model = o->train ? o->base : o->model,
	    .no_model = o->train && o->base == NULL,
	    .no_rules = o->train || o->eval || o->show != NULL,
	    .rules = o->rules.text, .nrules = o->rules.n,
	    .lexicon = o->lexicon.text, .nlexicon = o->lexicon.n };
	struct buf err = { 0 };
	enum status st = sentiment_load(by, &so, &err);

	if (st != STATUS_OK)
		die_with(st, &err);
}

static enum status
show(const struct opts *o)
{
	struct sentiment_by by = { 0 };
	struct io_out *out;
	struct buf b = { 0 };

	if (strcmp(o->show, "model") == 0) {
		load(&by, o);
		buf_str(&b, model_manifest(by.model));
		sentiment_unload(&by);
	} else if (o->model != NULL)
		die(STATUS_USAGE, "--show=%s and --model exclude each other",
		    opt_shown(str_z(o->show)));
	else if (!textrules_show(&b, o->show) &&
	    !sentiment_show_lexicon(&b, o->show))
		die(STATUS_USAGE, "--show: model, rules, rules:NAME, lexicon "
		    "or lexicon:NAME, not \"%s\"", opt_shown(str_z(o->show)));
	out = io_out_open(NULL);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	buf_free(&b);
	return STATUS_OK;
}

static void
put_settings(const struct opts *o, const struct sentiment_by *by,
    struct ledger *l)
{
	struct buf b = { 0 };
	struct str value;

	if (by->model != NULL)
		ledger_setting(l, o->train ? "base" : "model",
		    str_z(model_digest(by->model)));
	if (by->rules != NULL) {
		sentiment_put_lists(&b, by->rules);
		ledger_setting(l, "rules", buf_view(&b));
	}
	if (opt_value(options, o, "fail-on", &value) && o->fail_on >= 0)
		ledger_setting(l, "fail-on", value);
	if (o->alert_only)
		ledger_setting(l, "alert-only", STR("yes"));
	buf_free(&b);
}

/* Texts of rows, judged. */
static enum status
judge(const struct opts *o, const struct sentiment_by *by,
    const struct rec_aliases *al, struct ledger *l, char *const *path,
    size_t n)
{
	struct sentiment_run run = { .by = by, .alias = al, .ledger = l,
	    .output = o->output, .in = (enum rows_format)o->in,
	    .any = !o->csv && !o->jsonl && !o->table, .format = format_of(o),
	    .alert_only = o->alert_only, .explain = o->explain, .id = o->id,
	    .thread = o->threads > 1,
	    .digest = o->ledger.summary_file != NULL };
	struct buf err = { 0 };
	enum status st = sentiment_run(&run, path, n, &err);
	uint64_t severe = 0;
	int i;

	if (st != STATUS_OK)
		die_with(st, &err);
	for (i = o->fail_on + SEVERITY_INFO; o->fail_on >= 0 &&
	    i <= SEVERITY_ALERT; i++)
		severe += run.severe[i];
	if (severe > 0 && !o->ledger.quiet)
		diag_warn("--fail-on: %llu row%s with such a hit",
		    (unsigned long long)severe, severe == 1 ? "" : "s");
	st = ledger_close(l, !run.stop);
	return st == STATUS_OK && severe > 0 ? STATUS_DATA : st;
}

/* Labelled texts, learned or compared. */
static enum status
fit(const struct opts *o, const struct sentiment_by *by,
    const struct rec_aliases *al, struct ledger *l, char *const *path,
    size_t n)
{
	struct sentiment_fit fit = { .by = by, .alias = al, .ledger = l,
	    .output = o->output, .in = (enum rows_format)o->in,
	    .people = !o->csv && !o->jsonl, .format = format_of(o),
	    .seed = o->seed, .thread = o->threads > 1,
	    .digest = o->ledger.summary_file != NULL };
	struct buf err = { 0 };
	enum status st = o->train ? sentiment_train(&fit, path, n, &err) :
	    sentiment_eval(&fit, path, n, &err);

	if (st != STATUS_OK)
		die_with(st, &err);
	return ledger_close(l, !fit.stop);
}

int
main(int argc, char **argv)
{
	struct opts o = preset;
	struct sentiment_by by = { 0 };
	struct rec_aliases al;
	struct ledger *l;
	enum status st;
	bool labelled;
	size_t n;

	diag_init("crm-sentiment");
	n = (size_t)opt_parse(&program, argc, argv, &o);
	check_options(&o);
	if (o.show != NULL)
		return show(&o);
	labelled = o.train || o.eval;
	rec_aliases(&al, o.columns, labelled ? sentiment_labelled :
	    sentiment_need, o.train ? FIT_NEED : o.eval ? FIT_EVAL :
	    SENTIMENT_NEED);
	load(&by, &o);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	l = ledger_open(&o.ledger);
	put_settings(&o, &by, l);
	st = labelled ? fit(&o, &by, &al, l, argv, n) :
	    judge(&o, &by, &al, l, argv, n);
	sentiment_unload(&by);
	rec_aliases_free(&al);
	opt_list_free(&o.rules);
	opt_list_free(&o.lexicon);
	return (int)st;
}
