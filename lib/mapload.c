/*
 * The JSON of a map file into a struct map. Every mistake is an error with the
 * line and column of jansson where the text is no JSON, else with the path of
 * the value: "fields[3].rule: unknown rule".
 */
#include <stdlib.h>
#include <string.h>

#include "mapjson.h"
#include "mem.h"

static void
load_values(struct load *ld, struct map_field *f, json_t *o)
{
	json_t *v = json_object_get(o, "values"), *item;
	size_t mark = load_enter(ld, "values"), inner;
	const char *cell, *to;

	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, cell, item) {
		struct map_value *mv;
		struct record r = { 0 };
		enum record_col bad;

		inner = load_enter(ld, cell);
		f->value = mem_grow(f->value, f->nvalue + 1, sizeof(*mv));
		mv = &f->value[f->nvalue++];
		*mv = (struct map_value){ 0 };
		load_open_pattern(ld, &mv->cell, cell, PATTERN_NORMAL);
		to = load_text_of(ld, item);
		mv->to = mem_strdup(str_z(to != NULL ? to : ""));
		r.v[f->to] = str_z(mv->to);
		if (record_check(&r, &bad) != NULL)
			load_fail(ld, "%s: \"%s\"", record_check(&r, &bad),
			    mv->to);
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
}

static void
load_formats(struct load *ld, struct map_field *f, json_t *o)
{
	size_t n, i, mark;

	f->format = load_texts(ld, o, "formats", &n);
	for (i = 0; i < n; i++) {
		mark = load_enter(ld, "formats");
		load_index(ld, i);
		if (clock_check(f->format[i]) != NULL)
			load_fail(ld, "\"%s\": %s", f->format[i],
			    clock_check(f->format[i]));
		load_leave(ld, mark);
	}
	if (n > 0 && f->rule != RULE_TIME)
		load_fail(ld, "formats belong to rule \"time\"");
}

static void
load_kinds(struct load *ld, struct map_field *f, json_t *o)
{
	static const char *const kinds[] = { "email", "phone", "platform",
		"nick", "hash", NULL };
	size_t n, i, mark = load_enter(ld, "kinds");

	load_leave(ld, mark);
	f->kind = load_texts(ld, o, "kinds", &n);
	load_enter(ld, "kinds");
	if (n > 0 && f->to != REC_USER_ID)
		load_fail(ld, "kinds belong to user_id");
	if (n > 0 && n != f->nfrom)
		load_fail(ld, "%zu kinds for %zu patterns of \"from\"", n,
		    f->nfrom);
	for (i = 0; i < n && !ld->failed; i++)
		if (!load_is_word(kinds, f->kind[i]))
			load_fail_word(ld, "kind", f->kind[i], kinds);
	load_leave(ld, mark);
	/* Freed by the number of patterns. */
	if (ld->failed && f->kind != NULL) {
		for (i = 0; i < n; i++)
			free(f->kind[i]);
		free(f->kind);
		f->kind = NULL;
	}
}

static void
load_take(struct load *ld, enum map_take *take, json_t *o)
{
	static const char *const words[] = { "first-nonempty", "sum", "list",
		NULL };
	char *s = load_text(ld, o, "take");
	size_t mark = load_enter(ld, "take");

	*take = TAKE_FIRST;
	if (s != NULL && strcmp(s, "sum") == 0)
		*take = TAKE_SUM;
	else if (s != NULL && strcmp(s, "list") == 0)
		*take = TAKE_LIST;
	else if (s != NULL && !load_is_word(words, s))
		load_fail_word(ld, "take", s, words);
	load_leave(ld, mark);
	free(s);
}

static void
load_field(struct load *ld, struct map_field *f, json_t *o)
{
	static const char *const keys[] = { "from", "to", "rule", "kinds",
		"formats", "values", "capture", "take", NULL };
	char *to, *rule;
	size_t mark;
	int col = -1;

	*f = (struct map_field){ 0 };
	if (!load_object(ld, o, keys))
		return;
	to = load_text(ld, o, "to");
	mark = load_enter(ld, "to");
	if (to == NULL)
		load_fail(ld, "not there");
	else
		col = load_column(ld, to);
	load_leave(ld, mark);
	free(to);
	if (col == -1)
		return;
	f->to = (enum record_col)col;
	f->rule = record_rule(f->to);
	rule = load_text(ld, o, "rule");
	mark = load_enter(ld, "rule");
	if (rule != NULL && parse_rule(rule) == -1)
		load_fail_word(ld, "rule", rule, parse_rules());
	else if (rule != NULL)
		f->rule = (enum rule)parse_rule(rule);
	load_leave(ld, mark);
	free(rule);
	f->from = load_patterns(ld, o, "from", &f->nfrom);
	load_kinds(ld, f, o);
	load_formats(ld, f, o);
	load_values(ld, f, o);
	f->capture = load_pattern(ld, o, "capture", PATTERN_SEARCH);
	load_take(ld, &f->take, o);
	if (f->take == TAKE_SUM && f->rule != RULE_COUNT)
		load_fail(ld, "only a count can be taken as a sum");
}

