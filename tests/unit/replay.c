/* A pipe that is read a second time, or is not. */
#include <stdlib.h>
#include <string.h>

#include "replay.h"
#include "unit.h"

#define SIZE	((size_t)300 << 10)

static char *
text(void)
{
	char *p = malloc(SIZE);
	size_t i;

	for (i = 0; i < SIZE; i++)
		p[i] = (char)('a' + i * 7 % 23);
	return p;
}

/* Read n bytes; true when they are those that should come. */
static bool
reads(struct io_in *in, const char *want, size_t n)
{
	char block[1000];
	ssize_t got;

	for (; n > 0; want += got, n -= (size_t)got) {
		got = io_in_read(in, block, n < sizeof(block) ? n :
		    sizeof(block));
		if (got <= 0 || memcmp(block, want, (size_t)got) != 0)
			return false;
	}
	return true;
}

static void
again(void)
{
	char *p = text(), c;
	struct replay *r;
	struct io_in *in = replay_open(io_in_memory("pipe", (struct str){ p,
	    SIZE }), SIZE, &r), *second;
	struct buf err = { 0 };
	struct spool *s;

	CHECK(reads(in, p, 5000));
	s = replay_spool(r, &err);
	CHECK(s != NULL);
	CHECK(s == replay_spool(r, &err));
	CHECK_INT(spool_size(s), SIZE);
	second = spool_in(s);
	CHECK(reads(second, p, SIZE));
	CHECK_INT(io_in_read(second, &c, 1), 0);
	CHECK(strcmp(io_in_name(second), "pipe") == 0);
	io_in_close(second);
	CHECK(reads(in, p + 5000, SIZE - 5000));
	CHECK_INT(io_in_read(in, &c, 1), 0);
	io_in_close(in);
	free(p);
}

static void
gone(void)
{
	char *p = text(), c;
	struct buf err = { 0 };
	struct replay *r;
	struct io_in *in = replay_open(io_in_memory("pipe", (struct str){ p,
	    SIZE }), 2500, &r);

	CHECK(reads(in, p, 3000));
	CHECK(replay_spool(r, &err) == NULL);
	CHECK_INT(err.len, 0);
	CHECK(reads(in, p + 3000, SIZE - 3000));
	CHECK_INT(io_in_read(in, &c, 1), 0);
	io_in_close(in);
	in = replay_open(io_in_memory("pipe", (struct str){ p, 10 }), 2500, &r);
	CHECK(reads(in, p, 4));
	replay_stop(r);
	CHECK(replay_spool(r, &err) == NULL);
	CHECK(reads(in, p + 4, 6));
	io_in_close(in);
	free(p);
}

int
main(void)
{
	RUN(again);
	RUN(gone);
	return UNIT_STATUS();
}
