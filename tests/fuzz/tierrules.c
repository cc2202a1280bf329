/*
 * Rules of crm-tier: any text over the built-in rules is a mistake with a place
 * or leaves rules that make sense.
 */
#include <stdio.h>
#include <stdlib.h>

#include "money.h"
#include "tierrules.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "tierrules.c:%d: %s\n", __LINE__, #cond); \
		abort();						\
	}								\
} while (0)

static void
check_days(int64_t days)
{
	MUST(days >= 1 && days <= 100000);
}

static void
check_rules(const struct tier_rules *r)
{
	const int64_t *part = r->part;
	int i;

	check_days(r->window);
	check_days(r->preference);
	check_days(r->active);
	check_days(r->churn);
	MUST(r->active <= r->churn);
	MUST(r->core >= 0 && r->potential >= 0);
	MUST(r->core + r->potential > 0 &&
	    r->core + r->potential <= 100 * MONEY_UNIT);
	MUST(r->value_least >= -1 && r->value_least <= 100 * MONEY_UNIT);
	MUST(r->activity_least >= -1 &&
	    r->activity_least <= 100 * MONEY_UNIT);
	for (i = 0; i < PARTS; i++)
		MUST(part[i] >= 0);
	MUST(part[0] + part[1] + part[2] == MONEY_UNIT);
	MUST(part[3] + part[4] == MONEY_UNIT);
	for (i = 0; i < ACTS; i++) {
		MUST(r->acts.weight[i] >= 0);
		MUST(r->acts.weight[i] <= 1000000 * (int64_t)MONEY_UNIT);
		MUST(r->acts.weight[i] == 0 || !act_is_loss((enum act)i));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tier_rules_request none = { .rules = NULL };
	struct str text = { (const char *)data, size };
	struct buf err = { 0 };
	struct tier_rules r;
	struct fault f;

	if (size > 1 << 14)
		return 0;
	MUST(tier_rules_open(&r, &none, &err) == STATUS_OK);
	if (tier_rules_parse(&r, text, &f))
		check_rules(&r);
	else {
		MUST(f.reason != NULL);
		MUST((f.line > 0) == (f.column > 0));
	}
	return 0;
}
