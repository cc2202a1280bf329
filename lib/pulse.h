#ifndef CRM_PULSE_H
#define CRM_PULSE_H

#include "family.h"
#include "names.h"
#include "seen.h"

/* Events by type and by day, week or month, whoever's they are. */
struct pulse {
	struct family_opts	 opt;
	struct names		 type;
	/* Of each type: where its last event was counted. */
	struct { int32_t period; uint64_t *n; } *last;
	struct store		 n;	/* uint64_t */
	struct seen		 key;	/* of each: type and period */
};

extern const struct family	family_pulse;

/* Events of a type, by its number, in a period of period_of. */
uint64_t	pulse_count(const struct pulse *p, uint32_t type,
		    int32_t period);

#endif
