/* JSON text read from front to back: brackets, strings and the place. */
#include <stdlib.h>
#include <string.h>

#include "jsonscan.h"
#include "jsontext.h"

#define CHUNK	((size_t)64 << 10)
#define KEY_MAX	((size_t)64 << 10)
#define CUT	"the text ends here, too early"

/* Brackets that are open; of the first 64 also which: a set bit is a brace. */
struct shape {
	uint64_t	brace;
	size_t		depth;
};

void
jsontext_open(struct jsontext *t, struct io_in *in)
{
	*t = (struct jsontext){ .in = in, .own = mem_alloc(CHUNK) };
	t->p = t->own;
}

void
jsontext_memory(struct jsontext *t, struct str s)
{
	*t = (struct jsontext){ .p = s.p, .len = s.len, .eof = true };
}

void
jsontext_close(struct jsontext *t)
{
	free(t->own);
}

static void
fill(struct jsontext *t)
{
	ssize_t got;

	if (t->eof)
		return;
	t->base += t->len;
	t->at = t->len = 0;
	got = io_in_read(t->in, t->own, CHUNK);
	t->failed = got == -1;
	t->eof = got <= 0;
	t->len = got > 0 ? (size_t)got : 0;
}

int
jsontext_peek(struct jsontext *t)
{
	if (t->at == t->len)
		fill(t);
	return t->at < t->len ? (unsigned char)t->p[t->at] : -1;
}

void
jsontext_take(struct jsontext *t)
{
	if (t->p[t->at++] == '\n') {
		t->line++;
		t->line_at = t->base + t->at;
	}
}

bool
jsontext_fault(struct jsontext *t, const char *reason)
{
	if (t->fault != NULL)
		return false;
	t->fault = reason;
	t->fault_line = t->line + 1;
	t->fault_column = t->base + t->at - t->line_at + 1;
	return false;
}

bool
jsontext_blanks(struct jsontext *t)
{
	bool any = false;
	int c;

	while ((c = jsontext_peek(t)) == ' ' || c == '\n' || c == '\t' ||
	    c == '\r') {
		jsontext_take(t);
		any = true;
	}
	return any;
}

bool
jsontext_expect(struct jsontext *t, char c, const char *reason)
{
	int next;

	jsontext_blanks(t);
	next = jsontext_peek(t);
	if (next != c)
		return jsontext_fault(t, next == -1 ? CUT : reason);
	jsontext_take(t);
	return true;
}

static void
put(const struct jsonsink *to, const char *p, size_t n)
{
	size_t room;

	if (to == NULL || to->b->len >= to->limit)
		return;
	room = to->limit - to->b->len;
	buf_put(to->b, p, n < room ? n : room);
}

/* Take n bytes in which no line ends. */
static void
pass(struct jsontext *t, const struct jsonsink *to, size_t n)
{
	put(to, t->p + t->at, n);
	t->at += n;
}

/* Bytes of the buffer before the next quote, backslash or line end. */
static size_t
plain(const struct jsontext *t)
{
	const char *from = t->p + t->at, *end = t->p + t->len, *p = from;

	while (p < end && *p != '"' && *p != '\\' && *p != '\n')
		p++;
	return (size_t)(p - from);
}

/* A string, whose opening quote is next. */
static bool
string(struct jsontext *t, const struct jsonsink *to)
{
	uint64_t line = t->line, at = t->base + t->at, line_at = t->line_at;
	int c;

	pass(t, to, 1);
	for (;;) {
		c = jsontext_peek(t);
		if (c == -1)
			break;
		if (c == '\n') {
			put(to, "\t", 1);
			jsontext_take(t);
			continue;
		}
		if (c == '"') {
			pass(t, to, 1);
			return true;
		}
		if (c == '\\') {
			pass(t, to, 1);
			c = jsontext_peek(t);
			if (c != -1 && c != '\n')
				pass(t, to, 1);
			continue;
		}
		pass(t, to, plain(t));
	}
	/* The place of the quote says more than that of the end. */
	if (t->fault == NULL) {
		t->fault = "string never closed";
		t->fault_line = line + 1;
		t->fault_column = at - line_at + 1;
	}
	return false;
}

