/* How one row was read, and what came of it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "explainin.h"
#include "listing.h"
#include "intakein.h"
#include "money.h"
#include "text.h"

#define SHOWN	300	/* bytes of a cell */

void
explain_quote(struct buf *b, struct str s)
{
	buf_byte(b, '"');
	diag_escape(b, s, SHOWN);
	buf_byte(b, '"');
}

void
explain_line(struct explained *x, size_t margin, const struct buf *text)
{
	size_t i;

	for (i = 0; i < margin; i++)
		buf_byte(x->e->out, ' ');
	listing_wrap(x->e->out, buf_view(text), margin, margin + 2);
}

static void
put_condition(struct buf *b, const struct bound_cond *bc)
{
	static const char *const sign[] = { [CMP_PATTERN] = NULL,
		[CMP_GT] = ">", [CMP_GE] = ">=", [CMP_LT] = "<",
		[CMP_LE] = "<=", [CMP_EQ] = "=" };
	char digits[MONEY_MAX];

	diag_escape(b, str_z(bc->c->column.text), 100);
	if (bc->c->how != CMP_PATTERN) {
		buf_printf(b, " %s ", sign[bc->c->how]);
		buf_put(b, digits, money_print(bc->c->money, digits));
	} else if (bc->c->cell.text[0] == '\0') {
		buf_z(b, " is empty");
	} else {
		buf_z(b, " fits ");
		diag_escape(b, str_z(bc->c->cell.text), SHOWN);
	}
	if (bc->cell == SIZE_MAX)
		buf_z(b, " (no such column)");
}

/* Conditions, all of which must be met; false when one is not. */
static bool
put_conditions(struct explained *x, struct bound_cond *bc, size_t n,
    struct buf *b)
{
	bool all = true;
	size_t i;
	int met;

	for (i = 0; i < n; i++) {
		met = apply_meets(x->a, &bc[i], x->s->cell, &x->mem);
		buf_z(b, i == 0 ? "" : ", ");
		put_condition(b, &bc[i]);
		buf_z(b, met == 1 ? ": yes" : met == 0 ? ": no" :
		    ": not a number");
		all = all && met == 1;
	}
	return all;
}

static void
put_rules(struct explained *x)
{
	const struct map *m = x->a->o.map;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < m->ndrop; i++) {
		b.len = 0;
		buf_z(&b, "left out when ");
		(void)put_conditions(x, &x->a->drop[i], 1, &b);
		explain_line(x, 0, &b);
	}
	if (m->nemit == 0)
		return;
	buf_z(x->e->out, "emit:\n");
	for (i = 0; i < m->nemit; i++) {
		struct bound_emit *be = &x->a->emit[i];
		bool fires;

		b.len = 0;
		buf_printf(&b, "%s: ", map_emit_name(m, be->e));
		fires = put_conditions(x, be->when, be->e->nwhen, &b);
		buf_z(&b, be->e->nwhen == 0 ? "always" : fires ?
		    "; made" : "; not made");
		explain_line(x, 2, &b);
	}
	buf_free(&b);
}

static void
put_constants(struct explained *x)
{
	const struct apply *a = x->a;
	struct buf b = { 0 };
	size_t i, k;

	buf_z(&b, "of the map:");
	if (a->o.map->kind != NULL)
		buf_printf(&b, " kind=%s", a->o.map->kind);
	for (i = 0; i < a->set.n; i++) {
		buf_printf(&b, " %s=", record_cols[a->set.col[i]].name);
		diag_escape(&b, a->set.text[i], SHOWN);
	}
	if (a->zone != NULL)
		buf_printf(&b, " zone=%s", a->o.map->zone_name);
	if (a->o.map->country_code != NULL)
		buf_printf(&b, " country_code=%s", a->o.map->country_code);
	if (a->o.account.len > 0) {
		buf_z(&b, "; --account=");
		diag_escape(&b, a->o.account, SHOWN);
	}
	explain_line(x, 0, &b);
	for (i = 0; i < a->nfield; i++)
		for (k = 0; k < a->field[i].ncol; k++) {
			if (a->field[i].col[k].fixed == NULL)
				continue;
			b.len = 0;
			buf_printf(&b, "before the header: %s from ",
			    record_cols[a->field[i].f->to].name);
			explain_quote(&b, str_z(a->field[i].col[k].fixed));
			explain_line(x, 0, &b);
		}
	buf_free(&b);
}

