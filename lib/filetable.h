#ifndef CRM_FILETABLE_H
#define CRM_FILETABLE_H

#include "rec.h"

/* A table that an option names: CSV of which no row may be wrong. */
#define FILETABLE_COLUMNS	8	/* at most */

struct filetable {
	const struct rec_col	*columns;
	size_t			 n;
	/* Take a row; what is wrong with its cell *at, or NULL. */
	const char	*(*row)(void *state, const struct rows *rows,
			    const struct row *row, size_t *at);
	/* When all are there; false with a fault. May be NULL. */
	bool		(*finish)(void *state, struct fault *f);
};

/*
 * Read the file. STATUS_OK, or a line in err: STATUS_USAGE for a mistake in
 * it, STATUS_IO when it cannot be read.
 */
enum status	filetable_load(const struct filetable *t, const char *path,
		    void *state, struct buf *err);

#endif
