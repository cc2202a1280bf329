/*
 * Bytes in: a descriptor, inflated when it starts with the gzip magic, or a
 * filter over another input. A peeked part is kept and handed out first.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/sha2.h>
#include <zlib.h>

#include "io.h"
#include "mem.h"

#define CHUNK	((size_t)64 << 10)

struct gunzip {
	z_stream	 z;
	bool		 member_done;
	unsigned char	 in[CHUNK];
};

struct digest {
	struct sha256_ctx sha;
	bool		  done;
	char		  hex[2 * SHA256_DIGEST_SIZE + 1];
};

struct io_in {
	char		*name;
	int		 fd;		/* -1: memory or filter */
	bool		 started;	/* the magic was looked at */
	struct buf	 ahead;		/* bytes read but not handed out */
	size_t		 ahead_at;
	struct buf	 head;		/* stored bytes, for the magic */
	size_t		 head_at;
	struct gunzip	*gz;
	struct digest	*digest;
	const char	*error;
	struct io_in	*below;
	void		*ctx;
	ssize_t		(*read)(void *, struct io_in *, void *, size_t);
	void		(*close)(void *);
};

static struct io_in *
in_new(const char *name)
{
	struct io_in *in = mem_zero(sizeof(*in));

	in->name = mem_strdup(str_z(name));
	in->fd = -1;
	return in;
}

struct io_in *
io_in_open(const char *path, const char **err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct io_in *in;

	if (fd == -1) {
		*err = strerror(errno);
		return NULL;
	}
	in = in_new(is_stdin ? "stdin" : path);
	in->fd = fd;
	return in;
}

struct io_in *
io_in_memory(const char *name, struct str bytes)
{
	struct io_in *in = in_new(name);

	buf_str(&in->ahead, bytes);
	return in;
}

struct io_in *
io_in_filter(struct io_in *below, void *ctx,
    ssize_t (*read_fn)(void *, struct io_in *, void *, size_t),
    void (*close_fn)(void *))
{
	struct io_in *in = in_new(below->name);

	in->below = below;
	in->ctx = ctx;
	in->read = read_fn;
	in->close = close_fn;
	return in;
}

struct io_in *
io_in_made(const char *name, void *ctx,
    ssize_t (*read_fn)(void *, struct io_in *, void *, size_t),
    void (*close_fn)(void *))
{
	struct io_in *in = in_new(name);

	in->ctx = ctx;
	in->read = read_fn;
	in->close = close_fn;
	return in;
}

void
io_in_fail(struct io_in *in, const char *why)
{
	in->error = why;
}

const char *
io_in_name(const struct io_in *in)
{
	return in->name;
}

bool
io_in_waits(const struct io_in *in)
{
	struct pollfd p = { .events = POLLIN };

	while (in->below != NULL)
		in = in->below;
	p.fd = in->fd;
	return p.fd != -1 && poll(&p, 1, 0) == 0;
}

const char *
io_in_error(const struct io_in *in)
{
	if (in->error != NULL)
		return in->error;
	return in->below != NULL ? io_in_error(in->below) : "read error";
}

static void
digest_end(struct digest *d)
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	size_t i;

	if (d->done)
		return;
	sha256_digest(&d->sha, sizeof(sum), sum);
	for (i = 0; i < sizeof(sum); i++) {
		d->hex[2 * i] = "0123456789abcdef"[sum[i] >> 4];
		d->hex[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
	}
	d->done = true;
}

/* Stored bytes from the descriptor, seen by the digest. */
static ssize_t
read_fd(struct io_in *in, void *p, size_t n)
{
	ssize_t got;

	do
		got = read(in->fd, p, n);
	while (got == -1 && errno == EINTR);
	if (got == -1)
		in->error = strerror(errno);
	else if (in->digest != NULL && got == 0)
		digest_end(in->digest);
	else if (in->digest != NULL)
		sha256_update(&in->digest->sha, (size_t)got, p);
	return got;
}

/* Stored bytes: first those read to find the magic. */
static ssize_t
read_stored(struct io_in *in, void *p, size_t n)
{
	size_t left = in->head.len - in->head_at;

	if (left == 0)
		return read_fd(in, p, n);
	n = n < left ? n : left;
	memcpy(p, in->head.p + in->head_at, n);
	in->head_at += n;
	if (in->head_at == in->head.len)
		buf_free(&in->head);
	if (in->head.p == NULL)
		in->head_at = 0;
	return (ssize_t)n;
}

static int
gz_fill(struct io_in *in)
{
	struct gunzip *g = in->gz;
	ssize_t got = read_stored(in, g->in, sizeof(g->in));

	if (got == -1)
		return -1;
	g->z.next_in = g->in;
	g->z.avail_in = (uInt)got;
	return got == 0 ? 0 : 1;
}

