/*
 * Tables, maps and wrapped text for people: every line of a table is as wide
 * as the others and none is wider than the face. Widths are measured here by
 * what the texts were built from, not by the code that padded them.
 */

#include <stdint.h>
#include <stdlib.h>

#include "../../lib/heat.h"
#include "../../lib/mem.h"
#include "../../lib/table.h"
#include "unit.h"

/* Pieces of known width; the longer of two that begin alike comes first. */
static const struct {
	const char	*text;
	size_t		 width;
} piece[] = {
	{ "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
	  "\xf0\x9f\x91\xa7", 2 },		/* a family, joined */
	{ "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3", 2 },	/* a flag */
	{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbf", 2 },	/* thumb, skin tone */
	{ "\xf0\x9f\x90\xb1", 2 }, { "猫", 2 }, { "한", 2 }, { "，", 2 },
	{ "e\xcc\x81\xcc\xa3", 1 }, { "é", 1 }, { "…", 1 }, { "a", 1 },
	{ "-", 1 }, { "0", 1 }, { ".", 1 }, { "h", 1 }, { "d", 1 }
};
#define PIECES	(sizeof(piece) / sizeof(piece[0]))

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
random_text(struct buf *b, uint32_t *seed, size_t pieces)
{
	b->len = 0;
	while (pieces-- > 0)
		buf_z(b, piece[next_random(seed) % PIECES].text);
}

/* Columns of a line, by its pieces; blanks are one. */
static size_t
measure(struct str s)
{
	size_t w = 0, i, len;

	while (s.len > 0) {
		for (i = 0; i < PIECES; i++) {
			if (str_starts(s, str_z(piece[i].text)))
				break;
		}
		CHECK(i < PIECES || s.p[0] == ' ');
		len = i < PIECES ? strlen(piece[i].text) : 1;
		w += i < PIECES ? piece[i].width : 1;
		s.p += len;
		s.len -= len;
	}
	return w;
}

static const struct table_col columns[] = {
	{ "h", false, 4, 0 }, { "d", true, 0, 2 }, { "h", false, 3, 1 },
	{ "d", false, 0, 3 }, { "0", true, 0, 0 }
};
#define COLS	(sizeof(columns) / sizeof(columns[0]))

static void
one_table(uint32_t *seed, size_t width)
{
	struct table *t = table_open(columns, COLS);
	struct buf out = { 0 }, b = { 0 };
	struct face f = { .out = &out, .width = width };
	size_t rows = next_random(seed) % 6, i, all = 0;
	struct str rest, line;

	for (i = 0; i < rows * COLS; i++) {
		random_text(&b, seed, 1 + next_random(seed) %
		    (i % 7 == 0 ? 60 : 9));
		table_cell(t, buf_view(&b));
	}
	table_close(t, &f);
	rest = buf_view(&out);
	CHECK(rest.len > 0 && rest.p[rest.len - 1] == '\n');
	rest.len--;
	for (i = 0; str_split(&rest, '\n', &line); i++) {
		/* The last column is to the right: nothing was trimmed. */
		CHECK(line.len > 0 && line.p[line.len - 1] != ' ');
		if (i == 0)
			all = measure(line);
		CHECK_INT(measure(line), all);
		CHECK(measure(line) <= width);
	}
	CHECK_INT(i, rows + 1);
	buf_free(&out);
	buf_free(&b);
}

static void
lines_are_equally_wide(void)
{
	uint32_t seed = 20240531;
	size_t i;

	for (i = 0; i < 3000; i++)
		one_table(&seed, 20 + next_random(&seed) % 140);
}

static void
cells_are_harmless(void)
{
	static const struct table_col col[] = {
		{ "NAME", false, 8, 0 }, { "n", true, 0, 0 }
	};
	struct table *t = table_open(col, 2);
	struct buf out = { 0 }, big = { 0 };
	struct face f = { .out = &out, .width = 60 };
	size_t i;

	table_cell(t, STR("\033[31mred\nline\ttab"));
	table_cell(t, STR("1"));
	for (i = 0; i < 10000; i++)
		buf_z(&big, "猫");
	table_cell(t, buf_view(&big));
	table_cell(t, STR("12,345"));
	table_close(t, &f);
	CHECK_STR(buf_view(&out),
	    "NAME                                                       n\n"
	    "  \\x1b[31mred line tab                                     1\n"
	    "  猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫..  12,345\n");
	buf_free(&out);
	buf_free(&big);
}

/* Narrow: columns leave in their order, the others get their place back. */
static void
columns_leave(void)
{
	static const struct table_col col[] = {
		{ "NAME", false, 8, 0 }, { "first", true, 0, 2 },
		{ "second", true, 0, 1 }, { "n", true, 0, 0 }
	};
	static const char *const cell[] = {
		"a long name", "1,000", "2,000", "123,456,789.00"
	};
	static const struct {
		size_t		 width;
		const char	*want;
	} t[] = {
		{ 80, "NAME           first  second               n\n"
		    "  a long name  1,000   2,000  123,456,789.00\n" },
		{ 43, "NAME          first  second               n\n"
		    "  a long n..  1,000   2,000  123,456,789.00\n" },
		{ 40, "NAME           second               n\n"
		    "  a long name   2,000  123,456,789.00\n" },
		{ 26, "NAME                     n\n"
		    "  a long..  123,456,789.00\n" },
		{ 14, "NAME         n\n  a l..  123..\n" }
	};
	struct buf out = { 0 };
	size_t i, j;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct face f = { .out = &out, .width = t[i].width };
		struct table *tab = table_open(col, 4);

		out.len = 0;
		for (j = 0; j < 4; j++)
			table_cell(tab, str_z(cell[j]));
		table_close(tab, &f);
		CHECK_STR(buf_view(&out), t[i].want);
	}
	buf_free(&out);
}

