/*
 * A scanner for flat JSON objects, as strict as jansson, which checks the
 * nested values and is the reference in the tests.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "jsonscan.h"
#include "utf8.h"

#define DEPTH_MAX	64

void
jsonscan_open(struct jsonscan *s, struct str text, struct arena *a)
{
	*s = (struct jsonscan){ .text = text, .arena = a };
}

static int
fail(struct jsonscan *s, size_t at, const char *reason)
{
	if (s->fault.reason == NULL) {
		s->fault.reason = reason;
		s->fault.column = at + 1;
	}
	return 0;
}

static void
blanks(struct jsonscan *s)
{
	const char *p = s->text.p;

	while (s->at < s->text.len && (p[s->at] == ' ' || p[s->at] == '\n' ||
	    p[s->at] == '\t' || p[s->at] == '\r'))
		s->at++;
}

/* The byte at the scan, NUL at the end (NUL itself is no valid JSON). */
static char
peek(const struct jsonscan *s)
{
	return s->at < s->text.len ? s->text.p[s->at] : '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
hex4(struct str t, size_t at, uint32_t *v)
{
	size_t i;
	char c;

	*v = 0;
	if (t.len < at + 4)
		return 0;
	for (i = at; i < at + 4; i++) {
		c = t.p[i];
		if (is_digit(c))
			*v = *v << 4 | (uint32_t)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			*v = *v << 4 | (uint32_t)((c | 32) - 'a' + 10);
		else
			return 0;
	}
	return 1;
}

/* \uXXXX (a pair for > U+FFFF) at s->at + 1 into out. */
static int
unicode(struct jsonscan *s, char *out, size_t *n)
{
	uint32_t cp, low;
	size_t len;

	if (!hex4(s->text, s->at + 2, &cp))
		return fail(s, s->at, "bad \\u escape");
	s->at += 6;
	if (cp >= 0xd800 && cp < 0xdc00 && s->text.len >= s->at + 6 &&
	    s->text.p[s->at] == '\\' && s->text.p[s->at + 1] == 'u' &&
	    hex4(s->text, s->at + 2, &low) && low >= 0xdc00 && low < 0xe000) {
		cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
		s->at += 6;
	}
	if (cp == 0)
		return fail(s, s->at - 6, "NUL in a string");
	len = utf8_put(cp, out + *n);
	if (len == 0)
		return fail(s, s->at - 6, "half a surrogate pair");
	*n += len;
	return 1;
}

static int
escape(struct jsonscan *s, char *out, size_t *n)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *k;
	char c;

	if (s->at + 1 >= s->text.len)
		return fail(s, s->at, "string never closed");
	c = s->text.p[s->at + 1];
	if (c == 'u')
		return unicode(s, out, n);
	k = strchr(from, c);
	if (k == NULL || c == '\0')
		return fail(s, s->at, "unknown escape");
	out[(*n)++] = to[k - from];
	s->at += 2;
	return 1;
}

/* Bytes that need no attention inside a string. */
static size_t
plain(const struct jsonscan *s)
{
	const char *p = s->text.p + s->at, *end = s->text.p + s->text.len;
	const char *from = p;

	while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
		p++;
	return (size_t)(p - from);
}

/* Bytes up to the quote that closes the string, or to the end. */
static size_t
written(const struct jsonscan *s)
{
	size_t i = s->at;

	while (i < s->text.len && s->text.p[i] != '"')
		i += s->text.p[i] == '\\' ? 2 : 1;
	return (i < s->text.len ? i : s->text.len) - s->at;
}

/* A string at the scan, which stands on its opening quote. */
static int
string(struct jsonscan *s, struct str *v)
{
	size_t open = s->at++, n = plain(s), len;
	char *out;

	*v = (struct str){ s->text.p + s->at, n };
	s->at += n;
	if (peek(s) == '"') {
		s->at++;
		return 1;
	}
	/* Decoded text is never longer than what stands there. */
	out = arena_alloc(s->arena, n + written(s));
	memcpy(out, v->p, n);
	while (peek(s) != '"') {
		if (s->at >= s->text.len)
			return fail(s, open, "string never closed");
		if (peek(s) == '\\') {
			if (!escape(s, out, &n))
				return 0;
			continue;
		}
		len = plain(s);
		if (len == 0)
			return fail(s, s->at, "control character in a string");
		memcpy(out + n, s->text.p + s->at, len);
		n += len;
		s->at += len;
	}
	s->at++;
	*v = (struct str){ out, n };
	return 1;
}

