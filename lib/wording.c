/*
 * Words: a table from English to another language, read from the files that
 * are compiled in.
 */
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "names.h"
#include "wording.h"

struct wording {
	struct names	 english;
	struct str	*other;		/* of each; ends in NUL */
	struct arena	 text;
};

static void
add(struct wording *w, struct str english, struct str other)
{
	size_t n = w->english.n, i = names_add(&w->english, english);

	/* The first one stays: segment tables share names. */
	if (i < n)
		return;
	w->other = mem_grow(w->other, n + 1, sizeof(*w->other));
	w->other[i] = arena_dup(&w->text, other);
}

/* english<TAB>chinese */
static void
add_words(struct wording *w, struct str rest)
{
	struct str line, english;

	while (str_split(&rest, '\n', &line)) {
		if (line.len > 0 && line.p[0] != '#' &&
		    str_split(&line, '\t', &english))
			add(w, english, line);
	}
}

/* The name of a rule of a segment table, and its zh=. */
static void
add_segment(struct wording *w, struct str line)
{
	struct str word, name = STR("");
	struct buf key = { 0 };

	while (str_split(&line, ' ', &word)) {
		if (name.len == 0 && word.len > 0 &&
		    !str_eq(word, STR("else")))
			name = word;
		if (!str_starts(word, STR("zh=")))
			continue;
		buf_z(&key, "segment:");
		buf_str(&key, name);
		add(w, buf_view(&key), (struct str){ word.p + 3,
		    word.len - 3 });
	}
	buf_free(&key);
}

struct wording *
wording_open(int lang)
{
	const struct data_file *d;
	struct wording *w;
	struct str rest, line;

	if (lang == WORDING_EN)
		return NULL;
	w = mem_zero(sizeof(*w));
	for (d = data_files; d->name != NULL; d++) {
		rest = (struct str){ d->bytes, d->len };
		if (strcmp(d->name, "wording/zh.txt") == 0)
			add_words(w, rest);
		if (!str_starts(str_z(d->name), STR("segments/")))
			continue;
		while (str_split(&rest, '\n', &line))
			add_segment(w, line);
	}
	return w;
}

struct str
wording(const struct wording *w, struct str english)
{
	uint32_t i = w != NULL ? names_find(&w->english, english) :
	    NAMES_NONE;

	return i != NAMES_NONE ? w->other[i] : english;
}

struct str
wording_slug(const struct wording *w, const char *class, struct str slug)
{
	struct buf key = { 0 };
	uint32_t i = NAMES_NONE;

	if (w != NULL) {
		buf_z(&key, class);
		buf_byte(&key, ':');
		buf_str(&key, slug);
		i = names_find(&w->english, buf_view(&key));
	}
	buf_free(&key);
	return i != NAMES_NONE ? w->other[i] : slug;
}

void
wording_fill(const struct wording *w, const char *english,
    const struct str *arg, size_t n, struct buf *b)
{
	struct str t = wording(w, str_z(english));
	size_t i, k;

	for (i = 0; i < t.len; i++) {
		if (i + 2 >= t.len || t.p[i] != '{' || t.p[i + 2] != '}' ||
		    t.p[i + 1] < '1' || t.p[i + 1] > '9') {
			buf_byte(b, t.p[i]);
			continue;
		}
		k = (size_t)(t.p[i + 1] - '1');
		if (k < n)
			buf_str(b, arg[k]);
		i += 2;
	}
}

void
wording_free(struct wording *w)
{
	if (w == NULL)
		return;
	names_free(&w->english);
	free(w->other);
	arena_free(&w->text);
	free(w);
}
