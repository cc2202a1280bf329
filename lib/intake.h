#ifndef CRM_INTAKE_H
#define CRM_INTAKE_H

#include "apply.h"
#include "decode.h"
#include "sniff.h"

/*
 * An operand of crm-ingest: what was found out about it, and its rows. Columns
 * of the output depend on all operands, so each is looked at before the first
 * row is written; a regular file is closed in between.
 */
struct intake_opts {
	enum rows_format	 format;	/* --in */
	char			 delimiter;	/* or 0: find out */
	const char		*encoding;	/* --encoding, or NULL */
	const struct maps	*maps;		/* to choose from */
	bool			 forced;	/* maps is the one to use */
	const struct ident	*ident;
	const struct zone	*assume;
	enum date_order		 order;
	bool			 sorted;
	bool			 several;	/* operands */
	bool			 digest;
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
	/* Open things; NULL while the operand is parked. */
	struct io_in		*in;
	struct decode		*decode;
	struct rows		*rows;
	struct apply		*apply;
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
void		intake_close(struct intake *t);

#endif
