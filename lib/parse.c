/* The rules by which a cell of an export becomes a canonical value. */
#include <string.h>

#include "cell.h"
#include "decimal.h"
#include "parsein.h"
/* digits[.,digits]E+digits: what a spreadsheet makes of a long number. */
static bool
is_exponent(struct str s)
{
	size_t i = 0, point;

	while (i < s.len && cell_digit(s.p[i]))
		i++;
	point = i;
	if (i == 0 || i == s.len)
		return false;
	if (s.p[i] == '.' || s.p[i] == ',')
		for (i++; i < s.len && cell_digit(s.p[i]); i++)
			;
	if (i >= s.len || (s.p[i] | 0x20) != 'e')
		return false;
	i++;
	/* 12E45678 may be an id: a sign or a point makes it a number. */
	if (i < s.len && s.p[i] == '+')
		i++;
	else if (i == point + 1)
		return false;
	if (i == s.len)
		return false;
	while (i < s.len && cell_digit(s.p[i]))
		i++;
	return i == s.len;
}

static const char *
read_id(struct str s, struct parsed *out)
{
	const uint64_t limit = UINT64_C(1) << 53;
	uint64_t v = 0;
	size_t i, point;

	out->text = s;
	out->damaged = is_exponent(s);
	if (out->damaged)
		out->text.len = 0;
	for (i = 0; i < s.len && cell_digit(s.p[i]); i++)
		if (v < limit)
			v = v * 10 + (uint64_t)(s.p[i] - '0');
	point = i;
	if (i == 0 || i + 1 >= s.len || s.p[i] != '.')
		return NULL;
	for (i++; i < s.len && s.p[i] == '0'; i++)
		;
	if (i < s.len)
		return NULL;
	out->damaged = v >= limit;
	out->text.len = out->damaged ? 0 : point;
	return NULL;
}

static const char *
read_bool(struct str s, struct parsed *out)
{
	static const char *const yes[] = { "true", "t", "yes", "y", "是", "1",
		NULL };
	static const char *const no[] = { "false", "f", "no", "n", "否", "0",
		NULL };

	if (!cell_among(s, yes) && !cell_among(s, no))
		return "neither yes nor no";
	out->text = cell_among(s, yes) ? STR("true") : STR("false");
	return NULL;
}

/* The length of the separator of a list at s, 0 when there is none. */
static size_t
separator(struct str s)
{
	static const char *const wide[] = { "，", "；", "、", NULL };
	struct str rest = s;

	if (s.p[0] == ',' || s.p[0] == ';')
		return 1;
	cell_one(&rest, wide, cell_prefix);
	return s.len - rest.len;
}

static struct str
unquoted(struct str s)
{
	s = cell_trim(s);
	if (s.len >= 2 && (s.p[0] == '\'' || s.p[0] == '"') &&
	    s.p[s.len - 1] == s.p[0])
		s = (struct str){ s.p + 1, s.len - 2 };
	return cell_trim(s);
}

static const char *
read_list(struct str s, struct arena *a, struct parsed *out)
{
	char *text;
	size_t n = 0;

	if (s.len >= 2 && s.p[0] == '[' && s.p[s.len - 1] == ']')
		s = (struct str){ s.p + 1, s.len - 2 };
	text = arena_alloc(a, s.len + 1);
	while (s.len > 0) {
		struct str item = { s.p, 0 };

		while (s.len > 0 && separator(s) == 0) {
			cell_take(&s, 1);
			item.len++;
		}
		if (s.len > 0)
			cell_take(&s, separator(s));
		item = unquoted(item);
		if (item.len == 0)
			continue;
		if (n > 0)
			text[n++] = ';';
		memcpy(text + n, item.p, item.len);
		n += item.len;
	}
	out->text = (struct str){ text, n };
	return NULL;
}

static const char *
read_time(struct str s, const struct parse_opts *o, struct parsed *out)
{
	static const char *const any[] = { "any", NULL };
	const char *const *f = o->format != NULL ? o->format : any;
	const char *why = NULL, *r;

	for (; *f != NULL; f++) {
		r = clock_parse(*f, s, o->order, &out->time);
		if (r == NULL) {
			out->has_time = true;
			return NULL;
		}
		/* What the most general format, which stands last, says. */
		why = r;
	}
	return why;
}

const char *
parse_cell(enum rule rule, struct str cell, const struct parse_opts *o,
    struct arena *a, struct parsed *out)
{
	struct decimal d;
	struct str s;

	*out = (struct parsed){ .text = { "", 0 } };
	if (rule == RULE_TEXT) {
		out->text = cell_trim(cell);
		if (cell_is(out->text, "'null") ||
		    cell_is(out->text, "(not set)"))
			out->text.len = 0;
		return NULL;
	}
	if (cell_missing(cell))
		return NULL;
	s = cell_bare(cell);
	switch (rule) {
	case RULE_TEXT:
		return NULL;
	case RULE_ID:
		return read_id(s, out);
	case RULE_COUNT:
		return parse_count(s, a, out);
	case RULE_MONEY:
		return parse_money(s, o, a, out);
	case RULE_NUMBER:
		if (!decimal_parse(s, &d))
			return NOT_A_NUMBER;
		out->text = decimal_digits(a, s);
		return NULL;
	case RULE_RATIO:
		return parse_fraction(s, false, a, out);
	case RULE_PERCENT:
		return parse_fraction(s, true, a, out);
	case RULE_DURATION:
		return parse_duration(s, o->unit, a, out);
	case RULE_TIME:
		return read_time(s, o, out);
	case RULE_BOOL:
		return read_bool(s, out);
	case RULE_LIST:
		return read_list(s, a, out);
	}
	return NULL;
}

const char *const *
parse_rules(void)
{
	/* In the order of enum rule. */
	static const char *const names[] = { "text", "id", "count", "money",
		"number", "ratio", "percent", "duration", "time", "bool",
		"list", NULL };

	return names;
}

int
parse_rule(const char *name)
{
	const char *const *names = parse_rules();
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

enum unit
parse_unit(struct str name)
{
	static const struct {
		const char	*name;
		enum unit	 unit;
	} units[] = { { "分", UNIT_FEN }, { "万", UNIT_WAN },
		{ "万元", UNIT_WAN }, { "minutes", UNIT_MINUTE },
		{ "min", UNIT_MINUTE }, { "分钟", UNIT_MINUTE },
		{ "hours", UNIT_HOUR }, { "小时", UNIT_HOUR },
		{ "ms", UNIT_MS }, { "毫秒", UNIT_MS } };
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (cell_is(name, units[i].name))
			return units[i].unit;
	return UNIT_NONE;
}
