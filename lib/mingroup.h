#ifndef CRM_MINGROUP_H
#define CRM_MINGROUP_H

#include "figures.h"

/*
 * Take out the figures of groups of fewer than `least` customers: those whose
 * figure `customers` says so, and every figure of a single customer. In place
 * of them each section gets hidden_groups, the number of groups that went.
 * Totals stay: with one group hidden, what is missing can be worked out, and
 * the manual says so.
 */
void	mingroup_hide(struct figures *fs, int64_t least);

#endif
