#ifndef CRM_RFMEXPLAININ_H
#define CRM_RFMEXPLAININ_H

#include "rfmexplain.h"

/* Between rfmexplain.c and rfmexplainwhy.c. */
struct teller {
	const struct rfm_explain *x;
	const struct rfm_table	*t;
	const struct customer	*c;	/* NULL: not in the table */
	uint32_t		 number;
	const struct face	*f;
	struct buf		*line;	/* what is being put together */
};

extern const char *const	rfm_measure[3];

/* Print the line, wrapped with that hang, and empty it. */
void	teller_line(const struct teller *w, size_t hang);
/* A blank line, and a title in capitals. */
void	teller_title(const struct teller *w, const char *title);
/* A value of a measure as its cut points are. */
void	teller_value(struct buf *b, int which, int64_t v);

/* The cut points; the rules of the segment; what is expected (with --clv). */
void	teller_cuts(const struct teller *w);
void	teller_segment(const struct teller *w);
void	teller_clv(const struct teller *w);

#endif
