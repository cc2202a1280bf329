/*
 * The list of figures behind a report, and how one becomes a row of data.
 * Counts and money stay integers; only the interval of a share is a real.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "money.h"

#define SMALL_N	30
/* The 97.5 % point of the normal distribution. */
#define Z95	1.959963984540054

const struct tab_col fig_columns[FIG_COLUMNS] = {
	{ "section", TAB_TEXT }, { "metric", TAB_TEXT }, { "by", TAB_TEXT },
	{ "group", TAB_TEXT }, { "period", TAB_TEXT },
	{ "numerator", TAB_NUMBER }, { "denominator", TAB_NUMBER },
	{ "value", TAB_NUMBER }, { "low", TAB_NUMBER },
	{ "high", TAB_NUMBER }, { "n", TAB_NUMBER }, { "flags", TAB_TEXT }
};

struct fig_num
fig_count(int128 v)
{
	return (struct fig_num){ FIG_COUNT, v };
}

struct fig_num
fig_money(int128 v)
{
	return (struct fig_num){ FIG_MONEY, v };
}

static struct figure *
add(struct figures *fs, const struct fig_key *k)
{
	struct figure *f;

	fs->f = mem_room(fs->f, fs->n + 1, &fs->cap, sizeof(*fs->f));
	f = &fs->f[fs->n++];
	*f = (struct figure){ .key = *k, .n = -1 };
	return f;
}

void
figures_put(struct figures *fs, const struct figure *f)
{
	*add(fs, &f->key) = *f;
}

void
figures_flag(struct figures *fs, size_t from, unsigned flag)
{
	size_t i;

	for (i = from; i < fs->n; i++)
		fs->f[i].flags |= flag;
}

void
figures_value(struct figures *fs, const struct fig_key *k,
    struct fig_num value, int128 n)
{
	struct figure *f = add(fs, k);

	f->value = value;
	f->n = n;
}

void
figures_level(struct figures *fs, const struct fig_key *k,
    struct fig_num value, int128 n)
{
	figures_value(fs, k, value, n);
	figures_flag(fs, fs->n - 1, FIG_LEVEL);
}

void
figures_real(struct figures *fs, const struct fig_key *k, double v,
    unsigned flags)
{
	struct figure *f = add(fs, k);

	f->value.unit = FIG_REAL;
	f->real = v;
	f->flags = flags;
}

/* Wilson's score interval, kept inside 0..1 against rounding. */
static void
wilson(struct figure *f, double k, double n)
{
	double p = k / n, z2 = Z95 * Z95;
	double mid = (p + z2 / (2 * n)) / (1 + z2 / n);
	double half = Z95 / (1 + z2 / n) *
	    sqrt(p * (1 - p) / n + z2 / (4 * n * n));

	f->interval = true;
	f->low = k > 0 && mid > half ? mid - half : 0;
	f->high = k < n && mid + half < 1 ? mid + half : 1;
}

void
figures_share(struct figures *fs, const struct fig_key *k, int128 part,
    int128 n)
{
	struct figure *f = add(fs, k);

	f->num = fig_count(part);
	f->den = fig_count(n);
	f->n = n;
	f->flags = FIG_OF_PEOPLE | (n < SMALL_N ? FIG_SMALL_N : 0);
	if (n <= 0)
		return;
	f->value.unit = FIG_RATIO;
	wilson(f, (double)part, (double)n);
}

void
figures_expected(struct figures *fs, const struct fig_key *k, int128 part,
    int128 n, const int band[2])
{
	struct figure *f;

	figures_share(fs, k, part, n);
	f = &fs->f[fs->n - 1];
	if (part * 100 < n * band[0])
		f->flags |= FIG_BELOW;
	if (part * 100 > n * band[1])
		f->flags |= FIG_ABOVE;
}

void
figures_ratio(struct figures *fs, const struct fig_key *k, struct fig_num num,
    struct fig_num den, int128 n)
{
	struct figure *f = add(fs, k);

	f->num = num;
	f->den = den;
	f->n = n;
	if (n >= 0 && n < SMALL_N)
		f->flags |= FIG_SMALL_N;
	if (den.v > 0)
		f->value.unit = FIG_RATIO;
}

