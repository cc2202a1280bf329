/* Records are written by a thread while the next rows are read and applied. */
#include "ingestin.h"

static void
run(void *ctx, void *job)
{
	struct ingest *g = ctx;
	struct ingest_job *j = job;
	size_t i;

	for (i = 0; i < j->n && !g->stop; i++) {
		ingest_write(g, &j->item[i]);
		g->stop = j->item[i].stop;
	}
}

static void
close_job(void *job)
{
	struct ingest_job *j = job;

	arena_free(&j->mem);
}

void
ingest_thread(struct ingest *g)
{
	g->job = &g->here;
	if (g->o.thread)
		g->worker = worker_open(g, INGEST_JOBS,
		    sizeof(struct ingest_job), run, close_job);
}

void
ingest_begin(struct ingest *g)
{
	/* The cells of groups and of loose tables do not last. */
	g->queue = g->worker != NULL && g->o.watch == NULL &&
	    !g->t->is_loose && apply_group(g->t->apply) == SIZE_MAX;
	g->job = g->queue ? worker_job(g->worker) : &g->here;
}

/* The oldest job is done: what became of its rows, in their order. */
static void
settle(struct ingest *g)
{
	struct ingest_job *j = g->given[0];
	size_t i;

	for (i = 0; i < j->n && !(i > 0 && j->item[i - 1].stop); i++)
		ingest_settle(g, &j->item[i]);
	j->n = 0;
	arena_reset(&j->mem);
	for (i = 1; i < g->ngiven; i++)
		g->given[i - 1] = g->given[i];
	g->ngiven--;
}

static void
give(struct ingest *g)
{
	g->given[g->ngiven++] = g->job;
	worker_run(g->worker);
}

struct ingest_item *
ingest_next(struct ingest *g)
{
	struct ingest_item *item = &g->job->item[g->job->n++];

	*item = (struct ingest_item){ .nrows = 0 };
	return item;
}

enum status
ingest_give(struct ingest *g)
{
	struct ingest_item *item = &g->job->item[0];

	if (!g->queue) {
		ingest_write(g, item);
		ingest_settle(g, item);
		g->job->n = 0;
		return item->stop ? STATUS_USAGE : STATUS_OK;
	}
	if (g->job->n < INGEST_ITEMS)
		return STATUS_OK;
	give(g);
	/* The job that comes next has been done long ago, or is waited for. */
	g->job = worker_job(g->worker);
	if (g->ngiven == INGEST_JOBS)
		settle(g);
	return STATUS_OK;
}

enum status
ingest_drain(struct ingest *g)
{
	if (g->queue) {
		if (g->job->n > 0) {
			give(g);
			g->job = NULL;
		}
		worker_wait(g->worker);
		while (g->ngiven > 0)
			settle(g);
		if (g->job == NULL)
			g->job = worker_job(g->worker);
	}
	arena_reset(&g->job->mem);
	return g->stop ? STATUS_USAGE : STATUS_OK;
}

void
ingest_end_thread(struct ingest *g)
{
	worker_close(g->worker);
	arena_free(&g->here.mem);
}
