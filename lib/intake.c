/* An operand of crm-ingest: opened, decoded, its header found and bound. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "intake.h"
#include "mem.h"

static enum status
fail_io(const struct intake *t, struct buf *err, const char *why)
{
	buf_printf(err, "%s: %s", strcmp(t->path, "-") == 0 ? "stdin" :
	    t->path, why);
	return STATUS_IO;
}

/* How the header of a candidate fits: the sniffer asks for each record. */
static size_t
score(void *ctx, const struct str *cell, size_t n, uint64_t line,
    char delimiter)
{
	const struct maps *ms = ctx;
	struct header h;
	size_t i, best = 0;

	header_open(&h, cell, n, line);
	for (i = 0; i < ms->n; i++) {
		const struct map *m = ms->m[i];

		if (m->delimiter != '\0' && m->delimiter != delimiter)
			continue;
		if (m->nrequire > best && match_fits(m, &h))
			best = m->nrequire;
	}
	header_close(&h);
	return best;
}

static void
unknown_header(const struct intake *t, const struct intake_opts *o,
    struct buf *err)
{
	struct buf near = { 0 };

	buf_printf(err, o->forced ? "%s: no header that the map %s fits" :
	    "%s: no map knows this export%s", io_in_name(t->in),
	    o->forced ? o->maps->m[0]->name : "");
	buf_printf(err, "\n%s on line %llu: ",
	    t->format == ROWS_JSONL ? "keys" : "header",
	    (unsigned long long)t->header.line);
	match_names(&t->header, err);
	match_nearest(o->maps, &t->header, &near);
	if (near.len > 0)
		buf_printf(err, "\n%.*s", STR_ARG(buf_view(&near)));
	if (!o->forced)
		buf_z(err, "\nsay which columns mean what: --as=order "
		    "--columns user_id=NAME,time=NAME,amount=NAME");
	buf_free(&near);
}

static enum status
choose_map(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct buf tie = { 0 };
	const char *twice;

	t->map = match_choose(o->maps, &t->header, &tie);
	if (t->map == NULL && tie.len > 0)
		buf_printf(err, "%s: several maps fit this export equally "
		    "well: %.*s (choose one with --map)", io_in_name(t->in),
		    STR_ARG(buf_view(&tie)));
	else if (t->map == NULL)
		unknown_header(t, o, err);
	buf_free(&tie);
	if (t->map == NULL)
		return STATUS_USAGE;
	twice = match_twice(t->map, &t->header);
	if (twice == NULL)
		return STATUS_OK;
	buf_printf(err, "%s: the column \"", io_in_name(t->in));
	diag_escape(err, str_z(twice), 60);
	buf_z(err, "\" is there twice");
	return STATUS_USAGE;
}

static void
skip_bytes(struct io_in *in, size_t n)
{
	struct str s;

	/* The sniffer has peeked at least that far. */
	if (n > 0 && io_in_peek(in, n, &s) == 0)
		io_in_skip(in, n < s.len ? n : s.len);
}

static enum status
open_rows(struct intake *t, const struct sniff *sn, struct buf *err)
{
	struct rows_opts ro = { .format = sn->format, .line = sn->line,
	    .delimiter = sn->delimiter };
	struct fault f;
	enum status st;

	skip_bytes(t->in, sn->offset);
	st = rows_open(&t->rows, t->in, &ro, &f);
	if (st == STATUS_IO)
		return fail_io(t, err, io_in_error(t->in));
	if (st != STATUS_OK) {
		if (strcmp(f.reason, "not valid UTF-8") == 0 &&
		    strcmp(decode_name(t->decode), "UTF-8") != 0) {
			f.reason = decode_reason(t->decode);
			snprintf(f.detail, sizeof(f.detail), "%s",
			    decode_name(t->decode));
		}
		diag_fault(err, io_in_name(t->in), &f);
		return st;
	}
	t->format = sn->format;
	t->delimiter = sn->delimiter;
	return STATUS_OK;
}

/* The input with its encoding, without looking at it yet. */
static enum status
open_text(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	const char *encoding = o->encoding, *why;
	struct io_in *raw, *text;

	if (encoding == NULL && o->forced)
		encoding = o->maps->m[0]->encoding;
	raw = io_in_open(t->path, &why);
	if (raw == NULL)
		return fail_io(t, err, why);
	if (o->digest)
		io_in_digest(raw);
	text = decode_open(raw, encoding, &t->decode);
	if (text == NULL) {
		io_in_close(raw);
		buf_z(err, "unknown encoding \"");
		diag_escape(err, str_z(encoding), 60);
		buf_z(err, "\" (iconv -l lists those that there are)");
		return STATUS_USAGE;
	}
	t->in = text;
	return STATUS_OK;
}

