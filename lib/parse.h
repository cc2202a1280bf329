#ifndef CRM_PARSE_H
#define CRM_PARSE_H

#include "clock.h"
#include "mem.h"

/*
 * The rules by which a cell of an export becomes a canonical value.
 *
 * id		"123", ="123", '123, `123, TAB or blanks around: a string.
 *		6.49E+17 is damaged, 6,49E+17 and 6.1E+13,4.2E+12 too, and
 *		123.0 unless below 2^53.
 * count	1103, 12,400, 7767.0, 1.2K, 3.9万, 3w, 2亿, 10万+, 万+ (a
 *		lower bound): a whole number
 * money	748.5, ¥28.16, 1,234.00, 131.77(已退款89.84), -0.01, 12元:
 *		digits as written, in units of 分 or 万元 converted
 * number	a plain decimal
 * ratio	0.221, 11.14%: a fraction; without % not above 1
 * percent	1.68, 1.68%: a percentage that becomes a fraction
 * duration	0:00:25, 32.50秒, 1分20秒, 1 hour 5 minutes, 8.2: seconds
 * time		one of the formats: RFC 3339
 * bool		TRUE, t, yes, 是, 1 and their opposites: true, false
 * list		comma, semicolon or the forms ['a', 'b'], [a][b]: joined by ;
 * text		as it is, without outer blanks
 * html		text with the marks of HTML: tags off, <br> a line end, the alt
 *		text of images, &amp; and the like resolved
 * topic	a path of four levels, industry-scene-value-form, also written
 *		with / > or |: joined by -; anything else is invalid
 * source	the name of a platform, 小红书, B站, X: xiaohongshu, bilibili,
 *		twitter; another name in lower case, without blanks
 */
enum rule {
	RULE_TEXT, RULE_ID,
	/* Numbers, up to durations. */
	RULE_COUNT, RULE_MONEY, RULE_NUMBER, RULE_RATIO,
	RULE_PERCENT, RULE_DURATION, RULE_TIME, RULE_BOOL, RULE_LIST,
	RULE_HTML, RULE_TOPIC, RULE_SOURCE
};

enum unit {
	UNIT_NONE, UNIT_FEN, UNIT_WAN, UNIT_MINUTE, UNIT_HOUR, UNIT_MS
};

struct parse_opts {
	enum unit	 unit;		/* from the header */
	const char *const *format;	/* time: tried in order, NULL ends; no
					   formats: "any" */
	enum date_order	 order;
	bool		 comma;		/* is the decimal point */
	bool		 round;		/* money: binary noise is rounded */
};

struct parsed {
	struct str	 text;		/* canonical; empty: nothing there */
	bool		 approx;	/* count: a lower bound */
	bool		 damaged;	/* id: text is empty because of it */
	bool		 invalid;	/* topic: the same */
	bool		 rounded;	/* digits were given up */
	int64_t		 money;		/* money: in 1/10000 */
	struct stamp	 time;		/* time; text is empty */
	bool		 has_time;
	unsigned	 orders;	/* time that cannot be read because the
					   order is not told: clock_orders */
};

/* What RULE_TEXT gives: the cell without outer blanks, words for nothing. */
struct str	 parse_text(struct str cell);
/*
 * Read a cell. NULL and *out, or why the cell cannot be read (static text).
 * Text is borrowed from the cell or lives in the arena. A cell that stands
 * for "nothing" gives an empty text.
 */
const char	*parse_cell(enum rule rule, struct str cell,
		    const struct parse_opts *o, struct arena *a,
		    struct parsed *out);
/* An id that a spreadsheet has made a number of: see rule id. */
bool		 parse_is_damaged(struct str cell);
/*
 * Does an id of digits alone have more than a spreadsheet keeps, 15? *zeros:
 * how many are beyond these, when all of them are 0; else 0.
 */
bool		 parse_is_long(struct str id, size_t *zeros);
/* The rule of that name, or -1; and the names, NULL at the end. */
int		 parse_rule(const char *name);
const char *const *parse_rules(void);
/* The unit that a header names: 分, 万元, minutes, hours, ms. */
enum unit	 parse_unit(struct str name);

#endif
