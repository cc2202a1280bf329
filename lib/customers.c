/*
 * Customer tables into one set, joined on user_id. A row is read completely
 * before any of it enters the set, so that a rejected one leaves no trace.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "customers.h"
#include "decimal.h"
#include "money.h"

const struct rec_col customer_cols[CUSTOMER_COLS] = {
	[CUSTOMER_USER_ID] = { "user_id", true },
	[CUSTOMER_AS_OF] = { "as_of", true },
	[CUSTOMER_RECENCY] = { "recency", false },
	[CUSTOMER_FREQUENCY] = { "frequency", false },
	[CUSTOMER_MONETARY] = { "monetary", false },
	[CUSTOMER_CURRENCY] = { "currency", false },
	[CUSTOMER_FIRST_TIME] = { "first_time", false },
	[CUSTOMER_LAST_TIME] = { "last_time", false },
	[CUSTOMER_AOV] = { "aov", false },
	[CUSTOMER_R] = { "r_score", false },
	[CUSTOMER_F] = { "f_score", false },
	[CUSTOMER_M] = { "m_score", false },
	[CUSTOMER_SEGMENT] = { "segment", false },
	[CUSTOMER_TIER] = { "tier", false },
	[CUSTOMER_LIFECYCLE] = { "lifecycle", false },
	[CUSTOMER_TIER_RAW] = { "tier_raw", false },
	[CUSTOMER_HIGH] = { "high_value", false },
	[CUSTOMER_TAG] = { "preferred_tag", false },
	[CUSTOMER_CLV] = { "clv", false }
};
/* A bit for each in customer_row.has and customers.bound. */
_Static_assert(CUSTOMER_COLS <= 32, "columns of customer tables");

static const char *
read_int(struct str s, int64_t min, int64_t max, int64_t *v)
{
	enum num_result r = num_parse_int(s, v);

	if (r != NUM_OK)
		return num_reason(r);
	return *v < min || *v > max ? num_reason(NUM_RANGE) : NULL;
}

static const char *
read_money(struct str s, int64_t *v)
{
	enum num_result r = money_parse(s, v, NULL);

	return r == NUM_OK ? NULL : money_reason(r);
}

/* The exponent behind an 'e'. */
static bool
read_exponent(struct str s, int64_t *v)
{
	if (s.len > 0 && s.p[0] == '+')
		s = (struct str){ s.p + 1, s.len - 1 };
	return num_parse_int(s, v) == NUM_OK && *v >= -400 && *v <= 400;
}

/* An estimate, as 55.1066 or 5.5e-06, rounded to millionths. */
static const char *
read_estimate(struct str s, int64_t *v)
{
	int64_t exponent = 0;
	struct decimal d;
	struct str part;
	bool exact;
	int128 n;

	str_split(&s, 'e', &part);
	if (!decimal_parse(part, &d) ||
	    (s.p != NULL && !read_exponent(s, &exponent)))
		return "not a number";
	for (; exponent > 0 && d.scale > 0; exponent--)
		d.scale--;
	for (; exponent > 0 && d.digits <= INT64_MAX; exponent--)
		d.digits *= 10;
	d.scale += exponent < 0 ? (int)-exponent : 0;
	/* So small that nothing is left of it, or so large. */
	n = d.scale > 30 ? 0 : decimal_scaled(&d, 6, &exact);
	if (n > INT64_MAX || n < -INT64_MAX)
		return num_reason(NUM_RANGE);
	*v = (int64_t)n;
	return NULL;
}

static const char *
read_local_day(struct str s, int64_t *v)
{
	struct stamp t;

	if (!stamp_parse(s, &t))
		return "not a time";
	*v = stamp_day(&t);
	return NULL;
}

