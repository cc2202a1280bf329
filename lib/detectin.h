#ifndef CRM_DETECTIN_H
#define CRM_DETECTIN_H

#include "applyin.h"
#include "detect.h"
#include "listing.h"

/* Private to detect.c and detectmap.c. */

/* The map, its columns, and what it says where the file does not. */
void		 detect_map(struct listing *f, const struct intake *t,
		    const struct detect_opts *o);

#endif
