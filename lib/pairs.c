/*
 * Counts of pairs. They are appended, and sorted and merged whenever as many
 * have come as were left the last time: a hash would wait for memory at every
 * row.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pairs.h"

#define FIRST	((size_t)1 << 16)

static void	merge(struct pairs *ps);

void
pairs_add(struct pairs *ps, uint32_t a, uint32_t b)
{
	if (ps->n == ps->cap) {
		if (ps->n > 0)
			merge(ps);
		if (ps->cap < 2 * ps->n || ps->cap == 0) {
			ps->cap = ps->cap == 0 ? FIRST : 2 * ps->cap;
			ps->p = mem_grow(ps->p, ps->cap, sizeof(*ps->p));
		}
	}
	ps->p[ps->n++] = (struct pair){ a, b, 1 };
}

static uint64_t
key(const struct pair *p)
{
	return (uint64_t)p->a << 32 | p->b;
}

/* A byte a pass, from the last; bytes that all keys share cost none. */
static void
sort(struct pair *p, size_t n)
{
	struct pair *spare = mem_array(n, sizeof(*spare));
	struct pair *from = p, *to = spare, *swap;
	size_t (*count)[256] = mem_array(8, sizeof(*count)), i, at, c;
	unsigned pass, shift;

	memset(count, 0, 8 * sizeof(*count));
	for (i = 0; i < n; i++)
		for (pass = 0; pass < 8; pass++)
			count[pass][key(&p[i]) >> (8 * pass) & 255]++;
	for (pass = 0; pass < 8; pass++) {
		shift = 8 * pass;
		if (count[pass][key(&p[0]) >> shift & 255] == n)
			continue;
		for (i = 0, at = 0; i < 256; i++) {
			c = count[pass][i];
			count[pass][i] = at;
			at += c;
		}
		for (i = 0; i < n; i++)
			to[count[pass][key(&from[i]) >> shift & 255]++] =
			    from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != p)
		memcpy(p, from, n * sizeof(*p));
	free(count);
	free(spare);
}

static void
merge(struct pairs *ps)
{
	size_t i, n = 0;

	sort(ps->p, ps->n);
	for (i = 1; i < ps->n; i++) {
		if (key(&ps->p[i]) == key(&ps->p[n]))
			ps->p[n].n += ps->p[i].n;
		else
			ps->p[++n] = ps->p[i];
	}
	ps->n = n + 1;
}

void
pairs_finish(struct pairs *ps, uint32_t na)
{
	size_t at = 0;
	uint32_t a;

	if (ps->n == 0)
		return;
	merge(ps);
	ps->na = na;
	ps->start = mem_array((size_t)na + 1, sizeof(*ps->start));
	for (a = 0; a < na; a++) {
		ps->start[a] = at;
		while (at < ps->n && ps->p[at].a == a)
			at++;
	}
	ps->start[na] = at;
}

void
pairs_free(struct pairs *ps)
{
	free(ps->p);
	free(ps->start);
	*ps = (struct pairs){ 0 };
}
