/*
 * The CSV reader against two others: a reading of "What CSV is" one byte at a
 * time, below, for records, lines and faults; libcsv for the fields of each
 * good record. The first byte of the input chooses the delimiter and how the
 * bytes arrive, the rest is the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "mem.h"
#include "rows.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "csv.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

struct ref {
	struct str	 file;
	size_t		 at;
	uint64_t	 line;
	char		 delimiter;
	struct str	*cell;
	size_t		*from;		/* where each cell begins */
	size_t		 n, cap;
	struct buf	 text;		/* unescaped cells, in place of p */
	size_t		 quote;		/* with bad: the one that opened */
	size_t		 begin;
	size_t		 end;
	uint64_t	 begin_line;
	const char	*bad;
	bool		 tail;		/* blanks behind a closing quote */
};

static void
ref_cell(struct ref *r, size_t from, size_t text)
{
	if (r->n == r->cap) {
		r->cap = r->cap * 2 + 8;
		r->cell = mem_grow(r->cell, r->cap, sizeof(*r->cell));
		r->from = mem_grow(r->from, r->cap, sizeof(*r->from));
	}
	r->from[r->n] = from;
	/* The buffer may move: p is set when the record is complete. */
	r->cell[r->n++] = (struct str){ NULL, r->text.len - text };
}

/* At a delimiter, 'n' at a line end, 'e' at the end, 0 elsewhere. */
static int
ref_end(const struct ref *r, size_t i)
{
	if (i == r->file.len)
		return 'e';
	if (r->file.p[i] == r->delimiter)
		return 'd';
	if (r->file.p[i] == '\n')
		return 'n';
	if (r->file.p[i] == '\r' && i + 1 < r->file.len &&
	    r->file.p[i + 1] == '\n')
		return 'n';
	return 0;
}

/* One field from i; returns where it ends, or SIZE_MAX with r->bad. */
static size_t
ref_field(struct ref *r, size_t i)
{
	size_t text = r->text.len, from = i;

	r->quote = i;
	if (i < r->file.len && r->file.p[i] == '"') {
		for (i++;; i++) {
			if (i == r->file.len) {
				r->bad = "quote never closed";
				return SIZE_MAX;
			}
			if (r->file.p[i] == '"') {
				i++;
				if (i == r->file.len || r->file.p[i] != '"')
					break;
			}
			buf_byte(&r->text, r->file.p[i]);
		}
		/* Blanks and TABs there are no text. */
		for (; ref_end(r, i) == 0 && (r->file.p[i] == ' ' ||
		    r->file.p[i] == '\t'); i++)
			r->tail = true;
		if (ref_end(r, i) == 0) {
			r->bad = "text after a closing quote";
			return SIZE_MAX;
		}
	} else
		for (; ref_end(r, i) == 0; i++)
			buf_byte(&r->text, r->file.p[i]);
	ref_cell(r, from, text);
	return i;
}

static bool
ref_next(struct ref *r)
{
	const char *lf;
	size_t i = r->at, k, text = 0;

	r->n = r->text.len = 0;
	r->bad = NULL;
	r->tail = false;
	r->begin = r->at;
	r->begin_line = r->line;
	if (r->at == r->file.len)
		return false;
	while ((i = ref_field(r, i)) != SIZE_MAX && ref_end(r, i) == 'd')
		i++;
	if (i == SIZE_MAX) {
		lf = memchr(r->file.p + r->at, '\n', r->file.len - r->at);
		i = lf == NULL ? r->file.len : (size_t)(lf - r->file.p);
		if (lf != NULL && i > r->at && r->file.p[i - 1] == '\r')
			i--;
	}
	r->end = i;
	if (i < r->file.len)
		i += r->file.p[i] == '\r' ? 2 : 1;
	for (k = r->at; k < i; k++)
		r->line += r->file.p[k] == '\n';
	r->at = i;
	if (r->begin == r->end)
		return ref_next(r);
	for (k = 0; k < r->n; k++) {
		r->cell[k].p = r->text.p == NULL ? "" : r->text.p + text;
		text += r->cell[k].len;
	}
	return true;
}

/* Bytes in small and uneven pieces, as a slow pipe gives them. */
struct drip {
	uint32_t	state;
	bool		whole;
};

static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	struct drip *d = ctx;
	size_t piece;

	d->state = d->state * 1103515245u + 12345u;
	piece = 1 + (d->state >> 16) % ((d->state >> 8 & 3) == 0 ? 200 : 9);
	return io_in_read(below, p, d->whole || piece > n ? n : piece);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

static struct rows *
open_rows(struct str file, struct drip *drip, bool raw, char delimiter,
    struct io_in **in)
{
	struct rows_opts o = { .format = ROWS_CSV, .raw = raw,
	    .delimiter = delimiter };
	struct rows *rows;
	struct fault f;

	*in = io_in_filter(io_in_memory("fuzz", file), drip, drip_read,
	    drip_close);
	if (rows_open(&rows, *in, &o, &f) == STATUS_OK)
		return rows;
	MUST(f.reason != NULL);
	io_in_close(*in);
	return NULL;
}

struct fields {
	struct str	*cell;
	size_t		 n, i;
};

static void
compare_field(void *p, size_t len, void *ctx)
{
	struct fields *f = ctx;

	MUST(f->i < f->n);
	MUST(str_eq(f->cell[f->i], (struct str){ p == NULL ? "" : p, len }));
	f->i++;
}

