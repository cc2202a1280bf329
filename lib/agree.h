#ifndef CRM_AGREE_H
#define CRM_AGREE_H

#include "diag.h"
#include "stamp.h"

/*
 * What all operands of a run must have in common: one as-of, one currency
 * (design.md, Time and Money). The first operand that names one binds the
 * rest. `from` is the operand's name and must live as long as this.
 */
struct agree {
	int32_t		 as_of;		/* preset to DAY_NONE */
	const char	*as_of_from;
	struct buf	 currency;
	bool		 has_currency;
	const char	*currency_from;
	bool		 keep;		/* --currency: others are filtered */
};

enum agree_result {
	AGREE_OK,
	AGREE_OTHER,	/* another currency under --currency: filter the row */
	AGREE_CONFLICT	/* *f is filled: the run cannot go on */
};

void	agree_init(struct agree *a);
/* As given by an option. */
void	agree_set_as_of(struct agree *a, int32_t day);
void	agree_set_currency(struct agree *a, struct str code);
enum agree_result	agree_as_of(struct agree *a, int32_t day,
	    const char *from, struct fault *f);
/*
 * code of a row; empty is a currency of its own, as in crm-rfm. Without
 * --currency not for the rows of a table that has no such column.
 */
enum agree_result	agree_currency(struct agree *a, struct str code,
	    const char *from, struct fault *f);
void	agree_free(struct agree *a);

#endif
