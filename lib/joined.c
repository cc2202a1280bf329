/*
 * Customer tables side by side. A row is kept as its cells in turn, each with
 * its length before it: seven bits a byte, the last one below 128.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "joined.h"

void
joined_input(struct joined *j, const char *name, const struct str *column,
    size_t n)
{
	struct joined_table *t;
	size_t i;

	j->table = mem_grow(j->table, j->ntable + 1, sizeof(*j->table));
	t = &j->table[j->ntable++];
	*t = (struct joined_table){ .name = name, .ncol = n };
	t->to = mem_array(n, sizeof(*t->to));
	for (i = 0; i < n; i++)
		t->to[i] = names_add(&j->column, column[i]);
	j->was = mem_grow(j->was, j->column.n, sizeof(*j->was));
}

static void
put_cell(struct buf *b, struct str s)
{
	size_t n = s.len;

	for (; n >= 128; n >>= 7)
		buf_byte(b, (char)((n & 127) | 128));
	buf_byte(b, (char)n);
	buf_str(b, s);
}

static struct str
take_cell(const char **p)
{
	struct str s = { NULL, 0 };
	unsigned char c;
	unsigned shift;

	for (shift = 0;; shift += 7) {
		c = (unsigned char)*(*p)++;
		s.len |= (size_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	s.p = *p;
	*p += s.len;
	return s;
}

/* Put the cells that a table fills for a customer into their places. */
static void
fill(const struct joined *j, const struct joined_table *t, uint32_t customer,
    struct str *cell)
{
	struct str s;
	const char *p;
	size_t i;

	if (customer >= t->nrow || t->row[customer] == 0)
		return;
	p = heap_at(&j->cells, t->row[customer] - 1);
	for (i = 0; i < t->ncol; i++) {
		s = take_cell(&p);
		if (s.len > 0)
			cell[t->to[i]] = s;
	}
}

void
joined_cells(const struct joined *j, uint32_t customer, struct str *cell)
{
	size_t i;

	memset(cell, 0, j->column.n * sizeof(*cell));
	for (i = 0; i < j->ntable; i++)
		fill(j, &j->table[i], customer, cell);
}

bool
joined_has(const struct joined *j, uint32_t customer)
{
	const struct joined_table *t;

	for (t = j->table; t < j->table + j->ntable; t++)
		if (customer < t->nrow && t->row[customer] != 0)
			return true;
	return false;
}

/* The operand that filled a column for a customer. */
static const char *
who(const struct joined *j, uint32_t customer, uint32_t column)
{
	const struct joined_table *t;
	struct str s;
	const char *p;
	size_t i;

	for (t = j->table; t < j->table + j->ntable; t++) {
		if (customer >= t->nrow || t->row[customer] == 0)
			continue;
		p = heap_at(&j->cells, t->row[customer] - 1);
		for (i = 0; i < t->ncol; i++) {
			s = take_cell(&p);
			if (t->to[i] == column && s.len > 0)
				return t->name;
		}
	}
	return "";
}

static bool
contradicts(struct joined *j, const struct joined_table *t, uint32_t customer,
    const struct str *cell, size_t *at)
{
	size_t i;

	joined_cells(j, customer, j->was);
	for (i = 0; i < t->ncol; i++) {
		if (cell[i].len == 0 || j->was[t->to[i]].len == 0 ||
		    str_eq(cell[i], j->was[t->to[i]]))
			continue;
		*at = i;
		return true;
	}
	return false;
}

enum joined_result
joined_add(struct joined *j, uint32_t customer, const struct str *cell,
    size_t *at, struct fault *f)
{
	struct joined_table *t = &j->table[j->ntable - 1];
	size_t i, had = t->nrow;
	uint32_t ref;

	if (customer < t->nrow && t->row[customer] != 0)
		return JOINED_TWICE;
	if (j->ntable > 1 && contradicts(j, t, customer, cell, at)) {
		f->reason = "two tables differ for one customer";
		snprintf(f->detail, sizeof(f->detail), "another value in %.80s",
		    who(j, customer, t->to[*at]));
		return JOINED_CONFLICT;
	}
	if (customer >= t->nrow) {
		t->nrow = customer < 512 ? 1024 : 2 * ((size_t)customer + 1);
		t->row = mem_grow(t->row, t->nrow, sizeof(*t->row));
		memset(t->row + had, 0, (t->nrow - had) * sizeof(*t->row));
	}
	j->text.len = 0;
	for (i = 0; i < t->ncol; i++)
		put_cell(&j->text, cell[i]);
	memcpy(heap_add(&j->cells, j->text.len, &ref), j->text.p, j->text.len);
	t->row[customer] = ref + 1;
	return JOINED_OK;
}

void
joined_free(struct joined *j)
{
	size_t i;

	for (i = 0; i < j->ntable; i++) {
		free(j->table[i].to);
		free(j->table[i].row);
	}
	free(j->table);
	free(j->was);
	names_free(&j->column);
	heap_close(&j->cells);
	buf_free(&j->text);
}
