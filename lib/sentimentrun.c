/* Tables through crm-sentiment: rows in, rows with opinions out. */
#include <string.h>

#include "sentimentexplain.h"
#include "sentimentpass.h"
#include "sentimentrun.h"
#include "widen.h"

const struct rec_col sentiment_need[SENTIMENT_NEED] = {
	{ "text", true }, { "id", false }
};

/* What is appended; the last only with --explain. */
static const struct tab_col columns[] = {
	{ "sentiment", TAB_TEXT }, { "score", TAB_NUMBER },
	{ "confidence", TAB_NUMBER }, { "categories", TAB_TEXT },
	{ "aspects", TAB_TEXT }, { "hits", TAB_TEXT }, { "explain", TAB_JSON }
};

#define NCOLUMNS	(sizeof(columns) / sizeof(columns[0]))

struct filter {
	struct sentiment_run	*run;
	struct io_out		*out;
	struct sentiment_pass	*pass;
	struct widen		*widen;		/* NULL: stories */
	struct input		 in;
	struct rec_col		 need[SENTIMENT_NEED];
	bool			 found;		/* the id of --explain=ID */
};

static bool
is_asked(const struct filter *f, const struct row *row)
{
	return f->run->id == NULL ||
	    str_eq(row->cell[SENTIMENT_ID], str_z(f->run->id));
}

static void
why(const void *ctx, struct critic *c, const struct row *row,
    const struct opinion *o)
{
	const struct filter *f = ctx;
	struct sentiment_story s = { .file = f->in.name, .line = row->line,
	    .id = row->cell[SENTIMENT_ID], .text = row->cell[SENTIMENT_TEXT] };

	if (!is_asked(f, row) ||
	    (f->run->alert_only && o->severity != SEVERITY_ALERT))
		return;
	if (f->widen != NULL)
		sentiment_explain_json(&c->text, c, &s, o);
	else
		sentiment_explain(&c->text, c, &s, o);
}

static void
put_row(void *ctx, const struct row *row, const struct opinion *o)
{
	struct filter *f = ctx;
	struct sentiment_run *run = f->run;
	struct str cell[NCOLUMNS];

	if (run->stop)
		return;
	if (row->bad != NULL) {
		run->stop = !ledger_reject(run->ledger, row->bad, row->raw);
		return;
	}
	if (!is_asked(f, row)) {
		ledger_filtered(run->ledger, "another id", 1);
		return;
	}
	f->found = true;
	run->severe[o->severity]++;
	if (run->alert_only && o->severity != SEVERITY_ALERT) {
		ledger_filtered(run->ledger, "no alert", 1);
		return;
	}
	ledger_used(run->ledger, 1);
	if (f->widen == NULL) {
		io_out_str(f->out, o->why);
		return;
	}
	memcpy(cell, o->cell, sizeof(o->cell));
	cell[NCOLUMNS - 1] = o->why;
	widen_row(f->widen, row, cell);
}

static void
open_pass(struct filter *f)
{
	struct sentiment_pass_opts o = { .by = f->run->by,
	    .text = SENTIMENT_TEXT, .thread = f->run->thread,
	    .put = put_row, .ctx = f };

	if (f->run->explain)
		o.why = why;
	f->pass = sentiment_pass_open(&o);
}

static void
open_filter(struct filter *f)
{
	struct sentiment_run *run = f->run;
	struct widen_opts o = { .add = columns, .nadd = NCOLUMNS - 1,
	    .need = f->need, .nneed = SENTIMENT_NEED,
	    .alias = run->alias, .in = run->in, .any = run->any,
	    .format = run->format, .lazy = run->alert_only,
	    .digest = run->digest };

	memcpy(f->need, sentiment_need, sizeof(f->need));
	f->need[SENTIMENT_ID].required = run->id != NULL;
	f->out = io_out_open(run->output);
	o.nadd += run->explain;
	if (!run->explain || !run->any)
		f->widen = widen_open(f->out, &o);
	open_pass(f);
}

static void
open_operand(struct filter *f, const char *path)
{
	struct rows_opts ro = { .format = f->run->in };
	size_t col[SENTIMENT_NEED];

	if (f->widen != NULL) {
		widen_input(f->widen, &f->in, path, f->run->ledger);
		return;
	}
	input_open(&f->in, path, &ro, f->run->ledger, f->run->digest);
	input_bind(&f->in, f->need, SENTIMENT_NEED, f->run->alias, col);
}

static bool
next(struct filter *f, struct batch *b)
{
	return f->widen != NULL ? widen_next(f->widen, f->run->ledger, b) :
	    input_next(&f->in, f->run->ledger, b);
}

static void
read_operand(struct filter *f)
{
	struct batch b;

	while (!f->run->stop && next(f, &b)) {
		sentiment_pass_run(f->pass, &b);
		/* Somebody may be waiting for what is known by now. */
		if (io_in_waits(f->in.in))
			io_out_flush(f->out);
	}
	input_close(&f->in, f->run->ledger);
}

enum status
sentiment_run(struct sentiment_run *run, char *const *path, size_t n,
    struct buf *err)
{
	struct filter f = { .run = run };
	enum status st = STATUS_OK;
	size_t i;

	open_filter(&f);
	for (i = 0; i < n && !run->stop; i++) {
		open_operand(&f, path[i]);
		read_operand(&f);
	}
	if (run->id != NULL && !f.found && !run->stop) {
		buf_z(err, "--explain: no row has the id \"");
		diag_escape(err, str_z(run->id), 100);
		buf_z(err, "\"");
		st = STATUS_USAGE;
	}
	if (f.widen != NULL)
		widen_close(f.widen);
	io_out_close(f.out, st == STATUS_OK && !run->stop);
	sentiment_pass_count(f.pass, run->ledger);
	sentiment_pass_close(f.pass);
	return st;
}
