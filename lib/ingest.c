/* The rows of operands into records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "group.h"
#include "ingest.h"
#include "num.h"

struct ingest {
	struct ingest_opts	 o;
	struct dedup		 dedup;
	struct apply_counts	 counts;	/* of all operands */
	uint64_t		 same, other;	/* records not written */
	uint64_t		*type;		/* records of each type */
	uint64_t		 kind[4];	/* records that are no events */
	struct arena		 mem;
	/* Of the operand at hand. */
	struct intake		*t;
	uint32_t		 operand;
	struct group		 group;
	uint64_t		 nread;
	struct buf		*err;
};

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
	return g;
}

static void
count_type(struct ingest *g, const struct record *r)
{
	bool event = str_eq(r->v[REC_KIND], STR("event"));
	struct str s = r->v[event ? REC_TYPE : REC_KIND];
	const char *const *words = event ? record_types() : record_kinds();
	uint64_t *n = event ? g->type : g->kind;
	int i = record_word(words, s);

	if (i != -1)
		n[i]++;
}

static uint64_t
content_hash(const struct record *r)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (r->v[i].len > 0 && i != REC_SRC_FILE && i != REC_SRC_LINE)
			h = hash_bytes(r->v[i], h + i + 1);
	return h;
}

/* Was the record there before? -1: stop. */
static int
is_new(struct ingest *g, const struct record *r, const struct applied *a)
{
	struct dedup_record d = { .source = r->v[REC_SOURCE],
	    .account = r->v[REC_ACCOUNT], .id = r->v[REC_ID],
	    .content = content_hash(r), .minute = a->minute,
	    .operand = g->operand, .own_id = a->own_id,
	    .map = (uint32_t)hash_bytes(str_z(g->t->map->name), 0) };

	if (!g->o.dedup)
		return 1;
	if (r->v[REC_USER_ID].len > 0)
		d.customer = hash_bytes(r->v[REC_USER_ID], 0) | 1;
	switch (dedup_add(&g->dedup, &d)) {
	case DEDUP_NEW:
		return 1;
	case DEDUP_SAME:
		g->same++;
		return 0;
	case DEDUP_OTHER:
		g->other++;
		return 0;
	case DEDUP_CLASH:
		break;
	}
	buf_printf(g->err, "%s: id ", io_in_name(g->t->in));
	diag_escape(g->err, r->v[REC_ID], 60);
	buf_printf(g->err, " of %s is another customer's or another time's "
	    "in an operand before: are these exports of two shops? Name each "
	    "with --account", g->t->map->name);
	return -1;
}

static void
write_record(struct ingest *g, struct record *r, uint64_t line)
{
	char digits[NUM_MAX];

	if (g->o.provenance && r->v[REC_SRC_FILE].len == 0) {
		r->v[REC_SRC_FILE] = str_z(io_in_name(g->t->in));
		r->v[REC_SRC_LINE] = (struct str){ digits,
		    num_print_int((int64_t)line, digits) };
	}
	count_type(g, r);
	g->o.write(g->o.ctx, r);
}

/* The records of nrows rows that begin at a line. */
static enum status
take_records(struct ingest *g, struct applied *a, uint64_t nrows,
    uint64_t line)
{
	uint64_t other = g->other;
	bool any = false;
	size_t i;
	int fresh;

	for (i = 0; i < a->n; i++) {
		fresh = is_new(g, &a->rec[i], a);
		if (fresh == -1)
			return STATUS_USAGE;
		if (fresh == 1)
			write_record(g, &a->rec[i], line);
		any = any || fresh == 1;
	}
	if (any)
		ledger_used(g->o.ledger, nrows);
	else
		ledger_filtered(g->o.ledger, a->n == 0 ? "no record in it" :
		    g->other > other ? "superseded record" :
		    "duplicate record", nrows);
	return STATUS_OK;
}

/* Where a cell of a row stands, and what is wrong with it. */
static struct fault
place(struct ingest *g, const struct row *row, const struct apply_fault *af)
{
	struct fault f = { .line = row->line, .reason = af->reason,
	    .field = af->field, .value = af->value };

	if (af->cell != SIZE_MAX)
		rows_locate(g->t->rows, row, af->cell, &f.line, &f.column);
	return f;
}

static enum status
reject(struct ingest *g, const struct fault *f, struct str raw)
{
	return ledger_reject(g->o.ledger, f, raw) ? STATUS_OK : STATUS_DATA;
}

static enum status
reject_bad(struct ingest *g, const struct row *row)
{
	struct fault f = *row->bad;

	if (strcmp(f.reason, "not valid UTF-8") == 0 &&
	    strcmp(decode_name(g->t->decode), "UTF-8") != 0) {
		f.reason = decode_reason(g->t->decode);
		/* The byte that could not be decoded is not in the text. */
		snprintf(f.detail, sizeof(f.detail), "%s",
		    decode_name(g->t->decode));
	}
	return reject(g, &f, row->raw);
}

