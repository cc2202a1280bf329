#ifndef CRM_DOCUMENT_H
#define CRM_DOCUMENT_H

#include "jsondoc.h"
#include "match.h"

/*
 * Which part of a JSON document is its table. An array at the top is. In an
 * object it is the array that a map's dialect.rows points to, if the keys of
 * its first records fit that map; else the only array of objects among the
 * members of the object; else the object itself is one record.
 */
struct document {
	struct jsondoc	*doc;		/* NULL: the text is none */
	struct str	 where;		/* JSON Pointer of the rows; p NULL: the
					   objects at the top are the rows */
	struct arena	 mem;
};

struct document_opts {
	const struct maps *maps;	/* to choose from */
	bool		 forced;	/* maps is the one to use */
	bool		 lines;		/* --in=jsonl: an object is a line */
};

/*
 * Put jsondoc on *in if its text, in UTF-8, is a JSON document. When its table
 * is not found or there are several: STATUS_USAGE with a text in err that
 * begins with the name of the input.
 */
enum status	document_open(struct document *d, struct io_in **in,
		    const struct document_opts *o, struct buf *err);
/*
 * match_choose for the records of d, or for JSON lines when d->doc is NULL: a
 * map that points to the very array goes before the others, one that points to
 * another array of a document is none of them.
 */
const struct map *document_map(const struct document *d,
		    const struct maps *ms, const struct header *h,
		    struct buf *tie);
/* After the input is closed. */
void		document_close(struct document *d);

#endif