/* A filled cell as a value; NULL or what is wrong with it. */
static const char *
read_cell(enum customer_col col, struct str s, int64_t *v)
{
	switch (col) {
	case CUSTOMER_RECENCY:
	case CUSTOMER_FREQUENCY:
		return read_int(s, 0, INT64_MAX, v);
	case CUSTOMER_R:
	case CUSTOMER_F:
	case CUSTOMER_M:
		return read_int(s, 1, CUSTOMER_SCORE_MAX, v);
	case CUSTOMER_MONETARY:
	case CUSTOMER_AOV:
		return read_money(s, v);
	case CUSTOMER_CLV:
		return read_estimate(s, v);
	case CUSTOMER_FIRST_TIME:
	case CUSTOMER_LAST_TIME:
		return read_local_day(s, v);
	case CUSTOMER_USER_ID:
	case CUSTOMER_AS_OF:	/* one for all rows */
	case CUSTOMER_CURRENCY:
	case CUSTOMER_SEGMENT:	/* numbered when the row is known to be good */
	case CUSTOMER_TIER:
	case CUSTOMER_LIFECYCLE:
	case CUSTOMER_TIER_RAW:
	case CUSTOMER_HIGH:
	case CUSTOMER_TAG:
	case CUSTOMER_COLS:
		break;
	}
	return NULL;
}

static struct customer_row *
find(const struct customers *set, struct str user_id)
{
	struct hash_probe probe;
	uint32_t i;

	for (i = hash_first(&set->index, hash_bytes(user_id, 0), &probe);
	    i != HASH_NONE; i = hash_next(&set->index, &probe)) {
		if (str_eq(set->c[i].user_id, user_id))
			return &set->c[i];
	}
	return NULL;
}

const struct customer_row *
customers_find(const struct customers *set, struct str user_id)
{
	return find(set, user_id);
}

void
customers_put(struct customers *set, const struct customer_row *c)
{
	uint32_t number = (uint32_t)set->n;

	set->c = mem_room(set->c, set->n + 1, &set->cap, sizeof(*set->c));
	set->c[set->n++] = *c;
	hash_add(&set->index, hash_bytes(c->user_id, 0), number);
}

void
customers_input(struct customers *set, const char *name,
    const size_t col[CUSTOMER_COLS])
{
	size_t i;

	set->input = mem_grow(set->input, set->ninput + 1,
	    sizeof(*set->input));
	set->input[set->ninput++] = name;
	set->currency = col[CUSTOMER_CURRENCY] != SIZE_MAX;
	set->monetary = col[CUSTOMER_MONETARY] != SIZE_MAX;
	for (i = 0; i < CUSTOMER_COLS; i++) {
		if (col[i] != SIZE_MAX)
			set->bound |= UINT32_C(1) << i;
	}
}

/* The second row of a customer into the entry of the first. */
static enum customer_result
join(struct customers *set, struct customer_row *c,
    const struct customer_row *row, struct fault *f, size_t *at)
{
	enum customer_col col;

	for (col = 0; col < CUSTOMER_COLS; col++) {
		if (!CUSTOMER_HAS(row, col) || !CUSTOMER_HAS(c, col) ||
		    c->v[col] == row->v[col])
			continue;
		*at = col;
		f->reason = "two tables differ for one customer";
		snprintf(f->detail, sizeof(f->detail), "another value in %.80s",
		    set->input[c->input]);
		return CUSTOMER_CONFLICT;
	}
	for (col = 0; col < CUSTOMER_COLS; col++) {
		if (CUSTOMER_HAS(row, col))
			c->v[col] = row->v[col];
	}
	c->has |= row->has;
	c->input = row->input;
	return CUSTOMER_ADDED;
}

/* All cells but user_id, as_of and currency into row. */
static enum customer_result
read_row(struct customer_row *row, const struct str cell[CUSTOMER_COLS],
    struct fault *f, size_t *at)
{
	enum customer_col col;

	for (col = 0; col < CUSTOMER_COLS; col++) {
		if (cell[col].len == 0)
			continue;
		*at = col;
		f->reason = read_cell(col, cell[col], &row->v[col]);
		if (f->reason != NULL)
			return CUSTOMER_BAD;
		row->has |= UINT32_C(1) << col;
	}
	return CUSTOMER_ADDED;
}

