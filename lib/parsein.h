#ifndef CRM_PARSEIN_H
#define CRM_PARSEIN_H

#include "parse.h"

/* The rules on a bare cell: private to parse*.c. */
#define NOT_A_NUMBER	"not a number"

/*
 * A number without full-width signs, with a decimal point (where comma says
 * that it is a comma) and commas between its groups.
 */
struct str	 parse_fold(struct str s, bool comma, struct arena *a);
/* Full-width signs as those of ASCII. */
struct str	 parse_narrow(struct str s, struct arena *a);
const char	*parse_id(struct str s, struct parsed *out);
const char	*parse_count(struct str s, struct arena *a,
		    struct parsed *out);
const char	*parse_money(struct str s, const struct parse_opts *o,
		    struct arena *a, struct parsed *out);
const char	*parse_fraction(struct str s, bool percent, struct arena *a,
		    struct parsed *out);
const char	*parse_duration(struct str s, enum unit unit,
		    struct arena *a, struct parsed *out);
const char	*parse_source(struct str s, struct arena *a,
		    struct parsed *out);
const char	*parse_topic(struct str s, struct arena *a, struct parsed *out);
const char	*parse_list(struct str s, struct arena *a, struct parsed *out);
const char	*parse_html(struct str s, struct arena *a, struct parsed *out);

#endif
