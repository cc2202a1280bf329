#ifndef CRM_BYGROUP_H
#define CRM_BYGROUP_H

#include "figures.h"

/*
 * --by: of the groups by source, form, topic, tag and period keep those that
 * the list names. Figures of other groups, and those without any, stay.
 */
struct bygroup {
	unsigned	keep;	/* a bit for each name */
};

/* False with a line in err when a name is unknown. NULL keeps all. */
bool	bygroup_parse(struct bygroup *b, const char *list, struct buf *err);
void	bygroup_filter(const struct bygroup *b, struct figures *fs);

#endif
