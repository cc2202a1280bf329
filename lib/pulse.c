/*
 * How often what happens.
 */
#include <stdlib.h>

#include "pulse.h"

static void *
open_pulse(const struct family_opts *o)
{
	struct pulse *p = mem_zero(sizeof(*p));

	p->opt = *o;
	store_open(&p->n, sizeof(uint64_t));
	seen_open(&p->key);
	return p;
}

static struct hash128
key_of(uint32_t type, int32_t period)
{
	const uint32_t part[] = { type, (uint32_t)period };

	return hash_bytes128((struct str){ (const char *)part, sizeof(part) },
	    0);
}

static uint32_t
type_number(struct pulse *p, struct str name)
{
	size_t n = p->type.n;
	uint32_t i = names_add(&p->type, name);

	if (i == n) {
		p->last = mem_grow(p->last, n + 1, sizeof(*p->last));
		p->last[i].n = NULL;
	}
	return i;
}

static uint64_t *
find(struct pulse *p, uint32_t type, int32_t period)
{
	bool fresh;
	uint32_t i = seen_add(&p->key, key_of(type, period), &fresh);

	return fresh ? store_add(&p->n) : store_at(&p->n, i);
}

static bool
add(void *state, const struct fact *f)
{
	struct pulse *p = state;
	struct str name = fact_type(f);
	int32_t period;
	uint32_t type;

	if (f->kind != FACT_EVENT || f->day == DAY_NONE)
		return false;
	/* A negative order is a refund. */
	if (f->sale != NULL)
		name = f->sale->refund ? STR("refund") : STR("order");
	type = type_number(p, name);
	period = period_of(p->opt.period, f->day);
	if (p->last[type].n == NULL || p->last[type].period != period) {
		p->last[type].period = period;
		p->last[type].n = find(p, type, period);
	}
	(*p->last[type].n)++;
	return true;
}

static void
close_pulse(void *state)
{
	struct pulse *p = state;

	names_free(&p->type);
	free(p->last);
	store_close(&p->n);
	seen_close(&p->key);
	free(p);
}

const struct family family_pulse = { open_pulse, add, close_pulse };

uint64_t
pulse_count(const struct pulse *p, uint32_t type, int32_t period)
{
	uint32_t i = seen_find(&p->key, key_of(type, period));

	return i == HASH_NONE ? 0 : *(const uint64_t *)store_at(&p->n, i);
}
