/*
 * JSON lines into batches of rows: one object a line. Our own scan reads the
 * members; a nested value keeps its text after jansson has found it valid, and
 * with rows_opts.flat what is inside has dotted names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "hash.h"
#include "jsonflat.h"
#include "rowsin.h"
#include "utf8.h"

#define SAMPLE	1000	/* records whose keys make the header */

struct jsonin {
	size_t		 cap;		/* columns that there is room for */
	/* One a column of the header, p NULL: not in the present record. */
	struct str	*value;
	size_t		*set, nset;	/* columns that are in it */
	struct str	*other;		/* keys that are no column */
	size_t		 nother, capother;
	struct hash	 column;	/* of a name, in the header */
	/* Columns with nested values inside which a bound one is. */
	bool		*open;
	struct jsonflat	 flat;
};

/* Names and values of one record on their way. */
struct taking {
	struct rows	*r;
	size_t		 likely;	/* see column_of */
	size_t		 col;		/* of the value taken last */
	struct fault	*f;
};

struct jsonin *
jsonin_open(struct rows *r)
{
	(void)r;
	return mem_zero(sizeof(struct jsonin));
}

void
jsonin_close(struct jsonin *j)
{
	if (j == NULL)
		return;
	free(j->value);
	free(j->set);
	free(j->other);
	free(j->open);
	buf_free(&j->flat.name);
	hash_free(&j->column);
	free(j);
}

/*
 * The column of a key. The keys of a record mostly stand in the order of the
 * header, so `likely`, the column after that of the key before, is tried first.
 */
static size_t
column_of(const struct rows *r, struct str key, size_t likely)
{
	struct hash_probe p;
	uint32_t i;

	if (likely < r->nname && str_eq(r->name[likely], key))
		return likely;
	for (i = hash_first(&r->json->column, hash_bytes(key, 0), &p);
	    i != HASH_NONE; i = hash_next(&r->json->column, &p))
		if (str_eq(r->name[i], key))
			return i;
	return SIZE_MAX;
}

/* A new column of the header; SIZE_MAX when there are enough. */
static size_t
add_column(struct rows *r, struct str name)
{
	struct jsonin *j = r->json;
	struct str *all;

	if (r->nname == ROWS_COLUMNS_MAX)
		return SIZE_MAX;
	if (r->nname == j->cap) {
		j->cap = j->cap == 0 ? 64 : j->cap * 2;
		all = arena_alloc(&r->keep, j->cap * sizeof(*all));
		if (r->nname > 0)
			memcpy(all, r->name, r->nname * sizeof(*all));
		r->name = all;
		j->value = mem_grow(j->value, j->cap, sizeof(*j->value));
		j->set = mem_grow(j->set, j->cap, sizeof(*j->set));
	}
	j->value[r->nname].p = NULL;
	hash_add(&j->column, hash_bytes(name, 0), (uint32_t)r->nname);
	r->name[r->nname] = arena_dup(&r->keep, name);
	return r->nname++;
}

static bool
learn_name(void *ctx, struct str name, struct str value, size_t at)
{
	struct taking *k = ctx;
	size_t col = column_of(k->r, name, k->likely);

	(void)value;
	(void)at;
	if (col == SIZE_MAX)
		col = add_column(k->r, name);
	k->likely = col + 1;
	return col != SIZE_MAX;
}

/* Add the keys of one record of the sample that the header lacks. */
static void
learn(struct taking *k, struct str line)
{
	struct rows *r = k->r;
	struct jsonflat *flat = &r->json->flat;
	struct jsonscan s;
	struct json_member m;

	/* The keys of a record that is then rejected are not columns. */
	jsonscan_open(&s, line, &r->batch);
	while (jsonscan_next(&s, &m) == 1)
		;
	arena_reset(&r->batch);
	if (s.fault.reason != NULL)
		return;
	flat->leaf = learn_name;
	flat->ctx = k;
	flat->arena = &r->batch;
	jsonscan_open(&s, line, &r->batch);
	s.checked = true;
	k->likely = 0;
	while (jsonscan_next(&s, &m) == 1)
		if (!learn_name(k, m.key, m.value, m.at) ||
		    (r->flat && !jsonflat(flat, m.key, &m)))
			break;
	arena_reset(&r->batch);
}

