/* Cut points as texts. */
#include <string.h>

#include "filetable.h"
#include "money.h"
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

/*
 * "r=30,90,180,365" into c[0], "f=..." into c[1], "m=..." into c[2]: bins - 1
 * values that rise. Recency up to the first has the best score, frequency and
 * monetary value from the last on. False with a line in err.
 */
static bool
parse_breaks(struct rfm_cuts c[RFM_MEASURES], const char *text, int bins,
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

static const char *
read_row(void *state, const struct rows *rows, const struct row *row,
    size_t *at)
{
	const struct str *cell = row->cell;
	struct rfm_cuts *c = state;
	int64_t score, v;
	int i = measure_of(cell[MEASURE]);

	(void)rows;
	*at = MEASURE;
	if (i == -1)
		return "none of r, f, m";
	*at = SCORE;
	if (num_parse_int(cell[SCORE], &score) != NUM_OK ||
	    score != c[i].bins + 1 || score > RFM_BINS_MAX)
		return "scores begin at 2 and leave none out";
	c[i].bins = (int)score;
	c[i].higher = i != 0;
	*at = CUT;
	if (cell[CUT].len == 0)
		return NULL;
	if (c[i].best != score - 1 || !parse_value(i, cell[CUT], &v))
		return "not a value of its measure";
	c[i].best = (int)score;
	c[i].at[score] = v;
	return is_ordered(&c[i]) ? NULL : "the cuts do not rise";
}

static bool
finish(void *state, struct fault *f)
{
	const struct rfm_cuts *c = state;
	int i;

	for (i = 0; i < RFM_MEASURES; i++) {
		if (c[i].bins >= 2 && c[i].bins == c[0].bins)
			continue;
		*f = (struct fault){ .reason = "not the same scores for r, f "
		    "and m" };
		return false;
	}
	return true;
}

static enum status
load_cuts(struct rfm_cuts c[RFM_MEASURES], const char *path, struct buf *err)
{
	static const struct rec_col columns[COLUMNS] = {
		{ "measure", true }, { "score", true }, { "cut", true }
	};
	static const struct filetable table = {
		.columns = columns, .n = COLUMNS, .row = read_row,
		.finish = finish
	};
	int i;

	for (i = 0; i < RFM_MEASURES; i++)
		c[i] = (struct rfm_cuts){ .bins = 1, .best = 1 };
	return filetable_load(&table, path, c, err);
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
		st = load_cuts(c, r->cuts, err);
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
		if (!parse_breaks(c, r->breaks[i], bins, err))
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
