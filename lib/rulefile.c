/* Files of rules: their lines and words, where they come from. */
#include <stdio.h>
#include <string.h>

#include "data.h"
#include "io.h"
#include "rulefile.h"
#include "text.h"
#include "utf8.h"

#define SUFFIX		".txt"
#define FILE_MAX	((size_t)1 << 20)
#define NAMES_MAX	16

bool
rule_fail(struct fault *f, const struct rule_line *l, struct str word,
    const char *reason)
{
	*f = (struct fault){ .line = l->number, .reason = reason,
	    .column = (uint64_t)(word.p - l->begin) + 1, .value = word };
	if (word.len == 0)
		f->value.p = NULL;
	return false;
}

bool
rule_line(struct rule_line *l, struct str *text, struct fault *f)
{
	size_t at;

	if (!str_split(text, '\n', &l->rest))
		return false;
	l->number++;
	l->begin = l->rest.p;
	at = utf8_check(l->rest);
	return at == l->rest.len || rule_fail(f, l,
	    (struct str){ l->rest.p + at, 0 }, "not valid UTF-8");
}

struct str
rule_word(struct rule_line *l)
{
	struct str w;

	l->rest = str_trim(l->rest);
	w = (struct str){ l->rest.p, 0 };
	if (l->rest.len > 0 && l->rest.p[0] == '#')
		return w;
	while (w.len < l->rest.len && l->rest.p[w.len] != ' ' &&
	    l->rest.p[w.len] != '\t' && l->rest.p[w.len] != '#')
		w.len++;
	l->rest.p += w.len;
	l->rest.len -= w.len;
	return w;
}

/* The part of a data file's name that users write, or p NULL. */
static struct str
name_of(const struct rulefile_kind *k, const struct data_file *d)
{
	struct str s = str_z(d->name), folder = str_z(k->folder);

	if (!str_starts(s, folder) || s.len < folder.len + sizeof(SUFFIX))
		return (struct str){ NULL, 0 };
	s.p += folder.len;
	s.len -= folder.len + sizeof(SUFFIX) - 1;
	return s;
}

struct str
rulefile_text(const struct rulefile_kind *k, struct str name)
{
	const struct data_file *d;
	struct str s;

	for (d = data_files; d->name != NULL; d++) {
		s = name_of(k, d);
		if (s.p != NULL && str_eq(s, name))
			return (struct str){ d->bytes, d->len };
	}
	return (struct str){ NULL, 0 };
}

static size_t
all_names(const struct rulefile_kind *k, struct str *names, size_t max)
{
	const struct data_file *d;
	size_t n = 0;

	for (d = data_files; d->name != NULL && n < max; d++) {
		names[n] = name_of(k, d);
		n += names[n].p != NULL;
	}
	return n;
}

/* No file and no built-in one: the nearest name may help. */
static void
unknown(const struct rulefile_kind *k, const char *name, struct fault *f)
{
	struct str names[NAMES_MAX];
	const struct str *near = text_nearest(str_z(name), names,
	    all_names(k, names, NAMES_MAX));

	if (near != NULL)
		snprintf(f->detail, sizeof(f->detail), "nearest %s: %.*s",
		    k->noun, STR_ARG(*near));
}

enum status
rulefile_load(const struct rulefile_kind *k, const char *name,
    bool (*parse)(void *to, struct str text, struct fault *f), void *to,
    struct buf *err)
{
	struct str text = rulefile_text(k, str_z(name));
	struct io_in *in = NULL;
	enum status st = STATUS_OK;
	struct fault f = { 0 };

	if (text.p == NULL) {
		in = io_in_open(name, &f.reason);
		if (in == NULL)
			unknown(k, name, &f);
		else if (io_in_peek(in, FILE_MAX, &text) == -1) {
			f.reason = io_in_error(in);
			st = STATUS_IO;
		} else if (text.len >= FILE_MAX)
			f.reason = "too large for a file of rules";
	}
	if (f.reason != NULL || !parse(to, text, &f)) {
		diag_fault(err, name, &f);
		st = st == STATUS_OK ? STATUS_USAGE : st;
	}
	io_in_close(in);
	return st;
}

bool
rulefile_show(const struct rulefile_kind *k, struct buf *out,
    const char *what)
{
	struct str names[NAMES_MAX], text, name = str_z(what), word;
	size_t i, n = all_names(k, names, NAMES_MAX);

	str_split(&name, ':', &word);
	if (!str_eq(word, str_z(k->show)))
		return false;
	if (name.p != NULL) {
		text = rulefile_text(k, name);
		if (text.p != NULL)
			buf_str(out, text);
		return text.p != NULL;
	}
	for (i = 0; i < n; i++)
		buf_printf(out, "%.*s\n", STR_ARG(names[i]));
	return true;
}
