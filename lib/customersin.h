#ifndef CRM_CUSTOMERSIN_H
#define CRM_CUSTOMERSIN_H

#include "customers.h"
#include "input.h"

/*
 * All rows of an opened table whose columns are bound (col: as
 * customers_input), into set; the ledger is told, the input closed. Two values
 * of what all rows must agree on end the program (as input.h). False when the
 * run must stop (--strict).
 */
bool	customersin_read(struct customers *set, struct agree *a,
	    struct input *in, const size_t col[CUSTOMER_COLS],
	    struct ledger *l);

#endif
