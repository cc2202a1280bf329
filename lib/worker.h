#ifndef CRM_WORKER_H
#define CRM_WORKER_H

#include <stddef.h>

/*
 * One thread that takes jobs in the order in which they were given, while the
 * caller prepares the next. The result is the same as without it.
 */
struct worker;

/*
 * A ring of `jobs` jobs of `size` bytes, run(ctx, job) for each. A thread may
 * be away for some milliseconds, so the ring should hold as much work. Jobs
 * are zeroed once and then used again, so a job may own buffers: closed frees
 * them; it may be NULL. NULL when the system gives no thread.
 */
struct worker	*worker_open(void *ctx, size_t jobs, size_t size,
		    void (*run)(void *ctx, void *job),
		    void (*closed)(void *job));
/* A job to fill; waits while all are under way. */
void		*worker_job(struct worker *w);
/* Give the job of the last worker_job away. */
void		 worker_run(struct worker *w);
/* Wait until all jobs given so far are done. */
void		 worker_wait(struct worker *w);
/* Wait until all jobs are done, end the thread, free. NULL is allowed. */
void		 worker_close(struct worker *w);

#endif
