#ifndef CRM_PARSEIN_H
#define CRM_PARSEIN_H

#include "parse.h"

/* The rules of numbers, on a bare cell: private to parse.c and parsenum.c. */
#define NOT_A_NUMBER	"not a number"

const char	*parse_count(struct str s, struct arena *a,
		    struct parsed *out);
const char	*parse_money(struct str s, const struct parse_opts *o,
		    struct arena *a, struct parsed *out);
const char	*parse_fraction(struct str s, bool percent, struct arena *a,
		    struct parsed *out);
const char	*parse_duration(struct str s, enum unit unit,
		    struct arena *a, struct parsed *out);

#endif
