#ifndef CRM_JSONPUT_H
#define CRM_JSONPUT_H

#include "buf.h"

/* Strings as JSON has them. */

/* One string with its quotes, for valid UTF-8. */
void	json_put(struct buf *out, struct str s);
/* The same for any bytes, as names of files are: U+FFFD for each bad one. */
void	json_put_any(struct buf *out, struct str s);
/* json_put at p, which has JSON_ROOM bytes; returns its end. */
#define JSON_ROOM(s)	((s).len * 6 + 2)
char	*json_field(char *p, struct str s);

#endif
