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

static bool
add(void *state, const struct fact *f)
{
	struct pulse *p = state;
	struct str name = fact_type(f);
	uint32_t i, type;
	uint64_t *n;
	bool fresh;

	if (f->kind != FACT_EVENT || f->day == DAY_NONE)
		return false;
	/* A negative order is a refund. */
	if (f->sale != NULL)
		name = f->sale->refund ? STR("refund") : STR("order");
	type = names_add(&p->type, name);
	i = seen_add(&p->key, key_of(type, period_of(p->opt.period, f->day)),
	    &fresh);
	n = fresh ? store_add(&p->n) : store_at(&p->n, i);
	(*n)++;
	return true;
}

static void
close_pulse(void *state)
{
	struct pulse *p = state;

	names_free(&p->type);
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
