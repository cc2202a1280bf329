/* The rows of a sheet as CSV, while its XML is read. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "xlsxin.h"
#include "xlsxnum.h"

/* Text that is kept before the reader has taken some. */
#define ENOUGH	((size_t)256 << 10)

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_ERROR };

struct sheet {
	struct xlsx	*x;
	const char	*part;
	struct xmlread	*xml;		/* NULL: not yet opened */
	int		 more;		/* as xmlread_step */
	struct buf	 err;		/* ends in NUL */
	struct buf	 out;		/* finished records */
	size_t		 out_at;
	uint64_t	 given;
	unsigned	 put;		/* records so far */
	struct buf	 row;		/* the record at hand */
	/* 1.., 0: not yet known. */
	unsigned	 row_number, cell_column;
	unsigned	 filled;	/* column of the last cell in row */
	enum cell_type	 type;
	unsigned long	 style;
	struct buf	 value, formula, shown;
	bool		 has_formula;
	/* Where in the XML. */
	bool		 root, data, in_row, in_cell;
	unsigned	 phonetic;
	struct buf	*text;		/* which takes the text, or NULL */
};

static void
put_quoted(struct buf *out, struct str s)
{
	const char *q;

	buf_byte(out, '"');
	while (s.len > 0 && (q = memchr(s.p, '"', s.len)) != NULL) {
		size_t n = (size_t)(q - s.p) + 1;

		buf_put(out, s.p, n);
		buf_byte(out, '"');
		s.p += n;
		s.len -= n;
	}
	buf_str(out, s);
	buf_byte(out, '"');
}

static bool
is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r')
			return false;
	return true;
}

static void
put_cell(struct sheet *t, struct str s)
{
	if (s.len == 0)
		return;
	for (; t->filled < t->cell_column; t->filled++)
		if (t->filled > 0)
			buf_byte(&t->row, ',');
	if (is_plain(s))
		buf_str(&t->row, s);
	else
		put_quoted(&t->row, s);
	if (t->row.len > ROWS_RECORD_MAX)
		xmlread_stop(t->xml, "row %u: longer than %u MiB",
		    t->row_number, ROWS_RECORD_MAX >> 20);
}

/* The digits of a number up to max; 0 when there are none or too many. */
static unsigned
digits(const char *z, unsigned max)
{
	unsigned v = 0;

	for (; *z >= '0' && *z <= '9' && v <= max; z++)
		v = 10 * v + (unsigned)(*z - '0');
	return *z == '\0' && v <= max ? v : 0;
}

/* "BC23": its column and its row; false when it is none in any sheet. */
static bool
read_place(const char *z, unsigned *column, unsigned *row)
{
	unsigned v = 0;

	for (; ((*z | 0x20) >= 'a' && (*z | 0x20) <= 'z') &&
	    v <= XLSX_COLUMNS; z++)
		v = 26 * v + (unsigned)((*z | 0x20) - 'a') + 1;
	*column = v;
	*row = digits(z, XLSX_ROWS);
	return v >= 1 && v <= XLSX_COLUMNS && *row > 0;
}

/* Rows come in their order; numbers may be left out. */
static void
set_row(struct sheet *t, unsigned number)
{
	if (number <= t->put)
		xmlread_stop(t->xml, "row %u stands behind row %u", number,
		    t->put);
	t->row_number = number;
}

static void
begin_row(struct sheet *t, const char **attr)
{
	const char *r = xmlread_attr(attr, "r");
	unsigned number = t->row_number + 1;

	if (r != NULL)
		number = digits(r, XLSX_ROWS);
	if (number == 0 || number > XLSX_ROWS) {
		xmlread_stop(t->xml, "row %.20s: no row of a sheet, which has "
		    "1,048,576", r == NULL ? "1048577" : r);
		return;
	}
	set_row(t, number);
	t->in_row = true;
	t->cell_column = t->filled = 0;
	t->row.len = 0;
}

static enum cell_type
type_of(const char *t)
{
	if (t == NULL || strcmp(t, "n") == 0)
		return CELL_NUMBER;
	if (strcmp(t, "s") == 0)
		return CELL_SHARED;
	if (strcmp(t, "b") == 0)
		return CELL_BOOL;
	return strcmp(t, "e") == 0 ? CELL_ERROR : CELL_TEXT;
}

static void
begin_cell(struct sheet *t, const char **attr)
{
	const char *r = xmlread_attr(attr, "r");
	const char *s = xmlread_attr(attr, "s");
	unsigned column = t->cell_column + 1, row = t->row_number;

	if (r != NULL && !read_place(r, &column, &row)) {
		xmlread_stop(t->xml, "cell %.20s: no cell of a sheet, which "
		    "ends at XFD1048576", r);
		return;
	}
	/* A row without a number has that of its cells. */
	if (row != t->row_number && t->cell_column == 0 && row > t->put)
		t->row_number = row;
	if (column > XLSX_COLUMNS) {
		xmlread_stop(t->xml, "row %u: more than 16,384 columns",
		    t->row_number);
		return;
	}
	if (row != t->row_number || column <= t->cell_column) {
		xmlread_stop(t->xml, "cell %.20s stands behind column %u of "
		    "row %u", r, t->cell_column, t->row_number);
		return;
	}
	t->cell_column = column;
	t->type = type_of(xmlread_attr(attr, "t"));
	t->style = s == NULL ? 0 : digits(s, 1u << 30);
	t->value.len = t->formula.len = 0;
	t->has_formula = false;
	t->in_cell = true;
}

