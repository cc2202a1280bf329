/* Days and times: tables, every day of 10,000 years, and random stamps. */

#include "../../lib/stamp.h"
#include "unit.h"

#define DAY_MS	INT64_C(86400000)

static uint64_t
next_random(uint64_t *state)
{
	/* splitmix64 */
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Walk the calendar day by day by its plain rules. */
static void
every_day(void)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int32_t day = -719528, got;
	int year, month, mday, y, m, d, weekday = 5;
	char text[32], out[DAY_MAX];
	size_t bad = 0;

	for (year = 0; year <= 9999; year++) {
		bool leap = year % 400 == 0 || (year % 4 == 0 &&
		    year % 100 != 0);

		for (month = 1; month <= 12; month++) {
			int last = length[month - 1] + (month == 2 && leap);

			for (mday = 1; mday <= last; mday++, day++) {
				bad += day_from_civil(year, month, mday) != day;
				day_to_civil(day, &y, &m, &d);
				bad += y != year || m != month || d != mday;
				bad += day_of_week(day) != weekday;
				weekday = (weekday + 1) % 7;
				snprintf(text, sizeof(text), "%04d-%02d-%02d",
				    year, month, mday);
				bad += day_print(day, out) != 10 ||
				    memcmp(text, out, 10) != 0;
				bad += !day_parse((struct str){ out, 10 },
				    &got) || got != day;
				snprintf(text, sizeof(text), "%04d%02d%02d",
				    year, month, mday);
				bad += !day_parse(str_z(text), &got) ||
				    got != day;
			}
			bad += day_valid(year, month, 0);
			bad += !day_valid(year, month, last);
			for (mday = last + 1; mday <= 40; mday++)
				bad += day_valid(year, month, mday);
		}
	}
	CHECK_INT(bad, 0);
	CHECK_INT(day, 2932897);
	CHECK_INT(day_of_week(0), 3);
	CHECK_INT(day_print(day, out), 0);
	CHECK_INT(day_print(-719529, out), 0);
	CHECK_INT(day_print(DAY_NONE, out), 0);
	CHECK(!day_valid(2024, 0, 1) && !day_valid(2024, 13, 1));
	CHECK(!day_valid(-1, 1, 1) && !day_valid(10000, 1, 1));
}

static void
bad_days(void)
{
	static const char *const bad[] = { "", "2024", "2024-02-30",
	    "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10",
	    "2024-01-00", "2024-1-01", "2024-01-1", "2024/01/01", "2024-01-0a",
	    "2024-01-:1", "202a-01-01", "20240132", "2024013", "202401011",
	    "2024-01-01 ", " 2024-01-01", "+2024-01-1", "-024-01-01",
	    "2024-01\xb0""01", "\xb2""024-01-01", "2024-01-0\xb1",
	    "\xef\xbc\x92-01-01", "2024-0101", "2024--1-01", "////////",
	    "::::::::" };
	int32_t day;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (day_parse(str_z(bad[i]), &day))
			printf("# accepted \"%s\"\n", bad[i]);
		CHECK(!day_parse(str_z(bad[i]), &day));
	}
	CHECK(!day_parse((struct str){ "2024-01-\0001", 10 }, &day));
}

