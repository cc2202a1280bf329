/*
 * Memory that is there or ends the program: a filter has nothing better to do
 * without it. Per-row memory comes from an arena that is reset each batch.
 */
#define _DEFAULT_SOURCE	/* madvise */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "diag.h"
#include "mem.h"

#define BLOCK	((size_t)64 << 10)
#define BLOCK_MAX	((size_t)4 << 20)	/* that a reset keeps */
#define ALIGN	((size_t)16)

struct arena_block {
	struct arena_block	*next;
	size_t			 used;
	size_t			 cap;
	size_t			 pad;	/* keeps the data aligned to 16 */
};

static void *
checked(void *p)
{
	if (p == NULL)
		die(STATUS_IO, "out of memory");
	return p;
}

void *
mem_alloc(size_t n)
{
	return checked(malloc(n == 0 ? 1 : n));
}

void *
mem_zero(size_t n)
{
	return checked(calloc(1, n == 0 ? 1 : n));
}

void *
mem_array(size_t n, size_t size)
{
	return checked(calloc(n == 0 ? 1 : n, size));
}

void *
mem_grow(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		die(STATUS_IO, "out of memory");
	return checked(realloc(p, n * size == 0 ? 1 : n * size));
}

void *
mem_room(void *p, size_t n, size_t *cap, size_t size)
{
	if (n <= *cap)
		return p;
	*cap = n + n / 2 + 16;
	return mem_grow(p, *cap, size);
}

/*
 * n bytes of fresh memory at a multiple of MEM_HUGE: a mapping with room to
 * spare, of which the ends are given back.
 */
static char *
map_aligned(size_t n)
{
	size_t room, lead;
	char *p;

	if (n > SIZE_MAX - MEM_HUGE)
		return checked(NULL);
	room = n + MEM_HUGE;
	p = mmap(NULL, room, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return checked(NULL);
	lead = (MEM_HUGE - (uintptr_t)p % MEM_HUGE) % MEM_HUGE;
	if (lead > 0)
		munmap(p, lead);
	munmap(p + lead + n, MEM_HUGE - lead);
	return p + lead;
}

static size_t
table_size(size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return n > SIZE_MAX - page ? n : (n + page - 1) / page * page;
}

void *
mem_table(size_t n)
{
	char *p;

	if (n < MEM_HUGE)
		return mem_zero(n);
	n = table_size(n);
	p = map_aligned(n);
#ifdef MADV_HUGEPAGE
	(void)madvise(p, n, MADV_HUGEPAGE);
#endif
	return p;
}

void
mem_table_free(void *p, size_t n)
{
	if (n < MEM_HUGE)
		free(p);
	else
		munmap(p, table_size(n));
}

char *
mem_strdup(struct str s)
{
	char *p = mem_alloc(s.len + 1);

	if (s.len > 0)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

static struct arena_block *
block_new(size_t n)
{
	size_t cap = n > BLOCK ? n : BLOCK;
	struct arena_block *b;

	if (cap > SIZE_MAX - sizeof(*b))
		die(STATUS_IO, "out of memory");
	b = mem_alloc(sizeof(*b) + cap);
	b->next = NULL;
	b->used = 0;
	b->cap = cap;
	return b;
}

static char *
take(struct arena *a, size_t n)
{
	struct arena_block *b = a->now;
	char *p;

	if (b == NULL || b->used > b->cap || b->cap - b->used < n) {
		b = block_new(n);
		if (a->now == NULL)
			a->first = b;
		else
			a->now->next = b;
		a->now = b;
	}
	p = (char *)(b + 1) + b->used;
	b->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct arena_block *b = a->now;

	if (n > SIZE_MAX - ALIGN)
		die(STATUS_IO, "out of memory");
	if (b != NULL)
		b->used = (b->used + ALIGN - 1) & ~(ALIGN - 1);
	return take(a, (n + ALIGN - 1) & ~(ALIGN - 1));
}

struct str
arena_dup(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);

	if (s.len > 0)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return (struct str){ p, s.len };
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return (struct str){ "", 0 };
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

static void
blocks_free(struct arena_block *b)
{
	struct arena_block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

/* What was needed once is needed again: as one block, unless it was huge. */
void
arena_reset(struct arena *a)
{
	struct arena_block *b;
	size_t cap = 0;

	if (a->first == NULL)
		return;
	for (b = a->first; b != NULL && cap <= BLOCK_MAX; b = b->next)
		cap += b->cap;
	if (a->first->next != NULL && cap <= BLOCK_MAX) {
		blocks_free(a->first);
		a->first = block_new(cap);
	} else if (a->first->next != NULL) {
		blocks_free(a->first->next);
		a->first->next = NULL;
	}
	a->first->used = 0;
	a->now = a->first;
}

void
arena_free(struct arena *a)
{
	blocks_free(a->first);
	*a = (struct arena){ 0 };
}
