/*
 * The JSON of a map file into a struct map. Every mistake is an error with the
 * line and column of jansson where the text is no JSON, else with the path of
 * the value: "fields[3].rule: unknown rule".
 */
#include <stdlib.h>
#include <string.h>

#include "mapjson.h"
#include "mem.h"

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
		load_emit(ld, &m->emit[m->nemit++], m->kind,
		    json_array_get(emit, i));
		load_leave(ld, mark);
		load_enter(ld, "emit");
	}
	load_leave(ld, mark);
}

/* Platforms have one name each, or their records would not come together. */
static void
check_source(struct load *ld, const char *s)
{
	struct parse_opts po = { 0 };
	struct arena mem = { 0 };
	struct parsed p;

	if (parse_cell(RULE_SOURCE, str_z(s), &po, &mem, &p) == NULL &&
	    !str_eq(p.text, str_z(s)))
		load_fail(ld, "\"%s\" is called \"%.*s\" here", s,
		    STR_ARG(p.text));
	arena_free(&mem);
}

void
load_set(struct load *ld, char *set[REC_N], json_t *o)
{
	json_t *v = json_object_get(o, "set"), *item;
	size_t mark = load_enter(ld, "set"), inner;
	struct record r = { 0 };
	enum record_col bad;
	const char *to, *s, *why;
	struct record_checks checks;
	int col;

	record_checks(&checks, NULL, NULL);
	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, to, item) {
		inner = load_enter(ld, to);
		col = load_column(ld, to);
		s = load_text_of(ld, item);
		if (col != -1 && s != NULL) {
			set[col] = mem_strdup(str_z(s));
			r.v[col] = str_z(set[col]);
		}
		why = record_check(&r, &checks, &bad);
		if (why != NULL)
			load_fail(ld, "%s", why);
		if (col == REC_SOURCE && s != NULL && !ld->builtin)
			check_source(ld, s);
		load_leave(ld, inner);
	}
	load_leave(ld, mark);
}

static bool
is_add(json_t *take)
{
	const char *s = json_string_value(take);

	return s != NULL && strcmp(s, "add") == 0;
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
			load_fail_at(ld, "by", "not there");
		m->group_add = is_add(json_object_get(v, "take"));
		if (!m->group_add)
			load_take(ld, &take, v);
		if (take != TAKE_FIRST)
			load_fail_at(ld, "take", "a group takes "
			    "\"first-nonempty\" or \"add\"; a field may "
			    "take \"sum\" or \"list\"");
	}
	load_leave(ld, mark);
}

/* Texts at the top of the file. */
static void
load_head(struct load *ld, struct map *m, json_t *o)
{
	json_t *version = json_object_get(o, "crm_map");
	struct zone *zone;
	char *s;

	if (!json_is_integer(version) || json_integer_value(version) != 1)
		load_fail_at(ld, "crm_map", "not 1, the version of this "
		    "format");
	m->name = load_text(ld, o, "name");
	if (m->name == NULL || m->name[0] == '\0')
		load_fail_at(ld, "name", "not there");
	m->kind = load_kind(ld, o);
	m->zone_name = load_text(ld, o, "zone");
	if (m->zone_name != NULL) {
		zone = ld->builtin ? NULL : zone_open(m->zone_name);
		if (zone == NULL && !ld->builtin)
			load_fail_at(ld, "zone", "unknown time zone \"%s\"",
			    m->zone_name);
		zone_free(zone);
	}
	m->country_code = load_text(ld, o, "country_code");
	if (m->country_code != NULL && (m->country_code[0] == '\0' ||
	    m->country_code[strspn(m->country_code, "0123456789")] != '\0'))
		load_fail_at(ld, "country_code", "not digits");
	s = load_text(ld, o, "identical");
	m->drop_identical = s != NULL && strcmp(s, "drop") == 0;
	if (s != NULL && !m->drop_identical && strcmp(s, "keep") != 0)
		load_fail_at(ld, "identical", "neither \"keep\" nor \"drop\"");
	free(s);
}

static void
load_map(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "crm_map", "name", "kind",
		"match", "dialect", "drop", "zone", "country_code",
		"identical", "set", "group", "fields", "emit", NULL };

	if (!load_object(ld, o, keys))
		return;
	load_head(ld, m, o);
	load_dialect(ld, m, o);
	load_match(ld, m, o);
	load_set(ld, m->set, o);
	if (ld->head)
		return;
	m->drop = load_conds(ld, o, "drop", &m->ndrop);
	load_group(ld, m, o);
	load_lists(ld, m, o);
	if (!ld->failed && m->kind == NULL && map_field(m, REC_KIND) == NULL)
		load_fail_at(ld, "kind", "not there, and no field fills "
		    "it");
	if (!ld->failed && m->nemit == 0 && map_field(m, REC_TYPE) == NULL &&
	    m->kind != NULL && strcmp(m->kind, "event") == 0)
		load_fail_at(ld, "emit", "not there, and no field fills "
		    "type");
}

static struct map *
load(struct load *ld)
{
	json_error_t je;
	json_t *root = json_loadb(ld->json.p, ld->json.len,
	    JSON_REJECT_DUPLICATES, &je);
	struct map *m;

	if (root == NULL) {
		buf_printf(ld->err, ":%d:%d: ", je.line < 1 ? 1 : je.line,
		    je.column < 1 ? 1 : je.column);
		diag_escape(ld->err, str_z(je.text), sizeof(je.text));
		return NULL;
	}
	m = mem_zero(sizeof(*m));
	load_map(ld, m, root);
	json_decref(root);
	buf_free(&ld->path);
	if (!ld->failed)
		return m;
	map_free(m);
	return NULL;
}

struct map *
map_load(struct str json, struct buf *err)
{
	struct load ld = { .err = err, .json = json };

	return load(&ld);
}

struct map *
map_load_builtin(struct str json, struct buf *err)
{
	struct load ld = { .err = err, .json = json, .builtin = true };

	return load(&ld);
}

struct map *
map_load_head(struct str text, struct buf *err)
{
	struct load ld = { .err = err, .builtin = true, .head = true };
	struct buf b = { 0 };
	struct map *m;

	map_head(&b, text);
	ld.json = buf_view(&b);
	m = load(&ld);
	if (m != NULL)
		m->rest = text;
	buf_free(&b);
	return m;
}
