#ifndef CRM_FAMILY_H
#define CRM_FAMILY_H

#include "agree.h"
#include "fact.h"

/*
 * What the sections of one family of a report collect while rows are read: one
 * pass, each row once. Memory may grow with customers and contents, not with
 * rows. What a family makes of it is its own affair (metrics_*.c).
 */
enum family_period { FAMILY_DAY, FAMILY_WEEK, FAMILY_MONTH };

struct family_opts {
	enum family_period	 period;
	/* All of them, and their as-of, are known when events come. */
	const struct customers	*customers;
	const struct agree	*agree;
	/* The same of --prev: its as-of is DAY_NONE where there is none. */
	const struct agree	*prev;
};

struct family {
	void	*(*open)(const struct family_opts *o);
	/*
	 * A row up to as-of whose numbers are in order; borrow nothing of it.
	 * False when it says nothing to this family.
	 */
	bool	 (*add)(void *state, const struct fact *f);
	void	 (*close)(void *state);
};

/* The families of a run, each with its state. A zeroed one has none. */
struct families {
	const struct family	**family;
	void			**state;
	size_t			  n;
};

/* Open one unless it is there already. */
void	families_open(struct families *fs, const struct family *f,
	    const struct family_opts *o);
/* True when one of them took it. */
bool	families_add(struct families *fs, const struct fact *f);
/* NULL when the family is not among them. */
void	*families_state(const struct families *fs, const struct family *f);
void	families_close(struct families *fs);

/*
 * Periods are those of the calendar; weeks begin on Monday. A number that
 * grows by one from each to the next, and its first day.
 */
int32_t	period_of(enum family_period p, int32_t day);
int32_t	period_first(enum family_period p, int32_t number);
/* The last one that is over on that day. */
int32_t	period_over(enum family_period p, int32_t day);
/* "day", "week" or "month". */
const char	*period_word(enum family_period p);
/* "2026-06-29" for a day or week (its first day), "2026-06" for a month. */
struct str	period_name(struct arena *a, enum family_period p,
		    int32_t number);

#endif
