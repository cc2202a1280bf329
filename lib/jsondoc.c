/* The records of a JSON document, a line each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jsondoc.h"
#include "jsontext.h"
#include "rows.h"

#define CHUNK	((size_t)64 << 10)
#define SHOWN	200	/* bytes of what is broken that are kept */

enum state { AT_START, IN_ROWS, AT_END, DONE };

struct jsondoc {
	struct jsontext	 t;
	enum state	 state;
	bool		 several;	/* no array: objects in a row */
	bool		 sample;
	bool		 prefixed;
	bool		 first;		/* no record yet */
	struct str	*token;		/* of the pointer */
	bool		*object;	/* the level is one, not an array */
	size_t		 ntoken;
	struct arena	 keep;		/* until close */
	struct arena	 scratch;
	struct buf	 out;		/* whole lines, then a record */
	size_t		 out_at;
	size_t		 from;		/* where the record begins */
	uint64_t	 nrecord;
	struct fault	 fault;
};

/* ~1 is a slash and ~0 a tilde (RFC 6901). */
static struct str
unescape(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		p[n] = s.p[i];
		if (s.p[i] == '~' && i + 1 < s.len)
			p[n] = s.p[++i] == '1' ? '/' : '~';
		n++;
	}
	return (struct str){ p, n };
}

static void
split_pointer(struct jsondoc *d, const char *where)
{
	struct str rest = str_z(where), token;
	size_t i, n = 0;

	for (i = 0; i < rest.len; i++)
		n += rest.p[i] == '/';
	d->token = arena_alloc(&d->keep, (n + 1) * sizeof(*d->token));
	d->object = arena_alloc(&d->keep, n + 1);
	if (n == 0)
		return;
	rest = (struct str){ rest.p + 1, rest.len - 1 };
	while (str_split(&rest, '/', &token))
		d->token[d->ntoken++] = unescape(&d->keep, token);
}

/*
 * The text that could not be read, as a last line. An object ends in a brace,
 * so that what has none is surely none, whatever it is.
 */
static void
put_broken(struct jsondoc *d)
{
	struct jsontext *t = &d->t;
	struct buf *b = &d->out;
	size_t n = t->len - t->at, i;

	for (i = 0; i < n && i < SHOWN && t->p[t->at + i] != '\n'; i++)
		buf_byte(b, t->p[t->at + i]);
	while (b->len > d->from && memchr("} \t\r", b->p[b->len - 1], 4) !=
	    NULL)
		b->len--;
	if (b->len == d->from)
		buf_byte(b, ']');
	buf_byte(b, '\n');
	d->nrecord++;
}

static void
broken(struct jsondoc *d)
{
	struct jsontext *t = &d->t;

	d->state = DONE;
	if (d->sample || t->failed) {
		d->out.len = d->from;
		return;
	}
	put_broken(d);
	d->fault = (struct fault){ .line = d->nrecord,
	    .reason = "broken JSON document, nothing is read from here on" };
	snprintf(d->fault.detail, sizeof(d->fault.detail),
	    "line %llu, column %llu: %s", (unsigned long long)t->fault_line,
	    (unsigned long long)t->fault_column, t->fault);
}

/* Go on to the next member or element; false at the closing bracket. */
static bool
next(struct jsondoc *d, bool first, char close)
{
	struct jsontext *t = &d->t;
	int c;

	jsontext_blanks(t);
	c = jsontext_peek(t);
	if (c == close) {
		jsontext_take(t);
		return false;
	}
	if (first)
		return true;
	return jsontext_expect(t, ',', close == '}' ? "expected , or }" :
	    "expected , or ]");
}

/* Down to the member of that name; false with a fault when it is not there. */
static bool
enter_object(struct jsondoc *d, struct str token)
{
	struct jsontext *t = &d->t;
	struct str key;
	bool first = true, found;

	for (; next(d, first, '}'); first = false) {
		if (!jsontext_key(t, &d->scratch, &key))
			return false;
		found = str_eq(key, token);
		arena_reset(&d->scratch);
		if (found)
			return true;
		if (!jsontext_value(t, NULL))
			return false;
	}
	return jsontext_fault(t, "nothing where the map looks for rows");
}

static bool
enter_array(struct jsondoc *d, struct str token)
{
	struct jsontext *t = &d->t;
	bool first = true;
	size_t i, n = 0;

	for (i = 0; i < token.len; i++) {
		if (token.p[i] < '0' || token.p[i] > '9' || n > 1000000)
			return jsontext_fault(t, "an array where the map "
			    "looks for an object");
		n = 10 * n + (size_t)(token.p[i] - '0');
	}
	for (; next(d, first, ']'); first = false)
		if (n-- == 0)
			return true;
		else if (!jsontext_value(t, NULL))
			return false;
	return jsontext_fault(t, "nothing where the map looks for rows");
}

