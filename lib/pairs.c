/*
 * Counts of pairs. New ones wait, and are sorted and merged into the counts
 * whenever they are a quarter as many: a hash would wait for memory at every
 * row.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pairs.h"
#include "radix.h"

#define FIRST	((size_t)1 << 16)

static void	merge(struct pairs *ps);

void
pairs_add(struct pairs *ps, uint32_t a, uint32_t b)
{
	size_t room;

	if (ps->nwait == ps->room) {
		merge(ps);
		room = ps->n / 4 > FIRST ? ps->n / 4 : FIRST;
		if (room > ps->room) {
			free(ps->wait);
			ps->wait = mem_array(room, sizeof(*ps->wait));
			ps->room = room;
		}
	}
	ps->wait[ps->nwait++] = (uint64_t)a << 32 | b;
}

static uint64_t
key_of(const struct pair *p)
{
	return (uint64_t)p->a << 32 | p->b;
}

/* How many of the sorted keys that wait are not among the counts yet. */
static size_t
count_fresh(const struct pairs *ps)
{
	const struct pair *p = ps->p, *end = p + ps->n;
	size_t fresh = 0, i;

	for (i = 0; i < ps->nwait; i++) {
		if (i > 0 && ps->wait[i] == ps->wait[i - 1])
			continue;
		while (p < end && key_of(p) < ps->wait[i])
			p++;
		fresh += p == end || key_of(p) != ps->wait[i];
	}
	return fresh;
}

static void
grow(struct pairs *ps, size_t n)
{
	size_t cap = ps->cap == 0 ? FIRST : ps->cap;
	struct pair *p;

	while (cap < n)
		cap *= 2;
	if (cap == ps->cap)
		return;
	p = mem_table(cap * sizeof(*p));
	if (ps->n > 0)
		memcpy(p, ps->p, ps->n * sizeof(*p));
	if (ps->p != NULL)
		mem_table_free(ps->p, ps->cap * sizeof(*p));
	ps->p = p;
	ps->cap = cap;
}

/* From the end, where there is room for those that are new. */
static void
merge(struct pairs *ps)
{
	size_t n = ps->n, i = ps->nwait, at;
	uint64_t key, count;

	if (i == 0)
		return;
	radix_sort(ps->wait, i);
	at = n + count_fresh(ps);
	grow(ps, at);
	ps->n = at;
	while (i > 0) {
		key = ps->wait[i - 1];
		while (n > 0 && key_of(&ps->p[n - 1]) > key)
			ps->p[--at] = ps->p[--n];
		count = 0;
		if (n > 0 && key_of(&ps->p[n - 1]) == key)
			count = ps->p[--n].n;
		for (; i > 0 && ps->wait[i - 1] == key; i--)
			count++;
		ps->p[--at] = (struct pair){ (uint32_t)(key >> 32),
		    (uint32_t)key, count };
	}
	ps->nwait = 0;
}

void
pairs_finish(struct pairs *ps, uint32_t na)
{
	size_t at = 0;
	uint32_t a;

	merge(ps);
	free(ps->wait);
	ps->wait = NULL;
	ps->room = 0;
	if (ps->n == 0)
		return;
	ps->na = na;
	ps->start = mem_table(((size_t)na + 1) * sizeof(*ps->start));
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
	if (ps->p != NULL)
		mem_table_free(ps->p, ps->cap * sizeof(*ps->p));
	if (ps->start != NULL)
		mem_table_free(ps->start, ((size_t)ps->na + 1) *
		    sizeof(*ps->start));
	free(ps->wait);
	*ps = (struct pairs){ 0 };
}