void
fig_sums_add(struct fig_sums *s, int64_t y, int64_t x)
{
	s->n++;
	s->x += x;
	s->y += y;
	s->xx += (int128)x * x;
	s->xy += (int128)x * y;
	s->yy += (int128)y * y;
}

/* a * b * c; false when it does not fit. */
static bool
product(int128 a, int128 b, int128 c, int128 *out)
{
	return !__builtin_mul_overflow(a, b, out) &&
	    !__builtin_mul_overflow(*out, c, out);
}

/*
 * The sum of (y - r x)^2 times x^2, r = sum of y / sum of x. It is a small
 * difference of large numbers, so it is made of whole ones where they fit.
 */
static double
residual(const struct fig_sums *s)
{
	double x = (double)s->x, y = (double)s->y;
	int128 a, b, c;

	if (product(s->yy, s->x, s->x, &a) && product(s->xy, s->x, s->y, &b) &&
	    product(s->xx, s->y, s->y, &c) &&
	    !__builtin_sub_overflow(a, b, &a) &&
	    !__builtin_sub_overflow(c, b, &c) &&
	    !__builtin_add_overflow(a, c, &a))
		return (double)a;
	return (double)s->yy * x * x - 2 * (double)s->xy * x * y +
	    (double)s->xx * y * y;
}

/* From sums of whole numbers, so that no order of rows changes a bit. */
double
fig_sums_error(const struct fig_sums *s)
{
	double n = (double)s->n, x = (double)s->x, rest;

	if (s->n < 2 || s->x <= 0)
		return -1;
	rest = residual(s);
	return rest <= 0 ? 0 : sqrt(n / (n - 1) * rest) / x / x;
}

void
figures_estimate(struct figures *fs, const struct fig_key *k,
    const struct fig_sums *s)
{
	double error = fig_sums_error(s), r;
	struct figure *f;

	figures_ratio(fs, k, fig_count(s->y), fig_count(s->x), s->n);
	f = &fs->f[fs->n - 1];
	if (error < 0)
		return;
	r = (double)s->y / (double)s->x;
	f->interval = true;
	f->low = r > Z95 * error ? r - Z95 * error : 0;
	f->high = r + Z95 * error;
}

void
figures_score(struct figures *fs, const struct fig_key *k, int128 good,
    int128 bad, int128 n)
{
	double gap, half;
	struct figure *f;

	figures_ratio(fs, k, fig_count(100 * (good - bad)), fig_count(n), n);
	f = &fs->f[fs->n - 1];
	if (n <= 0 || good == n || bad == n || good + bad == 0)
		return;
	gap = (double)(good - bad) / (double)n;
	half = Z95 * 100 * sqrt(((double)(good + bad) / (double)n -
	    gap * gap) / (double)n);
	f->interval = true;
	f->low = 100 * gap > half - 100 ? 100 * gap - half : -100;
	f->high = 100 * gap + half < 100 ? 100 * gap + half : 100;
}

void
figures_mean(struct figures *fs, const struct fig_key *k, int128 sum, int128 n)
{
	struct figure *f = add(fs, k);

	f->num = fig_money(sum);
	f->den = fig_count(n);
	f->n = n;
	f->flags = FIG_LEVEL | (n < SMALL_N ? FIG_SMALL_N : 0);
	if (n > 0 && n <= INT64_MAX)
		f->value = fig_money(money_divide(sum, (int64_t)n));
}

const struct figure *
figures_next(const struct figures *fs, const char *section, const char *metric,
    size_t *at)
{
	const struct fig_key *k;

	while (*at < fs->n) {
		k = &fs->f[(*at)++].key;
		if (strcmp(k->section, section) == 0 &&
		    strcmp(k->metric, metric) == 0)
			return &fs->f[*at - 1];
	}
	return NULL;
}

const struct figure *
figures_find(const struct figures *fs, const char *section, const char *metric)
{
	size_t at = 0;

	return figures_next(fs, section, metric, &at);
}

