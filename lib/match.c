/* Which map a header belongs to. */
#include <stdlib.h>

#include "diag.h"
#include "match.h"
#include "text.h"

#define NEAREST	3	/* maps that are named for an unknown header */
#define NAMES	600	/* bytes of header names that are shown */

/* Copies a name; there is room for it. */
static void
put_name(struct header *h, size_t i, struct str name)
{
	struct buf b = { 0 };

	text_normalise(&b, name);
	h->name[i] = arena_dup(&h->text, name);
	h->norm[i] = arena_dup(&h->text, buf_view(&b));
	buf_free(&b);
}

void
header_open(struct header *h, const struct str *cell, size_t n, uint64_t line)
{
	size_t i;

	*h = (struct header){ .n = n, .line = line };
	h->name = mem_array(n + 1, sizeof(*h->name));
	h->norm = mem_array(n + 1, sizeof(*h->norm));
	for (i = 0; i < n; i++)
		put_name(h, i, cell[i]);
}

void
header_of_columns(struct header *h, const struct map *m)
{
	struct str *name = mem_array(m->ncolumn + 1, sizeof(*name));
	size_t i;

	for (i = 0; i < m->ncolumn; i++)
		name[i] = str_z(m->column[i]);
	header_open(h, name, m->ncolumn, 0);
	free(name);
}

static bool
is_name(const struct header *h, size_t i, const char *name)
{
	struct buf b = { 0 };
	bool same;

	text_normalise(&b, str_z(name));
	same = str_eq(h->norm[i], buf_view(&b));
	buf_free(&b);
	return same;
}

size_t
header_append(struct header *h, char *const *name, size_t n)
{
	size_t first = h->n, k;

	/* The last column of that name. */
	while (first > 0 && n > 0 && !is_name(h, first - 1, name[0]))
		first--;
	if (first == 0 || n == 0 || h->n - first >= n)
		return 0;
	for (k = 1; first - 1 + k < h->n; k++)
		if (!is_name(h, first - 1 + k, name[k]))
			return 0;
	h->name = mem_grow(h->name, first + n, sizeof(*h->name));
	h->norm = mem_grow(h->norm, first + n, sizeof(*h->norm));
	for (; k < n; k++)
		put_name(h, h->n++, str_z(name[k]));
	return first;
}

void
header_close(struct header *h)
{
	free(h->name);
	free(h->norm);
	arena_free(&h->text);
	*h = (struct header){ 0 };
}

static bool
has_column(const struct header *h, const struct pattern *p)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (pattern_match(p, h->norm[i]) == 1)
			return true;
	return false;
}

bool
match_fits(const struct map *m, const struct header *h)
{
	size_t i;

	if (m->column != NULL || (m->header != 0 && m->header != h->line))
		return false;
	for (i = 0; i < m->nrequire; i++)
		if (!has_column(h, &m->require[i]))
			return false;
	for (i = 0; i < m->nforbid; i++)
		if (has_column(h, &m->forbid[i]))
			return false;
	return true;
}

const char *
match_twice(const struct map *m, const struct header *h)
{
	size_t i, k, n;

	for (i = 0; m->unique && i < m->nrequire; i++) {
		for (n = 0, k = 0; k < h->n; k++)
			n += pattern_match(&m->require[i], h->norm[k]) == 1;
		if (n > 1)
			return m->require[i].text;
	}
	return NULL;
}

const struct map *
match_choose(const struct maps *ms, const struct header *h, struct buf *tie)
{
	struct map *best = NULL;
	bool tied = false;
	size_t i;

	for (i = 0; i < ms->n; i++) {
		struct map *m = ms->m[i];

		if (best != NULL && m->nrequire < best->nrequire)
			continue;
		if (!match_fits(m, h))
			continue;
		tied = best != NULL && m->nrequire == best->nrequire;
		if (!tied)
			tie->len = 0;
		buf_printf(tie, "%s%s", tied ? ", " : "", m->name);
		best = m;
	}
	if (!tied)
		tie->len = 0;
	if (tied || best == NULL)
		return NULL;
	map_complete(best);
	return best;
}

/* How many of the columns that the map requires are there. */
static size_t
count_columns(const struct map *m, const struct header *h)
{
	size_t i, n = 0;

	for (i = 0; i < m->nrequire; i++)
		n += has_column(h, &m->require[i]);
	return n;
}

/* A column that is there and must not be, or NULL. */
static const char *
forbidden(const struct map *m, const struct header *h)
{
	size_t i;

	for (i = 0; i < m->nforbid; i++)
		if (has_column(h, &m->forbid[i]))
			return m->forbid[i].text;
	return NULL;
}

static void
describe(const struct map *m, const struct header *h, size_t found,
    struct buf *out)
{
	const char *sep = ": ";
	size_t i;

	if (found == m->nrequire && m->header == 0 && m->rows != NULL) {
		buf_printf(out, "%s has all its columns, but its rows are at "
		    "\"%s\" of the document", m->name, m->rows);
		return;
	}
	if (m->column != NULL) {
		buf_printf(out, "%s is for files without a header row",
		    m->name);
		return;
	}
	if (found == m->nrequire && forbidden(m, h) != NULL) {
		buf_printf(out, "%s has all its columns, but is not for files "
		    "with ", m->name);
		diag_escape(out, str_z(forbidden(m, h)), 60);
		return;
	}
	if (found == m->nrequire) {
		buf_printf(out, "%s has all its columns, but its header is on "
		    "line %llu", m->name, (unsigned long long)m->header);
		return;
	}
	buf_printf(out, "%s has %zu of %zu columns, not", m->name, found,
	    m->nrequire);
	for (i = 0; i < m->nrequire; i++) {
		if (has_column(h, &m->require[i]))
			continue;
		buf_z(out, sep);
		diag_escape(out, str_z(m->require[i].text), 60);
		sep = ", ";
	}
}

void
match_nearest(const struct maps *ms, const struct header *h, struct buf *out)
{
	size_t *found = mem_array(ms->n + 1, sizeof(*found));
	size_t i, k, best;

	for (i = 0; i < ms->n; i++)
		found[i] = count_columns(ms->m[i], h);
	for (k = 0; k < NEAREST; k++) {
		best = SIZE_MAX;
		/* The greatest share; the first of equal ones. */
		for (i = 0; i < ms->n; i++)
			if (2 * found[i] >= ms->m[i]->nrequire &&
			    found[i] > 0 && (best == SIZE_MAX ||
			    found[i] * ms->m[best]->nrequire >
			    found[best] * ms->m[i]->nrequire))
				best = i;
		if (best == SIZE_MAX && k == 0 && ms->n == 1)
			best = 0;	/* the map that was asked for */
		if (best == SIZE_MAX)
			break;
		if (k > 0)
			buf_byte(out, '\n');
		describe(ms->m[best], h, found[best], out);
		found[best] = 0;
	}
	free(found);
}

void
match_names(const struct header *h, struct buf *out)
{
	size_t i, from = out->len;

	for (i = 0; i < h->n; i++) {
		if (i > 0)
			buf_z(out, ", ");
		if (out->len - from > NAMES) {
			buf_printf(out, "and %zu more", h->n - i);
			return;
		}
		diag_escape(out, h->name[i], 60);
	}
}
