#ifndef CRM_RFM_H
#define CRM_RFM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RFM_BINS_MAX	100

/*
 * Scores 1..bins of n values by the rule of definitions.md 3.3:
 * 1 + floor(bins * b / n), b = values strictly worse, in integers. Equal
 * values share a score; the worst is always 1. higher: a higher value is
 * better.
 */
void	rfm_scores(const int64_t *value, size_t n, int bins, bool higher,
	    uint8_t *score);

#endif
