/*
 * From the list of figures to a table. The figures of one group stand
 * together and begin with that of the key metric.
 */
#include <stdlib.h>
#include <string.h>

#include "pivot.h"

/* A row: where its figures begin, and what it is sorted by. */
struct line {
	size_t	at;
	int128	sort;
};

static bool
same_group(const struct fig_key *a, const struct fig_key *b)
{
	size_t i;

	for (i = 0; i < FIG_DIMS; i++) {
		if ((a->by[i] == NULL) != (b->by[i] == NULL) ||
		    !str_eq(a->group[i], b->group[i]))
			return false;
	}
	return strcmp(a->section, b->section) == 0;
}

/* The figure of that metric in the group which begins at `at`, or NULL. */
static const struct figure *
metric_of(const struct figures *fs, size_t at, const char *metric)
{
	size_t i;

	for (i = at; i < fs->n &&
	    same_group(&fs->f[i].key, &fs->f[at].key); i++) {
		if (strcmp(fs->f[i].key.metric, metric) == 0)
			return &fs->f[i];
	}
	return NULL;
}

/* Highest first; equal ones stay in the order of the figures. */
static int
compare(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->sort != y->sort)
		return x->sort < y->sort ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Is the group by what the table is by? */
static bool
is_by(const struct pivot *v, const struct fig_key *k)
{
	if (k->by[0] == NULL || v->by == NULL)
		return k->by[0] != NULL;
	return strcmp(k->by[0], v->by) == 0 && (v->by2 == NULL ||
	    (k->by[2] == NULL &&
	    strcmp(k->by[1] != NULL ? k->by[1] : "", v->by2) == 0));
}

static struct line *
find_lines(const struct pivot *v, const struct figures *fs, size_t *n)
{
	struct line *line = mem_array(fs->n, sizeof(*line));
	const struct figure *fig;
	size_t at = 0;

	*n = 0;
	while ((fig = figures_next(fs, v->section, v->key, &at)) != NULL) {
		if (!is_by(v, &fig->key))
			continue;
		line[*n].at = at - 1;
		if (v->sort != NULL)
			fig = metric_of(fs, at - 1, v->sort);
		line[(*n)++].sort = v->sort != NULL && fig != NULL ?
		    fig->value.v : 0;
	}
	if (*n > 1)
		qsort(line, *n, sizeof(*line), compare);
	return line;
}

/* "2023-01-05..2024-01-02": the part behind the dots. */
static struct str
last_day(struct str period)
{
	size_t i;

	for (i = 0; i + 2 < period.len; i++) {
		if (period.p[i] == '.' && period.p[i + 1] == '.')
			return (struct str){ period.p + i + 2,
			    period.len - i - 2 };
	}
	return period;
}

/* "10 to 15%, below"; "-" where nothing is expected. */
static struct str
band(struct page *p, const struct figure *share, const struct figure *low,
    const struct figure *high)
{
	char a[NUM_MAX], b[NUM_MAX];
	struct str from, to;

	if (share == NULL || low == NULL || high == NULL)
		return STR("-");
	from = (struct str){ a,
	    num_print_percent(low->num.v, low->den.v, 0, a) };
	to = (struct str){ b,
	    num_print_percent(high->num.v, high->den.v, 0, b) };
	if (share->flags & FIG_BELOW)
		return SAY(p, N_("{1} to {2}%, below"), from, to);
	if (share->flags & FIG_ABOVE)
		return SAY(p, N_("{1} to {2}%, above"), from, to);
	return SAY(p, N_("{1} to {2}%, within"), from, to);
}

/* "+1.8"; no sign where nothing is left of it. */
static struct str
points(struct page *p, const struct figure *fig)
{
	struct str s;

	if (fig == NULL || fig->value.unit != FIG_REAL)
		return STR("-");
	s = say_share(p, fig->real < 0 ? -fig->real : fig->real);
	if (str_eq(s, STR("0.0")))
		return s;
	return SAY(p, fig->real < 0 ? "-{1}" : "+{1}", s);
}

static struct str
name_of(struct page *p, struct str group)
{
	return group.len > 0 ? group : say_label(p, N_("(none)"));
}

