/* Segment tables from lib/data/segments or from a file. */
#include <stdio.h>
#include <string.h>

#include "data.h"
#include "io.h"
#include "segfile.h"
#include "text.h"

#define FOLDER		"segments/"
#define SUFFIX		".txt"
#define FILE_MAX	((size_t)1 << 20)
#define NAMES_MAX	16

/* The part of a data file's name that users write, or p NULL. */
static struct str
table_name(const struct data_file *d)
{
	struct str s = str_z(d->name);

	if (!str_starts(s, STR(FOLDER)) || s.len < sizeof(FOLDER SUFFIX))
		return (struct str){ NULL, 0 };
	s.p += sizeof(FOLDER) - 1;
	s.len -= sizeof(FOLDER SUFFIX) - 1;
	return s;
}

static struct str
table_text(const char *name)
{
	const struct data_file *d;
	struct str s;

	for (d = data_files; d->name != NULL; d++) {
		s = table_name(d);
		if (s.p != NULL && str_eq(s, str_z(name)))
			return (struct str){ d->bytes, d->len };
	}
	return (struct str){ NULL, 0 };
}

static size_t
table_names(struct str *names, size_t max)
{
	const struct data_file *d;
	size_t n = 0;

	for (d = data_files; d->name != NULL && n < max; d++) {
		names[n] = table_name(d);
		n += names[n].p != NULL;
	}
	return n;
}

/* No file and no table: the nearest name may help. */
static enum status
unknown(const char *name, const char *why, struct fault *f)
{
	struct str names[NAMES_MAX];
	const struct str *near = text_nearest(str_z(name), names,
	    table_names(names, NAMES_MAX));

	f->reason = why;
	if (near != NULL)
		snprintf(f->detail, sizeof(f->detail), "nearest table: %.*s",
		    STR_ARG(*near));
	return STATUS_USAGE;
}

enum status
segfile_load(struct segments *s, const char *name, const char **where,
    struct fault *f)
{
	struct str text = table_text(name);
	struct io_in *in = NULL;
	const char *err = NULL;
	enum status st = STATUS_OK;

	*f = (struct fault){ 0 };
	*where = name;
	if (text.p == NULL) {
		in = io_in_open(name, &err);
		if (in == NULL)
			return unknown(name, err, f);
		if (io_in_peek(in, FILE_MAX, &text) == -1) {
			f->reason = io_in_error(in);
			st = STATUS_IO;
		} else if (text.len >= FILE_MAX) {
			f->reason = "too large for a segment table";
			st = STATUS_USAGE;
		}
	}
	if (st == STATUS_OK && !segments_parse(s, text, f))
		st = STATUS_USAGE;
	/* The value in *f points into text: keep it in the detail. */
	if (st == STATUS_USAGE && in != NULL && f->value.p != NULL) {
		f->value.len = f->value.len > 40 ? 40 : f->value.len;
		memcpy(f->detail, f->value.p, f->value.len);
		f->detail[f->value.len] = '\0';
		f->value.p = NULL;
	}
	io_in_close(in);
	return st;
}

/* With Chinese names: the segments that have none. */
static void
note_names(const struct segments *s, const char *where, struct ledger *l)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < s->nsegment; i++)
		if (s->segment[i].zh.len == 0)
			buf_printf(&b, " %.*s", STR_ARG(s->segment[i].slug));
	if (b.len > 0)
		ledger_note(l, "segments %s: no Chinese name (zh=) for:%.*s",
		    where, STR_ARG(buf_view(&b)));
	buf_free(&b);
}

void
segfile_note(const struct segments *s, const char *where, struct ledger *l)
{
	struct str other = STR("left without");
	struct buf b = { 0 };
	int all, holes = segments_holes(s, &b, &all);
	size_t i;

	if (s->other != SIZE_MAX)
		other = s->segment[s->other].slug;
	if (holes > 0)
		ledger_note(l, "segments %s: %d of %d combinations have no "
		    "rule (%.*s):%.*s", where, holes, all, STR_ARG(other),
		    STR_ARG(buf_view(&b)));
	buf_free(&b);
	for (i = 0; i < s->n; i++)
		if (!segments_reached(s, i))
			ledger_note(l, "%s:%llu: rule %.*s is never reached",
			    where, (unsigned long long)s->rule[i].line,
			    STR_ARG(s->segment[s->rule[i].segment].slug));
	if (s->zh)
		note_names(s, where, l);
}

bool
segfile_show(struct buf *out, const char *what)
{
	struct str names[NAMES_MAX], text;
	size_t i, n = table_names(names, NAMES_MAX);

	if (strncmp(what, "segments:", 9) == 0) {
		text = table_text(what + 9);
		if (text.p != NULL)
			buf_str(out, text);
		return text.p != NULL;
	}
	if (strcmp(what, "segments") != 0)
		return false;
	for (i = 0; i < n; i++)
		buf_printf(out, "%.*s\n", STR_ARG(names[i]));
	return true;
}
