/* Tiers of an earlier table beside those of today. */
#include <stdlib.h>

#include "tierprev.h"

enum { USER_ID, AS_OF, TIER, RAW, COLUMNS };

static const struct rec_col columns[COLUMNS] = {
	[USER_ID] = { "user_id", true }, [AS_OF] = { "as_of", false },
	[TIER] = { "tier", true }, [RAW] = { "tier_raw", true }
};

static bool
read_tier(struct str s, uint8_t *tier)
{
	for (*tier = 0; *tier < TIERS; (*tier)++)
		if (str_eq(s, str_z(tier_names[*tier])))
			return true;
	return false;
}

/* NULL, or what is wrong with cell *at. */
static const char *
read_row(struct tier_prev *p, const struct input *in, const struct row *row,
    size_t *at)
{
	int32_t day = p->as_of;
	struct fault f = { 0 };
	uint8_t tier, raw;
	uint32_t i;

	*at = USER_ID;
	if (row->cell[*at].len == 0)
		return "empty";
	*at = AS_OF;
	if (row->cell[*at].len > 0 && !day_parse(row->cell[*at], &day))
		return "not a date";
	*at = TIER;
	if (!read_tier(row->cell[*at], &tier))
		return "not core, potential or longtail";
	*at = RAW;
	if (!read_tier(row->cell[*at], &raw))
		return "not core, potential or longtail";
	if (p->as_of != DAY_NONE && p->as_of != day) {
		f.field = STR("as_of");
		f.reason = "a second as-of in one table";
		input_conflict(in, row, AS_OF, &f);
	}
	p->as_of = day;
	*at = USER_ID;
	i = names_add(&p->id, row->cell[USER_ID]);
	if (i + 1 < p->id.n || (i + 1 == p->id.n && p->tier != NULL &&
	    p->tier[i] != TIERS))
		return "customer given twice";
	p->tier[i] = tier;
	p->raw[i] = raw;
	return NULL;
}

/* Room for one more customer, marked as not there yet. */
static void
make_room(struct tier_prev *p, size_t *cap)
{
	size_t i;

	if (p->id.n < *cap)
		return;
	i = *cap;
	*cap = *cap == 0 ? 1024 : 2 * *cap;
	p->tier = mem_grow(p->tier, *cap, 1);
	p->raw = mem_grow(p->raw, *cap, 1);
	for (; i < *cap; i++)
		p->tier[i] = TIERS;
}

void
tier_prev_load(struct tier_prev *p, const char *path, struct ledger *l,
    bool digest)
{
	struct rows_opts ro = { .format = ROWS_AUTO };
	size_t col[COLUMNS], i, at, cap = 0;
	struct input in;
	struct batch b;
	const char *why;

	*p = (struct tier_prev){ .file = path, .as_of = DAY_NONE };
	input_open(&in, path, &ro, l, digest);
	input_bind(&in, columns, COLUMNS, NULL, col);
	while (!p->stop && input_next(&in, l, &b)) {
		for (i = 0; i < b.n && !p->stop; i++) {
			make_room(p, &cap);
			why = NULL;
			at = SIZE_MAX;
			if (b.row[i].bad == NULL)
				why = read_row(p, &in, &b.row[i], &at);
			if (b.row[i].bad == NULL && why == NULL)
				ledger_used(l, 1);
			else
				p->stop = !ledger_reject_cell(l, in.rows,
				    &b.row[i], at, at == SIZE_MAX ? NULL :
				    columns[at].name, why);
		}
	}
	input_close(&in, l);
}

enum status
tier_prev_apply(const struct tier_prev *p, struct tier_table *t,
    struct buf *err)
{
	char theirs[DAY_MAX], ours[DAY_MAX];
	const struct person *who;
	struct tier_row *r;
	size_t i;

	if (p->as_of != DAY_NONE && p->as_of > t->as_of) {
		buf_printf(err, "--prev: %s is of %.*s, after %.*s",
		    p->file, (int)day_print(p->as_of, theirs), theirs,
		    (int)day_print(t->as_of, ours), ours);
		return STATUS_DATA;
	}
	t->moves = true;
	for (i = 0; i < p->id.n; i++) {
		who = tierlog_find(&t->in->log, p->id.name[i]);
		if (who == NULL)
			continue;
		r = &t->row[who->number];
		r->was = p->tier[i];
		r->was_there = true;
		if (r->raw != TIER_NONE && r->was != TIER_NONE &&
		    p->raw[i] != r->raw)
			r->tier = r->was;
	}
	return STATUS_OK;
}

void
tier_prev_free(struct tier_prev *p)
{
	names_free(&p->id);
	free(p->tier);
	free(p->raw);
}
