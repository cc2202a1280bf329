#ifndef CRM_WINDOW_H
#define CRM_WINDOW_H

#include "io.h"

/*
 * The read buffer of a row reader: bytes [start, end) are read and not yet
 * consumed. Cells point into it, so it moves only in window_more.
 */
struct window {
	struct io_in	*in;
	char		*p;
	size_t		 start;
	size_t		 end;
	size_t		 cap;
	bool		 eof;
};

/* Moves are multiples of this, so a flag a grain stays with its bytes. */
#define WINDOW_GRAIN	((size_t)64)

void	window_open(struct window *w, struct io_in *in);
/*
 * Read once more behind end. The unconsumed bytes move towards the front:
 * *shift is what to take off every position. 1 with new bytes, 0 at the end,
 * -1 on a read error.
 */
int	window_more(struct window *w, size_t *shift);
void	window_free(struct window *w);

#endif
