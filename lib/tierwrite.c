/* The table of crm-tier as text. */
#include <stdlib.h>
#include <string.h>

#include "tierwrite.h"

#define AHEAD	16	/* rows that memory is asked for before */
#define PLACES	6	/* significant digits of scores */

static const struct tab_col tier_columns[TC_COLUMNS] = {
	[TC_TIER] = { "tier", TAB_TEXT },
	[TC_RAW] = { "tier_raw", TAB_TEXT },
	[TC_OCTANT] = { "octant", TAB_TEXT },
	[TC_ACTIVITY] = { "activity", TAB_NUMBER },
	[TC_VALUE] = { "value", TAB_NUMBER },
	[TC_PREFERENCE] = { "preference", TAB_NUMBER },
	[TC_TAG] = { "preferred_tag", TAB_TEXT },
	[TC_CLEAR] = { "preference_clear", TAB_BOOL },
	[TC_LIFE] = { "lifecycle", TAB_TEXT },
	[TC_BEHAVIOUR] = { "behaviour_segment", TAB_TEXT },
	[TC_EXPERTISE] = { "expertise", TAB_TEXT },
	[TC_TAGS] = { "tags", TAB_TEXT },
	[TC_MISSING] = { "missing", TAB_TEXT },
	[TC_INTERACTIONS] = { "interactions", TAB_NUMBER },
	[TC_SECONDS] = { "seconds", TAB_NUMBER },
	[TC_POSTS] = { "group_posts", TAB_NUMBER },
	[TC_NET] = { "net_spend", TAB_NUMBER },
	[TC_HIGH] = { "high_value", TAB_BOOL },
	[TC_N] = { "preference_n", TAB_NUMBER },
	[TC_K] = { "preference_k", TAB_NUMBER },
	[TC_DAYS] = { "active_days", TAB_NUMBER },
	[TC_FIRST] = { "first_active", TAB_TEXT },
	[TC_LAST] = { "last_active", TAB_TEXT },
	[TC_LAST_TYPE] = { "last_type", TAB_TEXT },
	[TC_LAST_TAG] = { "last_tag", TAB_TEXT },
	[TC_PREV] = { "prev_tier", TAB_TEXT },
	[TC_MOVE] = { "tier_move", TAB_TEXT }
};

/* Numbers and flags among the columns of customer tables (formats.md). */
static const char *const numbers[] = { "recency", "frequency", "monetary",
	"aov", "r_score", "f_score", "m_score", "x", "t_x", "t_cal",
	"p_alive", "expected_orders", "expected_spend", "clv", "top_spend" };

bool
tier_is_own(struct str name)
{
	int i;

	for (i = 0; i < TC_COLUMNS; i++)
		if (str_eq(name, str_z(tier_columns[i].name)))
			return true;
	return false;
}

void
tier_texts_open(struct tier_texts *x, const struct tier_table *t)
{
	unsigned i;

	*x = (struct tier_texts){ .unit = tier_tag_unit() };
	for (i = 0; i <= PARTS; i++)
		if ((t->missing >> i & 1) != 0)
			buf_printf(&x->missing_text, "%s%s",
			    x->missing_text.len > 0 ? ";" : "",
			    i < PARTS ? part_names[i] : "tags");
	x->missing = buf_view(&x->missing_text);
}

void
tier_texts_close(struct tier_texts *x)
{
	buf_free(&x->text);
	buf_free(&x->tags);
	buf_free(&x->missing_text);
}

/* Cells point into one text whose room was made before. */
static struct str
cell_of(struct tier_texts *x, size_t len)
{
	struct str s = { x->text.p + x->text.len, len };

	x->text.len += len;
	return s;
}

#define NEXT(x)	((x)->text.p + (x)->text.len)

static struct str
put_int(struct tier_texts *x, int64_t v)
{
	return cell_of(x, num_print_int(v, NEXT(x)));
}

/* 1/10000 without the zeros behind. */
static struct str
put_fixed(struct tier_texts *x, int64_t v)
{
	struct str s = { NEXT(x), money_print(v, NEXT(x)) };

	while (s.p[s.len - 1] == '0')
		s.len--;
	if (s.p[s.len - 1] == '.')
		s.len--;
	return cell_of(x, s.len);
}

