/* What a JSON text is, and where in it arrays of objects are. */
#include <string.h>

#include "jsondoc.h"
#include "jsontext.h"

#define LOOK_MAX	((size_t)4 << 20)
#define LEVELS		4	/* of objects that are looked through */

/* A walk through a sample. */
struct walk {
	struct jsontext		 t;
	struct arena		*a;
	struct jsondoc_array	*out;
	size_t			 n, max;
};

static int
first_byte(struct str s)
{
	s = str_trim(s);
	return s.len > 0 ? (unsigned char)s.p[0] : -1;
}

/* Is the innermost bracket that the line leaves open that of an array? */
static bool
leaves_array(struct str line)
{
	char open[64];
	size_t i, n = 0;
	bool quoted = false;

	for (i = 0; i < line.len; i++) {
		char c = line.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			i += c == '\\';
		else if ((c == '{' || c == '[') && n < sizeof(open))
			open[n++] = c;
		else if ((c == '}' || c == ']') && n > 0)
			n--;
	}
	return !quoted && n > 0 && open[n - 1] == '[';
}

/*
 * Objects that begin on one line after the other are JSON lines, even when the
 * first of them is broken: its rows must not be lost for that.
 */
static bool
is_lines(struct str s)
{
	struct str line, next;

	s = str_trim(s);
	return str_split(&s, '\n', &line) && str_split(&s, '\n', &next) &&
	    next.len > 0 && next.p[0] == '{' &&
	    !leaves_array(line);
}

/* Is the sample enough to say what the text is? */
static bool
judge(struct jsondoc_look *l, bool all)
{
	struct jsontext t;
	int c = first_byte(l->sample);
	uint64_t from, to;

	jsontext_memory(&t, l->sample);
	l->form = JSONDOC_ARRAY;
	l->one_line = false;
	if (jsontext_prefix(&t))
		c = first_byte((struct str){ t.p + t.at, t.len - t.at });
	if (c != '{')
		return true;
	if (is_lines(l->sample)) {
		l->form = JSONDOC_NONE;
		return true;
	}
	jsontext_blanks(&t);
	from = t.line;
	l->form = JSONDOC_OBJECT;
	if (!jsontext_value(&t, NULL)) {
		/* A bracket that does not fit is nothing to wait for. */
		l->one_line = t.line == from;
		return t.at < t.len;
	}
	to = t.line;
	l->one_line = from == to;
	jsontext_blanks(&t);
	c = jsontext_peek(&t);
	if (c == -1)
		return all;
	/* The next begins on a line of its own: JSON lines. */
	if (from == to)
		l->form = JSONDOC_NONE;
	else if (c == '{')
		l->form = JSONDOC_OBJECTS;
	return true;
}

int
jsondoc_look(struct io_in *in, struct jsondoc_look *out)
{
	static const struct str archive = { "window.", 7 };
	size_t want = 1;
	struct str s;
	int c;

	*out = (struct jsondoc_look){ .form = JSONDOC_NONE };
	for (;; want = 2 * s.len) {
		if (io_in_peek(in, want, &s) == -1)
			return -1;
		c = first_byte(s);
		if (c != -1 || s.len < want || s.len > LOOK_MAX)
			break;
	}
	if (c == 'w') {
		/* Blanks before it are few. */
		if (io_in_peek(in, s.len + archive.len, &s) == -1)
			return -1;
		if (!str_starts(str_trim(s), archive))
			return 0;
	} else if (c != '{' && c != '[') {
		return 0;
	}
	for (want = (size_t)64 << 10;; want *= 2) {
		if (io_in_peek(in, want, &s) == -1)
			return -1;
		out->sample = s;
		if (judge(out, s.len < want) || s.len < want ||
		    s.len >= LOOK_MAX)
			return 0;
	}
}

/* The byte after an opening bracket and blanks. */
static int
after_bracket(const struct jsontext *t)
{
	size_t i = t->at + 1;

	while (i < t->len && memchr(" \t\r\n", t->p[i], 4) != NULL)
		i++;
	return i < t->len ? (unsigned char)t->p[i] : -1;
}

static struct str
pointer(struct arena *a, struct str where, struct str key)
{
	struct buf b = { 0 };
	struct str s;
	size_t i;

	buf_str(&b, where);
	buf_byte(&b, '/');
	for (i = 0; i < key.len; i++)
		if (key.p[i] == '~')
			buf_z(&b, "~0");
		else if (key.p[i] == '/')
			buf_z(&b, "~1");
		else
			buf_byte(&b, key.p[i]);
	s = arena_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* False when there is no room for more. */
static bool
note_array(struct walk *w, struct str where, bool top)
{
	int c = after_bracket(&w->t);

	if (c != '{' && c != ']')
		return true;
	if (w->n == w->max)
		return false;
	w->out[w->n++] = (struct jsondoc_array){ where, top, c == ']' };
	return true;
}

/*
 * Look through an object of the sample, whose arrays are noted. False at the
 * end of the sample, at a mistake, or when enough was found.
 */
static bool
walk_object(struct walk *w, struct str where, size_t level)
{
	struct jsontext *t = &w->t;
	struct str key, here;
	bool first = true;
	int c;

	jsontext_take(t);
	for (;; first = false) {
		jsontext_blanks(t);
		c = jsontext_peek(t);
		if (c == '}' || c == -1) {
			t->at += c == '}';
			return c == '}';
		}
		if (!first && !jsontext_expect(t, ',', ""))
			return false;
		if (!jsontext_key(t, w->a, &key))
			return false;
		here = pointer(w->a, where, key);
		jsontext_blanks(t);
		c = jsontext_peek(t);
		if (c == '[' && !note_array(w, here, level == 0))
			return false;
		if (c == '{' && level + 1 < LEVELS ?
		    !walk_object(w, here, level + 1) :
		    !jsontext_value(t, NULL))
			return false;
	}
}

size_t
jsondoc_arrays(struct str sample, struct arena *a, struct jsondoc_array *out,
    size_t max)
{
	struct walk w = { .a = a, .out = out, .max = max };

	jsontext_memory(&w.t, sample);
	jsontext_prefix(&w.t);
	jsontext_blanks(&w.t);
	if (jsontext_peek(&w.t) == '{')
		(void)walk_object(&w, STR(""), 0);
	return w.n;
}
