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

/* TAIL: blanks and TABs after a closing quote, which are no text. */
enum csvslow_state { CSVSLOW_START, CSVSLOW_BARE, CSVSLOW_QUOTED,
	CSVSLOW_CLOSED, CSVSLOW_TAIL };

struct csvslow {
	bool			 active;
	size_t			 at;	/* next byte to look at */
	enum csvslow_state	 state;
	size_t			 quote;	/* the quote that opened the field */
	size_t			 fields;	/* delimiters so far */
	size_t			 start;	/* of the record */
	/*
	 * How the last run that failed stood in the end; fail_at 0: none. All
	 * its line ends were inside quotes, so a run from a later line that is
	 * inside quotes at one of them goes on in the same way: it joins at
	 * fail_at, and n lines that no quote closes cost n steps, not n * n.
	 */
	size_t			 fail_at, fail_quote;
	enum csvslow_state	 fail_state;
	bool			 joined;	/* fields is not known */
};

/* Begin at the record at `start`. */
void	csvslow_begin(struct csvslow *s, size_t start);
/* The record cannot be used, and only its first line is given up. */
void	csvslow_fail(struct csvslow *s);
/* csvslow_begin for a later record, knowing how earlier ones failed. */
void	csvslow_next(struct csvslow *s, size_t start);
/* The bytes have moved towards the front by `shift`. */
void	csvslow_shift(struct csvslow *s, size_t shift);
/*
 * Go on up to p[end); last: nothing will follow. After CSVSLOW_RECORD s->at is
 * the line end (or end), after _TEXT and _OPEN s->quote the opening quote.
 */
enum csvslow_end csvslow_run(struct csvslow *s, struct str bytes,
		    char delimiter, bool last);

/* Pass the field that begins at s->at of a raw record; returns its end. */
size_t	csvslow_pass(struct csvslow *s, struct str raw, char delimiter);
/*
 * Where field k of a raw record begins and ends, its quotes included: for
 * messages, it reads from the start.
 */
void	csvslow_field(struct str raw, char delimiter, size_t k, size_t *from,
	    size_t *to);
/* The field that holds byte `at` of a raw record. */
size_t	csvslow_field_of(struct str raw, char delimiter, size_t at);

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
