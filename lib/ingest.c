/* The rows of operands into records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingestin.h"

static void
open_columns(struct ingest *g)
{
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (g->o.fills == NULL || g->o.fills[i])
			g->col[g->ncol++] = (enum record_col)i;
}

struct ingest *
ingest_open(const struct ingest_opts *o)
{
	struct ingest *g = mem_zero(sizeof(*g));
	size_t n = 0;

	g->o = *o;
	while (record_types()[n] != NULL)
		n++;
	g->type = mem_zero((n + 1) * sizeof(*g->type));
	open_columns(g);
	dedup_open(&g->dedup);
	ingest_open_thread(g);
	return g;
}

/* A row that cannot be read, with what is known about it; *broken: how many
   records would have followed, nobody knows. */
static struct fault
explain_bad(struct ingest *g, const struct row *row, bool *broken)
{
	struct fault f = *row->bad;
	const struct jsondoc *doc = g->t->document.doc;

	*broken = doc != NULL && jsondoc_fault(doc, row->line) != NULL;
	if (*broken)
		return *jsondoc_fault(doc, row->line);
	if (strcmp(f.reason, "not valid UTF-8") == 0 &&
	    strcmp(decode_name(g->t->decode), "UTF-8") != 0) {
		f.reason = decode_reason(g->t->decode);
		/* The byte that could not be decoded is not in the text. */
		snprintf(f.detail, sizeof(f.detail), "%s",
		    decode_name(g->t->decode));
	}
	return f;
}

void
ingest_judge(struct ingest *g)
{
	size_t before = g->t->dates.len;
	enum status st = intake_judge(g->t, g->err);
	struct str rest, line;

	if (st != STATUS_OK)
		g->status = st;
	if (st != STATUS_OK || g->t->dates.len == before)
		return;
	rest = (struct str){ g->t->dates.p + before,
	    g->t->dates.len - before };
	while (str_split(&rest, '\n', &line))
		if (line.len > 0)
			ledger_note(g->o.ledger, "%s: %.*s",
			    io_in_name(g->t->in), STR_ARG(line));
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

static void
begin_table(struct ingest *g)
{
	group_open(&g->group, g->t->apply, g->o.sorted);
	applied_open(&g->applied, g->t->apply, &g->table);
	g->hashes = apply_group(g->t->apply) == SIZE_MAX &&
	    apply_hashes(g->t->apply);
}

static void
end_table(struct ingest *g)
{
	ingest_drain(g);
	if (g->status == STATUS_OK)
		ingest_end_group(g);
	add_counts(g);
	group_close(&g->group);
	arena_free(&g->table);
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
static void
place_row(struct ingest *g, const struct row *read)
{
	bool begins, broken = false;
	const char *why = intake_place(g->t, read, &begins);
	struct ingest_item *item;
	struct fault bad;
	struct row row;

	/* What was read of the table before is dealt with. */
	if (begins) {
		end_table(g);
		intake_turn(g->t);
		begin_table(g);
	}
	note_table(g);
	if (why != NULL) {
		ingest_drain(g);
		ingest_look(g, read, NULL, NULL);
		item = ingest_item(g, INGEST_FILTERED, 1);
		item->why = why;
		ingest_give(g, item);
		return;
	}
	row = intake_row(g->t, read);
	if (row.bad != NULL) {
		bad = explain_bad(g, &row, &broken);
		row.bad = &bad;
	}
	ingest_row(g, &row, broken);
}

static void
take_batch(struct ingest *g, const struct batch *b)
{
	uint64_t left = g->o.max_rows == 0 ? b->n : g->o.max_rows - g->nread;
	size_t i, n = left < b->n ? (size_t)left : b->n;

	for (i = 0; i < n && g->status == STATUS_OK && !g->done; i++) {
		g->nread++;
		place_row(g, &b->row[i]);
	}
	if (!io_in_waits(g->t->in))
		return;
	/* What is there is answered before more is waited for. */
	ingest_drain(g);
	if (g->o.flush != NULL)
		g->o.flush(g->o.ctx);
}

enum status
ingest_run(struct ingest *g, struct intake *t, uint32_t operand,
    struct buf *err)
{
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
	begin_table(g);
	while (g->status == STATUS_OK && !g->done &&
	    (g->o.max_rows == 0 || g->nread < g->o.max_rows) &&
	    (more = rows_next(t->rows, &b)) == 1)
		take_batch(g, &b);
	ingest_drain(g);
	if (more == -1 && g->status == STATUS_OK) {
		buf_printf(err, "%s: %s", io_in_name(t->in),
		    io_in_error(t->in));
		g->status = STATUS_IO;
	}
	end_table(g);
	/* The rows before an error that ends the run are there. */
	if (g->o.flush != NULL)
		g->o.flush(g->o.ctx);
	ledger_input_done(g->o.ledger, io_in_digest_hex(t->in));
	return g->status;
}
