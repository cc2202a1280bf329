/* The entries of "fields" and "emit" in a map file. */
#include <stdlib.h>
#include <string.h>

#include "mapjson.h"
#include "mem.h"

/* The entry for every other cell is asked last, wherever it stands. */
static void
rest_last(struct map_field *f)
{
	struct map_value rest;
	size_t i;

	for (i = 0; i + 1 < f->nvalue; i++)
		if (f->value[i].cell.text == NULL) {
			rest = f->value[i];
			f->value[i] = f->value[i + 1];
			f->value[i + 1] = rest;
		}
}

static void
load_values(struct load *ld, struct map_field *f, json_t *o)
{
	json_t *v = json_object_get(o, "values"), *item;
	size_t mark = load_enter(ld, "values"), inner;
	const char *cell, *to, *why;
	struct record_checks checks;

	record_checks(&checks, NULL, NULL);
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
		if (strcmp(cell, "*") != 0)
			load_open_pattern(ld, &mv->cell, cell, PATTERN_NORMAL);
		to = load_text_of(ld, item);
		if (to == NULL || strcmp(to, "*") != 0)
			mv->to = mem_strdup(str_z(to != NULL ? to : ""));
		r.v[f->to] = str_z(to != NULL ? to : "");
		why = record_check(&r, &checks, &bad);
		if (why != NULL)
			load_fail(ld, "%s: \"%s\"", why, to);
		load_leave(ld, inner);
	}
	rest_last(f);
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
		load_fail_at(ld, "formats", "belong to rule \"time\"");
}

static void
load_order(struct load *ld, struct map_field *f, json_t *o)
{
	/* In the order of enum date_order. */
	static const char *const words[] = { "auto", "dmy", "mdy", "ymd",
		NULL };
	char *s = load_text(ld, o, "order");
	size_t mark = load_enter(ld, "order");

	if (s != NULL && !load_is_word(words, s))
		load_fail_word(ld, "order", s, words);
	else if (s != NULL && f->rule != RULE_TIME)
		load_fail(ld, "belongs to rule \"time\"");
	else if (s != NULL)
		f->order = (enum date_order)record_word(words, str_z(s));
	load_leave(ld, mark);
	free(s);
}

