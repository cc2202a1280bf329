#ifndef CRM_LEDGER_H
#define CRM_LEDGER_H

#include "rows.h"

/*
 * The account of one run. Rows are conserved:
 *	read = used + filtered + rejected, the last two by reason.
 * It prints the rejects (ten of a kind, then a count), keeps --rejects,
 * --max-rejects, --strict and --summary, and gives the exit status.
 */
struct ledger_opts {
	const char	*rejects;	/* --rejects FILE or NULL */
	uint64_t	 max_rejects;	/* --max-rejects */
	bool		 strict;	/* --strict */
	bool		 summary;	/* --summary on standard error */
	const char	*summary_file;	/* --summary=FILE or NULL */
	bool		 verbose;	/* -v: notes not only on a terminal */
	bool		 quiet;		/* -q: no reject messages, no notes */
};

struct ledger;

struct ledger	*ledger_open(const struct ledger_opts *o);
/*
 * The next input begins: names it in messages and in the summary. Call
 * ledger_input_done with the digest ("" when there is none) after its end.
 */
void	ledger_input(struct ledger *l, const char *name);
void	ledger_input_done(struct ledger *l, const char *digest);

void	ledger_read(struct ledger *l, uint64_t rows);
void	ledger_used(struct ledger *l, uint64_t rows);
/* reason is a static text: "no customer", "kind is not event". */
void	ledger_filtered(struct ledger *l, const char *reason, uint64_t rows);
/*
 * A rejected row: message, rejects file, count. line and column are where the
 * field begins; raw is the record. False when the run must stop (--strict):
 * then end with ledger_close(l, false).
 */
bool	ledger_reject(struct ledger *l, const struct fault *f, struct str raw);
/*
 * The common case: cell number `cell` (bound order; SIZE_MAX: the whole row)
 * of a row, or what row->bad says when reason is NULL. field names the
 * column.
 */
bool	ledger_reject_cell(struct ledger *l, const struct rows *r,
	    const struct row *row, size_t cell, const char *field,
	    const char *reason);

/*
 * What was noticed without being an error: into the summary, and on standard
 * error when that is a terminal or with -v. Never changes the status.
 */
void	ledger_note(struct ledger *l, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* A note that is printed wherever standard error goes (unless -q). */
void	ledger_warn(struct ledger *l, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* A setting in effect, for the summary: name and value as text. */
void	ledger_setting(struct ledger *l, const char *name, struct str value);
/* A count that is no row ("refund events", "masked keys"), for the summary. */
void	ledger_count(struct ledger *l, const char *name, uint64_t n);
/* Rows could not even be counted: status 1 whatever --max-rejects allows. */
void	ledger_fail(struct ledger *l);
/* as-of for the summary, DAY_NONE when there is none. */
void	ledger_as_of(struct ledger *l, int32_t day);

/* The numbers so far. */
uint64_t	ledger_rejected(const struct ledger *l);
uint64_t	ledger_rows_used(const struct ledger *l);
uint64_t	ledger_rows_read(const struct ledger *l);
/*
 * Entry number i of what the summary will list, for a report that gives
 * account of itself; false behind the last. *n is its number of rows, 0 for a
 * note. *text lives as long as l.
 */
enum ledger_list {
	LEDGER_INPUTS, LEDGER_FILTERED, LEDGER_REJECTED, LEDGER_NOTES
};
bool	ledger_entry(const struct ledger *l, enum ledger_list list, size_t i,
	    const char **text, uint64_t *n);
/*
 * Check the equation (a mismatch is a bug and exits), write what --rejects and
 * --summary ask for, free. STATUS_OK, or STATUS_DATA when more rows than
 * --max-rejects were rejected or --strict stopped the run (complete false).
 */
enum status	ledger_close(struct ledger *l, bool complete);

#endif
