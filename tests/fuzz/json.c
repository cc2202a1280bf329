/*
 * The JSON lines reader against jansson: the same lines are valid, and the
 * cells are what jansson says that they are. The first byte of the input
 * chooses the pieces in which the bytes arrive, the rest is the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "mem.h"
#include "rows.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "json.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	const uint8_t *piece = ctx;

	return io_in_read(below, p, *piece == 0 || *piece > n ? n : *piece);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

/* -1: jansson cannot tell (numbers beyond its types), 0 invalid, 1 valid. */
static int
reference(struct str line, json_t **v)
{
	json_error_t e;

	*v = NULL;
	/* jansson takes NUL for the end in places; we take it nowhere. */
	if (utf8_check(line) != line.len)
		return 0;
	*v = json_loadb(line.p, line.len, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_INT_AS_REAL, &e);
	if (*v == NULL)
		return json_error_code(&e) == json_error_numeric_overflow ?
		    -1 : 0;
	return json_is_object(*v);
}

static int
depth(const json_t *v)
{
	const char *key;
	json_t *child;
	size_t i;
	int most = 0, d;

	if (json_is_object(v))
		json_object_foreach((json_t *)(uintptr_t)v, key, child) {
			d = depth(child);
			most = d > most ? d : most;
		}
	else if (json_is_array(v))
		json_array_foreach(v, i, child) {
			d = depth(child);
			most = d > most ? d : most;
		}
	else
		return 0;
	return most + 1;
}

static void
check_cell(const json_t *v, struct str cell)
{
	json_t *again;

	if (v == NULL || json_is_null(v)) {
		MUST(cell.len == 0);
	} else if (json_is_string(v)) {
		MUST(str_eq(cell, (struct str){ json_string_value(v),
		    json_string_length(v) }));
	} else if (json_is_boolean(v)) {
		MUST(str_eq(cell, json_is_true(v) ? STR("true") :
		    STR("false")));
	} else {
		again = json_loadb(cell.p, cell.len, JSON_DECODE_ANY |
		    JSON_DECODE_INT_AS_REAL, NULL);
		MUST(again != NULL && json_equal(again, v));
		json_decref(again);
	}
}

static void
check_row(struct rows *rows, const struct row *row)
{
	const struct str *name;
	size_t i, n;
	json_t *v;
	int valid = reference(row->raw, &v);

	name = rows_header(rows, &n);
	if (valid == 1 && depth(v) > ROWS_DEPTH_MAX)
		valid = 0;
	if (valid != -1)
		MUST((row->bad == NULL) == (valid == 1));
	if (row->bad != NULL)
		MUST(row->bad->reason != NULL && row->bad->line == row->line);
	for (i = 0; valid == 1 && i < n; i++)
		check_cell(json_object_getn(v, name[i].p, name[i].len),
		    row->cell[i]);
	json_decref(v);
}

/* The number of good rows with what is inside nested values as columns. */
static size_t
count_good(struct str file, bool flat)
{
	struct rows_opts o = { .format = ROWS_JSONL, .flat = flat };
	struct io_in *in = io_in_memory("fuzz", file);
	uint64_t line, column;
	struct rows *rows;
	struct batch b;
	struct fault f;
	size_t i, n, good = 0, *col;

	if (rows_open(&rows, in, &o, &f) != STATUS_OK) {
		io_in_close(in);
		return 0;
	}
	(void)rows_header(rows, &n);
	col = mem_array(n + 1, sizeof(*col));
	for (i = 0; i < n; i++)
		col[i] = i;
	rows_bind(rows, col, n);
	while (rows_next(rows, &b) == 1)
		for (i = 0; i < b.n; i++) {
			good += b.row[i].bad == NULL;
			if (n > 0)
				rows_locate(rows, &b.row[i], n - 1, &line,
				    &column);
		}
	free(col);
	rows_close(rows);
	io_in_close(in);
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rows_opts o = { .format = ROWS_JSONL };
	struct str file, rest, line;
	struct rows *rows;
	struct io_in *in;
	struct batch b;
	struct fault f;
	size_t i, n, *col;

	if (size < 1 || size > 1 << 14)
		return 0;
	file = (struct str){ (const char *)data + 1, size - 1 };
	/* A key with a point in it can be the name of something nested. */
	MUST(count_good(file, true) <= count_good(file, false));
	in = io_in_filter(io_in_memory("fuzz", file),
	    (void *)(uintptr_t)data, drip_read, drip_close);
	if (rows_open(&rows, in, &o, &f) != STATUS_OK) {
		MUST(f.reason != NULL);
		io_in_close(in);
		return 0;
	}
	while (str_starts(file, STR("\xef\xbb\xbf"))) {
		file.p += 3;
		file.len -= 3;
	}
	rest = file;
	(void)rows_header(rows, &n);
	col = mem_array(n + 1, sizeof(*col));
	for (i = 0; i < n; i++)
		col[i] = i;
	rows_bind(rows, col, n);
	while (rows_next(rows, &b) == 1)
		for (i = 0; i < b.n; i++) {
			/* The next line that is not blank. */
			do
				MUST(str_split(&rest, '\n', &line));
			while (str_trim(line).len == 0);
			MUST(str_eq(str_trim(line), str_trim(b.row[i].raw)));
			check_row(rows, &b.row[i]);
		}
	while (rest.p != NULL && str_split(&rest, '\n', &line))
		MUST(str_trim(line).len == 0);
	free(col);
	rows_close(rows);
	io_in_close(in);
	return 0;
}
