#ifndef CRM_MEMO_H
#define CRM_MEMO_H

#include "buf.h"

/*
 * What a few texts have come to: states and names of platforms repeat, and a
 * pattern is dear. The first ones are kept, the others asked for again; kept
 * texts stay where they are until memo_free. A zeroed one is empty.
 */
#define MEMO_MAX	8

struct memo {
	struct memo_entry {
		struct buf	text;
		int		value;
		struct buf	result;		/* for the caller */
	}		 entry[MEMO_MAX];
	size_t		 n;
};

/* The entry of a text, or NULL. */
struct memo_entry	*memo_find(struct memo *m, struct str text);
/* Keep one that is not there; NULL when there is no room for it. */
struct memo_entry	*memo_add(struct memo *m, struct str text, int value);
void			 memo_free(struct memo *m);

#endif
