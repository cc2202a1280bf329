/* The maps of a run. */
#include <stdlib.h>
#include <string.h>

#include "io.h"
#include "mapset.h"
#include "rec.h"
#include "text.h"

#define FILE_MAX	((size_t)4 << 20)

static void
unknown_map(const struct maps *ms, const char *name, const char *why,
    struct buf *err)
{
	struct str *names = mem_array(ms->n + 1, sizeof(*names));
	const struct str *near;
	size_t i;

	for (i = 0; i < ms->n; i++)
		names[i] = str_z(ms->m[i]->name);
	near = text_nearest(str_z(name), names, ms->n);
	buf_z(err, "no map \"");
	diag_escape(err, str_z(name), 60);
	if (near != NULL)
		buf_printf(err, "\" (nearest: %.*s)", STR_ARG(*near));
	else
		buf_printf(err, "\": %s", why);
	free(names);
}

static enum status
load_file(struct map **m, const struct maps *builtin, const char *path,
    struct buf *err)
{
	const char *why;
	struct io_in *in = io_in_open(path, &why);
	struct str s;

	if (in == NULL) {
		unknown_map(builtin, path, why, err);
		return STATUS_USAGE;
	}
	diag_escape(err, str_z(path), 4096);
	if (io_in_peek(in, FILE_MAX, &s) == -1) {
		buf_printf(err, ": %s", io_in_error(in));
		io_in_close(in);
		return STATUS_IO;
	}
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = (struct str){ s.p + 3, s.len - 3 };
	*m = NULL;
	if (s.len >= FILE_MAX)
		buf_z(err, ": longer than 4 MiB");
	else
		*m = map_load(s, err);
	io_in_close(in);
	return *m == NULL ? STATUS_USAGE : STATUS_OK;
}

static void
keep_only(struct maps *ms, struct map *m)
{
	size_t i;

	for (i = 0; i < ms->n; i++)
		if (ms->m[i] != m)
			map_free(ms->m[i]);
	ms->m = mem_grow(ms->m, 1, sizeof(*ms->m));
	ms->m[0] = m;
	ms->n = 1;
}

/* What an event of that type cannot do without. */
static bool
check_columns(const char *as, const struct rec_aliases *al, struct buf *err)
{
	bool money = strcmp(as, "order") == 0 || strcmp(as, "refund") == 0;
	bool time = false, amount = false;
	size_t i;

	for (i = 0; i < al->n; i++) {
		time = time || str_eq(al->a[i].name, STR("time"));
		amount = amount || str_eq(al->a[i].name, STR("amount"));
	}
	if (time && (amount || !money))
		return true;
	buf_printf(err, "--columns: --as=%s needs time%s", as,
	    money ? " and amount" : "");
	return false;
}

static struct map *
declare(const char *as, const char *columns, struct buf *err)
{
	struct rec_col cols[REC_N];
	struct rec_aliases al;
	struct map *m = NULL;
	struct map_column *col;
	const char *near;
	size_t i;

	if (record_word(record_types(), str_z(as)) == -1) {
		near = record_nearest(record_types(), str_z(as));
		buf_z(err, "--as: unknown type \"");
		diag_escape(err, str_z(as), 60);
		buf_printf(err, near != NULL ? "\" (nearest: %s)" : "\"",
		    near);
		return NULL;
	}
	for (i = 0; i < REC_N; i++)
		cols[i] = (struct rec_col){ record_cols[i].name, false };
	rec_aliases(&al, columns, cols, REC_N);
	col = mem_array(al.n + 1, sizeof(*col));
	for (i = 0; i < al.n; i++)
		col[i] = (struct map_column){ al.a[i].name, al.a[i].header };
	if (check_columns(as, &al, err))
		m = map_declare(as, col, al.n, err);
	free(col);
	rec_aliases_free(&al);
	return m;
}

enum status
mapset_open(struct maps *ms, const char *map, const char *as,
    const char *columns, struct buf *err)
{
	enum status st = STATUS_OK;
	struct map *m = NULL;

	if (!maps_builtin(ms, err))
		return STATUS_USAGE;
	if (map != NULL) {
		m = maps_find(ms, map);
		if (m == NULL)
			st = load_file(&m, ms, map, err);
	} else if (as != NULL) {
		m = declare(as, columns, err);
		st = m == NULL ? STATUS_USAGE : STATUS_OK;
	}
	if (m != NULL) {
		map_complete(m);
		keep_only(ms, m);
	}
	return st;
}

enum status
mapset_show(struct buf *out, const char *what, struct buf *err)
{
	struct maps ms;
	struct str text;
	size_t i;

	if (!maps_builtin(&ms, err))
		return STATUS_USAGE;
	for (i = 0; strcmp(what, "maps") == 0 && i < ms.n; i++)
		buf_printf(out, "%s\n", ms.m[i]->name);
	if (strncmp(what, "map:", 4) == 0) {
		text = maps_text(what + 4);
		if (text.p != NULL)
			buf_str(out, text);
		else
			unknown_map(&ms, what + 4, "--show=maps lists them",
			    err);
	} else if (strcmp(what, "maps") != 0) {
		buf_z(err, "--show: maps or map:NAME, not \"");
		diag_escape(err, str_z(what), 60);
		buf_byte(err, '"');
	}
	maps_free(&ms);
	return err->len > 0 ? STATUS_USAGE : STATUS_OK;
}
