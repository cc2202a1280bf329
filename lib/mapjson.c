/*
 * The values in the JSON of a map file: what each may be, and where it stands
 * when it is not.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mapjson.h"
#include "mapplace.h"
#include "mem.h"
#include "money.h"
#include "text.h"

size_t
load_enter(struct load *ld, const char *key)
{
	size_t mark = ld->path.len;

	if (mark > 0)
		buf_byte(&ld->path, '.');
	buf_z(&ld->path, key);
	return mark;
}

size_t
load_index(struct load *ld, size_t i)
{
	size_t mark = ld->path.len;

	buf_printf(&ld->path, "[%zu]", i);
	return mark;
}

void
load_leave(struct load *ld, size_t mark)
{
	ld->path.len = mark;
}

static void __attribute__((format(printf, 2, 0)))
fail(struct load *ld, const char *fmt, va_list ap)
{
	struct mapplace at;
	char text[400];

	if (ld->failed)
		return;
	ld->failed = true;
	vsnprintf(text, sizeof(text), fmt, ap);
	at = mapplace(ld->json, buf_view(&ld->path));
	buf_printf(ld->err, ":%" PRIu64 ":%" PRIu64 ": ", at.line, at.column);
	if (ld->path.len > 0) {
		diag_escape(ld->err, buf_view(&ld->path), sizeof(text));
		buf_z(ld->err, ": ");
	}
	diag_escape(ld->err, str_z(text), sizeof(text));
}

void
load_fail(struct load *ld, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail(ld, fmt, ap);
	va_end(ap);
}

void
load_fail_at(struct load *ld, const char *key, const char *fmt, ...)
{
	size_t mark = load_enter(ld, key);
	va_list ap;

	va_start(ap, fmt);
	fail(ld, fmt, ap);
	va_end(ap);
	load_leave(ld, mark);
}

void
load_fail_word(struct load *ld, const char *what, const char *word,
    const char *const *words)
{
	const char *near = record_nearest(words, str_z(word));

	if (near != NULL)
		load_fail(ld, "unknown %s \"%s\" (nearest: %s)", what, word,
		    near);
	else
		load_fail(ld, "unknown %s \"%s\"", what, word);
}

bool
load_is_word(const char *const *words, const char *s)
{
	return record_word(words, str_z(s)) != -1;
}

bool
load_object(struct load *ld, json_t *o, const char *const *keys)
{
	const char *key;
	json_t *v;

	if (!json_is_object(o)) {
		load_fail(ld, "not an object");
		return false;
	}
	json_object_foreach(o, key, v) {
		if (strcmp(key, "note") != 0 && !load_is_word(keys, key)) {
			load_enter(ld, key);
			load_fail_word(ld, "key", key, keys);
			return false;
		}
	}
	return true;
}

const char *
load_text_of(struct load *ld, json_t *v)
{
	if (json_is_string(v) && strlen(json_string_value(v)) ==
	    json_string_length(v))
		return json_string_value(v);
	load_fail(ld, json_is_string(v) ? "a NUL in a text" : "not a text");
	return NULL;
}

char *
load_text(struct load *ld, json_t *o, const char *key)
{
	json_t *v = json_object_get(o, key);
	size_t mark;
	const char *s;

	if (v == NULL || json_is_null(v))
		return NULL;
	mark = load_enter(ld, key);
	s = load_text_of(ld, v);
	load_leave(ld, mark);
	return s == NULL ? NULL : mem_strdup(str_z(s));
}

void
load_open_pattern(struct load *ld, struct pattern *p, const char *text,
    enum pattern_kind kind)
{
	char err[PATTERN_ERROR];

	if (ld->builtin)
		pattern_defer(p, str_z(text), kind);
	else if (!pattern_open(p, str_z(text), kind, err))
		load_fail(ld, "%s", err);
}

struct pattern *
load_patterns(struct load *ld, json_t *o, const char *key, size_t *n)
{
	json_t *v = json_object_get(o, key);
	size_t mark = load_enter(ld, key), i, inner, count;
	struct pattern *p;

	count = json_is_array(v) ? json_array_size(v) : v != NULL;
	p = mem_zero((count + 1) * sizeof(*p));
	*n = count;
	if (count == 0)
		load_fail(ld, "no pattern");
	for (i = 0; i < count && !ld->failed; i++) {
		json_t *item = json_is_array(v) ? json_array_get(v, i) : v;
		const char *s;

		inner = json_is_array(v) ? load_index(ld, i) : ld->path.len;
		s = load_text_of(ld, item);
		if (s != NULL)
			load_open_pattern(ld, &p[i], s, PATTERN_NORMAL);
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
	return p;
}

struct pattern *
load_pattern(struct load *ld, json_t *o, const char *key,
    enum pattern_kind kind)
{
	char *s = load_text(ld, o, key);
	struct pattern *p = NULL;
	size_t mark = load_enter(ld, key);

	if (s != NULL) {
		p = mem_zero(sizeof(*p));
		load_open_pattern(ld, p, s, kind);
	}
	load_leave(ld, mark);
	free(s);
	return p;
}

char **
load_texts(struct load *ld, json_t *o, const char *key, size_t *n)
{
	json_t *v = json_object_get(o, key);
	size_t mark = load_enter(ld, key), inner, i;
	const char *s;
	char **text;

	*n = json_array_size(v);
	if (v != NULL && *n == 0)
		load_fail(ld, "not a list of texts");
	text = v == NULL ? NULL : mem_zero((*n + 1) * sizeof(*text));
	for (i = 0; i < *n; i++) {
		inner = load_index(ld, i);
		s = load_text_of(ld, json_array_get(v, i));
		text[i] = mem_strdup(str_z(s != NULL ? s : ""));
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
	return text;
}

int
load_column(struct load *ld, const char *name)
{
	struct str names[REC_N];
	const struct str *near;
	int col = record_col(str_z(name)), i;

	if (col != -1)
		return col;
	for (i = 0; i < REC_N; i++)
		names[i] = str_z(record_cols[i].name);
	near = text_nearest(str_z(name), names, REC_N);
	if (near != NULL)
		load_fail(ld, "unknown column \"%s\" (nearest: %.*s)", name,
		    STR_ARG(*near));
	else
		load_fail(ld, "unknown column \"%s\"", name);
	return -1;
}

static void
load_cond(struct load *ld, struct map_cond *c, const char *column,
    const char *cell)
{
	static const struct {
		const char	*sign;
		enum map_compare how;
	} signs[] = { { ">=", CMP_GE }, { "<=", CMP_LE }, { ">", CMP_GT },
		{ "<", CMP_LT }, { "=", CMP_EQ } };
	struct str s = str_z(cell);
	size_t i;

	load_open_pattern(ld, &c->column, column, PATTERN_NORMAL);
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(s, str_z(signs[i].sign))) {
			c->how = signs[i].how;
			s.p += strlen(signs[i].sign);
			s.len -= strlen(signs[i].sign);
			if (money_parse(str_trim(s), &c->money, NULL) !=
			    NUM_OK)
				load_fail(ld, "\"%s\" compares with no number",
				    cell);
			return;
		}
	load_open_pattern(ld, &c->cell, cell, PATTERN_NORMAL);
}

struct map_cond *
load_conds(struct load *ld, json_t *o, const char *key, size_t *n)
{
	json_t *v = json_object_get(o, key), *item;
	size_t mark = load_enter(ld, key), inner;
	struct map_cond *c = NULL;
	const char *column, *cell;

	*n = 0;
	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, column, item) {
		inner = load_enter(ld, column);
		cell = load_text_of(ld, item);
		c = mem_grow(c, *n + 1, sizeof(*c));
		c[*n] = (struct map_cond){ 0 };
		if (cell != NULL)
			load_cond(ld, &c[*n], column, cell);
		(*n)++;
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
	return c;
}
