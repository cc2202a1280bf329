/* Which part of a JSON document is its table. */
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "rows.h"

#define ARRAYS	20	/* that are looked at */

/* The document at work. */
struct choice {
	const struct document_opts *o;
	struct jsondoc_look	 look;
	struct jsondoc_array	 array[ARRAYS];
	size_t			 narray;
	struct arena		*mem;
	struct str		 where;		/* chosen; p NULL: no array */
};

static bool
points_to(const struct map *m, struct str where)
{
	return m->rows != NULL && str_eq(str_z(m->rows), where);
}

/*
 * How well the records at a pointer fit the maps that name this pointer, or
 * with where NULL those at the top any map: the columns that the best of them
 * requires, 0 for none.
 */
static size_t
score(const struct choice *c, const char *where)
{
	struct rows_opts ro = { .format = ROWS_JSONL, .flat = true };
	struct jsondoc *doc;
	struct io_in *in = jsondoc_open(io_in_memory("sample",
	    c->look.sample), where, true, &doc);
	const struct maps *ms = c->o->maps;
	const struct str *name;
	struct header h;
	struct rows *r;
	struct fault f;
	size_t i, n, best = 0;

	if (rows_open(&r, in, &ro, &f) != STATUS_OK) {
		io_in_close(in);
		return 0;
	}
	name = rows_header(r, &n);
	header_open(&h, name, n, 1);
	for (i = 0; i < ms->n; i++)
		if ((where == NULL || points_to(ms->m[i], str_z(where))) &&
		    ms->m[i]->nrequire > best && match_fits(ms->m[i], &h))
			best = ms->m[i]->nrequire;
	header_close(&h);
	rows_close(r);
	io_in_close(in);
	return best;
}

static bool
is_array(const struct choice *c, struct str where, bool empty)
{
	size_t i;

	for (i = 0; i < c->narray; i++)
		if (str_eq(c->array[i].where, where))
			return c->array[i].empty == empty;
	return false;
}

/* No rows today: an empty array that a map points to is an empty table. */
static bool
by_empty(struct choice *c)
{
	const struct maps *ms = c->o->maps;
	size_t i;

	for (i = 0; i < ms->n; i++)
		if (ms->m[i]->rows != NULL &&
		    is_array(c, str_z(ms->m[i]->rows), true)) {
			c->where = arena_dup(c->mem, str_z(ms->m[i]->rows));
			return true;
		}
	return false;
}

static void
put_arrays(const struct choice *c, struct buf *err)
{
	const char *sep = ": ";
	size_t i;

	for (i = 0; i < c->narray; i++) {
		if (c->array[i].empty)
			continue;
		buf_z(err, sep);
		diag_escape(err, c->array[i].where, 100);
		sep = ", ";
	}
	if (c->narray == ARRAYS)
		buf_z(err, ", ...");
}

/*
 * The array that a map points to and fits. 1 when there is one, 0 when there
 * is none, -1 with two of them.
 */
static int
by_pointer(struct choice *c)
{
	const struct maps *ms = c->o->maps;
	int found = 0;
	size_t i;

	for (i = 0; i < ms->n; i++) {
		const char *rows = ms->m[i]->rows;

		if (rows == NULL || !is_array(c, str_z(rows), false) ||
		    (found == 1 && str_eq(c->where, str_z(rows))))
			continue;
		if (!c->o->forced && score(c, rows) == 0)
			continue;
		if (found == 1)
			return -1;
		found = 1;
		c->where = arena_dup(c->mem, str_z(rows));
	}
	return found;
}

static enum status
fail(const struct choice *c, const char *name, const char *what,
    struct buf *err)
{
	buf_printf(err, "%s: a JSON document %s", name, what);
	put_arrays(c, err);
	buf_z(err, "\nthe map says which it is: \"dialect\": {\"rows\": "
	    "\"/path/to/the/array\"}");
	return STATUS_USAGE;
}

