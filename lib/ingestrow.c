/* What the rows of a table are: the part that may have a thread of its own. */
#include "cell.h"
#include "ingestin.h"
#include "lines.h"
#include "mend.h"

static struct ingest_line
line_of(const struct row *row)
{
	return (struct ingest_line){ .line = row->line, .raw = row->raw };
}

static void
reject(struct ingest *g, const struct fault *f,
    const struct ingest_line *line, size_t n)
{
	struct ingest_item *item = ingest_item(g, INGEST_REJECTED, n);

	*item->fault = *f;
	item->line = line;
	ingest_give(g, item);
}

/* One row for a reason that is known to the byte, or not. */
static void
reject_row(struct ingest *g, const struct row *row, const struct fault *f)
{
	struct ingest_line *line = arena_alloc(&g->job->mem, sizeof(*line));

	*line = line_of(row);
	line->line = f->line;
	line->column = f->column;
	reject(g, f, line, 1);
}

/* Where a cell of a row stands, and what is wrong with it. */
static struct fault
place(struct ingest *g, const struct row *row, const struct apply_fault *af)
{
	struct fault f = { .line = row->line, .reason = af->reason,
	    .field = af->field, .value = af->value };

	if (af->cell != SIZE_MAX)
		intake_locate(g->t, row, af->cell, &f.line, &f.column);
	return f;
}

/* All rows of the group for one reason; each keeps its own line. */
static void
reject_group(struct ingest *g, const struct fault *f)
{
	struct group *gr = &g->group;
	struct ingest_line *line = arena_alloc(&g->job->mem,
	    gr->n * sizeof(*line));
	struct fault lasting = *f;
	size_t i;
	bool here;

	for (i = 0; i < gr->n; i++) {
		here = f->line >= gr->row[i].line && (i + 1 == gr->n ||
		    f->line < gr->row[i + 1].line);
		line[i] = (struct ingest_line){
		    .line = here ? f->line : gr->row[i].line,
		    .column = here ? f->column : 0,
		    .raw = arena_dup(&g->job->mem, gr->row[i].raw) };
	}
	lasting.value = arena_dup(&g->job->mem, f->value);
	if (f->value.p == NULL)
		lasting.value.p = NULL;
	reject(g, &lasting, line, gr->n);
}

/*
 * A date that may mean two days, in a column that does not tell: the run ends,
 * because nothing is guessed.
 */
static bool
is_undecided(struct ingest *g, const struct apply_fault *af)
{
	struct ingest_item *item;
	struct buf why = { 0 };

	if (af->date == NULL || (af->date->verdict != DATES_NO_PROOF &&
	    af->date->verdict != DATES_CONTRADICT))
		return false;
	dateorder_explain(af->date, io_in_name(g->t->in), af->field, &why);
	item = ingest_item(g, INGEST_END, 0);
	item->why = arena_dup(&g->job->mem, buf_view(&why)).p;
	*item->fault = (struct fault){ .reason = af->reason,
	    .field = af->field, .value = af->value };
	buf_free(&why);
	ingest_give(g, item);
	return true;
}

static void
filter_row(struct ingest *g, const char *why)
{
	struct ingest_item *item = ingest_item(g, INGEST_FILTERED, 1);

	item->why = why;
	ingest_give(g, item);
}

static void
give_records(struct ingest *g, const struct applied *a, uint64_t nrows,
    uint64_t line)
{
	struct ingest_item *item = ingest_item(g, INGEST_RECORDS, nrows);

	/* The cells of a group are gone with it. */
	ingest_pack(g, item, a, line, g->group.n == 0);
	ingest_give(g, item);
}

static struct str
column_name(const struct ingest *g, size_t cell)
{
	size_t n;

	return g->t->header.name[apply_columns(g->t->apply, &n)[cell]];
}

/* Rows that are lines of one order: each is read alone, and they are added. */
static void
take_lines(struct ingest *g)
{
	struct group *gr = &g->group;
	struct applied *part = arena_alloc(&g->job->mem, gr->n * sizeof(*part));
	struct applied all;
	struct apply_fault af;
	struct fault f;
	size_t i;

	for (i = 0; i < gr->n; i++) {
		struct row row = { .raw = gr->row[i].raw,
		    .line = gr->row[i].line };

		applied_open(&part[i], g->t->apply, &g->job->mem);
		if (apply_row(g->t->apply, gr->row[i].cell, row.raw,
		    &g->job->mem, &part[i], &af))
			continue;
		if (is_undecided(g, &af))
			return;
		f = place(g, &row, &af);
		reject_group(g, &f);
		return;
	}
	f = (struct fault){ .line = gr->row[0].line,
	    .reason = lines_join(part, gr->n, &g->job->mem, &all) };
	if (f.reason != NULL)
		reject_group(g, &f);
	else
		give_records(g, &all, gr->n, gr->row[0].line);
}

