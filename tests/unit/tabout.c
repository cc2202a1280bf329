/* What is written as CSV and JSON lines is read back; tables are aligned. */
#include <stdlib.h>

#include "mem.h"
#include "rows.h"
#include "tabout.h"
#include "text.h"
#include "unit.h"
#include "utf8.h"

#define COLS	4
#define ROWS	1500

static const struct tab_col cols[COLS] = {
	{ "id", TAB_TEXT }, { "n", TAB_NUMBER }, { "a \"name\"", TAB_TEXT },
	{ "last", TAB_TEXT }
};

static uint64_t state = 7;

static size_t
below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % n);
}

/* Valid text without NUL, full of what needs care. */
static struct str
random_text(struct arena *a)
{
	static const char *const part[] = { "\"", ",", "\n", "\r", "\r\n",
	    " ", "\\", "\t", "\x01", "\x1b", "\x7f", "a", "bcdefghijklmnop",
	    "\xc3\xa9", "\xe4\xb8\xad", "\xf0\x9f\x98\x80", "\xef\xbb\xbf",
	    "=", ";", "{" };
	struct buf b = { 0 };
	struct str s;
	size_t n = below(3) == 0 ? 0 : below(12);

	while (n-- > 0)
		buf_z(&b, part[below(sizeof(part) / sizeof(*part))]);
	s = arena_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
fill(struct str (*cell)[COLS], struct arena *a)
{
	size_t i, k;

	for (i = 0; i < ROWS; i++)
		for (k = 0; k < COLS; k++)
			cell[i][k] = k == 1 ? arena_printf(a, "%d",
			    (int)below(1000) - 500) : random_text(a);
	/* A file that begins as a BOM or as JSON is another matter. */
	cell[0][0] = STR("x");
}

static void
read_back(struct str text, enum rows_format format,
    struct str (*cell)[COLS])
{
	struct rows_opts o = { .format = format };
	struct io_in *in = io_in_memory("text", text);
	const struct str *name;
	struct batch b;
	struct fault f;
	struct rows *r;
	size_t n, i, k, col[COLS], at = 0, wrong = 0;

	CHECK_INT(rows_open(&r, in, &o, &f), STATUS_OK);
	name = rows_header(r, &n);
	CHECK_INT(n, COLS);
	for (k = 0; k < COLS; k++)
		for (i = 0, col[k] = SIZE_MAX; i < n; i++)
			if (str_eq(name[i], str_z(cols[k].name)))
				col[k] = i;
	rows_bind(r, col, COLS);
	while (rows_next(r, &b) == 1)
		for (i = 0; i < b.n; i++, at++) {
			wrong += b.row[i].bad != NULL || at >= ROWS;
			for (k = 0; k < COLS && wrong == 0; k++)
				wrong += !str_eq(b.row[i].cell[k],
				    cell[at][k]);
		}
	CHECK_INT(at, ROWS);
	CHECK_INT(wrong, 0);
	rows_close(r);
	io_in_close(in);
}

static void
round_trip(enum tab_format f, enum rows_format format)
{
	struct str (*cell)[COLS] = mem_array(ROWS, sizeof(*cell));
	struct io_out *out = io_out_memory();
	struct arena a = { 0 };
	struct tabout *t;
	size_t i;

	fill(cell, &a);
	t = tab_open(out, f, cols, COLS, 0);
	for (i = 0; i < ROWS / 2; i++)
		tab_row(t, cell[i]);
	tab_close(t);
	t = tab_more(out, f, cols, COLS);
	for (; i < ROWS; i++)
		tab_row(t, cell[i]);
	tab_close(t);
	read_back(io_out_text(out), format, cell);
	io_out_close(out, false);
	arena_free(&a);
	free(cell);
}

static void
csv_is_read_back(void)
{
	round_trip(TAB_CSV, ROWS_AUTO);
}

static void
json_is_read_back(void)
{
	round_trip(TAB_JSONL, ROWS_AUTO);
}

static void
expect(enum tab_format f, const struct tab_col *col, size_t width,
    const struct str *cell, const char *want)
{
	struct io_out *out = io_out_memory();
	struct tabout *t = tab_open(out, f, col, 2, width);

	tab_row(t, cell);
	tab_row(t, cell + 2);
	tab_close(t);
	CHECK_STR(io_out_text(out), want);
	io_out_close(out, false);
}

static void
exact(void)
{
	static const struct tab_col two[2] = { { "a", TAB_TEXT },
	    { "b", TAB_NUMBER } };
	const struct str plain[4] = { STR("x, y"), STR("-1.50"), STR(" z"),
	    STR("") };
	const struct str wide[4] = { STR("\xe4\xb8\xad\xe6\x96\x87"),
	    STR("7"), STR("a\tb\n\x1b[31m"), STR("12345") };

	expect(TAB_CSV, two, 0, plain, "a,b\n\"x, y\",-1.50\n\" z\",\n");
	expect(TAB_JSONL, two, 0, plain, "{\"a\":\"x, y\",\"b\":-1.50}\n"
	    "{\"a\":\" z\"}\n");
	expect(TAB_TABLE, two, 0, plain, "a         b\nx, y  -1.50\n z\n");
	expect(TAB_TABLE, two, 0, wide, "a                 b\n"
	    "\xe4\xb8\xad\xe6\x96\x87              7\n"
	    "a b \\x1b[31m  12345\n");
}

/* Every line of a table of random texts is as wide as the widest allowed. */
static void
aligned(void)
{
	static const struct tab_col three[3] = { { "id", TAB_TEXT },
	    { "text", TAB_TEXT }, { "n", TAB_NUMBER } };
	struct io_out *out = io_out_memory();
	struct arena a = { 0 };
	struct str cell[3], rest, line;
	struct tabout *t = tab_open(out, TAB_TABLE, three, 3, 40);
	size_t i, wrong = 0;

	for (i = 0; i < 200; i++) {
		cell[0] = STR("id");
		cell[1] = random_text(&a);
		cell[2] = arena_printf(&a, "%d", (int)below(1000));
		tab_row(t, cell);
	}
	tab_close(t);
	rest = io_out_text(out);
	for (i = 0; i < 201; i++) {
		CHECK(str_split(&rest, '\n', &line));
		/* Numbers are to the right, so all lines end alike. */
		wrong += text_width(line) != 40;
		wrong += utf8_check(line) != line.len;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(rest.len, 0);
	io_out_close(out, false);
	arena_free(&a);
}

/* A lone empty cell is a record, not an empty line. */
static void
one_column(void)
{
	static const struct tab_col one[1] = { { "a", TAB_TEXT } };
	struct io_out *out = io_out_memory();
	struct tabout *t = tab_open(out, TAB_CSV, one, 1, 0);
	struct str empty = STR("");

	tab_row(t, &empty);
	tab_close(t);
	CHECK_STR(io_out_text(out), "a\n\"\"\n");
	io_out_close(out, false);
}

int
main(void)
{
	RUN(csv_is_read_back);
	RUN(json_is_read_back);
	RUN(exact);
	RUN(aligned);
	RUN(one_column);
	return UNIT_STATUS();
}