/* Down to the array of the records. */
static bool
descend(struct jsondoc *d)
{
	struct jsontext *t = &d->t;
	size_t i;
	int c;

	for (i = 0; i < d->ntoken; i++) {
		jsontext_blanks(t);
		c = jsontext_peek(t);
		d->object[i] = c == '{';
		if (c != '{' && c != '[')
			return jsontext_fault(t,
			    "nothing where the map looks for rows");
		jsontext_take(t);
		if (c == '{' ? !enter_object(d, d->token[i]) :
		    !enter_array(d, d->token[i]))
			return false;
	}
	return d->several || jsontext_expect(t, '[', "expected [");
}

/* The rest of one level: the rows must not be there a second time. */
static bool
leave(struct jsondoc *d, size_t level)
{
	struct jsontext *t = &d->t;
	struct str key;
	bool twice;

	while (next(d, false, d->object[level] ? '}' : ']')) {
		if (d->object[level]) {
			if (!jsontext_key(t, &d->scratch, &key))
				return false;
			twice = str_eq(key, d->token[level]);
			arena_reset(&d->scratch);
			if (twice)
				return jsontext_fault(t,
				    "the rows are there twice");
		}
		if (!jsontext_value(t, NULL))
			return false;
	}
	return t->fault == NULL;
}

static bool
finish(struct jsondoc *d)
{
	struct jsontext *t = &d->t;
	size_t i;

	for (i = d->ntoken; i-- > 0;)
		if (!leave(d, i))
			return false;
	jsontext_blanks(t);
	if (d->prefixed && jsontext_peek(t) == ';') {
		jsontext_take(t);
		jsontext_blanks(t);
	}
	return jsontext_peek(t) == -1 ||
	    jsontext_fault(t, "text after the document");
}

/* One record, or the end of them. */
static bool
take_record(struct jsondoc *d)
{
	struct jsontext *t = &d->t;
	struct jsonsink to = { &d->out, d->out.len + ROWS_RECORD_MAX + 1 };

	jsontext_blanks(t);
	if (d->several ? jsontext_peek(t) == -1 || (d->prefixed &&
	    jsontext_peek(t) == ';') : !next(d, d->first, ']')) {
		d->state = AT_END;
		return t->fault == NULL;
	}
	d->first = false;
	if (!jsontext_value(t, &to))
		return false;
	buf_byte(&d->out, '\n');
	d->nrecord++;
	return true;
}

static bool
step(struct jsondoc *d)
{
	d->from = d->out.len;
	switch (d->state) {
	case AT_START:
		d->prefixed = jsontext_prefix(&d->t);
		d->state = IN_ROWS;
		return d->t.fault == NULL && descend(d);
	case IN_ROWS:
		return take_record(d);
	case AT_END:
		d->state = DONE;
		return finish(d);
	case DONE:
		break;
	}
	return true;
}

static ssize_t
doc_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	struct jsondoc *d = ctx;

	(void)below;
	if (d->out_at == d->out.len) {
		d->out_at = d->out.len = 0;
		while (d->out.len < CHUNK && d->state != DONE)
			if (!step(d))
				broken(d);
		if (d->t.failed && d->out.len == 0)
			return -1;
	}
	if (n > d->out.len - d->out_at)
		n = d->out.len - d->out_at;
	if (n > 0)
		memcpy(p, d->out.p + d->out_at, n);
	d->out_at += n;
	return (ssize_t)n;
}

static void
doc_close(void *ctx)
{
	struct jsondoc *d = ctx;

	jsontext_close(&d->t);
	arena_free(&d->keep);
	arena_free(&d->scratch);
	buf_free(&d->out);
	free(d);
}

struct io_in *
jsondoc_open(struct io_in *below, const char *where, bool sample,
    struct jsondoc **out)
{
	struct jsondoc *d = mem_zero(sizeof(*d));

	jsontext_open(&d->t, below);
	d->sample = sample;
	d->first = true;
	d->several = where == NULL;
	split_pointer(d, where == NULL ? "" : where);
	*out = d;
	return io_in_filter(below, d, doc_read, doc_close);
}

const struct fault *
jsondoc_fault(const struct jsondoc *d, uint64_t record)
{
	return d->fault.reason != NULL && (record == d->nrecord ||
	    record == 0) ? &d->fault : NULL;
}
