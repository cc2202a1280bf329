/* The rows of operands into records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "ingestin.h"
#include "lines.h"
#include "mend.h"

struct ingest *
ingest_open(const struct ingest_opts *o)
{
	struct ingest *g = mem_zero(sizeof(*g));
	size_t n = 0;

	g->o = *o;
	while (record_types()[n] != NULL)
		n++;
	g->type = mem_zero((n + 1) * sizeof(*g->type));
	dedup_open(&g->dedup);
	ingest_thread(g);
	return g;
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

static enum status
reject(struct ingest *g, const struct fault *f, struct str raw)
{
	return ledger_reject(g->o.ledger, f, raw) ? STATUS_OK : STATUS_DATA;
}

static enum status
reject_row(struct ingest *g, const struct fault *f, struct str raw)
{
	ingest_fault(g, f);
	return reject(g, f, raw);
}

static enum status
reject_bad(struct ingest *g, const struct row *row)
{
	struct fault f = *row->bad;
	const struct jsondoc *doc = g->t->document.doc;

	if (doc != NULL && jsondoc_fault(doc, row->line) != NULL) {
		/* How many records would have followed, nobody knows. */
		ledger_fail(g->o.ledger);
		return reject_row(g, jsondoc_fault(doc, row->line), row->raw);
	}
	if (strcmp(f.reason, "not valid UTF-8") == 0 &&
	    strcmp(decode_name(g->t->decode), "UTF-8") != 0) {
		f.reason = decode_reason(g->t->decode);
		/* The byte that could not be decoded is not in the text. */
		snprintf(f.detail, sizeof(f.detail), "%s",
		    decode_name(g->t->decode));
	}
	return reject_row(g, &f, row->raw);
}

/* All rows of the group for one reason; each keeps its own line. */
static enum status
reject_group(struct ingest *g, const struct fault *f)
{
	struct group *gr = &g->group;
	enum status st = STATUS_OK;
	size_t i;

	ingest_fault(g, f);
	for (i = 0; i < gr->n && st == STATUS_OK; i++) {
		struct fault each = *f;
		bool here = f->line >= gr->row[i].line && (i + 1 == gr->n ||
		    f->line < gr->row[i + 1].line);

		if (!here) {
			each.line = gr->row[i].line;
			each.column = 0;
		}
		st = reject(g, &each, gr->row[i].raw);
	}
	return st;
}

/*
 * A date that may mean two days, in a column that does not tell: the run ends,
 * because nothing is guessed.
 */
static bool
is_undecided(struct ingest *g, const struct apply_fault *af)
{
	struct fault f;

	if (af->date == NULL || (af->date->verdict != DATES_NO_PROOF &&
	    af->date->verdict != DATES_CONTRADICT))
		return false;
	dateorder_explain(af->date, io_in_name(g->t->in), af->field, g->err);
	f = (struct fault){ .reason = af->reason, .field = af->field,
	    .value = af->value };
	ingest_fault(g, &f);
	return true;
}

/* Before the first date that may mean two days is read. */
static enum status
judge_dates(struct ingest *g)
{
	size_t before = g->t->dates.len;
	enum status st = intake_judge(g->t, g->err);
	struct str rest, line;

	if (st != STATUS_OK || g->t->dates.len == before)
		return st;
	rest = (struct str){ g->t->dates.p + before,
	    g->t->dates.len - before };
	while (str_split(&rest, '\n', &line))
		if (line.len > 0)
			ledger_note(g->o.ledger, "%s: %.*s",
			    io_in_name(g->t->in), STR_ARG(line));
	return STATUS_OK;
}

static struct str
column_name(const struct ingest *g, size_t cell)
{
	size_t n;

	return g->t->header.name[apply_columns(g->t->apply, &n)[cell]];
}