/* Inflate; members that follow one another are one stream (gzip -c a b). */
static ssize_t
read_gz(struct io_in *in, void *p, size_t n)
{
	struct gunzip *g = in->gz;
	int more, zr;

	g->z.next_out = p;
	g->z.avail_out = n > CHUNK * 16 ? CHUNK * 16 : (uInt)n;
	n = g->z.avail_out;
	while (g->z.avail_out == n) {
		if (g->z.avail_in == 0) {
			more = gz_fill(in);
			if (more == -1)
				return -1;
			if (more == 0 && g->member_done)
				return 0;
			if (more == 0) {
				in->error = "gzip data is cut short";
				return -1;
			}
		}
		if (g->member_done) {
			g->member_done = false;
			inflateReset(&g->z);
		}
		zr = inflate(&g->z, Z_NO_FLUSH);
		if (zr == Z_STREAM_END)
			g->member_done = true;
		else if (zr != Z_OK && zr != Z_BUF_ERROR) {
			in->error = "damaged gzip data";
			return -1;
		}
	}
	return (ssize_t)(n - g->z.avail_out);
}

static int
find_magic(struct io_in *in)
{
	char *p = buf_room(&in->head, CHUNK);
	ssize_t got;

	in->started = true;
	do {
		got = read_fd(in, p + in->head.len, CHUNK - in->head.len);
		if (got == -1)
			return -1;
		in->head.len += (size_t)got;
	} while (got > 0 && in->head.len < 2);
	if (in->head.len < 2 || (unsigned char)p[0] != 0x1f ||
	    (unsigned char)p[1] != 0x8b)
		return 0;
	in->gz = mem_zero(sizeof(*in->gz));
	if (inflateInit2(&in->gz->z, 15 + 16) != Z_OK)
		die(STATUS_IO, "out of memory");
	return 0;
}

/* Past what was peeked. */
static ssize_t
read_on(struct io_in *in, void *p, size_t n)
{
	if (in->read != NULL)
		return in->read(in->ctx, in->below != NULL ? in->below : in,
		    p, n);
	if (in->fd == -1)
		return 0;
	if (!in->started && find_magic(in) == -1)
		return -1;
	return in->gz != NULL ? read_gz(in, p, n) : read_stored(in, p, n);
}

ssize_t
io_in_read(struct io_in *in, void *p, size_t n)
{
	size_t left = in->ahead.len - in->ahead_at;

	if (left == 0)
		return read_on(in, p, n);
	n = n < left ? n : left;
	memcpy(p, in->ahead.p + in->ahead_at, n);
	io_in_skip(in, n);
	return (ssize_t)n;
}

int
io_in_peek(struct io_in *in, size_t want, struct str *bytes)
{
	ssize_t got = 1;

	if (in->ahead_at > 0) {
		memmove(in->ahead.p, in->ahead.p + in->ahead_at,
		    in->ahead.len - in->ahead_at);
		in->ahead.len -= in->ahead_at;
		in->ahead_at = 0;
	}
	while (in->ahead.len < want && got > 0) {
		size_t n = want - in->ahead.len;

		n = n < CHUNK ? CHUNK : n;
		got = read_on(in, buf_room(&in->ahead, n), n);
		if (got == -1)
			return -1;
		in->ahead.len += (size_t)got;
	}
	*bytes = buf_view(&in->ahead);
	return 0;
}

void
io_in_skip(struct io_in *in, size_t n)
{
	in->ahead_at += n;
	if (in->ahead_at == in->ahead.len) {
		in->ahead_at = 0;
		in->ahead.len = 0;
		/* What was peeked may be large; from now on nothing is kept. */
		if (in->ahead.cap > CHUNK)
			buf_free(&in->ahead);
	}
}

bool
io_in_is_file(const struct io_in *in)
{
	struct stat st;

	while (in->below != NULL)
		in = in->below;
	return in->fd != -1 && fstat(in->fd, &st) == 0 && S_ISREG(st.st_mode);
}

bool
io_in_is_gzip(const struct io_in *in)
{
	while (in->below != NULL)
		in = in->below;
	return in->gz != NULL;
}

void
io_in_digest(struct io_in *in)
{
	while (in->below != NULL)
		in = in->below;
	if (in->fd == -1 || in->started)
		return;
	in->digest = mem_zero(sizeof(*in->digest));
	sha256_init(&in->digest->sha);
}

const char *
io_in_digest_hex(struct io_in *in)
{
	while (in->below != NULL)
		in = in->below;
	return in->digest != NULL && in->digest->done ? in->digest->hex : "";
}

void
io_in_digest_copy(struct io_in *in, struct io_in *from)
{
	const char *hex = io_in_digest_hex(from);

	if (hex[0] == '\0')
		return;
	in->digest = mem_zero(sizeof(*in->digest));
	in->digest->done = true;
	memcpy(in->digest->hex, hex, strlen(hex) + 1);
}

void
io_in_close(struct io_in *in)
{
	if (in == NULL)
		return;
	if (in->close != NULL)
		in->close(in->ctx);
	io_in_close(in->below);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	if (in->gz != NULL)
		inflateEnd(&in->gz->z);
	free(in->gz);
	free(in->digest);
	buf_free(&in->ahead);
	buf_free(&in->head);
	free(in->name);
	free(in);
}
