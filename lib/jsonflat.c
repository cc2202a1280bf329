/* The values inside a nested value, under dotted names. */
#include <stdio.h>
#include <string.h>

#include "jsonflat.h"

static bool inside(struct jsonflat *f, const struct json_member *m, int level);

static size_t
blanks(struct str s, size_t i)
{
	while (i < s.len && memchr(" \t\r\n", s.p[i], 4) != NULL)
		i++;
	return i;
}

/* Is the value an object or an array that begins with one? */
static bool
jsonflat_is_nested(const struct json_member *m)
{
	struct str s = m->value;
	size_t i;

	if (!m->bare || s.len < 2)
		return false;
	if (s.p[0] == '{')
		return true;
	if (s.p[0] != '[')
		return false;
	i = blanks(s, 1);
	return i < s.len && s.p[i] == '{';
}

/* Behind the value at i, up to a comma or a bracket that is not its own. */
static size_t
item_end(struct str s, size_t i)
{
	size_t depth = 0;
	bool quoted = false;

	for (; i < s.len; i++) {
		char c = s.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			i += c == '\\';
		else if (c == '{' || c == '[')
			depth++;
		else if (depth == 0 && (c == ',' || c == ']'))
			return i;
		else if (c == '}' || c == ']')
			depth--;
	}
	return s.len;
}

static bool
object(struct jsonflat *f, const struct json_member *m, int level)
{
	size_t mark = f->name.len;
	struct jsonscan s;
	struct json_member in;

	jsonscan_open(&s, m->value, f->arena);
	s.checked = true;
	while (jsonscan_next(&s, &in) == 1) {
		f->name.len = mark;
		buf_byte(&f->name, '.');
		buf_str(&f->name, in.key);
		in.at += m->at;
		if (!f->leaf(f->ctx, buf_view(&f->name), in.value, in.at) ||
		    !inside(f, &in, level + 1))
			return false;
	}
	f->name.len = mark;
	return true;
}

static bool
array(struct jsonflat *f, const struct json_member *m, int level)
{
	size_t mark = f->name.len, i = 1, n, end;
	struct str s = m->value;

	for (n = 0; n < JSONFLAT_ITEMS && i < s.len; n++, i = end + 1) {
		struct json_member in = { .bare = true };

		i = blanks(s, i);
		end = item_end(s, i);
		in.value = (struct str){ s.p + i, end - i };
		in.at = m->at + i;
		f->name.len = mark;
		buf_printf(&f->name, ".%zu", n);
		if (!inside(f, &in, level + 1))
			return false;
	}
	f->name.len = mark;
	return true;
}

/* What is inside a value whose name is in f->name. */
static bool
inside(struct jsonflat *f, const struct json_member *m, int level)
{
	if (level == JSONFLAT_LEVELS || !jsonflat_is_nested(m))
		return true;
	return m->value.p[0] == '{' ? object(f, m, level) :
	    array(f, m, level);
}

bool
jsonflat(struct jsonflat *f, struct str name, const struct json_member *m)
{
	f->name.len = 0;
	buf_str(&f->name, name);
	return inside(f, m, 0);
}

struct search {
	struct str	 name;
	size_t		 at;
};

static bool
search_leaf(void *ctx, struct str name, struct str value, size_t at)
{
	struct search *s = ctx;

	(void)value;
	if (str_eq(name, s->name))
		s->at = at;
	return true;
}

size_t
jsonflat_find(struct str record, struct str name, bool flat)
{
	struct search found = { .name = name };
	struct arena a = { 0 };
	struct jsonflat f = { .leaf = search_leaf, .ctx = &found,
	    .arena = &a };
	struct jsonscan s;
	struct json_member m;

	jsonscan_open(&s, record, &a);
	while (jsonscan_next(&s, &m) == 1) {
		search_leaf(&found, m.key, m.value, m.at);
		if (flat)
			(void)jsonflat(&f, m.key, &m);
	}
	buf_free(&f.name);
	arena_free(&a);
	return found.at;
}
