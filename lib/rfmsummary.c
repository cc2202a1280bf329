/* Rates of the whole population from the days with an order. */
#include <stdlib.h>

#include "metrics.h"
#include "rfmsummary.h"

#define MATURE		90	/* days */
#define PRECISION	6

/* The buyers of a calendar month, and those who bought in the next as well. */
struct month {
	uint64_t	buyers, again;
};

struct counts {
	struct month	*month;		/* from number `first` on */
	int		 first, n;
	uint64_t	 mature, second;
};

/* Months since the year 0. */
static int
month_of(int32_t day)
{
	int year, month, mday;

	day_to_civil(day, &year, &month, &mday);
	return 12 * year + month - 1;
}

static int32_t
first_day(int month)
{
	return day_from_civil(month / 12, month % 12 + 1, 1);
}

/* Room for the months of n days in any order. */
static void
open_months(struct counts *c, const struct daybook_day *d, size_t n)
{
	int32_t first = d[0].day, last = d[0].day;
	size_t i;

	for (i = 1; i < n; i++) {
		first = d[i].day < first ? d[i].day : first;
		last = d[i].day > last ? d[i].day : last;
	}
	c->first = month_of(first);
	c->n = month_of(last) - c->first + 1;
	c->month = mem_array((size_t)c->n, sizeof(*c->month));
}

/* The n days of one customer in order. */
static void
count(struct counts *c, const struct daybook_day *d, size_t n, int32_t as_of)
{
	int month, before = -1;
	size_t i;

	for (i = 0; i < n; i++, before = month) {
		month = month_of(d[i].day) - c->first;
		if (month == before)
			continue;
		c->month[month].buyers++;
		if (i > 0 && month == before + 1)
			c->month[before].again++;
	}
	if (as_of - d[0].day < MATURE)
		return;
	c->mature++;
	c->second += n > 1 && d[1].day - d[0].day <= MATURE;
}

static void
rebuy_figures(struct figures *fs, const struct counts *c,
    const struct purchases *p)
{
	struct fig_key k = { .section = "customers", .metric = "rebuy_rate" };
	const struct purchase_opts *o = &p->opt;
	char first[DAY_MAX], last[DAY_MAX];
	int32_t begin, end;
	int i;

	for (i = 0; i < c->n; i++) {
		begin = first_day(c->first + i);
		end = first_day(c->first + i + 1);
		/* Nobody has bought, or nobody can have bought again. */
		if (c->month[i].buyers == 0 || o->as_of < end)
			continue;
		k.period = arena_printf(&fs->text, "%.*s..%.*s",
		    (int)day_print(begin, first), first,
		    (int)day_print(end - 1, last), last);
		figures_share(fs, &k, c->month[i].again, c->month[i].buyers);
		if (o->as_of + 1 < first_day(c->first + i + 2) ||
		    (o->window != 0 && o->as_of - begin >= o->window))
			fs->f[fs->n - 1].flags |= FIG_INCOMPLETE;
	}
}

static void
day_figures(struct figures *fs, const struct purchases *p, struct str as_of)
{
	struct fig_key k = { .section = "customers", .metric = "mature_rate",
	    .period = as_of };
	struct daybook_day *d = daybook_sorted(&p->days);
	size_t n = p->days.day.n, i, from;
	struct counts c = { 0 };

	if (n > 0)
		open_months(&c, d, n);
	for (from = 0; from < n; from = i) {
		for (i = from; i < n && d[i].customer == d[from].customer;)
			i++;
		count(&c, d + from, i - from, p->opt.as_of);
	}
	if (p->opt.window == 0)
		figures_share(fs, &k, c.second, c.mature);
	rebuy_figures(fs, &c, p);
	free(c.month);
	free(d);
}

void
rfm_summary(struct figures *fs, const struct purchases *p, struct str as_of,
    struct str currency)
{
	const struct metrics m = { .as_of = as_of, .currency = currency };
	struct metrics_sums s = { .customers = p->customer.n,
	    .has_orders = true, .has_net = true, .has_again = true };
	const struct customer *c;
	uint32_t i;

	for (i = 0; i < p->customer.n; i++) {
		c = purchases_at(p, i);
		s.buyers += c->orders > 0;
		s.orders += c->orders;
		s.net += c->net;
		s.again += c->days > 1;
	}
	metrics_sums(fs, &m, &s);
	day_figures(fs, p, as_of);
}

void
rfm_summary_write(const struct figures *fs, struct io_out *out,
    enum tab_format f)
{
	struct tabout *t = tab_open(out, f, fig_columns, FIG_COLUMNS, 0);
	struct str cell[FIG_COLUMNS];
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < fs->n; i++) {
		figure_cells(&fs->f[i], PRECISION, &text, cell);
		tab_row(t, cell);
	}
	tab_close(t);
	buf_free(&text);
}
