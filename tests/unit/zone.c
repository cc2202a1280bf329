/* Time zones: facts about real ones, the rules of POSIX, hostile names. */

#include "../../lib/stamp.h"
#include "../../lib/zone.h"
#include "../../lib/zonerule.h"
#include "unit.h"

static int64_t
utc_of(const char *text)
{
	struct stamp t;

	CHECK(stamp_parse(str_z(text), &t));
	return stamp_utc_ms(&t) / 1000;
}

static bool
have_zoneinfo(const char *test)
{
	struct zone *z = zone_open("Asia/Shanghai");

	if (z == NULL)
		printf("skip - %s: no /usr/share/zoneinfo\n", test);
	zone_free(z);
	return z != NULL;
}

static void
offsets(void)
{
	static const struct {
		const char	*zone;
		const char	*utc;
		int		 want;
	} t[] = {
		{ "Asia/Shanghai", "2024-03-01T00:00:00Z", 480 },
		/* China had summer time from 1986 to 1991. */
		{ "Asia/Shanghai", "1988-07-01T00:00:00Z", 540 },
		{ "Asia/Shanghai", "1988-12-01T00:00:00Z", 480 },
		{ "Asia/Shanghai", "9999-12-30T00:00:00Z", 480 },
		/* +08:05:43 before 1901 */
		{ "Asia/Shanghai", "1890-01-01T00:00:00Z", 485 },
		{ "Asia/Shanghai", "0000-01-02T00:00:00Z", 485 },
		/* -04:56:02 is rounded down */
		{ "America/New_York", "1850-01-01T00:00:00Z", -297 },
		{ "America/New_York", "2022-03-13T06:59:59Z", -300 },
		{ "America/New_York", "2022-03-13T07:00:00Z", -240 },
		{ "America/New_York", "2022-11-06T05:59:59Z", -240 },
		{ "America/New_York", "2022-11-06T06:00:00Z", -300 },
		/* By the rule: beyond 2037 files list nothing. */
		{ "America/New_York", "2040-07-01T00:00:00Z", -240 },
		{ "America/New_York", "2040-03-11T06:59:59Z", -300 },
		{ "America/New_York", "2040-03-11T07:00:00Z", -240 },
		{ "America/New_York", "2040-11-04T05:59:59Z", -240 },
		{ "America/New_York", "2040-11-04T06:00:00Z", -300 },
		{ "America/New_York", "9999-07-01T00:00:00Z", -240 },
		{ "Europe/Berlin", "2050-03-27T00:59:59Z", 60 },
		{ "Europe/Berlin", "2050-03-27T01:00:00Z", 120 },
		{ "Europe/Berlin", "2050-10-30T01:00:00Z", 60 },
		/* South: summer spans the new year. */
		{ "Australia/Sydney", "2045-01-01T00:00:00Z", 660 },
		{ "Australia/Sydney", "2045-07-01T00:00:00Z", 600 },
		{ "Australia/Sydney", "2045-12-31T23:00:00Z", 660 },
		{ "Australia/Lord_Howe", "2045-01-01T00:00:00Z", 660 },
		{ "Australia/Lord_Howe", "2045-07-01T00:00:00Z", 630 },
		{ "Asia/Kolkata", "2024-01-01T00:00:00Z", 330 },
		{ "Asia/Kathmandu", "2024-01-01T00:00:00Z", 345 },
		{ "Pacific/Apia", "2011-12-30T09:59:59Z", -600 },
		{ "Pacific/Apia", "2011-12-30T10:00:00Z", 840 },
		{ "Etc/GMT+5", "2024-01-01T00:00:00Z", -300 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct zone *z = zone_open(t[i].zone);

		CHECK(z != NULL);
		if (z == NULL)
			continue;
		if (zone_offset_at(z, utc_of(t[i].utc)) != t[i].want)
			printf("# %s %s\n", t[i].zone, t[i].utc);
		CHECK_INT(zone_offset_at(z, utc_of(t[i].utc)), t[i].want);
		zone_free(z);
	}
}

static void
fixed(void)
{
	static const struct {
		const char	*name;
		int		 want;
	} t[] = {
		{ "UTC", 0 }, { "Z", 0 }, { "+08:00", 480 }, { "-0530", -330 },
		{ "+08", 480 }, { "-23:59", -1439 }, { "+00:00", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct zone *z = zone_open(t[i].name);

		CHECK(z != NULL);
		if (z == NULL)
			continue;
		CHECK_INT(zone_offset_at(z, 0), t[i].want);
		CHECK_INT(zone_offset_at(z, utc_of("9999-01-01")), t[i].want);
		zone_free(z);
	}
}

static void
bad_names(void)
{
	static const char *const bad[] = { "", "Mars/Olympus", "/etc/passwd",
	    "../zoneinfo/UTC", "Asia/../Asia/Shanghai", "Asia", "Asia/",
	    "Asia//Shanghai", "/usr/share/zoneinfo/Asia/Shanghai", "localtime",
	    "tzdata.zi", "zone.tab", "right/Asia/Shanghai", "+24:00", "+8",
	    "+08:60", "+", "-", "08:00", "+08:00Z", "z", "UTC+8",
	    "Asia/Shanghai\n", "CST-8",
	    "Asia/Shanghai_Asia_Shanghai_Asia_Shanghai_Asia_Shanghai_Asia_"
	    "Shanghai" };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct zone *z = zone_open(bad[i]);

		if (z != NULL)
			printf("# accepted \"%s\"\n", bad[i]);
		CHECK(z == NULL);
		zone_free(z);
	}
}

static const struct {
	const char	*zone;
	const char	*local;
	const char	*want;
	bool		 odd;
} local_times[] = {
	{ "Asia/Shanghai", "2024-03-01 08:00:00",
	    "2024-03-01T08:00:00+08:00", false },
	{ "Asia/Shanghai", "1988-07-01 08:00:00",
	    "1988-07-01T08:00:00+09:00", false },
	{ "+08:00", "2024-03-01", "2024-03-01T00:00:00+08:00", false },
	{ "America/New_York", "2022-03-13 01:59:59",
	    "2022-03-13T01:59:59-05:00", false },
	/* 02:00 to 03:00 is skipped */
	{ "America/New_York", "2022-03-13 02:00:00",
	    "2022-03-13T02:00:00-05:00", true },
	{ "America/New_York", "2022-03-13 02:59:59",
	    "2022-03-13T02:59:59-05:00", true },
	{ "America/New_York", "2022-03-13 03:00:00",
	    "2022-03-13T03:00:00-04:00", false },
	{ "America/New_York", "2022-11-06 00:59:59",
	    "2022-11-06T00:59:59-04:00", false },
	/* 01:00 to 02:00 is there twice */
	{ "America/New_York", "2022-11-06 01:00:00",
	    "2022-11-06T01:00:00-04:00", true },
	{ "America/New_York", "2022-11-06 01:59:59",
	    "2022-11-06T01:59:59-04:00", true },
	{ "America/New_York", "2022-11-06 02:00:00",
	    "2022-11-06T02:00:00-05:00", false },
	{ "America/New_York", "2040-03-11 02:30:00",
	    "2040-03-11T02:30:00-05:00", true },
	{ "America/New_York", "2040-11-04 01:30:00",
	    "2040-11-04T01:30:00-04:00", true },
	/* Samoa left out a day */
	{ "Pacific/Apia", "2011-12-30 12:00:00",
	    "2011-12-30T12:00:00-10:00", true },
	{ "Pacific/Apia", "2011-12-31 00:00:00",
	    "2011-12-31T00:00:00+14:00", false },
	/* Midnight did not exist, but the day did */
	{ "America/Sao_Paulo", "2018-11-04 00:30:00",
	    "2018-11-04T00:30:00-03:00", true },
	{ "America/Sao_Paulo", "2018-11-04",
	    "2018-11-04T00:00:00-03:00", false },
	/* zoned already */
	{ "America/New_York", "2022-03-13T02:30:00+08:00",
	    "2022-03-13T02:30:00+08:00", false },
};

static void
assume(void)
{
	char out[STAMP_TEXT];
	struct stamp s;
	bool odd;
	size_t i;

	for (i = 0; i < sizeof(local_times) / sizeof(local_times[0]); i++) {
		struct zone *z = zone_open(local_times[i].zone);

		CHECK(z != NULL);
		if (z == NULL)
			continue;
		odd = !local_times[i].odd;
		CHECK(stamp_parse(str_z(local_times[i].local), &s));
		zone_assume(z, &s, &odd);
		CHECK_STR(((struct str){ out, stamp_print(&s, out) }),
		    local_times[i].want);
		if (odd != local_times[i].odd)
			printf("# %s\n", local_times[i].local);
		CHECK_INT(odd, local_times[i].odd);
		zone_assume(z, &s, NULL);
		zone_free(z);
	}
}

static void
convert(void)
{
	static const struct {
		const char	*zone;
		const char	*from;
		const char	*want;
	} t[] = {
		{ "Asia/Shanghai", "2024-02-29T20:09:10-04:00",
		    "2024-03-01T08:09:10+08:00" },
		{ "UTC", "2024-03-01T08:09:10.123+08:00",
		    "2024-03-01T00:09:10.123+00:00" },
		{ "America/New_York", "2022-03-13T07:00:00Z",
		    "2022-03-13T03:00:00-04:00" },
		{ "America/New_York", "1969-12-31T23:59:59.999Z",
		    "1969-12-31T18:59:59.999-05:00" },
		{ "Asia/Shanghai", "2024-03-01 08:00:00",
		    "2024-03-01T08:00:00" },
		/* Would be in the years 10000 and -1. */
		{ "Asia/Shanghai", "9999-12-31T23:00:00+00:00",
		    "9999-12-31T23:00:00+00:00" },
		{ "America/New_York", "0000-01-01T00:00:00+00:00",
		    "0000-01-01T00:00:00+00:00" },
	};
	char out[STAMP_TEXT];
	struct stamp s;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct zone *z = zone_open(t[i].zone);

		CHECK(z != NULL);
		if (z == NULL)
			continue;
		CHECK(stamp_parse(str_z(t[i].from), &s));
		zone_convert(z, &s);
		CHECK_STR(((struct str){ out, stamp_print(&s, out) }),
		    t[i].want);
		zone_free(z);
	}
}

