/* Customer tables joined on user_id, and what all operands must agree on. */

#include <stdint.h>

#include "../../lib/customers.h"
#include "../../lib/metrics.h"
#include "unit.h"

/* The set, and what the last customers_add said. */
struct test {
	struct customers	 set;
	struct agree		 agree;
	struct fault		 f;
	size_t			 at;
};

static void
open_set(struct test *t)
{
	*t = (struct test){ .at = 0 };
	agree_init(&t->agree);
}

static void
close_set(struct test *t)
{
	customers_free(&t->set);
	agree_free(&t->agree);
}

/* A table with the columns that are not NULL in `have`. */
static void
table(struct test *t, const char *name, const char *const *have)
{
	size_t col[CUSTOMER_COLS], i;

	for (i = 0; i < CUSTOMER_COLS; i++)
		col[i] = have == NULL || have[i] != NULL ? i : SIZE_MAX;
	customers_input(&t->set, name, col);
}

static enum customer_result
add(struct test *t, const char *const cell[CUSTOMER_COLS])
{
	struct str s[CUSTOMER_COLS];
	size_t i;

	for (i = 0; i < CUSTOMER_COLS; i++)
		s[i] = str_z(cell[i] != NULL ? cell[i] : "");
	t->f = (struct fault){ 0 };
	return customers_add(&t->set, &t->agree, s, &t->f, &t->at);
}

#define ROW(...)	((const char *const[CUSTOMER_COLS]){ __VA_ARGS__ })

static void
one_table(void)
{
	const struct customer_row *c;
	struct test t;

	open_set(&t);
	table(&t, "a.csv", NULL);
	CHECK_INT(add(&t, ROW("u1", "2024-05-31", "3", "2", "10.50", "CNY",
	    "2024-05-01T23:59:59+08:00", "2024-05-28", "5.25", "5", "4", "3",
	    "champions")), CUSTOMER_ADDED);
	CHECK_INT(add(&t, ROW("u2", "2024-05-31", "", "0", "-1.00", "CNY")),
	    CUSTOMER_ADDED);
	CHECK_INT(t.set.n, 2);
	CHECK_INT(t.agree.as_of, 19874);
	c = customers_find(&t.set, STR("u1"));
	CHECK(c != NULL);
	CHECK_INT(CUSTOMER(c, RECENCY), 3);
	CHECK_INT(CUSTOMER(c, MONETARY), 105000);
	CHECK_INT(CUSTOMER(c, AOV), 52500);
	CHECK_INT(CUSTOMER(c, FIRST_TIME), 19844);
	CHECK_INT(CUSTOMER(c, LAST_TIME), 19871);
	CHECK_INT(CUSTOMER(c, R), 5);
	CHECK_INT(CUSTOMER(c, M), 3);
	CHECK_STR(t.set.segments.name[CUSTOMER(c, SEGMENT)], "champions");
	c = customers_find(&t.set, STR("u2"));
	CHECK(!CUSTOMER_HAS(c, CUSTOMER_RECENCY));
	CHECK(!CUSTOMER_HAS(c, CUSTOMER_SEGMENT));
	CHECK_INT(CUSTOMER(c, MONETARY), -10000);
	CHECK(customers_find(&t.set, STR("u3")) == NULL);
	close_set(&t);
}

