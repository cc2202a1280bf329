/*
 * The account of the runs behind a report: what each read, used, filtered and
 * rejected, and what it remarked on.
 */
#include "metrics.h"

static struct fig_key
key(const struct metrics *m, const struct runsum *rs, const char *metric)
{
	struct fig_key k = {
		.section = "summary", .metric = metric,
		.by = { "program", "summary" },
		.group = { rs->program, str_z(rs->file) }, .period = m->as_of
	};

	return k;
}

/* One figure for each entry of a list, named in a third dimension. */
static void
list_figures(struct figures *fs, struct fig_key k, const char *by,
    const struct runsum_list *list)
{
	size_t i;

	k.by[2] = by;
	for (i = 0; i < list->n; i++) {
		k.group[2] = list->c[i].name;
		figures_value(fs, &k, fig_count(list->c[i].n), -1);
	}
}

/* A figure that is a text and has no value. */
static void
text_figure(struct figures *fs, struct fig_key k, struct str text)
{
	k.group[2] = text;
	figures_value(fs, &k, (struct fig_num){ FIG_NONE, 0 }, -1);
}

/* What somebody needs to make the figures again. */
static void
origin_figures(struct figures *fs, struct fig_key k, const struct runsum *rs)
{
	size_t i;

	k.metric = "version";
	if (rs->version.len > 0)
		text_figure(fs, k, rs->version);
	k.metric = "setting";
	for (i = 0; i < rs->nsetting; i++)
		text_figure(fs, k, rs->setting[i]);
	k.metric = "sha256";
	k.by[2] = "input";
	for (i = 0; i < rs->inputs.n; i++) {
		if (rs->digest == NULL || rs->digest[i].len == 0)
			continue;
		text_figure(fs, k, arena_printf(&fs->text, "%.*s=%.*s",
		    STR_ARG(rs->inputs.c[i].name), STR_ARG(rs->digest[i])));
	}
}

static void
run_figures(struct figures *fs, const struct metrics *m,
    const struct runsum *rs)
{
	struct fig_key k = key(m, rs, "rows_read");
	size_t i;

	figures_value(fs, &k, fig_count(rs->read), -1);
	list_figures(fs, k, "input", &rs->inputs);
	k.metric = "rows_used";
	figures_value(fs, &k, fig_count(rs->used), -1);
	k.metric = "rows_filtered";
	figures_value(fs, &k, fig_count(rs->filtered), -1);
	list_figures(fs, k, "reason", &rs->filtered_by);
	k.metric = "rows_rejected";
	figures_value(fs, &k, fig_count(rs->rejected), -1);
	list_figures(fs, k, "reason", &rs->rejected_by);
	k.metric = "count";
	list_figures(fs, k, "of", &rs->counts);
	k.metric = "note";
	k.by[2] = "text";
	for (i = 0; i < rs->nnote; i++)
		text_figure(fs, k, rs->note[i]);
	origin_figures(fs, k, rs);
}

void
metrics_rows(struct figures *fs, const struct metrics *m)
{
	size_t i;

	for (i = 0; i < m->nrun; i++)
		run_figures(fs, m, &m->run[i]);
}
