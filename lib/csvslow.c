/*
 * The careful way to read one CSV record: for quotes that are not regular.
 * A quote inside a bare field is data; text after a closing quote, or a quote
 * never closed, has no meaning that all programs agree on and is refused.
 * Blanks and TABs are no text: payment services put a TAB behind a number.
 */
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "csvslow.h"
#include "diag.h"

void
csvslow_begin(struct csvslow *s, size_t start)
{
	*s = (struct csvslow){ .active = true, .at = start, .start = start,
	    .state = CSVSLOW_START };
}

void
csvslow_next(struct csvslow *s, size_t start)
{
	struct csvslow old = *s;

	csvslow_begin(s, start);
	s->fail_at = old.fail_at;
	s->fail_quote = old.fail_quote;
	s->fail_state = old.fail_state;
}

void
csvslow_fail(struct csvslow *s)
{
	s->fail_at = s->at;
	s->fail_quote = s->quote;
	s->fail_state = s->state;
	s->active = false;
}

static size_t
less(size_t pos, size_t shift)
{
	return pos > shift ? pos - shift : 0;
}

void
csvslow_shift(struct csvslow *s, size_t shift)
{
	s->at = less(s->at, shift);
	s->quote = less(s->quote, shift);
	s->start = less(s->start, shift);
	s->fail_at = less(s->fail_at, shift);
	s->fail_quote = less(s->fail_quote, shift);
}

/* A line end inside quotes in [at, to) that a failed run has passed, too. */
static bool
join(struct csvslow *s, struct str bytes, size_t to)
{
	const char *lf;

	to = to < s->fail_at ? to : s->fail_at;
	lf = to > s->at ? memchr(bytes.p + s->at, '\n', to - s->at) : NULL;
	if (lf == NULL)
		return false;
	s->at = s->fail_at;
	s->state = s->fail_state;
	if (s->fail_quote > (size_t)(lf - bytes.p))
		s->quote = s->fail_quote;
	s->joined = true;
	return true;
}

/* Up to the closing quote; false when it is not there yet. */
static bool
skip_quoted(struct csvslow *s, struct str bytes)
{
	const char *q = memchr(bytes.p + s->at, '"', bytes.len - s->at);

	if (join(s, bytes, q == NULL ? bytes.len : (size_t)(q - bytes.p)))
		return true;
	if (q == NULL) {
		s->at = bytes.len;
		return false;
	}
	s->at = (size_t)(q - bytes.p) + 1;
	s->state = CSVSLOW_CLOSED;
	return true;
}

/* A CR LF or LF at `at`: 1, none: 0, cannot be told yet: -1. */
static int
at_line_end(struct str bytes, size_t at, bool last)
{
	if (bytes.p[at] == '\n')
		return 1;
	if (bytes.p[at] != '\r')
		return 0;
	if (at + 1 < bytes.len)
		return bytes.p[at + 1] == '\n';
	return last ? 0 : -1;
}