/* The pointer of the map that was asked for, or NULL. */
static const char *
asked_rows(const struct choice *c)
{
	return c->o->forced && c->o->maps->n > 0 ? c->o->maps->m[0]->rows :
	    NULL;
}

/* The only array of objects at the top, or the object as a record. */
static enum status
by_shape(struct choice *c, const char *name, struct buf *err)
{
	size_t i, top = 0, all = 0;
	bool line = c->o->forced && c->look.one_line;

	for (i = 0; i < c->narray; i++) {
		if (c->array[i].empty)
			continue;
		all++;
		top += c->array[i].top;
		if (c->array[i].top)
			c->where = c->array[i].where;
	}
	if (all == 0 && by_empty(c))
		return STATUS_OK;
	if (asked_rows(c) != NULL && (all > 0 || !line))
		return fail(c, name, "without rows where the map looks; "
		    "arrays of objects", err);
	if (top == 1)
		return STATUS_OK;
	c->where = (struct str){ NULL, 0 };
	if (top > 1)
		return fail(c, name, "with several arrays of objects", err);
	if (all > 0 && !line)
		return fail(c, name, "whose rows no map knows", err);
	return STATUS_OK;
}

static enum status
choose(struct choice *c, const char *name, struct buf *err)
{
	int found;

	c->narray = jsondoc_arrays(c->look.sample, c->mem, c->array, ARRAYS);
	found = by_pointer(c);
	if (found == 1)
		return STATUS_OK;
	if (found == -1)
		return fail(c, name, "with several arrays that maps know",
		    err);
	if (score(c, NULL) > 0)
		return STATUS_OK;
	return by_shape(c, name, err);
}

enum status
document_open(struct document *d, struct io_in **in,
    const struct document_opts *o, struct buf *err)
{
	struct choice c = { .o = o, .mem = &d->mem };
	enum status st = STATUS_OK;

	*d = (struct document){ 0 };
	if (jsondoc_look(*in, &c.look) == -1) {
		buf_printf(err, "%s: %s", io_in_name(*in), io_in_error(*in));
		return STATUS_IO;
	}
	if (c.look.form == JSONDOC_NONE ||
	    (o->lines && c.look.form != JSONDOC_ARRAY))
		return STATUS_OK;
	if (c.look.form == JSONDOC_ARRAY)
		c.where = STR("");
	else if (c.look.form == JSONDOC_OBJECT)
		st = choose(&c, io_in_name(*in), err);
	/* One record on one line is JSON lines too. */
	if (st != STATUS_OK || (c.where.p == NULL && c.look.one_line))
		return st;
	d->where = c.where;
	*in = jsondoc_open(*in, c.where.p, false, &d->doc);
	return STATUS_OK;
}

const struct map *
document_map(const struct document *d, const struct maps *ms,
    const struct header *h, struct buf *tie)
{
	struct maps exact = { 0 }, others = { 0 };
	const struct map *m = NULL;
	struct str where = STR("");
	size_t i;

	if (d->doc != NULL && d->where.p != NULL)
		where = d->where;
	exact.m = mem_array(ms->n + 1, sizeof(*exact.m));
	others.m = mem_array(ms->n + 1, sizeof(*others.m));
	for (i = 0; i < ms->n; i++) {
		if (points_to(ms->m[i], where))
			exact.m[exact.n++] = ms->m[i];
		if (ms->m[i]->rows == NULL || where.len == 0)
			others.m[others.n++] = ms->m[i];
	}
	if (ms->n > 1)
		m = match_choose(&exact, h, tie);
	if (m == NULL && tie->len == 0)
		m = match_choose(ms->n > 1 ? &others : ms, h, tie);
	free(exact.m);
	free(others.m);
	return m;
}

void
document_close(struct document *d)
{
	arena_free(&d->mem);
	*d = (struct document){ 0 };
}
