/*
 * Hosts in a text. The symbols leave links out, so they are looked for in its
 * bytes: letters, digits and hyphens with points between them.
 */
#include "textrulesin.h"

static bool
in_host(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Is host, in small letters, the whole of s or the end after a point? */
static bool
ends_in(struct str s, struct str host)
{
	size_t i, at = s.len - host.len;
	char c;

	if (s.len < host.len || (at > 0 && s.p[at - 1] != '.'))
		return false;
	for (i = 0; i < host.len; i++) {
		c = s.p[at + i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != host.p[i])
			return false;
	}
	return true;
}

/* The symbols that begin before byte `at`. */
static uint32_t
symbols_before(const struct symbols *s, size_t at)
{
	size_t low = 0, high = s->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (s->p[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

static void
try_host(struct view *v, struct str text, struct str host,
    struct texthits *out)
{
	const struct textrules *t = v->g.t;
	struct texthit h = { 0 };
	size_t i, at = (size_t)(host.p - text.p);

	while (host.len > 0 && host.p[host.len - 1] == '.')
		host.len--;
	for (i = 0; i < t->links; i++) {
		if (!ends_in(host, t->link[i].host))
			continue;
		h.rule = t->link[i].rule;
		h.severity = t->rule[h.rule].pub.severity;
		h.start = (uint32_t)at;
		h.len = (uint32_t)host.len;
		h.first = symbols_before(v->g.s, at);
		if (view_allows(v, out->work, &h))
			texthits_add(t, out, h);
	}
}

void
textlink_run(const struct textrules *t, struct str text,
    const struct symbols *s, struct texthits *out)
{
	struct view v = { .g = { .t = t, .s = s } };
	const char *end = text.p + text.len, *from = text.p, *dot, *begin;

	while (from < end && (dot = memchr(from, '.', (size_t)(end - from))) !=
	    NULL) {
		begin = dot;
		while (begin > from && in_host(begin[-1]))
			begin--;
		for (from = dot; from < end && in_host(*from);)
			from++;
		if (begin < dot)
			try_host(&v, text, (struct str){ begin,
			    (size_t)(from - begin) }, out);
	}
}