/* Every local minute of 70 years that exists once gets the offset that holds
   at its instant. */
static void
assume_inverts(void)
{
	static const char *const name[] = { "America/New_York", "Asia/Shanghai",
	    "Europe/London", "Australia/Lord_Howe", "Pacific/Apia",
	    "Africa/Casablanca", "America/Sao_Paulo", "Asia/Tehran" };
	int64_t utc, end = utc_of("2050-01-01");
	size_t i, bad, odd_ones;
	bool odd;

	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
		struct zone *z = zone_open(name[i]);

		CHECK(z != NULL);
		if (z == NULL)
			continue;
		bad = odd_ones = 0;
		for (utc = utc_of("1975-01-01"); utc < end; utc += 1800) {
			struct stamp s = { .precision = STAMP_SECOND };
			int offset = zone_offset_at(z, utc);

			s.local_ms = (utc + offset * 60) * 1000;
			zone_assume(z, &s, &odd);
			odd_ones += odd;
			/* Of two the first: it may be the other one. */
			bad += odd ? s.offset < offset : s.offset != offset;
		}
		CHECK_INT(bad, 0);
		CHECK(odd_ones < 1000);
		zone_free(z);
	}
}

static void
rules(void)
{
	static const struct {
		const char	*rule;
		const char	*utc;
		int32_t		 want;
	} t[] = {
		{ "CST-8", "2024-01-01", 28800 },
		{ "<+0545>-5:45", "2024-01-01", 20700 },
		{ "<-03>3", "2024-01-01", -10800 },
		{ "XXX-1:02:03", "2024-01-01", 3723 },
		{ "EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00", -14400 },
		{ "EST5EDT4,M3.2.0,M11.1.0", "2024-03-10T06:59:59", -18000 },
		/* Dublin: winter time is the summer time, an hour back */
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-01", 0 },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-01", 3600 },
		/* hours beyond the day, and before it */
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59",
		    -7200 },
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00",
		    -3600 },
		{ "EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-30T00:00:00",
		    10800 },
		{ "EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-29T23:59:59",
		    7200 },
		/* March 1 in leap years and others; J60 is never February */
		{ "AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59", 0 },
		{ "AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00", 3600 },
		{ "AAA0BBB,J60/0,J300/0", "2023-03-01T00:00:00", 3600 },
		{ "AAA0BBB,59/0,300/0", "2024-02-29T00:00:00", 3600 },
		{ "AAA0BBB,59/0,300/0", "2024-02-28T23:59:59", 0 },
		/* summer time all the year (RFC 8536, 3.3.1) */
		{ "XXX3EDT4,0/0,J365/23", "2024-01-01T03:00:00", -14400 },
		{ "XXX3EDT4,0/0,J365/23", "2024-07-01T00:00:00", -14400 },
		{ "XXX3EDT4,0/0,J365/23", "2025-01-01T02:59:59", -14400 },
	};
	static const char *const bad[] = { "", "E5", "EST", "EST5EDT",
	    "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M13.2.0,M11.1.0",
	    "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0",
	    "EST5EDT,J0,J365", "EST5EDT,J1,J366", "EST5EDT,0,366",
	    "EST24", "EST5:60", "<EST5", "EST5EDT,M3.2.0/168,M11.1.0",
	    "EST5EDT,M3.2.0,M11.1.0x", "EST5x", "5", "<>5" };
	struct zonerule r;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK(zonerule_parse(str_z(t[i].rule), &r));
		if (zonerule_offset(&r, utc_of(t[i].utc)) != t[i].want)
			printf("# %s %s\n", t[i].rule, t[i].utc);
		CHECK_INT(zonerule_offset(&r, utc_of(t[i].utc)), t[i].want);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (zonerule_parse(str_z(bad[i]), &r))
			printf("# accepted \"%s\"\n", bad[i]);
		CHECK(!zonerule_parse(str_z(bad[i]), &r));
	}
}

int
main(void)
{
	RUN(fixed);
	RUN(bad_names);
	RUN(rules);
	if (have_zoneinfo("offsets"))
		RUN(offsets);
	if (have_zoneinfo("assume"))
		RUN(assume);
	if (have_zoneinfo("convert"))
		RUN(convert);
	if (have_zoneinfo("assume_inverts"))
		RUN(assume_inverts);
	return UNIT_STATUS();
}
