/* Times as exports write them. */
#include "clock.h"
#include "unit.h"

struct row {
	const char	*format;
	const char	*text;
	const char	*want;		/* as printed, or NULL: refused */
	enum stamp_precision precision;
};

static const struct row rows[] = {
	{ "%Y-%m-%d %H:%M:%S", "2024-01-02 03:04:05", "2024-01-02T03:04:05",
	  STAMP_SECOND },
	{ "%Y-%m-%d %H:%M:%S", "2024-01-02 03:04:05.678",
	  "2024-01-02T03:04:05.678", STAMP_MS },
	{ "%Y-%m-%d %H:%M:%S", "2024-01-02T03:04:05", "2024-01-02T03:04:05",
	  STAMP_SECOND },
	{ "%Y-%m-%d %H:%M:%S", "2024-1-2 3:4:5", "2024-01-02T03:04:05",
	  STAMP_SECOND },
	{ "%Y-%m-%d %H:%M:%S", "2024-01-02 03:04", NULL, 0 },
	{ "%Y-%m-%d %H:%M:%S", "2024-02-30 03:04:05", NULL, 0 },
	{ "%Y-%m-%d %H:%M:%S %z", "2022-01-11 04:32:31 -0500",
	  "2022-01-11T04:32:31-05:00", STAMP_SECOND },
	{ "%Y/%m/%d %H:%M", "2020/2/21 0:00", "2020-02-21T00:00:00",
	  STAMP_MINUTE },
	{ "%Y年%m月%d日%H时%M分%S秒", "2026年03月24日17时33分05秒",
	  "2026-03-24T17:33:05", STAMP_SECOND },
	{ "%Y.%m.%d", "2024.05.15", "2024-05-15", STAMP_DAY },
	{ "%a %b %d %T %z %Y", "Tue Dec 01 14:13:09 +0800 2020",
	  "2020-12-01T14:13:09+08:00", STAMP_SECOND },
	{ "%d/%m/%y", "31/12/69", "1969-12-31", STAMP_DAY },
	{ "%d/%m/%y", "31/12/68", "2068-12-31", STAMP_DAY },
	{ "%I:%M %p %d %B %Y", "12:05 AM 1 Sept 2024", "2024-09-01T00:05:00",
	  STAMP_MINUTE },
	{ "%I:%M %p %d %B %Y", "13:05 AM 1 Sept 2024", NULL, 0 },
	{ "%F %T %Z", "2024-01-02 03:04:60 UTC", "2024-01-02T03:05:00+00:00",
	  STAMP_SECOND },
	{ "%F%%%R", "2024-01-02%10:00", "2024-01-02T10:00:00", STAMP_MINUTE },
	{ "%H:%M", "10:00", NULL, 0 },
	{ "epoch_s", "1704191400", "2024-01-02T10:30:00+00:00",
	  STAMP_SECOND },
	{ "epoch_ms", "1704191400123", "2024-01-02T10:30:00.123+00:00",
	  STAMP_MS },
	{ "epoch_s", "1704191400123", NULL, 0 },
	{ "epoch_s", "-1", NULL, 0 },
	{ "epoch", "1704191400", "2024-01-02T10:30:00+00:00", STAMP_SECOND },
	{ "epoch", "1704191400123", "2024-01-02T10:30:00.123+00:00",
	  STAMP_MS },
	{ "epoch", "1704191400.0", "2024-01-02T10:30:00+00:00",
	  STAMP_SECOND },
	{ "epoch", "1704191400.5", NULL, 0 },
	{ "epoch", "45293", NULL, 0 },
	{ "epoch", "1.7041914E+12", NULL, 0 },
	{ "excel", "45293", "2024-01-02", STAMP_DAY },
	{ "excel", "45293.5", "2024-01-02T12:00:00", STAMP_SECOND },
	{ "excel", "45293.999999999", "2024-01-03T00:00:00", STAMP_SECOND },
	{ "excel", "60", NULL, 0 },
	{ "rfc3339", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00",
	  STAMP_SECOND },
	{ "rfc3339", "2024-01-02T03:04:05", NULL, 0 },
	{ "any", "Jan 2, 2024", "2024-01-02", STAMP_DAY },
	{ "any", "2-Jan-2024 3:04 pm", "2024-01-02T15:04:00", STAMP_MINUTE },
	{ "any", "2024/1/2 3:04:05+08", "2024-01-02T03:04:05+08:00",
	  STAMP_SECOND },
	{ "any", "Tue, 02 Jan 2024 03:04:05 GMT", "2024-01-02T03:04:05+00:00",
	  STAMP_SECOND },
	{ "any", "13/12/2023", NULL, 0 },
	{ "any", "12/13/2023", NULL, 0 },
	{ "any", "2026/3/27 下午 6:08", "2026-03-27T18:08:00", STAMP_MINUTE },
	{ "any", "2026年3月27日 上午12:08:09", "2026-03-27T00:08:09",
	  STAMP_SECOND },
	{ "any", "2026/3/27 下午", NULL, 0 },
	{ "any", "2026/3/27 下午 13:08", NULL, 0 },
	{ "any", "5/5/2024 6:07 AM", "2024-05-05T06:07:00", STAMP_MINUTE },
	{ "any", "1/2/2024", NULL, 0 },
	{ "any", "31/12/23", NULL, 0 },
	{ "any", "13/13/2023", NULL, 0 },
	{ "any", "1704191400", NULL, 0 },
	{ "any", "2024-01-02 junk", NULL, 0 },
	{ "any", "", NULL, 0 },
};

