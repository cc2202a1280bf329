/* The columns of a map whose dates have to tell themselves what they mean. */
#include <stdlib.h>
#include <string.h>

#include "applyin.h"

enum date_order
apply_order(const struct apply *a, const struct map_field *f,
    const struct bound_col *c)
{
	if (a->o.order != DATE_UNKNOWN)
		return a->o.order;
	if (c->date != NULL)
		return c->date->order;
	return f != NULL ? f->order : DATE_UNKNOWN;
}

/* Is the format "any" among them? */
static bool
has_any(char **format)
{
	for (; format != NULL && *format != NULL; format++)
		if (strcmp(*format, "any") == 0)
			return true;
	return false;
}

static void
add_columns(struct apply *a, struct bound_field *bf, enum record_col to)
{
	const struct map_field *f = bf->f;
	char **format = f != NULL ? f->format : NULL;
	size_t i;

	if ((f != NULL ? f->rule : record_rule(to)) != RULE_TIME ||
	    a->o.order != DATE_UNKNOWN ||
	    (format != NULL && !has_any(format)))
		return;
	for (i = 0; i < bf->ncol; i++) {
		a->date = mem_grow(a->date, a->ndate + 1, sizeof(*a->date));
		bf->col[i].date = a->date[a->ndate++] =
		    dateorder_open(bf->col[i].cell,
		    (const char *const *)format,
		    f != NULL ? f->capture : NULL,
		    f != NULL ? f->order : DATE_UNKNOWN);
	}
}

void
apply_dates_open(struct apply *a)
{
	size_t i, k;

	for (i = 0; i < a->nfield; i++)
		add_columns(a, &a->field[i], a->field[i].f->to);
	for (i = 0; i < a->o.map->nemit; i++)
		for (k = 0; k < a->emit[i].e->nwith; k++)
			add_columns(a, &a->emit[i].with[k],
			    a->emit[i].e->with[k].to);
}

void
apply_dates_close(struct apply *a)
{
	size_t i;

	for (i = 0; i < a->ndate; i++)
		dateorder_close(a->date[i]);
	free(a->date);
}

bool
apply_must_judge(const struct apply *a, const struct str *cell)
{
	size_t i;

	for (i = 0; i < a->ndate && !a->dated; i++)
		if (dateorder_of(a->date[i], cell[a->date[i]->cell]) != 0)
			return true;
	return !a->dated && apply_numbers_ask(a, cell);
}

struct date_column *
apply_date(const struct apply *a, size_t i)
{
	return i < a->ndate ? a->date[i] : NULL;
}

bool
apply_may_judge(const struct apply *a)
{
	return a->ndate > 0 || a->nnumber > 0;
}

void
apply_judged(struct apply *a)
{
	a->dated = true;
}
