/* Rows of any width, and files without a header row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "cond.h"
#include "loose.h"

#define FIRST	10	/* rows that must meet the conditions of a map */

bool
loose_needed(const struct map *m)
{
	return m->column != NULL || m->ragged != RAGGED_NO ||
	    m->append != NULL || m->tables != NULL;
}

void
loose_bind(struct loose *l, const struct map *m, const struct header *h,
    const size_t *want, size_t nwant)
{
	l->map = m;
	l->header = h;
	l->want = want;
	l->nwant = nwant;
	l->cell = mem_grow(l->cell, nwant + 1, sizeof(*l->cell));
}

void
loose_close(struct loose *l)
{
	free(l->cell);
	buf_free(&l->last);
	*l = (struct loose){ 0 };
}

/* All cells from column i on are empty. */
static bool
is_void(const struct row *row, size_t i)
{
	for (; i < row->ncell; i++)
		if (cell_trim(row->cell[i]).len > 0)
			return false;
	return true;
}

static struct row
bad_row(struct loose *l, const struct row *whole)
{
	size_t n = l->header->n;

	l->fault = (struct fault){ .line = whole->line,
	    .reason = whole->ncell > n ? "too many fields" :
	    "too few fields" };
	snprintf(l->fault.detail, sizeof(l->fault.detail), l->least > 0 ?
	    "%zu, the versions of this export have %zu to %zu" :
	    "%zu, the header has %zu", whole->ncell,
	    l->least > 0 ? l->least : n, n);
	return (struct row){ .raw = whole->raw, .line = whole->line,
	    .bad = &l->fault };
}

/* The last cell with those that stand behind it. */
static struct str
joined(struct loose *l, const struct row *row, size_t last)
{
	size_t i;

	l->last.len = 0;
	for (i = last; i < row->ncell; i++) {
		if (i > last)
			buf_byte(&l->last, l->delimiter);
		buf_str(&l->last, row->cell[i]);
	}
	return buf_view(&l->last);
}

struct row
loose_row(struct loose *l, const struct row *whole)
{
	enum map_ragged ragged = l->map->ragged;
	struct row out = *whole;
	size_t i, k, n = l->header->n;
	bool more;

	if (whole->bad != NULL)
		return out;
	more = whole->ncell > n && !is_void(whole, n) && !l->by_record;
	if (l->least > 0 && whole->ncell >= l->least && whole->ncell < n)
		ragged = RAGGED_PAD;
	if ((whole->ncell != n && ragged == RAGGED_NO && !l->by_record) ||
	    (more && ragged != RAGGED_JOIN))
		return bad_row(l, whole);
	for (i = 0; i < l->nwant; i++) {
		k = l->want[i];
		l->cell[i] = k >= whole->ncell ? (struct str){ "", 0 } :
		    more && k + 1 == n ? joined(l, whole, k) : whole->cell[k];
	}
	out.cell = l->cell;
	out.ncell = l->nwant;
	return out;
}

/* Does the row have the width and the cells that the map asks for? */
static bool
row_fits(const struct map *m, const struct header *h, const struct row *row)
{
	struct arena mem = { 0 };
	struct buf norm = { 0 };
	size_t most = m->ncolumn + m->nappend - (m->nappend > 0);
	bool fits = row->bad == NULL && ((row->ncell >= m->ncolumn &&
	    row->ncell <= most) || (m->ragged != RAGGED_NO &&
	    row->ncell > 1));
	size_t i, k;

	for (i = 0; i < m->ncells && fits; i++)
		for (k = 0; k < h->n; k++) {
			if (pattern_match(&m->cells[i].column, h->norm[k]) !=
			    1)
				continue;
			fits = k < row->ncell && cond_met(&m->cells[i],
			    row->cell[k], m->comma, &mem, &norm) == 1;
			break;
		}
	arena_free(&mem);
	buf_free(&norm);
	return fits;
}

/* How many of the first rows fit; 0 when one of them does not. */
static size_t
rows_fit(const struct map *m, struct str sample, char delimiter)
{
	struct rows_opts ro = { .format = ROWS_CSV, .raw = true,
	    .delimiter = delimiter };
	struct io_in *in = io_in_memory("sample", sample);
	struct header h;
	struct rows *r;
	struct batch b = { 0 };
	struct fault f;
	size_t n = 0;

	header_of_columns(&h, m);
	if (rows_open(&r, in, &ro, &f) == STATUS_OK) {
		(void)rows_next(r, &b);
		while (n < b.n && n < FIRST && row_fits(m, &h, &b.row[n]))
			n++;
		if (n < b.n && n < FIRST)
			n = 0;
		rows_close(r);
	}
	io_in_close(in);
	header_close(&h);
	return n;
}

const struct map *
loose_choose(struct str sample, const struct maps *ms, char *delimiter,
    struct buf *tie)
{
	static const char delimiters[] = ",;\t|";
	struct map *best = NULL;
	size_t i, k, n = 0;
	char only = *delimiter;

	for (i = 0; i < ms->n; i++) {
		struct map *m = ms->m[i];

		for (k = 0; m->ncells > 0 && k < 4; k++) {
			char c = delimiters[k];

			if ((only != '\0' && only != c) ||
			    (m->delimiter != '\0' && m->delimiter != c) ||
			    rows_fit(m, sample, c) == 0)
				continue;
			buf_printf(tie, n++ > 0 ? ", %s" : "%s", m->name);
			best = m;
			*delimiter = c;
			break;
		}
	}
	if (n == 1)
		tie->len = 0;
	if (n != 1)
		return NULL;
	map_complete(best);
	return best;
}