/* text, canonical text, UTC seconds, precision, zoned */
static const struct {
	const char	*text, *print;
	int64_t		 utc;
	int		 precision;
	bool		 zoned;
} good[] = {
	{ "2024-03-01T08:09:10+08:00", "2024-03-01T08:09:10+08:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01 08:09:10+0800", "2024-03-01T08:09:10+08:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01t08:09:10+08", "2024-03-01T08:09:10+08:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-02-29T20:09:10-04:00", "2024-02-29T20:09:10-04:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01T00:09:10Z", "2024-03-01T00:09:10+00:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01 00:09:10z", "2024-03-01T00:09:10+00:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01T00:09:10-00:00", "2024-03-01T00:09:10+00:00", 1709251750,
	    STAMP_SECOND, true },
	{ "2024-03-01 00:09:10", "2024-03-01T00:09:10", 1709251750,
	    STAMP_SECOND, false },
	{ "2024-03-01T00:09:10", "2024-03-01T00:09:10", 1709251750,
	    STAMP_SECOND, false },
	{ "2024-03-01 00:09", "2024-03-01T00:09:00", 1709251740,
	    STAMP_MINUTE, false },
	{ "2024-03-01T00:09Z", "2024-03-01T00:09:00+00:00", 1709251740,
	    STAMP_MINUTE, true },
	{ "2024-03-01T05:39+05:30", "2024-03-01T05:39:00+05:30", 1709251740,
	    STAMP_MINUTE, true },
	{ "2024-03-01", "2024-03-01", 1709251200, STAMP_DAY, false },
	{ "20240301", "2024-03-01", 1709251200, STAMP_DAY, false },
	{ "2024-03-01T00:09:10.5Z", "2024-03-01T00:09:10.500+00:00",
	    1709251750, STAMP_MS, true },
	{ "2024-03-01T00:09:10.123999999+00:00",
	    "2024-03-01T00:09:10.123+00:00", 1709251750, STAMP_MS, true },
	{ "2024-03-01 00:09:10.007", "2024-03-01T00:09:10.007", 1709251750,
	    STAMP_MS, false },
	{ "1969-12-31T23:59:59.999", "1969-12-31T23:59:59.999", -1, STAMP_MS,
	    false },
	{ "2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00", 1483228800,
	    STAMP_SECOND, true },
	{ "2016-12-31T23:59:60+00:00", "2017-01-01T00:00:00+00:00", 1483228800,
	    STAMP_SECOND, true },
	{ "0000-01-01T00:00:00+23:59", "0000-01-01T00:00:00+23:59",
	    -62167305540, STAMP_SECOND, true },
	{ "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59",
	    253402387139, STAMP_SECOND, true },
};

static void
good_stamps(void)
{
	char out[STAMP_TEXT];
	struct stamp t;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		int64_t ms;

		t = (struct stamp){ .local_ms = 7 };
		if (!stamp_parse(str_z(good[i].text), &t))
			printf("# refused \"%s\"\n", good[i].text);
		ms = stamp_utc_ms(&t);
		CHECK_STR(((struct str){ out, stamp_print(&t, out) }),
		    good[i].print);
		CHECK_INT(ms >= 0 ? ms / 1000 : (ms - 999) / 1000,
		    good[i].utc);
		CHECK_INT(t.precision, good[i].precision);
		CHECK_INT(t.zoned, good[i].zoned);
	}
	t = (struct stamp){ .local_ms = -1, .precision = STAMP_MS };
	CHECK_INT(stamp_day(&t), -1);
	t.local_ms = 0;
	CHECK_INT(stamp_day(&t), 0);
	/* A day that was given a zone keeps it in print. */
	t = (struct stamp){ .offset = 480, .zoned = true };
	CHECK_STR(((struct str){ out, stamp_print(&t, out) }),
	    "1970-01-01T00:00:00+08:00");
}

static void
bad_stamps(void)
{
	static const char *const bad[] = { "", " ", "2024-03-01T",
	    "2024-03-01T00", "2024-03-01T00:0", "2024-03-01T24:00:00",
	    "2024-03-01T23:60:00", "2024-03-01T23:59:61",
	    "2024-03-01T23:59:61+08:00", "2024-03-01x00:09:10",
	    "2024-03-01  00:09:10", "2024-03-01T00:09:10 +08:00",
	    "2024-03-01T00:09:10+24:00", "2024-03-01T00:09:10+08:60",
	    "2024-03-01T00:09:10+8", "2024-03-01T00:09:10+080",
	    "2024-03-01T00:09:10+08:0", "2024-03-01T00:09:10*08:00",
	    "2024-03-01T00:09:10+08:000", "2024-03-01T00:09:10ZZ",
	    "2024-03-01T00:09:10.", "2024-03-01T00:09:10.Z",
	    "2024-03-01T00:09:10,5", "2024-03-01T00:09:1",
	    "2024-03-01T00:09:1O", "2024-03-01T00:0O:10", "2024-02-30T00:00:00",
	    "2024-03-01T00-09-10+08:00", "2024-03-01T00:09:10+08-00",
	    "2024-03-01T00:09:10+08.00", "9999-12-31T23:59:60",
	    "20240301T000910", "1709251750", "2024-03-01Z",
	    "2024-03-01T00:09:10+08:00 ", "2024-03-01T\xb0\xb0:09:10+08:00" };
	struct stamp t;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (stamp_parse(str_z(bad[i]), &t))
			printf("# accepted \"%s\"\n", bad[i]);
		CHECK(!stamp_parse(str_z(bad[i]), &t));
	}
	CHECK(!stamp_parse((struct str){ "2024-03-01T00:09:10\0", 20 }, &t));
}

