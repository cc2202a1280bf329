/* Cut points as texts. */
#include <string.h>

#include "money.h"
#include "rec.h"
#include "rfmcuts.h"
#include "tabout.h"

static const char letters[RFM_MEASURES + 1] = "rfm";

/* A value of a measure: days, orders, or an amount. */
static bool
parse_value(int measure, struct str s, int64_t *v)
{
	if (measure == 2)
		return money_parse(s, v, NULL) == NUM_OK;
	return num_parse_int(s, v) == NUM_OK && *v >= 0;
}

static struct str
print_value(int measure, int64_t v, char *text)
{
	return (struct str){ text, measure == 2 ? money_print(v, text) :
	    num_print_int(v, text) };
}

static int
measure_of(struct str name)
{
	int i;

	for (i = 0; i < RFM_MEASURES; i++)
		if (name.len == 1 && name.p[0] == letters[i])
			return i;
	return -1;
}

/* Better scores ask for better values, or the same. */
static bool
is_ordered(const struct rfm_cuts *c)
{
	int k;

	for (k = 3; k <= c->best; k++)
		if (c->higher ? c->at[k] < c->at[k - 1] :
		    c->at[k] > c->at[k - 1])
			return false;
	return true;
}

static bool
fail(struct buf *err, struct str what, const char *why)
{
	diag_escape(err, what, 80);
	buf_printf(err, ": %s", why);
	return false;
}

/* The values of one measure, "30,90,180,365". */
static bool
parse_measure(struct rfm_cuts *c, int measure, struct str list, int bins,
    struct buf *err)
{
	struct str rest = list, value;
	int n = 0, k;

	*c = (struct rfm_cuts){ .bins = bins, .best = bins,
	    .higher = measure != 0 };
	while (str_split(&rest, ',', &value)) {
		/* The first break of recency is that of the best score. */
		k = measure == 0 ? bins - n : 2 + n;
		if (++n >= bins)
			return fail(err, list, "more breaks than scores to "
			    "tell apart (--bins)");
		if (!parse_value(measure, str_trim(value), &c->at[k]))
			return fail(err, value, "not a value of its measure");
	}
	if (n != bins - 1)
		return fail(err, list, "fewer breaks than scores to tell "
		    "apart (--bins)");
	return is_ordered(c) || fail(err, list, "breaks do not rise");
}

bool
rfmcuts_parse(struct rfm_cuts c[RFM_MEASURES], const char *text, int bins,
    struct buf *err)
{
	struct str rest = str_z(text), name;
	int i = str_split(&rest, '=', &name) ? measure_of(name) : -1;

	if (i == -1 || rest.p == NULL)
		return fail(err, str_z(text), "breaks are r=..., f=... or "
		    "m=...");
	return parse_measure(&c[i], i, rest, bins, err);
}

/* A file may have the limits that cuts stand for; nothing reads them. */
enum { MEASURE, SCORE, CUT, COLUMNS, LIMIT = COLUMNS, WRITTEN };

/* A row of a file into c; why not, or NULL. */
static const char *
read_row(struct rfm_cuts c[RFM_MEASURES], const struct str *cell)
{
	int i = measure_of(cell[MEASURE]);
	int64_t score, v;

	if (i == -1)
		return "the measure is none of r, f, m";
	if (num_parse_int(cell[SCORE], &score) != NUM_OK ||
	    score != c[i].bins + 1 || score > RFM_BINS_MAX)
		return "scores begin at 2 and leave none out";
	c[i].bins = (int)score;
	c[i].higher = i != 0;
	if (cell[CUT].len == 0)
		return NULL;
	if (c[i].best != score - 1 || !parse_value(i, cell[CUT], &v))
		return "the cut is not a value of its measure";
	c[i].best = (int)score;
	c[i].at[score] = v;
	return is_ordered(&c[i]) ? NULL : "the cuts do not rise";
}

