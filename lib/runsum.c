/*
 * Summaries of runs. The file may have been touched by hand, so everything in
 * it is checked; what this version does not know is passed over.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num.h"
#include "runsum.h"

#define RUNSUM_MAX	((size_t)16 << 20)
#define AHEAD_MAX	((size_t)64 << 20)

/* Without BOM and blanks in front. */
static struct str
skip_front(struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf"))) {
		s.p += 3;
		s.len -= 3;
	}
	while (s.len > 0 && strchr(" \t\r\n", s.p[0]) != NULL &&
	    s.p[0] != '\0') {
		s.p++;
		s.len--;
	}
	return s;
}

/* The first line and what follows; false when the line does not end here. */
static bool
first_line(struct str s, struct str *line, struct str *rest)
{
	const char *end = s.len == 0 ? NULL : memchr(s.p, '\n', s.len);

	*line = s;
	*rest = STR("");
	if (end == NULL)
		return false;
	line->len = (size_t)(end - s.p);
	rest->p = end + 1;
	rest->len = s.len - line->len - 1;
	return true;
}

static bool
is_summary(const json_t *j)
{
	return json_is_string(json_object_get(j, "program")) &&
	    json_is_object(json_object_get(j, "rows"));
}

/* One line is there: a whole object, or the beginning of a longer one? */
static bool
line_is_summary(struct str line, struct str rest)
{
	json_t *j = json_loadb(line.p, line.len, 0, NULL);
	bool yes;

	if (j != NULL) {
		yes = is_summary(j);
		json_decref(j);
		return yes;
	}
	/* JSON lines whose first one is broken go on with another object. */
	rest = skip_front(rest);
	if (rest.len > 0)
		return rest.p[0] != '{';
	return str_starts(line, STR("{\"program\""));
}

bool
runsum_ahead(struct io_in *in)
{
	size_t want = 4096, had = 0;
	struct str s, body, line, rest;

	for (;;) {
		if (io_in_peek(in, want, &s) != 0)
			return false;
		body = skip_front(s);
		if (body.len > 0 && body.p[0] != '{')
			return false;
		/* One more byte than the line, to see what comes next. */
		if (first_line(body, &line, &rest) && skip_front(rest).len > 0)
			break;
		if (s.len < want || s.len == had || want >= AHEAD_MAX)
			break;
		had = s.len;
		want *= 4;
	}
	return line.len > 0 && line_is_summary(line, rest);
}

static bool
bad(struct fault *f, const char *field, const char *reason)
{
	f->field = str_z(field);
	f->reason = reason;
	return false;
}

static struct str
text_of(struct runsum *rs, const json_t *j)
{
	if (!json_is_string(j))
		return STR("");
	return arena_dup(&rs->text, (struct str){ json_string_value(j),
	    json_string_length(j) });
}

static bool
get_count(const json_t *obj, const char *key, int64_t *n, struct fault *f)
{
	const json_t *j = json_object_get(obj, key);

	if (!json_is_integer(j) || json_integer_value(j) < 0)
		return bad(f, key, "not a count");
	*n = json_integer_value(j);
	return true;
}

/* {"reason": count, ...} in the order of the file; absent is empty. */
static bool
get_list(struct runsum *rs, const json_t *root, const char *key,
    struct runsum_list *out, struct fault *f)
{
	json_t *obj = json_object_get(root, key), *v;
	const char *name;

	if (obj == NULL)
		return true;
	if (!json_is_object(obj))
		return bad(f, key, "not an object");
	out->c = mem_array(json_object_size(obj), sizeof(*out->c));
	json_object_foreach(obj, name, v) {
		if (!json_is_integer(v) || json_integer_value(v) < 0)
			return bad(f, key, "not a count");
		out->c[out->n].name = arena_dup(&rs->text, str_z(name));
		out->c[out->n++].n = json_integer_value(v);
	}
	return true;
}

static bool
get_inputs(struct runsum *rs, const json_t *root, struct fault *f)
{
	const json_t *list = json_object_get(root, "inputs"), *v;
	struct runsum_list *out = &rs->inputs;
	size_t i;

	if (list == NULL)
		return true;
	if (!json_is_array(list))
		return bad(f, "inputs", "not a list");
	out->c = mem_array(json_array_size(list), sizeof(*out->c));
	rs->digest = mem_array(json_array_size(list), sizeof(*rs->digest));
	json_array_foreach(list, i, v) {
		rs->digest[i] = text_of(rs, json_object_get(v, "sha256"));
		if (!get_count(v, "rows", &out->c[i].n, f))
			return false;
		out->c[i].name = text_of(rs, json_object_get(v, "name"));
		out->n++;
	}
	return true;
}