static bool
is_sign(int c)
{
	return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' ||
	    c == ':';
}

static bool
is_blank(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A number, a word or whatever else stands between the signs. */
static void
literal(struct jsontext *t, const struct jsonsink *to)
{
	const char *p, *end;

	while (jsontext_peek(t) != -1) {
		p = t->p + t->at;
		end = t->p + t->len;
		while (p < end && !is_sign(*p) && !is_blank(*p) && *p != '"')
			p++;
		pass(t, to, (size_t)(p - (t->p + t->at)));
		if (p < end)
			return;
	}
}

/* "1 2" is not 12: the blank stays where it keeps two literals apart. */
static void
keep_apart(const struct jsonsink *to, size_t from, int next)
{
	char last;

	if (to == NULL || to->b->len == from)
		return;
	last = to->b->p[to->b->len - 1];
	if (!is_sign(last) && last != '"' && !is_sign(next) && next != '"')
		put(to, " ", 1);
}

static bool
sign(struct jsontext *t, struct shape *s, int c)
{
	uint64_t bit;

	if (c == ',' || c == ':')
		return s->depth > 0 ||
		    jsontext_fault(t, "expected a value");
	if (c == '{' || c == '[') {
		bit = s->depth < 64 ? UINT64_C(1) << s->depth : 0;
		s->brace = c == '{' ? s->brace | bit : s->brace & ~bit;
		s->depth++;
		return true;
	}
	if (s->depth == 0)
		return jsontext_fault(t, "expected a value");
	bit = s->depth <= 64 ? UINT64_C(1) << (s->depth - 1) : 0;
	if (bit != 0 && ((s->brace & bit) != 0) != (c == '}'))
		return jsontext_fault(t, c == '}' ? "expected ] before }" :
		    "expected } before ]");
	s->depth--;
	return true;
}

bool
jsontext_value(struct jsontext *t, const struct jsonsink *to)
{
	struct shape s = { 0 };
	size_t from = to != NULL ? to->b->len : 0;
	bool blank;
	int c;

	do {
		blank = jsontext_blanks(t);
		c = jsontext_peek(t);
		if (blank)
			keep_apart(to, from, c);
		if (c == -1)
			return jsontext_fault(t, CUT);
		if (c == '"') {
			if (!string(t, to))
				return false;
		} else if (!is_sign(c)) {
			literal(t, to);
		} else {
			if (!sign(t, &s, c))
				return false;
			pass(t, to, 1);
		}
	} while (s.depth > 0);
	return !t->failed;
}

bool
jsontext_key(struct jsontext *t, struct arena *a, struct str *key)
{
	struct buf b = { 0 };
	struct jsonsink to = { &b, KEY_MAX };
	struct jsonscan s;
	struct json_member m;
	bool good = false;

	jsontext_blanks(t);
	if (jsontext_peek(t) != '"') {
		jsontext_fault(t, jsontext_peek(t) == -1 ? CUT :
		    "expected a key in quotes");
		return false;
	}
	buf_byte(&b, '{');
	if (string(t, &to)) {
		buf_z(&b, ":0}");
		jsonscan_open(&s, arena_dup(a, buf_view(&b)), a);
		good = jsonscan_next(&s, &m) == 1;
		if (!good)
			jsontext_fault(t, "a key that cannot be read");
	}
	buf_free(&b);
	if (!good)
		return false;
	*key = m.key;
	return jsontext_expect(t, ':', "expected :");
}

bool
jsontext_prefix(struct jsontext *t)
{
	int c;

	jsontext_blanks(t);
	if (jsontext_peek(t) != 'w')
		return false;
	while ((c = jsontext_peek(t)) != '=' && c != -1 && c != '\n')
		jsontext_take(t);
	jsontext_expect(t, '=', "expected =");
	return true;
}
