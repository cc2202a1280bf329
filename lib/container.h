#ifndef CRM_CONTAINER_H
#define CRM_CONTAINER_H

#include "diag.h"
#include "spool.h"

/*
 * What the text of an operand is wrapped in, between io_in_open and
 * decode_open: nothing, or a workbook (xlsx.h). What is known by its first
 * bytes to hold no text at all is named and refused. (A JSON document is text
 * in some encoding: jsondoc.h, behind decode_open.)
 */
enum container_kind { CONTAINER_TEXT, CONTAINER_XLSX };

/* A table of a workbook; plain text is one without a name. */
struct container_table {
	struct str	 name;		/* of the sheet */
	bool		 hidden;	/* read only if asked for */
};

struct container;

/*
 * Look at the first bytes of `raw` and own it, also when this fails: with a
 * text in err that begins with the name of the input. STATUS_DATA: there are
 * no rows to be had from it as it is; STATUS_IO: it is damaged or cannot be
 * read.
 */
enum status	container_open(struct container **c, struct io_in *raw,
		    struct buf *err);
enum container_kind container_kind(const struct container *c);
/* Tables there are: at least one. */
size_t		container_tables(const struct container *c);
/* Borrowed until container_close. */
const struct container_table *container_table(const struct container *c,
		    size_t i);
/*
 * The text of table i from its beginning. Of a workbook it is CSV in UTF-8
 * with a record for each row of the sheet (rows_opts.by_record) and can be
 * asked for again; of plain text it is raw itself, once. Close it before the
 * container.
 */
struct io_in	*container_text(struct container *c, size_t i);
/* The workbook itself, borrowed; NULL for plain text. */
struct spool	*container_spool(const struct container *c);
void		container_close(struct container *c);

#endif