void
ingest_end_group(struct ingest *g)
{
	struct group *gr = &g->group;
	struct apply_fault af;
	struct fault f;

	if (gr->n == 0)
		return;
	g->applied.row = NULL;
	ingest_look(g, NULL, gr, gr->cell);
	if (gr->fault.reason != NULL) {
		if (gr->fault_cell != SIZE_MAX)
			gr->fault.field = column_name(g, gr->fault_cell);
		reject_group(g, &gr->fault);
	} else if (gr->lines) {
		take_lines(g);
	} else if (apply_row(g->t->apply, gr->cell, gr->row[0].raw,
	    &g->job->mem, &g->applied, &af)) {
		give_records(g, &g->applied, gr->n, gr->row[0].line);
	} else if (!is_undecided(g, &af)) {
		struct row row = group_row(gr, af.cell);

		f = place(g, &row, &af);
		reject_group(g, &f);
	}
	group_end(gr);
}

static void
reject_cell(struct ingest *g, const struct row *row, size_t cell,
    const char *reason)
{
	struct apply_fault af = { .reason = reason, .cell = cell,
	    .value = row->cell[cell] };
	struct fault f;

	af.field = column_name(g, cell);
	f = place(g, row, &af);
	ingest_look(g, row, NULL, row->cell);
	reject_row(g, row, &f);
}

static void
add_to_group(struct ingest *g, const struct row *row, size_t cell)
{
	struct group *gr = &g->group;
	struct str key = cell_bare(row->cell[cell]);

	if (!group_same(gr, key)) {
		ingest_end_group(g);
		if (key.len == 0) {
			reject_cell(g, row, cell, "no order number");
			return;
		}
		/* Two orders may look the same now. */
		if (parse_is_damaged(key)) {
			reject_cell(g, row, cell, "an order number "
			    "that a spreadsheet has damaged");
			return;
		}
		if (!group_begin(gr, key)) {
			reject_cell(g, row, cell, "rows of one order "
			    "are not together (sort by this column)");
			return;
		}
	}
	if (!group_add(gr, g->t, row))
		ingest_end_group(g);
}

/* The cells of a row whose texts were encoded twice. */
static void
mend_cells(struct ingest *g, struct row *row)
{
	struct str *cell;
	size_t i;

	if (row->bad != NULL)
		return;
	cell = arena_alloc(&g->job->mem, (row->ncell + 1) * sizeof(*cell));
	for (i = 0; i < row->ncell; i++)
		cell[i] = mend_latin1(row->cell[i], &g->job->mem);
	row->cell = cell;
}

static void
take_bad(struct ingest *g, const struct row *row, bool broken)
{
	struct ingest_line *line = arena_alloc(&g->job->mem, sizeof(*line));
	struct ingest_item *item = ingest_item(g, INGEST_REJECTED, 1);

	*line = line_of(row);
	line->line = row->bad->line;
	line->column = row->bad->column;
	*item->fault = *row->bad;
	item->line = line;
	item->uncounted = broken;
	ingest_give(g, item);
}

static void
take_alone(struct ingest *g, const struct row *row)
{
	struct apply_fault af;
	struct fault f;

	if (apply_row(g->t->apply, row->cell, row->raw, &g->job->mem,
	    &g->applied, &af)) {
		give_records(g, &g->applied, 1, row->line);
	} else if (!is_undecided(g, &af)) {
		f = place(g, row, &af);
		reject_row(g, row, &f);
	}
}

/* False when the dates of the table have to be judged before it. */
static bool
take_row(struct ingest *g, const struct row *read, bool broken)
{
	size_t group = apply_group(g->t->apply);
	struct row row = *read;
	const char *why;

	if (g->t->map->mend)
		mend_cells(g, &row);
	why = intake_filter(g->t, &row);
	ingest_look(g, &row, NULL, row.cell);
	if (why == NULL && row.bad == NULL &&
	    apply_must_judge(g->t->apply, row.cell))
		return false;
	if (why != NULL)
		filter_row(g, why);
	else if (row.bad != NULL)
		take_bad(g, &row, broken);
	else if (group != SIZE_MAX)
		add_to_group(g, &row, group);
	else
		take_alone(g, &row);
	return true;
}

void
ingest_rows(struct ingest *g)
{
	struct ingest_job *j = g->job;
	size_t i;

	for (i = j->next; i < j->nrow && g->hashes; i++)
		apply_expect(g->t->apply, j->hash[i]);
	for (; j->next < j->nrow && !g->halt; j->next++) {
		g->applied.row = g->hashes ? &j->hash[j->next] : NULL;
		if (!take_row(g, &j->row[j->next], j->broken[j->next])) {
			g->halt = true;
			return;
		}
	}
}
