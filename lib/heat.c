/*
 * The R x F map: shares in percent, with a shade of ASCII characters that any
 * mail shows, or with a background colour on a terminal.
 */
#include "heat.h"
#include "text.h"

#define INDENT		2
#define LABEL_MAX	12
#define LEVELS		5

/* From light to dark; level 0 is a cell without anybody. */
static const char shade_char[LEVELS + 1] = { ' ', '.', ':', '+', '#', '@' };
/* Black on light to full blue: readable on dark and on light terminals. */
static const char *const shade_code[LEVELS + 1] = {
	"", "\033[30;48;5;195m", "\033[30;48;5;153m", "\033[30;48;5;117m",
	"\033[30;48;5;75m", "\033[97;48;5;25m"
};

struct layout {
	const struct heat	*h;
	const struct face	*f;
	int128			 total, max;
	size_t			 score;	/* columns of "R5" */
	size_t			 label;	/* of the row labels */
	size_t			 num;	/* of a number, 0: no room for them */
	size_t			 shade;	/* characters of shade in a cell */
	size_t			 gap;	/* before a cell */
};

static int128
cell(const struct heat *h, size_t r, size_t f)
{
	return h->count[r * h->bins + f];
}

static size_t
level(const struct layout *l, int128 n)
{
	/* Rounded up: one customer is more than none. */
	return n == 0 ? 0 : (size_t)((n * LEVELS + l->max - 1) / l->max);
}

static int128
row_sum(const struct heat *h, size_t r)
{
	int128 sum = 0;
	size_t f;

	for (f = 0; f < h->bins; f++)
		sum += cell(h, r, f);
	return sum;
}

static int128
col_sum(const struct heat *h, size_t f)
{
	int128 sum = 0;
	size_t r;

	for (r = 0; r < h->bins; r++)
		sum += cell(h, r, f);
	return sum;
}

static struct str
percent(const struct layout *l, int128 n, char out[NUM_MAX])
{
	if (n == 0)
		return STR("-");
	return (struct str){ out, num_print_percent(n, l->total, 1, out) };
}

static size_t
cell_width(const struct layout *l)
{
	return l->num + (l->num > 0 && l->shade > 0) + l->shade;
}

/* Columns that a line takes with the present widths. */
static size_t
line_width(const struct layout *l)
{
	size_t w = INDENT + l->score + 1 + l->label;

	w += l->h->bins * (l->gap + cell_width(l));
	return l->num > 0 ? w + 2 + l->num : w;
}

/* The widest of n texts, at most LABEL_MAX. */
static size_t
widest(const struct str *s, size_t n, const char *head)
{
	size_t i, w, best = text_width(str_z(head));

	for (i = 0; i < n; i++) {
		w = text_width(s[i]);
		best = w > best ? w : best;
	}
	return best > LABEL_MAX ? LABEL_MAX : best;
}

/* Widths, from generous to none but shades; false when nothing fits. */
static bool
lay_out(struct layout *l)
{
	static const struct {
		size_t	gap, shade;
		bool	num;
	} step[] = {
		{ 2, 6, true }, { 2, 5, true }, { 2, 4, true }, { 2, 3, true },
		{ 2, 2, true }, { 1, 2, true }, { 1, 1, true }, { 1, 2, false },
		{ 1, 1, false }, { 0, 1, false }
	};
	const struct heat *h = l->h;
	char num[NUM_MAX];
	size_t i, w, widest_num = 4;

	for (i = 0; i < h->bins; i++) {
		w = percent(l, row_sum(h, i), num).len;
		widest_num = w > widest_num ? w : widest_num;
		w = percent(l, col_sum(h, i), num).len;
		widest_num = w > widest_num ? w : widest_num;
	}
	l->score = h->bins > 9 ? 3 : 2;
	l->label = widest(h->row_label, h->bins, h->row_unit);
	for (i = 0; i < sizeof(step) / sizeof(step[0]); i++) {
		l->gap = step[i].gap;
		l->shade = step[i].shade;
		l->num = step[i].num ? widest_num : 0;
		if (line_width(l) <= l->f->width)
			return true;
	}
	return false;
}

