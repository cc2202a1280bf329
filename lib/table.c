/*
 * Aligned tables: natural widths first, then the columns that may be cut give
 * way, the widest first, then columns leave in the order of `drop`, and only
 * then is anything cut that should not be, so that no line passes the width.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "table.h"
#include "text.h"

#define GAP	2
#define INDENT	2

struct table {
	const struct table_col	*col;
	size_t			 ncol;
	struct str		*cell;	/* cleaned, rows of ncol */
	size_t			 n, cap;
	struct arena		 text;
	struct buf		 tmp;
	size_t			*natural;	/* SIZE_MAX: left out */
	size_t			*width;		/* what is printed */
};

struct table *
table_open(const struct table_col *cols, size_t n)
{
	struct table *t = mem_zero(sizeof(*t));

	t->col = cols;
	t->ncol = n;
	t->natural = mem_array(n, sizeof(*t->natural));
	t->width = mem_array(n, sizeof(*t->width));
	return t;
}

void
table_cell(struct table *t, struct str s)
{
	t->cell = mem_room(t->cell, t->n + 1, &t->cap, sizeof(*t->cell));
	t->tmp.len = 0;
	text_clean(&t->tmp, s);
	t->cell[t->n++] = arena_dup(&t->text, buf_view(&t->tmp));
}

/* No wider than the line: a name of 16 MiB is not cut column by column. */
static void
natural_widths(struct table *t, size_t max)
{
	size_t i, w, *best;

	for (i = 0; i < t->ncol; i++)
		t->natural[i] = text_width(str_z(t->col[i].head));
	/* The first head begins where the indent of the rows does. */
	if (t->natural[0] > INDENT)
		t->natural[0] -= INDENT;
	for (i = 0; i < t->n; i++) {
		best = &t->natural[i % t->ncol];
		w = text_width(t->cell[i]);
		if (w > *best)
			*best = w;
	}
	for (i = 0; i < t->ncol; i++) {
		if (t->natural[i] > max)
			t->natural[i] = max;
	}
}

static size_t
line_width(const struct table *t)
{
	size_t i, w = INDENT;

	for (i = 0; i < t->ncol; i++) {
		if (t->width[i] != SIZE_MAX)
			w += t->width[i] + (i > 0 ? GAP : 0);
	}
	return w;
}

/* The widest column that may still be cut, or SIZE_MAX. */
static size_t
widest(const struct table *t, bool any)
{
	size_t i, min, best = SIZE_MAX;

	for (i = 0; i < t->ncol; i++) {
		min = any ? 1 : t->col[i].min;
		if (t->width[i] == SIZE_MAX || min == 0 || t->width[i] <= min)
			continue;
		if (best == SIZE_MAX || t->width[i] > t->width[best])
			best = i;
	}
	return best;
}

/* Cut columns, the widest first, until the line fits or none can be cut. */
static bool
fit(struct table *t, size_t width, bool any)
{
	size_t i;

	memcpy(t->width, t->natural, t->ncol * sizeof(*t->width));
	while (line_width(t) > width) {
		i = widest(t, any);
		if (i == SIZE_MAX)
			return false;
		t->width[i]--;
	}
	return true;
}

/* Leave out the column that goes next; false when none may go. */
static bool
drop_one(struct table *t)
{
	size_t i, best = SIZE_MAX;

	for (i = 1; i < t->ncol; i++) {
		if (t->natural[i] == SIZE_MAX || t->col[i].drop == 0)
			continue;
		if (best == SIZE_MAX || t->col[i].drop > t->col[best].drop)
			best = i;
	}
	if (best == SIZE_MAX)
		return false;
	t->natural[best] = SIZE_MAX;
	return true;
}

static void
print_line(const struct table *t, const struct face *f, const struct str *cell)
{
	size_t i;

	for (i = 0; i < t->ncol; i++) {
		if (t->width[i] == SIZE_MAX)
			continue;
		face_blank(f, i == 0 ? INDENT : GAP);
		text_fit(f->out, cell[i], t->width[i], t->col[i].right);
	}
	face_newline(f);
}

static void
print_heads(const struct table *t, const struct face *f)
{
	size_t i;

	face_style(f, FACE_TITLE);
	text_fit(f->out, str_z(t->col[0].head), t->width[0] + INDENT, false);
	face_style(f, FACE_PLAIN);
	face_style(f, FACE_HEAD);
	for (i = 1; i < t->ncol; i++) {
		if (t->width[i] == SIZE_MAX)
			continue;
		face_blank(f, GAP);
		text_fit(f->out, str_z(t->col[i].head), t->width[i],
		    t->col[i].right);
	}
	/* Blanks of the last head would hide behind the escape code. */
	while (f->out->len > 0 && f->out->p[f->out->len - 1] == ' ')
		f->out->len--;
	face_style(f, FACE_PLAIN);
	face_newline(f);
}

void
table_close(struct table *t, const struct face *f)
{
	size_t i;

	natural_widths(t, f->width);
	while (!fit(t, f->width, false)) {
		if (!drop_one(t)) {
			fit(t, f->width, true);
			break;
		}
	}
	print_heads(t, f);
	for (i = 0; i + t->ncol <= t->n; i += t->ncol)
		print_line(t, f, &t->cell[i]);
	free(t->cell);
	free(t->natural);
	free(t->width);
	arena_free(&t->text);
	buf_free(&t->tmp);
	free(t);
}
