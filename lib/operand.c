/*
 * What kind of table an operand is, and which of the --columns it has.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mem.h"
#include "operand.h"

void
operand_columns(struct operand_columns *oc, const char *text,
    const struct rec_col *cols, size_t ncol)
{
	rec_aliases(&oc->all, text, cols, ncol);
	oc->used = mem_array(oc->all.n, sizeof(*oc->used));
}

static bool
in_header(const struct rows *r, struct str name)
{
	const struct str *header;
	size_t n, i;

	header = rows_header(r, &n);
	for (i = 0; i < n; i++) {
		if (str_eq(header[i], name))
			return true;
	}
	return false;
}

/* Under its own name, or under the one that --columns gives. */
static bool
has_column(const struct rows *r, const struct operand_columns *oc,
    const char *name)
{
	size_t i;

	for (i = 0; i < oc->all.n; i++) {
		if (str_eq(oc->all.a[i].name, str_z(name)) &&
		    in_header(r, oc->all.a[i].header))
			return true;
	}
	return in_header(r, str_z(name));
}

enum operand_kind
operand_kind(const struct rows *r, const struct operand_columns *oc)
{
	/* Contents and profiles alone have no time. */
	if (has_column(r, oc, "kind"))
		return OPERAND_EVENTS;
	if (has_column(r, oc, "time"))
		return has_column(r, oc, "type") ? OPERAND_EVENTS :
		    OPERAND_OTHER;
	if (has_column(r, oc, "user_id") && has_column(r, oc, "as_of"))
		return OPERAND_CUSTOMERS;
	return OPERAND_OTHER;
}

static bool
is_one_of(struct str name, const struct rec_col *cols, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (str_eq(name, str_z(cols[i].name)))
			return true;
	}
	return false;
}

bool
operand_bind(struct rows *r, struct operand_columns *oc,
    const struct operand_cols *rc, size_t *col, struct fault *f)
{
	struct rec_aliases here = { 0 };
	bool done;
	size_t i;

	here.a = mem_array(oc->all.n, sizeof(*here.a));
	for (i = 0; i < oc->all.n; i++) {
		if (!is_one_of(oc->all.a[i].name, rc->col, rc->n) ||
		    !in_header(r, oc->all.a[i].header))
			continue;
		here.a[here.n++] = oc->all.a[i];
		oc->used[i] = true;
	}
	done = rec_bind(r, rc->col, rc->n, &here, col, f);
	free(here.a);
	return done;
}

const struct rec_alias *
operand_unused(const struct operand_columns *oc)
{
	size_t i;

	for (i = 0; i < oc->all.n; i++) {
		if (!oc->used[i])
			return &oc->all.a[i];
	}
	return NULL;
}

void
operand_columns_free(struct operand_columns *oc)
{
	rec_aliases_free(&oc->all);
	free(oc->used);
}