static int
number(struct jsonscan *s, struct str *v)
{
	size_t from = s->at, digits;

	if (peek(s) == '-')
		s->at++;
	digits = s->at;
	while (is_digit(peek(s)))
		s->at++;
	if (s->at == digits || (s->at - digits > 1 &&
	    s->text.p[digits] == '0'))
		return fail(s, from, "not a JSON value");
	if (peek(s) == '.') {
		digits = ++s->at;
		while (is_digit(peek(s)))
			s->at++;
		if (s->at == digits)
			return fail(s, from, "not a JSON value");
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->at++;
		if (peek(s) == '+' || peek(s) == '-')
			s->at++;
		digits = s->at;
		while (is_digit(peek(s)))
			s->at++;
		if (s->at == digits)
			return fail(s, from, "not a JSON value");
	}
	*v = (struct str){ s->text.p + from, s->at - from };
	return 1;
}

/* How far a nested value reaches, by its brackets outside strings. */
static int
extent(struct jsonscan *s, size_t *end)
{
	size_t i, depth = 0;
	bool quoted = false;
	char c;

	for (i = s->at; i < s->text.len; i++) {
		c = s->text.p[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '[')) {
			if (++depth > DEPTH_MAX - 1)
				return fail(s, i, "nested deeper than 64");
		} else if (!quoted && (c == '}' || c == ']') && --depth == 0) {
			*end = i + 1;
			return 1;
		}
	}
	return fail(s, s->at, "bracket never closed");
}

static int
nested(struct jsonscan *s, struct str *v)
{
	json_error_t e;
	json_t *j;
	size_t end;

	if (!extent(s, &end))
		return 0;
	*v = (struct str){ s->text.p + s->at, end - s->at };
	if (s->checked) {
		s->at = end;
		return 1;
	}
	j = json_loadb(v->p, v->len, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_INT_AS_REAL, &e);
	if (j == NULL) {
		snprintf(s->fault.detail, sizeof(s->fault.detail), "%.100s",
		    e.text);
		return fail(s, s->at + (size_t)(e.position > 0 ?
		    e.position - 1 : 0), "bad nested value");
	}
	json_decref(j);
	s->at = end;
	return 1;
}

static int
value(struct jsonscan *s, struct json_member *m)
{
	static const struct str word[] = { { "true", 4 }, { "false", 5 },
	    { "null", 4 } };
	struct str rest = { s->text.p + s->at, s->text.len - s->at };
	size_t i;
	char c = peek(s);

	m->at = s->at;
	m->bare = c != '"';
	if (c == '"')
		return string(s, &m->value);
	if (c == '{' || c == '[')
		return nested(s, &m->value);
	for (i = 0; i < 3; i++)
		if (str_starts(rest, word[i])) {
			s->at += word[i].len;
			m->value = i < 2 ? word[i] : (struct str){ "", 0 };
			return 1;
		}
	return number(s, &m->value);
}

static int
finish(struct jsonscan *s)
{
	s->at++;
	s->ended = true;
	blanks(s);
	if (s->at < s->text.len)
		return fail(s, s->at, "text after the object");
	return 0;
}

int
jsonscan_next(struct jsonscan *s, struct json_member *m)
{
	if (s->ended || s->fault.reason != NULL)
		return 0;
	blanks(s);
	if (!s->begun) {
		if (peek(s) != '{')
			return fail(s, s->at, "not a JSON object");
		s->at++;
		s->begun = true;
		blanks(s);
		if (peek(s) == '}')
			return finish(s);
	} else if (peek(s) == '}')
		return finish(s);
	else if (peek(s) == ',') {
		s->at++;
		blanks(s);
	} else
		return fail(s, s->at, "expected , or }");
	if (peek(s) != '"')
		return fail(s, s->at, "expected a key in quotes");
	if (!string(s, &m->key))
		return 0;
	blanks(s);
	if (peek(s) != ':')
		return fail(s, s->at, "expected :");
	s->at++;
	blanks(s);
	return value(s, m);
}
