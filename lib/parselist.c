/*
 * Lists in a cell: a, b; [a][b]; ['a', 'b'] as Python has it; ["a", "b"] as
 * JSON has it.
 */
#include <string.h>

#include <jansson.h>

#include "cell.h"
#include "parsein.h"

/* The length of the separator of a list at s, 0 when there is none. */
static size_t
separator(struct str s)
{
	static const char *const wide[] = { "，", "；", "、", NULL };
	struct str rest = s;

	if (s.p[0] == ',' || s.p[0] == ';')
		return 1;
	if (s.len > 1 && s.p[0] == ']' && s.p[1] == '[')
		return 2;
	if (str_starts(s, STR("][")))
		return 2;
	cell_one(&rest, wide, cell_prefix);
	return s.len - rest.len;
}

/*
 * The length of the quoted text at s, which may hold separators; 0 when its
 * quote is not closed before a separator or the end: then it is an apostrophe.
 */
static size_t
quoted(struct str s)
{
	size_t i;

	if (s.len == 0 || (s.p[0] != '\'' && s.p[0] != '"'))
		return 0;
	for (i = 1; i < s.len; i++) {
		struct str rest;

		if (s.p[i] == '\\') {
			i++;
			continue;
		}
		if (s.p[i] != s.p[0])
			continue;
		rest = cell_trim((struct str){ s.p + i + 1, s.len - i - 1 });
		if (rest.len == 0 || separator(rest) > 0)
			return i + 1;
	}
	return 0;
}

static struct str
unquoted(struct str s)
{
	s = cell_trim(s);
	if (s.len >= 2 && (s.p[0] == '\'' || s.p[0] == '"') &&
	    s.p[s.len - 1] == s.p[0])
		s = (struct str){ s.p + 1, s.len - 2 };
	return cell_trim(s);
}

/* Take the next item off *s; it keeps its quotes. */
static struct str
take_item(struct str *s)
{
	struct str item;
	size_t n;

	while (s->len > 0 && (s->p[0] == ' ' || s->p[0] == '\t' ||
	    s->p[0] == '\n' || s->p[0] == '\r'))
		cell_take(s, 1);
	item = *s;
	n = quoted(*s);
	cell_take(s, n);
	while (s->len > 0 && separator(*s) == 0)
		cell_take(s, 1);
	item.len -= s->len;
	if (s->len > 0)
		cell_take(s, separator(*s));
	return item;
}

/* The strings of a JSON array, whose escapes only jansson undoes. */
static bool
read_json(struct str s, struct arena *a, struct parsed *out)
{
	json_t *list = json_loadb(s.p, s.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *v;
	struct buf b = { 0 };
	size_t i;

	if (!json_is_array(list)) {
		json_decref(list);
		return false;
	}
	for (i = 0; i < json_array_size(list); i++) {
		v = json_array_get(list, i);
		if (!json_is_string(v) || json_string_length(v) == 0)
			continue;
		if (b.len > 0)
			buf_byte(&b, ';');
		buf_put(&b, json_string_value(v), json_string_length(v));
	}
	out->text = arena_dup(a, buf_view(&b));
	buf_free(&b);
	json_decref(list);
	return true;
}

const char *
parse_list(struct str s, struct arena *a, struct parsed *out)
{
	bool array = s.len >= 2 && s.p[0] == '[' && s.p[s.len - 1] == ']';
	struct str item;
	size_t n = 0;
	char *text;

	if (array && memchr(s.p, '\\', s.len) != NULL &&
	    read_json(s, a, out))
		return NULL;
	if (array)
		s = (struct str){ s.p + 1, s.len - 2 };
	text = arena_alloc(a, s.len + 1);
	while (s.len > 0) {
		item = unquoted(take_item(&s));
		if (item.len == 0)
			continue;
		if (n > 0)
			text[n++] = ';';
		memcpy(text + n, item.p, item.len);
		n += item.len;
	}
	out->text = (struct str){ text, n };
	return NULL;
}
