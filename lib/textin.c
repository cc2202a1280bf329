/*
 * Plain text into batches of rows: a line is a record, its one column is named
 * text. Lines that are empty are rows too, so that their numbers stay.
 */
#include "rowsin.h"
#include "utf8.h"

void
textin_header(struct rows *r)
{
	r->name = arena_alloc(&r->keep, sizeof(*r->name));
	r->name[0] = STR("text");
	r->nname = 1;
}

static void
make_row(struct rows *r, struct str line, size_t n)
{
	struct row *row = &r->row[n];
	struct str *cell = r->cell + n * r->nwant;
	struct fault *bad;
	size_t i, at;

	if (line.len > 0 && line.p[line.len - 1] == '\r')
		line.len--;
	*row = (struct row){ .raw = line, .line = r->line++ };
	at = line.len <= ROWS_FIELD_MAX ? utf8_check(line) : 0;
	if (at != line.len) {
		bad = rows_bad(r, row, line.len > ROWS_FIELD_MAX ?
		    "field longer than 16 MiB" : line.p[at] == '\0' ?
		    "NUL byte" : "not valid UTF-8");
		bad->column = at + 1;
		return;
	}
	for (i = 0; i < r->npick; i++)
		cell[r->pick[i].cell] = line;
	row->cell = cell;
	row->ncell = r->nwant;
}

int
textin_next(struct rows *r, struct batch *b)
{
	struct str line;
	size_t n = 0, shift;
	int got;

	while (n < ROWS_BATCH) {
		got = rowline_next(&r->lines, &r->w, &line);
		if (got == 1)
			make_row(r, line, n++);
		else if (got == -1 || n > 0)
			break;
		else if (window_more(&r->w, &shift) == -1)
			return -1;
	}
	*b = (struct batch){ r->row, n };
	return n > 0;
}
