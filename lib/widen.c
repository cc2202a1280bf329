/* Tables kept as they are, with columns appended. */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "names.h"
#include "record.h"
#include "widen.h"

#define LOOKED	1000	/* JSON lines in which a required key has to be */

struct widen {
	struct widen_opts	 o;
	struct io_out		*out;
	enum tab_format		 format;
	bool			 begun;		/* the format is known */
	/* The output's columns, those appended behind ncol. */
	struct tab_col		*col;
	size_t			 ncol;
	struct tabout		*tab;
	bool			 header;	/* is written */
	struct arena		 keep;		/* names of columns */
	struct buf		 line;
	/* The operand at hand. */
	struct input		*in;
	bool			 copy;		/* records as they are */
	size_t			*from;		/* of each column: the cell */
	struct str		*cell;
	struct str		*expect;	/* what `need` is called */
	bool			*seen;		/* of each that is needed */
	size_t			 nname;		/* of the header, checked */
	uint64_t		 rows;
};

struct widen *
widen_open(struct io_out *out, const struct widen_opts *o)
{
	struct widen *w = mem_zero(sizeof(*w));
	size_t i;

	w->o = *o;
	w->out = out;
	w->expect = mem_array(o->nneed, sizeof(*w->expect));
	w->seen = mem_array(o->nneed, sizeof(*w->seen));
	for (i = 0; i < o->nneed; i++)
		w->expect[i] = rec_header(o->alias, o->need[i].name);
	return w;
}

_Noreturn static void
refuse(const struct widen *w, struct str name, const char *reason,
    const char *detail)
{
	struct fault f = { .field = name, .reason = reason };

	memcpy(f.detail, detail, strlen(detail) + 1);
	input_die(STATUS_USAGE, w->in->name, &f);
}

/* No column that is appended may be there already. */
static void
check_names(struct widen *w, const struct str *name, size_t n)
{
	size_t i;

	for (; w->nname < n; w->nname++)
		for (i = 0; i < w->o.nadd; i++)
			if (str_eq(name[w->nname], str_z(w->o.add[i].name)))
				refuse(w, name[w->nname],
				    "this column is there already",
				    "rename or drop it");
}

/* Where cells are found by name or become keys, a name must be one column's. */
static void
check_twice(const struct widen *w, const struct str *name, size_t n)
{
	struct names seen = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		if (names_add(&seen, name[i]) < i)
			refuse(w, name[i], "column is there twice", "");
	names_free(&seen);
}

static enum tab_type
type_of(struct str name)
{
	const enum record_col *c;

	for (c = record_bare; *c != REC_N; c++)
		if (str_eq(name, str_z(record_cols[*c].name)))
			return TAB_KEPT;
	return TAB_TEXT;
}

/* The columns of the output are those of this header. */
static void
take_columns(struct widen *w, const struct str *name, size_t n)
{
	size_t i;

	free(w->col);
	arena_reset(&w->keep);
	w->ncol = n;
	w->col = mem_array(n + w->o.nadd, sizeof(*w->col));
	for (i = 0; i < n; i++)
		w->col[i] = (struct tab_col){
		    arena_dup(&w->keep, name[i]).p, type_of(name[i]) };
	memcpy(w->col + n, w->o.add, w->o.nadd * sizeof(*w->col));
}

static bool
same_columns(const struct widen *w, const struct str *name, size_t n)
{
	size_t i;

	for (i = 0; i < n && i < w->ncol; i++)
		if (!str_eq(name[i], str_z(w->col[i].name)))
			break;
	return i == n && n == w->ncol;
}

/* Which cell of this operand goes into which column of the output. */
static void
map_columns(struct widen *w, const struct str *name, size_t n)
{
	struct names have = { 0 };
	struct str *first = mem_array(w->ncol, sizeof(*first));
	uint32_t at;
	size_t i;

	for (i = 0; i < w->ncol; i++)
		first[i] = str_z(w->col[i].name);
	check_twice(w, name, n);
	check_twice(w, first, w->ncol);
	for (i = 0; i < w->ncol; i++) {
		names_add(&have, first[i]);
		w->from[i] = SIZE_MAX;
	}
	for (i = 0; i < n; i++) {
		at = names_add(&have, name[i]);
		if (at >= w->ncol)
			refuse(w, name[i], "not a column of the first operand",
			    "--jsonl keeps it");
		w->from[at] = w->o.nneed + i;
	}
	names_free(&have);
	free(first);
}

