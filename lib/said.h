#ifndef CRM_SAID_H
#define CRM_SAID_H

#include "fact.h"
#include "names.h"

/*
 * A metric of a content as its records have it: that of the newest snapshot
 * (of equal days the larger, for counts grow), or where there is none the sum
 * of records with a period. No order of rows changes it.
 */
struct said {
	int64_t	v;		/* -1: not said */
	int32_t	day;		/* of the snapshot, or SAID_PERIODS */
};

#define SAID_PERIODS	DAY_NONE
#define SAID_UNDATED	(DAY_NONE + 1)	/* a snapshot without a day */
#define SAID_NOTHING	((struct said){ -1, SAID_PERIODS })

static inline void
said_snapshot(struct said *s, int64_t v, int32_t day)
{
	if (s->v < 0 || day > s->day || (day == s->day && v > s->v))
		*s = (struct said){ v, day };
}

/* A sum stays at FACT_MAX, so that sums of its squares fit. */
static inline void
said_period(struct said *s, int64_t v)
{
	if (s->v < 0)
		*s = (struct said){ v, SAID_PERIODS };
	else if (s->day == SAID_PERIODS)
		s->v = v > FACT_MAX - s->v ? FACT_MAX : s->v + v;
}

/*
 * A text as the newest row has it: that of the highest rank, of equal ones the
 * first in byte order. No order of rows changes it either.
 */
struct said_text {
	struct str	s;		/* "": not said */
	int64_t		rank;
};

static inline void
said_text(struct said_text *t, struct str s, int64_t rank, struct names *nm)
{
	uint32_t i;

	if (s.len == 0 || (t->s.len > 0 && (rank < t->rank ||
	    (rank == t->rank && str_cmp(s, t->s) >= 0))))
		return;
	if (!str_eq(s, t->s)) {
		i = names_add(nm, s);
		t->s = nm->name[i];
	}
	t->rank = rank;
}

#endif
