/* A first map for an unknown export, from its header and first rows. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draft.h"
#include "draftmap.h"

static enum status
fail(struct buf *err, const char *path, const char *why, enum status st)
{
	diag_escape(err, str_z(path), 4096);
	buf_printf(err, ": %s", why);
	return st;
}

static bool
write_all(int fd, struct str s)
{
	ssize_t n;

	while (s.len > 0) {
		n = write(fd, s.p, s.len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return false;
		s.p += n;
		s.len -= (size_t)n;
	}
	return true;
}

/* Into a file that is made here: one that is there is somebody's work. */
static enum status
write_new(const char *path, struct str text, struct buf *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int why;

	if (fd == -1 && errno == EEXIST)
		return fail(err, path, "is there already and is not "
		    "overwritten", STATUS_USAGE);
	if (fd == -1)
		return fail(err, path, strerror(errno), STATUS_IO);
	if (write_all(fd, text) && close(fd) == 0)
		return STATUS_OK;
	why = errno;
	(void)close(fd);
	(void)unlink(path);
	return fail(err, path, strerror(why), STATUS_IO);
}

static enum status
write_map(const char *path, struct str text, struct buf *err)
{
	struct map *m = map_load(text, err);
	struct io_out *out;

	if (m == NULL) {
		buf_z(err, " (in the map that was drafted: a bug)");
		return STATUS_USAGE;
	}
	map_free(m);
	if (strcmp(path, "-") != 0)
		return write_new(path, text, err);
	out = io_out_open(NULL);
	io_out_str(out, text);
	io_out_close(out, true);
	return STATUS_OK;
}

/* All columns, and what the first rows have in them. */
static int
read_sample(struct sample *s, struct intake *t)
{
	size_t *col = mem_array(t->header.n + 1, sizeof(*col));
	size_t i;
	int r;

	for (i = 0; i < t->header.n; i++)
		col[i] = i;
	rows_bind(t->rows, col, t->header.n);
	r = sample_read(s, t->rows, t->header.n);
	free(col);
	return r;
}

enum status
draftmap(const char *path, struct intake *t, const struct intake_opts *o,
    struct buf *err)
{
	struct maps none = { 0 };
	struct intake_opts io = *o;
	struct headwords hw = { 0 };
	struct buf text = { 0 };
	struct sample s;
	struct draft d;
	enum status st;

	/* Without maps the header is the record that looks like one. */
	io.maps = &none;
	io.forced = false;
	st = intake_open(t, &io, err);
	if (st == STATUS_OK)
		return fail(err, t->path, "empty: nothing to draft a map from",
		    STATUS_DATA);
	if (t->rows == NULL || t->header.n == 0)
		return st;
	err->len = 0;
	if (!headwords_open(&hw, err)) {
		headwords_close(&hw);
		return STATUS_USAGE;
	}
	if (read_sample(&s, t) == -1) {
		st = fail(err, t->path, io_in_error(t->in), STATUS_IO);
	} else {
		draft_open(&d, &t->header, &s, &hw);
		draft_write(&text, &d, str_z(io_in_name(t->in)));
		st = write_map(path, buf_view(&text), err);
		draft_close(&d);
	}
	sample_close(&s);
	headwords_close(&hw);
	buf_free(&text);
	return st;
}
