#ifndef CRM_COND_H
#define CRM_COND_H

#include "map.h"

/*
 * Does a cell meet a condition that compares it as a number (an empty one is
 * 0)? 1 or 0; -1 when it is no number. comma: of the map.
 */
int	cond_number(const struct map_cond *c, struct str cell, bool comma,
	    struct arena *mem);
/* Does it meet any condition? norm is scratch. As above. */
int	cond_met(const struct map_cond *c, struct str cell, bool comma,
	    struct arena *mem, struct buf *norm);

#endif
