/* The rules whose values are numbers. */
#include <string.h>

#include "cell.h"
#include "decimal.h"
#include "money.h"
#include "parsein.h"

const char *
parse_count(struct str s, struct arena *a, struct parsed *out)
{
	static const struct {
		const char	*name;
		int		 zeros;
	} units[] = { { "万", 4 }, { "萬", 4 }, { "w", 4 }, { "W", 4 },
		{ "亿", 8 }, { "億", 8 }, { "k", 3 }, { "K", 3 }, { "千", 3 },
		{ "m", 6 }, { "M", 6 }, { "b", 9 }, { "B", 9 } };
	struct decimal d;
	char digits[NUM_MAX];
	bool exact;
	int128 v;
	int zeros = 0;
	size_t i;

	if (s.len > 0 && !cell_digit(s.p[s.len - 1]))
		out->approx = cell_suffix(&s, "+") || cell_suffix(&s, "＋");
	s = cell_trim(s);
	for (i = 0; s.len > 0 && !cell_digit(s.p[s.len - 1]) &&
	    i < sizeof(units) / sizeof(units[0]) && zeros == 0; i++)
		if (cell_suffix(&s, units[i].name))
			zeros = units[i].zeros;
	s = cell_trim(s);
	/* Some sites show no more than "1,000 and up", as 千+. */
	if (s.len == 0 && zeros > 0 && out->approx)
		s = STR("1");
	if (!decimal_parse(s, &d))
		return NOT_A_NUMBER;
	v = decimal_scaled(&d, zeros, &exact);
	if (!exact)
		return "not a whole number";
	if (v > INT64_MAX || v < INT64_MIN)
		return "number out of range";
	out->text = arena_dup(a, (struct str){ digits,
	    num_print_int((int64_t)v, digits) });
	return NULL;
}

/* The sign and the signs of currency round an amount. */
static struct str
without_currency(struct str s, bool *negative)
{
	static const char *const before[] = { "¥", "￥", "$", "€", "£", "₩",
		"₹", "US$", "CN¥", "HK$", NULL };
	static const char *const after[] = { "元", "€", "¥", "￥", "£", NULL };

	*negative = false;
	if (s.len > 0 && cell_digit(s.p[0]) && cell_digit(s.p[s.len - 1]))
		return s;
	*negative = cell_prefix(&s, "-") || cell_prefix(&s, "\xe2\x88\x92");
	if (cell_one(&s, before, cell_prefix)) {
		s = cell_trim(s);
		if (!*negative)
			*negative = cell_prefix(&s, "-");
	}
	cell_one(&s, after, cell_suffix);
	return cell_trim(s);
}

/* 131.77(已退款89.84): what was paid; the refund is another value. */
static struct str
without_bracket(struct str s)
{
	static const char *const open[] = { "(已退款", "（已退款",
		"(已全额退款", "（已全额退款", NULL };
	struct str head = s, tail = s;

	if (!cell_suffix(&tail, ")") && !cell_suffix(&tail, "）"))
		return s;
	for (head.len = 0; head.len < s.len; head.len++) {
		tail = s;
		cell_take(&tail, head.len);
		if (cell_one(&tail, open, cell_prefix))
			return cell_trim(head);
	}
	return s;
}

const char *
parse_money(struct str s, const struct parse_opts *o, struct arena *a,
    struct parsed *out)
{
	bool negative, exact;
	struct decimal d;
	enum num_result r;
	uint64_t rounded = 0;
	char digits[MONEY_MAX];
	int128 v;

	s = without_currency(without_bracket(s), &negative);
	if (!decimal_parse(s, &d) || (negative && d.negative))
		return NOT_A_NUMBER;
	if (o->unit == UNIT_FEN)
		d.scale += 2;
	if (o->unit == UNIT_WAN)
		d.scale -= 4;
	if (negative)
		d.negative = true;
	out->text = decimal_digits(a, s);
	if (negative)
		out->text = arena_printf(a, "-%.*s", STR_ARG(out->text));
	if (o->unit == UNIT_FEN || o->unit == UNIT_WAN) {
		v = decimal_scaled(&d, 4, &exact);
		if (!exact)
			return money_reason(NUM_DIGITS);
		if (v > INT64_MAX || v < INT64_MIN)
			return money_reason(NUM_RANGE);
		out->text = arena_dup(a, (struct str){ digits,
		    money_print(v, digits) });
	}
	r = money_parse(out->text, &out->money, o->round ? &rounded : NULL);
	if (r != NUM_OK)
		return money_reason(r);
	out->rounded = rounded > 0;
	if (out->rounded)
		out->text = arena_dup(a, (struct str){ digits,
		    money_print(out->money, digits) });
	return NULL;
}

