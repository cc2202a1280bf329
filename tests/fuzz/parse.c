/*
 * The rules of maps: whatever a cell holds, a rule gives a canonical value or
 * a reason, never both; numbers come out in the form of JSON, and a value that
 * came out is read again as the same. The first byte chooses rule and format.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "money.h"
#include "parse.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "parse.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static size_t
digits(struct str s, size_t i)
{
	size_t from = i;

	while (i < s.len && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? */
static bool
json_number(struct str s)
{
	size_t i = s.len > 0 && s.p[0] == '-', n = digits(s, i);

	if (n == 0 || (n > 1 && s.p[i] == '0'))
		return false;
	i += n;
	if (i == s.len)
		return true;
	n = digits(s, i + 1);
	return s.p[i] == '.' && n > 0 && i + 1 + n == s.len;
}

static void
check_time(const struct parsed *p)
{
	char text[STAMP_TEXT];
	struct stamp t;
	size_t len = stamp_print(&p->time, text);

	MUST(stamp_parse((struct str){ text, len }, &t));
	MUST(t.local_ms == p->time.local_ms && t.zoned == p->time.zoned);
	MUST(p->text.len == 0);
}

static void
check_again(enum rule rule, const struct parsed *p, struct arena *a)
{
	struct parse_opts plain = { 0 };
	struct parsed again;

	/* Percent and units are applied once. */
	if (rule == RULE_PERCENT)
		rule = RULE_NUMBER;
	/* A bare '- or a quote within guards may be another guard. */
	if (rule == RULE_ID || rule == RULE_LIST || rule == RULE_TEXT)
		return;
	if (rule == RULE_RATIO && p->text.len > 0 && p->text.p[0] != '0')
		return;
	MUST(parse_cell(rule, p->text, &plain, a, &again) == NULL);
	MUST(str_eq(again.text, p->text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const formats[] = { "any", "rfc3339", "epoch_s",
		"epoch_ms", "excel", "%Y-%m-%d %H:%M:%S %z",
		"%d/%m/%y %I:%M %p", "%a %b %d %T %Z %Y" };
	const char *format[2] = { NULL, NULL };
	struct parse_opts o = { .format = format };
	struct arena a = { 0 };
	struct parsed p;
	struct str cell;
	enum rule rule;
	const char *why;

	if (size < 2 || size > 4096)
		return 0;
	rule = (enum rule)(data[0] % 11);
	format[0] = formats[data[1] % 8];
	o.order = (enum date_order)(data[1] / 8 % 4);
	o.unit = (enum unit)(data[1] / 32 % 6);
	o.round = data[0] >= 128;
	cell = (struct str){ (const char *)data + 2, size - 2 };
	/* The reader of rows lets nothing else pass. */
	if (utf8_check(cell) != cell.len)
		return 0;
	why = parse_cell(rule, cell, &o, &a, &p);
	MUST(why == NULL || why[0] != '\0');
	if (why != NULL) {
		arena_free(&a);
		return 0;
	}
	MUST(utf8_check(p.text) == p.text.len);
	if (p.has_time)
		check_time(&p);
	else if (p.text.len > 0)
		check_again(rule, &p, &a);
	if (p.text.len > 0 && (rule == RULE_COUNT || rule == RULE_MONEY ||
	    rule == RULE_NUMBER || rule == RULE_RATIO ||
	    rule == RULE_PERCENT || rule == RULE_DURATION))
		MUST(json_number(p.text));
	arena_free(&a);
	return 0;
}
