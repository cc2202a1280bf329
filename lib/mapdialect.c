/* "match" and "dialect" in a map file: which exports it is for. */
#include <stdlib.h>
#include <string.h>

#include "mapjson.h"
#include "mem.h"

void
load_match(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "require", "forbid", "cells",
		NULL };
	json_t *v = json_object_get(o, "match");
	size_t mark = load_enter(ld, "match");
	bool bare = m->column != NULL;	/* no header to look at */

	if (v == NULL && !bare)
		load_fail(ld, "not there");
	if (v == NULL || !load_object(ld, v, keys)) {
		load_leave(ld, mark);
		return;
	}
	if (bare && json_object_get(v, "require") != NULL)
		load_fail_at(ld, "require", "the file has no header row");
	if (!bare && json_object_get(v, "cells") != NULL)
		load_fail_at(ld, "cells", "the file has a header row: require "
		    "what stands there");
	if (!bare)
		m->require = load_patterns(ld, v, "require", &m->nrequire);
	if (json_object_get(v, "forbid") != NULL)
		m->forbid = load_patterns(ld, v, "forbid", &m->nforbid);
	m->cells = load_conds(ld, v, "cells", &m->ncells);
	load_leave(ld, mark);
}

static void
load_header(struct load *ld, struct map *m, json_t *o)
{
	json_t *v = json_object_get(o, "header");
	const char *s = json_string_value(v);
	bool none = s != NULL && strcmp(s, "none") == 0;

	m->column = load_texts(ld, o, "columns", &m->ncolumn);
	if (json_is_integer(v) && json_integer_value(v) > 0)
		m->header = (uint64_t)json_integer_value(v);
	else if (v != NULL && !none && (s == NULL || strcmp(s, "auto") != 0))
		load_fail_at(ld, "header", "neither \"auto\" nor \"none\" "
		    "nor a line's number");
	if (none && m->column == NULL)
		load_fail_at(ld, "columns", "not there, and there is no "
		    "header row");
	if (!none && m->column != NULL)
		load_fail_at(ld, "columns", "belong to \"header\": \"none\"");
}

static void
load_ragged(struct load *ld, struct map *m, json_t *o)
{
	/* In the order of enum map_ragged. */
	static const char *const words[] = { "reject", "pad", "join-last",
		NULL };
	char *s = load_text(ld, o, "ragged");
	size_t mark = load_enter(ld, "ragged");

	if (s != NULL && !load_is_word(words, s))
		load_fail_word(ld, "word", s, words);
	else if (s != NULL)
		m->ragged = (enum map_ragged)record_word(words, str_z(s));
	load_leave(ld, mark);
	free(s);
}

static void
load_mend(struct load *ld, struct map *m, json_t *o)
{
	char *s = load_text(ld, o, "mend");

	m->mend = s != NULL;
	if (s != NULL && strcmp(s, "latin1") != 0)
		load_fail(ld, "mend: not \"latin1\"");
	free(s);
}

/* Where a reader finds the rows inside of a container. */
static void
load_place(struct load *ld, struct map *m, json_t *o)
{
	m->rows = load_text(ld, o, "rows");
	if (m->rows != NULL && m->rows[0] != '\0' && m->rows[0] != '/')
		load_fail_at(ld, "rows", "a JSON Pointer begins with /");
	m->sheet = load_pattern(ld, o, "sheet", PATTERN_NORMAL);
}

static void
load_decimal(struct load *ld, struct map *m, json_t *o)
{
	char *s = load_text(ld, o, "decimal");

	m->comma = s != NULL && strcmp(s, ",") == 0;
	m->decimal_auto = s != NULL && strcmp(s, "auto") == 0;
	if (s != NULL && !m->comma && !m->decimal_auto &&
	    strcmp(s, ".") != 0)
		load_fail_at(ld, "decimal", "neither \".\" nor \",\" nor "
		    "\"auto\"");
	free(s);
}

void
load_dialect(struct load *ld, struct map *m, json_t *o)
{
	static const char *const keys[] = { "encoding", "delimiter", "header",
		"columns", "ragged", "append", "tables", "decimal", "rows",
		"mend", "sheet", "comment", "stop", NULL };
	json_t *v = json_object_get(o, "dialect");
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
			load_fail_at(ld, "delimiter", "neither \"auto\" nor "
			    "one of , ; | and TAB");
		m->delimiter = s[0];
	}
	free(s);
	load_header(ld, m, v);
	load_ragged(ld, m, v);
	m->append = load_texts(ld, v, "append", &m->nappend);
	m->tables = load_pattern(ld, v, "tables", PATTERN_NORMAL);
	load_decimal(ld, m, v);
	load_place(ld, m, v);
	load_mend(ld, m, v);
	m->comment = load_text(ld, v, "comment");
	m->stop = load_pattern(ld, v, "stop", PATTERN_NORMAL);
	load_leave(ld, mark);
}
