/*
 * Byte buffers and the text type. A buffer doubles, so appending n bytes costs
 * O(n) however small the pieces are.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "mem.h"

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c;
	return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 ||
	    memcmp(s.p, prefix.p, prefix.len) == 0);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && is_blank(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.p[s.len - 1]))
		s.len--;
	return s;
}

bool
str_split(struct str *rest, char c, struct str *part)
{
	const char *at;

	if (rest->p == NULL)
		return false;
	at = rest->len == 0 ? NULL : memchr(rest->p, c, rest->len);
	if (at == NULL) {
		*part = *rest;
		*rest = (struct str){ NULL, 0 };
		return true;
	}
	*part = (struct str){ rest->p, (size_t)(at - rest->p) };
	rest->len -= part->len + 1;
	rest->p = at + 1;
	return true;
}

char *
buf_room(struct buf *b, size_t n)
{
	size_t cap = b->cap == 0 ? 64 : b->cap;

	if (b->cap - b->len >= n && b->p != NULL)
		return b->p + b->len;
	while (cap - b->len < n)
		cap = cap > SIZE_MAX / 2 ? b->len + n : cap * 2;
	b->p = mem_grow(b->p, cap, 1);
	b->cap = cap;
	return b->p + b->len;
}

void
buf_put(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_room(b, n), p, n);
	b->len += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.len);
}

void
buf_z(struct buf *b, const char *z)
{
	buf_put(b, z, strlen(z));
}

void
buf_byte(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->len++;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	va_start(ap, fmt);
	vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}
