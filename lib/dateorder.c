/* Which number of 02/01/2024 is the day: all dates of a column decide. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "dateorder.h"
#include "diag.h"

#define ALL	(1u << DATE_DMY | 1u << DATE_MDY | 1u << DATE_YMD)

struct date_column *
dateorder_open(size_t cell, const char *const *format,
    const struct pattern *capture, enum date_order told)
{
	struct date_column *d = mem_zero(sizeof(*d));

	d->cell = cell;
	d->format = format;
	d->capture = capture;
	d->told = d->order = told;
	d->left = ALL;
	return d;
}

void
dateorder_close(struct date_column *d)
{
	arena_free(&d->text);
	free(d);
}

/* Does a format that stands before "any" read it? */
static bool
is_told(const struct date_column *d, struct str s)
{
	const char *const *f;
	struct stamp t;

	for (f = d->format; f != NULL && *f != NULL; f++)
		if (strcmp(*f, "any") != 0 &&
		    clock_parse(*f, s, DATE_UNKNOWN, &t) == NULL)
			return true;
	return false;
}

unsigned
dateorder_of(const struct date_column *d, struct str cell)
{
	struct str s = cell;
	unsigned orders;

	if (d->capture != NULL &&
	    pattern_group(d->capture, cell, NULL, &s) != 1)
		return 0;
	s = cell_bare(s);
	if (s.len < 5 || !cell_digit(s.p[0]))
		return 0;
	orders = clock_orders(s);
	return orders == 0 || is_told(d, s) ? 0 : orders;
}

static bool
is_one(unsigned orders)
{
	return orders != 0 && (orders & (orders - 1)) == 0;
}

bool
dateorder_add(struct date_column *d, unsigned orders, struct str cell)
{
	int o;

	d->left &= orders;
	for (o = DATE_DMY; o <= DATE_YMD; o++)
		if ((orders & 1u << o) == 0 && d->against[o].line == 0)
			return true;
	/* Best two that are not alike. */
	return !is_one(orders) && (d->open[1].line == 0 ||
	    (str_eq(d->open[0].text, d->open[1].text) &&
	    !str_eq(d->open[0].text, cell)));
}

void
dateorder_place(struct date_column *d, unsigned orders, struct str cell,
    uint64_t line, uint64_t column)
{
	struct date_place p = { line, column, orders,
	    arena_dup(&d->text, cell) };
	int o;

	for (o = DATE_DMY; o <= DATE_YMD; o++)
		if ((orders & 1u << o) == 0 && d->against[o].line == 0)
			d->against[o] = p;
	if (is_one(orders))
		return;
	if (d->open[0].line == 0)
		d->open[0] = p;
	else if (d->open[1].line == 0 || !str_eq(d->open[0].text, p.text))
		d->open[1] = p;
}

void
dateorder_judge(struct date_column *d)
{
	int o;

	d->verdict = d->left == 0 ? DATES_CONTRADICT :
	    is_one(d->left) ? DATES_PROVED :
	    d->told != DATE_UNKNOWN && (d->left & 1u << d->told) != 0 ?
	    DATES_TOLD : DATES_NO_PROOF;
	if (d->verdict == DATES_CONTRADICT || d->verdict == DATES_NO_PROOF)
		d->order = DATE_UNKNOWN;
	for (o = DATE_DMY; o <= DATE_YMD && is_one(d->left); o++)
		if (d->left == 1u << o)
			d->order = (enum date_order)o;
}

const char *
dateorder_name(enum date_order order)
{
	switch (order) {
	case DATE_DMY:
		return "day/month/year";
	case DATE_MDY:
		return "month/day/year";
	case DATE_YMD:
		return "year/month/day";
	case DATE_UNKNOWN:
		break;
	}
	return "unknown";
}

const struct date_place *
dateorder_proof(const struct date_column *d)
{
	/* Four digits of a year settle all but the day and the month. */
	return &d->against[d->order == DATE_DMY ? DATE_MDY : DATE_DMY];
}

static void
put_place(const struct date_place *p, const char *file, struct buf *err)
{
	const char *sep = " can be ";
	int o;

	if (p->line == 0)
		return;
	buf_printf(err, "\n%s:%" PRIu64 ":", file, p->line);
	/* In a record of a JSON document no column is known. */
	if (p->column > 0)
		buf_printf(err, "%" PRIu64 ":", p->column);
	buf_z(err, " \"");
	diag_escape(err, p->text, 60);
	buf_byte(err, '"');
	for (o = DATE_DMY; o <= DATE_YMD; o++)
		if ((p->orders & 1u << o) != 0) {
			buf_printf(err, "%s%s", sep,
			    dateorder_name((enum date_order)o));
			sep = " or ";
		}
}

void
dateorder_explain(const struct date_column *d, const char *file,
    struct str column, struct buf *err)
{
	bool both = d->verdict == DATES_CONTRADICT;

	buf_printf(err, "%s: ", file);
	diag_escape(err, column, 60);
	buf_z(err, both ? ": no order of day, month and year fits all dates" :
	    ": the dates do not show which number is the day");
	buf_z(err, " (say it with --date-order)");
	put_place(both ? &d->against[DATE_DMY] : &d->open[0], file, err);
	put_place(both ? &d->against[DATE_MDY] : &d->open[1], file, err);
}
