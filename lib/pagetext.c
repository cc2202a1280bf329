/*
 * A page as text for a terminal or a mail. A table right below the title of
 * its section shares the line: the title is the head of its first column.
 */
#include <stdlib.h>

#include "heat.h"
#include "pagetext.h"
#include "table.h"
#include "text.h"

#define INDENT	2
#define HANG	4
#define BAR	10	/* columns of a full bar */

/* Titles stand out without colour too. Ends in NUL. */
static void
put_title(struct buf *b, struct str s)
{
	size_t i;

	b->len = 0;
	for (i = 0; i < s.len; i++)
		buf_byte(b, s.p[i] >= 'a' && s.p[i] <= 'z' ?
		    (char)(s.p[i] - 'a' + 'A') : s.p[i]);
	buf_byte(b, '\0');
	b->len--;
}

static void
print_head(const struct page_block *b, const struct face *f)
{
	face_style(f, FACE_TITLE);
	face_wrap(f, b->text, 0, 0);
	face_style(f, FACE_PLAIN);
}

static void
print_section(const struct page_block *b, const struct face *f)
{
	struct buf title = { 0 };

	put_title(&title, b->text);
	face_style(f, FACE_TITLE);
	buf_str(f->out, buf_view(&title));
	face_style(f, FACE_PLAIN);
	if (b->remark.len == 0) {
		face_newline(f);
	} else {
		face_blank(f, 2);
		face_wrap(f, b->remark, text_width(b->text) + 2, INDENT);
	}
	buf_free(&title);
}

static void
print_alarm(const struct page_block *b, const struct face *f)
{
	face_style(f, FACE_ALARM);
	buf_z(f->out, "! ");
	face_style(f, FACE_PLAIN);
	face_wrap(f, b->text, 2, 2);
}

static void
print_text(const struct page_block *b, const struct face *f)
{
	face_blank(f, INDENT);
	face_wrap(f, b->text, INDENT, HANG);
}

/* The widest cell of column c. */
static size_t
facts_width(const struct page_block *b, size_t c)
{
	size_t i, w, best = 0;

	for (i = c; i < b->ncell; i += b->ncol) {
		w = text_width(b->cell[i].text);
		best = w > best ? w : best;
	}
	return best;
}

static void
print_facts(const struct page_block *b, const struct face *f)
{
	size_t name = facts_width(b, 0), value = facts_width(b, 1), i, col;

	col = INDENT + name + 2 + value + 2;
	for (i = 0; i + 3 <= b->ncell; i += 3) {
		face_blank(f, INDENT);
		text_fit(f->out, b->cell[i].text, name, false);
		face_blank(f, 2);
		text_fit(f->out, b->cell[i + 1].text, value, true);
		face_blank(f, 2);
		face_wrap(f, b->cell[i + 2].text, col, col);
	}
}

static void
put_cell(struct table *t, const struct page_cell *c)
{
	static const char full[BAR + 1] = "##########";
	size_t n;

	if (c->part < 0) {
		table_cell(t, c->text);
		return;
	}
	/* Rounded up: a little is more than nothing. */
	n = ((size_t)c->part * BAR + 999) / 1000;
	table_cell(t, (struct str){ full, n > BAR ? BAR : n });
}

/* title: of the section, or NULL. */
static void
print_table(const struct page_block *b, const struct str *title,
    const struct face *f)
{
	struct table_col *col = mem_array(b->ncol, sizeof(*col));
	struct buf head = { 0 };
	struct table *t;
	size_t i;

	for (i = 0; i < b->ncol; i++)
		col[i] = (struct table_col){ b->col[i].head,
		    b->col[i].align == PAGE_RIGHT, b->col[i].min,
		    b->col[i].drop };
	if (title != NULL) {
		put_title(&head, *title);
	} else {
		/* Where the rows begin. */
		buf_printf(&head, "%*s%s", INDENT, "", col[0].head);
		buf_byte(&head, '\0');
	}
	col[0].head = head.p;
	t = table_open(col, b->ncol);
	for (i = 0; i < b->ncell; i++)
		put_cell(t, &b->cell[i]);
	table_close(t, f);
	buf_free(&head);
	free(col);
}

