/* What the dates of a column prove together. */
#include <string.h>

#include "dateorder.h"
#include "unit.h"

static struct date_column *
column_of(const char *const *date, enum date_order told)
{
	struct date_column *d = dateorder_open(0, NULL, NULL, told);
	struct str s;
	unsigned orders;
	uint64_t line;

	for (line = 2; *date != NULL; date++, line++) {
		s = str_z(*date);
		orders = dateorder_of(d, s);
		if (orders != 0 && dateorder_add(d, orders, s))
			dateorder_place(d, orders, s, line, 1);
	}
	dateorder_judge(d);
	return d;
}

static void
verdicts(void)
{
	static const struct {
		const char	 *date[5];
		enum date_verdict verdict;
		enum date_order	  order, told;
	} c[] = {
		{ { "02/01/2024 13:41", "31/12/2023 22:36" }, DATES_PROVED,
		  DATE_DMY, DATE_UNKNOWN },
		{ { "11/10/2025 21:00", "03/27/2026 06:08" }, DATES_PROVED,
		  DATE_MDY, DATE_UNKNOWN },
		{ { "3/4/24", "14/4/24" }, DATES_PROVED,
		  DATE_DMY, DATE_UNKNOWN },
		{ { "03/04/24", "24/1/5" }, DATES_PROVED,
		  DATE_YMD, DATE_UNKNOWN },
		{ { "1/2/2024", "3/4/2024" }, DATES_NO_PROOF,
		  DATE_UNKNOWN, DATE_UNKNOWN },
		/* 2014-04-24 as well as the 14th of April. */
		{ { "14/04/24", "03/04/24" }, DATES_NO_PROOF,
		  DATE_UNKNOWN, DATE_UNKNOWN },
		{ { "13/01/2024", "01/13/2024" }, DATES_CONTRADICT,
		  DATE_UNKNOWN, DATE_UNKNOWN },
		/* What is no date, or no such one, proves nothing. */
		{ { "1/2/2024", "45/45/2024", "2024-01-13", "13/1" },
		  DATES_NO_PROOF,
		  DATE_UNKNOWN, DATE_UNKNOWN },
		{ { "1/2/2024", " '13/01/2024 " }, DATES_PROVED,
		  DATE_DMY, DATE_UNKNOWN },
		/* The map is believed as far as the dates allow it. */
		{ { "1/2/2024" }, DATES_TOLD, DATE_MDY, DATE_MDY },
		{ { "1/2/2024", "13/2/2024" }, DATES_PROVED, DATE_DMY,
		  DATE_MDY },
		{ { "14/04/24" }, DATES_TOLD, DATE_YMD, DATE_YMD },
		{ { "14/04/24" }, DATES_NO_PROOF, DATE_UNKNOWN, DATE_MDY },
		{ { "13/01/2024", "01/13/2024" }, DATES_CONTRADICT,
		  DATE_UNKNOWN, DATE_MDY },
	};
	struct date_column *d;
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		d = column_of(c[i].date, c[i].told);
		CHECK_INT(d->verdict, c[i].verdict);
		CHECK_INT(d->order, c[i].order);
		dateorder_close(d);
	}
}

static void
examples(void)
{
	static const char *const open[] = { "1/2/2024", "1/2/2024",
		"3/4/2024", "5/6/2024", NULL };
	static const char *const same[] = { "1/2/2024", "1/2/2024", NULL };
	static const char *const both[] = { "1/2/2024", "13/2/2024",
		"2/14/2024", NULL };
	struct date_column *d = column_of(open, DATE_UNKNOWN);
	struct buf b = { 0 };

	CHECK_INT(d->open[0].line, 2);
	CHECK_INT(d->open[1].line, 4);
	dateorder_close(d);
	d = column_of(same, DATE_UNKNOWN);
	CHECK_INT(d->open[1].line, 3);
	dateorder_close(d);
	d = column_of(both, DATE_UNKNOWN);
	dateorder_explain(d, "f.csv", STR("Paid at"), &b);
	CHECK_STR(buf_view(&b), "f.csv: Paid at: no order of day, month and "
	    "year fits all dates (say it with --date-order)\n"
	    "f.csv:4:1: \"2/14/2024\" can be month/day/year\n"
	    "f.csv:3:1: \"13/2/2024\" can be day/month/year");
	buf_free(&b);
	dateorder_close(d);
}

/* A format of the map that reads the date has told its order. */
static void
told(void)
{
	static const char *const format[] = { "%d.%m.%Y", "any", NULL };
	struct date_column *d = dateorder_open(0, format, NULL,
	    DATE_UNKNOWN);

	CHECK_INT(dateorder_of(d, STR("1.2.2024")), 0);
	CHECK(dateorder_of(d, STR("1/2/2024")) != 0);
	dateorder_close(d);
}

int
main(void)
{
	RUN(verdicts);
	RUN(examples);
	RUN(told);
	return UNIT_STATUS();
}