static void
load_with(struct load *ld, struct map_emit *e, json_t *o)
{
	json_t *v = json_object_get(o, "with"), *item;
	size_t mark = load_enter(ld, "with"), inner;
	const char *to, *s;
	int col;

	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, to, item) {
		struct map_with *w;

		inner = load_enter(ld, to);
		col = load_column(ld, to);
		s = load_text_of(ld, item);
		e->with = mem_grow(e->with, e->nwith + 1, sizeof(*w));
		w = &e->with[e->nwith++];
		*w = (struct map_with){ 0 };
		if (col != -1 && s != NULL) {
			w->to = (enum record_col)col;
			load_open_pattern(ld, &w->column, s, PATTERN_NORMAL);
		}
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
}

static void
load_emit(struct load *ld, struct map_emit *e, json_t *o)
{
	static const char *const keys[] = { "type", "when", "with", NULL };
	size_t mark;

	*e = (struct map_emit){ 0 };
	if (!load_object(ld, o, keys))
		return;
	e->type = load_text(ld, o, "type");
	mark = load_enter(ld, "type");
	if (e->type == NULL)
		load_fail(ld, "not there");
	else if (!load_is_word(record_types(), e->type))
		load_fail_word(ld, "type", e->type, record_types());
	load_leave(ld, mark);
	e->when = load_conds(ld, o, "when", &e->nwhen);
	load_with(ld, e, o);
}

/* A list of objects under a key, each loaded by one of the two. */
static void
load_lists(struct load *ld, struct map *m, json_t *o)
{
	json_t *fields = json_object_get(o, "fields");
	json_t *emit = json_object_get(o, "emit");
	size_t mark, n, i;

	n = json_array_size(fields);
	mark = load_enter(ld, "fields");
	if (n == 0)
		load_fail(ld, "not a list with entries");
	m->field = mem_zero((n + 1) * sizeof(*m->field));
	for (i = 0; i < n && !ld->failed; i++) {
		load_index(ld, i);
		load_field(ld, &m->field[m->nfield++],
		    json_array_get(fields, i));
		load_leave(ld, mark);
		load_enter(ld, "fields");
	}
	load_leave(ld, mark);
	n = json_array_size(emit);
	mark = load_enter(ld, "emit");
	if (emit != NULL && n == 0)
		load_fail(ld, "not a list with entries");
	m->emit = mem_zero((n + 1) * sizeof(*m->emit));
	for (i = 0; i < n && !ld->failed; i++) {
		load_index(ld, i);
		load_emit(ld, &m->emit[m->nemit++], json_array_get(emit, i));
		load_leave(ld, mark);
		load_enter(ld, "emit");
	}
	load_leave(ld, mark);
}

static void
load_dialect(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "encoding", "delimiter", "header",
		"comment", "stop", NULL };
	json_t *v = json_object_get(o, "dialect"), *header;
	size_t mark = load_enter(ld, "dialect");
	char *s;

	if (v == NULL || !load_object(ld, v, keys)) {
		load_leave(ld, mark);
		return;
	}
	m->encoding = load_text(ld, v, "encoding");
	if (m->encoding != NULL && strcmp(m->encoding, "auto") == 0) {
		free(m->encoding);
		m->encoding = NULL;
	}
	s = load_text(ld, v, "delimiter");
	if (s != NULL && strcmp(s, "auto") != 0) {
		if (strlen(s) != 1 || strchr(",;|\t", s[0]) == NULL)
			load_fail(ld, "delimiter: neither \"auto\" nor one of "
			    ", ; | and TAB");
		m->delimiter = s[0];
	}
	free(s);
	header = json_object_get(v, "header");
	if (json_is_integer(header) && json_integer_value(header) > 0)
		m->header = (uint64_t)json_integer_value(header);
	else if (header != NULL && (!json_is_string(header) ||
	    strcmp(json_string_value(header), "auto") != 0))
		load_fail(ld, "header: neither \"auto\" nor a line's number");
	m->comment = load_text(ld, v, "comment");
	m->stop = load_pattern(ld, v, "stop", PATTERN_NORMAL);
	load_leave(ld, mark);
}