static void
print_cell(const struct layout *l, int128 n)
{
	const struct face *f = l->f;
	size_t lv = level(l, n), i;
	char num[NUM_MAX];

	face_blank(f, l->gap);
	if (f->color)
		buf_z(f->out, shade_code[lv]);
	if (l->num > 0)
		text_fit(f->out, percent(l, n, num), l->num, true);
	if (l->num > 0 && l->shade > 0)
		face_blank(f, 1);
	for (i = 0; i < l->shade; i++)
		buf_byte(f->out, f->color ? ' ' : shade_char[lv]);
	if (f->color && lv > 0)
		face_style(f, FACE_PLAIN);
}

/* One of the two lines over the cells: what scores stand for, then scores. */
static void
print_head(const struct layout *l, bool scores)
{
	const struct face *f = l->f;
	struct buf tmp = { 0 };
	size_t i, num = l->num > 0 ? l->num : cell_width(l);
	bool wide;

	face_blank(f, INDENT);
	text_fit(f->out, str_z(scores ? l->h->row_unit : l->h->col_unit),
	    l->score + 1 + l->label, true);
	for (i = 0; i < l->h->bins; i++) {
		tmp.len = 0;
		if (scores)
			buf_printf(&tmp, l->num > 0 ? "F%zu" : "%zu", i + 1);
		else
			buf_str(&tmp, l->h->col_label[i]);
		face_blank(f, l->gap);
		/* A label too long for the number's place takes the shade's. */
		wide = text_width(buf_view(&tmp)) > num;
		text_fit(f->out, buf_view(&tmp), wide ? cell_width(l) : num,
		    !wide);
		face_blank(f, wide ? 0 : cell_width(l) - num);
	}
	if (l->num > 0 && scores) {
		face_blank(f, 2);
		text_fit(f->out, wording(l->h->wording, STR(N_("all"))), l->num,
		    true);
	}
	face_newline(f);
	buf_free(&tmp);
}

static void
print_row(const struct layout *l, size_t r)
{
	const struct face *f = l->f;
	char num[NUM_MAX];
	size_t i;

	face_blank(f, INDENT);
	buf_printf(f->out, "R%-*zu", (int)l->score, r + 1);
	text_fit(f->out, l->h->row_label[r], l->label, true);
	for (i = 0; i < l->h->bins; i++)
		print_cell(l, cell(l->h, r, i));
	if (l->num > 0) {
		face_blank(f, 2);
		text_fit(f->out, percent(l, row_sum(l->h, r), num), l->num,
		    true);
	}
	face_newline(f);
}

static void
print_sums(const struct layout *l)
{
	const struct face *f = l->f;
	char num[NUM_MAX];
	size_t i;

	face_blank(f, INDENT);
	text_fit(f->out, wording(l->h->wording, STR(N_("all"))),
	    l->score + 1 + l->label, false);
	for (i = 0; i < l->h->bins; i++) {
		face_blank(f, l->gap);
		text_fit(f->out, percent(l, col_sum(l->h, i), num), l->num,
		    true);
		face_blank(f, cell_width(l) - l->num);
	}
	face_newline(f);
}

/* The columns are one digit wide without numbers: names go to the rows. */
static void
print_map(const struct layout *l)
{
	size_t r;

	if (l->num > 0)
		print_head(l, false);
	if (l->num > 0 || cell_width(l) + l->gap > 1)
		print_head(l, true);
	for (r = l->h->bins; r-- > 0;)
		print_row(l, r);
	if (l->num > 0)
		print_sums(l);
}

void
heat_print(const struct heat *h, const struct face *f)
{
	struct layout l = { .h = h, .f = f };
	struct buf b = { 0 };
	char num[NUM_MAX];
	struct str full;
	size_t i;

	for (i = 0; i < h->bins * h->bins; i++) {
		l.total += h->count[i];
		l.max = h->count[i] > l.max ? h->count[i] : l.max;
	}
	if (l.max == 0)
		return;
	if (!lay_out(&l)) {
		face_blank(f, INDENT);
		face_wrap(f, wording(h->wording, STR(N_("The map does not fit "
		    "this width; --csv has its figures."))), INDENT, INDENT);
		return;
	}
	print_map(&l);
	if (f->color)
		return;
	full = percent(&l, l.max, num);
	wording_fill(h->wording, N_("Shades . : + # @ are fifths of the "
	    "fullest cell, {1}%."), &full, 1, &b);
	face_blank(f, INDENT);
	face_wrap(f, buf_view(&b), INDENT, INDENT);
	buf_free(&b);
}
