/*
 * A row of a table of customers. What it says twice must agree: recency is
 * as_of less the day of last_time, and without orders there is neither.
 */
#include <stdint.h>

#include "given.h"
#include "money.h"

const struct rec_col given_columns[GIVEN_COLUMNS] = {
	[GIVEN_USER]		= { "user_id", true },
	[GIVEN_AS_OF]		= { "as_of", false },
	[GIVEN_RECENCY]		= { "recency", false },
	[GIVEN_FREQUENCY]	= { "frequency", true },
	[GIVEN_MONETARY]	= { "monetary", true },
	[GIVEN_CURRENCY]	= { "currency", false },
	[GIVEN_FIRST]		= { "first_time", false },
	[GIVEN_LAST]		= { "last_time", false },
	[GIVEN_AOV]		= { "aov", false },
};

void
given_open(struct given_reader *g, const struct sale_rules *r)
{
	*g = (struct given_reader){ .day = DAY_NONE,
	    .as_of_given = r->as_of != DAY_NONE,
	    .round_money = r->round_money };
	agree_init(&g->agree);
	if (g->as_of_given)
		agree_set_as_of(&g->agree, r->as_of);
	if (r->currency.len > 0)
		agree_set_currency(&g->agree, r->currency);
}

void
given_close(struct given_reader *g)
{
	agree_free(&g->agree);
}

/*
 * Days are counted from one as-of, and it must be known before the first row:
 * which rows are right may not depend on those that come later.
 */
bool
given_table(struct given_reader *g, const char *name,
    const size_t col[GIVEN_COLUMNS], bool sparse, struct fault *f)
{
	bool recency = col[GIVEN_RECENCY] != SIZE_MAX, was_dated = g->dated;

	*f = (struct fault){ .field = STR("recency") };
	g->name = name;
	/* JSON lines without a record have no columns, and no rows. */
	if (col[GIVEN_USER] == SIZE_MAX)
		return true;
	g->dated = col[GIVEN_AS_OF] != SIZE_MAX;
	if (!recency && col[GIVEN_LAST] == SIZE_MAX && !sparse)
		f->reason = "neither this column nor last_time is there";
	else if (g->as_of_given)
		f->reason = NULL;
	else if (recency && !g->dated)
		f->reason = "from which day? (a column as_of, or --as-of)";
	else if (g->another && g->dated != was_dated) {
		f->field = STR("as_of");
		f->reason = "some tables have it, some not (--as-of)";
	}
	g->another = true;
	return f->reason == NULL;
}

static enum given_fate
reject(struct given_reader *g, enum given_column cell, const char *reason,
    struct fault *f)
{
	g->cell = cell;
	f->reason = reason;
	return GIVEN_REJECTED;
}

static enum given_fate
read_as_of(struct given_reader *g, struct str cell, struct fault *f)
{
	int32_t day;

	if (!g->dated)
		return GIVEN_OK;
	if (cell.len == 0)
		return reject(g, GIVEN_AS_OF, "no as_of", f);
	if (!day_parse(cell, &day))
		return reject(g, GIVEN_AS_OF, "not a date", f);
	g->cell = GIVEN_AS_OF;
	return agree_as_of(&g->agree, day, g->name, f) == AGREE_OK ?
	    GIVEN_OK : GIVEN_CONFLICT;
}

static enum given_fate
read_currency(struct given_reader *g, struct str cell, struct fault *f)
{
	g->cell = GIVEN_CURRENCY;
	switch (agree_currency(&g->agree, cell, g->name, f)) {
	case AGREE_CONFLICT:
		return GIVEN_CONFLICT;
	case AGREE_OTHER:
		return GIVEN_FILTERED;
	case AGREE_OK:
		break;
	}
	return GIVEN_OK;
}

static enum given_fate
read_stamp(struct given_reader *g, enum given_column col,
    const struct str *cell, uint64_t *packed, struct fault *f)
{
	struct stamp t;

	if (cell[col].len == 0)
		return GIVEN_OK;
	if (!stamp_parse(cell[col], &t))
		return reject(g, col, "not a time", f);
	*packed = stamp_pack(&t);
	return GIVEN_OK;
}

/* The last order by a recency alone: its day is known, its hour is not. */
static uint64_t
days_ago(int32_t as_of, int64_t days)
{
	struct stamp t = { .precision = STAMP_DAY,
	    .local_ms = (as_of - days) * 86400000 };

	return stamp_pack(&t);
}

/* Recency and last_time, of which there is one and may be both. */
static enum given_fate
read_recency(struct given_reader *g, struct str cell, struct given *out,
    struct fault *f)
{
	int64_t days, last = out->last == 0 ? 0 :
	    (int64_t)g->agree.as_of - g->day;
	enum num_result r;

