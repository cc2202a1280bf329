#ifndef CRM_JSONDOC_H
#define CRM_JSONDOC_H

#include "diag.h"
#include "io.h"
#include "mem.h"

/*
 * A JSON document as JSON lines: a filter on text in UTF-8 that gives each
 * record of a table in the document a line of its own, as it is written but
 * without the blanks between tokens. What a record holds is not judged here;
 * one that is no valid JSON becomes a line that is none either. Memory: one
 * record, of a longer one than ROWS_RECORD_MAX only so much that the reader of
 * the lines sees it.
 */
struct jsondoc;

/*
 * Put the filter on `below`, which it then owns (close the result). where: the
 * JSON Pointer of the array whose elements are the records, "" for the
 * document itself; NULL: the document is one object, or several one after
 * another, and each is a record. sample: the text may be cut anywhere, which
 * is its end then. *d is valid until the result is closed.
 */
struct io_in	*jsondoc_open(struct io_in *below, const char *where,
		    bool sample, struct jsondoc **d);
/*
 * A document that is broken outside its records, cut short or followed by
 * something else ends in a line that is no JSON. What is wrong with it, and
 * where in the document, if that is line number `record` or record is 0; else
 * NULL.
 */
const struct fault *jsondoc_fault(const struct jsondoc *d, uint64_t record);

/* What a text is, by its first bytes. */
enum jsondoc_form {
	JSONDOC_NONE,		/* no JSON, or JSON lines */
	JSONDOC_ARRAY,
	JSONDOC_OBJECT,		/* one, or more than the sample */
	JSONDOC_OBJECTS		/* several, not a line each */
};

struct jsondoc_look {
	enum jsondoc_form form;
	bool		 one_line;	/* an object that could be JSON lines */
	struct str	 sample;	/* borrowed until the next read */
};

/* Look at the beginning without taking it. -1 on a read error, else 0. */
int		jsondoc_look(struct io_in *in, struct jsondoc_look *out);

/* An array of objects in a document, or an empty one. */
struct jsondoc_array {
	struct str	 where;		/* JSON Pointer, in the arena */
	bool		 top;		/* a member of the document itself */
	bool		 empty;
};
/* The first of them in a sample, at most max. Their number. */
size_t		jsondoc_arrays(struct str sample, struct arena *a,
		    struct jsondoc_array *out, size_t max);

#endif