/* The bytes of the first SAMPLE lines, without taking them. */
static enum status
peek_sample(struct rows *r, struct str *s)
{
	size_t want = (size_t)64 << 10, lines, have = 0;
	const char *p;

	for (;; want *= 2) {
		if (io_in_peek(r->w.in, want, s) == -1)
			return STATUS_IO;
		lines = 0;
		for (p = s->p; lines < SAMPLE; p++, lines++) {
			p = memchr(p, '\n', (size_t)(s->p + s->len - p));
			if (p == NULL)
				break;
		}
		if (lines == SAMPLE || s->len < want || s->len == have ||
		    s->len > ROWS_RECORD_MAX)
			return STATUS_OK;
		have = s->len;
	}
}

enum status
jsonin_header(struct rows *r, struct fault *f)
{
	struct taking k = { .r = r };
	struct str rest, line;
	enum status st;
	size_t n;

	(void)f;
	if (r->expect != NULL) {
		for (n = 0; n < r->nexpect; n++)
			(void)add_column(r, r->expect[n]);
		return STATUS_OK;
	}
	st = peek_sample(r, &rest);
	if (st != STATUS_OK)
		return st;
	for (n = 0; n < SAMPLE && str_split(&rest, '\n', &line); n++) {
		line = str_trim(line);
		if (line.len > 0 && utf8_check(line) == line.len)
			learn(&k, line);
	}
	return STATUS_OK;
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void
keep_other(struct jsonin *j, struct str key)
{
	if (j->nother == j->capother) {
		j->capother = j->capother == 0 ? 16 : j->capother * 2;
		j->other = mem_grow(j->other, j->capother, sizeof(*j->other));
	}
	j->other[j->nother++] = key;
}

/* A key that is no column and is there twice in the present record. */
static bool
other_twice(struct jsonin *j, struct str *twice)
{
	size_t i;

	if (j->nother < 2)
		return false;
	qsort(j->other, j->nother, sizeof(*j->other), by_bytes);
	for (i = 1; i < j->nother; i++)
		if (str_eq(j->other[i - 1], j->other[i])) {
			*twice = j->other[i];
			return true;
		}
	return false;
}

static bool
fail(struct fault *f, const char *reason)
{
	f->reason = reason;
	return false;
}

/* A value into j->value; false with a fault. k->col: SIZE_MAX, no column. */
static bool
take_value(void *ctx, struct str name, struct str value, size_t at)
{
	struct taking *k = ctx;
	struct jsonin *j = k->r->json;
	size_t col = column_of(k->r, name, k->likely);

	if (col == SIZE_MAX && k->r->expect != NULL)
		col = add_column(k->r, name);
	k->col = col;
	if (col == SIZE_MAX)
		return true;
	k->likely = col + 1;
	k->f->column = at + 1;
	k->f->field = k->r->name[col];
	if (j->value[col].p != NULL)
		return fail(k->f, "the same key twice");
	if (value.len > ROWS_FIELD_MAX)
		return fail(k->f, "field longer than 16 MiB");
	j->value[col] = value;
	j->set[j->nset++] = col;
	return true;
}

/* The members of a line into j->value; false with *f. */
static bool
read_members(struct rows *r, struct str line, struct fault *f)
{
	struct jsonin *j = r->json;
	struct taking k = { .r = r, .f = f };
	struct jsonscan s;
	struct json_member m;
	size_t n = 0;

	while (j->nset > 0)
		j->value[j->set[--j->nset]].p = NULL;
	j->nother = 0;
	j->flat = (struct jsonflat){ .leaf = take_value, .ctx = &k,
	    .arena = &r->batch, .name = j->flat.name };
	jsonscan_open(&s, line, &r->batch);
	while (jsonscan_next(&s, &m) == 1) {
		f->column = m.at + 1;
		if (++n > ROWS_COLUMNS_MAX) {
			f->field.len = 0;
			return fail(f, "more than 16,384 fields");
		}
		if (!take_value(&k, m.key, m.value, m.at))
			return false;
		if (k.col == SIZE_MAX)
			keep_other(j, m.key);
		else if (j->open != NULL && j->open[k.col] &&
		    !jsonflat(&j->flat, m.key, &m))
			return false;
	}
	*f = s.fault;
	if (f->reason == NULL && other_twice(j, &f->field))
		f->reason = "the same key twice";
	return f->reason == NULL;
}

/* Which nested values must be looked into: "user" when "user.id" is bound. */
static void
find_open(struct rows *r)
{
	struct jsonin *j = r->json;
	size_t i, k, col;

	j->open = mem_zero((r->nname + 1) * sizeof(*j->open));
	for (i = 0; i < r->nwant; i++) {
		struct str name = { "", 0 };

		if (r->want[i] != SIZE_MAX)
			name = r->name[r->want[i]];
		for (k = 0; k < name.len; k++) {
			if (name.p[k] != '.')
				continue;
			col = column_of(r, (struct str){ name.p, k }, 0);
			if (col != SIZE_MAX)
				j->open[col] = true;
		}
	}
}

static void
make_row(struct rows *r, struct str line, size_t n)
{
	struct row *row = &r->row[n];
	struct str *cell = r->nwant > 0 ? r->cell + n * r->nwant : NULL;
	struct fault f = { 0 }, *bad;
	bool fits = line.len <= ROWS_RECORD_MAX;
	size_t i, at = fits ? utf8_check(line) : line.len;

	*row = (struct row){ .raw = line, .line = r->line++ };
	if (at != line.len) {
		bad = rows_bad(r, row, line.p[at] == '\0' ? "NUL byte" :
		    "not valid UTF-8");
		bad->column = r->by_record ? 0 : at + 1;
		return;
	}
	if (!fits || !read_members(r, line, &f)) {
		bad = rows_bad(r, row, f.reason != NULL ? f.reason :
		    "record longer than 64 MiB");
		f.line = row->line;
		f.reason = bad->reason;
		*bad = f;
		bad->column = r->by_record ? 0 : f.column;
		return;
	}
	for (i = 0; i < r->nwant; i++)
		cell[i] = r->want[i] == SIZE_MAX ||
		    r->json->value[r->want[i]].p == NULL ?
		    (struct str){ "", 0 } : r->json->value[r->want[i]];
	row->cell = cell;
	row->ncell = r->nwant;
	if (r->json->nother == 0)
		return;
	row->nextra = r->json->nother;
	row->extra = memcpy(arena_alloc(&r->batch, row->nextra *
	    sizeof(*row->extra)), r->json->other,
	    row->nextra * sizeof(*row->extra));
}

int
jsonin_next(struct rows *r, struct batch *b)
{
	struct str line;
	size_t n = 0, shift;
	int got;

	if (r->flat && r->json->open == NULL)
		find_open(r);
	while (n < ROWS_BATCH) {
		got = rowline_next(&r->lines, &r->w, &line);
		if (got == 1 && !r->lines.skipping)
			line = str_trim(line);
		if (got == 1 && line.len == 0)
			r->line++;
		else if (got == 1)
			make_row(r, line, n++);
		else if (got == -1 || n > 0)
			break;
		else if (window_more(&r->w, &shift) == -1)
			return -1;
	}
	*b = (struct batch){ r->row, n };
	return n > 0;
}

void
jsonin_locate(const struct rows *r, const struct row *row, size_t col,
    uint64_t *line, uint64_t *column)
{
	*line = row->line;
	/* Of a document the record is known, and the field. */
	*column = r->by_record ? 0 :
	    jsonflat_find(row->raw, r->name[col], r->flat) + 1;
}