/* Rows that are lines of one order: each is read alone, and they are added. */
static enum status
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

		if (apply_row(g->t->apply, gr->row[i].cell, row.raw,
		    &g->job->mem, &part[i], &af))
			continue;
		if (is_undecided(g, &af))
			return STATUS_USAGE;
		f = place(g, &row, &af);
		return reject_group(g, &f);
	}
	f = (struct fault){ .line = gr->row[0].line,
	    .reason = lines_join(part, gr->n, &g->job->mem, &all) };
	if (f.reason != NULL)
		return reject_group(g, &f);
	return ingest_records(g, &all, gr->n, gr->row[0].line);
}

static enum status
end_group(struct ingest *g)
{
	struct group *gr = &g->group;
	struct apply_fault af;
	struct applied a;
	struct fault f;
	enum status st;

	if (gr->n == 0)
		return STATUS_OK;
	ingest_look(g, NULL, gr, gr->cell);
	if (gr->fault.reason != NULL) {
		if (gr->fault_cell != SIZE_MAX)
			gr->fault.field = column_name(g, gr->fault_cell);
		st = reject_group(g, &gr->fault);
	} else if (gr->lines) {
		st = take_lines(g);
	} else if (apply_row(g->t->apply, gr->cell, gr->row[0].raw,
	    &g->job->mem, &a, &af)) {
		st = ingest_records(g, &a, gr->n, gr->row[0].line);
	} else if (is_undecided(g, &af)) {
		st = STATUS_USAGE;
	} else {
		struct row row = group_row(gr, af.cell);

		f = place(g, &row, &af);
		st = reject_group(g, &f);
	}
	group_end(gr);
	return st;
}

static enum status
reject_cell(struct ingest *g, const struct row *row, size_t cell,
    const char *reason)
{
	struct apply_fault af = { .reason = reason, .cell = cell,
	    .value = row->cell[cell] };
	struct fault f;

	af.field = column_name(g, cell);
	f = place(g, row, &af);
	ingest_look(g, row, NULL, row->cell);
	return reject_row(g, &f, row->raw);
}

static enum status
add_to_group(struct ingest *g, const struct row *row, size_t cell)
{
	struct group *gr = &g->group;
	struct str key = cell_bare(row->cell[cell]);
	enum status st = STATUS_OK;

	if (!group_same(gr, key)) {
		st = end_group(g);
		if (st != STATUS_OK)
			return st;
		if (key.len == 0)
			return reject_cell(g, row, cell, "no order number");
		/* Two orders may look the same now. */
		if (parse_is_damaged(key))
			return reject_cell(g, row, cell, "an order number "
			    "that a spreadsheet has damaged");
		if (!group_begin(gr, key))
			return reject_cell(g, row, cell, "rows of one order "
			    "are not together (sort by this column)");
	}
	if (!group_add(gr, g->t, row))
		st = end_group(g);
	return st;
}

static enum status
take_row(struct ingest *g, const struct row *row)
{
	size_t group = apply_group(g->t->apply);
	struct apply_fault af;
	struct applied a;
	struct fault f;
	const char *why = intake_filter(g->t, row);
	enum status st;

	ingest_look(g, row, NULL, row->cell);
	if (why != NULL)
		return ingest_filter(g, why, 1);
	if (row->bad != NULL)
		return reject_bad(g, row);
	if (apply_must_judge(g->t->apply, row->cell)) {
		st = judge_dates(g);
		if (st != STATUS_OK)
			return st;
	}
	if (group != SIZE_MAX)
		return add_to_group(g, row, group);
	if (apply_row(g->t->apply, row->cell, row->raw, &g->job->mem, &a, &af))
		return ingest_records(g, &a, 1, row->line);
	if (is_undecided(g, &af))
		return STATUS_USAGE;
	f = place(g, row, &af);
	return reject_row(g, &f, row->raw);
}

/* So many 0 where any digit may be are no chance: one in a million. */
#define CUT_ZEROS	6