static void
load_set(struct load *ld, struct map *m, json_t *o)
{
	json_t *v = json_object_get(o, "set"), *item;
	size_t mark = load_enter(ld, "set"), inner;
	struct record r = { 0 };
	enum record_col bad;
	const char *to, *s;
	int col;

	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, to, item) {
		inner = load_enter(ld, to);
		col = load_column(ld, to);
		s = load_text_of(ld, item);
		if (col != -1 && s != NULL) {
			m->set[col] = mem_strdup(str_z(s));
			r.v[col] = str_z(m->set[col]);
		}
		if (record_check(&r, &bad) != NULL)
			load_fail(ld, "%s", record_check(&r, &bad));
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
}

static void
load_group(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "by", "take", NULL };
	json_t *v = json_object_get(o, "group");
	size_t mark = load_enter(ld, "group");
	enum map_take take = TAKE_FIRST;

	if (v != NULL && load_object(ld, v, keys)) {
		m->group = load_pattern(ld, v, "by", PATTERN_NORMAL);
		if (m->group == NULL)
			load_fail(ld, "by: not there");
		load_take(ld, &take, v);
		if (take != TAKE_FIRST)
			load_fail(ld, "take: a group takes "
			    "\"first-nonempty\"; a field may take \"sum\" "
			    "or \"list\"");
	}
	load_leave(ld, mark);
}

/* Texts at the top of the file. */
static void
load_head(struct load *ld, struct map *m, json_t *o)
{
	json_t *version = json_object_get(o, "crm_map");
	char *s;

	if (!json_is_integer(version) || json_integer_value(version) != 1)
		load_fail(ld, "crm_map: not 1, the version of this format");
	m->name = load_text(ld, o, "name");
	if (m->name == NULL || m->name[0] == '\0')
		load_fail(ld, "name: not there");
	m->kind = load_text(ld, o, "kind");
	if (m->kind != NULL && !load_is_word(record_kinds(), m->kind))
		load_fail_word(ld, "kind", m->kind, record_kinds());
	m->zone_name = load_text(ld, o, "zone");
	if (m->zone_name != NULL) {
		m->zone = zone_open(m->zone_name);
		if (m->zone == NULL)
			load_fail(ld, "zone: unknown time zone \"%s\"",
			    m->zone_name);
	}
	m->country_code = load_text(ld, o, "country_code");
	if (m->country_code != NULL && (m->country_code[0] == '\0' ||
	    m->country_code[strspn(m->country_code, "0123456789")] != '\0'))
		load_fail(ld, "country_code: not digits");
	s = load_text(ld, o, "identical");
	m->drop_identical = s != NULL && strcmp(s, "drop") == 0;
	if (s != NULL && !m->drop_identical && strcmp(s, "keep") != 0)
		load_fail(ld, "identical: neither \"keep\" nor \"drop\"");
	free(s);
}

static void
load_map(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "crm_map", "name", "kind",
		"match", "dialect", "drop", "zone", "country_code",
		"identical", "set", "group", "fields", "emit", NULL };
	static const char *const match_keys[] = { "require", NULL };
	json_t *match = json_object_get(o, "match");
	size_t mark;

	if (!load_object(ld, o, keys))
		return;
	load_head(ld, m, o);
	mark = load_enter(ld, "match");
	if (match == NULL)
		load_fail(ld, "not there");
	else if (load_object(ld, match, match_keys))
		m->require = load_patterns(ld, match, "require", &m->nrequire);
	load_leave(ld, mark);
	load_dialect(ld, m, o);
	m->drop = load_conds(ld, o, "drop", &m->ndrop);
	load_set(ld, m, o);
	load_group(ld, m, o);
	load_lists(ld, m, o);
	if (!ld->failed && m->kind == NULL && map_field(m, REC_KIND) == NULL)
		load_fail(ld, "kind: not there, and no field fills it");
	if (!ld->failed && m->nemit == 0 && map_field(m, REC_TYPE) == NULL &&
	    m->kind != NULL && strcmp(m->kind, "event") == 0)
		load_fail(ld, "emit: not there, and no field fills type");
}

struct map *
map_load(struct str json, struct buf *err)
{
	struct load ld = { .err = err };
	json_error_t je;
	json_t *root = json_loadb(json.p, json.len, JSON_REJECT_DUPLICATES,
	    &je);
	struct map *m;

	if (root == NULL) {
		buf_printf(err, ":%d:%d: ", je.line < 1 ? 1 : je.line,
		    je.column < 1 ? 1 : je.column);
		diag_escape(err, str_z(je.text), sizeof(je.text));
		return NULL;
	}
	m = mem_zero(sizeof(*m));
	load_map(&ld, m, root);
	json_decref(root);
	buf_free(&ld.path);
	if (!ld.failed)
		return m;
	map_free(m);
	return NULL;
}
