#ifndef CRM_ALARM_H
#define CRM_ALARM_H

#include <stddef.h>
#include <stdint.h>

/*
 * What a model was taught of alarms: weights of a few thousand n-grams in the
 * first half of its table, each in the slot of the lower bits of its cell. A
 * slot holds a weight as q|q|, and above q the upper bits of the cell that it
 * is for; every other cell of the same lower bits weighs 0.
 */
#define ALARM_SLOTS	((size_t)1 << 16)
#define ALARM_WEIGHTS	15000		/* of a model, at most */
#define ALARM_Q		127
#define ALARM_FILL	8	/* as NGRAM_FILL */

static inline uint16_t
alarm_slot(uint32_t cell, int q)
{
	return (uint16_t)(cell / ALARM_SLOTS << 8 | (uint32_t)(q & 0xff));
}

/* What the cell adds to the sum; NGRAM_NONE and 3-grams add nothing. */
static inline int
alarm_weight(const uint16_t *slot, uint32_t cell)
{
	uint32_t s = slot[cell % ALARM_SLOTS];
	int q = (int8_t)(s & 0xff);

	return s >> 8 != cell / ALARM_SLOTS ? 0 : q < 0 ? -q * q : q * q;
}

/* n is far from 2^16, and behind the cells they are filled up. */
int64_t	alarm_sum(const uint16_t *slot, const uint32_t *cell, size_t n);

#endif
