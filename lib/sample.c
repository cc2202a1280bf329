/* What the cells of the first rows look like. */
#include <stdlib.h>

#include "cell.h"
#include "sample.h"

#define CELLS_MAX	((size_t)2 << 20)
#define BYTES_MAX	((size_t)32 << 20)
#define CELL_MAX	2000	/* bytes of a cell that are looked at */

static void
take_row(struct sample *s, const struct row *row, size_t *bytes)
{
	size_t i;

	for (i = 0; i < s->ncol; i++) {
		struct str c = row->cell[i];

		if (c.len > CELL_MAX)
			c.len = CELL_MAX;
		*bytes += c.len;
		s->cell[i * s->cap + s->nrow] = arena_dup(&s->text, c);
	}
	s->nrow++;
}

int
sample_read(struct sample *s, struct rows *r, size_t ncol)
{
	struct batch b;
	size_t i, bytes = 0;
	int got = 0;

	*s = (struct sample){ .ncol = ncol, .cap = SAMPLE_ROWS };
	if (ncol > 0 && CELLS_MAX / ncol < s->cap)
		s->cap = CELLS_MAX / ncol;
	s->cell = mem_array(ncol * s->cap + 1, sizeof(*s->cell));
	while (s->nrow < s->cap && bytes < BYTES_MAX &&
	    (got = rows_next(r, &b)) == 1)
		for (i = 0; i < b.n && s->nrow < s->cap && bytes < BYTES_MAX;
		    i++)
			if (b.row[i].bad == NULL)
				take_row(s, &b.row[i], &bytes);
	return got == -1 ? -1 : 0;
}

void
sample_close(struct sample *s)
{
	free(s->cell);
	arena_free(&s->text);
	*s = (struct sample){ 0 };
}

struct str
sample_cell(const struct sample *s, size_t col, size_t row)
{
	return s->cell[col * s->cap + row];
}

struct sample_fit
sample_fit(const struct sample *s, size_t col, enum rule rule,
    const struct parse_opts *o)
{
	struct sample_fit fit = { 0, 0 };
	struct arena mem = { 0 };
	struct parsed p;
	size_t i;

	for (i = 0; i < s->nrow; i++) {
		struct str c = sample_cell(s, col, i);

		if (cell_missing(c))
			continue;
		fit.filled++;
		fit.good += parse_cell(rule, c, o, &mem, &p) == NULL;
		arena_reset(&mem);
	}
	arena_free(&mem);
	return fit;
}

const char *
sample_format(enum sample_format f)
{
	static const char *const names[] = { "epoch_ms", "epoch_s", "excel",
		"%a %b %d %H:%M:%S %z %Y", "%d.%m.%Y %H:%M", "any" };

	return names[f];
}

/* Digits, and how many stand before a point. */
static bool
is_number(struct str s, size_t *whole)
{
	bool point = false;
	size_t i;

	*whole = 0;
	for (i = 0; i < s.len; i++) {
		if (s.p[i] == '.' && !point && i > 0)
			point = true;
		else if (!cell_digit(s.p[i]))
			return false;
		else if (!point)
			++*whole;
	}
	return s.len > 0;
}

static bool
reads(enum sample_format f, struct str s, enum date_order order,
    struct stamp *t)
{
	return clock_parse(sample_format(f), s, order, t) == NULL;
}

/* The first format that reads a time, or SAMPLE_FORMATS. */
static enum sample_format
format_of(struct str s, struct stamp *t)
{
	size_t whole;
	bool number = is_number(s, &whole);

	t->zoned = true;
	if (number && whole == 13)
		return SAMPLE_EPOCH_MS;
	if (number && whole == 10)
		return SAMPLE_EPOCH_S;
	if (number && whole == 5 && reads(SAMPLE_EXCEL, s, DATE_UNKNOWN, t))
		return SAMPLE_EXCEL;
	if (reads(SAMPLE_ANY, s, DATE_DMY, t) ||
	    reads(SAMPLE_ANY, s, DATE_MDY, t))
		return SAMPLE_ANY;
	if (reads(SAMPLE_TWITTER, s, DATE_UNKNOWN, t))
		return SAMPLE_TWITTER;
	if (reads(SAMPLE_DOTS, s, DATE_UNKNOWN, t))
		return SAMPLE_DOTS;
	return SAMPLE_FORMATS;
}

struct sample_times
sample_times(const struct sample *s, size_t col)
{
	struct sample_times t = { 0 };
	struct stamp a, b;
	enum sample_format f;
	size_t i;

	for (i = 0; i < s->nrow; i++) {
		struct str c = sample_cell(s, col, i);

		if (cell_missing(c))
			continue;
		c = cell_bare(c);
		t.filled++;
		f = format_of(c, &a);
		if (f == SAMPLE_FORMATS)
			continue;
		t.unzoned += !a.zoned;
		t.good[f]++;
		if (f != SAMPLE_ANY)
			continue;
		/* One order fits, or both and they mean different days. */
		if (clock_parse("any", c, DATE_DMY, &a) != NULL)
			t.mdy++;
		else if (clock_parse("any", c, DATE_MDY, &b) != NULL)
			t.dmy++;
		else if (a.local_ms != b.local_ms)
			t.open++;
	}
	return t;
}