static void
wrapping(void)
{
	struct buf out = { 0 };
	struct face f = { .out = &out, .width = 20 };

	face_blank(&f, 2);
	face_wrap(&f, STR("one two three four five, 猫猫猫 猫猫猫 end"), 2, 4);
	CHECK_STR(buf_view(&out), "  one two three four\n    five, 猫猫猫\n"
	    "    猫猫猫 end\n");
	out.len = 0;
	face_wrap(&f, STR("a b\033c averyveryverylongwordindeed d"), 0, 0);
	CHECK_STR(buf_view(&out), "a b\\x1bc\naveryveryverylongw..\nd\n");
	out.len = 0;
	face_blank(&f, 5);
	face_wrap(&f, STR(""), 5, 5);
	CHECK_STR(buf_view(&out), "\n");
	buf_free(&out);
}

/* A map of `bins` scores with made-up counts and labels. */
static void
print_map(struct buf *out, size_t bins, size_t width, bool color)
{
	int128 *count = mem_array(bins * bins, sizeof(*count));
	struct str *label = mem_array(bins, sizeof(*label));
	struct face f = { .out = out, .width = width, .color = color };
	struct heat h = { .bins = bins, .count = count, .row_label = label,
	    .col_label = label, .row_unit = "days", .col_unit = "orders" };
	size_t i;

	for (i = 0; i < bins * bins; i++)
		count[i] = (int128)(i * 37 % 11);
	for (i = 0; i < bins; i++)
		label[i] = i % 2 == 0 ? STR("1-10") : STR("");
	out->len = 0;
	heat_print(&h, &f);
	free(count);
	free(label);
}

static void
map_of_three(void)
{
	struct buf out = { 0 };

	/* Counts by R: 0 4 8 | 1 5 9 | 2 6 10; 45 in all, the fullest 10. */
	print_map(&out, 3, 60, false);
	CHECK_STR(buf_view(&out),
	    "   orders  1-10                      1-10\n"
	    "     days    F1           F2           F3          all\n"
	    "  R3 1-10   4.4 ......  13.3 ++++++  22.2 @@@@@@  40.0\n"
	    "  R2        2.2 ......  11.1 ++++++  20.0 @@@@@@  33.3\n"
	    "  R1 1-10     -          8.9 ::::::  17.8 ######  26.7\n"
	    "  all       6.7         33.3         60.0\n"
	    "  Shades . : + # @ are fifths of the fullest cell, 22.2%.\n");
	buf_free(&out);
}

static void
maps_keep_the_width(void)
{
	struct buf out = { 0 };
	struct str rest, line;
	size_t bins, width;

	for (bins = 2; bins <= 100; bins += bins < 12 ? 1 : 11) {
		for (width = 60; width <= 200; width += 20) {
			print_map(&out, bins, width, false);
			rest = buf_view(&out);
			while (str_split(&rest, '\n', &line))
				CHECK(line.len <= width);
		}
	}
	print_map(&out, 100, 60, false);
	CHECK_STR(buf_view(&out), "  The map does not fit this width; --csv "
	    "has its figures.\n");
	print_map(&out, 3, 60, true);
	buf_byte(&out, '\0');
	CHECK(strstr(out.p, "\033[30;48;5;195m 4.4       \033[0m") != NULL);
	CHECK(strstr(out.p, "Shades") == NULL);
	buf_free(&out);
}

int
main(void)
{
	RUN(lines_are_equally_wide);
	RUN(cells_are_harmless);
	RUN(columns_leave);
	RUN(wrapping);
	RUN(map_of_three);
	RUN(maps_keep_the_width);
	return UNIT_STATUS();
}
