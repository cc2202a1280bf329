/*
 * JSON strings: what need not be escaped, nearly all of it, is copied eight
 * bytes at a time.
 */
#include <stdint.h>

#include "jsonput.h"
#include "utf8.h"

/*
 * Is a byte of these eight below 0x20, a quote or a backslash? Bytes of 0x80
 * and more are none; x - 1 borrows into the high bit where x was 0.
 */
static bool
json_special(uint64_t x)
{
	const uint64_t one = UINT64_C(0x0101010101010101), high = one << 7;
	uint64_t quote = x ^ (one * '"'), slash = x ^ (one * '\\');

	return (((x - one * 0x20) | (quote - one) | (slash - one)) & ~x &
	    high) != 0;
}

/* A byte that json_special finds, escaped at p; returns the end. */
static char *
put_escape(char *p, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *k = c == '\0' ? NULL : strchr(from, c);

	*p++ = '\\';
	if (k != NULL) {
		*p++ = to[k - from];
		return p;
	}
	memcpy(p, "u00", 3);
	p[3] = "0123456789abcdef"[c >> 4];
	p[4] = "0123456789abcdef"[c & 15];
	return p + 5;
}

/* Copy the bytes before the first that is escaped; returns their number. */
static size_t
put_plain(char *p, const char *s, size_t n)
{
	uint64_t eight;
	size_t i;

	for (i = 0; n - i >= 8; i += 8) {
		memcpy(&eight, s + i, 8);
		if (json_special(eight))
			break;
		memcpy(p + i, &eight, 8);
	}
	/* The last few once more with some before them. */
	if (i > 0 && i < n && n - i < 8) {
		memcpy(&eight, s + n - 8, 8);
		if (!json_special(eight)) {
			memcpy(p + n - 8, &eight, 8);
			return n;
		}
	}
	for (; i < n && (unsigned char)s[i] >= 0x20 && s[i] != '"' &&
	    s[i] != '\\'; i++)
		p[i] = s[i];
	return i;
}

char *
json_field(char *p, struct str s)
{
	size_t n;

	*p++ = '"';
	for (;;) {
		n = put_plain(p, s.p, s.len);
		p += n;
		if (n == s.len)
			break;
		p = put_escape(p, (unsigned char)s.p[n]);
		s.p += n + 1;
		s.len -= n + 1;
	}
	*p++ = '"';
	return p;
}

void
json_put(struct buf *out, struct str s)
{
	char *p = buf_room(out, JSON_ROOM(s));

	out->len += (size_t)(json_field(p, s) - p);
}

void
json_put_any(struct buf *out, struct str s)
{
	struct buf valid = { 0 };
	size_t n;

	while ((n = utf8_check(s)) < s.len) {
		buf_put(&valid, s.p, n);
		buf_z(&valid, "\xef\xbf\xbd");
		s.p += n + 1;
		s.len -= n + 1;
	}
	buf_str(&valid, s);
	json_put(out, buf_view(&valid));
	buf_free(&valid);
}
