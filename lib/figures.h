#ifndef CRM_FIGURES_H
#define CRM_FIGURES_H

#include "mem.h"
#include "num.h"
#include "tabout.h"

/*
 * The figures of a report, one row each: what is printed for people and what
 * --csv and --jsonl write come from the same list (formats.md).
 */
enum fig_unit {
	FIG_NONE,	/* absent or undefined: an empty cell */
	FIG_COUNT,	/* also days */
	FIG_MONEY,	/* 1/10000 */
	FIG_RATIO,	/* numerator / denominator; v is not used */
	FIG_REAL	/* figure.real; v is not used */
};

struct fig_num {
	enum fig_unit	unit;
	int128		v;
};

#define FIG_DIMS	3
#define FIG_SMALL_N	1u	/* the rate rests on fewer than 30 */
#define FIG_INCOMPLETE	2u	/* its time is not over */
#define FIG_BELOW	4u	/* less than expected */
#define FIG_ABOVE	8u	/* more than expected */
#define FIG_UP		16u	/* more than in the period before, and */
#define FIG_DOWN	32u	/* less: no noise, and 10 % or more */
#define FIG_PENDING	64u	/* too young for it: not 0 */
/* These are not for readers. */
#define FIG_OF_PEOPLE	128u	/* n, and a counted numerator, is customers */
#define FIG_PEOPLE	256u	/* the value is customers */
#define FIG_HIDDEN	512u	/* of too few customers (mingroup.h) */
#define FIG_LEVEL	1024u	/* a mean or a level: grows not with time */

/* Where a figure belongs. Texts are borrowed as long as the figures live. */
struct fig_key {
	const char	*section;
	const char	*metric;
	const char	*by[FIG_DIMS];	/* names; the first NULL ends them */
	struct str	 group[FIG_DIMS];
	struct str	 period;	/* a day, or first..last */
};

struct figure {
	struct fig_key	 key;
	struct fig_num	 num, den, value;
	double		 real;
	bool		 interval;	/* low and high are defined */
	double		 low, high;	/* 95 % */
	int128		 n;		/* units behind it, -1: not given */
	unsigned	 flags;
};

/* A zeroed one is empty. */
struct figures {
	struct figure	*f;
	size_t		 n, cap;
	struct arena	 text;		/* for texts made for the keys */
};

struct fig_num	fig_count(int128 v);
struct fig_num	fig_money(int128 v);

/* A copy of one. */
void	figures_put(struct figures *fs, const struct figure *f);
/* A flag for those from `from` on. */
void	figures_flag(struct figures *fs, size_t from, unsigned flag);
/* A plain value; FIG_NONE is a value that is not defined. n as in figure. */
void	figures_value(struct figures *fs, const struct fig_key *k,
	    struct fig_num value, int128 n);
/* The same, with FIG_LEVEL. */
void	figures_level(struct figures *fs, const struct fig_key *k,
	    struct fig_num value, int128 n);
/* A real number. */
void	figures_real(struct figures *fs, const struct fig_key *k, double v,
	    unsigned flags);
/*
 * k out of n of which each counts at most once, with the Wilson 95 % interval
 * (Wilson 1927, J. Am. Stat. Assoc. 22, 209) and the small_n flag. Empty
 * when n is 0.
 */
void	figures_share(struct figures *fs, const struct fig_key *k, int128 part,
	    int128 n);
/* The same; flagged when it is outside of band[0] to band[1] percent. */
void	figures_expected(struct figures *fs, const struct fig_key *k,
	    int128 part, int128 n, const int band[2]);
/* num / den as a ratio without an interval; empty unless den > 0. */
void	figures_ratio(struct figures *fs, const struct fig_key *k,
	    struct fig_num num, struct fig_num den, int128 n);
/*
 * A ratio of counts, sum of y / sum of x over units that count many times: the
 * ratio estimator with its 95 % interval from the standard error over units
 * (Cochran, Sampling Techniques, 1977, 2.9 and 6.3). A zeroed one is empty.
 */
struct fig_sums {
	int128	n, x, y, xx, xy, yy;
};
void	fig_sums_add(struct fig_sums *s, int64_t y, int64_t x);
/* Its standard error; negative when n < 2 or there is no x. */
double	fig_sums_error(const struct fig_sums *s);
void	figures_estimate(struct figures *fs, const struct fig_key *k,
	    const struct fig_sums *s);
/*
 * 100 (good - bad) / n of customers who count at most once, with the 95 %
 * interval from its standard error, 100 sqrt((p + d - (p - d)^2) / n); none
 * where all answers are alike.
 */
void	figures_score(struct figures *fs, const struct fig_key *k, int128 good,
	    int128 bad, int128 n);
/* sum / n as money; empty when n is 0 or beyond 64 bits. */
void	figures_mean(struct figures *fs, const struct fig_key *k, int128 sum,
	    int128 n);
/*
 * The first figure of that section and metric at or after *at, which then
 * moves behind it; NULL when there is none. For loops over a section.
 */
const struct figure	*figures_next(const struct figures *fs,
	    const char *section, const char *metric, size_t *at);
/* The only or first one, or NULL. */
const struct figure	*figures_find(const struct figures *fs,
	    const char *section, const char *metric);
/* The first one of the section whose group number `dim` is by that, or NULL. */
const struct figure	*figures_by(const struct figures *fs,
	    const char *section, size_t dim, const char *by);

/* The columns of the data form: section ... flags. */
enum fig_column {
	FIG_SECTION, FIG_METRIC, FIG_BY, FIG_GROUP, FIG_PERIOD, FIG_NUMERATOR,
	FIG_DENOMINATOR, FIG_VALUE, FIG_LOW, FIG_HIGH, FIG_N, FIG_FLAGS,
	FIG_COLUMNS
};
extern const struct tab_col	fig_columns[FIG_COLUMNS];
/*
 * The cells of one row, put into text, which is emptied first and which they
 * borrow. precision: significant digits of ratios and intervals.
 */
void	figure_cells(const struct figure *f, int precision, struct buf *text,
	    struct str cell[FIG_COLUMNS]);
void	figures_free(struct figures *fs);

#endif
