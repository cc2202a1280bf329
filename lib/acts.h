#ifndef CRM_ACTS_H
#define CRM_ACTS_H

#include <stdint.h>

#include "buf.h"

/*
 * What a customer did: the types of events that are activity or loss
 * (formats.md, Types), numbered in the byte order of their names.
 */
enum act {
	ACT_BLOCK, ACT_CHECKIN, ACT_CLICK, ACT_COIN, ACT_COMMENT, ACT_DANMAKU,
	ACT_DELETE, ACT_ENTER, ACT_FAVORITE, ACT_FOLLOW, ACT_GIFT,
	ACT_GROUP_POST, ACT_INQUIRY, ACT_JOIN, ACT_LIKE, ACT_MESSAGE,
	ACT_ORDER, ACT_PLAY, ACT_RATING, ACT_READ, ACT_REFERRAL, ACT_SHARE,
	ACT_SIGNUP, ACT_UNFOLLOW, ACT_VIEW, ACT_VOTE,
	ACTS,
	ACT_OTHER = ACTS	/* every other type */
};

#define ACTS_SLOTS	64	/* a power of 2, well above ACTS */

/* The types by name, and what an interaction of each weighs. */
struct acts {
	uint8_t	slot[ACTS_SLOTS];	/* type + 1, 0: free */
	int64_t	weight[ACTS];		/* 1/10000; 0: no interaction */
};

/* Nothing weighs anything: tierrules.h says what does. */
void	acts_open(struct acts *a);
/* ACT_OTHER for one that is not in the list. */
enum act	acts_find(const struct acts *a, struct str type);
/* Is it a loss of the customer? Else all but ACT_OTHER are activity. */
bool	act_is_loss(enum act t);
struct str	act_name(enum act t);
/*
 * The list of --weights, "TYPE=WEIGHT,...", in place of what they are. False
 * with a line in err.
 */
bool	acts_weigh(struct acts *a, const char *text, struct buf *err);

#endif