static void
print_heat(const struct page *p, const struct page_block *b,
    const struct face *f)
{
	struct heat h = {
		b->heat.bins, b->heat.count, b->heat.row_label,
		b->heat.col_label, b->heat.row_unit.p, b->heat.col_unit.p,
		p->wording
	};

	heat_print(&h, f);
}

/* One character a point: its height between 0, or less, and the highest. */
static void
put_spark(struct buf *b, const struct page_series *s, size_t n)
{
	static const char level[] = "_.:-=+*#";
	double max = 0, min = 0;
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (s->point[i].there && s->point[i].y > max)
			max = s->point[i].y;
		if (s->point[i].there && s->point[i].y < min)
			min = s->point[i].y;
	}
	for (i = 0; i < n; i++) {
		if (!s->point[i].there) {
			buf_byte(b, ' ');
			continue;
		}
		k = max > min ? (size_t)((s->point[i].y - min) /
		    (max - min) * 7 + 0.5) : 0;
		buf_byte(b, level[k]);
	}
}

static struct str
point_label(const struct page_point *pt)
{
	return pt->there ? pt->label : STR("-");
}

static void
print_chart(const struct page_block *b, const struct face *f)
{
	const struct page_chart *c = &b->chart;
	struct table_col col[4] = {
		{ "", false, 12, 0 }, { "", false, 8, 1 },
		{ "", true, 0, 0 }, { "", true, 0, 0 }
	};
	struct buf spark = { 0 }, head = { 0 };
	struct table *t;
	size_t i;

	if (c->nx == 0)
		return;
	buf_printf(&head, "%*s%s", INDENT, "", c->title.p);
	buf_byte(&head, '\0');
	col[0].head = head.p;
	col[2].head = c->x[0].p;
	col[3].head = c->x[c->nx - 1].p;
	t = table_open(col, 4);
	for (i = 0; i < c->nseries; i++) {
		spark.len = 0;
		put_spark(&spark, &c->series[i], c->nx);
		table_cell(t, c->series[i].name);
		table_cell(t, buf_view(&spark));
		table_cell(t, point_label(&c->series[i].point[0]));
		table_cell(t, point_label(&c->series[i].point[c->nx - 1]));
	}
	table_close(t, f);
	buf_free(&head);
	buf_free(&spark);
}

/* A line of its own between two tables, or a table and a chart. */
static void
part_from_table(const struct page *p, size_t i, const struct face *f)
{
	/* A remark belongs to the table above it. */
	if (i > 1 && p->block[i - 1].kind == PAGE_TEXT)
		i--;
	if (i > 0 && (p->block[i - 1].kind == PAGE_TABLE ||
	    p->block[i - 1].kind == PAGE_CHART))
		buf_byte(f->out, '\n');
}

static void
print_block(const struct page *p, size_t i, const struct face *f)
{
	const struct page_block *b = &p->block[i];
	bool merged = i > 0 && p->block[i - 1].kind == PAGE_SECTION &&
	    p->block[i - 1].remark.len == 0;

	switch (b->kind) {
	case PAGE_TITLE:
		print_head(b, f);
		break;
	case PAGE_LINE:
		face_wrap(f, b->text, 0, 0);
		break;
	case PAGE_ALARM:
		print_alarm(b, f);
		break;
	case PAGE_SECTION:
		buf_byte(f->out, '\n');
		if (i + 1 == p->n || p->block[i + 1].kind != PAGE_TABLE ||
		    b->remark.len > 0)
			print_section(b, f);
		break;
	case PAGE_TEXT:
		print_text(b, f);
		break;
	case PAGE_FACTS:
		print_facts(b, f);
		break;
	case PAGE_TABLE:
		part_from_table(p, i, f);
		print_table(b, merged ? &p->block[i - 1].text : NULL, f);
		break;
	case PAGE_HEAT:
		print_heat(p, b, f);
		break;
	case PAGE_CHART:
		part_from_table(p, i, f);
		print_chart(b, f);
		break;
	}
}

void
pagetext_print(const struct page *p, const struct face *f)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		print_block(p, i, f);
}