static enum status
read_rows(struct rfm_cuts c[RFM_MEASURES], struct rows *r, struct fault *f)
{
	static const struct rec_col cols[COLUMNS] = { { "measure", true },
	    { "score", true }, { "cut", true } };
	size_t col[COLUMNS], i;
	struct batch b;
	int got;

	if (!rec_bind(r, cols, COLUMNS, NULL, col, f))
		return STATUS_USAGE;
	while ((got = rows_next(r, &b)) == 1)
		for (i = 0; i < b.n; i++) {
			*f = (struct fault){ .line = b.row[i].line };
			if (b.row[i].bad != NULL)
				*f = *b.row[i].bad;
			else
				f->reason = read_row(c, b.row[i].cell);
			if (f->reason != NULL)
				return STATUS_USAGE;
		}
	return got == -1 ? STATUS_IO : STATUS_OK;
}

enum status
rfmcuts_load(struct rfm_cuts c[RFM_MEASURES], const char *path,
    struct buf *err)
{
	struct rows_opts o = { .format = ROWS_CSV };
	const char *why;
	struct io_in *in = io_in_open(path, &why);
	struct rows *r = NULL;
	struct fault f = { 0 };
	enum status st;
	int i;

	if (in == NULL) {
		fail(err, str_z(path), why);
		return STATUS_IO;
	}
	for (i = 0; i < RFM_MEASURES; i++)
		c[i] = (struct rfm_cuts){ .bins = 1, .best = 1 };
	st = rows_open(&r, in, &o, &f);
	if (st == STATUS_OK)
		st = read_rows(c, r, &f);
	for (i = 0; i < RFM_MEASURES && st == STATUS_OK; i++)
		if (c[i].bins < 2 || c[i].bins != c[0].bins) {
			f = (struct fault){ .reason = "not the same scores "
			    "for r, f and m" };
			st = STATUS_USAGE;
		}
	if (st == STATUS_IO)
		fail(err, str_z(io_in_name(in)), io_in_error(in));
	else if (st != STATUS_OK)
		diag_fault(err, io_in_name(in), &f);
	rows_close(r);
	io_in_close(in);
	return st == STATUS_DATA ? STATUS_USAGE : st;
}

enum status
rfmcuts_make(struct rfm_cuts c[RFM_MEASURES], const struct rfmcuts_request *r,
    int bins, struct buf *err)
{
	enum status st;
	size_t i;

	for (i = 0; i < RFM_MEASURES; i++)
		c[i] = (struct rfm_cuts){ .best = 0 };
	if (r->cuts != NULL) {
		st = rfmcuts_load(c, r->cuts, err);
		if (st != STATUS_OK)
			return st;
		if (c[0].bins != bins) {
			buf_printf(err, "--cuts: made for --bins %d",
			    c[0].bins);
			return STATUS_USAGE;
		}
	}
	buf_z(err, "--breaks: ");
	for (i = 0; i < r->nbreaks; i++)
		if (!rfmcuts_parse(c, r->breaks[i], bins, err))
			return STATUS_USAGE;
	buf_free(err);
	return STATUS_OK;
}

void
rfmcuts_write(const struct rfm_cuts c[RFM_MEASURES], struct io_out *out)
{
	static const struct tab_col columns[WRITTEN] = {
	    { "measure", TAB_TEXT }, { "score", TAB_NUMBER },
	    { "cut", TAB_NUMBER }, { "limit", TAB_NUMBER } };
	bool limits = c[0].limits || c[1].limits || c[2].limits;
	struct tabout *tab = tab_open(out, TAB_CSV, columns,
	    limits ? WRITTEN : COLUMNS, 0);
	char score[NUM_MAX], cut[MONEY_MAX + NUM_MAX], limit[NUM_MAX];
	struct str cell[WRITTEN];
	int i, k;

	for (i = 0; i < RFM_MEASURES; i++)
		for (k = 2; k <= c[i].bins; k++) {
			cell[MEASURE] = (struct str){ letters + i, 1 };
			cell[SCORE] = (struct str){ score,
			    num_print_int(k, score) };
			cell[CUT] = k > c[i].best ? (struct str){ "", 0 } :
			    print_value(i, c[i].at[k], cut);
			cell[LIMIT] = (struct str){ limit, !c[i].limits ? 0 :
			    num_print_real(c[i].limit[k], 15, limit) };
			tab_row(tab, cell);
		}
	tab_close(tab);
}
