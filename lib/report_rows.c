/*
 * Where the figures come from: events by type, what each run read and
 * rejected, its notes; and the alarms that belong at the top.
 */
#include <stdlib.h>
#include <string.h>

#include "report.h"

#define TYPES_SHOWN	12
#define DIGESTS_SHOWN	6

/* "crm-rfm (rfm.json)", or the name alone for the run that reports. */
static struct str
run_name(struct page *p, const struct fig_key *k)
{
	return k->group[1].len == 0 ? k->group[0] :
	    SAY(p, "{1} ({2})", k->group[0], k->group[1]);
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
rows_table(struct page *p, const struct figures *fs)
{
	static const struct page_col col[] = {
		{ N_("run"), PAGE_LEFT, 12, 0 },
		{ N_("read"), PAGE_RIGHT, 0, 0 },
		{ N_("used"), PAGE_RIGHT, 0, 0 },
		{ N_("filtered"), PAGE_RIGHT, 0, 0 },
		{ N_("rejected"), PAGE_RIGHT, 0, 0 }
	};
	static const char *const metric[] = {
		"rows_read", "rows_used", "rows_filtered", "rows_rejected"
	};
	const struct figure *fig;
	size_t at[4] = { 0 }, i;

	page_table(p, col, 5);
	/* The four come for each run, in the same order. */
	for (i = 0;; i = (i + 1) % 4) {
		do
			fig = figures_next(fs, "summary", metric[i], &at[i]);
		while (fig != NULL && !is_total(fig));
		if (fig == NULL)
			return;
		if (i == 0)
			page_cell(p, run_name(p, &fig->key));
		page_cell(p, say_num(p, fig->value));
	}
}

/* "filtered 12 no customer, 3 after as-of" of one run, appended. */
static void
put_reasons(struct buf *b, struct page *p, const struct figures *fs,
    const struct fig_key *run, const char *const metric[2])
{
	const struct figure *fig;
	bool first = true;
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", metric[0], &at)) != NULL) {
		if (is_total(fig) || !same_run(&fig->key, run))
			continue;
		if (first) {
			buf_z(b, b->len > 0 ? "; " : "");
			buf_str(b, say_label(p, metric[1]));
		}
		buf_z(b, first ? " " : ", ");
		buf_str(b, say_num(p, fig->value));
		buf_byte(b, ' ');
		buf_str(b, fig->key.group[2]);
		first = false;
	}
}

static void
reasons(struct page *p, const struct figures *fs)
{
	static const char *const metric[][2] = {
		{ "rows_filtered", N_("filtered") },
		{ "rows_rejected", N_("rejected") },
		{ "count", N_("counted") }
	};
	const struct figure *run;
	struct buf b = { 0 };
	size_t at = 0, i;

	while ((run = figures_next(fs, "summary", "rows_read", &at)) != NULL) {
		if (!is_total(run))
			continue;
		b.len = 0;
		for (i = 0; i < 3; i++)
			put_reasons(&b, p, fs, &run->key, metric[i]);
		if (b.len > 0)
			page_add(p, PAGE_TEXT, SAY(p, "{1}: {2}",
			    run_name(p, &run->key), buf_view(&b)));
	}
	buf_free(&b);
}

static void
notes(struct page *p, const struct figures *fs)
{
	const struct figure *fig;
	bool first = true;
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", "note", &at)) != NULL) {
		if (first)
			page_section(p, "notes", N_("Notes"), STR(""));
		first = false;
		page_add(p, PAGE_TEXT, SAY(p, "{1}: {2}", fig->key.group[0],
		    fig->key.group[2]));
	}
}

/*
 * "orders.csv=254799f4b36c": the name of a file without its folder, and the
 * first 12 of 64 digits, which tell one file from another.
 */
static struct str
short_digest(struct str s)
{
	size_t i;

	s.len -= s.len > 52 ? 52 : 0;
	for (i = s.len; i > 0 && s.p[i - 1] != '/'; i--)
		;
	return (struct str){ s.p + i, s.len - i };
}

/* "a; b; c" of one metric of a run. */
static struct str
listed(struct page *p, const struct figures *fs, const struct fig_key *run,
    const char *metric)
{
	bool digest = strcmp(metric, "sha256") == 0;
	const struct figure *fig;
	struct buf b = { 0 };
	size_t at = 0, n = 0;
	struct str s;

	while ((fig = figures_next(fs, "summary", metric, &at)) != NULL) {
		if (is_total(fig) || !same_run(&fig->key, run))
			continue;
		if (digest && n++ >= DIGESTS_SHOWN)
			continue;
		buf_z(&b, b.len > 0 ? "; " : "");
		buf_str(&b, digest ? short_digest(fig->key.group[2]) :
		    fig->key.group[2]);
	}
	s = n <= DIGESTS_SHOWN ? SAY(p, "{1}", buf_view(&b)) :
	    SAY(p, N_("{1}, and {2} more"), buf_view(&b),
	    say_num(p, fig_count((int128)(n - DIGESTS_SHOWN))));
	buf_free(&b);
	return s;
}