const char *
parse_fraction(struct str s, bool percent, struct arena *a, struct parsed *out)
{
	bool sign = cell_suffix(&s, "%") || cell_suffix(&s, "％");
	struct decimal d;
	bool exact;
	int128 v;

	if (!decimal_parse(cell_trim(s), &d))
		return NOT_A_NUMBER;
	if (sign || percent)
		d.scale += 2;
	v = decimal_scaled(&d, 6, &exact);
	if (!sign && !percent && v > 1000000)
		return "ratio above 1 (percent without its sign?)";
	out->rounded = !exact;
	out->text = decimal_print(a, v, 6);
	return NULL;
}

/* One number and the unit behind it; seconds in millionths are added to *v. */
static bool
take_span(struct str *s, int128 *v)
{
	static const struct {
		const char	*name;
		int		 seconds;
	} units[] = { { "小时", 3600 }, { "时", 3600 }, { "分钟", 60 },
		{ "分", 60 }, { "秒", 1 }, { "天", 86400 },
		/* A word stands before those that begin it. */
		{ "days", 86400 }, { "day", 86400 }, { "d", 86400 },
		{ "hours", 3600 }, { "hour", 3600 }, { "hr", 3600 },
		{ "h", 3600 }, { "minutes", 60 }, { "minute", 60 },
		{ "mins", 60 }, { "min", 60 }, { "m", 60 },
		{ "seconds", 1 }, { "second", 1 }, { "secs", 1 },
		{ "sec", 1 }, { "s", 1 } };
	struct decimal d;
	size_t n = 0, i;
	bool exact;

	while (n < s->len && (cell_digit(s->p[n]) || s->p[n] == '.'))
		n++;
	if (n == 0 || !decimal_parse((struct str){ s->p, n }, &d))
		return false;
	cell_take(s, n);
	*s = cell_trim(*s);
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (cell_prefix(s, units[i].name)) {
			*v += decimal_scaled(&d, 6, &exact) * units[i].seconds;
			*s = cell_trim(*s);
			return true;
		}
	return false;
}

/* h:mm:ss or m:ss; the last part may have a fraction. */
static bool
take_clock(struct str s, int128 *v)
{
	struct str part;
	struct decimal d;
	bool exact;
	int n = 0;

	*v = 0;
	while (str_split(&s, ':', &part)) {
		if (!decimal_parse(part, &d) || d.negative || ++n > 3)
			return false;
		if (s.len > 0 && d.scale > 0)
			return false;
		*v = *v * 60 + decimal_scaled(&d, 6, &exact);
	}
	return n > 1;
}

const char *
parse_duration(struct str s, enum unit unit, struct arena *a,
    struct parsed *out)
{
	static const int per_unit[] = { [UNIT_NONE] = 1000, [UNIT_FEN] = 60000,
		[UNIT_WAN] = 1000, [UNIT_MINUTE] = 60000,
		[UNIT_HOUR] = 3600000, [UNIT_MS] = 1 };
	struct decimal d;
	int128 v = 0;
	bool exact;

	if (decimal_parse(s, &d)) {
		if (d.negative)
			return "a negative duration";
		v = decimal_scaled(&d, 9, &exact) * per_unit[unit] / 1000000;
	} else if (memchr(s.p, ':', s.len) != NULL) {
		if (!take_clock(s, &v))
			return "not a duration";
	} else {
		while (s.len > 0)
			if (!take_span(&s, &v))
				return "not a duration";
	}
	if (v > INT64_MAX)
		return "number out of range";
	out->text = decimal_print(a, v, 6);
	return NULL;
}
