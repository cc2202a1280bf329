#ifndef CRM_DIAG_H
#define CRM_DIAG_H

#include <stdint.h>

#include "buf.h"

/* Exit status of every program. */
enum status {
	STATUS_OK	= 0,
	STATUS_DATA	= 1,	/* rows rejected, empty input, failed check */
	STATUS_USAGE	= 2,	/* usage, unknown column, bad rules file */
	STATUS_IO	= 3	/* a read or write failed */
};

/*
 * What is wrong with a piece of input. reason is a static text that names the
 * kind of fault ("not a number"): messages are grouped by it. value is the
 * offending text (may be empty: p NULL), detail what else to say.
 */
struct fault {
	uint64_t	 line;		/* 1-based, 0: not known */
	uint64_t	 column;	/* in bytes, 1-based, 0: not known */
	struct str	 field;		/* column name, may be empty */
	const char	*reason;
	struct str	 value;
	char		 detail[120];
};

/*
 * The program's name for messages, static text; call first in main. Sees to it
 * that files opened later are not taken for standard output or error.
 */
void	diag_init(const char *prog);
const char	*diag_prog(void);
/* "PROG: message\n" on standard error. */
void	diag_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* diag_warn, then exit. */
_Noreturn void	die(enum status st, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/*
 * file:line:column: field: reason: "value" (detail) into b, leaving out what
 * is not known. Control characters are escaped (\n, \x1b), long values cut.
 */
void	diag_fault(struct buf *b, const char *file, const struct fault *f);
/* Append s with control and invalid bytes escaped, cut to max bytes. */
void	diag_escape(struct buf *b, struct str s, size_t max);

#endif
