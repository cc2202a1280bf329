/*
 * The account of one run: what was read, what became of it, what was noticed.
 * Reasons are few and static, so they are found by comparing texts.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledgerin.h"
#include "mem.h"
#include "stamp.h"
#include "tabout.h"

#define SHOWN	10	/* messages of a kind before they are only counted */

struct ledger *
ledger_open(const struct ledger_opts *o)
{
	struct ledger *l = mem_zero(sizeof(*l));
	static const char header[] = "file,line,column,field,reason,row\n";

	l->opt = *o;
	l->as_of = DAY_NONE;
	if (o->rejects != NULL) {
		l->rejects = io_out_open(o->rejects);
		io_out_put(l->rejects, header, sizeof(header) - 1);
	}
	return l;
}

void
ledger_input(struct ledger *l, const char *name)
{
	l->input = mem_grow(l->input, l->ninput + 1, sizeof(*l->input));
	l->input[l->ninput++] = (struct ledger_input){
	    .name = mem_strdup(str_z(name)) };
}

void
ledger_input_done(struct ledger *l, const char *digest)
{
	struct ledger_input *in = &l->input[l->ninput - 1];

	free(in->digest);
	in->digest = mem_strdup(str_z(digest));
}

void
ledger_read(struct ledger *l, uint64_t rows)
{
	l->read += rows;
	if (l->ninput > 0)
		l->input[l->ninput - 1].rows += rows;
}

void
ledger_used(struct ledger *l, uint64_t rows)
{
	l->used += rows;
}

void
ledger_filtered(struct ledger *l, const char *reason, uint64_t rows)
{
	if (rows > 0)
		tally_add(&l->filtered, reason, rows);
}

static const char *
input_name(const struct ledger *l)
{
	return l->ninput > 0 ? l->input[l->ninput - 1].name : NULL;
}

static void
write_reject(struct ledger *l, const struct fault *f, struct str raw)
{
	struct io_out *out = l->rejects;
	const char *name = input_name(l);
	struct buf b = { 0 };
	struct fault bare = *f;

	csv_put(out, str_z(name != NULL ? name : ""));
	buf_printf(&b, ",%" PRIu64 ",%" PRIu64 ",", f->line, f->column);
	io_out_str(out, buf_view(&b));
	csv_put(out, f->field);
	io_out_byte(out, ',');
	bare.field.len = 0;
	b.len = 0;
	diag_fault(&b, NULL, &bare);
	csv_put(out, buf_view(&b));
	io_out_byte(out, ',');
	csv_put(out, raw);
	io_out_byte(out, '\n');
	buf_free(&b);
}

bool
ledger_reject(struct ledger *l, const struct fault *f, struct str raw)
{
	const struct tally_line *why = tally_add(&l->rejected, f->reason, 1);
	struct buf b = { 0 };

	if (!l->opt.quiet && why->n <= SHOWN) {
		diag_fault(&b, input_name(l), f);
		diag_warn("%.*s (row rejected)", STR_ARG(buf_view(&b)));
		buf_free(&b);
	}
	if (l->rejects != NULL)
		write_reject(l, f, raw);
	return !l->opt.strict;
}

bool
ledger_reject_cell(struct ledger *l, const struct rows *r,
    const struct row *row, size_t cell, const char *field,
    const char *reason)
{
	struct fault f = { .line = row->line, .reason = reason };

	if (row->bad != NULL && reason == NULL)
		return ledger_reject(l, row->bad, row->raw);
	if (field != NULL)
		f.field = str_z(field);
	if (cell != SIZE_MAX && row->cell != NULL) {
		rows_locate(r, row, cell, &f.line, &f.column);
		if (row->cell[cell].len > 0)
			f.value = row->cell[cell];
	}
	return ledger_reject(l, &f, row->raw);
}

/* Names in it come from files and the command line. */
static void
print_note(const char *text)
{
	struct buf b = { 0 };

	diag_escape(&b, str_z(text), SIZE_MAX);
	diag_warn("%.*s", STR_ARG(buf_view(&b)));
	buf_free(&b);
}

