/* The rules by which a cell of an export becomes a canonical value. */
#include <string.h>

#include "cell.h"
#include "decimal.h"
#include "parsein.h"

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
		if (o->order == DATE_UNKNOWN && strcmp(*f, "any") == 0)
			out->orders = clock_orders(s);
	}
	return why;
}

struct str
parse_text(struct str cell)
{
	struct str s = cell_trim(cell);

	if (s.len > 0 && (s.p[0] == '\'' || s.p[0] == '(') &&
	    (cell_is(s, "'null") || cell_is(s, "(not set)")))
		s.len = 0;
	return s;
}

const char *
parse_cell(enum rule rule, struct str cell, const struct parse_opts *o,
    struct arena *a, struct parsed *out)
{
	struct decimal d;
	struct str s;

	*out = (struct parsed){ .text = { "", 0 } };
	if (rule == RULE_TEXT || rule == RULE_HTML) {
		out->text = parse_text(cell);
		return rule == RULE_TEXT ? NULL :
		    parse_html(out->text, a, out);
	}
	if (cell_missing(cell))
		return NULL;
	s = cell_bare(cell);
	if (rule >= RULE_COUNT && rule <= RULE_DURATION)
		s = parse_fold(s, o->comma, a);
	else if (rule == RULE_TIME)
		s = parse_narrow(s, a);
	/* A full-width - is nothing too. */
	if (s.len == 1 && s.p[0] == '-')
		return NULL;
	switch (rule) {
	case RULE_TEXT:
	case RULE_HTML:
		return NULL;
	case RULE_ID:
		return parse_id(s, out);
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
		return parse_list(s, a, out);
	case RULE_SOURCE:
		return parse_source(s, a, out);
	case RULE_TOPIC:
		return parse_topic(s, a, out);
	}
	return NULL;
}

const char *const *
parse_rules(void)
{
	/* In the order of enum rule. */
	static const char *const names[] = { "text", "id", "count", "money",
		"number", "ratio", "percent", "duration", "time", "bool",
		"list", "html", "topic",
		"source", NULL };

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
