/*
 * HTML in a cell: what a browser would show of it. Exports of comments hold
 * the marks that their platform draws with: links, line breaks, and stickers
 * as images whose alt text is what the person typed.
 *
 * Not all text with < in it is HTML ("a <b and c>", "<3"): only what has the
 * full form of a tag with a known name is one, all else stays as it is.
 */
#include <string.h>

#include "cell.h"
#include "parsein.h"
#include "utf8.h"

/* Longer ones are no tags: a text of unclosed ones stays linear. */
#define TAG_MAX	4096

struct tag {
	struct str	name;
	bool		end;		/* </name> */
	struct str	alt;
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    cell_digit(c) || c == '-' || c == '_' || c == ':';
}

static struct str
take_word(struct str *s)
{
	struct str word = { s->p, 0 };

	while (s->len > 0 && is_word(s->p[0])) {
		cell_take(s, 1);
		word.len++;
	}
	return word;
}

static bool
take_blanks(struct str *s)
{
	size_t before = s->len;

	while (s->len > 0 && is_blank(s->p[0]))
		cell_take(s, 1);
	return s->len < before;
}

/* ="value", ='value' or =value; false when there is none. */
static bool
take_value(struct str *s, struct str *value)
{
	const char *end;
	size_t n = 0;

	if (s->len < 2 || s->p[0] != '=')
		return false;
	cell_take(s, 1);
	if (s->p[0] == '"' || s->p[0] == '\'') {
		end = memchr(s->p + 1, s->p[0], s->len - 1);
		if (end == NULL)
			return false;
		*value = (struct str){ s->p + 1, (size_t)(end - s->p) - 1 };
		cell_take(s, value->len + 2);
		return true;
	}
	while (n < s->len && !is_blank(s->p[n]) && s->p[n] != '>')
		n++;
	*value = (struct str){ s->p, n };
	cell_take(s, n);
	return n > 0;
}

static bool
is_known(struct str name)
{
	static const char *const names[] = { "a", "b", "br", "div", "em",
		"font", "i", "img", "p", "span", "strong", "sub", "sup", "u",
		"wbr", NULL };

	return cell_among(name, names);
}

/* A whole tag off the front of s, which begins with <. */
static bool
take_tag(struct str *s, struct tag *t)
{
	struct str rest = *s, word, value;

	*t = (struct tag){ .alt = { "", 0 } };
	if (rest.len > TAG_MAX)
		rest.len = TAG_MAX;
	cell_take(&rest, 1);
	t->end = cell_prefix(&rest, "/");
	t->name = take_word(&rest);
	if (!is_known(t->name))
		return false;
	while (take_blanks(&rest) && rest.len > 0 && is_word(rest.p[0])) {
		word = take_word(&rest);
		if (!take_value(&rest, &value))
			return false;
		if (cell_is(word, "alt"))
			t->alt = value;
	}
	cell_prefix(&rest, "/");
	if (!cell_prefix(&rest, ">"))
		return false;
	cell_take(s, (size_t)(rest.p - s->p));
	return true;
}

/* The number of &#38; or &#x26; at s, after "&#"; 0 when it is none. */
static uint32_t
take_number(struct str *s)
{
	bool hex = cell_prefix(s, "x") || cell_prefix(s, "X");
	uint32_t v = 0, digit;
	size_t n;

	for (n = 0; n < s->len && n < 7; n++) {
		char c = s->p[n] | 0x20;

		if (cell_digit(s->p[n]))
			digit = (uint32_t)(s->p[n] - '0');
		else if (hex && c >= 'a' && c <= 'f')
			digit = (uint32_t)(c - 'a') + 10;
		else
			break;
		v = v * (hex ? 16 : 10) + digit;
	}
	if (n == 0 || n == s->len || s->p[n] != ';')
		return 0;
	cell_take(s, n + 1);
	return v;
}

/* &amp; and the like off the front of s; the bytes written to out. */
static size_t
take_entity(struct str *s, char out[4])
{
	static const struct {
		const char	*name;
		char		 c;
	} named[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", ' ' } };
	struct str rest = *s;
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (cell_prefix(s, named[i].name)) {
			out[0] = named[i].c;
			return 1;
		}
	if (!cell_prefix(&rest, "&#"))
		return 0;
	cp = take_number(&rest);
	/* A control character would be no text, and NUL ends some. */
	if (cp < 0x20 && cp != '\n' && cp != '\t')
		return 0;
	n = utf8_put(cp, out);
	if (n > 0)
		*s = rest;
	return n;
}

/* Text between tags, its entities resolved, behind out[n]. */
static size_t
put_text(char *out, size_t n, struct str s)
{
	size_t k;

	while (s.len > 0) {
		k = s.p[0] == '&' ? take_entity(&s, out + n) : 0;
		if (k == 0) {
			out[n] = s.p[0];
			cell_take(&s, 1);
			k = 1;
		}
		n += k;
	}
	return n;
}

static bool
breaks_line(const struct tag *t)
{
	return cell_is(t->name, "br") ||
	    (t->end && (cell_is(t->name, "p") || cell_is(t->name, "div")));
}

const char *
parse_html(struct str s, struct arena *a, struct parsed *out)
{
	/* Whatever stands for a mark is shorter than it. */
	char *text = arena_alloc(a, s.len + 1);
	struct str run = { s.p, 0 };
	struct tag t;
	size_t n = 0;

	while (s.len > 0) {
		if (s.p[0] != '<' || !take_tag(&s, &t)) {
			cell_take(&s, 1);
			run.len++;
			continue;
		}
		n = put_text(text, n, run);
		n = put_text(text, n, t.alt);
		if (breaks_line(&t))
			text[n++] = '\n';
		run = (struct str){ s.p, 0 };
	}
	n = put_text(text, n, run);
	out->text = cell_trim((struct str){ text, n });
	return NULL;
}
