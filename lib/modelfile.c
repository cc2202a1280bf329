/* Where the file of a model is, and its bytes. */
#include <stdlib.h>
#include <unistd.h>

#include "io.h"
#include "mem.h"
#include "modelin.h"

#define NAME		"sentiment.model"

/* All bytes of a file, at most one more than a model can have. */
static const char *
slurp(struct buf *b, struct io_in *in)
{
	size_t max = MODEL_MAX + 1;
	ssize_t n;

	while (b->len < max) {
		n = io_in_read(in, buf_room(b, max - b->len), max - b->len);
		if (n < 0)
			return io_in_error(in);
		if (n == 0)
			break;
		b->len += (size_t)n;
	}
	return NULL;
}

enum status
model_load(struct model **m, const char *path, const struct model_ground *g,
    struct buf *err)
{
	struct buf b = { 0 };
	struct io_in *in;
	const char *why;
	enum status st = STATUS_IO;

	*m = NULL;
	in = io_in_open(path, &why);
	if (in == NULL) {
		buf_printf(err, "%s: %s", path, why);
		return STATUS_IO;
	}
	io_in_digest(in);
	why = slurp(&b, in);
	if (why == NULL) {
		*m = model_new();
		why = model_parse(*m, buf_view(&b), g);
		st = why == NULL ? STATUS_OK : STATUS_USAGE;
	}
	if (why != NULL) {
		buf_printf(err, "%s: %s", path, why);
		model_free(*m);
		*m = NULL;
	} else
		memcpy((*m)->digest, io_in_digest_hex(in), 65);
	io_in_close(in);
	buf_free(&b);
	return st;
}

/* DIR/share/crmkit of a program DIR/bin/PROGRAM; empty when not known. */
static void
beside_program(struct buf *b)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	size_t slashes = 0;

	if (n <= 0 || (size_t)n == sizeof(path))
		return;
	while (n > 0 && slashes < 2)
		if (path[--n] == '/')
			slashes++;
	if (slashes == 2) {
		buf_put(b, path, (size_t)n);
		buf_z(b, "/share/crmkit");
	}
}

enum status
model_default(struct model **m, const struct model_ground *g, struct buf *err)
{
	const char *dir = getenv("CRMKIT_DATA");
	struct buf path = { 0 };
	enum status st;

	if (dir != NULL && *dir != '\0')
		buf_z(&path, dir);
	else
		beside_program(&path);
	if (path.len > 0)
		buf_byte(&path, '/');
	buf_z(&path, NAME);
	buf_byte(&path, '\0');
	st = model_load(m, path.p, g, err);
	if (st == STATUS_IO)
		buf_z(err, " (--model FILE or $CRMKIT_DATA)");
	buf_free(&path);
	return st;
}

struct str
model_manifest(const struct model *m)
{
	return buf_view(&m->manifest);
}

const char *
model_digest(const struct model *m)
{
	return m->digest;
}
