/*
 * The head of a built-in map: name, match, dialect, constants. To choose a map
 * among a hundred that is all, and jansson reads it in a third of the time.
 */
#include <stdlib.h>
#include <string.h>

#include "mapjson.h"
#include "mem.h"

/* The end of the JSON value that begins at i, which is known to be valid. */
static size_t
value_end(struct str s, size_t i)
{
	size_t depth = 0;
	bool text = false;

	for (; i < s.len; i++) {
		char c = s.p[i];

		if (text) {
			i += c == '\\';
			text = c != '"';
		} else if (c == '"') {
			text = true;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if ((c == '}' || c == ']') && depth-- == 0) {
			break;
		} else if (c == ',' && depth == 0) {
			break;
		}
	}
	return i < s.len ? i : s.len;
}

/* A member of the object: does the head need it? */
static bool
is_head(struct str member)
{
	static const char *const keys[] = { "\"crm_map\"", "\"name\"",
		"\"kind\"", "\"match\"", "\"dialect\"", "\"set\"",
		"\"zone\"", NULL };
	size_t i;

	for (i = 0; keys[i] != NULL; i++)
		if (str_starts(member, str_z(keys[i])))
			return true;
	return false;
}

void
map_head(struct buf *out, struct str json)
{
	struct str s = str_trim(json), member;
	size_t i = 1, end;

	buf_byte(out, '{');
	while (i < s.len && s.p[i] != '}') {
		end = value_end(s, i);
		member = str_trim((struct str){ s.p + i, end - i });
		if (is_head(member)) {
			if (out->len > 1)
				buf_byte(out, ',');
			buf_str(out, member);
		}
		i = end + (end < s.len && s.p[end] == ',');
	}
	buf_byte(out, '}');
}

void
map_complete(struct map *m)
{
	struct buf err = { 0 };
	struct map *whole, head = *m;

	if (m->rest.p == NULL)
		return;
	whole = map_load_builtin(m->rest, &err);
	/* The unit test has loaded every built-in map. */
	if (whole != NULL) {
		*m = *whole;
		*whole = head;
	}
	map_free(whole);
	buf_free(&err);
}
