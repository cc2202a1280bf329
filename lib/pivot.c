/*
 * From the list of figures to a table. The figures of one group stand
 * together and begin with that of the key metric.
 */
#include <stdlib.h>
#include <string.h>

#include "pivot.h"
#include "report.h"

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

static struct line *
find_lines(const struct pivot *p, const struct figures *fs, size_t *n)
{
	struct line *line = mem_array(fs->n, sizeof(*line));
	const struct figure *fig;
	size_t at = 0;

	*n = 0;
	while ((fig = figures_next(fs, p->section, p->key, &at)) != NULL) {
		if (fig->key.by[0] == NULL)
			continue;
		line[*n].at = at - 1;
		if (p->sort != NULL)
			fig = metric_of(fs, at - 1, p->sort);
		line[(*n)++].sort = p->sort != NULL && fig != NULL ?
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
static void
put_band(struct buf *b, const struct figure *share, const struct figure *low,
    const struct figure *high)
{
	if (share == NULL || low == NULL || high == NULL) {
		buf_byte(b, '-');
		return;
	}
	b->len += num_print_percent(low->num.v, low->den.v, 0,
	    buf_room(b, NUM_MAX));
	buf_z(b, " to ");
	b->len += num_print_percent(high->num.v, high->den.v, 0,
	    buf_room(b, NUM_MAX));
	buf_z(b, share->flags & FIG_BELOW ? "%, below" :
	    share->flags & FIG_ABOVE ? "%, above" : "%, within");
}

static void
put_cell(struct buf *b, const struct figures *fs, size_t at,
    const struct pivot_col *col)
{
	const struct fig_key *k = &fs->f[at].key;

	switch (col->what) {
	case PIVOT_VALUE:
		report_value(b, metric_of(fs, at, col->metric));
		break;
	case PIVOT_PERCENT:
		report_percent(b, metric_of(fs, at, col->metric));
		break;
	case PIVOT_BAND:
		put_band(b, metric_of(fs, at, col->metric),
		    metric_of(fs, at, "band_low"),
		    metric_of(fs, at, "band_high"));
		break;
	case PIVOT_GROUP0:
		buf_str(b, k->group[0].len > 0 ? k->group[0] : STR("(none)"));
		break;
	case PIVOT_GROUP1:
		buf_str(b, k->group[1].len > 0 ? k->group[1] : STR("(none)"));
		break;
	case PIVOT_LAST_DAY:
		buf_str(b, last_day(k->period));
		break;
	}
}

void
pivot_print(const struct pivot *p, const struct figures *fs,
    const struct face *f)
{
	struct table_col *head = mem_array(p->ncol, sizeof(*head));
	struct buf b = { 0 };
	struct table *t;
	struct line *line;
	size_t i, j, n;

	for (i = 0; i < p->ncol; i++)
		head[i] = p->col[i].head;
	t = table_open(head, p->ncol);
	line = find_lines(p, fs, &n);
	for (i = 0; i < n; i++) {
		for (j = 0; j < p->ncol; j++) {
			b.len = 0;
			put_cell(&b, fs, line[i].at, &p->col[j]);
			table_cell(t, buf_view(&b));
		}
	}
	table_close(t, f);
	free(line);
	free(head);
	buf_free(&b);
}
