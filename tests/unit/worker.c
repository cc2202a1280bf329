/* One thread behind a ring: all jobs are run, in order, and closed. */
#include <stdlib.h>

#include "unit.h"
#include "worker.h"

struct log {
	size_t	n, wrong;
};

struct job {
	size_t	 number;
	size_t	 used;		/* kept from the time before */
	char	*own;
};

static size_t closed;		/* after the thread has ended */

static void
run(void *ctx, void *p)
{
	struct log *log = ctx;
	struct job *job = p;

	log->wrong += job->number != log->n;
	if (job->own == NULL)
		job->own = malloc(16);
	job->used++;
	log->n++;
}

static void
end(void *p)
{
	struct job *job = p;

	closed += job->used > 0;
	free(job->own);
}

static void
order_is_kept(void)
{
	struct log log = { 0 };
	struct worker *w = worker_open(&log, 4, sizeof(struct job), run, end);
	struct job *job;
	size_t i, used = 0;

	CHECK(w != NULL);
	for (i = 0; i < 20000; i++) {
		job = worker_job(w);
		used += job->used > 0;
		job->number = i;
		worker_run(w);
		if (i % 5000 == 0) {
			worker_wait(w);
			CHECK_INT(log.n, i + 1);
		}
	}
	closed = 0;
	worker_close(w);
	CHECK_INT(log.n, 20000);
	CHECK_INT(log.wrong, 0);
	CHECK_INT(used, 20000 - closed);
	CHECK(closed > 1 && closed < 100);
}

static void
none(void)
{
	struct log log = { 0 };
	struct worker *w = worker_open(&log, 4, sizeof(struct job), run, end);

	worker_wait(w);
	closed = 0;
	worker_close(w);
	worker_close(NULL);
	CHECK_INT(log.n, 0);
	CHECK_INT(closed, 0);
}

int
main(void)
{
	RUN(order_is_kept);
	RUN(none);
	return UNIT_STATUS();
}
