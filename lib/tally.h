#ifndef CRM_TALLY_H
#define CRM_TALLY_H

#include <stdint.h>

#include "buf.h"

/* Counts by a short text, in the order of their first use. */
struct tally {
	struct tally_line {
		char		*text;
		uint64_t	 n;
	} *line;
	size_t		 n;
	uint64_t	 sum;
};

/* Add n under text; returns its line, borrowed until the next. */
const struct tally_line	*tally_add(struct tally *t, const char *text,
			    uint64_t n);
/* As a JSON object: {"text":n,...}. */
void			 tally_json(const struct tally *t, struct buf *b);
void			 tally_free(struct tally *t);

#endif