static void
keep_note(struct ledger *l, bool always, const char *fmt, va_list ap)
{
	struct buf b = { 0 };
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	vsnprintf(buf_room(&b, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	l->note = mem_grow(l->note, l->nnote + 1, sizeof(*l->note));
	l->note[l->nnote++] = b.p;
	always = always || l->opt.verbose || isatty(STDERR_FILENO) == 1;
	if (!l->opt.quiet && always)
		print_note(b.p);
}

void
ledger_note(struct ledger *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_note(l, false, fmt, ap);
	va_end(ap);
}

void
ledger_warn(struct ledger *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_note(l, true, fmt, ap);
	va_end(ap);
}

void
ledger_setting(struct ledger *l, const char *name, struct str value)
{
	l->setting = mem_grow(l->setting, l->nsetting + 1,
	    sizeof(*l->setting));
	l->setting[l->nsetting++] = (struct ledger_setting){
	    mem_strdup(str_z(name)), mem_strdup(value) };
}

void
ledger_count(struct ledger *l, const char *name, uint64_t n)
{
	tally_add(&l->counts, name, n);
}

void
ledger_fail(struct ledger *l)
{
	l->failed = true;
}

void
ledger_as_of(struct ledger *l, int32_t day)
{
	l->as_of = day;
}

uint64_t
ledger_rejected(const struct ledger *l)
{
	return l->rejected.sum;
}

uint64_t
ledger_rows_used(const struct ledger *l)
{
	return l->used;
}

uint64_t
ledger_rows_read(const struct ledger *l)
{
	return l->read;
}

static bool
tally_entry(const struct tally *t, size_t i, const char **text, uint64_t *n)
{
	if (i >= t->n)
		return false;
	*text = t->line[i].text;
	*n = t->line[i].n;
	return true;
}

bool
ledger_entry(const struct ledger *l, enum ledger_list list, size_t i,
    const char **text, uint64_t *n)
{
	switch (list) {
	case LEDGER_FILTERED:
		return tally_entry(&l->filtered, i, text, n);
	case LEDGER_REJECTED:
		return tally_entry(&l->rejected, i, text, n);
	case LEDGER_INPUTS:
		if (i >= l->ninput)
			return false;
		*text = l->input[i].name;
		*n = l->input[i].rows;
		return true;
	case LEDGER_NOTES:
		if (i >= l->nnote)
			return false;
		*text = l->note[i];
		*n = 0;
		return true;
	}
	return false;
}

static void
print_tally(const char *what, const struct tally *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		diag_warn("%s %" PRIu64 ": %s", what, t->line[i].n,
		    t->line[i].text);
}

static void
print_summary(const struct ledger *l)
{
	size_t i;

	diag_warn("read %" PRIu64 " = used %" PRIu64 " + filtered %" PRIu64
	    " + rejected %" PRIu64, l->read, l->used, l->filtered.sum,
	    l->rejected.sum);
	print_tally("filtered", &l->filtered);
	print_tally("rejected", &l->rejected);
	for (i = 0; i < l->counts.n; i++)
		diag_warn("%s: %" PRIu64, l->counts.line[i].text,
		    l->counts.line[i].n);
	/* Notes that were not printed when they were made. */
	if (!l->opt.verbose && isatty(STDERR_FILENO) != 1)
		for (i = 0; i < l->nnote; i++)
			print_note(l->note[i]);
}

/* The messages that were held back, one line a kind. */
static void
print_more(const struct ledger *l)
{
	size_t i;

	for (i = 0; i < l->rejected.n; i++)
		if (l->rejected.line[i].n > SHOWN)
			diag_warn("%s: %" PRIu64 " more rows rejected",
			    l->rejected.line[i].text,
			    l->rejected.line[i].n - SHOWN);
}

static void
ledger_free(struct ledger *l)
{
	size_t i;

	for (i = 0; i < l->ninput; i++) {
		free(l->input[i].name);
		free(l->input[i].digest);
	}
	for (i = 0; i < l->nsetting; i++) {
		free(l->setting[i].name);
		free(l->setting[i].value);
	}
	for (i = 0; i < l->nnote; i++)
		free(l->note[i]);
	tally_free(&l->filtered);
	tally_free(&l->rejected);
	tally_free(&l->counts);
	free(l->input);
	free(l->setting);
	free(l->note);
	free(l);
}

enum status
ledger_close(struct ledger *l, bool complete)
{
	enum status st = STATUS_OK;

	if (complete && l->read != l->used + l->filtered.sum + l->rejected.sum)
		die(STATUS_IO, "bug: read %" PRIu64 " rows, but used %" PRIu64
		    " + filtered %" PRIu64 " + rejected %" PRIu64, l->read,
		    l->used, l->filtered.sum, l->rejected.sum);
	if (!complete || l->failed || l->rejected.sum > l->opt.max_rejects)
		st = STATUS_DATA;
	if (!l->opt.quiet)
		print_more(l);
	if (l->rejects != NULL)
		io_out_close(l->rejects, true);
	/* A run that stopped has not judged all rows that it read. */
	if (l->opt.summary && l->opt.summary_file == NULL && complete)
		print_summary(l);
	if (l->opt.summary_file != NULL && complete)
		ledgersum_write(l);
	ledger_free(l);
	return st;
}