/* What made the figures: programs, versions, settings, inputs. */
static void
provenance(struct page *p, const struct figures *fs)
{
	const struct figure *run;
	struct str settings, inputs;
	size_t at = 0;

	page_section(p, "provenance", N_("Provenance"), STR(""));
	while ((run = figures_next(fs, "summary", "rows_read", &at)) != NULL) {
		if (!is_total(run))
			continue;
		settings = listed(p, fs, &run->key, "setting");
		inputs = listed(p, fs, &run->key, "sha256");
		page_add(p, PAGE_TEXT, SAY(p, "{1} {2}{3}{4}{5}{6}",
		    run_name(p, &run->key),
		    listed(p, fs, &run->key, "version"),
		    settings.len > 0 ? STR(": ") : STR(""), settings,
		    inputs.len > 0 ? STR("; sha256 ") : STR(""), inputs));
	}
}

void
report_rows(struct page *p, const struct figures *fs)
{
	page_section(p, "summary", N_("Rows"), STR(""));
	rows_table(p, fs);
	reasons(p, fs);
	notes(p, fs);
	provenance(p, fs);
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

/* "order 4,411, view 3,000": groups of a metric with their numbers, or "". */
static struct str
counts(struct page *p, const struct figures *fs, const char *metric)
{
	const struct figure **list, *fig;
	struct buf b = { 0 };
	size_t at = 0, n = 0, i;
	struct str s;

	list = mem_array(fs->n, sizeof(*list));
	while ((fig = figures_next(fs, "events", metric, &at)) != NULL) {
		/* Those of a period are not of all. */
		if (fig->key.by[1] == NULL)
			list[n++] = fig;
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), compare_counts);
	for (i = 0; i < n && i < TYPES_SHOWN; i++) {
		buf_z(&b, i > 0 ? ", " : "");
		buf_str(&b, wording_slug(p->wording, list[i]->key.by[0],
		    list[i]->key.group[0]));
		buf_byte(&b, ' ');
		buf_str(&b, say_num(p, list[i]->value));
	}
	s = n <= TYPES_SHOWN ? SAY(p, "{1}", buf_view(&b)) :
	    SAY(p, N_("{1}, and {2} more"), buf_view(&b),
	    say_num(p, fig_count((int128)(n - TYPES_SHOWN))));
	free(list);
	buf_free(&b);
	return s;
}

void
report_events(struct page *p, const struct figures *fs)
{
	struct str types = counts(p, fs, "events");
	struct str unpaid = counts(p, fs, "orders_not_counted");

	page_section(p, "events", N_("Events"), STR(""));
	page_add(p, PAGE_TEXT, types.len > 0 ? types :
	    say_label(p, N_("none")));
	if (unpaid.len > 0)
		page_add(p, PAGE_TEXT, SAY(p,
		    N_("orders that do not count: {1}"), unpaid));
}

static void
rejected_alarm(struct page *p, const struct figures *fs)
{
	const struct figure *fig;
	struct buf b = { 0 };
	size_t at = 0;

	while ((fig = figures_next(fs, "summary", "rows_rejected",
	    &at)) != NULL) {
		if (!is_total(fig) || fig->value.v == 0)
			continue;
		buf_z(&b, b.len > 0 ? ", " : "");
		buf_str(&b, SAY(p, N_("{1} by {2}"), say_num(p, fig->value),
		    run_name(p, &fig->key)));
	}
	if (b.len > 0)
		page_add(p, PAGE_ALARM, SAY(p, N_("rows rejected: {1}"),
		    buf_view(&b)));
	buf_free(&b);
}

/* Orders that nobody made, as far as the events say. */
static void
nobody_alarm(struct page *p, const struct figures *fs)
{
	const struct figure *n, *net;

	n = figures_find(fs, "events", "orders_without_customer");
	net = figures_find(fs, "events", "revenue_without_customer");
	if (n == NULL || n->value.v == 0)
		return;
	page_add(p, PAGE_ALARM, SAY(p, n->value.v == 1 ?
	    N_("{1} order of {2} without a customer, not in the key figures") :
	    N_("{1} orders of {2} without a customer, not in the key figures"),
	    say_num(p, n->value), say_value(p, net)));
}

/* Where the events and the customer table do not say the same. */
static void
table_alarms(struct page *p, const struct figures *fs)
{
	const struct figure *n, *net;

	n = figures_find(fs, "events", "buyers_not_in_table");
	if (n != NULL && n->value.v > 0)
		page_add(p, PAGE_ALARM, SAY(p, n->value.v == 1 ?
		    N_("{1} buyer of the events without a row in the "
		    "customer table") :
		    N_("{1} buyers of the events without a row in the "
		    "customer table"), say_num(p, n->value)));
	n = figures_find(fs, "events", "net_revenue");
	net = report_total(fs, "customers", "net_revenue");
	if (n == NULL || net == NULL || n->value.v == net->value.v)
		return;
	page_add(p, PAGE_ALARM, SAY(p, N_("net revenue is {1} in the customer "
	    "table and {2} in the events: other orders, or another window"),
	    say_value(p, net), say_value(p, n)));
}

void
report_alarms(struct page *p, const struct figures *fs)
{
	rejected_alarm(p, fs);
	nobody_alarm(p, fs);
	table_alarms(p, fs);
}
