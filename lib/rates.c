/*
 * Rates of exchange. A rate is kept as the decimal that was written, so that a
 * product with an amount is exact until it is rounded once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "filetable.h"
#include "money.h"
#include "rates.h"

#define DIGITS_MAX	1000000000000000000	/* 10^18: fits with an amount
						   into 128 bits */
#define SCALE_MAX	18

enum { CURRENCY, DATE, RATE, COLUMNS };

static const struct rec_col columns[COLUMNS] = {
	{ "currency", true }, { "date", true }, { "rate", true }
};

static const char *
parse_rate(struct str s, struct rate *rate)
{
	struct decimal d;

	/* No groups: whoever writes 7,123 may mean 7.123. */
	if (s.len == 0 || s.p[0] == '+' || memchr(s.p, ',', s.len) != NULL ||
	    !decimal_parse(s, &d))
		return "not a rate";
	for (; d.scale > 0 && d.digits % 10 == 0; d.scale--)
		d.digits /= 10;
	if (d.digits >= DIGITS_MAX || d.scale > SCALE_MAX)
		return "more than 18 digits";
	if (d.digits == 0 || d.negative)
		return "a rate must be above 0";
	rate->digits = (int64_t)d.digits;
	for (rate->unit = 1; d.scale > 0; d.scale--)
		rate->unit *= 10;
	return NULL;
}

static const char *
read_row(void *state, const struct rows *rows, const struct row *row,
    size_t *at)
{
	struct rate rate = { .line = row->line };
	struct rates *r = state;
	const char *wrong;

	(void)rows;
	*at = CURRENCY;
	if (row->cell[CURRENCY].len == 0)
		return "empty";
	*at = DATE;
	if (!day_parse(row->cell[DATE], &rate.day))
		return "not a date";
	*at = RATE;
	wrong = parse_rate(row->cell[RATE], &rate);
	if (wrong != NULL)
		return wrong;
	if (r->n % 1024 == 0)
		r->rate = mem_grow(r->rate, r->n + 1024, sizeof(*r->rate));
	rate.currency = arena_dup(&r->text, row->cell[CURRENCY]);
	r->rate[r->n++] = rate;
	return NULL;
}

static int
compare(const void *a, const void *b)
{
	const struct rate *x = a, *y = b;
	int c = str_cmp(x->currency, y->currency);

	if (c != 0)
		return c;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Files may overlap, but not contradict each other. */
static bool
check_twice(const struct rates *r, struct fault *f)
{
	const struct rate *x, *y;
	size_t i;

	for (i = 1; i < r->n; i++) {
		x = &r->rate[i - 1];
		y = &r->rate[i];
		if (!str_eq(x->currency, y->currency) || x->day != y->day ||
		    (x->digits == y->digits && x->unit == y->unit))
			continue;
		*f = (struct fault){ .line = y->line,
		    .field = str_z(columns[RATE].name), .value = y->currency,
		    .reason = "a second rate of a currency for a day" };
		snprintf(f->detail, sizeof(f->detail), "the first is in line "
		    "%llu", (unsigned long long)x->line);
		return false;
	}
	return true;
}

/* What the file knows of the currency to convert to. */
struct found {
	const struct rate	*one;	/* of a currency that is always 1 */
	size_t			 n;	/* such currencies */
	bool			 target;	/* it is one of them */
	const struct rate	*other;	/* of the target, and not 1 */
};

static struct found
find_target(const struct rates *r, struct str target)
{
	struct found f = { NULL, 0, false, NULL };
	const struct rate *first, *other;
	size_t i = 0;

	while (i < r->n) {
		first = &r->rate[i];
		other = NULL;
		for (; i < r->n && str_eq(r->rate[i].currency,
		    first->currency); i++)
			if (r->rate[i].digits != r->rate[i].unit)
				other = &r->rate[i];
		if (str_eq(first->currency, target))
			f.other = other;
		if (other != NULL)
			continue;
		f.one = first;
		f.n++;
		f.target = f.target || str_eq(first->currency, target);
	}
	return f;
}

/*
 * The target is the given one, else the only one of the file that is worth 1
 * on all of its days. Rates that were made for another are found out by it.
 */
static bool
set_target(struct rates *r, struct fault *f)
{
	struct found is = find_target(r, r->target);
	const struct rate *wrong = NULL;

	*f = (struct fault){ 0 };
	if (r->target.len == 0 && is.n == 1)
		r->target = is.one->currency;
	else if (r->target.len == 0)
		f->reason = "--currency must say what to convert to: not just "
		    "one currency has the rate 1";
	else if (is.other != NULL) {
		wrong = is.other;
		f->reason = "not 1, but --currency converts to it";
	} else if (is.n > 0 && !is.target) {
		wrong = is.one;
		f->reason = "1, so --currency is not what these rates are for";
	}
	if (wrong != NULL) {
		f->line = wrong->line;
		f->field = str_z(columns[RATE].name);
		f->value = wrong->currency;
	}
	return f->reason == NULL;
}

static bool
finish(void *state, struct fault *f)
{
	struct rates *r = state;

	if (r->n > 0)
		qsort(r->rate, r->n, sizeof(*r->rate), compare);
	return check_twice(r, f) && set_target(r, f);
}

enum status
rates_load(struct rates *r, const char *path, struct str target,
    struct buf *err)
{
	static const struct filetable table = {
		.columns = columns, .n = COLUMNS, .row = read_row,
		.finish = finish
	};

	*r = (struct rates){ 0 };
	r->target = arena_dup(&r->text, target);
	return filetable_load(&table, path, r, err);
}

const struct rate *
rates_find(const struct rates *r, struct str currency, int32_t day)
{
	const struct rate key = { .currency = currency, .day = day,
	    .line = UINT64_MAX };
	size_t lo = 0, hi = r->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (compare(&r->rate[mid], &key) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 && str_eq(r->rate[lo - 1].currency, currency) ?
	    &r->rate[lo - 1] : NULL;
}

bool
rate_convert(const struct rate *rate, int64_t *amount)
{
	int128 v = money_divide((int128)*amount * rate->digits, rate->unit);

	if (v > INT64_MAX)
		return false;
	*amount = (int64_t)v;
	return true;
}

void
rates_free(struct rates *r)
{
	free(r->rate);
	arena_free(&r->text);
}
