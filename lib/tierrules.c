/* The rules of crm-tier: built-in ones, those of a file, those of options. */
#include <stddef.h>
#include <stdio.h>

#include "money.h"
#include "rulefile.h"
#include "text.h"
#include "tierrules.h"

#define WHOLE		(100 * (int64_t)MONEY_UNIT)	/* percent, or points */
#define DAYS_MAX	100000
#define WEIGHT_MAX	(1000000 * (int64_t)MONEY_UNIT)

static const struct rulefile_kind kind = { "rules", "tiers/", "rules" };

const char *const part_names[PARTS] = { "interactions", "seconds",
	"group_posts", "net_spend", "clv" };

/* Lines that set one number; their order is that of the checks below. */
enum {
	SET_WINDOW, SET_PREFERENCE, SET_ACTIVE, SET_CHURN, SET_CORE,
	SET_POTENTIAL, SET_VALUE, SET_ACTIVITY, SET_PART,
	SETTINGS = SET_PART + PARTS
};

#define AT(field)	offsetof(struct tier_rules, field)

static const struct setting {
	const char	*key, *name;	/* "quota", "core"; name NULL: days */
	size_t		 at;
	int64_t		 most;		/* in 1/10000, or days */
	const char	*wrong;
} settings[SETTINGS] = {
#define DAYS(key, field) { key, NULL, AT(field), DAYS_MAX, \
	"must be a whole number of 1 to 100000" }
	[SET_WINDOW] = DAYS("window", window),
	[SET_PREFERENCE] = DAYS("preference-window", preference),
	[SET_ACTIVE] = DAYS("active", active),
	[SET_CHURN] = DAYS("churn", churn),
#define HUNDRED(key, name, field) { key, name, AT(field), WHOLE, \
	"must be a number of 0 to 100 with up to four decimals" }
	[SET_CORE] = HUNDRED("quota", "core", core),
	[SET_POTENTIAL] = HUNDRED("quota", "potential", potential),
	[SET_VALUE] = HUNDRED("threshold", "value", value_least),
	[SET_ACTIVITY] = HUNDRED("threshold", "activity", activity_least),
#define SHARE(name, i) { "part", name, AT(part[i]), MONEY_UNIT, \
	"must be a number of 0 to 1 with up to four decimals" }
	[SET_PART] = SHARE("interactions", PART_INTERACTIONS),
	SHARE("seconds", PART_SECONDS), SHARE("group_posts", PART_POSTS),
	SHARE("net_spend", PART_NET), SHARE("clv", PART_CLV)
};

static const struct str keys[] = { { "window", 6 },
	{ "preference-window", 17 }, { "active", 6 }, { "churn", 5 },
	{ "quota", 5 }, { "threshold", 9 }, { "weight", 6 }, { "part", 4 } };

/* Where each setting was set; line 0: nowhere. */
struct place {
	uint64_t	line, column;
};

struct reader {
	struct tier_rules	*r;
	struct rule_line	 line;
	struct place		 set[SETTINGS];
	bool			 weighed[ACTS];
	bool			 weights, any;
};

/* A word that is none of the names: the nearest one, else all that fit. */
static bool
unknown(struct reader *rd, struct str word, const struct str *names, size_t n,
    struct fault *f)
{
	const struct str *near = text_nearest(word, names, n);
	struct buf b = { 0 };
	size_t i;