static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

static void
check_libcsv(struct str raw, char delimiter, struct fields f)
{
	struct csv_parser csv;

	/* Not strict: a quote inside a bare field is data. */
	MUST(csv_init(&csv, 0) == 0);
	csv_set_delim(&csv, (unsigned char)delimiter);
	csv_set_space_func(&csv, never);
	csv_set_term_func(&csv, never);
	MUST(csv_parse(&csv, raw.p, raw.len, compare_field, NULL, &f) ==
	    raw.len);
	MUST(csv_fini(&csv, compare_field, NULL, &f) == 0);
	MUST(f.i == f.n);
	csv_free(&csv);
}

/* Line and column are those of byte `at` of the file. */
static void
check_place(const struct ref *ref, size_t at, uint64_t line, uint64_t column)
{
	uint64_t want = 1, begin = 0;
	size_t i;

	for (i = 0; i < at; i++)
		if (ref->file.p[i] == '\n') {
			want++;
			begin = i + 1;
		}
	MUST(line == want && column == at - begin + 1);
}

static void
check_row(const struct row *row, const struct ref *ref)
{
	struct str raw = { ref->file.p + ref->begin, ref->end - ref->begin };
	const char *want = ref->bad;
	size_t i, at = ref->quote;

	if (want == NULL && (at = utf8_check(raw)) < raw.len)
		want = raw.p[at] == '\0' ? "NUL byte" : "not valid UTF-8";
	at += ref->bad == NULL ? ref->begin : 0;
	MUST(row->line == ref->begin_line);
	MUST(str_eq(row->raw, raw));
	if (want != NULL) {
		MUST(row->bad != NULL && row->cell == NULL);
		MUST(strcmp(row->bad->reason, want) == 0);
		check_place(ref, at, row->bad->line, row->bad->column);
		return;
	}
	MUST(row->bad == NULL);
	MUST(row->ncell == ref->n);
	for (i = 0; i < ref->n; i++)
		MUST(str_eq(row->cell[i], ref->cell[i]));
	/* libcsv takes what stands behind a closing quote into the field. */
	if (!ref->tail)
		check_libcsv(raw, ref->delimiter, (struct fields){ ref->cell,
		    ref->n, 0 });
}

/* Every row of the raw mode, in order, none lost and none invented. */
static size_t
check_raw(struct ref ref, struct drip drip)
{
	struct io_in *in;
	struct rows *rows = open_rows(ref.file, &drip, true, ref.delimiter,
	    &in);
	struct batch b;
	size_t i, n = 0;

	if (rows == NULL) {
		MUST(str_trim(ref.file).len == 0);
		return 0;
	}
	while (rows_next(rows, &b) == 1)
		for (i = 0; i < b.n; i++, n++) {
			MUST(ref_next(&ref));
			check_row(&b.row[i], &ref);
		}
	MUST(!ref_next(&ref));
	rows_close(rows);
	io_in_close(in);
	free(ref.cell);
	free(ref.from);
	buf_free(&ref.text);
	return n;
}

/* With a header: the same rows, all cells bound from the last to the first. */
static void
check_bound(struct ref ref, struct drip drip)
{
	struct io_in *in;
	struct rows *rows = open_rows(ref.file, &drip, false, ref.delimiter,
	    &in);
	struct batch b;
	uint64_t line, column;
	size_t i, k, n, *col;

	if (rows == NULL)
		return;
	MUST(ref_next(&ref));
	(void)rows_header(rows, &n);
	MUST(n == ref.n);
	col = mem_array(n, sizeof(*col));
	for (k = 0; k < n; k++)
		col[k] = n - 1 - k;
	rows_bind(rows, col, n);
	while (rows_next(rows, &b) == 1)
		for (i = 0; i < b.n; i++) {
			MUST(ref_next(&ref));
			MUST(b.row[i].line == ref.begin_line);
			MUST((b.row[i].bad == NULL) == (ref.bad == NULL &&
			    ref.n == n &&
			    utf8_check(b.row[i].raw) == b.row[i].raw.len));
			if (b.row[i].bad != NULL)
				continue;
			for (k = 0; k < n; k++) {
				MUST(str_eq(b.row[i].cell[k],
				    ref.cell[n - 1 - k]));
				rows_locate(rows, &b.row[i], k, &line,
				    &column);
				check_place(&ref, ref.from[n - 1 - k], line,
				    column);
			}
		}
	MUST(!ref_next(&ref));
	free(col);
	rows_close(rows);
	io_in_close(in);
	free(ref.cell);
	free(ref.from);
	buf_free(&ref.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = ",;\t|";
	struct ref ref = { .line = 1 };
	struct drip drip = { 0 };

	if (size < 1 || size > 1 << 16)
		return 0;
	ref.delimiter = delimiters[data[0] & 3];
	drip.state = data[0];
	drip.whole = (data[0] & 4) != 0;
	ref.file = (struct str){ (const char *)data + 1, size - 1 };
	/* The reader drops it; it is no part of the first name. */
	while (str_starts(ref.file, STR("\xef\xbb\xbf"))) {
		ref.file.p += 3;
		ref.file.len -= 3;
	}
	if (check_raw(ref, drip) > 0)
		check_bound(ref, drip);
	return 0;
}
