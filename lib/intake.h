#ifndef CRM_INTAKE_H
#define CRM_INTAKE_H

#include "apply.h"
#include "container.h"
#include "decode.h"
#include "document.h"
#include "loose.h"
#include "replay.h"
#include "sniff.h"
#include "tables.h"

/*
 * An operand of crm-ingest: what was found out about it, and its rows. Columns
 * of the output depend on all operands, so each is looked at before the first
 * row is written; a regular file is closed in between.
 */
struct intake_opts {
	enum rows_format	 format;	/* --in */
	char			 delimiter;	/* or 0: find out */
	const char		*encoding;	/* --encoding, or NULL */
	const char		*sheet;		/* --sheet, or NULL */
	const struct maps	*maps;		/* to choose from */
	bool			 forced;	/* maps is the one to use */
	const struct ident	*ident;
	const struct zone	*assume;
	enum date_order		 order;
	bool			 sorted;
	bool			 several;	/* operands */
	bool			 digest;
	bool			 ext;		/* see apply_opts */
};

struct intake {
	const char		*path;
	struct str		 account;
	const struct map	*map;		/* NULL: an empty table */
	enum rows_format	 format;
	char			 delimiter;
	bool			 bom;
	char			*encoding;	/* as far as it was decided */
	struct header		 header;
	const struct intake_opts *opts;	/* those of intake_open, borrowed */
	bool			 reopens;	/* it is a regular file */
	/* A workbook: the sheet that is read, the names of others that a map
	   fits too, the maps that may read it. */
	size_t			 table;
	bool			 table_known;
	struct buf		 also;
	struct maps		 maps;
	/* Open things; NULL while the operand is parked. */
	struct io_in		*in;
	struct replay		*replay;	/* NULL for a regular file */
	struct spool		*spool;	/* read this and not the path */
	struct container	*box;
	struct decode		*decode;
	struct document		 document;	/* JSON */
	struct rows		*rows;
	struct apply		*apply;
	/* Rows whose cells are bound here and not by the reader. */
	bool			 is_loose;
	struct loose		 loose;
	struct tables		*tables;	/* or NULL: one in the file */
	struct apply_opts	 bound;		/* what apply was opened with */
	struct buf		 dates;		/* see intake_judge */
	struct buf		 before;	/* text before the header */
};

/*
 * Open an operand, find its header and map, and bind its columns. What is
 * wrong goes into err, of several lines for an unknown export, without a
 * program's name.
 */
enum status	intake_open(struct intake *t, const struct intake_opts *o,
		    struct buf *err);
/*
 * Open n operands whose path and account are set, and park those that can be
 * opened again when there are several. fills tells which canonical columns
 * they can fill together.
 */
enum status	intake_open_all(struct intake *t, size_t n,
		    const struct intake_opts *o, bool fills[REC_N],
		    struct buf *err);
/* Open again what was parked; the header must still be there. */
enum status	intake_resume(struct intake *t, const struct intake_opts *o,
		    struct buf *err);
/*
 * Why a row is left out, or NULL; static text: the header once more (files
 * that were put together), nothing but delimiters, or what the map says.
 */
const char	*intake_filter(struct intake *t, const struct row *row);
/*
 * For each row that was read: NULL when it is one of the table at hand, else
 * why it is left out (static text). *begins: another table begins here; what
 * was read of the one before is to be dealt with, then intake_turn called.
 */
const char	*intake_place(struct intake *t, const struct row *row,
		    bool *begins);
void		intake_turn(struct intake *t);
/*
 * Go through all of the operand once more, to find out how the dates of the
 * table at hand are meant. What it comes to is said by the columns of
 * apply_date; what was proved is added to t->dates, a line each.
 */
enum status	intake_judge(struct intake *t, struct buf *err);
/* The row with its bound cells; borrowed until the next call. */
struct row	intake_row(struct intake *t, const struct row *row);
/* Where a bound cell of a row begins: as rows_locate. */
void		intake_locate(const struct intake *t, const struct row *row,
		    size_t cell, uint64_t *line, uint64_t *column);
/* Is it a sheet of a workbook? t is open. */
bool		intake_is_sheet(const struct intake *t);
/* Which sheet is read, and which there are: for people. */
void		intake_put_sheet(const struct intake *t, struct buf *out);
void		intake_close(struct intake *t);

#endif
