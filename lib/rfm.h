#ifndef CRM_RFM_H
#define CRM_RFM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RFM_BINS_MAX	100

/*
 * Where the scores of a measure begin: at[k] is the worst value that has score
 * k or better, for k = 2..best; nobody reached a score above best.
 */
struct rfm_cuts {
	int	bins, best;
	bool	higher;		/* a higher value is better */
	int64_t	at[RFM_BINS_MAX + 1];
	/* Where they stand for limits in doubles (rfmcompat.h): these. */
	bool	limits;
	double	limit[RFM_BINS_MAX + 1];
};

/*
 * The cuts of n values by the rule of definitions.md 3.3: the score is
 * 1 + floor(bins * b / n), b = values strictly worse, in integers. Equal
 * values share a score; the worst is always 1.
 */
void	rfm_cuts(struct rfm_cuts *c, const int64_t *value, size_t n, int bins,
	    bool higher);
/* Ascending. */
void	rfm_sort(int64_t *value, size_t n);
/* Scores 1..bins of n values by given cuts. */
void	rfm_scores(const struct rfm_cuts *c, const int64_t *value, size_t n,
	    uint8_t *score);
/*
 * The top share of n values, in 1/RFM_WHOLE of them: from the highest down all
 * blocks of equal values that fit, values above 0 only. Their number, and the
 * least of them in *least.
 */
#define RFM_WHOLE	1000000
size_t	rfm_top(const int64_t *value, size_t n, int64_t share,
	    int64_t *least);

#endif