	rule_fail(f, &rd->line, word, word.len == 0 ? "a name is missing" :
	    "unknown name");
	if (near != NULL)
		buf_printf(&b, "nearest: %.*s", STR_ARG(*near));
	for (i = 0; near == NULL && i < n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
	if (b.len < sizeof(f->detail))
		snprintf(f->detail, sizeof(f->detail), "%.*s",
		    STR_ARG(buf_view(&b)));
	buf_free(&b);
	return false;
}

/* The number at the end of a line, in days or 1/10000. */
static bool
parse_number(struct reader *rd, bool days, int64_t most, int64_t *v,
    const char *wrong, struct fault *f)
{
	struct str w = rule_word(&rd->line), extra;
	enum num_result st = days ? num_parse_int(w, v) :
	    money_parse(w, v, NULL);

	if (st != NUM_OK || *v < days || *v > most)
		return rule_fail(f, &rd->line, w, wrong);
	extra = rule_word(&rd->line);
	return extra.len == 0 ||
	    rule_fail(f, &rd->line, extra, "text after the number");
}

/* weight TYPE N: the first one takes the place of all weights so far. */
static bool
parse_weight(struct reader *rd, struct str key, struct fault *f)
{
	struct str w = rule_word(&rd->line), names[ACTS];
	int64_t *weight = rd->r->acts.weight;
	enum act type = acts_find(&rd->r->acts, w);
	size_t n = 0;
	int t;

	for (t = 0; t < ACTS; t++) {
		if (!rd->weights)
			weight[t] = 0;
		if (!act_is_loss((enum act)t))
			names[n++] = act_name((enum act)t);
	}
	rd->weights = true;
	if (type == ACT_OTHER || act_is_loss(type))
		return unknown(rd, w, names, n, f);
	if (rd->weighed[type])
		return rule_fail(f, &rd->line, key, "set twice");
	rd->weighed[type] = true;
	return parse_number(rd, false, WEIGHT_MAX, &weight[type], "must be a "
	    "number of 0 to 1000000 with up to four decimals", f);
}

/* The setting of a line that begins with key, or SETTINGS with *f. */
static size_t
find(struct reader *rd, struct str key, struct fault *f)
{
	struct str w, names[SETTINGS];
	size_t i, first, n = 0;

	for (i = 0; i < SETTINGS && !str_eq(str_z(settings[i].key), key);)
		i++;
	if (i == SETTINGS) {
		unknown(rd, key, keys, sizeof(keys) / sizeof(keys[0]), f);
		return i;
	}
	if (settings[i].name == NULL)
		return i;
	w = rule_word(&rd->line);
	for (first = i; i < SETTINGS &&
	    str_eq(str_z(settings[i].key), key); i++) {
		names[n] = str_z(settings[i].name);
		if (str_eq(names[n++], w))
			return first + n - 1;
	}
	unknown(rd, w, names, n, f);
	return SETTINGS;
}

static bool
parse_line(struct reader *rd, struct fault *f)
{
	struct str key = rule_word(&rd->line);
	const struct setting *s;
	struct place *p;
	size_t i;

	if (key.len == 0)
		return true;
	rd->any = true;
	if (str_eq(key, STR("weight")))
		return parse_weight(rd, key, f);
	i = find(rd, key, f);
	if (i == SETTINGS)
		return false;
	s = &settings[i];
	p = &rd->set[i];
	if (p->line != 0)
		return rule_fail(f, &rd->line, key, "set twice");
	*p = (struct place){ rd->line.number,
	    (uint64_t)(key.p - rd->line.begin) + 1 };
	return parse_number(rd, s->name == NULL, s->most,
	    (int64_t *)(void *)((char *)rd->r + s->at), s->wrong, f);
}

/* The last of n settings from there on that was set; line 0: none. */
static struct place
last_set(const struct reader *rd, size_t from, size_t n)
{
	struct place last = { 0 };
	size_t i;

	for (i = from; i < from + n; i++)
		if (rd->set[i].line > last.line)
			last = rd->set[i];
	return last;
}

static bool
quotas_ok(const struct tier_rules *r)
{
	return r->core + r->potential > 0 && r->core + r->potential <= WHOLE;
}

/* Settings that do not fit together are the fault of the last one. */
static bool
check(const struct reader *rd, struct fault *f)
{
	const struct tier_rules *r = rd->r;
	const int64_t *part = r->part;
	const struct rule {
		size_t		 from, n;
		bool		 ok;
		const char	*reason;
	} rules[] = {
		{ SET_ACTIVE, 2, r->churn >= r->active,
		    "churn must not be less than active" },
		{ SET_CORE, 2, quotas_ok(r),
		    "quotas must be above 0 and up to 100 together" },
		{ SET_CORE, 4, last_set(rd, SET_CORE, 2).line == 0 ||
		    r->value_least < 0 || r->activity_least < 0,
		    "two thresholds leave nothing to quotas" },
		{ SET_PART, PART_NET, part[PART_INTERACTIONS] +
		    part[PART_SECONDS] + part[PART_POSTS] == MONEY_UNIT,
		    "the parts of activity must add up to 1" },
		{ SET_PART + PART_NET, PARTS - PART_NET,
		    part[PART_NET] + part[PART_CLV] == MONEY_UNIT,
		    "the parts of value must add up to 1" }
	};
	struct place last;
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		last = last_set(rd, rules[i].from, rules[i].n);
		if (rules[i].ok || last.line == 0)
			continue;
		*f = (struct fault){ .line = last.line,
		    .column = last.column, .reason = rules[i].reason };
		return false;
	}
	return true;
}

