#ifndef CRM_CSVSLOW_H
#define CRM_CSVSLOW_H

#include "mem.h"

/*
 * Records that csvscan.c does not split: where one ends by a state machine
 * that can stop and go on when more bytes have come, and its fields by libcsv.
 */
enum csvslow_end {
	CSVSLOW_MORE,		/* bytes are missing */
	CSVSLOW_RECORD,		/* complete, up to an LF or the end */
	CSVSLOW_TEXT,		/* text after a closing quote */
	CSVSLOW_OPEN		/* a quote never closed */
};

enum csvslow_state { CSVSLOW_START, CSVSLOW_BARE, CSVSLOW_QUOTED,
	CSVSLOW_CLOSED };

struct csvslow {
	bool			 active;
	size_t			 at;	/* next byte to look at */
	enum csvslow_state	 state;
	size_t			 quote;	/* the quote that opened the field */
	size_t			 fields;	/* delimiters so far */
};

/* Begin at the record at `start`. */
void	csvslow_begin(struct csvslow *s, size_t start);
/*
 * Go on up to p[end); last: nothing will follow. After CSVSLOW_RECORD s->at is
 * the line end (or end), after _TEXT and _OPEN s->quote the opening quote.
 */
enum csvslow_end csvslow_run(struct csvslow *s, struct str bytes,
		    char delimiter, bool last);

/*
 * Split one whole record (no line end) with libcsv; fields are copied into the
 * arena. Returns the array, *n its length.
 */
struct csvsplit;
struct csvsplit	*csvsplit_open(char delimiter);
const struct str *csvsplit_run(struct csvsplit *c, struct str record,
		    struct arena *a, size_t *n);
void		csvsplit_close(struct csvsplit *c);

#endif