static enum status
open_table(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct sniff_opts so = { .format = o->format,
	    .delimiter = o->delimiter, .score = score };
	struct maps ms = *o->maps;
	struct sniff sn;
	const struct str *name;
	enum status st;
	size_t n;

	so.ctx = &ms;
	if (sniff(t->in, &so, &sn) == -1)
		return fail_io(t, err, io_in_error(t->in));
	t->bom = decode_bom(t->decode);
	free(t->encoding);
	t->encoding = mem_strdup(str_z(decode_name(t->decode)));
	if (sn.empty && sn.format == ROWS_JSONL)
		return STATUS_OK;
	st = open_rows(t, &sn, err);
	if (st != STATUS_OK)
		return st;
	name = rows_header(t->rows, &n);
	header_open(&t->header, name, n, sn.line);
	return choose_map(t, o, err);
}

static void
bind(struct intake *t, const struct intake_opts *o)
{
	struct apply_opts ao = { .map = t->map, .header = &t->header,
	    .ident = o->ident, .assume = o->assume, .order = o->order,
	    .account = t->account, .sorted = o->sorted,
	    .several = o->several };
	const size_t *col;
	size_t n;

	if (t->map == NULL)
		return;
	if (t->apply == NULL)
		t->apply = apply_open(&ao);
	col = apply_columns(t->apply, &n);
	rows_bind(t->rows, col, n);
}

enum status
intake_open(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	enum status st = open_text(t, o, err);

	if (st == STATUS_OK)
		st = open_table(t, o, err);
	if (st == STATUS_OK)
		bind(t, o);
	return st;
}

static void
close_input(struct intake *t)
{
	rows_close(t->rows);
	io_in_close(t->in);
	t->rows = NULL;
	t->in = NULL;
	t->decode = NULL;
}

/* Close what can be opened again: a regular file. */
static void
park(struct intake *t)
{
	if (io_in_is_file(t->in) && strcmp(t->path, "-") != 0)
		close_input(t);
}

enum status
intake_open_all(struct intake *t, size_t n, const struct intake_opts *o,
    bool fills[REC_N], struct buf *err)
{
	bool one[REC_N];
	enum status st;
	size_t i, k;

	for (k = 0; k < REC_N; k++)
		fills[k] = false;
	for (i = 0; i < n; i++) {
		st = intake_open(&t[i], o, err);
		if (st != STATUS_OK)
			return st;
		if (t[i].apply != NULL) {
			apply_fills(t[i].apply, one);
			for (k = 0; k < REC_N; k++)
				fills[k] = fills[k] || one[k];
		}
		if (n > 1)
			park(&t[i]);
	}
	/* Nothing but empty input: a table of no events. */
	if (!fills[REC_KIND])
		fills[REC_KIND] = fills[REC_ID] = fills[REC_SOURCE] =
		    fills[REC_TYPE] = fills[REC_TIME] =
		    fills[REC_USER_ID] = true;
	return STATUS_OK;
}

enum status
intake_resume(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct header before = t->header;
	enum status st;
	size_t i;
	bool same;

	if (t->in != NULL)
		return STATUS_OK;
	t->header = (struct header){ 0 };
	st = open_text(t, o, err);
	if (st == STATUS_OK)
		st = open_table(t, o, err);
	same = t->header.n == before.n && t->header.line == before.line;
	for (i = 0; i < before.n && same; i++)
		same = str_eq(t->header.name[i], before.name[i]);
	header_close(&t->header);
	t->header = before;
	if (st != STATUS_OK)
		return st;
	if (!same)
		return fail_io(t, err, "changed while it was being read");
	bind(t, o);
	return STATUS_OK;
}

void
intake_close(struct intake *t)
{
	close_input(t);
	apply_close(t->apply);
	header_close(&t->header);
	free(t->encoding);
	*t = (struct intake){ 0 };
}

/* Spreadsheets leave rows of nothing but delimiters at the end. */
static bool
is_empty(const struct intake *t, const struct row *row)
{
	struct str raw = row->raw;

	/* A quote that is never closed is a fault, not nothing. */
	if (t->format == ROWS_JSONL || (row->bad != NULL &&
	    memchr(raw.p, '"', raw.len) != NULL))
		return false;
	while (raw.len > 0 && (raw.p[0] == t->delimiter ||
	    raw.p[0] == ' ' || raw.p[0] == '\t' || raw.p[0] == '"' ||
	    raw.p[0] == '\r' || raw.p[0] == '\n')) {
		raw.p++;
		raw.len--;
	}
	return raw.len == 0;
}

/* Files that were put together have their header once for each. */
static bool
is_header(const struct intake *t, const struct row *row)
{
	const struct header *h = &t->header;
	const size_t *col;
	size_t i, n;

	if (t->format == ROWS_JSONL || row->bad != NULL)
		return false;
	col = apply_columns(t->apply, &n);
	for (i = 0; i < n; i++)
		if (!str_eq(cell_trim(row->cell[i]),
		    cell_trim(h->name[col[i]])))
			return false;
	return n > 0;
}

const char *
intake_filter(struct intake *t, const struct row *row)
{
	if (is_header(t, row))
		return "the header again";
	if (is_empty(t, row))
		return "empty row";
	return apply_filter(t->apply, row->cell, row->raw,
	    t->delimiter);
}
