#ifndef CRM_TIERNOTE_H
#define CRM_TIERNOTE_H

#include "ledger.h"
#include "tiertable.h"

/*
 * For the summary: how many customers each tier and state has, shares beside
 * their bands (definitions.md 3.1), what is missing.
 */
void	tier_note(const struct tier_table *t, struct ledger *l);
/* The settings in effect. */
void	tier_settings(const struct tier_table *t, struct ledger *l);

#endif
