/*
 * The records of a CSV window: regular ones by the separators that csvscan.c
 * has found, the others by csvslow.c.
 */
#include <string.h>

#include "csvrec.h"

uint64_t
csvrec_lines(const struct rows *r, size_t from, size_t to)
{
	const char *p = r->w.p + from, *end = r->w.p + to;
	uint64_t n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

/* The record that ends at the next line end. */
static void
take_fast(struct rows *r, struct csvrec *rec)
{
	struct csvscan *s = &r->csv->scan;
	size_t pos = s->newline[s->nl_head++], last = s->head;

	while (s->sep[last] != pos)
		last++;
	rec->start = r->w.start;
	rec->end = csvrec_end(r, rec->start, pos);
	rec->next = pos + 1;
	rec->sep = s->sep + s->head;
	rec->nfield = last - s->head + 1;
	s->head = last + 1;
}

/* The last record of an input that does not end in a line end. */
static enum csvrec_found
take_last(struct rows *r, struct csvrec *rec)
{
	struct csvscan *s = &r->csv->scan;

	if (r->w.start == r->w.end)
		return FOUND_END;
	rec->start = r->w.start;
	rec->end = r->w.end;
	rec->next = r->w.end;
	rec->sep = s->sep + s->head;
	rec->nfield = s->n - s->head + 1;
	s->head = s->n;
	return FOUND_RECORD;
}

/* How far a record that begins at w.start is looked at. */
static size_t
reach(const struct rows *r)
{
	return r->w.end - r->w.start > ROWS_RECORD_MAX ?
	    r->w.start + ROWS_RECORD_MAX + 1 : r->w.end;
}

/* A bad row of which only the first line is given up. */
static enum csvrec_found
take_first_line(struct rows *r, struct csvrec *rec)
{
	const char *p = r->w.p + r->w.start;
	size_t end = reach(r);
	const char *lf = memchr(p, '\n', end - r->w.start);

	if (lf == NULL && !r->w.eof && end - r->w.start <= ROWS_RECORD_MAX)
		return FOUND_MORE;	/* the same fault again */
	rec->start = r->w.start;
	rec->sep = NULL;
	rec->nfield = 0;
	if (lf == NULL) {
		rec->end = rec->next = end;
		r->csv->skipping = !r->w.eof || end < r->w.end;
	} else {
		rec->end = csvrec_end(r, rec->start, (size_t)(lf - r->w.p));
		rec->next = (size_t)(lf - r->w.p) + 1;
	}
	csvslow_fail(&r->csv->slow);
	csvscan_restart(&r->csv->scan, rec->next);
	return FOUND_BAD;
}

/*
 * Line and column of a byte of the record that begins at w.start, counted from
 * the byte placed before where that helps: the quote that thousands of lines
 * run into is found once.
 */
void
csvrec_place(struct rows *r, size_t pos, struct fault *f)
{
	struct csvin *c = r->csv;
	size_t from = r->w.start, i = pos;
	uint64_t line = r->line, column = 1;

	if (c->mark_line != 0 && c->mark >= from && c->mark <= pos) {
		from = c->mark;
		line = c->mark_line;
		column = c->mark_column;
	}
	while (i > from && r->w.p[i - 1] != '\n')
		i--;
	f->line = line + csvrec_lines(r, from, i);
	f->column = pos - i + (i > from ? 1 : column);
	c->mark = pos;
	c->mark_line = f->line;
	c->mark_column = f->column;
}

static enum csvrec_found
take_slow(struct rows *r, struct csvrec *rec, struct fault *f)
{
	struct csvslow *s = &r->csv->slow;
	size_t end = reach(r);
	bool last = r->w.eof || end - r->w.start > ROWS_RECORD_MAX;

	if (!s->active)
		csvslow_next(s, r->w.start);
	switch (csvslow_run(s, (struct str){ r->w.p, end },
	    r->csv->scan.delimiter, last)) {
	case CSVSLOW_MORE:
		return FOUND_MORE;
	case CSVSLOW_TEXT:
		f->reason = "text after a closing quote";
		csvrec_place(r, s->quote, f);
		return take_first_line(r, rec);
	case CSVSLOW_OPEN:
		f->reason = end - r->w.start > ROWS_RECORD_MAX ?
		    "quote not closed within 64 MiB" : "quote never closed";
		csvrec_place(r, s->quote, f);
		return take_first_line(r, rec);
	case CSVSLOW_RECORD:
		break;
	}
	if (s->at - r->w.start > ROWS_RECORD_MAX) {
		f->reason = "record longer than 64 MiB";
		csvrec_place(r, r->w.start, f);
		return take_first_line(r, rec);
	}
	if (s->joined) {
		/* What it joined was too long, it is not: count its fields. */
		csvslow_begin(s, r->w.start);
		(void)csvslow_run(s, (struct str){ r->w.p, end },
		    r->csv->scan.delimiter, last);
	}
	rec->start = r->w.start;
	rec->end = s->at < r->w.end ? csvrec_end(r, rec->start, s->at) : s->at;
	rec->next = s->at < r->w.end ? s->at + 1 : s->at;
	rec->sep = NULL;
	rec->nfield = s->fields + 1;
	s->active = false;
	csvscan_restart(&r->csv->scan, rec->next);
	return FOUND_RECORD;
}

/* A record too long for the window, or with too many fields, goes slowly. */
static bool
needs_slow(const struct rows *r)
{
	const struct csvscan *s = &r->csv->scan;

	if (r->csv->slow.active)
		return true;
	if (s->nl_head < s->nl_n)
		return s->newline[s->nl_head] - r->w.start > ROWS_RECORD_MAX;
	if (s->state.irregular != SIZE_MAX)
		return true;
	if (s->n - s->head > ROWS_COLUMNS_MAX)
		return true;
	if (r->w.eof && s->state.at == r->w.end && s->state.inside != 0)
		return true;
	return s->state.at - r->w.start > ROWS_RECORD_MAX;
}

static enum csvrec_found
skip_line(struct rows *r)
{
	const char *p = r->w.p + r->w.start;
	const char *lf = memchr(p, '\n', r->w.end - r->w.start);

	r->w.start = lf == NULL ? r->w.end : (size_t)(lf - r->w.p) + 1;
	csvscan_restart(&r->csv->scan, r->w.start);
	if (lf == NULL)
		return r->w.eof ? FOUND_END : FOUND_MORE;
	r->csv->skipping = false;
	r->line++;
	return FOUND_BLANK;
}

enum csvrec_found
csvrec_find(struct rows *r, struct csvrec *rec, struct fault *f)
{
	struct csvin *c = r->csv;
	struct csvscan *s = &c->scan;
	size_t at;

	if (c->skipping)
		return skip_line(r);
	for (;;) {
		if (needs_slow(r))
			return take_slow(r, rec, f);
		if (s->nl_head < s->nl_n) {
			take_fast(r, rec);
			return FOUND_RECORD;
		}
		if (s->state.at >= r->w.end)
			return r->w.eof ? take_last(r, rec) : FOUND_MORE;
		at = s->state.at;
		csvscan_run(s, r->w.p, r->w.end, r->w.eof);
		if (s->state.at == at && s->state.irregular == SIZE_MAX)
			return FOUND_MORE;	/* a CR whose LF may follow */
	}
}

int
csvrec_more(struct rows *r)
{
	size_t shift;
	int got = window_more(&r->w, &shift);

	csvscan_shift(&r->csv->scan, shift);
	csvslow_shift(&r->csv->slow, shift);
	if (r->csv->mark < shift)
		r->csv->mark_line = 0;
	r->csv->mark -= shift;
	return got;
}
