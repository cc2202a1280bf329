#ifndef CRM_TIERLOG_H
#define CRM_TIERLOG_H

#include "acts.h"
#include "heap.h"
#include "pairs.h"
#include "stamp.h"
#include "tagbook.h"

/*
 * What each customer did, in one pass over events in any order (definitions.md
 * 3.1 and 3.2). With as_of known first, no count a day is kept; without, the
 * activities of the last `keep` days before the newest wait, 40 bytes each.
 * Memory: about 130 bytes a customer and its id, 32 for each distinct subject
 * of its interactions in the preference window.
 */
#define TIER_DAYS	90	/* active days are counted of these */

struct tier_windows {
	int32_t	score;		/* --window */
	int32_t	preference;	/* --preference-window */
	int32_t	active;		/* --active */
	int32_t	churn;		/* --churn */
};

struct person {
	uint64_t	 last;		/* of the newest activity; 0: none */
	uint64_t	 loss;		/* of the newest loss; 0: none */
	uint64_t	 days[2];	/* a bit for each active day, the lowest
					   is as_of */
	int64_t		 interactions;	/* weighted, 1/10000 */
	int64_t		 seconds;	/* 1/10000 */
	uint32_t	 posts;
	int32_t		 first_day, last_day;	/* of all activity */
	/* The newest active day before the last `active`, the oldest in them;
	   DAY_NONE: none. */
	int32_t		 before, early;
	uint32_t	 subject;	/* of the newest activity */
	uint32_t	 number;	/* 0, 1, 2... as they came */
	uint32_t	 idlen;
	uint8_t		 type;		/* of the newest activity */
	bool		 active;	/* has an activity */
	char		 id[];
};

struct tier_event {
	struct str	user;		/* borrowed */
	uint64_t	key;		/* of user, for tierlog_add's use */
	uint64_t	time;		/* stamp_pack */
	int64_t		amount;		/* seconds of read and play, 1/10000 */
	int32_t		day;
	uint32_t	person;		/* its reference: tierlog_add's */
	uint32_t	subject;
	uint8_t		type;		/* enum act */
	uint8_t		hour;		/* 0 to 23, TIER_NO_HOUR */
	uint8_t		mood;		/* bits below */
	bool		out;		/* direction out: no act of the
					   customer */
};
#define TIER_NO_HOUR	24
#define TIER_MESSAGE	1u	/* has a sentiment */
#define TIER_NEGATIVE	2u	/* a negative one */
#define TIER_PRICE	4u	/* is about prices */

#define TIER_MONTHS	(10000u * 12)	/* more than there are */

/* In tierlog.seen: pairs of a customer's number and one of these. */
enum {
	SEEN_HOUR,			/* + 0 to 23: activities */
	SEEN_MESSAGE = SEEN_HOUR + 24, SEEN_NEGATIVE, SEEN_PRICE,
	SEEN_SUBJECT = 32		/* + 2 * subject, + 1: interaction */
};

/* What the whole input has. */
struct tier_has {
	bool	interactions, seconds, posts, orders;
	bool	acts;		/* any of interaction, read, play, post */
};

struct tierlog {
	struct tier_windows	 window;
	struct acts		 acts;
	int32_t			 as_of;		/* DAY_NONE: newest */
	int32_t			 newest;
	struct heap		 records;	/* struct person */
	struct store		 person;	/* uint32_t: references */
	struct hash		 by_id;
	struct pairs		 seen;
	struct pairs		 months;	/* year * 12 + month, subject */
	bool			 by_month;	/* fill months */
	struct tier_held	*held;
	size_t			 nheld, held_cap;
	struct tier_tie		*tie;
	size_t			 ntie, tie_cap;
	struct tier_has		 has;
	bool			 overflow;	/* a sum left int64 */
};

/* An activity that waits for as-of. */
struct tier_held {
	int64_t		amount;
	uint32_t	person, subject;
	int32_t		day;
	uint8_t		type, hour, mood;
};

/* Another subject of an activity that is as new as the newest, by type. */
struct tier_tie {
	uint64_t	time;
	uint32_t	person, subject;
	uint8_t		type;
};

/* acts are the caller's until here, as_of DAY_NONE when it is not known. */
void	tierlog_open(struct tierlog *l, const struct tier_windows *w,
	    const struct acts *a, int32_t as_of);
/* The events of a batch. */
void	tierlog_add(struct tierlog *l, struct tier_event *e, size_t n);
/* The customer with that id, made when there is none. */
struct person	*tierlog_person(struct tierlog *l, struct str id);
/* The same without making it: NULL. */
struct person	*tierlog_find(const struct tierlog *l, struct str id);
/* The numbers of n customers, or HASH_NONE, faster than one by one. */
void	tierlog_numbers(const struct tierlog *l, const struct str *id, size_t n,
	    uint32_t *number);
/*
 * All events are there, and as_of, if it was not. False when a sum left the
 * range of int64.
 */
bool	tierlog_finish(struct tierlog *l, int32_t as_of);
static inline struct person *
tierlog_at(const struct tierlog *l, uint32_t number)
{
	const uint32_t *ref = store_at(&l->person, number);

	return heap_at(&l->records, *ref);
}
/* Numbers sorted by id in byte order; the caller frees. */
uint32_t *tierlog_sorted(const struct tierlog *l);
void	tierlog_close(struct tierlog *l);

#endif
