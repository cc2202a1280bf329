#ifndef CRM_HEAT_H
#define CRM_HEAT_H

#include "face.h"
#include "wording.h"
#include "num.h"

/*
 * A square map of counts, R down (best on top) and F across. Each cell is its
 * share in percent and a shade: fifths of the fullest cell.
 */
struct heat {
	size_t			 bins;
	const int128		*count;	/* bins x bins, [r * bins + f] */
	/* What a score stands for ("0-31"); bins of each, may be empty. */
	const struct str	*row_label;
	const struct str	*col_label;
	const char		*row_unit;	/* "days" */
	const char		*col_unit;	/* "orders" */
	const struct wording	*wording;
};

void	heat_print(const struct heat *h, const struct face *f);

#endif
