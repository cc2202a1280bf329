/*
 * A chart over periods as inline SVG: lines, an axis that begins at 0, and a
 * legend. Coordinates are integers, so every machine writes the same bytes.
 */
#include <math.h>

#include "pagehtml.h"

#define WIDTH	640
#define HEIGHT	220
#define LEFT	64		/* room of the numbers */
#define RIGHT	16
#define TOP	12
#define BOTTOM	28		/* room of the periods */
#define COLORS	6
#define TICKS	4		/* about */

struct scale {
	double	min, max, step;		/* min: 0, or less for a net */
	bool	percent;
};

/* A step of 1, 2 or 5 times a power of ten. */
static struct scale
find_scale(const struct page_chart *c)
{
	struct scale s = { 0, 0, 1, c->percent };
	double top = 0, low = 0, span, power, ratio;
	size_t i, j;

	for (i = 0; i < c->nseries; i++) {
		for (j = 0; j < c->nx; j++) {
			const struct page_point *pt = &c->series[i].point[j];

			if (pt->there && pt->y > top)
				top = pt->y;
			if (pt->there && pt->y < low)
				low = pt->y;
		}
	}
	if (top <= 0 && low >= 0)
		top = 1;
	span = (top - low) / TICKS;
	power = 1;
	while (power * 10 <= span)
		power *= 10;
	while (power > span)
		power /= 10;
	ratio = span / power;
	s.step = power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
	s.max = ceil(top / s.step - 1e-9) * s.step;
	s.min = -ceil(-low / s.step - 1e-9) * s.step;
	return s;
}

static int
x_of(const struct page_chart *c, size_t i)
{
	int room = WIDTH - LEFT - RIGHT;

	if (c->nx < 2)
		return LEFT + room / 2;
	return LEFT + (int)((size_t)room * i / (c->nx - 1));
}

static int
y_of(const struct scale *s, double y)
{
	int room = HEIGHT - TOP - BOTTOM;
	double part = (y - s->min) / (s->max - s->min);

	return HEIGHT - BOTTOM - (int)(part * room + 0.5);
}

/* 20k: the numbers of an axis are multiples of its step. */
static void
put_tick(const struct scale *s, double v, struct buf *out)
{
	static const char *const suffix[] = { "", "k", "M", "G", "T" };
	char num[NUM_MAX];
	double unit = 1;
	size_t i = 0;

	while (i < 4 && s->step >= unit * 1000) {
		unit *= 1000;
		i++;
	}
	buf_put(out, num, num_print_real(s->percent ? v * 100 : v / unit, 6,
	    num));
	buf_z(out, s->percent ? "%" : v > 0 ? suffix[i] : "");
}

static void
put_axis(const struct scale *s, struct buf *out)
{
	double v;
	int i = (int)(s->min / s->step - 0.5), y;

	for (; (v = i * s->step) <= s->max * 1.0001; i++) {
		y = y_of(s, v);
		buf_printf(out, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" "
		    "y2=\"%d\"/><text x=\"%d\" y=\"%d\" "
		    "text-anchor=\"end\">", LEFT, WIDTH - RIGHT, y, y,
		    LEFT - 6, y + 4);
		put_tick(s, v, out);
		buf_z(out, "</text>\n");
	}
}

/*
 * As many periods as have room below the axis, the first and the last; a narrow
 * screen shows these two alone, because its letters are larger.
 */
static void
put_periods(const struct page_chart *c, struct buf *out)
{
	size_t every = (c->nx + 4) / 5, i;

	for (i = 0; i < c->nx; i++) {
		if (i + 1 != c->nx && (i % every != 0 ||
		    (i > 0 && i + every >= c->nx)))
			continue;
		buf_printf(out, "<text%s x=\"%d\" y=\"%d\" "
		    "text-anchor=\"%s\">", i > 0 && i + 1 < c->nx ?
		    " class=\"m\"" : "", x_of(c, i), HEIGHT - 8,
		    c->nx == 1 ? "middle" : i == 0 ? "start" :
		    i + 1 == c->nx ? "end" : "middle");
		pagehtml_text(out, c->x[i]);
		buf_z(out, "</text>\n");
	}
}

/* A line for each run of points that are there, and a dot for each. */
static void
put_series(const struct page_chart *c, size_t k, const struct scale *s,
    struct buf *out)
{
	const struct page_series *series = &c->series[k];
	bool open = false;
	size_t i;

	for (i = 0; i < c->nx; i++) {
		if (!series->point[i].there) {
			buf_z(out, open ? "\"/>\n" : "");
			open = false;
			continue;
		}
		if (!open)
			buf_printf(out, "<polyline stroke=\"var(--s%zu)\" "
			    "points=\"", k % COLORS);
		buf_printf(out, "%s%d,%d", open ? " " : "", x_of(c, i),
		    y_of(s, series->point[i].y));
		open = true;
	}
	buf_z(out, open ? "\"/>\n" : "");
	for (i = 0; i < c->nx; i++) {
		if (!series->point[i].there)
			continue;
		buf_printf(out, "<circle r=\"3\" fill=\"var(--s%zu)\" "
		    "cx=\"%d\" cy=\"%d\"><title>", k % COLORS, x_of(c, i),
		    y_of(s, series->point[i].y));
		pagehtml_text(out, c->x[i]);
		buf_z(out, ": ");
		pagehtml_text(out, series->point[i].label);
		buf_z(out, "</title></circle>\n");
	}
}

static void
put_legend(const struct page_chart *c, struct buf *out)
{
	size_t i;

	buf_z(out, "<figcaption>");
	for (i = 0; i < c->nseries; i++) {
		buf_printf(out, "%s<span style=\"color:var(--s%zu)\">"
		    "&#9632;</span> ", i > 0 ? " &nbsp; " : "", i % COLORS);
		pagehtml_text(out, c->series[i].name);
	}
	buf_z(out, "</figcaption>\n");
}

void
pagesvg_chart(const struct page_chart *c, size_t id, struct buf *out)
{
	struct scale s = find_scale(c);
	size_t i;

	if (c->nx == 0)
		return;
	buf_printf(out, "<figure>\n<svg class=\"chart\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-labelledby=\"c%zu\">\n<title id=\"c%zu\">",
	    WIDTH, HEIGHT, id, id);
	pagehtml_text(out, c->title);
	buf_z(out, "</title>\n");
	put_axis(&s, out);
	put_periods(c, out);
	for (i = 0; i < c->nseries; i++)
		put_series(c, i, &s, out);
	buf_z(out, "</svg>\n");
	put_legend(c, out);
	buf_z(out, "</figure>\n");
}
