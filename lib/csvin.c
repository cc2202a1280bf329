/*
 * CSV into batches of rows. csvscan.c finds the separators of regular records,
 * 64 bytes at a time; csvslow.c and libcsv read the others; here they become
 * cells that point into the window.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csvrec.h"
#include "utf8.h"

struct csvin *
csvin_open(struct rows *r, char delimiter)
{
	struct csvin *c = mem_zero(sizeof(*c));

	(void)r;
	csvscan_open(&c->scan, delimiter);
	return c;
}

void
csvin_close(struct csvin *c)
{
	if (c == NULL)
		return;
	csvscan_close(&c->scan);
	csvsplit_close(c->split);
	free(c);
}

/* The cell between two positions of a regular record that has quotes. */
static struct str
quoted_cell(struct rows *r, size_t from, size_t to)
{
	struct str s = { r->w.p + from, to - from };
	const char *p, *end, *q;
	char *out;
	size_t n = 0;

	s.p++;
	s.len -= 2;
	if (s.len == 0 || memchr(s.p, '"', s.len) == NULL)
		return s;
	out = arena_alloc(&r->batch, s.len);
	for (p = s.p, end = s.p + s.len; p < end; p = q + 2) {
		q = memchr(p, '"', (size_t)(end - p));
		if (q == NULL) {
			memcpy(out + n, p, (size_t)(end - p));
			n += (size_t)(end - p);
			break;
		}
		memcpy(out + n, p, (size_t)(q - p) + 1);
		n += (size_t)(q - p) + 1;
	}
	return (struct str){ out, n };
}

static inline struct str
regular_cell(struct rows *r, size_t from, size_t to)
{
	if (to > from && r->w.p[from] == '"')
		return quoted_cell(r, from, to);
	return (struct str){ r->w.p + from, to - from };
}

static size_t
field_start(const struct csvrec *rec, size_t k)
{
	return k == 0 ? rec->start : rec->sep[k - 1] + (size_t)1;
}

static size_t
field_end(const struct csvrec *rec, size_t k)
{
	return k + 1 == rec->nfield ? rec->end : rec->sep[k];
}

/* The bound cells of a record into cell[]. */
static void
bound_cells(struct rows *r, const struct csvrec *rec, struct str *cell)
{
	const struct str *field;
	size_t i, k, n;

	if (rec->nfield < r->nname)
		for (i = 0; i < r->npick; i++)
			cell[r->pick[i].cell] = STR("");
	if (rec->sep != NULL) {
		for (i = 0; i < r->npick; i++) {
			k = r->pick[i].col;
			if (k >= rec->nfield)
				continue;
			cell[r->pick[i].cell] = regular_cell(r,
			    field_start(rec, k), field_end(rec, k));
		}
		return;
	}
	if (r->csv->split == NULL)
		r->csv->split = csvsplit_open(r->csv->scan.delimiter);
	field = csvsplit_run(r->csv->split, (struct str){ r->w.p + rec->start,
	    rec->end - rec->start }, &r->batch, &n);
	for (i = 0; i < r->npick; i++)
		if (r->pick[i].col < n)
			cell[r->pick[i].cell] = field[r->pick[i].col];
}

/* All cells of a record, in the arena. */
static const struct str *
all_cells(struct rows *r, const struct csvrec *rec, size_t *n)
{
	struct str *cell = arena_alloc(&r->batch,
	    rec->nfield * sizeof(*cell));
	const struct str *field;
	size_t k;

	*n = rec->nfield;
	if (rec->sep != NULL) {
		for (k = 0; k < rec->nfield; k++)
			cell[k] = regular_cell(r, field_start(rec, k),
			    field_end(rec, k));
		return cell;
	}
	if (r->csv->split == NULL)
		r->csv->split = csvsplit_open(r->csv->scan.delimiter);
	field = csvsplit_run(r->csv->split, (struct str){ r->w.p + rec->start,
	    rec->end - rec->start }, &r->batch, n);
	memcpy(cell, field, *n * sizeof(*cell));
	return cell;
}

void
csvin_locate(const struct rows *r, const struct row *row, size_t col,
    uint64_t *line, uint64_t *column)
{
	size_t from, to, i, begin = 0;

	*line = row->line;
	*column = col + 1;
	if (r->by_record)
		return;
	csvslow_field(row->raw, r->csv->scan.delimiter, col, &from, &to);
	for (i = 0; i < from; i++)
		if (row->raw.p[i] == '\n') {
			++*line;
			begin = i + 1;
		}
	*column = from - begin + 1;
}

