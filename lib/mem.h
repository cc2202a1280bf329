#ifndef CRM_MEM_H
#define CRM_MEM_H

#include "buf.h"

/*
 * Allocators that never return NULL: a failure prints
 * "PROGRAM: out of memory" and exits with status 3.
 */
void	*mem_alloc(size_t n);
void	*mem_zero(size_t n);
/* n * size with the overflow checked. */
void	*mem_array(size_t n, size_t size);
void	*mem_grow(void *p, size_t n, size_t size);
/* p, with room for n items: moved and *cap raised when that is less. */
void	*mem_room(void *p, size_t n, size_t *cap, size_t size);
char	*mem_strdup(struct str s);
/*
 * Zeroed memory for a table that is read at random: from MEM_HUGE on in huge
 * pages, where the system has them. Free with the same size.
 */
#define MEM_HUGE	((size_t)2 << 20)
void	*mem_table(size_t n);
void	mem_table_free(void *p, size_t n);
/*
 * Ask for memory before it is needed; nothing waits for it and the address need
 * not be one that may be read. A function that does nothing but ask begins with
 * MEM_AHEAD: gcc takes a call of it for one without effect and drops it.
 */
#define MEM_AHEAD	static inline __attribute__((always_inline))
MEM_AHEAD void
mem_ask(const void *p)
{
	__builtin_prefetch(p);
}

/*
 * An arena: allocations that are given back together. A zeroed one is empty.
 * arena_reset keeps the room, within limits, so a batch costs no malloc.
 */
struct arena_block;
struct arena {
	struct arena_block	*first;
	struct arena_block	*now;
};

/* Aligned to 16 bytes. */
void	*arena_alloc(struct arena *a, size_t n);
/* A copy that also ends in NUL (not counted in len). */
struct str	arena_dup(struct arena *a, struct str s);
struct str	arena_printf(struct arena *a, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
void	arena_reset(struct arena *a);
void	arena_free(struct arena *a);

#endif
