/* An operand of crm-ingest: opened, decoded, its header found and bound. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intakein.h"
#include "mem.h"

enum status
intake_fail(const struct intake *t, struct buf *err, const char *why)
{
	buf_printf(err, "%s: %s", strcmp(t->path, "-") == 0 ? "stdin" :
	    t->path, why);
	return STATUS_IO;
}

/* More than any header scores by its columns. */
#define TABLES_SCORE	((size_t)1 << 30)

size_t
intake_score(void *ctx, const struct str *cell, size_t n, uint64_t line,
    char delimiter)
{
	struct intake_scoring *sc = ctx;
	const struct maps *ms = sc->maps;
	const struct map *fit = NULL;
	struct header h;
	size_t i, best = 0;

	header_open(&h, cell, n, line);
	for (i = 0; i < ms->n; i++) {
		const struct map *m = ms->m[i];

		if (m->delimiter != '\0' && m->delimiter != delimiter &&
		    !sc->is_sheet)
			continue;
		if (m->nrequire > best && match_fits(m, &h)) {
			best = m->nrequire;
			fit = m;
		}
	}
	header_close(&h);
	/* Of several tables the first counts, not the best. */
	if (fit != NULL && fit->tables != NULL) {
		sc->tables = true;
		best = TABLES_SCORE - (size_t)line;
	}
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
	if (intake_is_sheet(t)) {
		buf_z(err, "\nsheet ");
		intake_put_sheet(t, err);
		if (container_tables(t->box) > 1)
			buf_z(err, " (--sheet reads another)");
	}
	buf_printf(err, "\n%s on line %llu: ",
	    t->format == ROWS_JSONL ? "keys" : "header",
	    (unsigned long long)t->header.line);
	match_names(&t->header, err);
	match_nearest(intake_maps(t, o), &t->header, &near);
	if (near.len > 0)
		buf_printf(err, "\n%.*s", STR_ARG(buf_view(&near)));
	if (!o->forced)
		buf_z(err, "\nsay which columns mean what: --as=order "
		    "--columns user_id=NAME,time=NAME,amount=NAME"
		    "\nor begin a map of your own: --draft-map FILE");
	buf_free(&near);
}

