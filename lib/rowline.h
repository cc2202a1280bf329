#ifndef CRM_ROWLINE_H
#define CRM_ROWLINE_H

#include "window.h"

/*
 * Records that are lines, for the readers behind rows.h. A zeroed one stands
 * at the start of the window.
 */
struct rowline {
	size_t	looked;		/* bytes from start without a line end */
	bool	skipping;	/* the line was too long: its rest is dropped */
};

/*
 * The next whole line: 1, 0 when more bytes are needed, -1 at the end. Of one
 * that is longer than ROWS_RECORD_MAX just enough is given to see that.
 */
int	rowline_next(struct rowline *l, struct window *w, struct str *line);

#endif