/* Where a fault is: at byte pos of the window, in field k. */
static void
place(struct rows *r, size_t pos, size_t k, struct fault *f)
{
	if (r->by_record) {
		f->line = r->line;
		f->column = k + 1;
	} else
		csvrec_place(r, pos, f);
	rows_field(r, f, k);
}

static bool
check_bytes(struct rows *r, const struct csvrec *rec, struct row *row)
{
	size_t at = utf8_check(row->raw);
	struct fault *f;

	if (at == row->raw.len)
		return true;
	f = rows_bad(r, row, row->raw.p[at] == '\0' ? "NUL byte" :
	    "not valid UTF-8");
	place(r, rec->start + at, csvslow_field_of(row->raw,
	    r->csv->scan.delimiter, at), f);
	if (row->raw.p[at] != '\0')
		snprintf(f->detail, sizeof(f->detail), "byte 0x%02x",
		    (unsigned char)row->raw.p[at]);
	return false;
}

static bool
check_width(struct rows *r, const struct csvrec *rec, struct row *row)
{
	struct fault *f;
	size_t from, to;

	if ((r->raw || r->by_record) && rec->nfield <= ROWS_COLUMNS_MAX)
		return true;
	if (!r->raw && rec->nfield == r->nname)
		return true;
	f = rows_bad(r, row, rec->nfield > ROWS_COLUMNS_MAX ?
	    "more than 16,384 fields" : rec->nfield > r->nname ?
	    "too many fields" : "too few fields");
	if (!r->raw)
		snprintf(f->detail, sizeof(f->detail),
		    "%zu, the header has %zu", rec->nfield, r->nname);
	csvslow_field(row->raw, r->csv->scan.delimiter,
	    rec->nfield > r->nname ? r->nname : rec->nfield - 1, &from, &to);
	csvrec_place(r, rec->start + (rec->nfield > r->nname ? from : to), f);
	return false;
}

/* No field can be too long in a record that is not. */
static bool
check_long(struct rows *r, const struct csvrec *rec, struct row *row)
{
	struct fault *f;
	struct csvslow slow;
	size_t k, from, to;

	if (row->raw.len <= ROWS_FIELD_MAX)
		return true;
	csvslow_begin(&slow, 0);
	for (k = 0; k < rec->nfield; k++) {
		if (rec->sep == NULL) {
			from = slow.at;
			to = csvslow_pass(&slow, row->raw,
			    r->csv->scan.delimiter);
		} else {
			from = field_start(rec, k) - rec->start;
			to = field_end(rec, k) - rec->start;
		}
		if (to - from <= ROWS_FIELD_MAX)
			continue;
		f = rows_bad(r, row, "field longer than 16 MiB");
		place(r, rec->start + from, k, f);
		return false;
	}
	return true;
}

/* Turn a found record into row number n of the batch. */
static void
make_row(struct rows *r, const struct csvrec *rec, size_t n)
{
	struct row *row = &r->row[n];
	int flags = csvscan_flags(&r->csv->scan, rec->start, rec->end);

	row->raw = (struct str){ r->w.p + rec->start, rec->end - rec->start };
	row->line = r->line;
	row->bad = NULL;
	row->cell = NULL;
	row->ncell = 0;
	if (rec->sep == NULL)
		flags = CSVSCAN_CHECK | CSVSCAN_LINES;
	/* A character cut short by the end of input: nothing came behind it. */
	if (rec->next == r->w.end)
		flags |= CSVSCAN_CHECK;
	if ((rec->nfield == r->nname || check_width(r, rec, row)) &&
	    (!(flags & CSVSCAN_CHECK) || check_bytes(r, rec, row)) &&
	    check_long(r, rec, row)) {
		if (r->raw)
			row->cell = all_cells(r, rec, &row->ncell);
		else {
			row->cell = r->cell + n * r->nwant;
			row->ncell = r->nwant;
			bound_cells(r, rec, r->cell + n * r->nwant);
		}
	}
	r->line++;
	if ((flags & CSVSCAN_LINES) && !r->by_record)
		r->line += csvrec_lines(r, rec->start, rec->end);
	r->w.start = rec->next;
}

