#ifndef CRM_INTAKEIN_H
#define CRM_INTAKEIN_H

#include "intake.h"

/* An operand being opened: private to intake*.c. */

/* STATUS_IO, with why in err. */
enum status	 intake_fail(const struct intake *t, struct buf *err,
		    const char *why);
/* What the sniffer's questions are answered from. */
struct intake_scoring {
	const struct maps	*maps;
	bool			 is_sheet;	/* no delimiter was chosen */
	bool			 tables;	/* the file may hold several */
};
/* How the header of a candidate fits: the sniffer asks for each record. */
size_t		 intake_score(void *ctx, const struct str *cell, size_t n,
		    uint64_t line, char delimiter);
/*
 * Open t->box on raw, which it then owns, and decide which of its tables is
 * read, unless that was known before.
 */
enum status	 intake_unwrap(struct intake *t, struct io_in *raw,
		    const struct intake_opts *o, struct buf *err);
/* The maps that may read it: --map, all, or those for the sheet. */
const struct maps *intake_maps(const struct intake *t,
		    const struct intake_opts *o);
/* --sheet is for one workbook at least. */
enum status	 intake_check_sheet(const struct intake *t, size_t n,
		    const struct intake_opts *o, struct buf *err);
/* The map for the header of t, or what is wrong in err. */
enum status	 intake_choose(struct intake *t, const struct intake_opts *o,
		    struct buf *err);
/* Keep the text before the header: n bytes of s. */
void		 intake_before(struct intake *t, struct str s, size_t n);
/*
 * A file whose rows are looked at from the first on, because it has several
 * tables or no header row: its map and header. t->map stays NULL when it is
 * none of these; else sn says where and how to read the rows.
 */
enum status	 intake_whole(struct intake *t, const struct intake_opts *o,
		    struct sniff *sn, struct buf *err);
/* Apply and the reader agree on the columns. */
void		 intake_bind_rows(struct intake *t);
/* Does this system know the zones of the maps? Else a line in err. */
bool		 intake_zones(const struct intake *t, struct buf *err);
/* The columns that any table of the operand may fill. */
void		 intake_fills(const struct intake *t, bool fills[REC_N]);

#endif
