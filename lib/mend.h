#ifndef CRM_MEND_H
#define CRM_MEND_H

#include "mem.h"

/*
 * Text whose UTF-8 was taken for Latin-1 and encoded once more, as Meta writes
 * it (\u00e5\u00a5\u00bd for one Chinese character): the text that was meant,
 * in the arena. s itself when it is not of that kind, as a whole.
 */
struct str	mend_latin1(struct str s, struct arena *a);

#endif
