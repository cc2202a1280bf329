#ifndef CRM_PATTERN_H
#define CRM_PATTERN_H

#include "buf.h"

/*
 * A PCRE2 pattern in UTF mode with Unicode properties, with limits on time and
 * depth, compiled to machine code where that is possible.
 */
enum pattern_kind {
	/* All of a text that text_normalise has made (a header, a status);
	   case does not matter. */
	PATTERN_NORMAL,
	/* Somewhere in a text as it is. */
	PATTERN_SEARCH
};

struct pattern {
	char			*text;
	bool			 literal;	/* no metacharacters but | */
	bool			 choice;	/* literal: texts between | */
	struct pattern_code	*code;
};

#define PATTERN_ERROR	160

/* False with a message in err when the pattern is not valid. */
bool	pattern_open(struct pattern *p, struct str text,
	    enum pattern_kind kind, char err[PATTERN_ERROR]);
/* A normalised text as the pattern that only it fits. */
void	pattern_quote(struct buf *out, struct str s);
/*
 * The same for a pattern that is known to be valid: it is compiled when it is
 * first asked, which one thread may do.
 */
void	pattern_defer(struct pattern *p, struct str text,
	    enum pattern_kind kind);
/* 1 or 0; -1 when the limits ended the search. */
int	pattern_match(const struct pattern *p, struct str s);
/*
 * As pattern_match for the first match at byte `from` or later, which begins a
 * character; *found, borrowed from s, is all of it. That s is UTF-8 is not
 * checked. Brief: a tenth of the limits, and less. Threads may share a p of
 * pattern_open.
 */
int	pattern_find(const struct pattern *p, struct str s, size_t from,
	    bool brief, struct str *found);
/*
 * As pattern_match, and *out, borrowed from s, is the group of that name, or
 * with name NULL group 1, or the whole match when there is no group. A group
 * that took no part is empty.
 */
int	pattern_group(const struct pattern *p, struct str s, const char *name,
	    struct str *out);
void	pattern_close(struct pattern *p);

#endif
