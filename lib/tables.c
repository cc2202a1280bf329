/* Several tables in one file. */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "tables.h"
#include "text.h"

#define BEFORE_MAX	((size_t)64 << 10)	/* text between two tables */
#define NOTES_MAX	20	/* tables that are named */

/* Maps of another platform never follow, whatever their columns are. */
static bool
is_family(const struct map *m, const struct map *first)
{
	const char *a = m->set[REC_SOURCE], *b = first->set[REC_SOURCE];

	return m == first || (m->tables != NULL && a != NULL && b != NULL &&
	    strcmp(a, b) == 0);
}

void
tables_open(struct tables *t, const struct maps *all, const struct map *first)
{
	size_t i;

	*t = (struct tables){ .between = first->tables, .map = first };
	t->family.m = mem_array(all->n + 1, sizeof(struct map *));
	for (i = 0; i < all->n; i++)
		if (is_family(all->m[i], first)) {
			map_complete(all->m[i]);
			t->family.m[t->family.n++] = all->m[i];
		}
}

void
tables_close(struct tables *t)
{
	free(t->family.m);
	buf_free(&t->before);
	buf_free(&t->note);
	buf_free(&t->list);
	header_close(&t->header);
	*t = (struct tables){ 0 };
}

static size_t
count_filled(const struct row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->ncell; i++)
		n += cell_trim(row->cell[i]).len > 0;
	return n;
}

/* Rows of figures are no header, whatever their first cell is. */
static bool
has_figures(const struct row *row)
{
	size_t i;

	for (i = 0; i < row->ncell; i++) {
		struct str s = cell_bare(row->cell[i]);

		if (s.len > 0 && cell_digit(s.p[0]) &&
		    cell_digit(s.p[s.len - 1]))
			return true;
	}
	return false;
}

/* Does the first cell fit the pattern of rows between tables? */
static bool
is_between(const struct tables *t, const struct row *row)
{
	struct str first = row->ncell > 0 ? row->cell[0] : row->raw;
	struct buf norm = { 0 };
	bool fits;

	if (count_filled(row) > 1 && has_figures(row))
		return false;
	text_normalise(&norm, first);
	fits = pattern_match(t->between, buf_view(&norm)) == 1;
	buf_free(&norm);
	return fits;
}

static void
keep_text(struct tables *t, struct str raw)
{
	if (t->before.len + raw.len >= BEFORE_MAX)
		return;
	buf_str(&t->before, raw);
	buf_byte(&t->before, '\n');
}

static void
list_table(struct tables *t, uint64_t line, const struct map *m)
{
	if (t->listed++ < NOTES_MAX)
		buf_printf(&t->list, "%sline %llu by %s", t->listed > 1 ?
		    ", " : "", (unsigned long long)line,
		    m != NULL ? m->name : "no map");
	else if (t->listed == NOTES_MAX + 1)
		buf_z(&t->list, " and more");
}

/* The header of a table: of one that can be read, or of another. */
static bool
begin(struct tables *t, const struct row *row)
{
	struct buf tie = { 0 };
	const struct map *m;

	header_close(&t->header);
	header_open(&t->header, row->cell, row->ncell, row->line);
	m = match_choose(&t->family, &t->header, &tie);
	buf_free(&tie);
	t->where = m == NULL ? TABLES_OTHER : TABLES_INSIDE;
	list_table(t, row->line, m);
	if (m != NULL) {
		t->map = m;
		if (m->tables != NULL)
			t->between = m->tables;
		return true;
	}
	if (t->notes++ < NOTES_MAX) {
		t->note.len = 0;
		buf_printf(&t->note, "line %llu: another table, that no map "
		    "knows: ", (unsigned long long)row->line);
		match_names(&t->header, &t->note);
	}
	return false;
}

const char *
tables_row(struct tables *t, const struct row *whole, bool *begins)
{
	size_t filled = count_filled(whole);

	*begins = false;
	if (is_between(t, whole) && filled < 2) {
		if (t->where != TABLES_BETWEEN)
			t->before.len = 0;
		t->where = TABLES_BETWEEN;
		keep_text(t, whole->raw);
		return "line between tables";
	}
	/* A header may itself be the row that ends the table before. */
	if (t->where != TABLES_BETWEEN && !is_between(t, whole))
		return t->where == TABLES_INSIDE ? NULL : "another table";
	if (whole->bad != NULL)
		return "another table";
	if (filled == 0)
		return "empty row";
	*begins = begin(t, whole);
	return *begins ? "header of a table" : "another table";
}