/* Bind what is needed, and all columns unless records are copied. */
static void
bind(struct widen *w, size_t n)
{
	size_t need = w->o.nneed, all = w->copy ? 0 : n, i;
	size_t *col = mem_array(need + all, sizeof(*col));
	struct fault f;

	if (!rec_find(w->in->rows, w->o.need, need, w->o.alias, col, &f))
		input_die(STATUS_USAGE, w->in->name, &f);
	for (i = 0; i < all; i++)
		col[need + i] = i;
	rows_bind(w->in->rows, col, need + all);
	free(col);
}

static void
settle_format(struct widen *w, bool json)
{
	if (w->begun)
		return;
	w->begun = true;
	w->format = !w->o.any ? w->o.format : json ? TAB_JSONL : TAB_CSV;
}

/* The columns of an operand, and how they come into the output. */
static void
plan(struct widen *w)
{
	bool first = !w->begun, same = true;
	enum rows_format in = rows_format(w->in->rows);
	const struct str *name;
	size_t n, i;

	name = rows_header(w->in->rows, &n);
	check_names(w, name, n);
	settle_format(w, in == ROWS_JSONL);
	if (first || w->format == TAB_JSONL)
		take_columns(w, name, n);
	else
		same = same_columns(w, name, n);
	w->copy = same && (w->format == TAB_CSV ? in == ROWS_CSV :
	    w->format == TAB_JSONL && in == ROWS_JSONL);
	if (w->format == TAB_JSONL && !w->copy)
		check_twice(w, name, n);
	bind(w, n);
	w->from = mem_grow(w->from, w->ncol, sizeof(*w->from));
	w->cell = mem_grow(w->cell, w->ncol + w->o.nadd, sizeof(*w->cell));
	for (i = 0; i < w->ncol; i++)
		w->from[i] = w->o.nneed + i;
	if (!same)
		map_columns(w, name, n);
}

void
widen_input(struct widen *w, struct input *in, const char *path,
    struct ledger *l)
{
	struct rows_opts ro = { .format = w->o.in };

	/* Only where the columns of all records must be known are they waited
	   for. */
	if (w->begun ? w->format == TAB_JSONL : w->o.any ||
	    w->o.format == TAB_JSONL) {
		ro.expect = w->expect;
		ro.nexpect = w->o.nneed;
	}
	w->in = in;
	w->nname = 0;
	w->rows = 0;
	memset(w->seen, 0, w->o.nneed * sizeof(*w->seen));
	input_open(in, path, &ro, l, w->o.digest);
	/* In JSON lines each operand has columns of its own. */
	if (w->tab != NULL && w->format == TAB_JSONL) {
		tab_close(w->tab);
		w->tab = NULL;
	}
	plan(w);
}

/* JSON lines whose keys are not known in advance: is a required one missing? */
static void
look_for_columns(struct widen *w, const struct batch *b)
{
	uint64_t line, column;
	const struct str *name;
	struct fault f;
	size_t i, k, n;

	name = rows_header(w->in->rows, &n);
	for (i = 0; i < b->n; i++)
		w->rows += b->row[i].bad == NULL;
	for (i = 0; i < w->o.nneed; i++) {
		if (!w->o.need[i].required)
			continue;
		for (k = 0; k < b->n && !w->seen[i]; k++) {
			if (b->row[k].bad != NULL)
				continue;
			rows_locate(w->in->rows, &b->row[k], i, &line, &column);
			w->seen[i] = b->row[k].cell[i].len > 0 || column > 1;
		}
		if (w->seen[i] || w->rows == 0 ||
		    (b->n > 0 && w->rows < LOOKED))
			continue;
		f = (struct fault){ .field = str_z(w->o.need[i].name) };
		rec_missing(name + w->o.nneed, n - w->o.nneed, w->expect[i],
		    &f);
		input_die(STATUS_USAGE, w->in->name, &f);
	}
}

