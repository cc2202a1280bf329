#ifndef CRM_SECTIONS_H
#define CRM_SECTIONS_H

#include <stdint.h>

/*
 * The options that name sections. An unknown name ends the program with status
 * 2, which is why this module may exit (as opt.h).
 */

/* --list-sections, to standard output. */
void		sections_list(void);
/* --sections: a bit for each that is named; all of them for NULL. */
uint64_t	sections_wanted(const char *list);

#endif
