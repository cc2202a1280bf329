/* Numbers, dates and texts of workbooks. */
#include <stdlib.h>

#include "unit.h"
#include "../../lib/xlsxin.h"
#include "../../lib/xlsxnum.h"

static void
number(void)
{
	static const char *const t[][2] = {
		{ "0", "0" }, { "-0", "0" }, { "007", "7" }, { "1.50", "1.5" },
		{ "7767.0", "7767" }, { "-12.25", "-12.25" }, { ".5", "0.5" },
		{ "1000", "1000" }, { "+3", "3" }, { " 5 ", "5" },
		/* Excel writes 17 digits, more than it was given. */
		{ "663.19000000000005", "663.19" },
		{ "0.10000000000000001", "0.1" },
		{ "748.50999999999999", "748.51" },
		{ "0.07499999999999997", "0.07499999999999997" },
		{ "-1.1000000000000001", "-1.1" },
		/* Java writes an exponent from 10 million on. */
		{ "1.3812345678E10", "13812345678" }, { "1.5E-3", "0.0015" },
		{ "1E2", "100" }, { "12.5e1", "125" }, { "0E5", "0" },
		{ "9.007199254740992E15", "9007199254740992" },
		/* Digits that are there stay, those that are not are told. */
		{ "123456789012345", "123456789012345" },
		{ "12345678901234567", "12345678901234567" },
		{ "649123456789012345", "649123456789012345" },
		{ "7234567890123456789", "7234567890123456789" },
		{ "6.49E+17", "6.49E+17" },
		{ "6.4912345678901235E17", "6.491234567890124E+17" },
		{ "649123456789012350", "6.4912345678901235E+17" },
		{ "649123456789012000", "6.49123456789012E+17" },
		{ "9007199254740993.0", "9007199254740992" },
		{ "9007199254740994.0", "9.007199254740994E+15" },
		{ "1E300", "1E+300" }, { "1E-30", "1E-30" },
		{ "1E400", "1E+400" }, { "4E-400", "4E-400" },
		/* No numbers: as they are. */
		{ "", "" }, { "NaN", "NaN" }, { "1,5", "1,5" }, { "-", "-" },
		{ "1E", "1E" }, { "1.2.3", "1.2.3" }, { "0x10", "0x10" },
		{ "inf", "inf" }, { "1E5x", "1E5x" }, { ".", "." },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		xlsxnum_put(&b, str_z(t[i][0]));
		CHECK_STR(buf_view(&b), t[i][1]);
	}
	buf_free(&b);
}

static void
format(void)
{
	const unsigned d = XLSXNUM_DATE, m = XLSXNUM_TIME;
	const unsigned s = XLSXNUM_TIME | XLSXNUM_SECONDS;
	const unsigned e = XLSXNUM_TIME | XLSXNUM_ELAPSED;
	const struct {
		const char	*code;
		unsigned	 shows;
	} t[] = {
		{ "General", 0 }, { "GENERAL", 0 }, { "0.00", 0 },
		{ "#,##0.00", 0 }, { "0%", 0 }, { "@", 0 }, { "", 0 },
		{ "0.00E+00", 0 }, { "##0.0E-0", 0 }, { "# ?/?", 0 },
		{ "\"d\"0", 0 }, { "0.0\\d", 0 }, { "_d0", 0 },
		{ "[Red]0;[Blue]-0", 0 }, { "#,##0\" days\"", 0 },
		{ "[$USD-409]#,##0.00", 0 }, { "General;yyyy", 0 },
		{ "yyyy-mm-dd", d }, { "m/d/yy", d }, { "dd.mm.yyyy", d },
		{ "mmm", d }, { "mm", d }, { "dddd", d }, { "[$-804]aaaa", d },
		{ "yyyy\"年\"m\"月\"d\"日\"", d }, { "yyyy年m月d日", d },
		{ "[$-411]ggge\"年\"", d }, { "yyyy;@", d },
		{ "m/d/yy h:mm", d | m }, { "yyyy-mm-dd hh:mm:ss", d | s },
		{ "yyyy\\-mm\\-dd\\ hh:mm:ss.000", d | s },
		{ "h:mm", m }, { "h:mm AM/PM", m }, { "hh \"h\" mm", m },
		{ "mm:ss", s }, { "mm:ss.0", s }, { "h:mm:ss a/p", s },
		{ "[h]:mm", e }, { "[hh]:mm:ss", e | s }, { "[mm]:ss", e | s },
		{ "[ss]", e | s }, { "[$-F400]h:mm:ss AM/PM", s },
		{ "[", 0 }, { "\\", 0 }, { "\"", 0 }, { "[h", e },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(xlsxnum_format(str_z(t[i].code)), t[i].shows);
		if (xlsxnum_format(str_z(t[i].code)) != t[i].shows)
			printf("# %s\n", t[i].code);
	}
	CHECK_INT(xlsxnum_builtin(0), 0);
	CHECK_INT(xlsxnum_builtin(14), d);
	CHECK_INT(xlsxnum_builtin(21), s);
	CHECK_INT(xlsxnum_builtin(22), d | m);
	CHECK_INT(xlsxnum_builtin(46), e | s);
	CHECK_INT(xlsxnum_builtin(57), d);
	CHECK_INT(xlsxnum_builtin(164), 0);
}

