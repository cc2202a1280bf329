/*
 * Tables out. CSV and JSON lines are written as they come; an aligned table is
 * held, because the widths come from the widest cell.
 */
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "mem.h"
#include "tabout.h"
#include "text.h"

struct tabout {
	struct io_out		*out;
	enum tab_format		 format;
	const struct tab_col	*col;
	struct str		*name;		/* of each */
	size_t			 ncol;
	size_t			 width;
	struct buf		 line;
	/* TAB_TABLE: all cells, and the widest of each column. */
	struct arena		 arena;
	struct str		*cell;
	size_t			 nrow, cap;
	size_t			*wide;
};

#if defined(__SSE2__)

/*
 * The bytes of a text of 1 to 16 in a vector, some of them twice: two loads
 * that overlap, never beyond its ends.
 */
static __m128i
load_short(const char *p, size_t n)
{
	uint64_t a = 0, b = 0;
	uint32_t c, d;

	if (n >= 8) {
		memcpy(&a, p, 8);
		memcpy(&b, p + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&c, p, 4);
		memcpy(&d, p + n - 4, 4);
		a = (uint64_t)c << 32 | d;
	} else {
		a = (uint64_t)(unsigned char)p[0] << 16 |
		    (uint64_t)(unsigned char)p[n / 2] << 8 |
		    (unsigned char)p[n - 1];
	}
	return _mm_set_epi64x((long long)b, (long long)a);
}

static __m128i
specials(__m128i v)
{
	const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"');
	const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');

	return _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, comma),
	    _mm_cmpeq_epi8(v, quote)), _mm_or_si128(_mm_cmpeq_epi8(v, lf),
	    _mm_cmpeq_epi8(v, cr)));
}

/* Sixteen bytes at a time, the last ones twice. */
static bool
has_special(const char *p, size_t n)
{
	__m128i found = _mm_setzero_si128();
	size_t i;

	if (n <= 16)
		return _mm_movemask_epi8(specials(load_short(p, n))) != 0;
	for (i = 0; i < n; i += 16) {
		i = i + 16 > n ? n - 16 : i;
		found = _mm_or_si128(found, specials(_mm_loadu_si128(
		    (const __m128i *)(const void *)(p + i))));
	}
	return _mm_movemask_epi8(found) != 0;
}

#else

static bool
has_special(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == ',' || p[i] == '"' || p[i] == '\n' ||
		    p[i] == '\r')
			return true;
	return false;
}

#endif

/* s in quotes at p, where there is room; returns the end. */
static char *
put_quoted(char *p, struct str s)
{
	size_t i;

	*p++ = '"';
	for (i = 0; i < s.len; i++) {
		if (s.p[i] == '"')
			*p++ = '"';
		*p++ = s.p[i];
	}
	*p++ = '"';
	return p;
}

/* Few bytes make it need quotes, blanks at its ends among them. */
char *
csv_field(char *p, struct str s)
{
	if (s.len == 0)
		return p;
	if (s.p[0] == ' ' || s.p[s.len - 1] == ' ' ||
	    has_special(s.p, s.len))
		return put_quoted(p, s);
	memcpy(p, s.p, s.len);
	return p + s.len;
}

void
csv_put(struct io_out *out, struct str s)
{
	char *p = io_out_room(out, CSV_ROOM(s));

	io_out_used(out, (size_t)(csv_field(p, s) - p));
}

static void
csv_line(struct tabout *t, const struct str *cell)
{
	size_t i, room = 2 + t->ncol;
	char *start, *p;

	/* An empty line would be no record: a lone empty cell is quoted. */
	if (t->ncol == 1 && cell[0].len == 0)
		io_out_put(t->out, "\"\"", 2);
	for (i = 0; i < t->ncol; i++)
		room += CSV_ROOM(cell[i]);
	start = p = io_out_room(t->out, room);
	for (i = 0; i < t->ncol; i++) {
		if (i > 0)
			*p++ = ',';
		if (t->col[i].type == TAB_NUMBER && cell[i].len > 0) {
			memcpy(p, cell[i].p, cell[i].len);
			p += cell[i].len;
		} else
			p = csv_field(p, cell[i]);
	}
	*p++ = '\n';
	io_out_used(t->out, (size_t)(p - start));
}

