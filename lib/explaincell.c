/* How each cell of a row was read. */
#include <inttypes.h>
#include <stdio.h>

#include "cell.h"
#include "explainin.h"

/* One reading of one cell, by itself. */
struct reading {
	struct record		 rec;
	struct apply_fault	 fault;
	struct apply_counts	 before;
	bool			 good;
	bool			 masked;
	bool			 damaged;
	struct str		 currency;
};

static struct reading
read_alone(struct explained *x, const struct bound_field *bf,
    struct bound_col *c)
{
	struct bound_field one = { .f = bf->f, .col = c, .ncol = 1,
	    .value = bf->value };
	struct reading r = { .before = x->a->counts };
	struct work w = { .a = x->a, .cell = x->s->cell, .mem = &x->mem,
	    .rec = &r.rec, .f = &r.fault, .currency = { "", 0 },
	    .approx = { "", 0 } };
	size_t i;

	/* The key of a customer has the source before it. */
	if (bf->f->to != REC_SOURCE)
		r.rec.v[REC_SOURCE] = x->base.v[REC_SOURCE];
	r.good = apply_field(&w, &one);
	r.masked = w.masked;
	for (i = 0; i < sizeof(w.damaged) / sizeof(w.damaged[0]); i++)
		r.damaged = r.damaged || w.damaged[i] != 0;
	r.currency = w.currency;
	memo_free(&one.values);
	return r;
}

/* Has the time that the cell holds a zone of its own? */
static bool
is_zoned(struct explained *x, const struct bound_field *bf,
    const struct bound_col *c)
{
	struct parse_opts po = apply_options(x->a, bf->f, bf->f->to, c);
	struct parsed p;

	return parse_cell(RULE_TIME, x->s->cell[c->cell], &po, &x->mem,
	    &p) == NULL && p.has_time && p.time.zoned;
}

static void
put_zone(struct explained *x, struct buf *b, const struct bound_field *bf,
    const struct bound_col *c, const struct reading *r)
{
	const struct apply *a = x->a;
	struct str v = r->rec.v[bf->f->to];

	if (bf->f->rule != RULE_TIME || v.len == 0)
		return;
	if (memchr(v.p, 'T', v.len) == NULL)
		buf_z(b, "; a day, no zone needed");
	else if (a->counts.unzoned > r->before.unzoned)
		buf_z(b, "; no zone is known: +00:00 assumed");
	else if (bf->f->capture == NULL && c->fixed == NULL &&
	    is_zoned(x, bf, c))
		buf_z(b, "; zone as written");
	else if (c->zone != NULL)
		buf_z(b, "; zone named in the header");
	else if (a->zone != NULL)
		buf_printf(b, "; zone %s of the map", a->o.map->zone_name);
	else if (x->e->assume != NULL)
		buf_printf(b, "; zone %s of --assume-tz", x->e->assume);
	if (a->counts.odd > r->before.odd)
		buf_z(b, "; skipped or twice there when clocks changed");
}

static void
put_order(struct explained *x, struct buf *b, const struct bound_field *bf,
    const struct bound_col *c)
{
	enum date_order order = apply_order(x->a, bf->f, c);

	if (bf->f->rule != RULE_TIME || order == DATE_UNKNOWN)
		return;
	buf_printf(b, "; dates are %s (%s)", dateorder_name(order),
	    x->a->o.order != DATE_UNKNOWN ? "--date-order" :
	    bf->f->order != DATE_UNKNOWN ? "of the map" :
	    "proved by the column");
}

static void
put_notes(struct explained *x, struct buf *b, const struct bound_field *bf,
    const struct bound_col *c, const struct reading *r)
{
	static const char *const unit[] = { [UNIT_NONE] = NULL,
		[UNIT_FEN] = "分", [UNIT_WAN] = "万", [UNIT_MINUTE] = "minutes",
		[UNIT_HOUR] = "hours", [UNIT_MS] = "ms" };
	const struct apply_counts *now = &x->a->counts;

	put_zone(x, b, bf, c, r);
	put_order(x, b, bf, c);
	if (r->damaged)
		buf_z(b, "; damaged by a spreadsheet: not used");
	if (now->topics > r->before.topics)
		buf_z(b, "; no path of four levels: not used");
	if (now->rounded > r->before.rounded)
		buf_z(b, "; rounded");
	if (now->approx > r->before.approx)
		buf_z(b, "; a lower bound");
	if (r->masked)
		buf_z(b, "; a placeholder or no key of its kind: no customer");
	if (c->unit != UNIT_NONE)
		buf_printf(b, "; unit %s", unit[c->unit]);
	if (r->currency.len > 0)
		buf_printf(b, "; currency %.*s of the header",
		    STR_ARG(r->currency));
}