/* A key that came too late to be a column. */
static void
check_extra(const struct widen *w, const struct batch *b)
{
	struct fault f = { .reason = "a new key after the first 1,000 records",
	    .detail = "--jsonl keeps it" };
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->row[i].nextra == 0)
			continue;
		f.line = b->row[i].line;
		f.field = b->row[i].extra[0];
		input_die(STATUS_DATA, w->in->name, &f);
	}
}

bool
widen_next(struct widen *w, struct ledger *l, struct batch *b)
{
	bool json = rows_format(w->in->rows) == ROWS_JSONL, got;
	const struct str *name;
	size_t n;

	got = input_next(w->in, l, b);
	if (!got)
		b->n = 0;
	if (!json)
		return got;
	name = rows_header(w->in->rows, &n);
	check_names(w, name, n);
	if (w->copy)
		look_for_columns(w, b);
	if (!w->copy)
		check_extra(w, b);
	return got;
}

/* What has to be there before a row. */
static void
begin(struct widen *w)
{
	size_t n = w->ncol + w->o.nadd;
	bool more = w->header || w->format == TAB_JSONL;

	if (!w->copy && w->tab == NULL)
		w->tab = more ? tab_more(w->out, w->format, w->col, n) :
		    tab_open(w->out, w->format, w->col, n, 0);
	else if (!more)
		tab_close(tab_open(w->out, w->format, w->col, n, 0));
	w->header = true;
}

static void
copy_csv(struct widen *w, struct str raw, const struct str *add)
{
	size_t i, room = w->o.nadd + 1;
	char *p, *start;

	io_out_str(w->out, raw);
	for (i = 0; i < w->o.nadd; i++)
		room += CSV_ROOM(add[i]);
	p = start = io_out_room(w->out, room);
	for (i = 0; i < w->o.nadd; i++) {
		*p++ = ',';
		p = csv_field(p, add[i]);
	}
	*p++ = '\n';
	io_out_used(w->out, (size_t)(p - start));
}

static void
copy_json(struct widen *w, struct str raw, const struct str *add)
{
	struct buf *b = &w->line;
	struct str open = str_trim((struct str){ raw.p, raw.len - 1 });
	bool any = open.p[open.len - 1] != '{' || open.len > 1;
	size_t i;

	b->len = 0;
	for (i = 0; i < w->o.nadd; i++) {
		if (add[i].len == 0)
			continue;
		if (any)
			buf_byte(b, ',');
		any = true;
		json_put(b, str_z(w->o.add[i].name));
		buf_byte(b, ':');
		if (w->o.add[i].type == TAB_TEXT)
			json_put(b, add[i]);
		else
			buf_str(b, add[i]);
	}
	buf_put(b, "}\n", 2);
	io_out_put(w->out, raw.p, raw.len - 1);
	io_out_str(w->out, buf_view(b));
}

void
widen_row(struct widen *w, const struct row *row, const struct str *add)
{
	size_t i;

	begin(w);
	if (w->copy && w->format == TAB_CSV) {
		copy_csv(w, row->raw, add);
		return;
	}
	if (w->copy) {
		copy_json(w, row->raw, add);
		return;
	}
	for (i = 0; i < w->ncol; i++)
		w->cell[i] = w->from[i] == SIZE_MAX ? STR("") :
		    row->cell[w->from[i]];
	memcpy(w->cell + w->ncol, add, w->o.nadd * sizeof(*add));
	tab_row(w->tab, w->cell);
}

void
widen_close(struct widen *w)
{
	if (w->begun && !w->o.lazy)
		begin(w);
	if (w->tab != NULL)
		tab_close(w->tab);
	free(w->col);
	free(w->from);
	free(w->cell);
	free(w->expect);
	free(w->seen);
	arena_free(&w->keep);
	buf_free(&w->line);
	free(w);
}
