/*
 * Where the figures come from: events by type, what each run read and
 * rejected, its notes; and the alarms that belong at the top.
 */
#include <stdlib.h>

#include "report.h"
#include "table.h"

#define TYPES_SHOWN	12

static void
paragraph(const struct face *f, struct buf *b, size_t hang)
{
	face_blank(f, 2);
	face_wrap(f, buf_view(b), 2, hang);
	b->len = 0;
}

/* "crm-rfm (rfm.json)", or the name alone for the run that reports. */
static void
put_run(struct buf *b, const struct fig_key *k)
{
	buf_str(b, k->group[0]);
	if (k->group[1].len == 0)
		return;
	buf_z(b, " (");
	buf_str(b, k->group[1]);
	buf_byte(b, ')');
}

/* A figure of a whole run, not of one of its reasons or inputs. */
static bool
is_total(const struct figure *fig)
{
	return fig->key.by[2] == NULL;
}

static bool
same_run(const struct fig_key *a, const struct fig_key *b)
{
	return str_eq(a->group[0], b->group[0]) &&
	    str_eq(a->group[1], b->group[1]);
}

static void
rows_table(const struct figures *fs, const struct face *f)
{
	static const struct table_col col[] = {
		{ "ROWS", false, 12, 0 }, { "read", true, 0, 0 },
		{ "used", true, 0, 0 }, { "filtered", true, 0, 0 },
		{ "rejected", true, 0, 0 }
	};
	static const char *const metric[] = {
		"rows_read", "rows_used", "rows_filtered", "rows_rejected"
	};
	struct table *t = table_open(col, 5);
	const struct figure *fig;
	struct buf b = { 0 };
	size_t at[4] = { 0 }, i;

	/* The four come for each run, in the same order. */
	for (i = 0;; i = (i + 1) % 4) {
		do
			fig = figures_next(fs, "summary", metric[i], &at[i]);
		while (fig != NULL && !is_total(fig));
		if (fig == NULL)
			break;
		b.len = 0;
		if (i == 0) {
			put_run(&b, &fig->key);
			table_cell(t, buf_view(&b));
			b.len = 0;
		}
		report_num(&b, fig->value);
		table_cell(t, buf_view(&b));
	}
	table_close(t, f);
	buf_free(&b);
}

/* "filtered 12 no customer, 3 after as-of" of one run, appended. */
static void
put_reasons(struct buf *b, const struct figures *fs, const struct fig_key *run,
    const char *metric, const char *what)
{
	const struct figure *fig;
	bool first = true;
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", metric, &at)) != NULL) {
		if (is_total(fig) || !same_run(&fig->key, run))
			continue;
		if (first)
			buf_printf(b, "%s%s ", b->len > 0 ? "; " : "", what);
		else
			buf_z(b, ", ");
		report_num(b, fig->value);
		buf_byte(b, ' ');
		buf_str(b, fig->key.group[2]);
		first = false;
	}
}

static void
reasons(const struct figures *fs, const struct face *f)
{
	const struct figure *run;
	struct buf b = { 0 }, line = { 0 };
	size_t at = 0;

	while ((run = figures_next(fs, "summary", "rows_read", &at)) != NULL) {
		if (!is_total(run))
			continue;
		put_reasons(&b, fs, &run->key, "rows_filtered", "filtered");
		put_reasons(&b, fs, &run->key, "rows_rejected", "rejected");
		put_reasons(&b, fs, &run->key, "count", "counted");
		if (b.len == 0)
			continue;
		put_run(&line, &run->key);
		buf_z(&line, ": ");
		buf_str(&line, buf_view(&b));
		paragraph(f, &line, 4);
		b.len = 0;
	}
	buf_free(&b);
	buf_free(&line);
}

static void
notes(const struct figures *fs, const struct face *f)
{
	const struct figure *fig;
	struct buf b = { 0 };
	bool first = true;
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", "note", &at)) != NULL) {
		if (first) {
			buf_byte(f->out, '\n');
			report_title(f, "NOTES");
		}
		first = false;
		buf_str(&b, fig->key.group[0]);
		buf_z(&b, ": ");
		buf_str(&b, fig->key.group[2]);
		paragraph(f, &b, 4);
	}
	buf_free(&b);
}

void
report_rows(const struct figures *fs, const struct face *f)
{
	rows_table(fs, f);
	reasons(fs, f);
	notes(fs, f);
}