static void
start(void *ctx, const char *name, const char **attr)
{
	struct sheet *t = ctx;

	if (!t->root && strcmp(name, "worksheet") != 0)
		xmlread_stop(t->xml, "not a sheet of cells");
	t->root = true;
	if (!t->data)
		t->data = strcmp(name, "sheetData") == 0;
	else if (!t->in_row && strcmp(name, "row") == 0)
		begin_row(t, attr);
	else if (t->in_row && !t->in_cell && strcmp(name, "c") == 0)
		begin_cell(t, attr);
	else if (!t->in_cell)
		return;
	else if (strcmp(name, "v") == 0 ||
	    (strcmp(name, "t") == 0 && t->phonetic == 0))
		t->text = &t->value;
	else if (strcmp(name, "rPh") == 0)
		t->phonetic++;
	else if (strcmp(name, "f") == 0) {
		t->has_formula = true;
		t->text = &t->formula;
	}
}

static void
put_shared(struct sheet *t)
{
	struct buf err = { 0 };
	struct str s;

	if (xlsxstr_get(t->x, buf_view(&t->value), &s, &err) == 0)
		put_cell(t, s);
	else
		xmlread_stop(t->xml, "row %u, column %u: %.*s",
		    t->row_number, t->cell_column, STR_ARG(buf_view(&err)));
	buf_free(&err);
}

static void
put_number(struct sheet *t, struct str v)
{
	unsigned shows = t->style < t->x->nshows ? t->x->shows[t->style] : 0;

	t->shown.len = 0;
	xlsxnum_put_shown(&t->shown, v, shows, t->x->date1904);
	put_cell(t, buf_view(&t->shown));
}

static void
end_cell(struct sheet *t)
{
	struct str v;

	t->in_cell = false;
	if (t->value.len == 0 && t->has_formula) {
		/* Nobody has computed it: it must not pass for empty. */
		t->type = CELL_TEXT;
		buf_byte(&t->value, '=');
		xlsx_piece(&t->value, 0, buf_view(&t->formula));
	} else if (t->type == CELL_TEXT)
		xlsx_text_end(&t->value, 0);
	v = buf_view(&t->value);
	switch (t->type) {
	case CELL_NUMBER:
		put_number(t, v);
		break;
	case CELL_SHARED:
		if (v.len > 0)
			put_shared(t);
		break;
	case CELL_BOOL:
		v = str_trim(v);
		put_cell(t, str_eq(v, STR("1")) ? STR("TRUE") :
		    str_eq(v, STR("0")) ? STR("FALSE") : v);
		break;
	case CELL_ERROR:
		v = str_trim(v);
		put_cell(t, str_eq(v, STR("#N/A")) ? STR("") : v);
		break;
	case CELL_TEXT:
		put_cell(t, v);
		break;
	}
}

/* Rows that are missing are empty records, but only between others. */
static void
end_row(struct sheet *t)
{
	t->in_row = false;
	if (t->filled == 0)
		return;
	while (++t->put < t->row_number)
		buf_byte(&t->out, '\n');
	buf_str(&t->out, buf_view(&t->row));
	buf_byte(&t->out, '\n');
	t->given += t->row.len;
	if (t->given > XLSX_TEXT_MAX)
		xmlread_stop(t->xml, "row %u: more than %" PRIu64 " GiB of "
		    "text", t->row_number, XLSX_TEXT_MAX >> 30);
	else if (t->out.len > ENOUGH)
		xmlread_pause(t->xml);
}

static void
end(void *ctx, const char *name)
{
	struct sheet *t = ctx;

	t->text = NULL;
	if (t->in_cell && strcmp(name, "c") == 0)
		end_cell(t);
	else if (t->phonetic > 0 && strcmp(name, "rPh") == 0)
		t->phonetic--;
	else if (t->in_row && !t->in_cell && strcmp(name, "row") == 0)
		end_row(t);
	else if (strcmp(name, "sheetData") == 0)
		t->data = t->in_row = t->in_cell = false;
}

static void
text(void *ctx, struct str piece)
{
	struct sheet *t = ctx;

	if (t->text != NULL)
		xlsx_piece(t->text, 0, piece);
}

/* More records into out. */
static int
fill(struct sheet *t)
{
	static const struct xmlread_calls calls = { start, end, text };
	struct zippart *p;

	if (t->xml == NULL) {
		p = zippart_open(t->x->zip, t->part, XLSX_TEXT_MAX, &t->err);
		if (p == NULL)
			return -1;
		t->xml = xmlread_open(p, &calls, t);
	}
	t->out.len = t->out_at = 0;
	while (t->more == 1 && t->out.len == 0)
		t->more = xmlread_step(t->xml, &t->err);
	return t->out.len > 0 ? 1 : t->more;
}

static ssize_t
read_sheet(void *ctx, struct io_in *self, void *p, size_t n)
{
	struct sheet *t = ctx;
	size_t left = t->out.len - t->out_at;
	int got;

	if (left == 0) {
		got = fill(t);
		if (got == -1) {
			buf_byte(&t->err, '\0');
			io_in_fail(self, t->err.p);
		}
		if (got != 1)
			return got;
		left = t->out.len;
	}
	n = n < left ? n : left;
	memcpy(p, t->out.p + t->out_at, n);
	t->out_at += n;
	return (ssize_t)n;
}

static void
close_sheet(void *ctx)
{
	struct sheet *t = ctx;

	xmlread_close(t->xml);
	buf_free(&t->err);
	buf_free(&t->out);
	buf_free(&t->row);
	buf_free(&t->value);
	buf_free(&t->formula);
	buf_free(&t->shown);
	free(t);
}

struct io_in *
xlsx_text(struct xlsx *x, size_t i, const char *name)
{
	struct sheet *t = mem_zero(sizeof(*t));

	t->x = x;
	t->part = x->sheet[i].part;
	t->more = 1;
	return io_in_made(name, t, read_sheet, close_sheet);
}