static void
put_record(struct explained *x, size_t n)
{
	const struct ingest_seen *s = x->s;
	const struct record *r = &s->applied->rec[n];
	struct buf b = { 0 };
	size_t i;

	buf_printf(&b, "record %zu: %s", n + 1, s->fate[n] == NULL ?
	    "written" : s->fate[n]);
	if (s->fate[n] != NULL)
		buf_z(&b, ", not written");
	if (!s->applied->own_id && !str_eq(r->v[REC_ID],
	    r->v[REC_CONTENT_ID]) && !str_eq(r->v[REC_ID], r->v[REC_USER_ID]))
		buf_z(&b, " (the export has no id of its own: it is made)");
	explain_line(x, 0, &b);
	for (i = 0; i < REC_N; i++) {
		if (r->v[i].len == 0 || (i == REC_EXT && !x->e->ext))
			continue;
		b.len = 0;
		buf_printf(&b, "%s: ", record_cols[i].name);
		diag_escape(&b, r->v[i], SHOWN);
		explain_line(x, 2, &b);
	}
	buf_free(&b);
}

static void
put_outcome(struct explained *x)
{
	const struct ingest_seen *s = x->s;
	struct buf b = { 0 };
	size_t i;

	if (s->fault != NULL) {
		buf_z(&b, "rejected: ");
		diag_fault(&b, io_in_name(s->t->in), s->fault);
		explain_line(x, 0, &b);
	}
	if (s->filtered != NULL) {
		buf_printf(&b, "filtered: %s", s->filtered);
		explain_line(x, 0, &b);
	}
	buf_free(&b);
	for (i = 0; s->fate != NULL && i < s->applied->n; i++)
		put_record(x, i);
}

static void
put_place(struct explained *x)
{
	const struct ingest_seen *s = x->s;
	struct buf b = { 0 };
	size_t i;

	buf_z(&b, "row: ");
	diag_escape(&b, str_z(io_in_name(s->t->in)), 4096);
	if (s->group == NULL) {
		buf_printf(&b, ":%" PRIu64, s->row->line);
		if (s->row->line != x->e->line)
			buf_printf(&b, " (line %" PRIu64 " is inside it)",
			    x->e->line);
	} else {
		buf_z(&b, s->group->n == 1 ? ", line" : ", lines");
		for (i = 0; i < s->group->n; i++)
			buf_printf(&b, " %" PRIu64, s->group->row[i].line);
		buf_z(&b, s->group->n == 1 ? ", alone under its key: " :
		    ", together under one key: ");
		diag_escape(&b, s->group->key, 100);
	}
	explain_line(x, 0, &b);
	b.len = 0;
	buf_printf(&b, "map: %s", s->t->map->name);
	explain_line(x, 0, &b);
	buf_free(&b);
}

/* Cells of a row that no map was applied to: it is shown as it is. */
static void
put_raw(struct explained *x)
{
	struct buf b = { 0 };

	if (x->s->row == NULL)
		return;
	buf_z(&b, "text: ");
	explain_quote(&b, x->s->row->raw);
	explain_line(x, 0, &b);
	buf_free(&b);
}

/* A row, or rows merged into one. */
static void
explain_row_cells(struct explained *x)
{
	struct apply_fault f;
	struct work w = { .a = x->a, .cell = x->s->cell, .mem = &x->mem,
	    .rec = &x->base, .f = &f, .currency = { "", 0 },
	    .approx = { "", 0 } };
	size_t i;

	/* The keys of customers begin with the source. */
	x->base = (struct record){ 0 };
	for (i = 0; i < x->a->nfield; i++)
		if (x->a->field[i].f->to == REC_SOURCE)
			(void)apply_field(&w, &x->a->field[i]);
	for (i = 0; i < x->a->set.n; i++)
		if (x->a->set.col[i] == REC_SOURCE &&
		    x->base.v[REC_SOURCE].len == 0)
			x->base.v[REC_SOURCE] = x->a->set.text[i];
	explain_cells(x);
	put_rules(x);
}

