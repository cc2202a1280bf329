/* Which canonical columns the records of a map can fill, and from where. */
#include <string.h>

#include "applyin.h"

static void
fills_by_rule(enum rule rule, enum record_col to, bool fills[REC_N])
{
	fills[to] = true;
	if (to == REC_TIME)
		fills[REC_TIME_PRECISION] = true;
	if (to == REC_USER_ID && rule == RULE_ID)
		fills[REC_USER_ID_KIND] = true;
	if (rule == RULE_COUNT && to != REC_QUANTITY)
		fills[REC_APPROX] = true;
}

static void
fills_by_field(const struct bound_field *bf, enum record_col to,
    bool fills[REC_N])
{
	size_t k;

	fills_by_rule(bf->f != NULL ? bf->f->rule : record_rule(to), to,
	    fills);
	for (k = 0; k < bf->ncol; k++)
		if (bf->col[k].currency != NULL)
			fills[REC_CURRENCY] = true;
}

/* Columns that the emitted types need. */
static void
fills_by_emit(const struct apply *a, bool fills[REC_N])
{
	bool order = false;
	size_t i, k;

	for (i = 0; i < a->o.map->nemit; i++) {
		const struct map_emit *e = a->emit[i].e;
		const char *type = e->type != NULL ? e->type : "";
		bool timed = false;

		if (type[0] != '\0')
			fills[REC_TYPE] = true;
		if (strcmp(type, "order") == 0)
			order = fills[REC_ORDER_ID] = true;
		for (k = 0; k < REC_N; k++)
			fills[k] = fills[k] || e->set[k] != NULL;
		for (k = 0; k < e->nwith; k++) {
			timed = timed || (e->with[k].to == REC_TIME &&
			    a->emit[i].with[k].ncol > 0);
			fills_by_field(&a->emit[i].with[k], e->with[k].to,
			    fills);
		}
		if (strcmp(type, "refund") == 0 && order && !timed)
			fills[REC_TIME_ESTIMATED] = true;
		if (strcmp(type, "refund") == 0 && order)
			fills[REC_STATUS] = true;
	}
}

/* Is there a record that keeps what the fields fill into a column? */
static bool
is_kept(const struct apply *a, enum record_col to)
{
	size_t i, n = a->o.map->nemit;

	for (i = 0; i < n; i++)
		if (a->emit[i].keep[to])
			return true;
	return n == 0;
}

void
apply_fills(const struct apply *a, bool fills[REC_N])
{
	const struct map *m = a->o.map;
	size_t i;

	memset(fills, 0, REC_N * sizeof(*fills));
	fills[REC_KIND] = fills[REC_ID] = true;
	if (m->kind != NULL && strcmp(m->kind, "event") == 0)
		fills[REC_TYPE] = fills[REC_TIME] = fills[REC_TIME_PRECISION] =
		    fills[REC_USER_ID] = fills[REC_USER_ID_KIND] = true;
	for (i = 0; i < REC_N; i++)
		if (m->set[i] != NULL)
			fills[i] = true;
	for (i = 0; i < a->nfield; i++)
		if (is_kept(a, a->field[i].f->to))
			fills_by_field(&a->field[i], a->field[i].f->to,
			    fills);
	fills_by_emit(a, fills);
	if (a->o.account.len > 0)
		fills[REC_ACCOUNT] = true;
	if (ident_has_aliases(a->o.ident))
		fills[REC_USER_ALIAS] = fills[REC_USER_ID_KIND] = true;
	if (ident_has_own(a->o.ident))
		fills[REC_DIRECTION] = true;
}

void
apply_could_fill(const struct map *m, bool fills[REC_N])
{
	size_t i, k;

	memset(fills, 0, REC_N * sizeof(*fills));
	fills[REC_TYPE] = m->nemit > 0;
	for (i = 0; i < REC_N; i++)
		fills[i] = fills[i] || m->set[i] != NULL;
	for (i = 0; i < m->nfield; i++) {
		const struct map_field *f = &m->field[i];

		fills_by_rule(f->rule, f->to, fills);
		for (k = 0; k < f->nfrom; k++)
			if (strstr(f->from[k].text, "<currency>") != NULL)
				fills[REC_CURRENCY] = true;
	}
	for (i = 0; i < m->nemit; i++) {
		for (k = 0; k < m->emit[i].nwith; k++)
			fills_by_rule(record_rule(m->emit[i].with[k].to),
			    m->emit[i].with[k].to, fills);
		for (k = 0; k < REC_N; k++)
			fills[k] = fills[k] || m->emit[i].set[k] != NULL;
	}
}

/* Figures of content and advertising are nobody's. */
static bool
has_people(const struct map *m)
{
	bool any = m->nemit == 0 && (m->kind == NULL ||
	    strcmp(m->kind, "event") == 0 || strcmp(m->kind, "profile") == 0);
	size_t i;

	for (i = 0; i < m->nemit; i++)
		any = any || m->emit[i].type != NULL;
	return any;
}

bool
apply_knows_user(const struct apply *a)
{
	size_t i, k;

	if (!has_people(a->o.map))
		return true;
	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == REC_USER_ID)
			return true;
	for (i = 0; i < a->o.map->nemit; i++)
		for (k = 0; k < a->emit[i].e->nwith; k++)
			if (a->emit[i].with[k].ncol > 0 &&
			    a->emit[i].e->with[k].to == REC_USER_ID)
				return true;
	return false;
}
