/*
 * Laws of states: what is read is written as a state, which is read as the
 * same rows and written as the same bytes; and nothing that is refused comes
 * without a reason.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "partialread.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "partial.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

/* All rows of an open table into p; false when one is no row of a state. */
static bool
read_rows(struct rows *rows, struct partial_reader *r, struct partial *p)
{
	struct partial_row row;
	struct batch b;
	struct fault f;
	size_t i;

	while (rows_next(rows, &b) == 1) {
		for (i = 0; i < b.n; i++) {
			if (b.row[i].bad != NULL)
				return false;
			f = (struct fault){ 0 };
			switch (partial_read(r, &b.row[i], &row, &f)) {
			case PARTIAL_ROW:
				MUST(row.user.len > 0 && row.rows > 0);
				MUST(row.amount >= 0 && row.own >= 0);
				MUST(row.first != 0 && row.first <= row.last);
				partial_add(p, &row);
				break;
			case PARTIAL_OPTIONS:
			case PARTIAL_FRAME:
				break;
			case PARTIAL_BAD:
				MUST(f.reason != NULL && f.field.len > 0);
				return false;
			}
		}
		partial_flush(p);
	}
	return true;
}

/* A table into p; false when it is not of states, or none that is whole. */
static bool
read_states(struct str text, struct partial_reader *r, struct partial *p,
    bool whole)
{
	struct io_in *in = io_in_memory("fuzz", text);
	struct rows_opts o = { .format = ROWS_AUTO };
	size_t col[PARTIAL_COLUMNS], n;
	const struct str *header;
	struct rows *rows = NULL;
	struct fault f;
	bool good = false;

	if (rows_open(&rows, in, &o, &f) == STATUS_OK) {
		header = rows_header(rows, &n);
		partial_input(r, "fuzz");
		good = partial_is_state(header, n, &f) && rec_bind(rows,
		    partial_columns, PARTIAL_COLUMNS, NULL, col, &f) &&
		    read_rows(rows, r, p);
		if (whole)
			MUST(good && partial_input_end(r, &f));
		rows_close(rows);
	}
	io_in_close(in);
	return good;
}

/* What p and the shape of r are as a state. */
static struct io_out *
write_state(struct partial *p, const struct partial_reader *r)
{
	struct io_out *out = io_out_memory();

	partial_write(p, &r->head, out);
	return out;
}

/* The state in text as a state again. */
static struct io_out *
again(struct str text, uint64_t *rows)
{
	struct partial_reader r;
	struct partial p;
	struct io_out *out;

	partial_open(&p);
	partial_reader_open(&r);
	MUST(read_states(text, &r, &p, true) && p.trouble == NULL);
	*rows = p.rows;
	out = write_state(&p, &r);
	partial_close(&p);
	partial_reader_close(&r);
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct partial_reader r;
	struct partial p;
	struct io_out *once, *twice;
	uint64_t rows;

	partial_open(&p);
	partial_reader_open(&r);
	if (read_states((struct str){ (const char *)data, size }, &r, &p,
	    false) && p.trouble == NULL) {
		once = write_state(&p, &r);
		twice = again(io_out_text(once), &rows);
		MUST(rows == p.rows);
		MUST(str_eq(io_out_text(once), io_out_text(twice)));
		io_out_close(once, false);
		io_out_close(twice, false);
	}
	partial_close(&p);
	partial_reader_close(&r);
	return 0;
}