static void
date(void)
{
	const unsigned d = XLSXNUM_DATE, dm = d | XLSXNUM_TIME;
	const unsigned s = XLSXNUM_TIME | XLSXNUM_SECONDS, ds = d | s;
	const unsigned e = s | XLSXNUM_ELAPSED;
	const struct {
		const char	*v;
		unsigned	 shows;
		bool		 date1904;
		const char	*want;
	} t[] = {
		{ "45292", d, false, "2024-01-01" },
		{ "45292.0", d, false, "2024-01-01" },
		{ "4.5292E4", d, false, "2024-01-01" },
		{ "43830", d, true, "2024-01-01" },
		{ "45292", dm, false, "2024-01-01 00:00" },
		{ "45292", ds, false, "2024-01-01 00:00:00" },
		{ "45292.5", d, false, "2024-01-01 12:00" },
		{ "45292.524305555555", dm, false, "2024-01-01 12:35" },
		{ "45292.524305555555", ds, false, "2024-01-01 12:35:00" },
		{ "45292.5243171296", dm, false, "2024-01-01 12:35:01" },
		{ "45292.999999999", ds, false, "2024-01-02 00:00:00" },
		{ "45292.00000001157", ds, false, "2024-01-01 00:00:00.001" },
		{ "45292.524310925", ds, false, "2024-01-01 12:35:00.464" },
		{ "1", d, false, "1900-01-01" },
		{ "59", d, false, "1900-02-28" },
		{ "60", d, false, "1900-02-29" },
		{ "61", d, false, "1900-03-01" },
		{ "0", d, true, "1904-01-01" },
		{ "2958465.5", d, false, "9999-12-31 12:00" },
		/* No dates of the system. */
		{ "0", d, false, "0" }, { "0.5", dm, false, "0.5" },
		{ "2958466", d, false, "2958466" }, { "-1", d, false, "-1" },
		{ "2957004", d, true, "2957004" },
		{ "1E20", d, false, "1E+20" }, { "x", d, false, "x" },
		/* Times. */
		{ "0.25", s, false, "06:00:00" }, { "0", s, false, "00:00:00" },
		{ "0.5", XLSXNUM_TIME, false, "12:00:00" },
		{ "0.000001", s, false, "00:00:00.086" },
		{ "45292.5", s, false, "2024-01-01 12:00:00" },
		{ "1.5", e, false, "36:00:00" },
		{ "300.25", e, false, "7206:00:00" }, { "-1", e, false, "-1" },
		/* A number is a number. */
		{ "45292.5", 0, false, "45292.5" },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		xlsxnum_put_shown(&b, str_z(t[i].v), t[i].shows,
		    t[i].date1904);
		CHECK_STR(buf_view(&b), t[i].want);
	}
	buf_free(&b);
}

static void
escapes(void)
{
	static const char *const t[][2] = {
		{ "a_x000D_b", "a\rb" }, { "_x005F_x000D_", "_x000D_" },
		{ "_x4E2d_", "中" }, { "_xD83D__xDE00_", "😀" },
		{ "_xD83D_x", "_xD83D_x" }, { "_xDE00_", "_xDE00_" },
		{ "_x12_", "_x12_" }, { "_x12G4_", "_x12G4_" },
		{ "a_b_", "a_b_" }, { "_", "_" }, { "", "" },
		{ "_x0041", "_x0041" }, { "__x0041_", "_A" },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		b.len = 0;
		buf_z(&b, "before ");
		buf_z(&b, t[i][0]);
		xlsx_text_end(&b, 7);
		CHECK_STR(((struct str){ b.p + 7, b.len - 7 }), t[i][1]);
	}
	buf_free(&b);
}

/* What is too long is cut between characters, and stays too long. */
static void
long_text(void)
{
	size_t n = XLSX_CELL_MAX - 1, i;
	char *p = malloc(n + 3);
	struct buf b = { 0 };

	memset(p, 'a', n);
	memcpy(p + n, "\xe4\xb8\xad", 3);
	xlsx_piece(&b, 0, (struct str){ p, n + 3 });
	CHECK_INT(b.len, n);
	for (i = 0; i < 20; i++)
		xlsx_piece(&b, 0, STR("more"));
	CHECK(b.len > ROWS_FIELD_MAX && b.len <= XLSX_CELL_MAX);
	memcpy(b.p, "_x0041_", 7);
	xlsx_text_end(&b, 0);
	CHECK(b.len > ROWS_FIELD_MAX);
	buf_free(&b);
	free(p);
}

int
main(void)
{
	RUN(number);
	RUN(format);
	RUN(date);
	RUN(escapes);
	RUN(long_text);
	return UNIT_STATUS();
}
