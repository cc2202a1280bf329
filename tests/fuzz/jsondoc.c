/*
 * The records of a JSON document against jansson: a valid array gives exactly
 * its elements, and nothing but a valid array gives valid lines without a
 * fault. The first byte of the input chooses the pieces in which the bytes
 * arrive, the second the pointer, the rest is the document.
 */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "jsondoc.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "jsondoc.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	const uint8_t *piece = ctx;

	return io_in_read(below, p, *piece == 0 || *piece > n ? n : *piece);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

/* All lines; true when something is wrong with the document. */
static bool
read_all(struct str text, const char *where, const uint8_t *piece,
    struct buf *out)
{
	struct jsondoc *d;
	struct io_in *in = io_in_filter(io_in_memory("fuzz", text),
	    (void *)(uintptr_t)piece, drip_read, drip_close);
	uint64_t n = 0;
	bool wrong;
	ssize_t got;
	size_t i;

	in = jsondoc_open(in, where, false, &d);
	while ((got = io_in_read(in, buf_room(out, 4096), 4096)) > 0) {
		for (i = out->len; i < out->len + (size_t)got; i++)
			n += out->p[i] == '\n';
		out->len += (size_t)got;
	}
	MUST(got == 0);
	MUST(out->len == 0 || out->p[out->len - 1] == '\n');
	wrong = jsondoc_fault(d, n) != NULL;
	MUST(!wrong || n > 0);
	io_in_close(in);
	return wrong;
}

static json_t *
load(struct str s, size_t flags, bool *unknown)
{
	json_error_t e;
	json_t *v = json_loadb(s.p, s.len, flags | JSON_DECODE_INT_AS_REAL,
	    &e);

	if (v == NULL && (json_error_code(&e) == json_error_numeric_overflow ||
	    json_error_code(&e) == json_error_stack_overflow))
		*unknown = true;
	return v;
}

/* Are the lines the elements of the document? */
static void
compare(struct str text, struct str lines, bool wrong)
{
	bool unknown = false, valid = true;
	json_t *all = load(text, 0, &unknown), *v;
	struct str line;
	size_t n = 0;

	while (lines.len > 0 && str_split(&lines, '\n', &line)) {
		v = load(line, JSON_DECODE_ANY, &unknown);
		valid = valid && v != NULL;
		if (json_is_array(all) && !unknown)
			MUST(json_equal(v, json_array_get(all, n)));
		json_decref(v);
		n++;
	}
	if (json_is_array(all) && !unknown)
		MUST(!wrong && json_array_size(all) == n);
	if (!wrong && valid && !unknown)
		MUST(json_is_array(all));
	json_decref(all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const where[] = { "", "/data/list", NULL, "/1" };
	static const uint8_t whole = 0;
	struct jsondoc_array found[8];
	struct jsondoc_look look;
	struct arena a = { 0 };
	struct buf one = { 0 }, two = { 0 };
	struct str text;
	struct io_in *in;
	bool wrong;

	if (size < 2 || size > 1 << 14)
		return 0;
	text = (struct str){ (const char *)data + 2, size - 2 };
	wrong = read_all(text, where[data[1] % 4], &data[0], &one);
	MUST(read_all(text, where[data[1] % 4], &whole, &two) == wrong);
	if (!wrong)
		MUST(str_eq(buf_view(&one), buf_view(&two)));
	/* "window.x = [...];" is not JSON. */
	if (data[1] % 4 == 0 && memchr(text.p, 'w', text.len) == NULL)
		compare(text, buf_view(&two), wrong);

	in = io_in_memory("fuzz", text);
	MUST(jsondoc_look(in, &look) == 0);
	(void)jsondoc_arrays(look.sample, &a, found, 8);
	io_in_close(in);
	arena_free(&a);
	buf_free(&one);
	buf_free(&two);
	return 0;
}