/* Whatever the text before it was, good or bad, a text means the same. */
static void
memos(void)
{
	static const char *const text[] = { "2024-03-01T00:09:10+08:00",
	    "2024-03-01", "2024-03-01 24:00:00", "2024-03-01T23:59:10Z",
	    "2024-02-30T00:00:00", "2024-02-30T00:00:01", "20240301",
	    "2024-03-02T00:09:10+08:00", "2024-03-0xT00:09:10+08:00", "" };
	const size_t n = sizeof(text) / sizeof(text[0]);
	const char zero[16] = { 0 };
	struct stamp_memo memo = { .known = false };
	struct stamp t, u;
	size_t i;

	CHECK(!stamp_parse_memo((struct str){ zero, 16 }, &t, &memo));
	for (i = 0; i < n * n * 2; i++) {
		struct str s = str_z(text[i % 2 == 0 ? i / 2 / n : i / 2 % n]);
		bool is = stamp_parse_memo(s, &t, &memo);

		CHECK(is == stamp_parse(s, &u));
		CHECK(!is || stamp_pack(&t) == stamp_pack(&u));
	}
}

/* Replace each byte of a good text by every other: never a crash, and what is
   accepted prints as a text that parses to the same. */
static void
mutations(void)
{
	char text[48], out[STAMP_TEXT], again[STAMP_TEXT];
	struct stamp t, u;
	size_t i, at, n, accepted = 0;
	int c;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		size_t len = strlen(good[i].text);

		for (at = 0; at < len; at++) {
			for (c = 0; c < 256; c++) {
				memcpy(text, good[i].text, len);
				text[at] = (char)c;
				if (!stamp_parse((struct str){ text, len }, &t))
					continue;
				accepted++;
				n = stamp_print(&t, out);
				CHECK(stamp_parse((struct str){ out, n }, &u));
				CHECK_INT(stamp_utc_ms(&u), stamp_utc_ms(&t));
				CHECK(stamp_print(&u, again) == n &&
				    memcmp(out, again, n) == 0);
			}
		}
	}
	CHECK(accepted > 1000);
}

static struct stamp
random_stamp(uint64_t *state)
{
	static const int64_t unit[] = { 86400000, 60000, 1000, 1 };
	struct stamp t = { 0 };

	t.precision = next_random(state) & 3;
	t.zoned = next_random(state) & 1;
	t.local_ms = (int64_t)(next_random(state) % (UINT64_C(3652425) *
	    86400000)) - INT64_C(719528) * DAY_MS;
	t.local_ms -= ((t.local_ms % unit[t.precision]) + unit[t.precision]) %
	    unit[t.precision];
	if (t.zoned)
		t.offset = (int16_t)((int)(next_random(state) % 2879) - 1439);
	return t;
}

static void
packed(void)
{
	uint64_t state = 1, a, b;
	struct stamp s, t, u;
	char out[STAMP_TEXT];
	size_t i, bad = 0, n;

	for (i = 0; i < 300000; i++) {
		s = random_stamp(&state);
		t = random_stamp(&state);
		if (i % 3 == 0) {	/* the same instant, another clock */
			t = s;
			t.zoned = true;
			t.offset = (int16_t)(next_random(&state) % 600);
			t.local_ms = stamp_utc_ms(&s) + t.offset * 60000;
		}
		a = stamp_pack(&s);
		b = stamp_pack(&t);
		u = stamp_unpack(a);
		bad += a == 0 || u.local_ms != s.local_ms ||
		    u.offset != s.offset || u.precision != s.precision ||
		    u.zoned != s.zoned;
		if (stamp_utc_ms(&s) != stamp_utc_ms(&t))
			bad += (a < b) != (stamp_utc_ms(&s) < stamp_utc_ms(&t));
		else if (s.local_ms != t.local_ms)
			bad += (a < b) != (s.local_ms < t.local_ms);
		n = stamp_print(&s, out);
		bad += !stamp_parse((struct str){ out, n }, &u) ||
		    u.local_ms != s.local_ms || u.offset != s.offset ||
		    u.zoned != s.zoned;
	}
	CHECK_INT(bad, 0);
}

int
main(void)
{
	RUN(every_day);
	RUN(bad_days);
	RUN(good_stamps);
	RUN(bad_stamps);
	RUN(memos);
	RUN(mutations);
	RUN(packed);
	return UNIT_STATUS();
}
