/*
 * Columns by name, never by position: the canonical names, or those that
 * --columns gives. Nothing is guessed; a name that is not there is answered
 * with the nearest one that is.
 */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "opt.h"
#include "rec.h"
#include "text.h"

static size_t
find_col(const struct rec_col *cols, size_t ncol, struct str name)
{
	size_t i;

	for (i = 0; i < ncol; i++)
		if (str_eq(str_z(cols[i].name), name))
			return i;
	return SIZE_MAX;
}

_Noreturn static void
unknown_name(const struct rec_col *cols, size_t ncol, struct str name)
{
	struct str *names = mem_array(ncol, sizeof(*names));
	const struct str *near;
	struct str hint = { 0 };
	struct buf all = { 0 };
	size_t i;

	for (i = 0; i < ncol; i++) {
		names[i] = str_z(cols[i].name);
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", cols[i].name);
	}
	near = text_nearest(name, names, ncol);
	if (near != NULL)
		hint = *near;
	free(names);
	if (hint.len > 0)
		die(STATUS_USAGE, "--columns: unknown column \"%s\" (nearest: "
		    "%.*s)", opt_shown(name), STR_ARG(hint));
	die(STATUS_USAGE, "--columns: unknown column \"%s\" (one of %.*s)",
	    opt_shown(name), STR_ARG(buf_view(&all)));
}

/*
 * Take a header name from the start of *p: up to a comma, or in quotes. Its
 * bytes are copied to *store, which moves on. False when it is malformed.
 */
static bool
take_header(const char **p, char **store, struct str *header)
{
	const char *s = *p;
	char *to = *store;
	bool closed = true;

	if (*s == '"') {
		closed = false;
		for (s++; *s != '\0'; s++) {
			if (*s == '"' && *++s != '"') {
				closed = true;
				break;
			}
			*to++ = *s;
		}
	} else {
		while (*s != '\0' && *s != ',')
			*to++ = *s++;
	}
	*header = (struct str){ *store, (size_t)(to - *store) };
	*store = to;
	*p = s;
	return closed && header->len > 0 && (*s == '\0' || *s == ',');
}

void
rec_aliases(struct rec_aliases *out, const char *text,
    const struct rec_col *cols, size_t ncol)
{
	struct rec_alias *a;
	size_t i, at;
	char *store;

	*out = (struct rec_aliases){ 0 };
	if (text == NULL)
		return;
	/* Every name is there at most once; the header names come behind. */
	out->a = mem_alloc(ncol * sizeof(*a) + strlen(text) + 1);
	store = (char *)(out->a + ncol);
	for (;;) {
		const char *begin = text, *equals = strchr(text, '=');
		struct str name = { begin, 0 };

		if (equals == NULL)
			die(STATUS_USAGE, "--columns: not NAME=HEADER: \"%s\"",
			    opt_shown(str_z(begin)));
		name.len = (size_t)(equals - begin);
		at = find_col(cols, ncol, name);
		if (at == SIZE_MAX)
			unknown_name(cols, ncol, name);
		name = str_z(cols[at].name);
		for (i = 0; i < out->n; i++)
			if (str_eq(out->a[i].name, name))
				die(STATUS_USAGE, "--columns: %s is given "
				    "twice", cols[at].name);
		a = &out->a[out->n++];
		a->name = name;
		text = equals + 1;
		if (!take_header(&text, &store, &a->header))
			die(STATUS_USAGE, "--columns: not NAME=HEADER: \"%s\"",
			    opt_shown(str_z(begin)));
		if (*text++ == '\0')
			return;
	}
}

void
rec_aliases_free(struct rec_aliases *al)
{
	free(al->a);
	*al = (struct rec_aliases){ 0 };
}

/* What cols[i] is called in the file, and whether --columns says so. */
static struct str
wanted(const struct rec_aliases *al, const char *name, bool *aliased)
{
	size_t i;

	*aliased = false;
	for (i = 0; al != NULL && i < al->n; i++) {
		if (str_eq(al->a[i].name, str_z(name))) {
			*aliased = true;
			return al->a[i].header;
		}
	}
	return str_z(name);
}

/* As much of s as fits into what is left of detail, at a character. */
static void
add_detail(struct fault *f, struct str s)
{
	size_t have = strlen(f->detail), room = sizeof(f->detail) - 1 - have;

	if (s.len > room) {
		for (s.len = room; s.len > 0 &&
		    (s.p[s.len] & 0xc0) == 0x80; s.len--)
			;
	}
	memcpy(f->detail + have, s.p, s.len);
	f->detail[have + s.len] = '\0';
}

void
rec_missing(const struct str *header, size_t n, struct str name,
    struct fault *f)
{
	const struct str *near = text_nearest(name, header, n);

	f->value = name;
	f->reason = "no such column";
	f->detail[0] = '\0';
	if (near != NULL) {
		add_detail(f, STR("nearest: \""));
		add_detail(f, *near);
		add_detail(f, STR("\""));
	} else {
		add_detail(f, STR("--columns names it; crm-ingest reads "
		    "exports"));
	}
}

/* The index of a name, SIZE_MAX when it is not there; false when twice. */
static bool
find_header(const struct str *header, size_t n, struct str name, size_t *at)
{
	size_t i;

	*at = SIZE_MAX;
	for (i = 0; i < n; i++) {
		if (!str_eq(header[i], name))
			continue;
		if (*at != SIZE_MAX)
			return false;
		*at = i;
	}
	return true;
}

struct str
rec_header(const struct rec_aliases *al, const char *name)
{
	bool aliased;

	return wanted(al, name, &aliased);
}

bool
rec_find(const struct rows *r, const struct rec_col *cols, size_t ncol,
    const struct rec_aliases *al, size_t *col, struct fault *f)
{
	const struct str *header;
	bool aliased, empty;
	struct str name;
	size_t n, i;

	header = rows_header(r, &n);
	/* JSON lines without a record: an empty table of any columns. */
	empty = rows_format(r) == ROWS_JSONL && n == 0;
	for (i = 0; i < ncol; i++) {
		name = wanted(al, cols[i].name, &aliased);
		*f = (struct fault){ .field = str_z(cols[i].name),
		    .value = name };
		if (!find_header(header, n, name, &col[i])) {
			f->reason = "column is there twice";
			return false;
		}
		if (col[i] == SIZE_MAX && !empty &&
		    (cols[i].required || aliased)) {
			rec_missing(header, n, name, f);
			return false;
		}
	}
	return true;
}

bool
rec_bind(struct rows *r, const struct rec_col *cols, size_t ncol,
    const struct rec_aliases *al, size_t *col, struct fault *f)
{
	if (!rec_find(r, cols, ncol, al, col, f))
		return false;
	rows_bind(r, col, ncol);
	return true;
}
