/* Several rows that are one record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "group.h"
#include "num.h"

void
group_open(struct group *g, const struct apply *a, bool sorted)
{
	size_t i;

	*g = (struct group){ .a = a, .sorted = sorted,
	    .lines = apply_adds(a) };
	apply_columns(a, &g->ncell);
	g->cell = mem_zero((g->ncell + 1) * sizeof(*g->cell));
	g->from = mem_zero((g->ncell + 1) * sizeof(*g->from));
	g->list = mem_zero((g->ncell + 1) * sizeof(*g->list));
	g->take = mem_zero((g->ncell + 1) * sizeof(*g->take));
	g->strict = mem_zero((g->ncell + 1) * sizeof(*g->strict));
	for (i = 0; i < g->ncell; i++)
		g->take[i] = apply_take(a, i, &g->strict[i]);
	seen_open(&g->done);
}

void
group_close(struct group *g)
{
	size_t i;

	for (i = 0; i < g->ncell; i++)
		buf_free(&g->list[i]);
	free(g->list);
	free(g->take);
	free(g->strict);
	free(g->cell);
	free(g->from);
	free(g->row);
	arena_free(&g->mem);
	seen_close(&g->done);
}

bool
group_same(const struct group *g, struct str key)
{
	return g->n > 0 && str_eq(g->key, key);
}

bool
group_begin(struct group *g, struct str key)
{
	bool fresh = true;

	g->key = arena_dup(&g->mem, key);
	if (!g->sorted)
		(void)seen_add(&g->done, hash_bytes128(key, 0), &fresh);
	return fresh;
}

static void
disagree(struct group *g, const struct intake *t, const struct row *row,
    size_t cell)
{
	struct fault *f = &g->fault;
	struct str first = g->cell[cell];

	if (f->reason != NULL)
		return;
	f->reason = "rows of one order disagree";
	g->fault_cell = cell;
	intake_locate(t, row, cell, &f->line, &f->column);
	f->value = arena_dup(&g->mem, row->cell[cell]);
	snprintf(f->detail, sizeof(f->detail), "\"%.*s\" on line %llu",
	    (int)(first.len < 60 ? first.len : 60), first.p,
	    (unsigned long long)g->row[g->from[cell]].line);
}

/* Whole numbers are added; what is none stays for the rule to refuse. */
static struct str
sum(struct group *g, struct str a, struct str b)
{
	struct parse_opts o = { .comma = apply_comma(g->a) };
	struct parsed x, y;
	int64_t m, n;
	char out[NUM_MAX];

	if (parse_cell(RULE_COUNT, a, &o, &g->mem, &x) != NULL)
		return a;
	if (parse_cell(RULE_COUNT, b, &o, &g->mem, &y) != NULL || x.approx ||
	    y.approx || num_parse_int(x.text, &m) != NUM_OK ||
	    num_parse_int(y.text, &n) != NUM_OK ||
	    __builtin_add_overflow(m, n, &m))
		return b;
	return arena_dup(&g->mem, (struct str){ out, num_print_int(m, out) });
}

/* Add an item to a list; a ; of its own becomes a comma. */
static void
add_item(struct buf *list, struct str s)
{
	if (list->len > 0)
		buf_byte(list, ';');
	for (; s.len > 0; s.p++, s.len--)
		buf_byte(list, s.p[0] == ';' ? ',' : s.p[0]);
}

static void
merge(struct group *g, const struct intake *t, const struct row *row, size_t i)
{
	struct str s = str_trim(row->cell[i]);

	if (s.len == 0)
		return;
	if (g->cell[i].len == 0)
		g->from[i] = g->n;
	if (g->take[i] == TAKE_LIST) {
		add_item(&g->list[i], s);
		g->cell[i] = buf_view(&g->list[i]);
	} else if (g->cell[i].len == 0) {
		g->cell[i] = arena_dup(&g->mem, s);
	} else if (g->take[i] == TAKE_SUM) {
		g->cell[i] = sum(g, g->cell[i], s);
	} else if (g->strict[i] && !str_eq(g->cell[i], s)) {
		disagree(g, t, row, i);
	}
}

/* The cells of a line, to be read when its group has ended. */
static struct str *
copy_cells(struct group *g, const struct row *row)
{
	struct str *cell = arena_alloc(&g->mem,
	    (g->ncell + 1) * sizeof(*cell));
	size_t i;

	for (i = 0; i < g->ncell; i++)
		cell[i] = arena_dup(&g->mem, row->cell[i]);
	return cell;
}

bool
group_add(struct group *g, const struct intake *t, const struct row *row)
{
	size_t i, max = g->lines ? GROUP_LINES_MAX : GROUP_ROWS_MAX;

	for (i = 0; i < g->ncell && !g->lines; i++)
		merge(g, t, row, i);
	g->row = mem_room(g->row, g->n + 1, &g->cap, sizeof(*g->row));
	g->row[g->n] = (struct group_row){ .line = row->line,
	    .raw = arena_dup(&g->mem, row->raw) };
	if (g->lines)
		g->row[g->n].cell = copy_cells(g, row);
	g->n++;
	g->bytes += row->raw.len;
	if (g->n < max && g->bytes < GROUP_BYTES_MAX)
		return true;
	if (g->fault.reason == NULL) {
		g->fault = (struct fault){ .line = row->line,
		    .reason = "too many rows of one order" };
		g->fault_cell = SIZE_MAX;
	}
	return false;
}

struct row
group_row(const struct group *g, size_t cell)
{
	size_t i = cell < g->ncell ? g->from[cell] : 0;

	return (struct row){ .raw = g->row[i].raw, .line = g->row[i].line };
}

void
group_end(struct group *g)
{
	size_t i;

	for (i = 0; i < g->ncell; i++)
		g->list[i].len = 0;
	memset(g->cell, 0, g->ncell * sizeof(*g->cell));
	memset(g->from, 0, g->ncell * sizeof(*g->from));
	g->key.len = 0;
	g->n = 0;
	g->bytes = 0;
	g->fault = (struct fault){ 0 };
	arena_reset(&g->mem);
}
