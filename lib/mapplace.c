/* The place of a value in the text of a map file, by its path. */
#include "jsonscan.h"
#include "mapplace.h"

struct search {
	struct str	 text;		/* the document */
	struct str	 want;
	struct buf	 path;		/* of the value at hand */
	size_t		 best;		/* bytes before what was found */
	size_t		 depth;		/* bytes of its path */
	struct arena	 mem;
};

static void	visit(struct search *s, struct str value);

/* Is the path at hand the one that is wanted (2), or on the way to it (1)? */
static int
on_way(const struct search *s)
{
	struct str path = buf_view(&s->path), want = s->want;

	if (!str_starts(want, path))
		return 0;
	if (want.len == path.len)
		return 2;
	return path.len == 0 || want.p[path.len] == '.' ||
	    want.p[path.len] == '[';
}

/* A value at `value`, whose key or itself begins at `at`. */
static void
step(struct search *s, const char *at, struct str value)
{
	int way = on_way(s);

	if (way == 0 || s->path.len <= s->depth)
		return;
	s->depth = s->path.len;
	s->best = (size_t)(at - s->text.p);
	if (way == 1)
		visit(s, value);
}

static void
visit_object(struct search *s, struct str value)
{
	size_t mark = s->path.len, from = 0;
	struct json_member m;
	struct jsonscan scan;

	jsonscan_open(&scan, value, &s->mem);
	while (jsonscan_next(&scan, &m) == 1) {
		/* Between two members stands no other quote than the key's. */
		const char *key = memchr(value.p + from, '"',
		    value.len - from);

		if (mark > 0)
			buf_byte(&s->path, '.');
		buf_str(&s->path, m.key);
		step(s, key, (struct str){ value.p + m.at, scan.at - m.at });
		s->path.len = mark;
		from = scan.at;
	}
}

/* The end of an entry that begins at i: its , or ] outside of all else. */
static size_t
entry_end(struct str list, size_t i)
{
	size_t depth = 0;
	bool quoted = false;

	for (; i < list.len; i++) {
		char c = list.p[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (depth == 0 && (c == ',' || c == ']'))
			break;
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
	}
	return i < list.len ? i : list.len;
}

static void
visit_list(struct search *s, struct str list)
{
	size_t mark = s->path.len, i, end, n;

	for (i = 1, n = 0; i < list.len; i = end + 1, n++) {
		struct str entry;

		end = entry_end(list, i);
		entry = str_trim((struct str){ list.p + i, end - i });
		if (entry.len == 0)
			return;
		buf_printf(&s->path, "[%zu]", n);
		step(s, entry.p, entry);
		s->path.len = mark;
	}
}

static void
visit(struct search *s, struct str value)
{
	value = str_trim(value);
	if (value.len > 0 && value.p[0] == '{')
		visit_object(s, value);
	else if (value.len > 0 && value.p[0] == '[')
		visit_list(s, value);
}

struct mapplace
mapplace(struct str json, struct str path)
{
	struct search s = { .text = json, .want = path };
	struct mapplace at = { 1, 1 };
	size_t i;

	while (s.best < json.len &&
	    memchr(" \t\r\n", json.p[s.best], 4) != NULL)
		s.best++;
	visit(&s, json);
	for (i = 0; i < s.best; i++) {
		if (json.p[i] == '\n') {
			at.line++;
			at.column = 1;
		} else if (((unsigned char)json.p[i] & 0xc0) != 0x80) {
			at.column++;
		}
	}
	buf_free(&s.path);
	arena_free(&s.mem);
	return at;
}
