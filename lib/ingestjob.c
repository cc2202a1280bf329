/*
 * Rows on their way to the thread that finds out what they are, and back. What
 * is on its way is bounded, and comes back in the order of the rows.
 */
#include <stdlib.h>
#include <string.h>

#include "ingestin.h"

static void
run(void *ctx, void *job)
{
	struct ingest *g = ctx;

	g->job = job;
	g->direct = false;
	ingest_rows(g);
}

static void
close_job(void *job)
{
	struct ingest_job *j = job;

	arena_free(&j->mem);
	free(j->item);
}

static void
here(struct ingest *g)
{
	g->job = &g->here;
	g->direct = true;
}

void
ingest_open_thread(struct ingest *g)
{
	if (g->o.thread && g->o.watch == NULL)
		g->worker = worker_open(g, INGEST_JOBS,
		    sizeof(struct ingest_job), run, close_job);
	if (g->worker != NULL)
		g->fill = worker_job(g->worker);
	here(g);
}

void
ingest_close_thread(struct ingest *g)
{
	worker_close(g->worker);
	close_job(&g->here);
}

static void
clear(struct ingest_job *j)
{
	j->nrow = j->next = j->bytes = 0;
	arena_reset(&j->mem);
}

/* What is left of a job that waited for the dates to be judged. */
static void
catch_up(struct ingest *g, struct ingest_job *j)
{
	if (g->status != STATUS_OK || j->next == j->nrow)
		return;
	g->job = j;
	g->direct = false;
	ingest_rows(g);
	ingest_settle(g, j);
}

/*
 * The oldest job is done. If it is not done to its end, dates have to be judged
 * and those behind it have not been begun: all of them are done here.
 */
static void
settle_oldest(struct ingest *g)
{
	struct ingest_job *j = g->given[0];
	size_t i, n = 1;

	ingest_settle(g, j);
	if (j->next < j->nrow) {
		worker_wait(g->worker);
		n = g->ngiven;
		g->halt = false;
		if (g->status == STATUS_OK)
			ingest_judge(g);
		for (i = 0; i < n; i++)
			catch_up(g, g->given[i]);
	}
	for (i = 0; i < n; i++)
		clear(g->given[i]);
	g->ngiven -= n;
	memmove(g->given, g->given + n, g->ngiven * sizeof(*g->given));
}

static void
give(struct ingest *g)
{
	g->given[g->ngiven++] = g->fill;
	worker_run(g->worker);
	g->fill = NULL;
}

/* A text that lies in `from` lies in its copy; any other is copied. */
static struct str
moved(struct ingest_job *j, struct str s, struct str from, const char *to)
{
	uintptr_t at = (uintptr_t)s.p, begin = (uintptr_t)from.p;

	if (s.len == 0)
		return (struct str){ to, 0 };
	if (at >= begin && at - begin <= from.len &&
	    s.len <= from.len - (at - begin))
		return (struct str){ to + (at - begin), s.len };
	j->bytes += s.len;
	return arena_dup(&j->mem, s);
}

static void
copy_row(struct ingest_job *j, struct row *to, const struct row *row)
{
	struct str *cell = NULL;
	struct fault *bad;
	size_t i;

	*to = *row;
	to->raw = arena_dup(&j->mem, row->raw);
	j->bytes += row->raw.len;
	if (row->cell != NULL)
		cell = arena_alloc(&j->mem, (row->ncell + 1) * sizeof(*cell));
	for (i = 0; cell != NULL && i < row->ncell; i++)
		cell[i] = moved(j, row->cell[i], row->raw, to->raw.p);
	to->cell = cell;
	if (row->bad == NULL)
		return;
	bad = arena_alloc(&j->mem, sizeof(*bad));
	*bad = *row->bad;
	if (bad->value.p != NULL)
		bad->value = arena_dup(&j->mem, bad->value);
	if (bad->field.p != NULL)
		bad->field = arena_dup(&j->mem, bad->field);
	to->bad = bad;
}

/* A row without the thread, or one that is too large to be copied. */
static void
row_here(struct ingest *g, const struct row *row, bool broken)
{
	struct ingest_job *j = &g->here;

	ingest_drain(g);
	j->row[0] = *row;
	j->broken[0] = broken;
	if (g->hashes)
		j->hash[0] = apply_hash(row->raw);
	j->nrow = 1;
	ingest_rows(g);
	if (g->halt) {
		g->halt = false;
		ingest_judge(g);
		if (g->status == STATUS_OK)
			ingest_rows(g);
	}
	clear(j);
}

void
ingest_row(struct ingest *g, const struct row *row, bool broken)
{
	struct ingest_job *j = g->fill;

	if (g->worker == NULL || row->raw.len > INGEST_BYTES) {
		row_here(g, row, broken);
		return;
	}
	j->broken[j->nrow] = broken;
	if (g->hashes)
		j->hash[j->nrow] = apply_hash(row->raw);
	copy_row(j, &j->row[j->nrow++], row);
	if (j->nrow < INGEST_ROWS && j->bytes < INGEST_BYTES)
		return;
	give(g);
	/* The job that comes next was done long ago, or is waited for. */
	g->fill = worker_job(g->worker);
	if (g->ngiven == INGEST_JOBS)
		settle_oldest(g);
}

void
ingest_drain(struct ingest *g)
{
	if (g->worker != NULL && (g->ngiven > 0 || g->fill->nrow > 0)) {
		if (g->fill->nrow > 0)
			give(g);
		worker_wait(g->worker);
		while (g->ngiven > 0)
			settle_oldest(g);
		g->fill = worker_job(g->worker);
	}
	here(g);
}