static void
add_counts(struct ingest *g)
{
	const struct apply_counts *c = apply_counts(g->t->apply);

	g->counts.masked += c->masked;
	g->counts.damaged += c->damaged;
	g->counts.recovered += c->recovered;
	if (c->cut == c->longs && c->zeros >= CUT_ZEROS)
		g->counts.cut += c->cut;
	g->counts.topics += c->topics;
	g->counts.unzoned += c->unzoned;
	g->counts.odd += c->odd;
	g->counts.estimated += c->estimated;
	g->counts.rounded += c->rounded;
	g->counts.approx += c->approx;
}

/* Another table of the file: what was read of the one before is dealt with. */
static enum status
turn_table(struct ingest *g)
{
	enum status st = end_group(g);

	if (st == STATUS_OK)
		st = ingest_drain(g);
	add_counts(g);
	group_close(&g->group);
	intake_turn(g->t);
	group_open(&g->group, g->t->apply, g->o.sorted);
	ingest_begin(g);
	return st;
}

static void
note_table(struct ingest *g)
{
	struct tables *ts = g->t->tables;

	if (ts == NULL || ts->note.len == 0)
		return;
	ledger_note(g->o.ledger, "%s: %.*s", io_in_name(g->t->in),
	    STR_ARG(buf_view(&ts->note)));
	ts->note.len = 0;
}

/* A row as the reader hands it out. */
static enum status
place_row(struct ingest *g, const struct row *read)
{
	enum status st = STATUS_OK;
	struct row row;
	bool begins;
	const char *why = intake_place(g->t, read, &begins);

	if (begins)
		st = turn_table(g);
	note_table(g);
	if (why != NULL) {
		ingest_look(g, read, NULL, NULL);
		return st == STATUS_OK ? ingest_filter(g, why, 1) : st;
	}
	row = intake_row(g->t, read);
	return take_row(g, &row);
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

static enum status
take_batch(struct ingest *g, const struct batch *b)
{
	uint64_t left = g->o.max_rows == 0 ? b->n : g->o.max_rows - g->nread;
	size_t i, n = left < b->n ? (size_t)left : b->n;
	enum status st = STATUS_OK;

	for (i = 0; i < n && st == STATUS_OK && !g->done; i++) {
		g->nread++;
		ledger_read(g->o.ledger, 1);
		if (g->t->map->mend)
			mend_cells(g, &b->row[i]);
		st = place_row(g, &b->row[i]);
		if (!g->queue)
			arena_reset(&g->job->mem);
	}
	/* The cells are gone with the batch. */
	if (ingest_drain(g) != STATUS_OK)
		st = STATUS_USAGE;
	if (g->o.flush != NULL)
		g->o.flush(g->o.ctx);
	return st;
}

enum status
ingest_run(struct ingest *g, struct intake *t, uint32_t operand,
    struct buf *err)
{
	enum status st = STATUS_OK;
	struct batch b;
	int more = 0;

	ledger_input(g->o.ledger, io_in_name(t->in));
	if (t->map == NULL) {
		ledger_input_done(g->o.ledger, io_in_digest_hex(t->in));
		return STATUS_OK;
	}
	g->t = t;
	g->operand = operand;
	g->err = err;
	g->nread = 0;
	group_open(&g->group, t->apply, g->o.sorted);
	ingest_begin(g);
	while (st == STATUS_OK && !g->done &&
	    (g->o.max_rows == 0 || g->nread < g->o.max_rows) &&
	    (more = rows_next(t->rows, &b)) == 1)
		st = take_batch(g, &b);
	if (st == STATUS_OK && more != -1)
		st = end_group(g);
	if (more == -1) {
		buf_printf(err, "%s: %s", io_in_name(t->in),
		    io_in_error(t->in));
		st = STATUS_IO;
	}
	group_close(&g->group);
	ingest_drain(g);
	add_counts(g);
	ledger_input_done(g->o.ledger, io_in_digest_hex(t->in));
	return st;
}
