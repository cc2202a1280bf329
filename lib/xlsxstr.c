/* Texts of a workbook: the shared ones, and what all have in common. */
#include <stdlib.h>
#include <string.h>

#include "utf8.h"
#include "xlsxin.h"

/* Reading the shared strings. */
struct reading {
	struct xlsx	*x;
	struct xmlread	*xml;
	size_t		 from;		/* where the present one begins */
	bool		 item, text;
	unsigned	 phonetic;
};

void
xlsx_piece(struct buf *b, size_t from, struct str piece)
{
	size_t room = XLSX_CELL_MAX - (b->len - from);

	/* Between two characters: a byte at the cut that continues one goes
	   with the others of it. */
	if (piece.len > room) {
		piece.len = room;
		while (piece.len > 0 && (piece.p[piece.len] & 0xc0) == 0x80)
			piece.len--;
	}
	buf_str(b, piece);
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _xHHHH_ at p: the UTF-16 unit, or -1. */
static int32_t
unit_at(const char *p, const char *end)
{
	int32_t v = 0;
	int i, d;

	if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return -1;
	for (i = 2; i < 6; i++) {
		d = hex(p[i]);
		if (d == -1)
			return -1;
		v = 16 * v + d;
	}
	return v;
}

/* The character at p and how many bytes say it; 0 when none is said there. */
static size_t
character_at(const char *p, const char *end, uint32_t *c)
{
	int32_t high = unit_at(p, end), low;

	if (high == -1 || (high >= 0xdc00 && high < 0xe000))
		return 0;
	*c = (uint32_t)high;
	if (high < 0xd800 || high >= 0xe000)
		return 7;
	low = unit_at(p + 7, end);
	if (low < 0xdc00 || low >= 0xe000)
		return 0;
	*c = 0x10000 + (((uint32_t)high & 0x3ff) << 10) +
	    ((uint32_t)low & 0x3ff);
	return 14;
}

void
xlsx_text_end(struct buf *b, size_t from)
{
	const char *p, *end;
	char *out;
	uint32_t c;
	size_t n;

	/* One that was cut must not become short enough. */
	if (b->len == from || b->len - from > ROWS_FIELD_MAX)
		return;
	p = out = b->p + from;
	end = b->p + b->len;
	if (memchr(p, '_', (size_t)(end - p)) == NULL)
		return;
	while (p < end) {
		n = *p == '_' ? character_at(p, end, &c) : 0;
		if (n == 0)
			*out++ = *p++;
		else {
			out += utf8_put(c, out);
			p += n;
		}
	}
	b->len = (size_t)(out - b->p);
}

static void
start(void *ctx, const char *name, const char **attr)
{
	struct reading *r = ctx;

	(void)attr;
	if (strcmp(name, "si") == 0) {
		r->item = true;
		r->from = r->x->strings.len;
	} else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
	else if (strcmp(name, "t") == 0)
		r->text = r->item && r->phonetic == 0;
}

static void
end_item(struct reading *r)
{
	struct xlsx *x = r->x;

	xlsx_text_end(&x->strings, r->from);
	x->string_end = mem_room(x->string_end, x->nstring + 1, &x->string_cap,
	    sizeof(*x->string_end));
	x->string_end[x->nstring++] = x->strings.len;
	if (x->strings.len + x->nstring * sizeof(*x->string_end) >
	    XLSX_STRINGS_MAX)
		xmlread_stop(r->xml, "shared strings of more than %zu MiB",
		    XLSX_STRINGS_MAX >> 20);
	r->item = false;
}

static void
end(void *ctx, const char *name)
{
	struct reading *r = ctx;

	r->text = false;
	if (strcmp(name, "rPh") == 0)
		r->phonetic--;
	else if (strcmp(name, "si") == 0 && r->item)
		end_item(r);
}

static void
text(void *ctx, struct str piece)
{
	struct reading *r = ctx;

	if (r->text)
		xlsx_piece(&r->x->strings, r->from, piece);
}

static int
read_strings(struct xlsx *x, struct buf *err)
{
	static const struct xmlread_calls calls = { start, end, text };
	struct reading r = { .x = x };
	struct zippart *p;

	x->strings_read = true;
	if (x->strings_part == NULL)
		return 0;
	p = zippart_open(x->zip, x->strings_part, XLSX_TEXT_MAX, err);
	if (p == NULL)
		return -1;
	r.xml = xmlread_open(p, &calls, &r);
	return xmlread_all(r.xml, err);
}

int
xlsxstr_get(struct xlsx *x, struct str number, struct str *s, struct buf *err)
{
	size_t i, from, n = 0;

	if (!x->strings_read)
		x->strings_failed = read_strings(x, err) == -1;
	else if (x->strings_failed)
		buf_z(err, "the shared strings are damaged");
	if (x->strings_failed)
		return -1;
	number = str_trim(number);
	for (i = 0; i < number.len; i++) {
		if (number.p[i] < '0' || number.p[i] > '9' ||
		    n >= x->nstring)
			break;
		n = 10 * n + (size_t)(number.p[i] - '0');
	}
	if (i < number.len || i == 0 || n >= x->nstring) {
		buf_z(err, "no shared string \"");
		diag_escape(err, number, 20);
		buf_printf(err, "\" among %zu", x->nstring);
		return -1;
	}
	from = n == 0 ? 0 : x->string_end[n - 1];
	/* When all are empty, no text was ever kept. */
	*s = x->string_end[n] == from ? STR("") :
	    (struct str){ x->strings.p + from, x->string_end[n] - from };
	return 0;
}