bool
tier_rules_parse(struct tier_rules *r, struct str text, struct fault *f)
{
	struct reader rd = { .r = r };

	*f = (struct fault){ 0 };
	while (rule_line(&rd.line, &text, f))
		if (!parse_line(&rd, f))
			return false;
	if (f->reason == NULL && !rd.any)
		f->reason = "no rules";
	return f->reason == NULL && check(&rd, f);
}

static bool
parse(void *to, struct str text, struct fault *f)
{
	return tier_rules_parse(to, text, f);
}

/* A number of 0 to 100 with up to four decimals, in 1/10000. */
static bool
read_hundred(struct str s, int64_t *v)
{
	return money_parse(s, v, NULL) == NUM_OK && *v >= 0 && *v <= WHOLE;
}

static bool
parse_quotas(struct tier_rules *r, const char *text)
{
	struct str rest = str_z(text), core;

	return str_split(&rest, ',', &core) && rest.p != NULL &&
	    read_hundred(core, &r->core) && read_hundred(rest, &r->potential) &&
	    quotas_ok(r);
}

/* They take the place of all thresholds of a file. */
static bool
parse_thresholds(struct tier_rules *r, const char *text)
{
	struct str rest = str_z(text), part, name;
	int64_t *to;

	r->value_least = r->activity_least = -1;
	while (str_split(&rest, ',', &part)) {
		if (!str_split(&part, '=', &name) || part.p == NULL)
			return false;
		to = str_eq(name, STR("value")) ? &r->value_least :
		    str_eq(name, STR("activity")) ? &r->activity_least : NULL;
		if (to == NULL || *to != -1 || !read_hundred(part, to))
			return false;
	}
	return true;
}

/* --weights: those of built-in rules, or a list. */
static bool
parse_weights(struct tier_rules *r, const char *text, struct buf *err)
{
	struct str rules = rulefile_text(&kind, str_z(text));
	struct tier_rules other = *r;
	struct fault f;

	if (rules.p == NULL)
		return acts_weigh(&r->acts, text, err);
	if (tier_rules_parse(&other, rules, &f))
		r->acts = other.acts;
	return true;
}

/* Options that are lists, and what they leave of each other. */
static void
parse_options(struct tier_rules *r, const struct tier_rules_request *q,
    struct buf *err)
{
	if (q->quotas != NULL && !parse_quotas(r, q->quotas))
		buf_z(err, "--quotas: CORE,POTENTIAL, two percentages of "
		    "together up to 100 with up to four decimals");
	else if (q->thresholds != NULL && !parse_thresholds(r, q->thresholds))
		buf_z(err, "--thresholds: value=V,activity=A (one or both), "
		    "scores of 0 to 100 with up to four decimals");
	else if (q->quotas != NULL && r->value_least >= 0 &&
	    r->activity_least >= 0)
		buf_z(err, "--quotas: nothing is left to them by two "
		    "thresholds");
	else if (q->weights != NULL)
		parse_weights(r, q->weights, err);
}

enum status
tier_rules_open(struct tier_rules *r, const struct tier_rules_request *q,
    struct buf *err)
{
	enum status st;

	*r = (struct tier_rules){ .name = q->rules, .value_least = -1,
	    .activity_least = -1 };
	acts_open(&r->acts);
	st = rulefile_load(&kind, "default", parse, r, err);
	if (st == STATUS_OK && q->rules != NULL)
		st = rulefile_load(&kind, q->rules, parse, r, err);
	if (st != STATUS_OK)
		return st;
	if (q->window != 0)
		r->window = q->window;
	if (q->preference != 0)
		r->preference = q->preference;
	if (q->active != 0)
		r->active = q->active;
	if (q->churn != 0)
		r->churn = q->churn;
	if (r->churn < r->active)
		buf_printf(err, "--churn (%lld) must not be less than --active "
		    "(%lld)", (long long)r->churn, (long long)r->active);
	else
		parse_options(r, q, err);
	return err->len == 0 ? STATUS_OK : STATUS_USAGE;
}

bool
tier_rules_show(struct buf *out, const char *what)
{
	return rulefile_show(&kind, out, what);
}
