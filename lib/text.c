/*
 * Text for people: how wide it is, what of it may reach a terminal, and when
 * two names are the same or nearly so. Unicode's tables are utf8proc's.
 */

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "mem.h"
#include "text.h"
#include "utf8.h"

#define NAME_MAX_LEN	64	/* longer names are never near */

#define VS_TEXT		0xfe0e
#define VS_EMOJI	0xfe0f
#define ZWNJ		0x200c
#define ZWJ		0x200d
#define BLACK_FLAG	0x1f3f4	/* the base of flags made of tags */

static int
bound_class(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->boundclass;
}

static bool
is_pictograph(uint32_t cp)
{
	return bound_class(cp) == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static size_t
char_width(uint32_t cp)
{
	int w = utf8proc_charwidth((utf8proc_int32_t)cp);

	return w < 0 ? 0 : (size_t)w;
}

/* What the characters of one grapheme cluster add up to. */
struct cluster {
	size_t		len;	/* bytes */
	size_t		width;
	uint32_t	first;
};

/* One more character of the cluster that begins with c->first. */
static void
cluster_add(struct cluster *c, uint32_t cp)
{
	bool emoji = is_pictograph(c->first);

	switch (bound_class(cp)) {
	case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:	/* a flag */
		c->width = 2;
		return;
	case UTF8PROC_BOUNDCLASS_V:	/* a syllable is as wide as its L */
	case UTF8PROC_BOUNDCLASS_T:
		return;
	default:
		break;
	}
	if (cp == VS_EMOJI && (emoji || (c->first < 0x80 &&
	    strchr("0123456789#*", (int)c->first) != NULL)))
		c->width = 2;
	else if (cp == VS_TEXT && emoji)
		c->width = 1;
	else if (!emoji)
		c->width += char_width(cp);
}

/* The cluster at the start of s, which is not empty. */
static struct cluster
cluster_at(struct str s)
{
	struct cluster c = { .len = 1, .width = 1 };
	utf8proc_int32_t state = 0;
	uint32_t last, cp;
	size_t n;

	n = utf8_next(s, &last);
	if (n == 0)
		return c;
	c.len = n;
	c.first = last;
	c.width = char_width(last);
	while (c.len < s.len) {
		n = utf8_next((struct str){ s.p + c.len, s.len - c.len }, &cp);
		if (n == 0 || utf8proc_grapheme_break_stateful(
		    (utf8proc_int32_t)last, (utf8proc_int32_t)cp, &state))
			break;
		cluster_add(&c, cp);
		c.len += n;
		last = cp;
	}
	return c;
}

static bool
is_printable(char c)
{
	return c >= 0x20 && c < 0x7f;
}

size_t
text_width(struct str s)
{
	size_t width = 0, n;

	while (s.len > 0) {
		/* ASCII; its last character may carry a combining one. */
		for (n = 0; n + 1 < s.len && is_printable(s.p[n]) &&
		    is_printable(s.p[n + 1]); n++)
			;
		width += n;
		s.p += n;
		s.len -= n;
		struct cluster c = cluster_at(s);

		width += c.width;
		s.p += c.len;
		s.len -= c.len;
	}
	return width;
}

/* What would end or move a line. */
static bool
is_line_space(uint32_t cp)
{
	return (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 ||
	    cp == 0x2029;
}

static bool
is_tag(uint32_t cp)
{
	return cp >= 0xe0000 && cp <= 0xe007f;
}

/* Arabic to Myanmar, Khmer to Mongolian: joiners are spelling there. */
static bool
joins_letters(uint32_t cp)
{
	return (cp >= 0x600 && cp <= 0x109f) || (cp >= 0x1780 && cp <= 0x18af);
}

/*
 * Must cp between prev and next be shown as an escape? Controls run terminal
 * commands, bidi ones turn text round, zero-width ones hide.
 */
static bool
is_harmful(uint32_t prev, uint32_t cp, uint32_t next)
{
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return true;
	if (cp < 0x2000)
		return cp == 0x61c;	/* Arabic letter mark */
	if (cp == ZWJ && is_pictograph(next) && (is_pictograph(prev) ||
	    bound_class(prev) == UTF8PROC_BOUNDCLASS_EXTEND))
		return false;
	if (cp == ZWJ || cp == ZWNJ)
		return !joins_letters(prev);
	if (is_tag(cp))
		return prev != BLACK_FLAG && !is_tag(prev);
	return (cp >= 0x200b && cp <= 0x200f) ||
	    (cp >= 0x202a && cp <= 0x202e) ||
	    (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
	    (cp >= 0xfff9 && cp <= 0xfffb);
}

/* The character behind the first n bytes of s, 0 when there is none. */
static uint32_t
peek(struct str s, size_t n)
{
	uint32_t cp;

	return utf8_next((struct str){ s.p + n, s.len - n }, &cp) > 0 ? cp : 0;
}

/*
 * How many bytes are characters that stay whatever stands beside them: ASCII,
 * U+4000 to U+9FFF, and the punctuation at U+3000 and U+FF00.
 */
static size_t
plain_bytes(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p, *from = p;
	const unsigned char *end = p + s.len, *last = p;

	for (; p < end; last = p, p += *p < 0x80 ? 1 : 3) {
		if (*p >= ' ' && *p < 0x7f)
			continue;
		if (end - p < 3 || (p[1] & 0xc0) != 0x80 ||
		    (p[2] & 0xc0) != 0x80 || !((*p >= 0xe4 && *p <= 0xe9) ||
		    (*p == 0xe3 && p[1] == 0x80) ||
		    (*p == 0xef && p[1] == 0xbc)))
			break;
	}
	/* What follows may change the last one, as a joiner does a digit. */
	return (size_t)(last - from);
}

void
text_clean(struct buf *out, struct str s)
{
	uint32_t prev = 0, cp;
	size_t n;

	for (; s.len > 0; s.p += n, s.len -= n) {
		n = plain_bytes(s);
		if (n > 0) {
			buf_put(out, s.p, n);
			prev = ' ';
			continue;
		}
		n = utf8_next(s, &cp);
		if (n == 0) {
			n = 1;
			prev = 0;
			buf_printf(out, "\\x%02x", (unsigned char)s.p[0]);
		} else if (is_line_space(cp)) {
			if (!is_line_space(prev))
				buf_byte(out, ' ');
			prev = cp;
		} else if (is_harmful(prev, cp, peek(s, n))) {
			buf_printf(out, cp < 0x100 ? "\\x%02x" : "\\u%04x",
			    (unsigned)cp);
			prev = 0;
		} else {
			buf_put(out, s.p, n);
			prev = cp;
		}
	}
}

static void
put_blanks(struct buf *out, size_t n)
{
	memset(buf_room(out, n), ' ', n);
	out->len += n;
}

void
text_fit(struct buf *out, struct str s, size_t width, bool right)
{
	struct buf clean = { 0 };
	size_t used = 0, dots = 0, limit = width;
	struct str rest;

	text_clean(&clean, s);
	rest = buf_view(&clean);
	if (text_width(rest) > width) {
		dots = width < 2 ? width : 2;
		limit = width - dots;
	}
	while (rest.len > 0) {
		struct cluster c = cluster_at(rest);

		if (used + c.width > limit)
			break;
		used += c.width;
		rest.p += c.len;
		rest.len -= c.len;
	}
	used += dots;
	if (right)
		put_blanks(out, width - used);
	buf_put(out, clean.p, clean.len - rest.len);
	buf_put(out, "..", dots);
	if (!right)
		put_blanks(out, width - used);
	buf_free(&clean);
}

/* True, and s appended in lower case, when it is ASCII: most names are. */
static bool
put_ascii(struct buf *out, struct str s)
{
	char *to = buf_room(out, s.len);
	size_t i;

	for (i = 0; i < s.len && (signed char)s.p[i] >= 0; i++)
		to[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ?
		    (char)(s.p[i] - 'A' + 'a') : s.p[i];
	if (i < s.len)
		return false;
	out->len += s.len;
	return true;
}

/* Append valid UTF-8 without NUL in NFKC, case folded. */
static void
put_folded(struct buf *out, struct str s)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
	const void *p = s.p;
	utf8proc_int32_t *cp;
	utf8proc_ssize_t n;

	n = utf8proc_decompose(p, (utf8proc_ssize_t)s.len, NULL, 0, how);
	if (n < 0) {	/* too long for its arithmetic */
		buf_str(out, s);
		return;
	}
	/* utf8proc_reencode writes a NUL behind the text. */
	cp = mem_alloc(((size_t)n + 1) * sizeof(*cp));
	utf8proc_decompose(p, (utf8proc_ssize_t)s.len, cp, n, how);
	n = utf8proc_reencode(cp, n, how);
	if (n > 0)
		buf_put(out, cp, (size_t)n);
	free(cp);
}

void
text_normalise(struct buf *out, struct str s)
{
	size_t begin = out->len, n;
	struct str made, trimmed;

	s = str_trim(s);
	while (str_starts(s, STR("\xef\xbb\xbf"))) {
		s.p += 3;
		s.len -= 3;
	}
	if (put_ascii(out, s))
		s.len = 0;
	while (s.len > 0) {
		n = utf8_check(s);
		if (n > 0) {
			put_folded(out, (struct str){ s.p, n });
		} else {
			n = 1;
			buf_byte(out, s.p[0]);
		}
		s.p += n;
		s.len -= n;
	}
	if (out->len == begin)
		return;
	/* NFKC has made blanks of wide and unbreakable ones. */
	made = (struct str){ out->p + begin, out->len - begin };
	trimmed = str_trim(made);
	memmove(out->p + begin, trimmed.p, trimmed.len);
	out->len = begin + trimmed.len;
}

static size_t
min2(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Damerau-Levenshtein distance, adjacent transpositions only (optimal string
 * alignment); both at most NAME_MAX_LEN bytes.
 */
static size_t
distance(struct str a, struct str b)
{
	size_t row[3][NAME_MAX_LEN + 1], i, j, d;
	size_t *now = row[0], *above = row[1], *above2 = row[2], *spare;

	for (j = 0; j <= b.len; j++)
		now[j] = j;
	for (i = 1; i <= a.len; i++) {
		spare = above2;
		above2 = above;
		above = now;
		now = spare;
		now[0] = i;
		for (j = 1; j <= b.len; j++) {
			d = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
			d = min2(d, min2(above[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				d = min2(d, above2[j - 2] + 1);
			now[j] = d;
		}
	}
	return now[b.len];
}

const struct str *
text_nearest(struct str name, const struct str *names, size_t n)
{
	struct buf a = { 0 }, b = { 0 };
	const struct str *best = NULL;
	size_t least = NAME_MAX_LEN, i, d, longer;

	text_normalise(&a, name);
	for (i = 0; i < n && a.len <= NAME_MAX_LEN; i++) {
		b.len = 0;
		text_normalise(&b, names[i]);
		if (b.len > NAME_MAX_LEN)
			continue;
		longer = a.len > b.len ? a.len : b.len;
		d = distance(buf_view(&a), buf_view(&b));
		if (d <= longer / 3 && d < least) {
			least = d;
			best = &names[i];
		}
	}
	buf_free(&a);
	buf_free(&b);
	return best;
}