/* The part of `of` that a share is, in 1000; -1 when it is none. */
static int
part_of(const struct figure *fig, double of)
{
	if (fig == NULL || fig->value.unit != FIG_RATIO || of <= 0 ||
	    fig->num.v < 0)
		return -1;
	return (int)((double)fig->num.v / (double)fig->den.v / of * 1000 +
	    0.5);
}

static double
largest(const struct figures *fs, const struct line *line, size_t n,
    const char *metric)
{
	const struct figure *fig;
	double max = 0, v;
	size_t i;

	for (i = 0; i < n; i++) {
		fig = metric_of(fs, line[i].at, metric);
		if (fig == NULL || fig->value.unit != FIG_RATIO)
			continue;
		v = (double)fig->num.v / (double)fig->den.v;
		max = v > max ? v : max;
	}
	return max;
}

static void
add_cell(struct page *p, const struct figures *fs, size_t at,
    const struct pivot_col *col, double max)
{
	const struct fig_key *k = &fs->f[at].key;
	const struct figure *fig = col->metric != NULL ?
	    metric_of(fs, at, col->metric) : NULL;

	switch (col->what) {
	case PIVOT_VALUE:
		page_cell(p, say_value(p, fig));
		break;
	case PIVOT_PERCENT:
		page_cell(p, fig != NULL && (fig->flags & FIG_PENDING) != 0 ?
		    say_label(p, N_("pending")) : say_percent(p, fig));
		break;
	case PIVOT_POINTS:
		page_cell(p, points(p, fig));
		break;
	case PIVOT_BAR:
		page_bar(p, part_of(fig, max));
		break;
	case PIVOT_BAND:
		page_cell(p, band(p, fig, metric_of(fs, at, "band_low"),
		    metric_of(fs, at, "band_high")));
		break;
	case PIVOT_SLUG0:
		page_cell(p, name_of(p, wording_slug(p->wording, col->metric,
		    k->group[0])));
		break;
	case PIVOT_SLUG1:
		page_cell(p, name_of(p, wording_slug(p->wording, col->metric,
		    k->group[1])));
		break;
	case PIVOT_GROUP1:
		page_cell(p, name_of(p, k->group[1]));
		break;
	case PIVOT_LAST_DAY:
		page_cell(p, last_day(k->period));
		break;
	}
}

/* Has one of the rows a figure for the column? */
static bool
has_figure(const struct figures *fs, const struct line *line, size_t n,
    const struct pivot_col *col)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (col->what == PIVOT_SLUG0 || col->what == PIVOT_SLUG1 ||
		    col->metric == NULL ||
		    metric_of(fs, line[i].at, col->metric) != NULL)
			return true;
	return false;
}

static void
add_table(const struct pivot *v, const struct figures *fs,
    const struct line *line, size_t n, struct page *p)
{
	struct page_col *head = mem_array(v->ncol, sizeof(*head));
	double *max = mem_array(v->ncol, sizeof(*max));
	size_t i, j, shown, first;

	for (i = 0; i < v->ncol; i++) {
		head[i] = v->col[i].head;
		max[i] = v->col[i].what == PIVOT_BAR ?
		    largest(fs, line, n, v->col[i].metric) : 0;
	}
	page_table(p, head, v->ncol);
	shown = v->rows > 0 && n > v->rows ? v->rows : n;
	first = v->sort == NULL ? n - shown : 0;
	for (i = first; i < first + shown; i++) {
		for (j = 0; j < v->ncol; j++)
			add_cell(p, fs, line[i].at, &v->col[j], max[j]);
	}
	if (shown < n)
		page_add(p, PAGE_TEXT, SAY(p, N_("{1} more in the data "
		    "(--csv)"), say_num(p, fig_count((int128)(n - shown)))));
	free(head);
	free(max);
}

void
pivot_add(const struct pivot *v, const struct figures *fs, struct page *p)
{
	struct pivot_col *col = mem_array(v->ncol, sizeof(*col));
	struct pivot shown = *v;
	size_t n, i;
	struct line *line = find_lines(v, fs, &n);

	shown.col = col;
	shown.ncol = 0;
	for (i = 0; i < v->ncol; i++) {
		if (!v->known || has_figure(fs, line, n, &v->col[i]))
			col[shown.ncol++] = v->col[i];
	}
	if (n > 0 && n >= v->least)
		add_table(&shown, fs, line, n, p);
	free(line);
	free(col);
}
