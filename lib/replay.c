/* A pipe that may have to be read a second time. */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "replay.h"

struct replay {
	struct io_in	*below;		/* the filter's, not ours */
	struct buf	 kept;		/* what has gone through */
	size_t		 max;
	bool		 gone;
	struct spool	*spool;
	struct io_in	*rest;		/* the spool where the filter is */
	size_t		 at;		/* of kept, while it is copied */
};

static ssize_t
pass(void *ctx, struct io_in *below, void *p, size_t n)
{
	struct replay *r = ctx;
	ssize_t got;

	if (r->rest != NULL) {
		got = io_in_read(r->rest, p, n);
		if (got == -1)
			io_in_fail(below, io_in_error(r->rest));
		return got;
	}
	got = io_in_read(below, p, n);
	if (got <= 0 || r->gone)
		return got;
	if ((size_t)got > r->max - r->kept.len) {
		r->gone = true;
		buf_free(&r->kept);
	} else {
		buf_str(&r->kept, (struct str){ p, (size_t)got });
	}
	return got;
}

static void
end(void *ctx)
{
	struct replay *r = ctx;

	io_in_close(r->rest);
	spool_close(r->spool);
	buf_free(&r->kept);
	free(r);
}

struct io_in *
replay_open(struct io_in *below, size_t max, struct replay **r)
{
	*r = mem_zero(sizeof(**r));
	(*r)->below = below;
	(*r)->max = max;
	return io_in_filter(below, *r, pass, end);
}

void
replay_stop(struct replay *r)
{
	if (r->spool == NULL)
		r->gone = true;
	buf_free(&r->kept);
}

/* What was kept, and then the rest of the pipe. */
static ssize_t
from_start(void *ctx, struct io_in *self, void *p, size_t n)
{
	struct replay *r = ctx;
	size_t left = r->kept.len - r->at;
	ssize_t got;

	if (left > 0) {
		n = n < left ? n : left;
		memcpy(p, r->kept.p + r->at, n);
		r->at += n;
		return (ssize_t)n;
	}
	got = io_in_read(r->below, p, n);
	if (got == -1)
		io_in_fail(self, io_in_error(r->below));
	return got;
}

static void
leave(void *ctx)
{
	(void)ctx;
}

/* Take n bytes that are there. */
static int
skip(struct io_in *in, size_t n)
{
	char block[4096];
	ssize_t got;

	for (; n > 0; n -= (size_t)got) {
		got = io_in_read(in, block, n < sizeof(block) ? n :
		    sizeof(block));
		if (got <= 0)
			return -1;
	}
	return 0;
}

struct spool *
replay_spool(struct replay *r, struct buf *err)
{
	struct io_in *all;

	if (r->spool != NULL || r->gone)
		return r->spool;
	all = io_in_made(io_in_name(r->below), r, from_start, leave);
	r->at = 0;
	r->spool = spool_open(all, 0, err);
	if (r->spool == NULL) {
		io_in_close(all);
		return NULL;
	}
	r->rest = spool_in(r->spool);
	if (skip(r->rest, r->kept.len) == -1) {
		buf_z(err, io_in_error(r->rest));
		return NULL;
	}
	buf_free(&r->kept);
	return r->spool;
}
