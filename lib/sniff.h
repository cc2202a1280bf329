#ifndef CRM_SNIFF_H
#define CRM_SNIFF_H

#include "rows.h"

/*
 * Where the table of an export begins and how its cells are separated, found
 * from the first bytes: banners, preambles, comments and blank lines may come
 * before the header.
 */
#define SNIFF_RECORDS	60
#define SNIFF_BYTES	((size_t)256 << 10)

struct sniff_opts {
	enum rows_format format;	/* --in, or ROWS_AUTO */
	char		 delimiter;	/* --delimiter, or 0: find out */
	bool		 by_record;	/* as in rows_opts */
	/* How well a record does as header, 0: it is none. */
	size_t		(*score)(void *ctx, const struct str *cell, size_t n,
			    uint64_t line, char delimiter);
	void		*ctx;
};

struct sniff {
	enum rows_format format;
	char		 delimiter;
	bool		 empty;		/* nothing but blanks */
	bool		 found;		/* a record with a score above 0 */
	uint64_t	 line;		/* of that record, else of the record
					   that looks like a header */
	size_t		 offset;	/* bytes before it */
};

/*
 * What --delimiter means: one character, or "tab"; NULL is 0, find out. False
 * when it can separate nothing.
 */
bool	sniff_delimiter(const char *s, char *c);
/*
 * Look at the first bytes of `in` without taking them. -1 on a read error,
 * else 0. In JSON lines there is no header to find: found is false, offset 0.
 */
int	sniff(struct io_in *in, const struct sniff_opts *o, struct sniff *out);

#endif
