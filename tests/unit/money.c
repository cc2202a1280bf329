/* Money: the grammar, the limits, rounding, and print(parse(x)) = x. */

#include <stdlib.h>

#include "../../lib/money.h"
#include "unit.h"

#define P38	((int128)10000000000000000000u * 10000000000000000000u)

static void
parse(void)
{
	static const struct {
		const char	*text;
		enum num_result	 r;
		int64_t		 v;
	} t[] = {
		{ "0", NUM_OK, 0 }, { "-0.00", NUM_OK, 0 },
		{ "12.5", NUM_OK, 125000 }, { "12.50", NUM_OK, 125000 },
		{ "-12.5", NUM_OK, -125000 }, { ".5", NUM_OK, 5000 },
		{ "-.0001", NUM_OK, -1 }, { "0.0001", NUM_OK, 1 },
		{ "007.10", NUM_OK, 71000 }, { "1.23450000000", NUM_OK, 12345 },
		{ "0000000000000000000000001", NUM_OK, 10000 },
		{ "922337203685477.5807", NUM_OK, INT64_MAX },
		{ "-922337203685477.5808", NUM_OK, INT64_MIN },
		{ "922337203685477.5808", NUM_RANGE, 0 },
		{ "-922337203685477.5809", NUM_RANGE, 0 },
		{ "922337203685478", NUM_RANGE, 0 },
		{ "999999999999999", NUM_RANGE, 0 },
		{ "1000000000000000", NUM_RANGE, 0 },
		{ "99999999999999999999999999999999999.1", NUM_RANGE, 0 },
		{ "1.00001", NUM_DIGITS, 0 }, { "1.000000001", NUM_DIGITS, 0 },
		{ "", NUM_SYNTAX, 0 }, { "-", NUM_SYNTAX, 0 },
		{ ".", NUM_SYNTAX, 0 }, { "-.", NUM_SYNTAX, 0 },
		{ "5.", NUM_SYNTAX, 0 }, { "+5", NUM_SYNTAX, 0 },
		{ "1,234.5", NUM_SYNTAX, 0 }, { "12,50", NUM_SYNTAX, 0 },
		{ "12,5O", NUM_SYNTAX, 0 }, { "1.2.3", NUM_SYNTAX, 0 },
		{ "1e3", NUM_SYNTAX, 0 }, { " 1", NUM_SYNTAX, 0 },
		{ "1 ", NUM_SYNTAX, 0 }, { "1.5 ", NUM_SYNTAX, 0 },
		{ "--1", NUM_SYNTAX, 0 }, { "1-", NUM_SYNTAX, 0 },
		{ "1.-5", NUM_SYNTAX, 0 }, { "\xc2\xa5""5", NUM_SYNTAX, 0 },
		{ "1.00001x", NUM_SYNTAX, 0 }, { "nan", NUM_SYNTAX, 0 },
		{ "9999999999999999x", NUM_SYNTAX, 0 },
		{ "1:", NUM_SYNTAX, 0 }, { "1/", NUM_SYNTAX, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		int64_t v = 0;

		if (money_parse(str_z(t[i].text), &v, NULL) != t[i].r)
			printf("# \"%s\"\n", t[i].text);
		CHECK_INT(money_parse(str_z(t[i].text), &v, NULL), t[i].r);
		CHECK_INT(v, t[i].v);
	}
	CHECK(strcmp(money_reason(NUM_SYNTAX), "not a number") == 0);
	CHECK(strcmp(money_reason(NUM_RANGE), "amount out of range") == 0);
	CHECK(strcmp(money_reason(NUM_DIGITS), "more than four decimals") == 0);
}

static void
parse_rounded(void)
{
	static const struct {
		const char	*text;
		int64_t		 v;
		bool		 counted;
	} t[] = {
		{ "1.00005", 10000, true }, { "1.00015", 10002, true },
		{ "1.000050", 10000, true }, { "1.0000500001", 10001, true },
		{ "1.00004999", 10000, true }, { "1.00006", 10001, true },
		{ "-1.00015", -10002, true }, { "-0.00005", 0, true },
		{ "0.99995", 10000, true }, { "1.0001000", 10001, false },
		{ "663.1900000000001", 6631900, true },
		{ "0.07499999999999997", 750, true },
		{ "922337203685477.58071", INT64_MAX, true },
		{ "-922337203685477.58085", INT64_MIN, true },
	};
	uint64_t n = 0, before;
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		v = 7;
		before = n;
		CHECK_INT(money_parse(str_z(t[i].text), &v, &n), NUM_OK);
		CHECK_INT(v, t[i].v);
		CHECK_INT(n - before, t[i].counted);
	}
	before = n;
	/* A half above the even end is beyond it. */
	CHECK_INT(money_parse(STR("922337203685477.58075"), &v, &n), NUM_RANGE);
	CHECK_INT(money_parse(STR("9999999999999999.12345"), &v, &n),
	    NUM_RANGE);
	CHECK_INT(money_parse(STR("1.00005x"), &v, &n), NUM_SYNTAX);
	CHECK_INT(n, before);
}

