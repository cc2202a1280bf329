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
	w->p = mem_alloc(w->cap);
}

int
window_more(struct window *w, size_t *shift)
{
	ssize_t got;

	*shift = 0;
	if (w->eof)
		return 0;
	*shift = w->start & ~(WINDOW_GRAIN - 1);
	if (*shift > 0) {
		memmove(w->p, w->p + *shift, w->end - *shift);
		w->end -= *shift;
		w->start -= *shift;
	}
	if (w->cap - w->end < WINDOW / 4) {
		w->p = mem_grow(w->p, w->cap * 2, 1);
		w->cap *= 2;
	}
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
	free(w->p);
	*w = (struct window){ 0 };
}
