#ifndef CRM_JSONFLAT_H
#define CRM_JSONFLAT_H

#include "jsonscan.h"

/*
 * What is inside a nested value that jsonscan_next has given, under dotted
 * names: the members of an object, "user.id", and those of the first
 * JSONFLAT_ITEMS objects of an array, "items.0.title"; other arrays have no
 * names inside. An object within has a name of its own too, with its text.
 */
#define JSONFLAT_ITEMS	4
#define JSONFLAT_LEVELS	8	/* deeper ones are only texts */

struct jsonflat {
	/* at: byte in the record where the value begins. False: stop. */
	bool		(*leaf)(void *ctx, struct str name, struct str value,
			    size_t at);
	void		*ctx;
	struct arena	*arena;
	struct buf	 name;		/* scratch; free it when done */
};

/* False when a leaf has said stop. name is that of the nested value m. */
bool	jsonflat(struct jsonflat *f, struct str name,
	    const struct json_member *m);
/*
 * Where in a record the value of a name begins: of a member, or with `flat`
 * also of what is inside nested ones; 0 when there is none.
 */
size_t	jsonflat_find(struct str record, struct str name, bool flat);

#endif
