/* Maps: those that are compiled in, and what every map needs. */
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "mapjson.h"
#include "mem.h"

static void
patterns_free(struct pattern *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		pattern_close(&p[i]);
	free(p);
}

static void
texts_free(char **text, size_t n)
{
	size_t i;

	for (i = 0; text != NULL && i < n; i++)
		free(text[i]);
	free(text);
}

static void
conds_free(struct map_cond *c, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		pattern_close(&c[i].column);
		pattern_close(&c[i].cell);
	}
	free(c);
}

static void
field_free(struct map_field *f)
{
	size_t i, n = 0;

	texts_free(f->kind, f->nfrom);
	patterns_free(f->from, f->nfrom);
	if (f->before != NULL)
		patterns_free(f->before, 1);
	while (f->format != NULL && f->format[n] != NULL)
		n++;
	texts_free(f->format, n);
	for (i = 0; i < f->nvalue; i++) {
		pattern_close(&f->value[i].cell);
		free(f->value[i].to);
	}
	free(f->value);
	if (f->capture != NULL)
		patterns_free(f->capture, 1);
	free(f->join);
	free(f->suffix);
}

static void
emit_free(struct map_emit *e)
{
	size_t i;

	free(e->kind);
	free(e->type);
	conds_free(e->when, e->nwhen);
	for (i = 0; i < e->nwith; i++) {
		patterns_free(e->with[i].column, e->with[i].ncolumn);
		if (e->with[i].own != NULL)
			field_free(e->with[i].own);
		free(e->with[i].own);
	}
	free(e->with);
	for (i = 0; i < REC_N; i++)
		free(e->set[i]);
	free(e->only);
}

void
map_free(struct map *m)
{
	size_t i;

	if (m == NULL)
		return;
	patterns_free(m->require, m->nrequire);
	patterns_free(m->forbid, m->nforbid);
	conds_free(m->cells, m->ncells);
	texts_free(m->column, m->ncolumn);
	texts_free(m->append, m->nappend);
	free(m->rows);
	if (m->tables != NULL)
		patterns_free(m->tables, 1);
	if (m->sheet != NULL)
		patterns_free(m->sheet, 1);
	if (m->stop != NULL)
		patterns_free(m->stop, 1);
	if (m->group != NULL)
		patterns_free(m->group, 1);
	conds_free(m->drop, m->ndrop);
	for (i = 0; i < m->nfield; i++)
		field_free(&m->field[i]);
	for (i = 0; i < m->nemit; i++)
		emit_free(&m->emit[i]);
	for (i = 0; i < REC_N; i++)
		free(m->set[i]);
	free(m->field);
	free(m->emit);
	free(m->encoding);
	free(m->comment);
	free(m->zone_name);
	free(m->country_code);
	free(m->kind);
	free(m->name);
	free(m);
}

const struct map_field *
map_field(const struct map *m, enum record_col to)
{
	size_t i;

	for (i = 0; i < m->nfield; i++)
		if (m->field[i].to == to)
			return &m->field[i];
	return NULL;
}

const char *
map_emit_name(const struct map *m, const struct map_emit *e)
{
	if (e->type != NULL)
		return e->type;
	if (e->kind != NULL)
		return e->kind;
	return m->kind != NULL ? m->kind : "record";
}

/* The NAME of maps/NAME.json; len 0 when it is another file. */
static struct str
map_name(const struct data_file *f)
{
	struct str name = str_z(f->name);

	if (!str_starts(name, STR("maps/")) || name.len < 10)
		return (struct str){ "", 0 };
	return (struct str){ name.p + 5, name.len - 10 };
}

bool
maps_builtin(struct maps *ms, struct buf *err)
{
	const struct data_file *f;

	*ms = (struct maps){ 0 };
	for (f = data_files; f->name != NULL; f++) {
		struct map *m;

		if (map_name(f).len == 0)
			continue;
		m = map_load_head((struct str){ f->bytes, f->len }, err);
		if (m == NULL || !str_eq(map_name(f), str_z(m->name))) {
			buf_printf(err, " (in the built-in %s)", f->name);
			map_free(m);
			return false;
		}
		ms->m = mem_grow(ms->m, ms->n + 1, sizeof(*ms->m));
		ms->m[ms->n++] = m;
	}
	return true;
}

struct map *
maps_find(const struct maps *ms, const char *name)
{
	size_t i;

	for (i = 0; i < ms->n; i++)
		if (strcmp(ms->m[i]->name, name) == 0)
			return ms->m[i];
	return NULL;
}

void
maps_free(struct maps *ms)
{
	size_t i;

	for (i = 0; i < ms->n; i++)
		map_free(ms->m[i]);
	free(ms->m);
	*ms = (struct maps){ 0 };
}

struct str
maps_text(const char *name)
{
	const struct data_file *f;

	for (f = data_files; f->name != NULL; f++)
		if (map_name(f).len > 0 &&
		    str_eq(map_name(f), str_z(name)))
			return (struct str){ f->bytes, f->len };
	return (struct str){ NULL, 0 };
}
