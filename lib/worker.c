/* One thread behind a ring of jobs. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "mem.h"
#include "worker.h"

struct worker {
	pthread_t	 thread;
	pthread_mutex_t	 lock;
	pthread_cond_t	 changed;
	size_t		 given, done;	/* jobs so far */
	bool		 end;
	void		**job;
	size_t		 n;		/* jobs of the ring */
	void		*ctx;
	void		(*run)(void *ctx, void *job);
	void		(*closed)(void *job);
};

static void *
work(void *arg)
{
	struct worker *w = arg;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (w->done == w->given && !w->end)
			pthread_cond_wait(&w->changed, &w->lock);
		if (w->done == w->given)
			break;
		pthread_mutex_unlock(&w->lock);
		w->run(w->ctx, w->job[w->done % w->n]);
		pthread_mutex_lock(&w->lock);
		w->done++;
		pthread_cond_signal(&w->changed);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct worker *
worker_open(void *ctx, size_t jobs, size_t size,
    void (*run)(void *, void *), void (*closed)(void *))
{
	struct worker *w = mem_zero(sizeof(*w));
	size_t i;

	w->ctx = ctx;
	w->run = run;
	w->closed = closed;
	w->n = jobs;
	w->job = mem_array(jobs, sizeof(*w->job));
	for (i = 0; i < w->n; i++)
		w->job[i] = mem_zero(size);
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->changed, NULL);
	if (pthread_create(&w->thread, NULL, work, w) == 0)
		return w;
	for (i = 0; i < w->n; i++)
		free(w->job[i]);
	free(w->job);
	free(w);
	return NULL;
}

void *
worker_job(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	while (w->given - w->done == w->n)
		pthread_cond_wait(&w->changed, &w->lock);
	pthread_mutex_unlock(&w->lock);
	return w->job[w->given % w->n];
}

void
worker_run(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	w->given++;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->lock);
}

void
worker_wait(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	while (w->done != w->given)
		pthread_cond_wait(&w->changed, &w->lock);
	pthread_mutex_unlock(&w->lock);
}

void
worker_close(struct worker *w)
{
	size_t i;

	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->end = true;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->changed);
	for (i = 0; i < w->n; i++) {
		if (w->closed != NULL)
			w->closed(w->job[i]);
		free(w->job[i]);
	}
	free(w->job);
	free(w);
}
