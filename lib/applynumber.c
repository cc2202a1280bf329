/*
 * Whether a file writes 12,400.5 or 12.400,5, for maps that leave it to the
 * file: a spreadsheet in another language saves what it read in its own way.
 * A number that only one way can read proves it; with proof of the comma and
 * none of the point the comma it is, else the point.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "applyin.h"
#include "cell.h"

/* How a cell can be read: both ways alike, one way, or each another. */
enum style { STYLE_ALIKE, STYLE_POINT, STYLE_COMMA, STYLE_OPEN };

static bool
is_number(enum rule rule)
{
	return rule == RULE_COUNT || rule == RULE_MONEY ||
	    rule == RULE_NUMBER || rule == RULE_RATIO ||
	    rule == RULE_PERCENT || rule == RULE_DURATION;
}

static void
add_columns(struct apply *a, const struct bound_field *bf, enum record_col to)
{
	const struct map_field *f = bf->f;
	enum rule rule = f != NULL ? f->rule : record_rule(to);
	size_t i;

	for (i = 0; is_number(rule) && i < bf->ncol; i++) {
		if (bf->col[i].fixed != NULL)
			continue;
		a->number = mem_grow(a->number, a->nnumber + 1,
		    sizeof(*a->number));
		a->number[a->nnumber++] = (struct number_column){
		    .cell = bf->col[i].cell, .rule = rule,
		    .unit = bf->col[i].unit,
		    .capture = f != NULL ? f->capture : NULL };
	}
}

void
apply_numbers_open(struct apply *a)
{
	const struct map *m = a->o.map;
	size_t i, k;

	a->comma = m->comma;
	for (i = 0; m->decimal_auto && i < a->nfield; i++)
		add_columns(a, &a->field[i], a->field[i].f->to);
	for (i = 0; m->decimal_auto && i < m->nemit; i++)
		for (k = 0; k < a->emit[i].e->nwith; k++)
			add_columns(a, &a->emit[i].with[k],
			    a->emit[i].e->with[k].to);
}

void
apply_numbers_close(struct apply *a)
{
	free(a->number);
	arena_free(&a->proof);
}

/*
 * 12.50, as nearly all numbers are, that only the point explains: groups have
 * three digits, and a count nothing behind the point.
 */
static bool
is_plain(enum rule rule, struct str s)
{
	size_t i, point = s.len;

	for (i = s.p[0] == '-'; i < s.len; i++) {
		if (s.p[i] == '.' && point == s.len && i > 0)
			point = i;
		else if (!cell_digit(s.p[i]) || (rule == RULE_COUNT &&
		    i > point && s.p[i] != '0'))
			return false;
	}
	return point + 1 < s.len && s.len - point != 4;
}

static enum style
style_of(const struct number_column *c, struct str cell)
{
	struct parse_opts po = { .unit = c->unit, .round = true };
	enum style style = STYLE_ALIKE;
	struct arena mem = { 0 };
	struct parsed point, comma;
	bool is_point, is_comma;

	if (cell.len == 0 || (memchr(cell.p, ',', cell.len) == NULL &&
	    memchr(cell.p, '.', cell.len) == NULL))
		return STYLE_ALIKE;
	if (c->capture != NULL &&
	    pattern_group(c->capture, cell, NULL, &cell) != 1)
		return STYLE_ALIKE;
	if (is_plain(c->rule, cell))
		return STYLE_POINT;
	is_point = parse_cell(c->rule, cell, &po, &mem, &point) == NULL;
	po.comma = true;
	is_comma = parse_cell(c->rule, cell, &po, &mem, &comma) == NULL;
	if (is_point && is_comma && !str_eq(point.text, comma.text))
		style = STYLE_OPEN;
	else if (is_point != is_comma)
		style = is_point ? STYLE_POINT : STYLE_COMMA;
	arena_free(&mem);
	return style;
}

bool
apply_numbers_ask(const struct apply *a, const struct str *cell)
{
	enum style style;
	size_t i;

	for (i = 0; i < a->nnumber; i++) {
		style = style_of(&a->number[i], cell[a->number[i].cell]);
		if (style == STYLE_COMMA || style == STYLE_OPEN)
			return true;
	}
	return false;
}

void
apply_numbers_add(struct apply *a, const struct str *cell, uint64_t line)
{
	enum style style;
	size_t i;

	for (i = 0; i < a->nnumber; i++) {
		struct str s = cell[a->number[i].cell];

		style = style_of(&a->number[i], s);
		a->is_point = a->is_point || style == STYLE_POINT;
		if (style == STYLE_COMMA && a->comma_line == 0) {
			a->comma_line = line;
			a->comma_text = arena_dup(&a->proof, s);
		}
		if (style == STYLE_OPEN && a->open_line == 0) {
			a->open_line = line;
			a->open_text = arena_dup(&a->proof, s);
		}
	}
}

void
apply_numbers_judge(struct apply *a, struct buf *note)
{
	size_t before = note->len;

	a->comma = a->o.map->comma || (a->comma_line != 0 && !a->is_point);
	if (before > 0)
		buf_byte(note, '\n');
	apply_numbers_note(a, note);
	if (before > 0 && note->len == before + 1)
		note->len = before;
}

void
apply_numbers_note(const struct apply *a, struct buf *note)
{
	if (a->comma_line == 0 && a->open_line != 0 && !a->is_point) {
		buf_z(note, "numbers are read with a point for the decimals, "
		    "which no number proves: ");
		diag_escape(note, a->open_text, 60);
		buf_printf(note, " on line %" PRIu64, a->open_line);
	}
	if (a->comma_line == 0)
		return;
	buf_z(note, a->comma ? "numbers have a comma for the decimals: " :
	    "numbers have a point for the decimals, but ");
	diag_escape(note, a->comma_text, 60);
	buf_printf(note, " on line %" PRIu64, a->comma_line);
}

bool
apply_comma(const struct apply *a)
{
	return a->comma;
}
