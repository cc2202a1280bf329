/*
 * The lifetime value of each customer. Times are whole days until they meet a
 * model, so customers with one history are one pattern, and what is expected
 * is computed once for each.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clvtable.h"
#include "mem.h"

/* A history in days, and the customer that has it. */
struct days {
	uint32_t	x;
	int32_t		t, t_x;
	uint32_t	number;
};

static int
by_history(const void *a, const void *b)
{
	const struct days *p = a, *q = b;

	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	if (p->t != q->t)
		return p->t < q->t ? -1 : 1;
	return p->t_x < q->t_x ? -1 : p->t_x > q->t_x;
}

/* One customer's n days in order; false when none is in the calibration. */
static bool
read_days(struct clv_table *t, const struct daybook_day *d, size_t n,
    struct clv_buyer *b, struct days *out)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n && d[i].day <= t->end; i++) {
		if (i == 0 || d[i].net <= 0)
			continue;
		sum += (double)d[i].net / MONEY_UNIT;
		b->spent_on++;
	}
	b->later = (uint32_t)(n - i);
	b->mean = b->spent_on > 0 ? sum / b->spent_on : NAN;
	if (i == 0)
		return false;
	*out = (struct days){ .x = (uint32_t)i - 1, .t = t->end - d[0].day,
	    .t_x = i > 1 ? d[i - 1].day - d[0].day : 0 };
	return true;
}

/* Customers of one history together. */
static void
make_patterns(struct clv_table *t, struct days *d, size_t n)
{
	double unit = t->opt.unit;
	size_t i;

	qsort(d, n, sizeof(*d), by_history);
	t->pattern = mem_array(n, sizeof(*t->pattern));
	for (i = 0; i < n; i++) {
		if (i == 0 || by_history(&d[i - 1], &d[i]) != 0)
			t->pattern[t->npattern++] = (struct clv_pattern){
			    .h = { .x = d[i].x, .t = d[i].t / unit,
				.t_x = d[i].t_x / unit } };
		t->pattern[t->npattern - 1].h.n++;
		t->buyer[d[i].number].pattern = (uint32_t)t->npattern - 1;
	}
}

void
clv_table_open(struct clv_table *t, const struct clv_opts *o,
    const struct purchases *p)
{
	struct daybook_day *day = daybook_sorted(&p->days);
	size_t at = 0, n, got = 0, i;
	struct days *d;
	uint32_t ref;

	*t = (struct clv_table){ .opt = *o, .n = p->customer.n,
	    .as_of = p->opt.as_of, .end = o->cal_end };
	if (t->end == DAY_NONE)
		t->end = t->as_of;
	t->buyer = mem_array(t->n, sizeof(*t->buyer));
	d = mem_array(t->n, sizeof(*d));
	/* References grow with the numbers of the customers. */
	for (i = 0; i < t->n; i++) {
		ref = *(const uint32_t *)store_at(&p->customer, (uint32_t)i);
		for (n = 0; at + n < p->days.day.n &&
		    day[at + n].customer == ref; n++)
			;
		t->buyer[i] = (struct clv_buyer){ .pattern = UINT32_MAX };
		if (read_days(t, day + at, n, &t->buyer[i], &d[got])) {
			d[got].number = (uint32_t)i;
			got++;
		}
		at += n;
	}
	make_patterns(t, d, got);
	free(d);
	free(day);
}

void
clv_table_close(struct clv_table *t)
{
	free(t->pattern);
	free(t->buyer);
}

static int
by_value(const void *a, const void *b)
{
	const struct clv_orders_value *p = a, *q = b;

	if (p->mean != q->mean)
		return p->mean < q->mean ? -1 : 1;
	return p->x < q->x ? -1 : p->x > q->x;
}

/*
 * Equal ones together, in one order: sums of doubles must not depend on that of
 * the customers.
 */
static size_t
gather_values(struct clv_orders_value *v, size_t m)
{
	size_t i, n = 0;

	qsort(v, m, sizeof(*v), by_value);
	for (i = 0; i < m; i++) {
		if (n > 0 && by_value(&v[n - 1], &v[i]) == 0)
			v[n - 1].n++;
		else
			v[n++] = v[i];
	}
	return n;
}

void
clv_table_fit(struct clv_table *t)
{
	struct clv_history *h = mem_array(t->npattern, sizeof(*h));
	struct clv_orders_value *v = mem_array(t->n, sizeof(*v));
	struct clv_given *g = &t->given;
	size_t i, m = 0;

	*g = (struct clv_given){ .unit = t->opt.unit };
	for (i = 0; i < t->npattern; i++) {
		h[i] = t->pattern[i].h;
		g->customers += h[i].n;
	}
	for (i = 0; i < t->n; i++)
		if (t->buyer[i].spent_on > 0)
			v[m++] = (struct clv_orders_value){ t->buyer[i].mean,
			    t->buyer[i].spent_on, 1 };
	clv_fit(t->opt.model, h, t->npattern, &g->fit);
	clv_fit_spend(v, gather_values(v, m), &g->spend);
	free(h);
	free(v);
}

/* The orders of a living customer in the horizon, discounted by period. */
static double
discounted(const struct clv_table *t, const struct clv_history *h,
    double alive)
{
	double before = 0, now, sum = 0, factor = 1;
	int64_t k;

	if (t->opt.discount == 0)
		return clv_orders(&t->given.fit.params, h,
		    (double)t->opt.horizon) / alive;
	for (k = 1; k <= t->opt.horizon; k++) {
		now = clv_orders(&t->given.fit.params, h, (double)k) / alive;
		factor /= 1 + t->opt.discount;
		sum += (now - before) * factor;
		before = now;
	}
	return sum;
}

void
clv_table_expect(struct clv_table *t)
{
	const struct clv_params *p = &t->given.fit.params;
	struct clv_pattern *q, *like = NULL;
	double orders = 0, sum = 0;
	struct clv_history fresh;
	size_t i;

	if (t->given.fit.trouble != NULL)
		return;
	/* Of the living it depends on x and the age only: sorted by these. */
	for (i = 0; i < t->npattern; i++) {
		q = &t->pattern[i];
		q->alive = clv_alive(p, &q->h);
		if (like == NULL || like->h.x != q->h.x ||
		    like->h.t < q->h.t || like->h.t > q->h.t) {
			like = q;
			fresh = q->h;
			/* Bought just now: the surest to be alive. */
			fresh.t_x = fresh.t;
			orders = clv_orders(p, &fresh,
			    (double)t->opt.horizon) / clv_alive(p, &fresh);
			sum = discounted(t, &fresh, clv_alive(p, &fresh));
		}
		q->orders = orders * q->alive;
		q->discounted = sum * q->alive;
	}
}

static bool
has_spend(const struct clv_given *g)
{
	return g->spend.trouble == NULL && g->spend.spend.q > 1;
}

struct clv_row
clv_table_row(const struct clv_table *t, size_t number)
{
	const struct clv_buyer *b = &t->buyer[number];
	const struct clv_pattern *q;
	struct clv_row row = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };

	if (b->pattern == UINT32_MAX)
		return row;
	q = &t->pattern[b->pattern];
	row.x = q->h.x;
	row.t_x = q->h.t_x;
	row.t_cal = q->h.t;
	if (t->given.fit.trouble != NULL)
		return row;
	row.alive = q->alive;
	row.orders = q->orders;
	if (!has_spend(&t->given))
		return row;
	row.spend = clv_value(&t->given.spend.spend, b->spent_on,
	    b->spent_on > 0 ? b->mean : 0);
	row.clv = q->discounted * row.spend;
	return row;
}
