/*
 * Rows of a table: tells CSV from JSON lines by the first byte and hands the
 * work to the reader of that format.
 */
#include <stdlib.h>
#include <string.h>

#include "rowsin.h"

struct fault *
rows_bad(struct rows *r, struct row *row, const char *reason)
{
	struct fault *f = arena_alloc(&r->batch, sizeof(*f));

	*f = (struct fault){ .reason = reason, .line = row->line };
	row->bad = f;
	row->cell = NULL;
	row->ncell = 0;
	return f;
}

void
rows_field(const struct rows *r, struct fault *f, size_t col)
{
	if (!r->raw && col < r->nname)
		f->field = r->name[col];
}

/* Drop a BOM and look at the first byte that is not blank. */
static enum status
first_byte(struct io_in *in, bool *any, char *first)
{
	struct str s;
	size_t want = 1, i = 0;

	*any = false;
	for (;; want = s.len + 1) {
		if (io_in_peek(in, want, &s) == -1)
			return STATUS_IO;
		if (s.len > 0 && (unsigned char)s.p[0] == 0xef && s.len < 3 &&
		    s.len >= want)
			continue;
		if (s.len >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0) {
			io_in_skip(in, 3);
			s.len = i = 0;
			continue;
		}
		for (; i < s.len; i++)
			if (s.p[i] != ' ' && s.p[i] != '\t' &&
			    s.p[i] != '\r' && s.p[i] != '\n') {
				*any = true;
				*first = s.p[i];
				return STATUS_OK;
			}
		if (s.len < want || s.len > ROWS_RECORD_MAX)
			return STATUS_OK;
	}
}

static enum status
find_format(struct rows *r, struct io_in *in, enum rows_format asked,
    struct fault *f)
{
	static const char zip[] = "PK\x03\x04";
	struct str s;
	enum status st;
	bool any;
	char c = '\0';

	st = first_byte(in, &any, &c);
	if (st != STATUS_OK)
		return st;
	r->format = asked;
	if (!any && asked != ROWS_JSONL && asked != ROWS_TEXT) {
		f->reason = "empty input, not even a header";
		return STATUS_DATA;
	}
	/* A record of a document may be an array: it is rejected. */
	if (any && c == '[' && !r->by_record && (asked == ROWS_JSONL ||
	    asked == ROWS_AUTO)) {
		f->reason = "a JSON array, not JSON lines";
		f->line = 1;
		memcpy(f->detail, "try: jq -c '.[]'", 17);
		return STATUS_DATA;
	}
	if (any && c == 'P' && io_in_peek(in, sizeof(zip) - 1, &s) == 0 &&
	    str_starts(s, (struct str){ zip, sizeof(zip) - 1 })) {
		f->reason = "a zip file such as xlsx, not a table";
		memcpy(f->detail, "crm-ingest reads xlsx", 22);
		return STATUS_DATA;
	}
	if (asked == ROWS_AUTO)
		r->format = c == '{' ? ROWS_JSONL : ROWS_CSV;
	return STATUS_OK;
}

enum status
rows_open(struct rows **out, struct io_in *in, const struct rows_opts *o,
    struct fault *f)
{
	struct rows *r = mem_zero(sizeof(*r));
	enum status st;
	char delimiter = o->delimiter;

	*f = (struct fault){ 0 };
	window_open(&r->w, in);
	r->line = o->line == 0 ? 1 : o->line;
	r->flat = o->flat;
	r->by_record = o->by_record;
	r->expect = o->expect;
	r->nexpect = o->nexpect;
	r->row = mem_array(ROWS_BATCH, sizeof(*r->row));
	st = find_format(r, in, o->format, f);
	if (st == STATUS_OK && r->format == ROWS_JSONL) {
		r->json = jsonin_open(r);
		st = jsonin_header(r, f);
	} else if (st == STATUS_OK && r->format == ROWS_TEXT) {
		textin_header(r);
	} else if (st == STATUS_OK) {
		if (delimiter == '\0')
			delimiter = o->format == ROWS_TSV ? '\t' : ',';
		r->csv = csvin_open(r, delimiter);
		r->raw = o->raw;
		if (!o->raw)
			st = csvin_header(r, f);
	}
	if (st != STATUS_OK) {
		rows_close(r);
		return st;
	}
	*out = r;
	return STATUS_OK;
}

enum rows_format
rows_format(const struct rows *r)
{
	return r->format;
}

const struct str *
rows_header(const struct rows *r, size_t *n)
{
	*n = r->nname;
	return r->name;
}

void
rows_bind(struct rows *r, const size_t *col, size_t n)
{
	size_t i;

	r->want = mem_array(n, sizeof(*r->want));
	memcpy(r->want, col, n * sizeof(*col));
	r->nwant = n;
	r->cell = mem_array(n * ROWS_BATCH, sizeof(*r->cell));
	for (i = 0; i < n * ROWS_BATCH; i++)
		r->cell[i].p = "";
	r->pick = mem_array(n, sizeof(*r->pick));
	for (i = 0; i < n; i++)
		if (col[i] < r->nname)
			r->pick[r->npick++] = (struct rows_pick){
			    (uint32_t)i, (uint32_t)col[i] };
}

void
rows_whole(struct rows *r)
{
	r->raw = true;
}

int
rows_next(struct rows *r, struct batch *b)
{
	arena_reset(&r->batch);
	return r->json != NULL ? jsonin_next(r, b) : r->csv != NULL ?
	    csvin_next(r, b) : textin_next(r, b);
}

void
rows_locate(const struct rows *r, const struct row *row, size_t cell,
    uint64_t *line, uint64_t *column)
{
	size_t col = r->raw ? cell : cell < r->nwant ? r->want[cell] : SIZE_MAX;

	*line = row->line;
	*column = 0;
	if (col == SIZE_MAX)
		return;
	if (r->json != NULL)
		jsonin_locate(r, row, col, line, column);
	else if (r->csv != NULL)
		csvin_locate(r, row, col, line, column);
	else
		*column = 1;
}

void
rows_close(struct rows *r)
{
	if (r == NULL)
		return;
	csvin_close(r->csv);
	jsonin_close(r->json);
	window_free(&r->w);
	arena_free(&r->batch);
	arena_free(&r->keep);
	free(r->row);
	free(r->cell);
	free(r->want);
	free(r->pick);
	free(r);
}