/* user_id, as_of and currency: what a row must have, and agree on. */
static enum customer_result
check_row(const struct customers *set, struct agree *a,
    const struct str cell[CUSTOMER_COLS], struct fault *f, size_t *at)
{
	const char *input = set->input[set->ninput - 1];
	int32_t day;

	f->reason = "empty";
	*at = CUSTOMER_USER_ID;
	if (cell[CUSTOMER_USER_ID].len == 0)
		return CUSTOMER_BAD;
	*at = CUSTOMER_AS_OF;
	if (cell[CUSTOMER_AS_OF].len == 0)
		return CUSTOMER_BAD;
	f->reason = "not a date";
	if (!day_parse(cell[CUSTOMER_AS_OF], &day))
		return CUSTOMER_BAD;
	if (agree_as_of(a, day, input, f) != AGREE_OK)
		return CUSTOMER_CONFLICT;
	if (!set->currency && !a->keep)
		return CUSTOMER_ADDED;
	/* A row without money is of no currency. */
	if (cell[CUSTOMER_CURRENCY].len == 0 &&
	    cell[CUSTOMER_MONETARY].len == 0 && cell[CUSTOMER_AOV].len == 0)
		return CUSTOMER_ADDED;
	*at = CUSTOMER_CURRENCY;
	switch (agree_currency(a, cell[CUSTOMER_CURRENCY], input, f)) {
	case AGREE_CONFLICT:
		return CUSTOMER_CONFLICT;
	case AGREE_OTHER:
		return CUSTOMER_OTHER_CURRENCY;
	case AGREE_OK:
		break;
	}
	return CUSTOMER_ADDED;
}

/* Missing is not zero: a sum over such a row would look right. */
static bool
lacks_money(const struct customers *set, const struct customer_row *row)
{
	return set->monetary && !CUSTOMER_HAS(row, CUSTOMER_MONETARY) &&
	    CUSTOMER_HAS(row, CUSTOMER_FREQUENCY) &&
	    row->v[CUSTOMER_FREQUENCY] > 0;
}

/* The names in a good row, numbered. */
static void
number_names(struct customers *set, struct customer_row *row,
    const struct str cell[CUSTOMER_COLS])
{
	enum customer_col col;

	if (CUSTOMER_HAS(row, CUSTOMER_SEGMENT))
		row->v[CUSTOMER_SEGMENT] = names_add(&set->segments,
		    cell[CUSTOMER_SEGMENT]);
	for (col = CUSTOMER_TIER; col <= CUSTOMER_TAG; col++) {
		if (CUSTOMER_HAS(row, col))
			row->v[col] = names_add(&set->words, cell[col]);
	}
}

enum customer_result
customers_add(struct customers *set, struct agree *a,
    const struct str cell[CUSTOMER_COLS], struct fault *f, size_t *at)
{
	struct customer_row row = { .input = set->ninput - 1 }, *c;
	enum customer_result r;

	r = read_row(&row, cell, f, at);
	if (r == CUSTOMER_ADDED && lacks_money(set, &row)) {
		*at = CUSTOMER_MONETARY;
		f->reason = "orders, but no monetary";
		return CUSTOMER_BAD;
	}
	if (r == CUSTOMER_ADDED)
		r = check_row(set, a, cell, f, at);
	if (r != CUSTOMER_ADDED)
		return r;
	c = find(set, cell[CUSTOMER_USER_ID]);
	if (c != NULL && c->input == row.input) {
		*at = CUSTOMER_USER_ID;
		f->reason = "customer given twice";
		return CUSTOMER_BAD;
	}
	number_names(set, &row, cell);
	if (c != NULL)
		return join(set, c, &row, f, at);
	row.user_id = arena_dup(&set->text, cell[CUSTOMER_USER_ID]);
	customers_put(set, &row);
	return CUSTOMER_ADDED;
}

void
customers_free(struct customers *set)
{
	free(set->c);
	free(set->input);
	hash_free(&set->index);
	names_free(&set->segments);
	names_free(&set->words);
	arena_free(&set->text);
	*set = (struct customers){ 0 };
}