static struct str
put_day(struct tier_texts *x, int32_t day)
{
	return day == DAY_NONE ? STR("") :
	    cell_of(x, day_print(day, NEXT(x)));
}

static struct str
put_score(const struct tier_table *t, struct tier_texts *x, bool value,
    int64_t score)
{
	int64_t den = 2 * (int64_t)t->members * t->weights[value];

	return den == 0 ? STR("") : cell_of(x, num_print_ratio(
	    (int128)100 * score, den, PLACES, NEXT(x)));
}

size_t
tier_share_print(int128 sum, int128 unit, uint64_t n, char out[NUM_MAX])
{
	const int64_t common = 27720;	/* divisible by 1 to 12 */
	int128 part = unit / common, num = sum, den = unit, a, b;

	if (num % part == 0) {
		num /= part;
		den = common;
	} else {
		for (a = num, b = den; b != 0;) {
			int128 rest = a % b;

			a = b;
			b = rest;
		}
		num /= a;
		den /= a;
	}
	return num_print_ratio(num, den * (int128)n, PLACES, out);
}

static struct str
tag_name(const struct tier_table *t, uint32_t tag)
{
	return tag == SUBJECT_NONE ? STR("") : t->in->book.tags.name[tag];
}

static void
put_preference(const struct tier_table *t, const struct tier_row *r,
    struct tier_texts *x, struct str *cell)
{
	cell[TC_CLEAR] = r->clear ? STR("true") : STR("false");
	if ((t->missing & MISSING_TAGS) == 0)
		cell[TC_N] = put_int(x, (int64_t)r->n);
	if (r->n == 0)
		return;
	cell[TC_PREFERENCE] = cell_of(x, tier_share_print(r->share, x->unit,
	    r->n, NEXT(x)));
	cell[TC_TAG] = tag_name(t, r->tag);
	cell[TC_K] = put_int(x, (int64_t)r->k);
}

static void
put_parts(const struct tier_table *t, const struct person *p,
    const struct tier_row *r, struct tier_texts *x, struct str *cell)
{
	if ((t->missing >> PART_INTERACTIONS & 1) == 0)
		cell[TC_INTERACTIONS] = put_fixed(x, p->interactions);
	if ((t->missing >> PART_SECONDS & 1) == 0)
		cell[TC_SECONDS] = put_fixed(x, p->seconds);
	if ((t->missing >> PART_POSTS & 1) == 0)
		cell[TC_POSTS] = put_int(x, p->posts);
	if ((t->missing >> PART_NET & 1) == 0)
		cell[TC_NET] = cell_of(x, money_print(r->net, NEXT(x)));
	if (t->weights[1] > 0)
		cell[TC_HIGH] = r->high ? STR("true") : STR("false");
	cell[TC_DAYS] = put_int(x, r->active_days);
	cell[TC_FIRST] = put_day(x, p->first_day);
	cell[TC_LAST] = put_day(x, p->last_day);
	if (!p->active)
		return;
	cell[TC_LAST_TYPE] = act_name((enum act)p->type);
	cell[TC_LAST_TAG] = tag_name(t, tagbook_first(&t->in->book,
	    p->subject));
}

static void
put_move(const struct tier_row *r, struct tier_texts *x, struct str *cell)
{
	size_t at = x->text.len;
	struct str was = str_z(tier_names[r->was]);
	struct str now = str_z(tier_names[r->tier]);

	cell[TC_PREV] = was;
	if (!r->was_there) {
		cell[TC_MOVE] = STR("entered");
		return;
	}
	if (r->was == r->tier)
		return;
	buf_str(&x->text, was);
	buf_byte(&x->text, '>');
	buf_str(&x->text, now);
	cell[TC_MOVE] = (struct str){ x->text.p + at, x->text.len - at };
}

void
tier_cells(const struct tier_table *t, uint32_t number, struct tier_texts *x,
    struct str *cell)
{
	const struct person *p = tierlog_at(&t->in->log, number);
	const struct tier_row *r = &t->row[number];
	int i;

