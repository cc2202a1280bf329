#ifndef CRM_PARTIALREAD_H
#define CRM_PARTIALREAD_H

#include "partial.h"

/*
 * What the rows of states say. Their order means nothing, so that states may
 * stand one after another in an input, or be sorted line by line: that an
 * input has all of its rows is known at its end.
 */
enum partial_fate {
	PARTIAL_ROW,
	PARTIAL_OPTIONS,	/* head.newest and next_newest are its days */
	PARTIAL_FRAME,		/* a header, an end */
	PARTIAL_BAD		/* *f and cell */
};

/* An input that was read. */
struct partial_input {
	const char	*name;
	uint64_t	 rows;
	uint32_t	 checksum;
};

struct partial_reader {
	struct partial_head	 head;		/* the shape of all states */
	const char		*by[SHAPE_SETTINGS]; /* who said so, or NULL */
	struct arena		 keep;		/* these texts */
	struct arena		 text;		/* of rows: reset as you like */
	enum partial_column	 cell;		/* of the last PARTIAL_BAD */
	/* The present input: what it has, and what its ends say. */
	const char		*name;
	uint64_t		 line, states, ends, rows, told;
	uint32_t		 checksum, told_checksum;
	struct buf		 crc;
	struct partial_input	*input;		/* those before it */
	size_t			 ninput;
};

void	partial_reader_open(struct partial_reader *r);
/* A setting that states must have, by an option; borrowed. */
void	partial_expect(struct partial_reader *r, enum partial_setting s,
	    struct str value, const char *option);
/*
 * Is an input with this header a state? If not, *f says what it is, or what
 * else to do with it.
 */
bool	partial_is_state(const struct str *header, size_t n, struct fault *f);
void	partial_input(struct partial_reader *r, const char *name);
/* A row bound to partial_columns; *out borrows from it and from r->text. */
enum partial_fate	partial_read(struct partial_reader *r,
		    const struct row *row, struct partial_row *out,
		    struct fault *f);
/* The end of the input: false, and *f, when something is missing or changed. */
bool	partial_input_end(struct partial_reader *r, struct fault *f);
/*
 * After it: the input before that had the very same rows, which is hardly what
 * is meant; NULL when there is none.
 */
const char	*partial_input_twice(const struct partial_reader *r);
void	partial_reader_close(struct partial_reader *r);

#endif
