/* What the columns of an unknown export mean, and what kind of table it is. */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "draft.h"
#include "text.h"

#define LINK_MAX	120	/* bytes of an id */

static bool
half(struct sample_fit f)
{
	return 2 * f.good >= f.filled;
}

/* The rule that reads more of the cells, the first of equal ones. */
static void
better(struct draft *d, struct draft_use *u, enum rule rule, bool comma)
{
	struct parse_opts po = { .comma = comma };
	struct sample_fit f = sample_fit(d->s, u->col, rule, &po);

	if (u->fit.filled > 0 && f.good <= u->fit.good)
		return;
	u->fit = f;
	u->rule = rule;
}

static bool
fits_number(struct draft *d, struct draft_use *u)
{
	struct str unit;

	u->fit = (struct sample_fit){ 0, 0 };
	(void)headwords_base(d->h->norm[u->col], &unit);
	if (u->w->rule == RULE_RATIO && str_eq(unit, STR("%")))
		better(d, u, RULE_PERCENT, false);
	better(d, u, u->w->rule, false);
	if (u->w->rule == RULE_RATIO)
		better(d, u, RULE_PERCENT, false);
	if (u->fit.filled > 0 && !half(u->fit))
		better(d, u, u->w->rule, true);
	return half(u->fit);
}

static bool
fits_time(struct draft *d, struct draft_use *u)
{
	struct sample_times t = sample_times(d->s, u->col);
	size_t i;

	u->fit = (struct sample_fit){ t.filled, 0 };
	for (i = 0; i < SAMPLE_FORMATS; i++)
		u->fit.good += t.good[i];
	return half(u->fit);
}

static bool
has_digit(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (cell_digit(s.p[i]))
			return true;
	return false;
}

/* An address has its sign, a number its digits. */
static bool
is_key(const char *key, struct str s)
{
	size_t i, n = 0;

	if (key != NULL && strcmp(key, "email") == 0)
		return memchr(s.p, '@', s.len) != NULL;
	if (key == NULL || strcmp(key, "phone") != 0)
		return true;
	for (i = 0; i < s.len; i++)
		n += cell_digit(s.p[i]) || s.p[i] == '*';
	return n >= 5;
}

/* Ids are short and in one piece; numbers of orders have digits. */
static bool
fits_id(struct draft *d, struct draft_use *u)
{
	struct sample_fit f = { 0, 0 };
	size_t i, mail = 0;

	for (i = 0; i < d->s->nrow; i++) {
		struct str c = cell_bare(sample_cell(d->s, u->col, i));

		if (cell_missing(c))
			continue;
		f.filled++;
		if (!is_key(u->key, c))
			continue;
		f.good += c.len <= LINK_MAX &&
		    memchr(c.p, '\n', c.len) == NULL &&
		    (u->key != NULL || memchr(c.p, ' ', c.len) == NULL) &&
		    (u->w->to != REC_ORDER_ID || has_digit(c));
		mail += memchr(c.p, '@', c.len) != NULL &&
		    memchr(c.p, '.', c.len) != NULL;
	}
	if (u->key != NULL && 5 * mail > 4 * f.filled)
		u->key = "email";
	u->fit = f;
	return half(f);
}

/* The share of the cells that stand in the dictionary of values. */
static bool
fits_values(struct draft *d, struct draft_use *u)
{
	struct sample_fit f = { 0, 0 };
	struct buf norm = { 0 };
	size_t i;

	for (i = 0; i < d->s->nrow; i++) {
		struct str c = sample_cell(d->s, u->col, i);

		if (cell_missing(c))
			continue;
		norm.len = 0;
		text_normalise(&norm, c);
		f.filled++;
		f.good += headwords_value(d->hw, (enum record_col)u->w->to,
		    buf_view(&norm)) != NULL;
	}
	buf_free(&norm);
	u->fit = f;
	return 5 * f.good >= f.filled;
}

/* A text that is nothing but numbers is a count under the same word. */
static bool
fits_text(struct draft *d, struct draft_use *u)
{
	struct parse_opts po = { 0 };

	u->fit = sample_fit(d->s, u->col, RULE_COUNT, &po);
	if (u->w->to == REC_TEXT && u->fit.filled > 0 &&
	    10 * u->fit.good >= 9 * u->fit.filled)
		return false;
	u->fit.good = u->fit.filled;
	return true;
}

static bool
fits(struct draft *d, struct draft_use *u)
{
	switch (u->w->rule) {
	case RULE_TIME:
		return fits_time(d, u);
	case RULE_ID:
		return fits_id(d, u);
	case RULE_TEXT:
		if (u->w->to == REC_STATUS || u->w->to == REC_DIRECTION)
			return fits_values(d, u);
		return fits_text(d, u);
	case RULE_LIST:
	case RULE_HTML:
	case RULE_TOPIC:
	case RULE_SOURCE:
	case RULE_BOOL:
		return fits_text(d, u);
	case RULE_COUNT:
	case RULE_MONEY:
	case RULE_NUMBER:
	case RULE_RATIO:
	case RULE_PERCENT:
	case RULE_DURATION:
		break;
	}
	return fits_number(d, u);
}

static void
gather(struct draft *d)
{
	size_t i, k;

	for (i = 0; i < d->hw->n; i++) {
		const struct headword *w = &d->hw->w[i];

		for (k = 0; k < d->h->n; k++) {
			struct draft_use u = { .w = w, .col = k,
			    .rule = w->rule, .key = w->key };

			if (!headwords_is(w, d->h->norm[k]) || !fits(d, &u))
				continue;
			d->can = mem_grow(d->can, d->ncan + 1,
			    sizeof(*d->can));
			u.rank = d->ncan;
			d->can[d->ncan++] = u;
		}
	}
}

