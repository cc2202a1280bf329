/*
 * The read buffer of csvin.c and jsonin.c. It grows only when one record does
 * not fit, so its size follows the longest record, not the input.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "window.h"

/* Fits the second-level cache together with the index of its separators. */
#define WINDOW	((size_t)256 << 10)

void
window_open(struct window *w, struct io_in *in)
{
	*w = (struct window){ .in = in, .cap = WINDOW };
	w->p = w->buffer[0].p = mem_alloc(w->cap);
	w->buffer[0].cap = w->cap;
}

static void
grow(struct window *w, size_t cap)
{
	struct window_buffer *b = &w->buffer[w->now];

	if (b->cap < cap) {
		b->p = mem_grow(b->p, cap, 1);
		b->cap = cap;
	}
	w->p = b->p;
	w->cap = b->cap;
}

/* Move the unconsumed bytes from `shift` on to the front of a free buffer. */
static void
to_front(struct window *w, size_t shift)
{
	const char *from = w->p + shift;
	size_t n = w->end - shift;

	if ((w->busy >> w->now & 1) != 0) {
		for (w->now = 0; (w->busy >> w->now & 1) != 0; w->now++)
			;
		grow(w, n > WINDOW / 2 ? n * 2 : WINDOW);
		memcpy(w->p, from, n);
	} else if (shift > 0)
		memmove(w->p, from, n);
	w->end = n;
	w->start -= shift;
}

int
window_more(struct window *w, size_t *shift)
{
	ssize_t got;

	*shift = 0;
	if (w->eof)
		return 0;
	*shift = w->start & ~(WINDOW_GRAIN - 1);
	to_front(w, *shift);
	if (w->cap - w->end < WINDOW / 4)
		grow(w, w->cap * 2);
	got = io_in_read(w->in, w->p + w->end, w->cap - w->end);
	if (got == -1)
		return -1;
	w->eof = got == 0;
	w->end += (size_t)got;
	return got > 0;
}

void
window_free(struct window *w)
{
	size_t i;

	for (i = 0; i < WINDOWS; i++)
		free(w->buffer[i].p);
	*w = (struct window){ 0 };
}