static void
put_rule(struct buf *b, const struct map_field *f, const struct bound_col *c)
{
	size_t i;

	buf_printf(b, "%s, rule %s", record_cols[f->to].name,
	    parse_rules()[f->rule]);
	if (f->to == REC_USER_ID && f->rule == RULE_ID)
		buf_printf(b, " of kind %s", ident_kind_name(c->kind));
	for (i = 0; f->format != NULL && f->format[i] != NULL; i++)
		buf_printf(b, "%s%s", i == 0 ? " " : " | ", f->format[i]);
	if (f->capture != NULL)
		buf_printf(b, ", capture %s", f->capture->text);
	if (f->nvalue > 0)
		buf_z(b, ", by its values");
	if (f->take != TAKE_FIRST)
		buf_z(b, f->take == TAKE_SUM ? ", sum of the rows" :
		    ", list of the rows");
}

/* Does an earlier field or column fill what this one would? */
static bool
is_late(struct explained *x, size_t field, size_t col)
{
	enum record_col to = x->a->field[field].f->to;
	size_t i, k;

	for (i = 0; i <= field; i++) {
		struct bound_field *bf = &x->a->field[i];

		if (bf->f->to != to)
			continue;
		for (k = 0; k < bf->ncol; k++) {
			struct reading r;

			if (i == field && (k >= col || bf->f->join != NULL))
				return false;
			r = read_alone(x, bf, &bf->col[k]);
			if (r.rec.v[to].len > 0)
				return true;
		}
	}
	return false;
}

static void
put_reading(struct explained *x, size_t field, size_t col)
{
	struct bound_field *bf = &x->a->field[field];
	struct bound_col *c = &bf->col[col];
	struct reading r = read_alone(x, bf, c);
	struct str v = r.rec.v[bf->f->to];
	struct buf b = { 0 };

	buf_z(&b, "-> ");
	put_rule(&b, bf->f, c);
	buf_z(&b, ": ");
	if (!r.good)
		buf_printf(&b, "REJECTED, %s", r.fault.reason);
	else if (v.len == 0)
		buf_z(&b, "nothing there");
	else
		explain_quote(&b, v);
	if (r.good)
		put_notes(x, &b, bf, c, &r);
	if (r.good && v.len > 0 && is_late(x, field, col))
		buf_z(&b, "; not taken, filled before");
	explain_line(x, 4, &b);
	buf_free(&b);
}

/* Conditions and "with" look at cells too. */
static bool
is_with(const struct map *m, const struct bound_emit *be, size_t cell,
    struct buf *b)
{
	size_t i, k;
	bool any = false;

	for (i = 0; i < be->e->nwith; i++)
		for (k = 0; k < be->with[i].ncol; k++)
			if (be->with[i].col[k].cell == cell) {
				buf_printf(b, "-> %s of %s",
				    record_cols[be->e->with[i].to].name,
				    map_emit_name(m, be->e));
				any = true;
			}
	return any;
}

static void
put_others(struct explained *x, size_t cell)
{
	const struct map *m = x->a->o.map;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < m->nemit; i++) {
		b.len = 0;
		if (is_with(m, &x->a->emit[i], cell, &b))
			explain_line(x, 4, &b);
	}
	b.len = 0;
	if (x->a->group == cell && x->s->group != NULL) {
		buf_z(&b, "-> the key of the group");
		explain_line(x, 4, &b);
	}
	buf_free(&b);
}

static void
put_cell(struct explained *x, size_t cell)
{
	const struct apply *a = x->a;
	const struct group *gr = x->s->group;
	struct buf b = { 0 };
	size_t i, k;

	diag_escape(&b, a->o.header->name[a->want[cell]], 200);
	buf_z(&b, " = ");
	explain_quote(&b, x->s->cell[cell]);
	if (gr != NULL && gr->cell[cell].len > 0 &&
	    gr->take[cell] == TAKE_FIRST)
		buf_printf(&b, " (of line %" PRIu64 ")",
		    gr->row[gr->from[cell]].line);
	else if (gr != NULL && gr->cell[cell].len > 0)
		buf_z(&b, " (of all rows)");
	explain_line(x, 2, &b);
	buf_free(&b);
	for (i = 0; i < a->nfield; i++)
		for (k = 0; k < a->field[i].ncol; k++)
			if (a->field[i].col[k].cell == cell)
				put_reading(x, i, k);
	put_others(x, cell);
}

void
explain_cells(struct explained *x)
{
	struct buf b = { 0 };
	bool any = false;
	size_t i;

	buf_z(x->e->out, "cells:\n");
	for (i = 0; i < x->a->nfed; i++)
		put_cell(x, i);
	for (; i < x->a->nwant; i++) {
		if (x->s->cell[i].len == 0)
			continue;
		buf_z(x->e->out, any ? "" : "not used:\n");
		any = true;
		b.len = 0;
		diag_escape(&b, x->a->o.header->name[x->a->want[i]], 200);
		buf_z(&b, " = ");
		explain_quote(&b, x->s->cell[i]);
		explain_line(x, 2, &b);
	}
	buf_free(&b);
}
