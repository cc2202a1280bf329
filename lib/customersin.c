/* Customer tables, row by row into a set. */
#include "customersin.h"

/* False when the run must stop. */
static bool
add_row(struct customers *set, struct agree *a, const struct input *in,
    const struct row *row, struct ledger *l)
{
	struct fault f = { 0 };
	size_t at = 0;

	if (row->bad != NULL)
		return ledger_reject(l, row->bad, row->raw);
	switch (customers_add(set, a, row->cell, &f, &at)) {
	case CUSTOMER_ADDED:
		ledger_used(l, 1);
		break;
	case CUSTOMER_OTHER_CURRENCY:
		ledger_filtered(l, "another currency", 1);
		break;
	case CUSTOMER_BAD:
		return ledger_reject_cell(l, in->rows, row, at,
		    customer_cols[at].name, f.reason);
	case CUSTOMER_CONFLICT:
		f.field = str_z(customer_cols[at].name);
		input_conflict(in, row, at, &f);
	}
	return true;
}

bool
customersin_read(struct customers *set, struct agree *a, struct input *in,
    const size_t col[CUSTOMER_COLS], struct ledger *l)
{
	struct batch b;
	bool more = true;
	size_t i;

	customers_input(set, in->name, col);
	while (more && input_next(in, l, &b)) {
		for (i = 0; i < b.n && more; i++)
			more = add_row(set, a, in, &b.row[i], l);
	}
	input_close(in, l);
	return more;
}
