/* Rows of an operand that are no records, before its map is asked. */
#include <string.h>

#include "cell.h"
#include "intake.h"

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
	n = apply_fed(t->apply);
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