enum status
intake_choose(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct buf tie = { 0 };
	const char *twice;

	t->map = t->format == ROWS_JSONL ?
	    document_map(&t->document, o->maps, &t->header, &tie) :
	    match_choose(intake_maps(t, o), &t->header, &tie);
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

void
intake_before(struct intake *t, struct str s, size_t n)
{
	t->before.len = 0;
	buf_str(&t->before, (struct str){ s.p, n });
}

static void
skip_bytes(struct intake *t, size_t n)
{
	struct str s;

	/* The sniffer has peeked at least that far. */
	if (n == 0 || io_in_peek(t->in, n, &s) != 0)
		return;
	n = n < s.len ? n : s.len;
	intake_before(t, s, n);
	io_in_skip(t->in, n);
}

static enum status
open_rows(struct intake *t, const struct sniff *sn, struct buf *err)
{
	struct rows_opts ro = { .format = sn->format, .line = sn->line,
	    .delimiter = sn->delimiter, .raw = t->map != NULL,
	    .flat = true, .by_record = t->document.doc != NULL ||
	    intake_is_sheet(t) };
	struct fault f;
	enum status st;

	skip_bytes(t, sn->offset);
	st = rows_open(&t->rows, t->in, &ro, &f);
	if (st == STATUS_IO)
		return intake_fail(t, err, io_in_error(t->in));
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

/* A document without a single row that is an object: why that is. */
static enum status
no_record(const struct intake *t, struct buf *err)
{
	const struct fault *f = jsondoc_fault(t->document.doc, 0);

	if (f != NULL)
		diag_fault(err, io_in_name(t->in), f);
	else
		buf_printf(err, "%s: a JSON document without an object among "
		    "its rows", io_in_name(t->in));
	return STATUS_DATA;
}

/* A JSON document becomes JSON lines. */
static enum status
open_document(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct document_opts d = { .maps = o->maps, .forced = o->forced,
	    .lines = o->format == ROWS_JSONL };

	if (o->delimiter != '\0' || intake_is_sheet(t) ||
	    (o->format != ROWS_AUTO && o->format != ROWS_JSONL))
		return STATUS_OK;
	return document_open(&t->document, &t->in, &d, err);
}

/* What of a pipe may be read again, should its dates have to be judged. */
#define REPLAY	((size_t)8 << 20)

static struct io_in *
open_bytes(struct intake *t, const char **why)
{
	struct io_in *in;

	if (t->spool != NULL)
		return spool_in(t->spool);
	in = io_in_open(t->path, why);
	if (in == NULL || (io_in_is_file(in) && strcmp(t->path, "-") != 0))
		return in;
	return replay_open(in, REPLAY, &t->replay);
}

/* The input with its encoding, without looking at it yet. */
static enum status
open_text(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	const char *encoding = o->encoding, *why;
	struct io_in *raw, *text;
	enum status st;

	if (encoding == NULL && o->forced)
		encoding = o->maps->m[0]->encoding;
	raw = open_bytes(t, &why);
	if (raw == NULL)
		return intake_fail(t, err, why);
	t->reopens = io_in_is_file(raw);
	if (o->digest)
		io_in_digest(raw);
	st = intake_unwrap(t, raw, o, err);
	if (st != STATUS_OK)
		return st;
	raw = container_text(t->box, t->table);
	if (intake_is_sheet(t))
		encoding = "UTF-8";
	text = decode_open(raw, encoding, &t->decode);
	if (text == NULL) {
		io_in_close(raw);
		buf_z(err, "unknown encoding \"");
		diag_escape(err, str_z(encoding), 60);
		buf_z(err, "\" (iconv -l lists those that there are)");
		return STATUS_USAGE;
	}
	t->in = text;
	return open_document(t, o, err);
}

static enum status
open_table(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	struct sniff_opts so = { .format = o->format,
	    .delimiter = o->delimiter, .score = intake_score };
	struct intake_scoring sc = { .maps = intake_maps(t, o),
	    .is_sheet = intake_is_sheet(t) };
	struct sniff sn;
	const struct str *name;
	enum status st;
	size_t n;

	so.ctx = &sc;
	if (t->document.doc != NULL)
		so.format = ROWS_JSONL;
	if (intake_is_sheet(t)) {
		so.format = ROWS_CSV;
		so.delimiter = ',';
		so.by_record = true;
	}
	t->map = NULL;
	if (sniff(t->in, &so, &sn) == -1)
		return intake_fail(t, err, io_in_error(t->in));
	t->bom = decode_bom(t->decode);
	free(t->encoding);
	t->encoding = mem_strdup(str_z(decode_name(t->decode)));
	if (sn.empty && sn.format == ROWS_JSONL)
		return STATUS_OK;
	if (sn.format != ROWS_JSONL && !sn.empty &&
	    (sc.tables || !sn.found)) {
		st = intake_whole(t, o, &sn, err);
		if (st == STATUS_OK && t->map != NULL)
			return open_rows(t, &sn, err);
		if (st != STATUS_OK)
			return st;
	}
	st = open_rows(t, &sn, err);
	if (st != STATUS_OK)
		return st;
	name = rows_header(t->rows, &n);
	if (n == 0 && t->document.doc != NULL)
		return no_record(t, err);
	header_open(&t->header, name, n, sn.line);
	return intake_choose(t, o, err);
}

/* The input up to its header, as the map completes it. */
static enum status
open_input(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	enum status st = open_text(t, o, err);

	if (st == STATUS_OK)
		st = open_table(t, o, err);
	if (st == STATUS_OK && t->map != NULL && t->format != ROWS_JSONL &&
	    t->tables == NULL)
		t->loose.least = header_append(&t->header, t->map->append,
		    t->map->nappend);
	return st;
}

static void
bind(struct intake *t, const struct intake_opts *o)
{
	struct apply_opts ao = { .map = t->map, .header = &t->header,
	    .ident = o->ident, .assume = o->assume, .order = o->order,
	    .before = buf_view(&t->before), .account = t->account,
	    .sorted = o->sorted, .several = o->several, .ext = o->ext };

	if (t->map == NULL)
		return;
	t->bound = ao;
	t->opts = o;
	if (t->apply == NULL)
		t->apply = apply_open(&ao);
	if (t->replay != NULL && t->tables == NULL &&
	    !apply_may_judge(t->apply))
		replay_stop(t->replay);
	intake_bind_rows(t);
}

enum status
intake_open(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	enum status st = open_input(t, o, err);

	if (st == STATUS_OK && !intake_zones(t, err))
		st = STATUS_USAGE;
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
	t->replay = NULL;
	document_close(&t->document);
	container_close(t->box);
	t->box = NULL;
}

/* Close what can be opened again: a regular file. */
static void
park(struct intake *t)
{
	if (t->reopens && strcmp(t->path, "-") != 0)
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
			intake_fills(&t[i], one);
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
	return intake_check_sheet(t, n, o, err);
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
	st = open_input(t, o, err);
	same = t->header.n == before.n && t->header.line == before.line;
	for (i = 0; i < before.n && same; i++)
		same = str_eq(t->header.name[i], before.name[i]);
	header_close(&t->header);
	t->header = before;
	if (st != STATUS_OK)
		return st;
	if (!same)
		return intake_fail(t, err, "changed while it was being read");
	bind(t, o);
	return STATUS_OK;
}

void
intake_close(struct intake *t)
{
	close_input(t);
	apply_close(t->apply);
	header_close(&t->header);
	loose_close(&t->loose);
	if (t->tables != NULL)
		tables_close(t->tables);
	free(t->tables);
	buf_free(&t->before);
	free(t->encoding);
	buf_free(&t->dates);
	buf_free(&t->also);
	free(t->maps.m);
	*t = (struct intake){ 0 };
}
