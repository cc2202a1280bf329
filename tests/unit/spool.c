/* A copy of an input that can be read more than once. */
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"
#include "../../lib/spool.h"

#define ALL	100000

/* All of an input is the bytes of `count`; read in pieces of n. */
static bool
is_count(struct io_in *in, size_t n)
{
	char p[1000];
	size_t at = 0, i;
	ssize_t got;

	while ((got = io_in_read(in, p, n)) > 0)
		for (i = 0; i < (size_t)got; i++, at++)
			if (p[i] != (char)(at % 251))
				return false;
	return got == 0 && at == ALL;
}

static struct io_in *
count(void)
{
	char *p = malloc(ALL);
	struct io_in *in;
	size_t i;

	for (i = 0; i < ALL; i++)
		p[i] = (char)(i % 251);
	in = io_in_memory("count", (struct str){ p, ALL });
	free(p);
	return in;
}

static void
twice(void)
{
	struct buf err = { 0 };
	struct io_in *in = count(), *a, *b;
	struct spool *s;
	struct str head;
	char c;

	CHECK_INT(io_in_peek(in, 10, &head), 0);
	s = spool_open(in, 0, &err);
	CHECK(s != NULL && err.len == 0);
	CHECK_INT(spool_size(s), ALL);
	a = spool_in(s);
	b = spool_in(s);
	CHECK_STR(str_z(io_in_name(a)), "count");
	CHECK_INT(io_in_read(a, &c, 1), 1);
	CHECK(is_count(b, 7));
	io_in_close(a);
	io_in_close(b);
	a = spool_in(s);
	CHECK(is_count(a, 1000));
	io_in_close(a);
	CHECK_INT(spool_at(s, ALL - 1, &c, 1), 1);
	CHECK_INT(c, (char)((ALL - 1) % 251));
	CHECK_INT(spool_at(s, ALL, &c, 1), 0);
	spool_close(s);
}

static void
too_large(void)
{
	struct buf err = { 0 };
	struct io_in *in = count();

	CHECK(spool_open(in, ALL - 1, &err) == NULL);
	CHECK_STR(buf_view(&err), "larger than 0 MiB");
	io_in_close(in);
	in = count();
	err.len = 0;
	spool_close(spool_open(in, ALL, &err));
	CHECK_INT(err.len, 0);
	buf_free(&err);
}

static void
no_folder(void)
{
	struct buf err = { 0 };
	struct io_in *in = count();

	setenv("TMPDIR", "/no/such/folder", 1);
	CHECK(spool_open(in, 0, &err) == NULL);
	CHECK_STR(buf_view(&err), "cannot be copied to a temporary file in "
	    "/no/such/folder: No such file or directory");
	unsetenv("TMPDIR");
	CHECK(is_count(in, 1000));
	io_in_close(in);
	buf_free(&err);
}

int
main(void)
{
	RUN(twice);
	RUN(too_large);
	RUN(no_folder);
	return UNIT_STATUS();
}