static void
formats(void)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		char text[STAMP_TEXT];
		struct stamp t;
		const char *why = clock_parse(r->format, str_z(r->text),
		    DATE_UNKNOWN, &t);
		struct str s;

		if ((why == NULL) != (r->want != NULL))
			printf("# %s \"%s\"\n", r->format, r->text);
		CHECK((why == NULL) == (r->want != NULL));
		if (why != NULL || r->want == NULL)
			continue;
		s = (struct str){ text, stamp_print(&t, text) };
		CHECK_STR(s, r->want);
		CHECK_INT(t.precision, r->precision);
	}
}

static void
orders(void)
{
	static const struct {
		enum date_order	 order;
		const char	*text, *want;
	} o[] = {
		{ DATE_DMY, "02/01/2024", "2024-01-02" },
		{ DATE_MDY, "02/01/2024", "2024-02-01" },
		{ DATE_DMY, "2.1.24", "2024-01-02" },
		{ DATE_YMD, "24/01/02", "2024-01-02" },
		{ DATE_DMY, "2024-03-04", "2024-03-04" },
		{ DATE_MDY, "3/4/24", "2024-03-04" },
		{ DATE_DMY, "27.03.2026", "2026-03-27" },
	};
	char text[STAMP_TEXT];
	struct stamp t;
	size_t i;

	for (i = 0; i < sizeof(o) / sizeof(o[0]); i++) {
		CHECK(clock_parse("any", str_z(o[i].text), o[i].order, &t) ==
		    NULL);
		CHECK_STR(((struct str){ text, stamp_print(&t, text) }),
		    o[i].want);
	}
	CHECK(clock_parse("any", STR("13/01/2024"), DATE_MDY, &t) != NULL);
	CHECK(clock_parse("any", STR("1/2/24"), DATE_YMD, &t) != NULL);
	CHECK(clock_parse("any", STR("1/2/2024"), DATE_YMD, &t) != NULL);
}

static void
possible(void)
{
	static const unsigned dmy = 1u << DATE_DMY, mdy = 1u << DATE_MDY,
	    ymd = 1u << DATE_YMD;

	CHECK_INT(clock_orders(STR("02/01/2024 13:41")), dmy | mdy);
	CHECK_INT(clock_orders(STR("31/12/2023 22:36")), dmy);
	CHECK_INT(clock_orders(STR("03/27/2026 06:08 AM")), mdy);
	CHECK_INT(clock_orders(STR("3/4/24")), dmy | mdy);
	CHECK_INT(clock_orders(STR("03/04/24")), dmy | mdy | ymd);
	CHECK_INT(clock_orders(STR("24/1/5")), ymd);
	CHECK_INT(clock_orders(STR("31.12.99")), dmy);
	CHECK_INT(clock_orders(STR("12-31-23")), mdy);
	CHECK_INT(clock_orders(STR("29/02/2023")), 0);
	CHECK_INT(clock_orders(STR("5/5/2024")), 0);
	CHECK_INT(clock_orders(STR("2024/1/2")), 0);
	CHECK_INT(clock_orders(STR("1/2-2024")), 0);
	CHECK_INT(clock_orders(STR("1/2/2024 junk")), 0);
	CHECK_INT(clock_orders(STR("1/2/204")), 0);
	CHECK_INT(clock_orders(STR("")), 0);
}

static void
checks(void)
{
	CHECK(clock_check("any") == NULL);
	CHECK(clock_check("%Y-%m-%d") == NULL);
	CHECK(clock_check("%Q") != NULL);
	CHECK(clock_check("%") != NULL);
	CHECK(clock_check("sometimes") != NULL);
}

int
main(void)
{
	RUN(formats);
	RUN(orders);
	RUN(possible);
	RUN(checks);
	return UNIT_STATUS();
}
