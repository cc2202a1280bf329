#ifndef CRM_ROWS_H
#define CRM_ROWS_H

#include "diag.h"
#include "io.h"

/*
 * Rows of a table, pulled in batches of about 1,000: one interface over
 * csvin.c, jsonin.c and whatever container comes next. Nothing is copied: cells
 * point into the read buffer or the batch's arena and live until the next
 * rows_next.
 */
enum rows_format {
	ROWS_AUTO, ROWS_CSV, ROWS_TSV, ROWS_JSONL,
	ROWS_TEXT	/* one text a line, in a column of that name */
};

#define ROWS_BATCH	1024
#define ROWS_FIELD_MAX	(16u << 20)
#define ROWS_RECORD_MAX	(64u << 20)
#define ROWS_COLUMNS_MAX 16384
#define ROWS_DEPTH_MAX	64

struct row {
	/* The bound cells in the order of rows_bind; absent ones are empty.
	   In raw mode all cells of the record. */
	const struct str	*cell;
	size_t			 ncell;
	struct str		 raw;	/* the record without its line end */
	uint64_t		 line;	/* where it begins */
	/* Not NULL: the record cannot be read; cell is then NULL. */
	const struct fault	*bad;
	/* JSON lines: keys that are not in the header, because the first
	   1,000 records had none of them. */
	const struct str	*extra;
	size_t			 nextra;
};

struct batch {
	struct row	*row;
	size_t		 n;
};

struct rows_opts {
	enum rows_format format;
	char		 delimiter;	/* CSV; 0: comma, TAB for ROWS_TSV */
	/* CSV: there is no header, each row has all the cells it has, ragged
	   or not (crm-ingest, which finds the header itself). */
	bool		 raw;
	uint64_t	 line;		/* number of the first line; 0: 1 */
	/* JSON lines: what is inside nested values has columns too, with names
	   like "user.id" and "items.0.title" (jsonflat.h). */
	bool		 flat;
	/* CSV made from the rows of a sheet: a line is a record, a column is
	   that of the sheet, and a row has the cells that it has: those after
	   them are empty, those beyond the header belong to no column. JSON
	   lines made from a document: there is no column to tell. */
	bool		 by_record;
	/* JSON lines, unless it is NULL: the header is these names and grows
	   by each key that comes; no record is looked at in advance, so that
	   the first is handed out at once. Not with flat. */
	const struct str *expect;
	size_t		 nexpect;
};

struct rows;

/*
 * Read the format and the header of an input, which stays the caller's (close
 * it after rows_close). STATUS_OK and *r; STATUS_DATA with *f filled (empty
 * input, a header that cannot be read) or STATUS_IO with io_in_error.
 */
enum status	rows_open(struct rows **r, struct io_in *in,
		    const struct rows_opts *o, struct fault *f);
enum rows_format rows_format(const struct rows *r);
/*
 * The column names: the CSV header, or the keys of the first 1,000 JSON lines
 * in the order of their first use. Borrowed until rows_close, with expect until
 * the next rows_next.
 */
const struct str *rows_header(const struct rows *r, size_t *n);
/*
 * Hand out only these columns: indices into the header, SIZE_MAX for a column
 * that is not there. Call once, before the first rows_next.
 */
void		rows_bind(struct rows *r, const size_t *col, size_t n);
/*
 * Instead of rows_bind: hand out whole records, whatever their width, as in
 * raw mode.
 */
void		rows_whole(struct rows *r);
/*
 * The next batch, at least one row; ends early when the next read would
 * block. 1 with rows, 0 at the end, -1 on a read error (io_in_error).
 */
int		rows_next(struct rows *r, struct batch *b);
/*
 * Where bound cell number `cell` of a row of the present batch begins: line,
 * and column in bytes. Parses the record again: for messages only.
 */
void		rows_locate(const struct rows *r, const struct row *row,
		    size_t cell, uint64_t *line, uint64_t *column);
void		rows_close(struct rows *r);

#endif
