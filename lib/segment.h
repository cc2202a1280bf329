#ifndef CRM_SEGMENT_H
#define CRM_SEGMENT_H

#include "diag.h"
#include "mem.h"

/*
 * Segment tables: one rule a line, "NAME R F M", each of R F M a score, a
 * range "2-4" or "*"; the first rule that matches wins. "bins N" (before the
 * rules) says for how many bins the scores are written (5), "else NAME" names
 * the rest. "#" begins a comment.
 */
#define SEGMENT_BINS_MAX	9

struct segment_rule {
	struct str	name;
	uint8_t		low[3], high[3];	/* of R, F, M */
	uint64_t	line;
};

struct segments {
	struct segment_rule	*rule;
	size_t			 n;
	struct str		 other;		/* else NAME, or empty */
	int			 bins;
	/* The number of the rule for each combination, n: no rule. */
	uint16_t		 of[SEGMENT_BINS_MAX * SEGMENT_BINS_MAX *
				    SEGMENT_BINS_MAX];
	struct arena		 arena;
};

/* Parse a table; false with *f (line, column, reason, value). */
bool	segments_parse(struct segments *s, struct str text, struct fault *f);
/*
 * The segment of three scores 1..bins; empty when no rule matches and the
 * table has no else.
 */
struct str segments_find(const struct segments *s, int r, int f, int m);
/* Combinations without a rule, as "2/1/5 2/5/2 ..." into b; their number. */
int	segments_holes(const struct segments *s, struct buf *b);
/* Is rule number i ever the first to match? */
bool	segments_reached(const struct segments *s, size_t i);
void	segments_free(struct segments *s);

#endif
