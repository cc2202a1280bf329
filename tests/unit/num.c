/* Numbers: tables, limits, and ratios against long division by hand. */

#include <math.h>
#include <stdlib.h>

#include "../../lib/num.h"
#include "unit.h"

#define P38	((int128)10000000000000000000u * 10000000000000000000u)
#define MAX128	((int128)(~(uint128)0 >> 1))

static void
integers(void)
{
	static const struct {
		const char	*text;
		enum num_result	 r;
		int64_t		 v;
	} t[] = {
		{ "0", NUM_OK, 0 }, { "-0", NUM_OK, 0 }, { "007", NUM_OK, 7 },
		{ "9223372036854775807", NUM_OK, INT64_MAX },
		{ "-9223372036854775808", NUM_OK, INT64_MIN },
		{ "0000000000000000000000000001", NUM_OK, 1 },
		{ "9223372036854775808", NUM_RANGE, 0 },
		{ "-9223372036854775809", NUM_RANGE, 0 },
		{ "18446744073709551616", NUM_RANGE, 0 },
		{ "99999999999999999999999999", NUM_RANGE, 0 },
		{ "", NUM_SYNTAX, 0 }, { "-", NUM_SYNTAX, 0 },
		{ "+1", NUM_SYNTAX, 0 }, { "1.0", NUM_SYNTAX, 0 },
		{ "1 ", NUM_SYNTAX, 0 }, { " 1", NUM_SYNTAX, 0 },
		{ "--1", NUM_SYNTAX, 0 }, { "1e3", NUM_SYNTAX, 0 },
		{ "0x1", NUM_SYNTAX, 0 }, { "1:", NUM_SYNTAX, 0 },
		{ "1/", NUM_SYNTAX, 0 }, { "\xef\xbc\x91", NUM_SYNTAX, 0 },
		{ "99999999999999999999x", NUM_SYNTAX, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		int64_t v = 0;

		CHECK_INT(num_parse_int(str_z(t[i].text), &v), t[i].r);
		CHECK_INT(v, t[i].v);
	}
	CHECK(strcmp(num_reason(NUM_SYNTAX), "not a number") == 0);
	CHECK(strcmp(num_reason(NUM_RANGE), "number out of range") == 0);
}

static void
print_integers(void)
{
	static const char *const t[] = { "0", "7", "-1", "9223372036854775807",
	    "-9223372036854775808", "1000000000000000000" };
	char out[NUM_MAX];
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK(num_parse_int(str_z(t[i]), &v) == NUM_OK);
		CHECK_STR(((struct str){ out, num_print_int(v, out) }), t[i]);
	}
	CHECK_STR(((struct str){ out, num_print_int128(MAX128, out) }),
	    "170141183460469231731687303715884105727");
	CHECK_STR(((struct str){ out, num_print_int128(-MAX128 - 1, out) }),
	    "-170141183460469231731687303715884105728");
	CHECK_STR(((struct str){ out, num_print_int128(P38, out) }),
	    "100000000000000000000000000000000000000");
}

/* The shortcut for usual values against printf, near halves and powers too. */
static void
print_real_random(void)
{
	char out[NUM_MAX], want[64];
	uint64_t seed = 1;
	double v;
	size_t n;
	int i, k, precision;

	for (i = 0; i < 400000; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		precision = 1 + (int)(seed >> 40) % 10;
		v = (double)(seed >> 11) / 9007199254740992.0;
		if (i % 4 == 1)		/* few digits: many are halves */
			v = (double)(seed >> 20 & 0xffff) / 16;
		if (i % 4 == 2)		/* next to a short decimal */
			v = nextafter((double)(seed >> 33 & 0xfff) / 1000,
			    (double)(i % 3));
		for (k = (int)(seed >> 50) % 14 - 6; k != 0; k += k < 0 ? 1 :
		    -1)
			v = k < 0 ? v / 10 : v * 10;
		if (i % 3 == 0 && v != 0)
			v = -v;
		n = num_print_real(v, precision, out);
		snprintf(want, sizeof(want), "%.*g", precision, v);
		if (!str_eq((struct str){ out, n }, str_z(want))) {
			CHECK_STR(((struct str){ out, n }), want);
			return;
		}
	}
}

static void
reals(void)
{
	static const struct {
		double		 v;
		int		 precision;
		const char	*want;
	} t[] = {
		{ 0.5, 6, "0.5" }, { -0.0, 6, "0" }, { 0, 6, "0" },
		{ 1.0 / 3, 6, "0.333333" }, { 2.0 / 3, 3, "0.667" },
		{ 1234567, 6, "1.23457e+06" }, { 1e-7, 6, "1e-07" },
		{ 100, 6, "100" }, { -12.5, 2, "-12" },
		{ 0.1, 17, "0.10000000000000001" },
		{ 0.1, 99, "0.10000000000000001" },
		{ 0.15, 0, "0.1" }, { 1.7976931348623157e308, 17,
		    "1.7976931348623157e+308" },
		{ -4.9406564584124654e-324, 17, "-4.9406564584124654e-324" },
	};
	char out[NUM_MAX];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(((struct str){ out, num_print_real(t[i].v,
		    t[i].precision, out) }), t[i].want);
	print_real_random();
	CHECK_INT(num_print_real(NAN, 6, out), 0);
	CHECK_INT(num_print_real(INFINITY, 6, out), 0);
	CHECK_INT(num_print_real(-INFINITY, 6, out), 0);
}

