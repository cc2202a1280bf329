/*
 * The blocks of a report, and the numbers in them.
 */
#include <stdlib.h>
#include <string.h>

#include "money.h"
#include "page.h"

static struct page_block *
add(struct page *p, enum page_kind kind)
{
	struct page_block *b;

	p->block = mem_room(p->block, p->n + 1, &p->cap, sizeof(*p->block));
	b = &p->block[p->n++];
	*b = (struct page_block){ .kind = kind };
	return b;
}

static struct str
keep(struct page *p, struct str s)
{
	return s.len == 0 ? STR("") : arena_dup(&p->text, s);
}

void
page_add(struct page *p, enum page_kind kind, struct str text)
{
	add(p, kind)->text = keep(p, text);
}

void
page_section(struct page *p, const char *name, const char *title,
    struct str remark)
{
	struct page_block *b = add(p, PAGE_SECTION);

	b->text = wording(p->wording, str_z(title));
	b->name = keep(p, str_z(name));
	b->remark = keep(p, remark);
}

static void
add_cell(struct page *p, struct str text, int part)
{
	struct page_block *b = &p->block[p->n - 1];

	b->cell = mem_room(b->cell, b->ncell + 1, &b->cap, sizeof(*b->cell));
	b->cell[b->ncell++] = (struct page_cell){ keep(p, text), part };
}

void
page_fact(struct page *p, const char *name, struct str value,
    struct str remark)
{
	if (p->n == 0 || p->block[p->n - 1].kind != PAGE_FACTS)
		add(p, PAGE_FACTS)->ncol = 3;
	add_cell(p, wording(p->wording, str_z(name)), -1);
	add_cell(p, value, -1);
	add_cell(p, remark, -1);
}

void
page_table(struct page *p, const struct page_col *col, size_t ncol)
{
	struct page_block *b = add(p, PAGE_TABLE);
	size_t i;

	b->col = arena_alloc(&p->text, ncol * sizeof(*col));
	b->ncol = ncol;
	for (i = 0; i < ncol; i++) {
		b->col[i] = col[i];
		b->col[i].head = wording(p->wording, str_z(col[i].head)).p;
	}
}

void
page_cell(struct page *p, struct str s)
{
	add_cell(p, s, -1);
}

void
page_bar(struct page *p, int part)
{
	add_cell(p, STR(""), part);
}

static struct str *
keep_all(struct page *p, const struct str *s, size_t n)
{
	struct str *all = arena_alloc(&p->text, n * sizeof(*all) + 1);
	size_t i;

	for (i = 0; i < n; i++)
		all[i] = keep(p, s[i]);
	return all;
}

void
page_heat(struct page *p, const struct page_heat *h)
{
	struct page_block *b = add(p, PAGE_HEAT);
	size_t cells = h->bins * h->bins;

	b->heat = *h;
	b->heat.count = arena_alloc(&p->text,
	    cells * sizeof(*h->count) + 1);
	if (cells > 0)
		memcpy(b->heat.count, h->count, cells * sizeof(*h->count));
	b->heat.row_label = keep_all(p, h->row_label, h->bins);
	b->heat.col_label = keep_all(p, h->col_label, h->bins);
	b->heat.row_unit = keep(p, h->row_unit);
	b->heat.col_unit = keep(p, h->col_unit);
}

static struct page_series
keep_series(struct page *p, const struct page_series *s, size_t nx)
{
	struct page_series new = { .name = keep(p, s->name) };
	size_t i;

	new.point = arena_alloc(&p->text, nx * sizeof(*new.point) + 1);
	for (i = 0; i < nx; i++) {
		new.point[i] = s->point[i];
		new.point[i].label = keep(p, s->point[i].label);
	}
	return new;
}

void
page_chart(struct page *p, const struct page_chart *c)
{
	struct page_block *b = add(p, PAGE_CHART);
	size_t i;

	b->chart = *c;
	b->chart.title = keep(p, c->title);
	b->chart.x = keep_all(p, c->x, c->nx);
	b->chart.series = arena_alloc(&p->text,
	    c->nseries * sizeof(*c->series) + 1);
	for (i = 0; i < c->nseries; i++)
		b->chart.series[i] = keep_series(p, &c->series[i], c->nx);
}

void
page_free(struct page *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		free(p->block[i].cell);
	free(p->block);
	arena_free(&p->text);
	*p = (struct page){ 0 };
}

struct str
say_label(struct page *p, const char *english)
{
	return wording(p->wording, str_z(english));
}

struct str
say_fill(struct page *p, const char *english, const struct str *arg, size_t n)
{
	struct buf b = { 0 };
	struct str s;

	wording_fill(p->wording, english, arg, n, &b);
	s = keep(p, buf_view(&b));
	buf_free(&b);
	return s;
}

struct str
say_num(struct page *p, struct fig_num v)
{
	char out[MONEY_MAX];

	switch (v.unit) {
	case FIG_NONE:
	case FIG_RATIO:
	case FIG_REAL:
		break;
	case FIG_COUNT:
		return keep(p, (struct str){ out,
		    money_print_human(v.v * MONEY_UNIT, 0, out) });
	case FIG_MONEY:
		return keep(p, (struct str){ out,
		    money_print_human(v.v, 2, out) });
	}
	return STR("-");
}

struct str
say_percent(struct page *p, const struct figure *fig)
{
	char out[NUM_MAX + 1];
	size_t n;

	if (fig == NULL || fig->value.unit != FIG_RATIO)
		return STR("-");
	n = num_print_percent(fig->num.v, fig->den.v, 1, out);
	out[n++] = '%';
	return keep(p, (struct str){ out, n });
}

struct str
say_share(struct page *p, double share)
{
	char out[NUM_MAX];

	/* A share of 1e9, and integers from here on. */
	return keep(p, (struct str){ out, num_print_percent(
	    (int128)(share * 1e9 + 0.5), 1000000000, 1, out) });
}

struct str
say_value(struct page *p, const struct figure *fig)
{
	if (fig == NULL)
		return STR("-");
	if (fig->value.unit != FIG_RATIO)
		return say_num(p, fig->value);
	if (fig->den.v > INT64_MAX)
		return STR("-");
	return say_num(p, fig_money(money_divide(fig->num.v * MONEY_UNIT,
	    (int64_t)fig->den.v)));
}
