#ifndef CRM_GATHER_H
#define CRM_GATHER_H

#include "customersin.h"
#include "eventlog.h"
#include "family.h"
#include "lineup.h"
#include "operand.h"
#include "runsum.h"

/*
 * The operands of a report in any order: customer tables, event tables and
 * summaries, told apart by what is in them. Events are read last, because a
 * customer table says up to which day they count. What cannot be read, is of
 * no known kind or contradicts another operand ends the program (as input.h).
 */
struct gather_opts {
	int		 format;	/* enum rows_format */
	const char	*columns;	/* --columns or NULL */
	const char	*currency;	/* --currency or NULL */
	const char	*rates;		/* --rates or NULL */
	const char	*prev;		/* --prev or NULL */
	int32_t		 as_of;		/* --as-of or DAY_NONE */
	bool		 digest;	/* for the summary */
};

struct gather {
	struct gather_opts	 opt;
	struct ledger		*ledger;	/* borrowed */
	struct operand_columns	 columns;
	struct agree		 agree;
	struct rates		 rates;
	struct customers	 customers;
	bool			 joined;	/* a customer table was read */
	struct customers	 prev;		/* of --prev, an earlier day */
	struct agree		 prev_agree;
	struct eventlog		 events;
	struct families		 families;	/* open them before operands */
	struct runsum		*run;
	size_t			 nrun;
	struct lineup		 wait;		/* events */
	bool			 stop;		/* --strict: go no further */
};

void	gather_open(struct gather *g, const struct gather_opts *o,
	    struct ledger *l);
/* path must live as long as g. */
void	gather_operand(struct gather *g, const char *path);
/*
 * All operands are named: read the events; without a customer table their
 * buyers become the customers.
 */
void	gather_finish(struct gather *g);
/*
 * The account of this run so far, as a summary that lives as long as the
 * ledger; free it with runsum_free.
 */
void	gather_account(const struct gather *g, struct runsum *rs);
void	gather_close(struct gather *g);

#endif
