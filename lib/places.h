#ifndef CRM_PLACES_H
#define CRM_PLACES_H

#include "contents.h"
#include "reach.h"

/*
 * The form or the topic of each place of a reach: what its rows say, else what
 * is said of its content anywhere.
 */
enum places_what { PLACES_FORM, PLACES_TOPIC };

struct places {
	struct names	 name;
	uint32_t	*sorted;	/* numbers in name, in byte order */
	uint32_t	*rank;		/* of each number */
	/* By place: its rank, or REACH_NONE. */
	uint32_t	*of;
};

/*
 * Topics also of contents that no event is about, which are not published after
 * the day.
 */
void	places_open(struct places *p, const struct reach *r,
	    const struct contents *cs, enum places_what what, int32_t day);
/* A content of the reach, or NULL when nothing is known of it. */
const struct content	*places_content(const struct reach *r,
			    const struct contents *cs, uint32_t content);
static inline struct str
places_name(const struct places *p, uint32_t rank)
{
	return p->name.name[p->sorted[rank]];
}
void	places_close(struct places *p);

#endif
