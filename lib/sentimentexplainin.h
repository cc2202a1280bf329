#ifndef CRM_SENTIMENTEXPLAININ_H
#define CRM_SENTIMENTEXPLAININ_H

#include "sentimentexplain.h"

/* What the two forms of an explanation share, private. */
struct teller {
	struct buf		*out;
	struct critic		*c;
	struct str		 text;
};

/*
 * v in 1/JUDGE_UNIT with all its digits, so that sums can be checked, at p,
 * which has NUM_MAX bytes; returns the end.
 */
char		*tell_unit(char *p, int64_t v);
/* The bytes of n symbols from first on. */
struct str	 tell_symbols(const struct teller *t, uint32_t first,
		    uint32_t n);
/* "topic", or the severity. */
struct str	 tell_severity(const struct texthit *h);
/* "keywords 2026-11-22": the list of a rule, and its version. */
void		 tell_list(struct buf *b, const struct textrules *r,
		    const struct textrule *rule);

static inline struct str
tell_part(const struct teller *t, uint32_t start, uint32_t len)
{
	return (struct str){ t->text.p + start, len };
}

#endif