/* One byte outside quotes; true when the record ends here. */
static bool
step(struct csvslow *s, char c, char delimiter)
{
	if (c == '\n')
		return true;
	if (c == delimiter) {
		s->fields++;
		s->state = CSVSLOW_START;
	} else if (c == '"' && s->state == CSVSLOW_START) {
		s->quote = s->at;
		s->state = CSVSLOW_QUOTED;
	} else if (c == '"' && s->state == CSVSLOW_CLOSED)
		s->state = CSVSLOW_QUOTED;
	else if (s->state == CSVSLOW_START)
		s->state = CSVSLOW_BARE;
	s->at++;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* After a closing quote: _RECORD when the byte may stand there. */
static enum csvslow_end
after_quote(struct csvslow *s, struct str bytes, bool last)
{
	int end;

	if (is_blank(bytes.p[s->at])) {
		s->state = CSVSLOW_TAIL;
		return CSVSLOW_RECORD;
	}
	end = at_line_end(bytes, s->at, last);
	return end == -1 ? CSVSLOW_MORE : end == 0 ? CSVSLOW_TEXT :
	    CSVSLOW_RECORD;
}

enum csvslow_end
csvslow_run(struct csvslow *s, struct str bytes, char delimiter, bool last)
{
	enum csvslow_end end;
	char c;

	while (s->at < bytes.len) {
		if (s->state == CSVSLOW_QUOTED) {
			if (!skip_quoted(s, bytes))
				break;
			continue;
		}
		c = bytes.p[s->at];
		if (c != delimiter && (s->state == CSVSLOW_TAIL ||
		    (s->state == CSVSLOW_CLOSED && c != '"'))) {
			end = after_quote(s, bytes, last);
			if (end != CSVSLOW_RECORD)
				return end;
		}
		if (step(s, c, delimiter))
			return CSVSLOW_RECORD;
	}
	if (!last)
		return CSVSLOW_MORE;
	return s->state == CSVSLOW_QUOTED ? CSVSLOW_OPEN : CSVSLOW_RECORD;
}

/* Pass the field that begins at s->at of a raw record; returns its end. */
size_t
csvslow_pass(struct csvslow *s, struct str raw, char delimiter)
{
	size_t fields = s->fields, at;

	while (s->at < raw.len && s->fields == fields) {
		/* One byte at a time: the end of a field is what counts. */
		at = s->at;
		(void)csvslow_run(s, (struct str){ raw.p, at + 1 },
		    delimiter, false);
		if (s->at == at)
			s->at++;
	}
	return s->fields > fields ? s->at - 1 : raw.len;
}

/*
 * Where field k of a raw record begins and ends (its quotes included), by the
 * same rules: for messages.
 */
void
csvslow_field(struct str raw, char delimiter, size_t k, size_t *from,
    size_t *to)
{
	struct csvslow s;

	csvslow_begin(&s, 0);
	do {
		*from = s.at;
		*to = csvslow_pass(&s, raw, delimiter);
	} while (k-- > 0);
}

/* The field that holds byte `at` of the raw record. */
size_t
csvslow_field_of(struct str raw, char delimiter, size_t at)
{
	struct csvslow s;

	csvslow_begin(&s, 0);
	(void)csvslow_run(&s, (struct str){ raw.p, at }, delimiter, false);
	return s.fields;
}

struct csvsplit {
	struct csv_parser	 csv;
	char			 delimiter;
	struct arena		*arena;
	struct str		*field;
	size_t			 n, cap;
};

static void
on_field(void *p, size_t len, void *ctx)
{
	struct csvsplit *c = ctx;

	c->field = mem_room(c->field, c->n + 1, &c->cap, sizeof(*c->field));
	c->field[c->n++] = arena_dup(c->arena, (struct str){ p, len });
}

/* Blanks are data and line ends were found by csvslow_run. */
static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

struct csvsplit *
csvsplit_open(char delimiter)
{
	struct csvsplit *c = mem_zero(sizeof(*c));

	if (csv_init(&c->csv, 0) != 0)
		die(STATUS_IO, "out of memory");
	csv_set_delim(&c->csv, (unsigned char)delimiter);
	c->delimiter = delimiter;
	csv_set_space_func(&c->csv, never);
	csv_set_term_func(&c->csv, never);
	csv_set_blk_size(&c->csv, 4096);
	return c;
}

/* The record without the blanks and TABs after closing quotes. */
static struct str
without_tails(struct str s, char delimiter, struct arena *a)
{
	bool quoted = false, closed = false, start = true;
	char *out = arena_alloc(a, s.len + 1);
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (!quoted && closed && c != delimiter && is_blank(c))
			continue;
		out[n++] = c;
		if (!quoted && c == delimiter) {
			closed = false;
			start = true;
			continue;
		}
		/* A quote opens, closes, or doubles one that has closed. */
		if (c == '"' && (quoted || closed || start)) {
			closed = quoted;
			quoted = !quoted;
		}
		start = false;
	}
	return (struct str){ out, n };
}

const struct str *
csvsplit_run(struct csvsplit *c, struct str record, struct arena *a,
    size_t *n)
{
	record = without_tails(record, c->delimiter, a);
	c->arena = a;
	c->n = 0;
	if (csv_parse(&c->csv, record.p, record.len, on_field, NULL, c) !=
	    record.len || csv_fini(&c->csv, on_field, NULL, c) != 0)
		die(STATUS_IO, "libcsv: %s",
		    csv_strerror(csv_error(&c->csv)));
	*n = c->n;
	return c->field;
}

void
csvsplit_close(struct csvsplit *c)
{
	if (c == NULL)
		return;
	csv_free(&c->csv);
	free(c->field);
	free(c);
}
