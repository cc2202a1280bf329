/*
 * Bytes out: standard output, or a temporary file beside the target that is
 * renamed once it is complete, so that a reader of the target never sees half
 * a table and a failed run leaves yesterday's.
 */
#define _XOPEN_SOURCE 700	/* realpath */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "mem.h"

#define CAPACITY	((size_t)128 << 10)

struct io_out {
	int		 fd;
	char		*name;		/* for messages */
	char		*target;	/* renamed to; NULL: written directly */
	char		*temp;
	char		*buf;
	size_t		 len;
	size_t		 cap;
};

/*
 * The temporary files of the run (-o, --rejects, --summary), for exit and
 * signal handlers, which take no argument.
 */
static char *volatile out_temp[4];

#define NTEMP	(sizeof(out_temp) / sizeof(*out_temp))

static void
remove_temps(void)
{
	size_t i;

	for (i = 0; i < NTEMP; i++)
		if (out_temp[i] != NULL)
			unlink(out_temp[i]);
}

static void
on_signal(int sig)
{
	remove_temps();
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
guard_temp(char *temp)
{
	static const int sigs[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	struct sigaction sa = { .sa_handler = on_signal }, old;
	size_t i = 0;

	while (i < NTEMP && out_temp[i] != NULL)
		i++;
	if (i == NTEMP)
		return;
	out_temp[i] = temp;
	if (i > 0)
		return;
	atexit(remove_temps);
	for (i = 0; i < sizeof(sigs) / sizeof(*sigs); i++)
		if (sigaction(sigs[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(sigs[i], &sa, NULL);
}

static void
unguard_temp(const char *temp)
{
	size_t i;

	for (i = 0; i < NTEMP; i++)
		if (out_temp[i] == temp)
			out_temp[i] = NULL;
}

/* The mode that the finished file is to have. */
static mode_t
file_mode(const struct stat *st)
{
	mode_t mask;

	if (st != NULL)
		return st->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static void
open_temp(struct io_out *out, const char *path, const struct stat *st)
{
	struct buf b = { 0 };
	char *real = st != NULL ? realpath(path, NULL) : NULL;

	out->target = mem_strdup(str_z(real != NULL ? real : path));
	free(real);
	buf_z(&b, out->target);
	buf_z(&b, ".XXXXXX");
	buf_byte(&b, '\0');
	out->temp = b.p;
	out->fd = mkstemp(out->temp);
	if (out->fd == -1)
		die(STATUS_IO, "%s: %s", path, strerror(errno));
	guard_temp(out->temp);
	if (fchmod(out->fd, file_mode(st)) == -1)
		die(STATUS_IO, "%s: %s", out->temp, strerror(errno));
}

struct io_out *
io_out_open(const char *path)
{
	struct io_out *out = mem_zero(sizeof(*out));
	struct stat st;
	bool there;

	out->cap = CAPACITY;
	out->buf = mem_alloc(out->cap);
	out->name = mem_strdup(str_z(path == NULL ? "stdout" : path));
	if (path == NULL) {
		out->fd = STDOUT_FILENO;
		return out;
	}
	there = stat(path, &st) == 0;
	if (!there && lstat(path, &st) == -1 && errno == ENOENT)
		open_temp(out, path, NULL);
	else if (there && S_ISREG(st.st_mode))
		open_temp(out, path, &st);
	else {
		/* A device, a pipe, or a link to a file not yet made. */
		out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		    0666);
		if (out->fd == -1)
			die(STATUS_IO, "%s: %s", path, strerror(errno));
	}
	return out;
}

struct io_out *
io_out_memory(void)
{
	struct io_out *out = mem_zero(sizeof(*out));

	out->fd = -1;
	out->cap = CAPACITY;
	out->buf = mem_alloc(out->cap);
	out->name = mem_strdup(STR("memory"));
	return out;
}

struct str
io_out_text(const struct io_out *out)
{
	return (struct str){ out->buf, out->len };
}

void
io_out_clear(struct io_out *out)
{
	out->len = 0;
}

static void
write_all(struct io_out *out, const char *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(out->fd, p, n);
		if (put == -1 && errno == EINTR)
			continue;
		if (put == -1 && errno == EPIPE) {
			/* The parent ignores SIGPIPE: end as by it. */
			remove_temps();
			signal(SIGPIPE, SIG_DFL);
			raise(SIGPIPE);
		}
		if (put == -1)
			die(STATUS_IO, "%s: %s", out->name, strerror(errno));
		p += put;
		n -= (size_t)put;
	}
}

void
io_out_flush(struct io_out *out)
{
	write_all(out, out->buf, out->len);
	out->len = 0;
}

char *
io_out_room(struct io_out *out, size_t n)
{
	if (out->cap - out->len >= n)
		return out->buf + out->len;
	if (out->fd != -1)
		io_out_flush(out);
	if (out->cap - out->len < n) {
		out->cap = out->fd == -1 ? (out->len + n) * 2 : n;
		out->buf = mem_grow(out->buf, out->cap, 1);
	}
	return out->buf + out->len;
}

void
io_out_used(struct io_out *out, size_t n)
{
	out->len += n;
}

void
io_out_put(struct io_out *out, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (n > CAPACITY && out->fd != -1) {
		io_out_flush(out);
		write_all(out, p, n);
		return;
	}
	memcpy(io_out_room(out, n), p, n);
	out->len += n;
}

void
io_out_str(struct io_out *out, struct str s)
{
	io_out_put(out, s.p, s.len);
}

void
io_out_byte(struct io_out *out, char c)
{
	*io_out_room(out, 1) = c;
	out->len++;
}

bool
io_out_is_terminal(const struct io_out *out)
{
	return out->fd != -1 && isatty(out->fd) == 1;
}

void
io_out_close(struct io_out *out, bool keep)
{
	if (keep && out->fd != -1)
		io_out_flush(out);
	/* close reports what write has put off (quota, network file system). */
	if (out->fd != -1 && close(out->fd) == -1 && keep)
		die(STATUS_IO, "%s: %s", out->name, strerror(errno));
	if (out->temp != NULL && keep &&
	    rename(out->temp, out->target) == -1)
		die(STATUS_IO, "%s: %s", out->target, strerror(errno));
	if (out->temp != NULL && !keep)
		unlink(out->temp);
	unguard_temp(out->temp);
	free(out->temp);
	free(out->target);
	free(out->name);
	free(out->buf);
	free(out);
}