static void
percents(void)
{
	static const struct {
		int64_t		 num, den;
		int		 decimals;
		const char	*want;
	} t[] = {
		{ 1, 3, 1, "33.3" }, { 2, 3, 1, "66.7" }, { 1, 1, 0, "100" },
		{ 1, 8, 1, "12.5" }, { 1, 8, 0, "13" }, { 1, 16, 1, "6.3" },
		{ -1, 8, 0, "-13" }, { 1, -8, 2, "-12.50" },
		{ -1, -8, 2, "12.50" }, { 0, 5, 2, "0.00" },
		{ -1, 100000, 1, "0.0" }, { -1, 2000, 1, "-0.1" },
		{ 9999, 10000, 1, "100.0" }, { 99949, 100000, 1, "99.9" },
		{ 1, 1000, 1, "0.1" }, { 7, 2, 1, "350.0" },
		{ 1, 7, 9, "14.285714286" }, { 1, 7, 12, "14.285714286" },
		{ 5, 1000, 0, "1" }, { 4999, 1000000, 0, "0" },
	};
	char out[NUM_MAX];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(((struct str){ out, num_print_percent(t[i].num,
		    t[i].den, t[i].decimals, out) }), t[i].want);
	CHECK_INT(num_print_percent(1, 0, 1, out), 0);
	CHECK_STR(((struct str){ out, num_print_percent(-MAX128 - 1, 1, 9,
	    out) }), "-17014118346046923173168730371588410572800.000000000");
	CHECK_STR(((struct str){ out, num_print_percent(MAX128 - 1, MAX128, 9,
	    out) }), "100.000000000");
}

static void
ratios(void)
{
	static const struct {
		int64_t		 num, den;
		int		 precision;
		const char	*want;
	} t[] = {
		{ 1, 3, 6, "0.333333" }, { 2, 3, 6, "0.666667" },
		{ 0, 3, 6, "0" }, { 6, 3, 6, "2" }, { -1, 4, 6, "-0.25" },
		{ 1, -4, 6, "-0.25" }, { -1, -4, 6, "0.25" },
		{ 1, 8, 2, "0.12" }, { 3, 8, 2, "0.38" },	/* to even */
		{ 25, 2, 2, "12" }, { 35, 2, 2, "18" },
		{ 125001, 1000000, 2, "0.13" },
		{ 1234567, 1, 6, "1234570" }, { 1234565, 1, 6, "1234560" },
		{ 1234575, 1, 6, "1234580" }, { 12345651, 10, 6, "1234570" },
		{ 999999, 1, 2, "1000000" }, { 999, 1000, 2, "1" },
		{ 9999995, 10000000, 6, "1" }, { 99, 100, 1, "1" },
		{ 1, 100000, 6, "0.00001" }, { 1, 1000000, 6, "1e-06" },
		{ 15, 10000000, 6, "1.5e-06" },
		{ 9999999, 1000000000000, 6, "0.00001" },
		{ 123456, 1000000, 4, "0.1235" },
		{ 999999999999999, 1, 15, "999999999999999" },
		{ 1000000000000000, 1, 6, "1e+15" },
		{ 999999999999999, 1, 6, "1e+15" },
		{ 1234567890123456789, 1, 17, "1.2345678901234568e+18" },
		{ 10, 1, 0, "10" }, { 1, 3, 99, "0.33333333333333333" },
	};
	char out[NUM_MAX];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(((struct str){ out, num_print_ratio(t[i].num,
		    t[i].den, t[i].precision, out) }), t[i].want);
	CHECK_INT(num_print_ratio(1, 0, 6, out), 0);
	CHECK_STR(((struct str){ out, num_print_ratio(1, MAX128, 17, out) }),
	    "5.8774717541114375e-39");
	CHECK_STR(((struct str){ out, num_print_ratio(MAX128, 1, 17, out) }),
	    "1.7014118346046923e+38");
	CHECK_STR(((struct str){ out, num_print_ratio(MAX128 - 1, MAX128, 17,
	    out) }), "1");
	CHECK_STR(((struct str){ out, num_print_ratio(-MAX128 - 1, MAX128, 17,
	    out) }), "-1");
}

/* A ratio that a double holds exactly prints as %.15g does. */
static void
ratios_as_reals(void)
{
	char out[NUM_MAX], want[64];
	size_t bad = 0, n;
	int i, p;

	srand(1);
	for (i = 0; i < 200000; i++) {
		int num = rand() % 2000000 - 1000000, den = 1 << rand() % 11;

		p = 1 + rand() % 9;
		n = num_print_ratio(num, den, p, out);
		snprintf(want, sizeof(want), "%.*g", p, (double)num / den);
		/* %g turns to exponents earlier. */
		if (strchr(want, 'e') != NULL)
			snprintf(want, sizeof(want), "%.0f",
			    strtod(want, NULL));
		bad += n != strlen(want) || memcmp(out, want, n) != 0;
	}
	CHECK_INT(bad, 0);
}

int
main(void)
{
	RUN(integers);
	RUN(print_integers);
	RUN(reals);
	RUN(percents);
	RUN(ratios);
	RUN(ratios_as_reals);
	return UNIT_STATUS();
}