static void
bad_rows(void)
{
	static const struct {
		const char	*cell[CUSTOMER_COLS];
		size_t		 at;
		const char	*reason;
	} bad[] = {
		{ { "", "2024-05-31" }, CUSTOMER_USER_ID, "empty" },
		{ { "u", "" }, CUSTOMER_AS_OF, "empty" },
		{ { "u", "May" }, CUSTOMER_AS_OF, "not a date" },
		{ { "u", "2024-05-31", "-1" }, CUSTOMER_RECENCY,
		    "number out of range" },
		{ { "u", "2024-05-31", "3.5" }, CUSTOMER_RECENCY,
		    "not a number" },
		{ { "u", "2024-05-31", "3", "x" }, CUSTOMER_FREQUENCY,
		    "not a number" },
		{ { "u", "2024-05-31", "3", "1", "12,5O" },
		    CUSTOMER_MONETARY, "not a number" },
		{ { "u", "2024-05-31", "3", "1", "1", "CNY", "soon" },
		    CUSTOMER_FIRST_TIME, "not a time" },
		{ { "u", "2024-05-31", [CUSTOMER_R] = "0" }, CUSTOMER_R,
		    "number out of range" },
		{ { "u", "2024-05-31", [CUSTOMER_M] = "101" }, CUSTOMER_M,
		    "number out of range" }
	};
	struct test t;
	size_t i;

	open_set(&t);
	table(&t, "a.csv", NULL);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CHECK_INT(add(&t, bad[i].cell), CUSTOMER_BAD);
		CHECK_INT(t.at, bad[i].at);
		CHECK_STR(str_z(t.f.reason), bad[i].reason);
	}
	CHECK_INT(t.set.n, 0);
	CHECK_INT(add(&t, ROW("u", "2024-05-31")), CUSTOMER_ADDED);
	CHECK_INT(add(&t, ROW("u", "2024-05-31")), CUSTOMER_BAD);
	CHECK_STR(str_z(t.f.reason), "customer given twice");
	close_set(&t);
}

static void
joined(void)
{
	const struct customer_row *c;
	struct test t;

	open_set(&t);
	table(&t, "a.csv", ROW("x", "x", "x", "x"));
	CHECK_INT(add(&t, ROW("u", "2024-05-31", "3", "1")), CUSTOMER_ADDED);
	table(&t, "b.csv", ROW("x", "x", NULL, "x", "x"));
	CHECK_INT(add(&t, ROW("v", "2024-05-31", "", "2", "7")),
	    CUSTOMER_ADDED);
	/* The same value, written in another way, is no other value. */
	CHECK_INT(add(&t, ROW("u", "20240531", "", "01", "5.0")),
	    CUSTOMER_ADDED);
	CHECK_INT(t.set.n, 2);
	c = customers_find(&t.set, STR("u"));
	CHECK_INT(CUSTOMER(c, RECENCY), 3);
	CHECK_INT(CUSTOMER(c, MONETARY), 50000);
	CHECK(CUSTOMERS_HAVE(&t.set, CUSTOMER_RECENCY));
	CHECK(CUSTOMERS_HAVE(&t.set, CUSTOMER_MONETARY));
	CHECK(!CUSTOMERS_HAVE(&t.set, CUSTOMER_SEGMENT));
	table(&t, "c.csv", ROW("x", "x", NULL, NULL, "x"));
	CHECK_INT(add(&t, ROW("u", "2024-05-31", "", "", "5.01")),
	    CUSTOMER_CONFLICT);
	CHECK_INT(t.at, CUSTOMER_MONETARY);
	CHECK(strcmp(t.f.detail, "another value in b.csv") == 0);
	close_set(&t);
}