static void
load_unit(struct load *ld, struct map_field *f, json_t *o)
{
	char *s = load_text(ld, o, "unit");
	size_t mark = load_enter(ld, "unit");

	if (s != NULL)
		f->unit = parse_unit(str_z(s));
	if (s != NULL && f->unit == UNIT_NONE)
		load_fail(ld, "none of 分, 万元, minutes, hours and ms");
	if (s != NULL && f->rule != RULE_MONEY && f->rule != RULE_DURATION)
		load_fail(ld, "belongs to rule \"money\" or \"duration\"");
	load_leave(ld, mark);
	free(s);
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

void
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

/* What the cell is read by. */
static bool
load_target(struct load *ld, struct map_field *f, json_t *o)
{
	char *to = load_text(ld, o, "to"), *rule;
	size_t mark = load_enter(ld, "to");
	int col = -1;

	if (to == NULL)
		load_fail(ld, "not there");
	else
		col = load_column(ld, to);
	load_leave(ld, mark);
	free(to);
	if (col == -1)
		return false;
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
	return true;
}

void
load_field(struct load *ld, struct map_field *f, json_t *o)
{
	static const char *const keys[] = { "from", "before", "to", "rule",
		"kinds", "formats", "order", "unit", "values", "capture",
		"join", "suffix", "take", NULL };

	*f = (struct map_field){ 0 };
	if (!load_object(ld, o, keys) || !load_target(ld, f, o))
		return;
	f->before = load_pattern(ld, o, "before", PATTERN_SEARCH);
	if (f->before == NULL)
		f->from = load_patterns(ld, o, "from", &f->nfrom);
	else if (json_object_get(o, "from") != NULL)
		load_fail_at(ld, "from", "not together with \"before\"");
	load_kinds(ld, f, o);
	load_formats(ld, f, o);
	load_order(ld, f, o);
	load_unit(ld, f, o);
	load_values(ld, f, o);
	f->capture = load_pattern(ld, o, "capture", PATTERN_SEARCH);
	f->join = load_text(ld, o, "join");
	if (f->join != NULL && (f->rule != RULE_TEXT || f->nvalue > 0))
		load_fail(ld, "join: belongs to rule \"text\" without values");
	f->suffix = load_text(ld, o, "suffix");
	if (f->suffix != NULL && (f->to == REC_USER_ID || f->nvalue > 0 ||
	    (f->rule != RULE_ID && f->rule != RULE_TEXT)))
		load_fail(ld, "suffix: belongs to rules \"id\" and \"text\" "
		    "without values");
	load_take(ld, &f->take, o);
	if (f->take == TAKE_SUM && f->rule != RULE_COUNT)
		load_fail(ld, "only a count can be taken as a sum");
}

/* A field that only this record has. */
static void
load_own(struct load *ld, struct map_with *w, const char *to, json_t *o)
{
	json_t *field = json_copy(o);

	json_object_set_new(field, "to", json_string(to));
	w->own = mem_zero(sizeof(*w->own));
	load_field(ld, w->own, field);
	json_decref(field);
}

static void
load_with(struct load *ld, struct map_emit *e, json_t *o)
{
	json_t *v = json_object_get(o, "with"), *item;
	size_t mark = load_enter(ld, "with"), inner;
	const char *to;
	int col;

	if (v != NULL && !json_is_object(v))
		load_fail(ld, "not an object");
	json_object_foreach(v, to, item) {
		struct map_with *w;

		inner = load_enter(ld, to);
		col = load_column(ld, to);
		load_leave(ld, inner);
		e->with = mem_grow(e->with, e->nwith + 1, sizeof(*w));
		w = &e->with[e->nwith++];
		*w = (struct map_with){ 0 };
		if (col == -1)
			continue;
		w->to = (enum record_col)col;
		if (json_is_object(item)) {
			inner = load_enter(ld, to);
			load_own(ld, w, to, item);
			load_leave(ld, inner);
		} else
			w->column = load_patterns(ld, v, to, &w->ncolumn);
	}
	load_leave(ld, mark);
}

static void
load_only(struct load *ld, struct map_emit *e, json_t *o)
{
	size_t n, i, mark;
	char **name = load_texts(ld, o, "only", &n);
	int col;

	if (name == NULL)
		return;
	e->only = mem_zero(REC_N * sizeof(*e->only));
	for (i = 0; i < n; i++) {
		mark = load_enter(ld, "only");
		load_index(ld, i);
		col = load_column(ld, name[i]);
		if (col != -1)
			e->only[col] = true;
		load_leave(ld, mark);
		free(name[i]);
	}
	free(name);
}

char *
load_kind(struct load *ld, json_t *o)
{
	char *s = load_text(ld, o, "kind");
	size_t mark = load_enter(ld, "kind");

	if (s != NULL && !load_is_word(record_kinds(), s))
		load_fail_word(ld, "kind", s, record_kinds());
	load_leave(ld, mark);
	return s;
}

/* Events have a type, other records have none. */
static void
load_type(struct load *ld, struct map_emit *e, const char *kind, json_t *o)
{
	size_t mark;

	e->kind = load_kind(ld, o);
	if (e->kind != NULL)
		kind = e->kind;
	e->type = load_text(ld, o, "type");
	mark = load_enter(ld, "type");
	if (e->type == NULL && (kind == NULL || strcmp(kind, "event") == 0))
		load_fail(ld, "not there");
	else if (e->type != NULL && !load_is_word(record_types(), e->type))
		load_fail_word(ld, "type", e->type, record_types());
	else if (e->type != NULL && kind != NULL && strcmp(kind, "event") != 0)
		load_fail(ld, "belongs to events, not to kind \"%s\"", kind);
	load_leave(ld, mark);
}

void
load_emit(struct load *ld, struct map_emit *e, const char *kind, json_t *o)
{
	static const char *const keys[] = { "kind", "type", "when", "with",
		"set", "only", NULL };

	*e = (struct map_emit){ 0 };
	if (!load_object(ld, o, keys))
		return;
	load_type(ld, e, kind, o);
	e->when = load_conds(ld, o, "when", &e->nwhen);
	load_with(ld, e, o);
	load_set(ld, e->set, o);
	load_only(ld, e, o);
}
