#ifndef CRM_LINEUP_H
#define CRM_LINEUP_H

#include "input.h"

/*
 * Operands that wait for others: event tables are read last, because a
 * customer table says up to which day they count. What cannot be opened or
 * read ends the program (as input.h).
 */
struct lineup_entry {
	const char	*path;
	struct input	 in;
	bool		 open;		/* cannot be opened again */
};

struct lineup {
	enum rows_format	 format;	/* --in */
	bool			 digest;	/* of inputs, for --summary */
	struct lineup_entry	*entry;
	size_t			 n, next;
};

/* Open a path without reading, then its rows and header. */
struct input	lineup_open(const struct lineup *u, const char *path);
void	lineup_rows(const struct lineup *u, struct input *in);
/* Let an input with its header read wait; path must live as long. */
void	lineup_wait(struct lineup *u, const char *path, struct input *in);
/* The next that waited, told to the ledger; false at the end. */
bool	lineup_next(struct lineup *u, struct ledger *l, struct input *in);
/* "FILE: neither WHAT; its columns: ..." and exit with status 2. */
_Noreturn void	lineup_unknown(const struct input *in, const char *what);
void	lineup_free(struct lineup *u);

#endif
