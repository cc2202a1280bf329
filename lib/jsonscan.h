#ifndef CRM_JSONSCAN_H
#define CRM_JSONSCAN_H

#include "diag.h"
#include "mem.h"

/*
 * The members of one JSON object in valid UTF-8. Strings without escapes and
 * literals point into the text, others are decoded into the arena. Numbers keep
 * their digits, null is empty, a nested value keeps its JSON text.
 */
struct jsonscan {
	struct str	 text;
	size_t		 at;
	bool		 begun, ended;
	bool		 checked;	/* nested values are known to be valid:
					   set after jsonscan_open */
	struct arena	*arena;
	struct fault	 fault;		/* reason NULL: none; column set */
};

struct json_member {
	struct str	 key;
	struct str	 value;
	size_t		 at;		/* byte where the value begins */
	bool		 bare;		/* number, true, false, nested */
};

void	jsonscan_open(struct jsonscan *s, struct str text, struct arena *a);
/* 1 with a member, 0 at the end or on a fault (s->fault.reason not NULL). */
int	jsonscan_next(struct jsonscan *s, struct json_member *m);

#endif
