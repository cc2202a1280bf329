/* A pipe, copied to a file without a name so that it can be read again. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mem.h"
#include "spool.h"

#define CHUNK	((size_t)64 << 10)

struct spool {
	struct io_in	*from;		/* read to its end: name and digest */
	int		 fd;
	uint64_t	 size;
};

/* Where an input made of a spool is. */
struct reader {
	const struct spool	*s;
	uint64_t		 at;
};

static const char *
folder(void)
{
	const char *dir = getenv("TMPDIR");

	return dir != NULL && dir[0] != '\0' ? dir : "/tmp";
}

/* A temporary file that nobody else can open. */
static int
open_nameless(void)
{
	struct buf path = { 0 };
	int fd, saved;

	buf_printf(&path, "%s/crmkit-XXXXXX", folder());
	buf_byte(&path, '\0');
	fd = mkstemp(path.p);
	if (fd != -1 && (unlink(path.p) == -1 ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)) {
		saved = errno;
		close(fd);
		errno = saved;
		fd = -1;
	}
	buf_free(&path);
	return fd;
}

static int
write_all(int fd, const char *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(fd, p, n);
		if (put == -1 && errno == EINTR)
			continue;
		if (put == -1)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

static void
fail(struct buf *err)
{
	const char *why = strerror(errno);

	buf_printf(err, "cannot be copied to a temporary file in %s: %s",
	    folder(), why);
}

static int
copy(struct spool *s, struct io_in *in, uint64_t max, struct buf *err)
{
	char *p = mem_alloc(CHUNK);
	ssize_t got;

	while ((got = io_in_read(in, p, CHUNK)) > 0) {
		s->size += (uint64_t)got;
		if (max != 0 && s->size > max) {
			buf_printf(err, "larger than %llu MiB",
			    (unsigned long long)(max >> 20));
			break;
		}
		if (write_all(s->fd, p, (size_t)got) == -1) {
			fail(err);
			break;
		}
	}
	free(p);
	if (got == -1)
		buf_z(err, io_in_error(in));
	return got == 0 ? 0 : -1;
}

struct spool *
spool_open(struct io_in *in, uint64_t max, struct buf *err)
{
	struct spool *s = mem_zero(sizeof(*s));

	s->fd = open_nameless();
	if (s->fd == -1)
		fail(err);
	if (s->fd == -1 || copy(s, in, max, err) == -1) {
		spool_close(s);
		return NULL;
	}
	s->from = in;
	return s;
}

ssize_t
spool_at(const struct spool *s, uint64_t at, void *p, size_t n)
{
	size_t done = 0;
	ssize_t got;

	while (done < n && at + done < s->size) {
		got = pread(s->fd, (char *)p + done, n - done,
		    (off_t)(at + done));
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

static ssize_t
reader_read(void *ctx, struct io_in *in, void *p, size_t n)
{
	struct reader *r = ctx;
	ssize_t got = spool_at(r->s, r->at, p, n);

	if (got == -1)
		io_in_fail(in, strerror(errno));
	else
		r->at += (uint64_t)got;
	return got;
}

struct io_in *
spool_in(struct spool *s)
{
	struct reader *r = mem_zero(sizeof(*r));
	struct io_in *in = io_in_made(io_in_name(s->from), r, reader_read,
	    free);

	r->s = s;
	io_in_digest_copy(in, s->from);
	return in;
}

struct io_in *
spool_from(const struct spool *s)
{
	return s->from;
}

uint64_t
spool_size(const struct spool *s)
{
	return s->size;
}

int
spool_fd(const struct spool *s)
{
	return s->fd;
}

void
spool_close(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd != -1)
		close(s->fd);
	io_in_close(s->from);
	free(s);
}
