#ifndef CRM_MINGROUP_H
#define CRM_MINGROUP_H

#include "figures.h"

/*
 * Flag with FIG_HIDDEN the figures of groups of fewer than `least` customers:
 * those whose figure `customers` (or `creators`) says so, and every figure of
 * one customer; in larger groups what is of a period with so few, counts of so
 * few, and shares and means with so few above or below the line. Totals stay:
 * the manual says so. To be called before targets and the scorecard copy
 * figures, so that a copy is hidden with what it is a copy of.
 */
void	mingroup_mark(struct figures *fs, int64_t least);
/*
 * Take those figures out. In place of them each section gets hidden_groups,
 * the number of groups that something was taken out of.
 */
void	mingroup_hide(struct figures *fs);

#endif
