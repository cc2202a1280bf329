#ifndef CRM_SEGMENT_H
#define CRM_SEGMENT_H

#include "diag.h"
#include "mem.h"

/*
 * Segment tables: one rule a line, "NAME R F M", each of R F M a score, a
 * range "2-4" or "*"; the first rule that matches wins. Before the rules
 * "bins N" says of how many bins the scores are (5), and "score above mean"
 * that R F M are 1 for a score above the mean of all customers' scores, else
 * 0. "else NAME" names the rest. "zh=NAME" at the end of a line is the Chinese
 * name. "#" begins a comment.
 */
#define SEGMENT_BINS_MAX	9
#define SEGMENT_RULES_MAX	4096

struct segment_rule {
	size_t		segment;
	uint8_t		low[3], high[3];	/* of R, F, M */
	uint64_t	line;
};

struct segment {
	struct str	slug;
	struct str	zh;			/* may be empty */
};

struct segments {
	struct segment_rule	*rule;
	size_t			 n;
	/* Each name once: no two segments share a slug or a Chinese name. */
	struct segment		*segment;
	size_t			 nsegment;
	size_t			 other;		/* else NAME, or SIZE_MAX */
	int			 bins;
	bool			 above_mean;
	bool			 zh;	/* names are given in Chinese: set by
					   the caller */
	/* The number of the rule for each combination, n: no rule. */
	uint16_t		 of[SEGMENT_BINS_MAX * SEGMENT_BINS_MAX *
				    SEGMENT_BINS_MAX];
	struct arena		 arena;
};

/* Parse a table; false with *f (line, column, reason, value). */
bool	segments_parse(struct segments *s, struct str text, struct fault *f);
/*
 * The rule for three scores 1..bins, or 0 and 1 with above_mean; NULL when
 * none matches.
 */
const struct segment_rule	*segments_rule(const struct segments *s, int r,
				    int f, int m);
/* The name for them; empty when no rule matches and the table has no else. */
struct str segments_find(const struct segments *s, int r, int f, int m);
/* The name of segment number i: its slug, or with zh the Chinese one if any. */
struct str segments_name(const struct segments *s, size_t i);
/* The segment with that slug or that Chinese name, or SIZE_MAX. */
size_t	segments_named(const struct segments *s, struct str name);
/*
 * Combinations without a rule, as " 2/1/5 2/5/2 ..." into b; their number, and
 * that of all combinations.
 */
int	segments_holes(const struct segments *s, struct buf *b, int *all);
/* Is rule number i ever the first to match? */
bool	segments_reached(const struct segments *s, size_t i);
void	segments_free(struct segments *s);

#endif