/* All rows of the group for one reason; each keeps its own line. */
static enum status
reject_group(struct ingest *g, const struct fault *f)
{
	struct group *gr = &g->group;
	enum status st = STATUS_OK;
	size_t i;

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

static struct str
column_name(const struct ingest *g, size_t cell)
{
	size_t n;

	return g->t->header.name[apply_columns(g->t->apply, &n)[cell]];
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
	if (gr->fault.reason != NULL) {
		if (gr->fault_cell != SIZE_MAX)
			gr->fault.field = column_name(g, gr->fault_cell);
		st = reject_group(g, &gr->fault);
	} else if (apply_row(g->t->apply, gr->cell, gr->row[0].raw, &g->mem,
	    &a, &af)) {
		st = take_records(g, &a, gr->n, gr->row[0].line);
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
	return reject(g, &f, row->raw);
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
		if (!group_begin(gr, key))
			return reject_cell(g, row, cell, "rows of one order "
			    "are not together (sort by this column)");
	}
	if (!group_add(gr, g->t->rows, row))
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

	if (why != NULL) {
		ledger_filtered(g->o.ledger, why, 1);
		return STATUS_OK;
	}
	if (row->bad != NULL)
		return reject_bad(g, row);
	if (group != SIZE_MAX)
		return add_to_group(g, row, group);
	if (apply_row(g->t->apply, row->cell, row->raw, &g->mem, &a, &af))
		return take_records(g, &a, 1, row->line);
	f = place(g, row, &af);
	return reject(g, &f, row->raw);
}

static void
add_counts(struct ingest *g)
{
	const struct apply_counts *c = apply_counts(g->t->apply);

	g->counts.masked += c->masked;
	g->counts.damaged += c->damaged;
	g->counts.unzoned += c->unzoned;
	g->counts.odd += c->odd;
	g->counts.estimated += c->estimated;
	g->counts.rounded += c->rounded;
	g->counts.approx += c->approx;
}

static enum status
take_batch(struct ingest *g, const struct batch *b)
{
	uint64_t left = g->o.max_rows == 0 ? b->n : g->o.max_rows - g->nread;
	size_t i, n = left < b->n ? (size_t)left : b->n;
	enum status st = STATUS_OK;

	for (i = 0; i < n && st == STATUS_OK; i++) {
		g->nread++;
		ledger_read(g->o.ledger, 1);
		st = take_row(g, &b->row[i]);
		arena_reset(&g->mem);
	}
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
	while (st == STATUS_OK &&
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
	arena_reset(&g->mem);
	add_counts(g);
	ledger_input_done(g->o.ledger, io_in_digest_hex(t->in));
	return st;
}

static void
put_count(struct ingest *g, const char *name, uint64_t n)
{
	if (n > 0)
		ledger_count(g->o.ledger, name, n);
}

void
ingest_close(struct ingest *g)
{
	const struct apply_counts *c = &g->counts;
	char name[40];
	size_t i;

	for (i = 0; record_types()[i] != NULL; i++) {
		snprintf(name, sizeof(name), "%s events", record_types()[i]);
		put_count(g, name, g->type[i]);
	}
	for (i = 0; record_kinds()[i] != NULL; i++) {
		snprintf(name, sizeof(name), "%s records", record_kinds()[i]);
		put_count(g, name, g->kind[i]);
	}
	put_count(g, "duplicate records", g->same);
	put_count(g, "superseded records", g->other);
	put_count(g, "masked keys", c->masked);
	put_count(g, "damaged ids", c->damaged);
	put_count(g, "estimated times", c->estimated);
	put_count(g, "times without a zone", c->unzoned);
	put_count(g, "local times that are skipped or twice there", c->odd);
	put_count(g, "rounded numbers", c->rounded);
	put_count(g, "counts that are a lower bound", c->approx);
	if (c->masked > 0)
		ledger_note(g->o.ledger, "customers hidden behind a "
		    "placeholder, left without user_id: %llu",
		    (unsigned long long)c->masked);
	if (c->damaged > 0)
		ledger_note(g->o.ledger, "ids damaged by a spreadsheet, like "
		    "6.49E+17, left empty: %llu",
		    (unsigned long long)c->damaged);
	if (c->unzoned > 0)
		ledger_note(g->o.ledger, "times without a zone, written as "
		    "+00:00 (use --assume-tz): %llu",
		    (unsigned long long)c->unzoned);
	dedup_close(&g->dedup);
	arena_free(&g->mem);
	free(g->type);
	free(g);
}
