#ifndef CRM_KEEP_H
#define CRM_KEEP_H

#include "record.h"

/*
 * Which records of a run are wanted: by kind, by source, by time. A limit of
 * time is a day, compared with the date as it is written in the record, or a
 * moment with its offset, compared with the moment of the record; records from
 * `since` on and before `until` are in.
 *
 * The time of a record is that of its event; of content and spend the first
 * day that the figures are of, else when it was published, else the day of
 * the figures. Profiles have none, and what has none is in.
 */
struct keep_limit {
	enum { KEEP_ALWAYS, KEEP_DAY, KEEP_MOMENT } how;
	int64_t	at;			/* day, or ms in UTC */
};

struct keep {
	bool			 kind[4];	/* as record_kinds */
	bool			 by_kind;
	struct str		*source;	/* borrowed from the list */
	size_t			 nsource;
	struct keep_limit	 since, until;
};

/*
 * Read the values of options, NULL when not given: lists separated by commas,
 * limits. False with what is wrong in err, to stand behind the option's name.
 */
bool		 keep_kinds(struct keep *k, const char *list, struct buf *err);
bool		 keep_sources(struct keep *k, const char *list,
		    struct buf *err);
bool		 keep_limit(struct keep_limit *l, const char *text,
		    struct buf *err);
/* Is what lies between the two limits nothing at all? */
bool		 keep_is_empty(const struct keep *k);

/* All of them; what is wrong begins with the name of the option. */
struct keep_opts {
	const char	*kind, *source, *since, *until;
};
bool		 keep_open(struct keep *k, const struct keep_opts *o,
		    struct buf *err);
void		 keep_close(struct keep *k);
/* Why the record is not wanted, or NULL; static text. */
const char	*keep_reason(const struct keep *k, const struct record *r);

#endif
