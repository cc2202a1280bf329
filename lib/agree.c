/*
 * One as-of and one currency a run: mixing two would give sums that look
 * right and mean nothing.
 */
#include <stdio.h>

#include "agree.h"

void
agree_init(struct agree *a)
{
	*a = (struct agree){ .as_of = DAY_NONE };
}

void
agree_set_as_of(struct agree *a, int32_t day)
{
	a->as_of = day;
	a->as_of_from = "--as-of";
}

void
agree_set_currency(struct agree *a, struct str code)
{
	a->currency.len = 0;
	buf_str(&a->currency, code);
	a->currency_from = "--currency";
	a->has_currency = true;
	a->keep = true;
}

enum agree_result
agree_as_of(struct agree *a, int32_t day, const char *from, struct fault *f)
{
	char old[DAY_MAX];

	if (a->as_of == DAY_NONE) {
		a->as_of = day;
		a->as_of_from = from;
	}
	if (a->as_of == day)
		return AGREE_OK;
	f->field = STR("as_of");
	f->reason = "a second as-of in one run";
	snprintf(f->detail, sizeof(f->detail), "%.*s from %.80s",
	    (int)day_print(a->as_of, old), old, a->as_of_from);
	return AGREE_CONFLICT;
}

enum agree_result
agree_currency(struct agree *a, struct str code, const char *from,
    struct fault *f)
{
	if (!a->has_currency) {
		buf_str(&a->currency, code);
		a->currency_from = from;
		a->has_currency = true;
	}
	if (str_eq(code, buf_view(&a->currency)))
		return AGREE_OK;
	if (a->keep)
		return AGREE_OTHER;
	f->field = STR("currency");
	f->reason = "a second currency in one run";
	f->value = code;
	snprintf(f->detail, sizeof(f->detail),
	    "\"%.*s\" from %.50s; --currency keeps one",
	    (int)(a->currency.len < 16 ? a->currency.len : 16),
	    buf_view(&a->currency).p, a->currency_from);
	return AGREE_CONFLICT;
}

void
agree_free(struct agree *a)
{
	buf_free(&a->currency);
}