const struct figure *
figures_by(const struct figures *fs, const char *section, size_t dim,
    const char *by)
{
	const struct fig_key *k;
	size_t i;

	for (i = 0; i < fs->n; i++) {
		k = &fs->f[i].key;
		if (strcmp(k->section, section) == 0 && k->by[dim] != NULL &&
		    strcmp(k->by[dim], by) == 0)
			return &fs->f[i];
	}
	return NULL;
}

/* Where a cell begins and ends in the buffer, which may still move. */
struct span {
	size_t	from, to;
};

static void
put_num(struct buf *b, struct fig_num v)
{
	switch (v.unit) {
	case FIG_NONE:
	case FIG_RATIO:
	case FIG_REAL:
		break;
	case FIG_COUNT:
		b->len += num_print_int128(v.v, buf_room(b, NUM_MAX));
		break;
	case FIG_MONEY:
		b->len += money_print(v.v, buf_room(b, MONEY_MAX));
		break;
	}
}

static void
put_value(struct buf *b, const struct figure *f, int precision)
{
	if (f->value.unit == FIG_RATIO)
		b->len += num_print_ratio(f->num.v, f->den.v, precision,
		    buf_room(b, NUM_MAX));
	else if (f->value.unit == FIG_REAL)
		b->len += num_print_real(f->real, precision,
		    buf_room(b, NUM_MAX));
	else
		put_num(b, f->value);
}

static void
put_real(struct buf *b, bool defined, double v, int precision)
{
	if (defined)
		b->len += num_print_real(v, precision, buf_room(b, NUM_MAX));
}

/* Names or groups of the dimensions, joined by `;`. */
static void
put_dims(struct buf *b, const struct fig_key *k, bool names)
{
	size_t i;

	for (i = 0; i < FIG_DIMS && k->by[i] != NULL; i++) {
		if (i > 0)
			buf_byte(b, ';');
		buf_str(b, names ? str_z(k->by[i]) : k->group[i]);
	}
}

static void
put_flags(struct buf *b, unsigned flags)
{
	static const char *const name[] = {
		"small_n", "incomplete", "below", "above", "up", "down",
		"pending"
	};
	bool first = true;
	size_t i;

	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
		if ((flags >> i & 1) == 0)
			continue;
		if (!first)
			buf_byte(b, ';');
		first = false;
		buf_z(b, name[i]);
	}
}

static void
put_column(struct buf *b, const struct figure *f, enum fig_column column,
    int precision)
{
	switch (column) {
	case FIG_SECTION:
		buf_z(b, f->key.section);
		break;
	case FIG_METRIC:
		buf_z(b, f->key.metric);
		break;
	case FIG_BY:
		put_dims(b, &f->key, true);
		break;
	case FIG_GROUP:
		put_dims(b, &f->key, false);
		break;
	case FIG_PERIOD:
		buf_str(b, f->key.period);
		break;
	case FIG_NUMERATOR:
		put_num(b, f->num);
		break;
	case FIG_DENOMINATOR:
		put_num(b, f->den);
		break;
	case FIG_VALUE:
		put_value(b, f, precision);
		break;
	case FIG_LOW:
		put_real(b, f->interval, f->low, precision);
		break;
	case FIG_HIGH:
		put_real(b, f->interval, f->high, precision);
		break;
	case FIG_N:
		if (f->n >= 0)
			put_num(b, fig_count(f->n));
		break;
	case FIG_FLAGS:
		put_flags(b, f->flags);
		break;
	case FIG_COLUMNS:
		break;
	}
}

void
figure_cells(const struct figure *f, int precision, struct buf *text,
    struct str cell[FIG_COLUMNS])
{
	struct span at[FIG_COLUMNS];
	size_t i;

	text->len = 0;
	for (i = 0; i < FIG_COLUMNS; i++) {
		at[i].from = text->len;
		put_column(text, f, (enum fig_column)i, precision);
		at[i].to = text->len;
	}
	for (i = 0; i < FIG_COLUMNS; i++) {
		cell[i].p = buf_view(text).p + at[i].from;
		cell[i].len = at[i].to - at[i].from;
	}
}

void
figures_free(struct figures *fs)
{
	free(fs->f);
	arena_free(&fs->text);
	*fs = (struct figures){ 0 };
}
