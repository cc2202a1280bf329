/* The rules of crm-tier: each mistake with its place, the built-in ones. */
#include "money.h"
#include "tierrules.h"
#include "unit.h"

struct wrong {
	const char	*text, *reason, *value;
	uint64_t	 line, column;
};

#define DAYS	"must be a whole number of 1 to 100000"
#define HUNDRED	"must be a number of 0 to 100 with up to four decimals"
#define SHARE	"must be a number of 0 to 1 with up to four decimals"

static const struct wrong wrongs[] = {
	{ "", "no rules", "", 0, 0 },
	{ "# window 3\n\n", "no rules", "", 0, 0 },
	{ "windows 3", "unknown name", "windows", 1, 1 },
	{ "window 3\n\t window 3", "set twice", "window", 2, 3 },
	{ "window", DAYS, "", 1, 7 },
	{ "window # 3", DAYS, "", 1, 8 },
	{ "active 0", DAYS, "0", 1, 8 },
	{ "churn 99999999999999999999", DAYS, "99999999999999999999", 1, 7 },
	{ "window 3 days", "text after the number", "days", 1, 10 },
	{ "quota 12.5", "unknown name", "12.5", 1, 7 },
	{ "quota", "a name is missing", "", 1, 6 },
	{ "quota core", HUNDRED, "", 1, 11 },
	{ "quota core 1e2", HUNDRED, "1e2", 1, 12 },
	{ "quota core 99\nwindow 1", "quotas must be above 0 and up to 100 "
	    "together", "", 1, 1 },
	{ "threshold value 1\nthreshold activity 2\nquota core 1\nwindow 2",
	    "two thresholds leave nothing to quotas", "", 3, 1 },
	{ "threshold value 100.0001", HUNDRED, "100.0001", 1, 17 },
	{ "weight block 1", "unknown name", "block", 1, 8 },
	{ "weight", "a name is missing", "", 1, 7 },
	{ "weight view 1\nweight like 1\nweight view 2", "set twice",
	    "weight", 3, 1 },
	{ "part net_spend 1.0001", SHARE, "1.0001", 1, 16 },
	{ "part net_spend 1", "the parts of value must add up to 1", "", 1,
	    1 },
	{ " part seconds 0.3001\npart clv 0.25", "the parts of activity must "
	    "add up to 1", "", 1, 2 },
	{ "active 90\nchurn 89", "churn must not be less than active", "", 2,
	    1 },
	{ "window 3\r\nchurn \xff", "not valid UTF-8", "", 2, 7 }
};

static struct tier_rules
preset(const char *name)
{
	const struct tier_rules_request q = { .rules = name };
	struct tier_rules r;
	struct buf err = { 0 };

	CHECK_INT(tier_rules_open(&r, &q, &err), STATUS_OK);
	CHECK_INT(err.len, 0);
	return r;
}

static void
mistakes(void)
{
	struct tier_rules r;
	struct fault f;
	size_t i;

	for (i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		const struct wrong *w = &wrongs[i];

		r = preset(NULL);
		CHECK(!tier_rules_parse(&r, str_z(w->text), &f));
		CHECK_STR(str_z(f.reason), w->reason);
		CHECK_INT(f.line, w->line);
		CHECK_INT(f.column, w->column);
		CHECK_STR(f.value, w->value);
	}
}

/* Every number of definitions.md comes from the built-in file. */
static void
defaults(void)
{
	static const int64_t part[PARTS] = { 5000, 3000, 2000, 7500, 2500 };
	struct tier_rules r = preset(NULL);
	int64_t sum = 0;
	int i;

	CHECK_INT(r.window, 30);
	CHECK_INT(r.preference, 90);
	CHECK_INT(r.active, 30);
	CHECK_INT(r.churn, 180);
	CHECK_INT(r.core, 125000);
	CHECK_INT(r.potential, 225000);
	CHECK_INT(r.value_least, -1);
	CHECK_INT(r.activity_least, -1);
	for (i = 0; i < PARTS; i++)
		CHECK_INT(r.part[i], part[i]);
	for (i = 0; i < ACTS; i++)
		sum += r.acts.weight[i];
	CHECK_INT(sum, 3 * MONEY_UNIT);
	CHECK_INT(r.acts.weight[ACT_SHARE], MONEY_UNIT);
	r = preset("hot");
	CHECK_INT(r.window, 30);
	CHECK_INT(r.acts.weight[ACT_SHARE], 10 * MONEY_UNIT);
	CHECK_INT(r.acts.weight[ACT_VIEW], MONEY_UNIT / 10);
}

static void
over(void)
{
	struct tier_rules r = preset(NULL);
	struct fault f;

	CHECK(tier_rules_parse(&r, STR("\twindow 7 # days\r\n"
	    "threshold value 0\npart clv 1\npart net_spend 0.0000#none\n"
	    "weight view 0.0001\nweight comment 0"), &f));
	CHECK_INT(r.window, 7);
	CHECK_INT(r.preference, 90);
	CHECK_INT(r.value_least, 0);
	CHECK_INT(r.activity_least, -1);
	CHECK_INT(r.part[PART_CLV], MONEY_UNIT);
	CHECK_INT(r.part[PART_NET], 0);
	CHECK_INT(r.part[PART_SECONDS], 3000);
	/* The first weight takes the place of all. */
	CHECK_INT(r.acts.weight[ACT_VIEW], 1);
	CHECK_INT(r.acts.weight[ACT_COMMENT], 0);
	CHECK_INT(r.acts.weight[ACT_SHARE], 0);
}

int
main(void)
{
	RUN(mistakes);
	RUN(defaults);
	RUN(over);
	return UNIT_STATUS();
}
