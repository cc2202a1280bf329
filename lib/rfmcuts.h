#ifndef CRM_RFMCUTS_H
#define CRM_RFMCUTS_H

#include "io.h"
#include "rfm.h"

/*
 * Cut points of recency, frequency and monetary value as texts: --breaks, and
 * the files of --cuts and --cuts-out, CSV with the columns measure (r, f, m),
 * score (2 to bins) and cut, empty where nobody reached the score; written also
 * with the limits of rfmcompat.h where there are any.
 */
#define RFM_MEASURES	3

/* The options of a program as they were given. */
struct rfmcuts_request {
	const char		*cuts;		/* --cuts FILE, or NULL */
	const char *const	*breaks;	/* --breaks, n of them */
	size_t			 nbreaks;
};
/*
 * Cuts for scores of `bins`; those that are not given have best 0. STATUS_OK,
 * or a line in err.
 */
enum status	rfmcuts_make(struct rfm_cuts c[RFM_MEASURES],
		    const struct rfmcuts_request *r, int bins,
		    struct buf *err);
void	rfmcuts_write(const struct rfm_cuts c[RFM_MEASURES],
	    struct io_out *out);

#endif