static bool
get_notes(struct runsum *rs, const json_t *root, struct fault *f)
{
	const json_t *list = json_object_get(root, "notes"), *v;
	size_t i;

	if (list == NULL)
		return true;
	if (!json_is_array(list))
		return bad(f, "notes", "not a list");
	rs->note = mem_array(json_array_size(list), sizeof(*rs->note));
	json_array_foreach(list, i, v) {
		if (!json_is_string(v))
			return bad(f, "notes", "not a text");
		rs->note[rs->nnote++] = text_of(rs, v);
	}
	return true;
}

/* "name=value" of each setting in effect. */
static bool
get_settings(struct runsum *rs, const json_t *root, struct fault *f)
{
	json_t *obj = json_object_get(root, "settings"), *v;
	const char *name;
	struct str s;

	if (obj == NULL)
		return true;
	if (!json_is_object(obj))
		return bad(f, "settings", "not an object");
	rs->setting = mem_array(json_object_size(obj), sizeof(*rs->setting));
	json_object_foreach(obj, name, v) {
		s = text_of(rs, v);
		rs->setting[rs->nsetting++] = arena_printf(&rs->text,
		    "%s=%.*s", name, STR_ARG(s));
	}
	return true;
}

/* The setting `bins`, which a customer table does not carry; 0 without. */
static int64_t
get_bins(const json_t *root)
{
	const json_t *j = json_object_get(json_object_get(root, "settings"),
	    "bins");
	int64_t n = 0;

	if (json_is_string(j) && num_parse_int((struct str){
	    json_string_value(j), json_string_length(j) }, &n) != NUM_OK)
		return 0;
	return json_is_integer(j) ? json_integer_value(j) : n;
}

static bool
fill(struct runsum *rs, const json_t *root, struct fault *f)
{
	const json_t *rows = json_object_get(root, "rows");
	struct str day;

	if (!is_summary(root))
		return bad(f, "", "not a summary: no program and rows in it");
	rs->program = text_of(rs, json_object_get(root, "program"));
	rs->version = text_of(rs, json_object_get(root, "version"));
	day = text_of(rs, json_object_get(root, "as_of"));
	if (day.len > 0 && !day_parse(day, &rs->as_of))
		return bad(f, "as_of", "not a date");
	if (!get_count(rows, "read", &rs->read, f) ||
	    !get_count(rows, "used", &rs->used, f) ||
	    !get_count(rows, "filtered", &rs->filtered, f) ||
	    !get_count(rows, "rejected", &rs->rejected, f))
		return false;
	if ((int128)rs->used + rs->filtered + rs->rejected != rs->read)
		return bad(f, "rows",
		    "read is not used + filtered + rejected");
	rs->bins = get_bins(root);
	return get_list(rs, root, "filtered", &rs->filtered_by, f) &&
	    get_list(rs, root, "rejected", &rs->rejected_by, f) &&
	    get_list(rs, root, "counts", &rs->counts, f) &&
	    get_inputs(rs, root, f) && get_settings(rs, root, f) &&
	    get_notes(rs, root, f);
}

/* All bytes of the input; false on a read error or beyond the limit. */
static enum status
read_all(struct io_in *in, struct buf *b, struct fault *f)
{
	ssize_t n;

	do {
		n = io_in_read(in, buf_room(b, 65536), 65536);
		if (n < 0)
			return STATUS_IO;
		b->len += (size_t)n;
		if (b->len > RUNSUM_MAX) {
			bad(f, "", "too long for a summary");
			return STATUS_DATA;
		}
	} while (n > 0);
	return STATUS_OK;
}

enum status
runsum_read(struct io_in *in, struct runsum *rs, struct fault *f)
{
	struct buf all = { 0 };
	enum status st;
	json_error_t err;
	struct str s;
	json_t *root;

	*rs = (struct runsum){ .as_of = DAY_NONE };
	st = read_all(in, &all, f);
	if (st != STATUS_OK) {
		buf_free(&all);
		return st;
	}
	s = skip_front(buf_view(&all));
	root = json_loadb(s.p, s.len, JSON_REJECT_DUPLICATES, &err);
	if (root == NULL) {
		f->line = err.line < 0 ? 0 : (uint64_t)err.line;
		f->column = err.column < 0 ? 0 : (uint64_t)err.column;
		f->reason = "not a summary: broken JSON";
		snprintf(f->detail, sizeof(f->detail), "%.100s", err.text);
		st = STATUS_DATA;
	} else if (!fill(rs, root, f)) {
		st = STATUS_DATA;
	}
	json_decref(root);
	buf_free(&all);
	return st;
}

void
runsum_free(struct runsum *rs)
{
	free(rs->filtered_by.c);
	free(rs->rejected_by.c);
	free(rs->counts.c);
	free(rs->inputs.c);
	free(rs->digest);
	free(rs->setting);
	free(rs->note);
	arena_free(&rs->text);
	*rs = (struct runsum){ 0 };
}