static void
agreement(void)
{
	struct test t;

	open_set(&t);
	table(&t, "a.csv", NULL);
	CHECK_INT(add(&t, ROW("u", "2024-05-31", [CUSTOMER_CURRENCY] = "CNY")),
	    CUSTOMER_ADDED);
	CHECK_INT(add(&t, ROW("v", "2024-06-01", [CUSTOMER_CURRENCY] = "CNY")),
	    CUSTOMER_CONFLICT);
	CHECK(strcmp(t.f.detail, "2024-05-31 from a.csv") == 0);
	CHECK_INT(add(&t, ROW("v", "2024-05-31", [CUSTOMER_CURRENCY] = "USD")),
	    CUSTOMER_CONFLICT);
	CHECK(strcmp(t.f.detail, "\"CNY\" from a.csv; --currency keeps one") ==
	    0);
	CHECK_INT(add(&t, ROW("v", "2024-05-31", [CUSTOMER_MONETARY] = "5")),
	    CUSTOMER_CONFLICT);
	/* Who has no money has no currency either. */
	CHECK_INT(add(&t, ROW("v", "2024-05-31")), CUSTOMER_ADDED);
	/* A table that has no such column says nothing about it. */
	table(&t, "b.csv", ROW("x", "x"));
	CHECK_INT(add(&t, ROW("w", "2024-05-31", [CUSTOMER_MONETARY] = "5")),
	    CUSTOMER_ADDED);
	close_set(&t);
	open_set(&t);
	agree_set_currency(&t.agree, STR("USD"));
	agree_set_as_of(&t.agree, 19874);
	table(&t, "a.csv", NULL);
	CHECK_INT(add(&t, ROW("u", "2024-05-31", [CUSTOMER_CURRENCY] = "CNY")),
	    CUSTOMER_OTHER_CURRENCY);
	CHECK_INT(add(&t, ROW("u", "2024-05-31", [CUSTOMER_CURRENCY] = "USD")),
	    CUSTOMER_ADDED);
	CHECK_INT(add(&t, ROW("v", "2024-05-30", [CUSTOMER_CURRENCY] = "USD")),
	    CUSTOMER_CONFLICT);
	CHECK(strcmp(t.f.detail, "2024-05-31 from --as-of") == 0);
	close_set(&t);
}

/* Recency, frequency and their scores of n customers; the bins found. */
static int64_t
bins_of(const int (*v)[4], size_t n, int64_t stated)
{
	struct customers set = { 0 };
	struct customer_row c = { .has = 1u << CUSTOMER_R | 1u << CUSTOMER_F };
	char id[8];
	int64_t found;
	size_t i;

	for (i = 0; i < n; i++) {
		id[i] = (char)('a' + (char)i);
		c.user_id = (struct str){ &id[i], 1 };
		c.v[CUSTOMER_RECENCY] = v[i][0];
		c.v[CUSTOMER_R] = v[i][1];
		c.v[CUSTOMER_FREQUENCY] = v[i][2];
		c.v[CUSTOMER_F] = v[i][3];
		customers_put(&set, &c);
	}
	found = metrics_bins(&set, stated);
	customers_free(&set);
	return found;
}

static void
bins(void)
{
	static const int full[][4] = { { 0, 5, 2, 3 }, { 9, 1, 1, 1 } };
	/* Three customers on 5 bins: 1 + 5 * 2 / 3 = 4 at best. */
	static const int few[][4] = {
		{ 0, 4, 1, 1 }, { 5, 2, 1, 1 }, { 9, 1, 1, 1 }
	};
	static const int equal[][4] = { { 7, 1, 1, 1 }, { 7, 1, 1, 1 } };
	/* The same three on 3 bins; by recency alone it could be 5. */
	static const int three[][4] = {
		{ 5, 1, 9, 3 }, { 5, 1, 4, 2 }, { 5, 1, 1, 1 }
	};
	static const int nine[][4] = { { 0, 9, 1, 1 }, { 9, 1, 1, 1 } };

	CHECK_INT(bins_of(full, 2, 0), 5);
	CHECK_INT(bins_of(few, 3, 0), 5);
	CHECK_INT(bins_of(few, 3, 4), 4);
	CHECK_INT(bins_of(few, 3, 3), 4);	/* stated, but wrong */
	CHECK_INT(bins_of(equal, 2, 0), 5);
	CHECK_INT(bins_of(three, 3, 0), 3);
	CHECK_INT(bins_of(three, 3, 7), 7);
	CHECK_INT(bins_of(three, 3, 1000000000), 3);
	CHECK_INT(bins_of(nine, 2, 0), 9);
	CHECK_INT(bins_of(full, 0, 0), 1);
}

int
main(void)
{
	RUN(one_table);
	RUN(bad_rows);
	RUN(joined);
	RUN(agreement);
	RUN(bins);
	return UNIT_STATUS();
}
