/* What the summary says of tiers and states. */
#include <stdio.h>

#include "tiernote.h"

static void
count_rows(const struct tier_table *t, uint64_t tier[TIERS],
    uint64_t life[LIVES])
{
	const struct tier_row *r;
	size_t i;

	for (i = 0; i < t->members; i++) {
		r = &t->row[t->member[i]];
		tier[r->tier]++;
		life[r->life]++;
	}
}

static void
note_bands(const struct tier_table *t, const uint64_t n[TIERS],
    struct ledger *l)
{
	char share[NUM_MAX];
	size_t len;
	int i;

	for (i = TIER_CORE; i < TIERS; i++) {
		if (n[i] * 100 >= (uint64_t)tier_bands[i][0] * t->members &&
		    n[i] * 100 <= (uint64_t)tier_bands[i][1] * t->members)
			continue;
		len = num_print_percent((int128)n[i], (int128)t->members, 1,
		    share);
		ledger_note(l, "%s: %.*s %% of the customers, where %d to %d "
		    "%% are expected", tier_names[i], (int)len, share,
		    tier_bands[i][0], tier_bands[i][1]);
	}
	if (t->high > t->eligible)
		ledger_note(l, "%zu of %zu customers of high value have no "
		    "clear preference", t->high - t->eligible, t->high);
}

/* Buyers in the events whom no table knows, where there are tables. */
static void
note_strangers(const struct tier_table *t, struct ledger *l)
{
	const struct purchases *ps = &t->in->purchases;
	uint64_t n = 0;
	uint32_t i;

	for (i = 0; t->in->joined.ntable > 0 && i < ps->customer.n; i++)
		n += purchases_at(ps, i)->orders > 0 &&
		    (t->buyer[i] == HASH_NONE ||
		    !joined_has(&t->in->joined, t->buyer[i]));
	if (n > 0)
		ledger_note(l, "%llu buyers in the events are in no customer "
		    "table", (unsigned long long)n);
}

static void
note_missing(const struct tier_table *t, struct ledger *l)
{
	struct buf b = { 0 };
	unsigned i;

	for (i = 0; i <= PARTS; i++)
		if ((t->missing >> i & 1) != 0 && i != PART_CLV)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    i < PARTS ? part_names[i] : "tags");
	if (b.len > 0)
		ledger_note(l, "not in the input: %.*s",
		    STR_ARG(buf_view(&b)));
	buf_free(&b);
}

void
tier_note(const struct tier_table *t, struct ledger *l)
{
	uint64_t tier[TIERS] = { 0 }, life[LIVES] = { 0 };
	int i;

	count_rows(t, tier, life);
	ledger_count(l, "customers", t->n);
	ledger_count(l, "customers with an order or activity", t->members);
	for (i = TIER_CORE; t->tiers && i < TIERS; i++)
		ledger_count(l, tier_names[i], tier[i]);
	for (i = LIFE_NEW; i < LIVES; i++)
		ledger_count(l, life_names[i], life[i]);
	if (t->tiers && t->members > 0)
		note_bands(t, tier, l);
	else if (t->members > 0)
		ledger_note(l, "no tiers: they need events with interactions, "
		    "reads, plays or posts");
	note_strangers(t, l);
	note_missing(t, l);
}

static void
put(struct ledger *l, const char *name, int64_t v)
{
	char n[NUM_MAX];

	ledger_setting(l, name, (struct str){ n, num_print_int(v, n) });
}

static void
put_fixed(struct buf *b, struct str name, int64_t v)
{
	if (b->len > 0)
		buf_byte(b, ',');
	buf_str(b, name);
	if (name.len > 0)
		buf_byte(b, '=');
	b->len += money_print(v, buf_room(b, MONEY_MAX));
}

void
tier_settings(const struct tier_table *t, struct ledger *l)
{
	const struct tier_windows *w = &t->in->log.window;
	const struct tier_rules *r = &t->rules;
	const int64_t *weight = t->in->log.acts.weight;
	struct buf b = { 0 };
	int i;

	if (r->name != NULL)
		ledger_setting(l, "rules", str_z(r->name));
	put(l, "window", w->score);
	put(l, "preference-window", w->preference);
	put(l, "active", w->active);
	put(l, "churn", w->churn);
	put_fixed(&b, STR(""), r->core);
	put_fixed(&b, STR(""), r->potential);
	ledger_setting(l, "quotas", buf_view(&b));
	b.len = 0;
	if (r->value_least >= 0)
		put_fixed(&b, STR("value"), r->value_least);
	if (r->activity_least >= 0)
		put_fixed(&b, STR("activity"), r->activity_least);
	if (b.len > 0)
		ledger_setting(l, "thresholds", buf_view(&b));
	b.len = 0;
	for (i = 0; i < ACTS; i++)
		if (weight[i] != 0)
			put_fixed(&b, act_name((enum act)i), weight[i]);
	ledger_setting(l, "weights", buf_view(&b));
	b.len = 0;
	for (i = 0; i < PARTS; i++)
		put_fixed(&b, str_z(part_names[i]), r->part[i]);
	ledger_setting(l, "parts", buf_view(&b));
	buf_free(&b);
}
