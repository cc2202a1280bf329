#ifndef CRM_AUDIENCE_H
#define CRM_AUDIENCE_H

#include "family.h"
#include "names.h"
#include "seen.h"

/*
 * Who follows the brand and what profiles say of customers: about 70 bytes an
 * account and day, and as many a customer with a profile, twice with --prev.
 */

/* What a profile may say. */
enum audience_trait {
	AUDIENCE_GENDER, AUDIENCE_REGION, AUDIENCE_JOB, AUDIENCE_AGE,
	AUDIENCE_BIRTHDAY, AUDIENCE_TRAITS
};

#define AUDIENCE_NOTHING	UINT32_MAX

struct audience_person {
	/*
	 * Numbers in trait, from the newest row that says it (of equal days the
	 * least text), or AUDIENCE_NOTHING.
	 */
	uint32_t	said[AUDIENCE_TRAITS];
	int32_t		day[AUDIENCE_TRAITS];
};

struct audience_people {
	struct store	 person;
	struct seen	 key;
};

struct audience_account {
	struct str	source, name;
	uint32_t	number;		/* in the store */
};

/* A day of an account of the brand. */
struct audience_day {
	uint32_t	account;
	int32_t		day;
	uint64_t	gained, lost;	/* events follow and unfollow */
	uint64_t	time;		/* of the last snapshot of the day */
	int64_t		followers;	/* as it says; -1: there is none */
};

struct audience {
	struct store	 account, day;
	struct seen	 account_key, day_key;
	/* As all rows say, and as those of up to the day of --prev do. */
	struct audience_people now, before;
	const struct agree *prev;
	uint64_t	 undated;	/* rows that say a trait, but no day */
	struct names	 trait[AUDIENCE_TRAITS];
	/*
	 * The first day of an event, a publication or a reported period;
	 * DAY_NONE when that of a content is not known, INT32_MAX for nothing.
	 */
	int32_t		 earliest;
	struct arena	 text;
	struct buf	 tmp;
};

extern const struct family	family_audience;

static inline struct str
audience_said(const struct audience *a, const struct audience_person *p,
    enum audience_trait t)
{
	return p->said[t] == AUDIENCE_NOTHING ? STR("") :
	    a->trait[t].name[p->said[t]];
}

#endif