/* Most frequent first, ties in the order of the figures. */
static int
compare_counts(const void *a, const void *b)
{
	const struct figure *x = *(const struct figure *const *)a;
	const struct figure *y = *(const struct figure *const *)b;

	if (x->value.v != y->value.v)
		return x->value.v < y->value.v ? 1 : -1;
	return (x > y) - (x < y);
}

/* "order 4,411, view 3,000": groups of a metric with their numbers. */
static size_t
put_counts(struct buf *b, const struct figures *fs, const char *metric)
{
	const struct figure **list, *fig;
	size_t at = 0, n = 0, i;

	list = mem_array(fs->n, sizeof(*list));
	while ((fig = figures_next(fs, "events", metric, &at)) != NULL)
		list[n++] = fig;
	if (n > 1)
		qsort(list, n, sizeof(*list), compare_counts);
	for (i = 0; i < n && i < TYPES_SHOWN; i++) {
		if (i > 0)
			buf_z(b, ", ");
		buf_str(b, list[i]->key.group[0]);
		buf_byte(b, ' ');
		report_num(b, list[i]->value);
	}
	if (n > TYPES_SHOWN)
		buf_printf(b, ", and %zu more", n - TYPES_SHOWN);
	free(list);
	return n;
}

void
report_events(const struct figures *fs, const struct face *f)
{
	struct buf b = { 0 };

	report_title(f, "EVENTS");
	if (put_counts(&b, fs, "events") == 0)
		buf_z(&b, "none");
	paragraph(f, &b, 2);
	buf_z(&b, "orders that do not count: ");
	if (put_counts(&b, fs, "orders_not_counted") > 0)
		paragraph(f, &b, 2);
	buf_free(&b);
}

static void
alarm_line(const struct face *f, struct buf *b)
{
	face_style(f, FACE_ALARM);
	buf_z(f->out, "! ");
	face_style(f, FACE_PLAIN);
	face_wrap(f, buf_view(b), 2, 2);
	b->len = 0;
}

static void
rejected_alarm(const struct figures *fs, const struct face *f, struct buf *b)
{
	const struct figure *fig;
	int128 n = 0;
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", "rows_rejected",
	    &at)) != NULL) {
		if (!is_total(fig) || fig->value.v == 0)
			continue;
		buf_z(b, n == 0 ? "rows rejected: " : ", ");
		report_num(b, fig->value);
		buf_z(b, " by ");
		put_run(b, &fig->key);
		n += fig->value.v;
	}
	if (n > 0)
		alarm_line(f, b);
}

/* Orders that nobody made, as far as the events say. */
static void
nobody_alarm(const struct figures *fs, const struct face *f, struct buf *b)
{
	const struct figure *n, *net;

	n = figures_find(fs, "events", "orders_without_customer");
	net = figures_find(fs, "events", "revenue_without_customer");
	if (n == NULL || n->value.v == 0)
		return;
	report_num(b, n->value);
	buf_z(b, n->value.v == 1 ? " order of " : " orders of ");
	report_value(b, net);
	buf_z(b, " without a customer, not in the key figures");
	alarm_line(f, b);
}

/* Where the events and the customer table do not say the same. */
static void
table_alarms(const struct figures *fs, const struct face *f, struct buf *b)
{
	const struct figure *n, *net;

	n = figures_find(fs, "events", "buyers_not_in_table");
	if (n != NULL && n->value.v > 0) {
		report_num(b, n->value);
		buf_z(b, n->value.v == 1 ? " buyer" : " buyers");
		buf_z(b, " of the events without a row in the customer "
		    "table");
		alarm_line(f, b);
	}
	n = figures_find(fs, "events", "net_revenue");
	net = figures_find(fs, "customers", "net_revenue");
	if (n == NULL || net == NULL || n->value.v == net->value.v)
		return;
	buf_z(b, "net revenue is ");
	report_value(b, net);
	buf_z(b, " in the customer table and ");
	report_value(b, n);
	buf_z(b, " in the events: other orders, or another window");
	alarm_line(f, b);
}

void
report_alarms(const struct figures *fs, const struct face *f)
{
	struct buf b = { 0 };

	rejected_alarm(fs, f, &b);
	nobody_alarm(fs, f, &b);
	table_alarms(fs, f, &b);
	buf_free(&b);
}
