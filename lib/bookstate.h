#ifndef CRM_BOOKSTATE_H
#define CRM_BOOKSTATE_H

#include "booking.h"
#include "opt.h"

/*
 * States in a booking: events into one (opt.partial), states into purchases
 * (opt.merge), or states into one (both).
 */
void	bookstate_open(struct booking *b);
/*
 * Do the options of crm-rfm go together with --partial and --merge? As
 * opt_given; STATUS_USAGE with a line in err.
 */
enum status	bookstate_check(const struct opt_program *p, const void *o,
		    const void *preset, struct buf *err);
/* A sale that counts, of this row, into the state. */
void	bookstate_add(struct booking *b, const struct row *row,
	    const struct sale *s);
/*
 * Read one operand with states. One that is no state, not as it was written,
 * or of another shape ends the program, as in input.h.
 */
void	bookstate_read(struct booking *b, const char *path);
/* After the last one: the settings of the states become those of the run. */
void	bookstate_settle(struct booking *b);
/* Write the state. STATUS_OK, or a line in err and nothing written. */
enum status	bookstate_write(struct booking *b, const char *output,
		    struct buf *err);
void	bookstate_close(struct booking *b);

#endif