/* What rows before and behind this one have shown about all of them. */
static void
put_proofs(struct explained *x)
{
	struct str rest = buf_view(&x->s->t->dates), line;
	struct buf b = { 0 };

	while (rest.len > 0 && str_split(&rest, '\n', &line)) {
		b.len = 0;
		buf_str(&b, line);
		explain_line(x, 0, &b);
	}
	buf_free(&b);
}

/* Rows of a group that are read each by itself, and then added. */
static void
explain_lines(struct explained *x)
{
	const struct ingest_seen *s = x->s;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < s->group->n; i++) {
		struct ingest_seen one = *s;

		one.group = NULL;
		one.cell = s->group->row[i].cell;
		x->s = &one;
		b.len = 0;
		buf_printf(&b, "line %" PRIu64 ":", s->group->row[i].line);
		explain_line(x, 0, &b);
		explain_row_cells(x);
	}
	x->s = s;
	buf_free(&b);
}

static void
explain_all(struct explained *x)
{
	put_place(x);
	put_constants(x);
	if (x->s->group != NULL && x->s->group->lines)
		explain_lines(x);
	else if (x->s->cell != NULL)
		explain_row_cells(x);
	else
		put_raw(x);
	put_proofs(x);
	put_outcome(x);
}

/* The last line of a row that begins at `line`. */
static uint64_t
last_line(const struct intake *t, struct str raw, uint64_t line)
{
	const char *p = raw.p, *end = raw.p + raw.len;

	/* Records of documents and sheets are numbered, not their lines. */
	if (t->format == ROWS_JSONL || intake_is_sheet(t))
		return line;
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		line++;
	}
	return line;
}

static bool
is_asked(struct explain *e, const struct ingest_seen *s)
{
	uint64_t from, to;
	size_t i;

	if (s->group == NULL) {
		from = s->row->line;
		to = last_line(s->t, s->row->raw, from);
		e->last = to > e->last ? to : e->last;
		return from <= e->line && e->line <= to;
	}
	for (i = 0; i < s->group->n; i++) {
		from = s->group->row[i].line;
		to = last_line(s->t, s->group->row[i].raw, from);
		e->last = to > e->last ? to : e->last;
		if (from <= e->line && e->line <= to)
			return true;
	}
	return false;
}

/* For ingest_opts.watch: ctx is the struct explain. */
static bool
explain_watch(void *ctx, const struct ingest_seen *s)
{
	struct explained x = { .e = ctx, .s = s, .a = s->t->apply };

	if (!is_asked(x.e, s))
		return false;
	x.e->found = true;
	explain_all(&x);
	arena_free(&x.mem);
	return true;
}

enum status
explain_row(struct explain *e, struct intake *t, struct ingest_opts *o,
    struct buf *err)
{
	struct ingest *g;
	enum status st;

	o->watch = explain_watch;
	o->watch_ctx = e;
	g = ingest_open(o);
	st = ingest_run(g, t, 0, err);
	ingest_close(g);
	/* What is wrong with the row has been shown. */
	if (e->found && st == STATUS_DATA)
		return STATUS_OK;
	if (e->found || st != STATUS_OK)
		return st;
	diag_escape(err, str_z(io_in_name(t->in)), 4096);
	buf_printf(err, ": no row on line %" PRIu64, e->line);
	if (t->map == NULL)
		buf_z(err, ": the table is empty");
	else
		buf_printf(err, " (the header is on line %" PRIu64
		    ", the rows end on line %" PRIu64 ")", t->header.line,
		    e->last);
	return STATUS_USAGE;
}
