/*
 * A page as Markdown.
 */
#include <string.h>

#include "pagemark.h"
#include "text.h"

static void
put_text(struct buf *out, struct str s)
{
	struct buf clean = { 0 };
	size_t i;

	text_clean(&clean, s);
	for (i = 0; i < clean.len; i++) {
		if (strchr("\\`*_[]<>|~#&", clean.p[i]) != NULL)
			buf_byte(out, '\\');
		buf_byte(out, clean.p[i]);
	}
	buf_free(&clean);
}

/*
 * A paragraph. What would begin a list or a heading there does not: the first
 * byte is escaped when it is such a mark.
 */
static void
put_paragraph(struct buf *out, const char *before, struct str s)
{
	struct str t = str_trim(s);

	buf_z(out, before);
	if (t.len > 0 && strchr("+-=", t.p[0]) != NULL)
		buf_byte(out, '\\');
	put_text(out, t);
	buf_z(out, "\n\n");
}

static void
put_rule(struct buf *out, const bool *right, size_t n)
{
	size_t i;

	buf_byte(out, '|');
	for (i = 0; i < n; i++)
		buf_z(out, right[i] ? "---:|" : "---|");
	buf_byte(out, '\n');
}

static void
put_cell(struct buf *out, struct str s)
{
	buf_z(out, "| ");
	put_text(out, s);
	buf_byte(out, ' ');
}

static void
put_table(struct buf *out, const struct page_block *b)
{
	size_t i;

	for (i = 0; i < b->ncol; i++) {
		if (b->col[i].align != PAGE_BAR)
			put_cell(out, str_z(b->col[i].head));
	}
	buf_z(out, "|\n|");
	for (i = 0; i < b->ncol; i++) {
		if (b->col[i].align != PAGE_BAR)
			buf_z(out, b->col[i].align == PAGE_RIGHT ? "---:|" :
			    "---|");
	}
	for (i = 0; i < b->ncell; i++) {
		if (i % b->ncol == 0)
			buf_z(out, i == 0 ? "\n" : "|\n");
		if (b->col[i % b->ncol].align != PAGE_BAR)
			put_cell(out, b->cell[i].text);
	}
	buf_z(out, b->ncell > 0 ? "|\n\n" : "\n\n");
}

static void
put_facts(struct buf *out, const struct page_block *b)
{
	static const bool right[] = { false, true, false };
	size_t i;

	/* A pipe table cannot do without a head. */
	buf_z(out, "| | | |\n");
	put_rule(out, right, 3);
	for (i = 0; i < b->ncell; i++) {
		put_cell(out, b->cell[i].text);
		if (i % 3 == 2)
			buf_z(out, "|\n");
	}
	buf_byte(out, '\n');
}

static void
put_heat(struct buf *out, const struct page_heat *h)
{
	int128 total = 0, n;
	char num[NUM_MAX];
	size_t r, i;

	for (i = 0; i < h->bins * h->bins; i++)
		total += h->count[i];
	if (total == 0)
		return;
	put_cell(out, STR(""));
	for (i = 0; i < h->bins; i++) {
		buf_printf(out, "| F%zu ", i + 1);
		put_text(out, h->col_label[i]);
		buf_byte(out, ' ');
	}
	buf_z(out, "|\n|---|");
	for (i = 0; i < h->bins; i++)
		buf_z(out, "---:|");
	buf_byte(out, '\n');
	for (r = h->bins; r-- > 0;) {
		buf_printf(out, "| R%zu ", r + 1);
		put_text(out, h->row_label[r]);
		buf_byte(out, ' ');
		for (i = 0; i < h->bins; i++) {
			n = h->count[r * h->bins + i];
			put_cell(out, n == 0 ? STR("-") : (struct str){ num,
			    num_print_percent(n, total, 1, num) });
		}
		buf_z(out, "|\n");
	}
	buf_byte(out, '\n');
}

/* A row for each period, a column for each series. */
static void
put_chart(struct buf *out, const struct page_chart *c)
{
	size_t i, k;

	put_cell(out, c->title);
	for (k = 0; k < c->nseries; k++)
		put_cell(out, c->series[k].name);
	buf_z(out, "|\n|---|");
	for (k = 0; k < c->nseries; k++)
		buf_z(out, "---:|");
	buf_byte(out, '\n');
	for (i = 0; i < c->nx; i++) {
		put_cell(out, c->x[i]);
		for (k = 0; k < c->nseries; k++)
			put_cell(out, c->series[k].point[i].there ?
			    c->series[k].point[i].label : STR("-"));
		buf_z(out, "|\n");
	}
	buf_byte(out, '\n');
}

static void
put_block(struct buf *out, const struct page_block *b)
{
	switch (b->kind) {
	case PAGE_TITLE:
		put_paragraph(out, "# ", b->text);
		break;
	case PAGE_LINE:
	case PAGE_TEXT:
		put_paragraph(out, "", b->text);
		break;
	case PAGE_ALARM:
		put_paragraph(out, "> **!** ", b->text);
		break;
	case PAGE_SECTION:
		put_paragraph(out, "## ", b->text);
		if (b->remark.len > 0)
			put_paragraph(out, "", b->remark);
		break;
	case PAGE_FACTS:
		put_facts(out, b);
		break;
	case PAGE_TABLE:
		put_table(out, b);
		break;
	case PAGE_HEAT:
		put_heat(out, &b->heat);
		break;
	case PAGE_CHART:
		put_chart(out, &b->chart);
		break;
	}
}

void
pagemark_print(const struct page *p, struct buf *out)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		put_block(out, &p->block[i]);
	/* One line end at the end of the file. */
	if (out->len > 1 && out->p[out->len - 2] == '\n')
		out->len--;
}
