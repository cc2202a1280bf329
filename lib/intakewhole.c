/*
 * Operands whose rows are looked at from the first on: several tables in one
 * file, no header row, rows that are not as wide as the header.
 */
#include <stdlib.h>

#include "intakein.h"
#include "mem.h"

/* A file without a header row: its map, and its columns as the map says. */
static const struct map *
choose_bare(struct intake *t, const struct intake_opts *o, struct sniff *sn,
    struct str sample, struct buf *tie)
{
	const struct map *m = o->forced ? o->maps->m[0] : NULL;
	char delimiter = o->delimiter;

	if (m == NULL || m->column == NULL)
		m = o->forced ? NULL : loose_choose(sample,
		    intake_maps(t, o),
		    &delimiter, tie);
	else if (delimiter == '\0')
		delimiter = m->delimiter;
	if (m == NULL)
		return NULL;
	if (delimiter != '\0')
		sn->delimiter = delimiter;
	header_of_columns(&t->header, m);
	return m;
}

/* A file with several tables: the header and the map of the first. */
static enum status
choose_first(struct intake *t, const struct intake_opts *o,
    const struct sniff *sn, struct str sample, struct buf *err)
{
	struct rows_opts ro = { .format = sn->format,
	    .delimiter = sn->delimiter };
	struct io_in *in = io_in_memory("sample", (struct str){
	    sample.p + sn->offset, sample.len - sn->offset });
	enum status st = STATUS_OK;
	const struct str *name;
	struct rows *r;
	struct fault f;
	size_t n;

	if (rows_open(&r, in, &ro, &f) == STATUS_OK) {
		name = rows_header(r, &n);
		header_open(&t->header, name, n, sn->line);
		rows_close(r);
		intake_before(t, sample, sn->offset);
		st = intake_choose(t, o, err);
	}
	io_in_close(in);
	return st;
}

enum status
intake_whole(struct intake *t, const struct intake_opts *o, struct sniff *sn,
    struct buf *err)
{
	enum status st = STATUS_OK;
	struct buf tie = { 0 };
	struct str sample;

	if (io_in_peek(t->in, SNIFF_BYTES, &sample) == -1)
		return intake_fail(t, err, io_in_error(t->in));
	t->map = NULL;
	if (sn->found)
		st = choose_first(t, o, sn, sample, err);
	else
		t->map = choose_bare(t, o, sn, sample, &tie);
	if (tie.len > 0) {
		buf_printf(err, "%s: no header, and several maps fit: %.*s "
		    "(choose one with --map)", io_in_name(t->in),
		    STR_ARG(buf_view(&tie)));
		st = STATUS_USAGE;
	}
	buf_free(&tie);
	if (st != STATUS_OK || t->map == NULL)
		return st;
	if (t->map->tables != NULL && t->tables == NULL) {
		t->tables = mem_zero(sizeof(*t->tables));
		tables_open(t->tables, intake_maps(t, o), t->map);
	}
	sn->offset = 0;
	sn->line = 1;
	return STATUS_OK;
}

void
intake_bind_rows(struct intake *t)
{
	const size_t *col;
	size_t n;

	col = apply_columns(t->apply, &n);
	t->is_loose = t->format != ROWS_JSONL && loose_needed(t->map);
	if (!t->is_loose) {
		rows_bind(t->rows, col, n);
		return;
	}
	t->loose.delimiter = t->delimiter;
	t->loose.by_record = intake_is_sheet(t);
	loose_bind(&t->loose, t->map, &t->header, col, n);
	rows_whole(t->rows);
}

static bool
knows_zone(const struct intake *t, const struct map *m, struct buf *err)
{
	struct zone *z;

	if (m == NULL || m->zone_name == NULL)
		return true;
	z = zone_open(m->zone_name);
	if (z == NULL)
		buf_printf(err, "%s: the map %s needs the time zone %s, which "
		    "this system does not know (tzdata)", io_in_name(t->in),
		    m->name, m->zone_name);
	zone_free(z);
	return z != NULL;
}

bool
intake_zones(const struct intake *t, struct buf *err)
{
	size_t i;

	for (i = 0; t->tables != NULL && i < t->tables->family.n; i++)
		if (!knows_zone(t, t->tables->family.m[i], err))
			return false;
	return knows_zone(t, t->map, err);
}

void
intake_fills(const struct intake *t, bool fills[REC_N])
{
	bool one[REC_N];
	size_t i, k;

	apply_fills(t->apply, fills);
	for (i = 0; t->tables != NULL && i < t->tables->family.n; i++) {
		apply_could_fill(t->tables->family.m[i], one);
		for (k = 0; k < REC_N; k++)
			fills[k] = fills[k] || one[k];
	}
}

const char *
intake_place(struct intake *t, const struct row *row, bool *begins)
{
	*begins = false;
	return t->tables == NULL ? NULL :
	    tables_row(t->tables, row, begins);
}

void
intake_turn(struct intake *t)
{
	const size_t *col;
	size_t n;

	apply_close(t->apply);
	header_close(&t->header);
	t->header = t->tables->header;
	t->tables->header = (struct header){ 0 };
	t->map = t->bound.map = t->tables->map;
	t->bound.before = buf_view(&t->tables->before);
	t->apply = apply_open(&t->bound);
	col = apply_columns(t->apply, &n);
	loose_bind(&t->loose, t->map, &t->header, col, n);
}

struct row
intake_row(struct intake *t, const struct row *row)
{
	struct fault *f = &t->loose.fault;
	struct row out;
	size_t n = t->header.n;

	if (!t->is_loose)
		return *row;
	out = loose_row(&t->loose, row);
	if (out.bad == f)
		rows_locate(t->rows, row, row->ncell > n ? n : row->ncell - 1,
		    &f->line, &f->column);
	return out;
}

void
intake_locate(const struct intake *t, const struct row *row, size_t cell,
    uint64_t *line, uint64_t *column)
{
	size_t col = cell;

	/* A reader of whole records knows columns, not bound cells. */
	if (t->is_loose && cell < t->loose.nwant)
		col = t->loose.want[cell];
	rows_locate(t->rows, row, col, line, column);
}
