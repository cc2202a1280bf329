#ifndef CRM_DETECTIN_H
#define CRM_DETECTIN_H

#include "applyin.h"
#include "detect.h"
#include "listing.h"

/* Private to detect.c and detectmap.c. */

/* What a cell or a whole file is called in words; static text. */
const char	*detect_container(const struct intake *t);
void		 detect_delimiter(struct buf *out, char c);
const char	*detect_encoding(const struct intake *t);
/* The map, its columns, and what it says where the file does not. */
void		 detect_map(struct listing *f, const struct intake *t,
		    const struct detect_opts *o);

#endif