	if (out->last != 0 && g->agree.as_of != DAY_NONE && last < 0)
		return reject(g, GIVEN_LAST, "after as_of", f);
	if (cell.len == 0)
		return out->last != 0 ? GIVEN_OK : reject(g, GIVEN_RECENCY,
		    "orders, but neither recency nor last_time", f);
	r = num_parse_int(cell, &days);
	if (r == NUM_OK && (days < 0 ||
	    days > (int64_t)g->agree.as_of - day_from_civil(0, 1, 1)))
		r = NUM_RANGE;
	if (r != NUM_OK)
		return reject(g, GIVEN_RECENCY, num_reason(r), f);
	if (out->last != 0 && days != last)
		return reject(g, GIVEN_RECENCY,
		    "not the days from last_time to as_of", f);
	if (out->last == 0)
		out->last = days_ago(g->agree.as_of, days);
	return GIVEN_OK;
}

/* What only customers with orders have. */
static enum given_fate
read_orders(struct given_reader *g, const struct str *cell,
    struct given *out, struct fault *f)
{
	enum given_fate fate = read_recency(g, cell[GIVEN_RECENCY], out, f);
	enum num_result r;

	if (fate == GIVEN_OK)
		fate = read_stamp(g, GIVEN_FIRST, cell, &out->first, f);
	if (fate != GIVEN_OK)
		return fate;
	/* Either may have no hour, or another zone. */
	if (out->first > out->last &&
	    stamp_packed_day(out->first) > stamp_packed_day(out->last))
		return reject(g, GIVEN_FIRST, "after last_time", f);
	if (cell[GIVEN_AOV].len == 0) {
		out->aov = (int64_t)money_divide(out->net, out->orders);
		return GIVEN_OK;
	}
	r = money_parse(cell[GIVEN_AOV], &out->aov,
	    g->round_money ? &g->rounded : NULL);
	return r == NUM_OK ? GIVEN_OK :
	    reject(g, GIVEN_AOV, money_reason(r), f);
}

static enum given_fate
check_no_orders(struct given_reader *g, const struct str *cell,
    struct fault *f)
{
	static const enum given_column col[] = { GIVEN_RECENCY, GIVEN_FIRST,
	    GIVEN_LAST, GIVEN_AOV };
	size_t i;

	for (i = 0; i < sizeof(col) / sizeof(col[0]); i++)
		if (cell[col[i]].len > 0)
			return reject(g, col[i], "there, but frequency is 0",
			    f);
	return GIVEN_OK;
}

static enum given_fate
read_counts(struct given_reader *g, const struct str *cell,
    struct given *out, struct fault *f)
{
	enum num_result r;
	int64_t orders;

	if (cell[GIVEN_FREQUENCY].len == 0)
		return reject(g, GIVEN_FREQUENCY, "no frequency", f);
	r = num_parse_int(cell[GIVEN_FREQUENCY], &orders);
	if (r == NUM_OK && (orders < 0 || orders > UINT32_MAX))
		r = NUM_RANGE;
	if (r != NUM_OK)
		return reject(g, GIVEN_FREQUENCY, num_reason(r), f);
	out->orders = (uint32_t)orders;
	if (cell[GIVEN_MONETARY].len == 0)
		return reject(g, GIVEN_MONETARY, "no amount", f);
	r = money_parse(cell[GIVEN_MONETARY], &out->net,
	    g->round_money ? &g->rounded : NULL);
	if (r != NUM_OK)
		return reject(g, GIVEN_MONETARY, money_reason(r), f);
	return orders > 0 ? read_orders(g, cell, out, f) :
	    check_no_orders(g, cell, f);
}

enum given_fate
given_read(struct given_reader *g, const struct str *cell,
    struct given *out, struct fault *f)
{
	enum given_fate fate;

	*out = (struct given){ .user = cell[GIVEN_USER] };
	*f = (struct fault){ 0 };
	g->day = DAY_NONE;
	if (out->user.len == 0)
		return reject(g, GIVEN_USER, "no customer", f);
	fate = read_as_of(g, cell[GIVEN_AS_OF], f);
	if (fate == GIVEN_OK)
		fate = read_stamp(g, GIVEN_LAST, cell, &out->last, f);
	if (fate != GIVEN_OK)
		return fate;
	if (out->last != 0)
		g->day = stamp_packed_day(out->last);
	fate = read_currency(g, cell[GIVEN_CURRENCY], f);
	return fate != GIVEN_OK ? fate : read_counts(g, cell, out, f);
}