/* A row that could not be split; its first line is all that is given up. */
static void
make_bad(struct rows *r, const struct csvrec *rec, const struct fault *f,
    size_t n)
{
	struct row *row = &r->row[n];
	struct fault *copy;

	*row = (struct row){ .line = r->line, .raw = { r->w.p + rec->start,
	    rec->end - rec->start } };
	copy = rows_bad(r, row, f->reason);
	copy->line = f->line;
	copy->column = f->column;
	/* A row that is skipped to its line end is counted there. */
	r->line += !r->csv->skipping;
	r->w.start = rec->next;
}

/*
 * The common case, and the hot path: the next record is regular, complete, as
 * wide as the header and on one line. Does all that make_row does for it;
 * false leaves everything to the general way.
 */
static inline bool
next_plain(struct rows *r, size_t n)
{
	struct row *row = &r->row[n];
	struct str *cell;
	struct csvscan *s = &r->csv->scan;
	const struct rows_pick *pick = r->pick, *last;
	uint32_t *e = s->sep + s->head;
	size_t width = r->nname, start = r->w.start, end, lf;
	int flags;

	if (r->raw || s->nl_head == s->nl_n || s->n - s->head < width ||
	    e[width - 1] != s->newline[s->nl_head] || r->csv->skipping)
		return false;
	lf = e[width - 1];
	end = csvrec_end(r, start, lf);
	flags = csvscan_flags(s, start, end);
	row->raw = (struct str){ r->w.p + start, end - start };
	if (start == end || end - start > ROWS_FIELD_MAX ||
	    (flags & CSVSCAN_LINES) || ((flags & CSVSCAN_CHECK) &&
	    utf8_check(row->raw) != row->raw.len))
		return false;
	row->line = r->line++;
	row->bad = NULL;
	row->cell = cell = r->cell + n * r->nwant;
	row->ncell = r->nwant;
	/* Every cell ends at its separator, the last before its CR LF. */
	e[width - 1] = (uint32_t)end;
	for (last = pick + r->npick; pick < last; pick++)
		cell[pick->cell] = regular_cell(r, pick->col == 0 ? start :
		    e[pick->col - 1] + (size_t)1, e[pick->col]);
	s->head += width;
	s->nl_head++;
	r->w.start = lf + 1;
	return true;
}

int
csvin_next(struct rows *r, struct batch *b)
{
	struct csvrec rec;
	struct fault f;
	size_t n = 0;

	while (n < ROWS_BATCH) {
		if (next_plain(r, n)) {
			n++;
			continue;
		}
		f = (struct fault){ 0 };
		switch (csvrec_find(r, &rec, &f)) {
		case FOUND_BLANK:
			continue;
		case FOUND_RECORD:
			if (rec.start == rec.end) {
				r->line++;
				r->w.start = rec.next;
				continue;
			}
			make_row(r, &rec, n++);
			continue;
		case FOUND_BAD:
			make_bad(r, &rec, &f, n++);
			continue;
		case FOUND_MORE:
			if (n > 0)
				break;
			if (csvrec_more(r) == -1)
				return -1;
			continue;
		case FOUND_END:
			break;
		}
		break;
	}
	*b = (struct batch){ r->row, n };
	return n > 0;
}

enum status
csvin_header(struct rows *r, struct fault *f)
{
	struct batch b;
	const struct row *row;
	struct csvrec rec;
	size_t i, n;
	int got = 1;

	/* Find one record without taking it into a batch. */
	for (;;) {
		switch (csvrec_find(r, &rec, f)) {
		case FOUND_BLANK:
			continue;
		case FOUND_MORE:
			got = csvrec_more(r);
			if (got == -1)
				return STATUS_IO;
			continue;
		case FOUND_END:
			f->reason = "empty input, not even a header";
			return STATUS_DATA;
		case FOUND_BAD:
			return STATUS_DATA;
		case FOUND_RECORD:
			break;
		}
		if (rec.start != rec.end)
			break;
		r->line++;
		r->w.start = rec.next;
	}
	r->raw = true;
	make_row(r, &rec, 0);
	r->raw = false;
	b = (struct batch){ r->row, 1 };
	row = &b.row[0];
	if (row->bad != NULL) {
		*f = *row->bad;
		return STATUS_DATA;
	}
	n = row->ncell;
	r->name = arena_alloc(&r->keep, n * sizeof(*r->name));
	for (i = 0; i < n; i++)
		r->name[i] = arena_dup(&r->keep, row->cell[i]);
	r->nname = n;
	return STATUS_OK;
}