static void
print(void)
{
	static const struct {
		int64_t		 v;
		const char	*want;
	} t[] = {
		{ 0, "0.00" }, { 1, "0.0001" }, { 10, "0.001" },
		{ 100, "0.01" }, { 125000, "12.50" }, { 125010, "12.501" },
		{ 125001, "12.5001" }, { -5, "-0.0005" }, { -10000, "-1.00" },
		{ INT64_MAX, "922337203685477.5807" },
		{ INT64_MIN, "-922337203685477.5808" },
	};
	char out[MONEY_MAX];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(((struct str){ out, money_print(t[i].v, out) }),
		    t[i].want);
	CHECK_STR(((struct str){ out, money_print(P38 + 1, out) }),
	    "10000000000000000000000000000000000.0001");
	CHECK_STR(((struct str){ out, money_print(-(P38 + 20), out) }),
	    "-10000000000000000000000000000000000.002");
}

static void
round_trip(void)
{
	char out[MONEY_MAX];
	size_t i, bad = 0;
	int64_t v, got;

	srand(1);
	for (i = 0; i < 300000; i++) {
		v = (int64_t)((uint64_t)rand() << 33 ^ (uint64_t)rand() << 11 ^
		    (uint64_t)rand());
		v >>= rand() % 63;
		if (i % 2 == 0)
			v = -v;
		bad += money_parse((struct str){ out, money_print(v, out) },
		    &got, NULL) != NUM_OK || got != v;
	}
	CHECK_INT(bad, 0);
}

static void
divide(void)
{
	static const struct {
		int64_t	v, n, want;
	} t[] = {
		{ 10000, 3, 3333 }, { 20000, 3, 6667 }, { 1, 2, 0 },
		{ 3, 2, 2 }, { 5, 2, 2 }, { -1, 2, 0 }, { -3, 2, -2 },
		{ -5, 2, -2 }, { -7, 2, -4 }, { 0, 9, 0 }, { 7, 1, 7 },
		{ -20000, 3, -6667 }, { INT64_MIN, INT64_MAX, -1 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_INT(money_divide(t[i].v, t[i].n), t[i].want);
	CHECK(money_divide(P38, 3) == P38 / 3);
	CHECK(money_divide(-P38 * 1 - 1, 1) == -P38 - 1);
}

static void
human(void)
{
	static const struct {
		int64_t		 v;
		int		 decimals;
		const char	*want;
	} t[] = {
		{ 0, 2, "0.00" }, { 0, 0, "0" }, { 12345678900, 2,
		    "1,234,567.89" }, { 12345678900, 1, "1,234,567.9" },
		{ 12345678900, 0, "1,234,568" }, { 9990000, 2, "999.00" },
		{ 10000000, 2, "1,000.00" }, { 9999960, 2, "1,000.00" },
		{ 50, 2, "0.00" }, { 150, 2, "0.02" }, { 450, 2, "0.04" },
		{ -50, 2, "0.00" }, { -51, 2, "-0.01" }, { 5000, 0, "0" },
		{ 15000, 0, "2" }, { -12345600, 1, "-1,234.6" },
		{ 500, 1, "0.0" }, { 501, 1, "0.1" },
		{ 1234560000, 2, "123,456.00" }, { 10000, -1, "1" },
		{ 10000, 9, "1.00" },
	};
	char out[MONEY_MAX];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(((struct str){ out, money_print_human(t[i].v,
		    t[i].decimals, out) }), t[i].want);
	CHECK_STR(((struct str){ out, money_print_human(-P38, 2, out) }),
	    "-10,000,000,000,000,000,000,000,000,000,000,000.00");
}

int
main(void)
{
	RUN(parse);
	RUN(parse_rounded);
	RUN(print);
	RUN(round_trip);
	RUN(divide);
	RUN(human);
	return UNIT_STATUS();
}