static size_t
digits(struct str s, size_t at)
{
	size_t from = at;

	while (at < s.len && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	return at - from;
}

/* A number as JSON has it, or true or false. */
static bool
is_bare(struct str s)
{
	size_t at = s.p[0] == '-', n = digits(s, at);

	if (str_eq(s, STR("true")) || str_eq(s, STR("false")))
		return true;
	if (n == 0 || (n > 1 && s.p[at] == '0'))
		return false;
	at += n;
	if (at < s.len && s.p[at] == '.') {
		n = digits(s, ++at);
		if (n == 0)
			return false;
		at += n;
	}
	if (at < s.len && (s.p[at] == 'e' || s.p[at] == 'E')) {
		at++;
		at += at < s.len && (s.p[at] == '+' || s.p[at] == '-');
		n = digits(s, at);
		if (n == 0)
			return false;
		at += n;
	}
	return at == s.len;
}

static void
json_line(struct tabout *t, const struct str *cell)
{
	size_t i, room = sizeof("{}\n");
	char *start, *p;

	for (i = 0; i < t->ncol; i++)
		room += JSON_ROOM(t->name[i]) + JSON_ROOM(cell[i]) +
		    sizeof(",:");
	start = p = io_out_room(t->out, room);
	for (i = 0; i < t->ncol; i++) {
		if (cell[i].len == 0)
			continue;
		*p = p == start ? '{' : ',';
		p = json_field(p + 1, t->name[i]);
		*p++ = ':';
		if (t->col[i].type == TAB_TEXT ||
		    (t->col[i].type == TAB_KEPT && !is_bare(cell[i])))
			p = json_field(p, cell[i]);
		else {
			memcpy(p, cell[i].p, cell[i].len);
			p += cell[i].len;
		}
	}
	if (p == start)
		*p++ = '{';
	*p++ = '}';
	*p++ = '\n';
	io_out_used(t->out, (size_t)(p - start));
}

/* Keep a row for the aligned table, cleaned for a terminal. */
static void
hold(struct tabout *t, const struct str *cell)
{
	struct buf clean = { 0 };
	struct str *row;
	size_t i, w;

	if (t->nrow == t->cap) {
		t->cap = t->cap == 0 ? 256 : t->cap * 2;
		t->cell = mem_grow(t->cell, t->cap * t->ncol,
		    sizeof(*t->cell));
	}
	row = t->cell + t->nrow++ * t->ncol;
	for (i = 0; i < t->ncol; i++) {
		clean.len = 0;
		text_clean(&clean, cell[i]);
		row[i] = arena_dup(&t->arena, buf_view(&clean));
		w = text_width(row[i]);
		if (w > t->wide[i])
			t->wide[i] = w;
	}
	buf_free(&clean);
}

struct tabout *
tab_more(struct io_out *out, enum tab_format f, const struct tab_col *cols,
    size_t n)
{
	struct tabout *t = mem_zero(sizeof(*t));
	size_t i;

	t->out = out;
	t->format = f;
	t->col = cols;
	t->ncol = n;
	t->name = mem_array(n, sizeof(*t->name));
	for (i = 0; i < n; i++)
		t->name[i] = str_z(cols[i].name);
	t->wide = mem_array(n, sizeof(*t->wide));
	return t;
}

struct tabout *
tab_open(struct io_out *out, enum tab_format f, const struct tab_col *cols,
    size_t n, size_t width)
{
	struct tabout *t = tab_more(out, f, cols, n);

	t->width = width;
	if (f != TAB_JSONL)
		tab_row(t, t->name);
	return t;
}

void
tab_row(struct tabout *t, const struct str *cell)
{
	switch (t->format) {
	case TAB_CSV:
		csv_line(t, cell);
		break;
	case TAB_JSONL:
		json_line(t, cell);
		break;
	case TAB_TABLE:
		hold(t, cell);
		break;
	}
}

/* Take columns off the widest text column until the table fits. */
static void
fit(struct tabout *t)
{
	size_t i, total = 0, widest = t->ncol;

	for (i = 0; i < t->ncol; i++) {
		total += t->wide[i] + (i > 0 ? 2 : 0);
		if (t->col[i].type == TAB_TEXT &&
		    (widest == t->ncol || t->wide[i] > t->wide[widest]))
			widest = i;
	}
	if (t->width == 0 || total <= t->width || widest == t->ncol)
		return;
	total -= t->width;
	t->wide[widest] = t->wide[widest] > total + 8 ?
	    t->wide[widest] - total : 8;
}

static void
table_lines(struct tabout *t)
{
	struct buf *b = &t->line;
	size_t i, k;

	fit(t);
	for (k = 0; k < t->nrow; k++) {
		b->len = 0;
		for (i = 0; i < t->ncol; i++) {
			if (i > 0)
				buf_put(b, "  ", 2);
			text_fit(b, t->cell[k * t->ncol + i], t->wide[i],
			    t->col[i].type == TAB_NUMBER);
		}
		while (b->len > 0 && b->p[b->len - 1] == ' ')
			b->len--;
		buf_byte(b, '\n');
		io_out_str(t->out, buf_view(b));
	}
}

void
tab_close(struct tabout *t)
{
	if (t->format == TAB_TABLE)
		table_lines(t);
	buf_free(&t->line);
	arena_free(&t->arena);
	free(t->name);
	free(t->cell);
	free(t->wide);
	free(t);
}