/* What a kind of table cannot do without. */
static bool
is_complete(const bool has[HEAD_N], enum head_kind kind)
{
	static const enum record_col measure[] = { REC_VIEWS, REC_IMPRESSIONS,
		REC_REACH, REC_LIKES, REC_COMMENTS, REC_SHARES,
		REC_FAVORITES };
	size_t i, n = 0;

	for (i = 0; i < sizeof(measure) / sizeof(measure[0]); i++)
		n += has[measure[i]];
	switch (kind) {
	case HEAD_ORDER:
		return has[REC_AMOUNT] && has[REC_TIME];
	case HEAD_MESSAGE:
		return has[REC_TEXT] && has[REC_TIME];
	case HEAD_CONTENT:
		return (has[REC_TITLE] || has[REC_ID] || has[REC_URL]) ?
		    n > 0 : (has[REC_TEXT] || has[REC_PUBLISHED_AT]) && n > 1;
	case HEAD_SPEND:
		return has[REC_SPEND];
	case HEAD_PROFILE:
		return has[REC_USER_ID];
	case HEAD_KINDS:
		break;
	}
	return false;
}

/* How much speaks for a kind; *complete when it has what it needs. */
static size_t
weigh(const struct draft *d, enum head_kind kind, bool *complete)
{
	bool has[HEAD_N] = { false };
	size_t i, sum = 0;

	for (i = 0; i < d->ncan; i++) {
		const struct headword *w = d->can[i].w;

		if (!w->kind[kind] || has[w->to])
			continue;
		has[w->to] = true;
		sum += w->proof[kind] ? 3 : 1;
	}
	*complete = is_complete(has, kind);
	return sum;
}

static void
choose_kind(struct draft *d)
{
	size_t best = 0, sum;
	bool complete;
	int k;

	d->kind = HEAD_CONTENT;
	for (k = 0; k < HEAD_KINDS; k++) {
		sum = weigh(d, (enum head_kind)k, &complete);
		if (!complete || sum <= best)
			continue;
		best = sum;
		d->kind = (enum head_kind)k;
		d->complete = true;
	}
}

/* Columns for which the next header counts where the first is empty. */
static bool
falls_back(unsigned to)
{
	return to == REC_USER_ID || to == REC_USER_NAME || to == REC_TIME ||
	    to == REC_PUBLISHED_AT || to == REC_CREATED_AT;
}

/* One header has one meaning; a name may be the key and the name. */
static bool
is_free(const struct draft *d, const struct draft_use *u)
{
	size_t i;

	for (i = 0; i < d->nuse; i++) {
		unsigned to = d->use[i].w->to;

		if (to == u->w->to && (!falls_back(to) ||
		    d->use[i].col == u->col))
			return false;
		if (d->use[i].col == u->col && (to != REC_USER_ID ||
		    strcmp(d->use[i].key, "nick") != 0 ||
		    u->w->to != REC_USER_NAME))
			return false;
	}
	return true;
}

/* Enough cells to be what it is taken for: an id is there in most rows. */
static bool
is_filled(const struct draft *d, const struct draft_use *u)
{
	if (u->w->to == REC_ID || u->w->to == REC_ORDER_ID)
		return 2 * u->fit.filled > d->s->nrow;
	return u->fit.filled > 0;
}

static int
by_rank(const void *a, const void *b)
{
	const struct draft_use *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Columns with something in them first, then what is left of the headers. */
static void
choose_columns(struct draft *d)
{
	size_t i, k;

	d->use = mem_array(d->ncan + 1, sizeof(*d->use));
	for (k = 0; k < 2; k++)
		for (i = 0; i < d->ncan; i++)
			if (d->can[i].w->kind[d->kind] &&
			    is_filled(d, &d->can[i]) == (k == 0) &&
			    is_free(d, &d->can[i]))
				d->use[d->nuse++] = d->can[i];
	qsort(d->use, d->nuse, sizeof(*d->use), by_rank);
}

/* By which decimal sign more of the numbers can be read: one for the file. */
static void
choose_sign(struct draft *d)
{
	struct parse_opts point = { 0 }, comma = { .comma = true };
	size_t i, by_point = 0, by_comma = 0;

	for (i = 0; i < d->nuse; i++) {
		const struct draft_use *u = &d->use[i];

		if (u->rule < RULE_COUNT || u->rule > RULE_DURATION)
			continue;
		by_point += sample_fit(d->s, u->col, u->rule, &point).good;
		by_comma += sample_fit(d->s, u->col, u->rule, &comma).good;
	}
	d->comma = by_comma > by_point;
	for (i = 0; i < d->nuse; i++)
		if (d->use[i].rule >= RULE_COUNT &&
		    d->use[i].rule <= RULE_DURATION)
			d->use[i].fit = sample_fit(d->s, d->use[i].col,
			    d->use[i].rule, d->comma ? &comma : &point);
}

void
draft_open(struct draft *d, const struct header *h, const struct sample *s,
    const struct headwords *hw)
{
	*d = (struct draft){ .h = h, .s = s, .hw = hw };
	gather(d);
	choose_kind(d);
	choose_columns(d);
	choose_sign(d);
}

void
draft_close(struct draft *d)
{
	free(d->can);
	free(d->use);
	*d = (struct draft){ 0 };
}

const struct draft_use *
draft_find(const struct draft *d, unsigned to)
{
	size_t i;

	for (i = 0; i < d->nuse; i++)
		if (d->use[i].w->to == to)
			return &d->use[i];
	return NULL;
}
