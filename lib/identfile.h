#ifndef CRM_IDENTFILE_H
#define CRM_IDENTFILE_H

#include "ident.h"

/*
 * Read the files of --ids and --own (NULL: none). What cannot be opened or
 * used ends the program with a message, as in input.h.
 */
void	identfile_read(struct ident *id, const char *ids, const char *own);

#endif