	x->text.len = x->tags.len = 0;
	buf_room(&x->text, 1024);
	for (i = 0; i < TC_COLUMNS; i++)
		cell[i] = STR("");
	cell[TC_MISSING] = x->missing;
	tier_tags(t, number, &x->tags);
	cell[TC_TAGS] = buf_view(&x->tags);
	if (t->moves)
		put_move(r, x, cell);
	if (!r->member)
		return;
	cell[TC_TIER] = str_z(tier_names[r->tier]);
	cell[TC_RAW] = str_z(tier_names[r->raw]);
	tier_octant(t, r, NEXT(x));
	cell[TC_OCTANT] = cell_of(x, 6);
	cell[TC_ACTIVITY] = put_score(t, x, false, r->activity);
	cell[TC_VALUE] = put_score(t, x, true, r->value);
	put_preference(t, r, x, cell);
	cell[TC_LIFE] = str_z(life_names[r->life]);
	cell[TC_BEHAVIOUR] = tier_behaviour(t, number);
	cell[TC_EXPERTISE] = tier_expertise(r);
	put_parts(t, p, r, x, cell);
}

static enum tab_type
type_of(struct str name)
{
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (str_eq(name, str_z(numbers[i])))
			return TAB_KEPT;
	return TAB_TEXT;
}

void
tier_layout(struct tier_layout *lay, const struct tier_table *t)
{
	const struct names *column = &t->in->joined.column;
	size_t own = t->moves ? TC_COLUMNS : TC_BASE, i;

	*lay = (struct tier_layout){ .given = column->n, .as_of = 1 };
	if (column->n == 0)
		lay->given = 2;
	lay->n = lay->given + own;
	lay->col = mem_array(lay->n, sizeof(*lay->col));
	if (column->n == 0) {
		lay->col[0] = (struct tab_col){ "user_id", TAB_TEXT };
		lay->col[1] = (struct tab_col){ "as_of", TAB_TEXT };
	}
	for (i = 0; i < column->n; i++) {
		if (str_eq(column->name[i], STR("user_id")))
			lay->id = i;
		if (str_eq(column->name[i], STR("as_of")))
			lay->as_of = i;
		/* Names end in NUL, see arena_dup. */
		lay->col[i] = (struct tab_col){ column->name[i].p,
		    type_of(column->name[i]) };
	}
	memcpy(lay->col + lay->given, tier_columns,
	    own * sizeof(*tier_columns));
}

void
tier_layout_free(struct tier_layout *lay)
{
	free(lay->col);
}

void
tier_row_cells(const struct tier_layout *lay, const struct tier_table *t,
    uint32_t number, struct tier_texts *x, struct str *cell)
{
	const struct person *p = tierlog_at(&t->in->log, number);
	struct str own[TC_COLUMNS];

	if (t->in->joined.column.n > 0)
		joined_cells(&t->in->joined, number, cell);
	tier_cells(t, number, x, own);
	cell[lay->id] = (struct str){ p->id, p->idlen };
	cell[lay->as_of] = put_day(x, t->as_of);
	memcpy(cell + lay->given, own, (lay->n - lay->given) * sizeof(*own));
}

MEM_AHEAD void
ask_ahead(const struct tier_table *t, uint32_t i)
{
	const struct pairs *seen = &t->in->log.seen;
	const char *p;

	if (i + 2 * AHEAD < t->n) {
		mem_ask(store_at(&t->in->log.person,
		    t->order[i + 2 * AHEAD]));
		pairs_prefetch(seen, t->order[i + 2 * AHEAD], false);
	}
	if (i + AHEAD >= t->n)
		return;
	pairs_prefetch(seen, t->order[i + AHEAD], true);
	p = (const char *)&t->row[t->order[i + AHEAD]];
	mem_ask(p);
	mem_ask(p + 64);
	p = (const char *)tierlog_at(&t->in->log, t->order[i + AHEAD]);
	mem_ask(p);
	mem_ask(p + 64);
}

void
tier_table_write(const struct tier_table *t, struct io_out *out,
    enum tab_format f)
{
	struct tier_layout lay;
	struct tier_texts x;
	struct tabout *tab;
	struct str *cell;
	uint32_t i;

	tier_layout(&lay, t);
	tier_texts_open(&x, t);
	cell = mem_array(lay.n, sizeof(*cell));
	tab = tab_open(out, f, lay.col, lay.n, 0);
	for (i = 0; i < t->n; i++) {
		ask_ahead(t, i);
		tier_row_cells(&lay, t, t->order[i], &x, cell);
		tab_row(tab, cell);
	}
	tab_close(tab);
	free(cell);
	tier_texts_close(&x);
	tier_layout_free(&lay);
}
