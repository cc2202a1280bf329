#ifndef CRM_MAPPLACE_H
#define CRM_MAPPLACE_H

#include <stdint.h>

#include "mem.h"

/*
 * Where a value stands in the text of a JSON document: jansson tells no
 * places. path is written as messages show it, "fields[3].rule"; "" is the
 * document. Of a member the place is its key, of an entry of a list the entry
 * itself. When nothing stands there, as for a key that is missing, the place is
 * that of what should have it. Line and column are counted from 1, in
 * characters, as jansson does. The text must be valid JSON.
 */
struct mapplace {
	uint64_t	line, column;
};

struct mapplace	mapplace(struct str json, struct str path);

#endif
