#ifndef CRM_BUF_H
#define CRM_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Text: a pointer and a length, never assumed to end in NUL. */
struct str {
	const char	*p;
	size_t		 len;
};

#define STR(lit)	((struct str){ "" lit "", sizeof(lit) - 1 })
/* For printf's "%.*s". */
#define STR_ARG(s)	(int)(s).len, (s).p

/* A growing byte buffer that owns its bytes; a zeroed one is empty. */
struct buf {
	char	*p;
	size_t	 len;
	size_t	 cap;
};

/* Inline, so that the length of a literal costs nothing. */
static inline struct str
str_z(const char *z)
{
	return (struct str){ z, strlen(z) };
}

/* With a text that is known at compile time as b, no call is made. */
static inline bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (b.len == 0 || memcmp(a.p, b.p, b.len) == 0);
}

/* Byte order, as memcmp; a prefix sorts first. */
int		str_cmp(struct str a, struct str b);
bool		str_starts(struct str s, struct str prefix);
/* Without leading and trailing bytes of " \t\r\n". */
struct str	str_trim(struct str s);
/*
 * Take the part of *rest before the next byte c, and move *rest behind it.
 * False at the end; "a," gives "a" and "". Start with rest->p not NULL.
 */
bool		str_split(struct str *rest, char c, struct str *part);

/* Room for n more bytes; returns where they go. Add what was used to len. */
char		*buf_room(struct buf *b, size_t n);
void		buf_put(struct buf *b, const void *p, size_t n);
void		buf_str(struct buf *b, struct str s);
void		buf_z(struct buf *b, const char *z);
void		buf_byte(struct buf *b, char c);
void		buf_printf(struct buf *b, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/* Borrowed until the buffer changes. */
static inline struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p == NULL ? "" : b->p, b->len };
}
void		buf_free(struct buf *b);

#endif
