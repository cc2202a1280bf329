#ifndef CRM_OPTIN_H
#define CRM_OPTIN_H

#include "opt.h"

/*
 * What opt.c and opthelp.c share: option i of the program's own in full, and
 * then those of every program; false when there are no more.
 */
bool	opt_at(const struct opt_program *p, size_t i, struct opt *o);

#endif
