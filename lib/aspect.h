#ifndef CRM_ASPECT_H
#define CRM_ASPECT_H

#include "textrules.h"

/*
 * Aspects of a text: what its words of aspects (price, quality...) are about,
 * each with the polarity of the clauses in which they stand.
 */
struct aspect {
	unsigned	category;	/* bit, for textrules_category */
	int64_t		sum;		/* > 0: positive, < 0: negative; the
					   sign alone is sure */
	int64_t		clauses;	/* that name it */
};

/* A zeroed one is empty; reuse it from text to text. */
struct aspects {
	struct aspect	one[CATEGORIES];	/* in the order of the text */
	size_t		n;
};

/*
 * What n symbols from first say: above 0 positive, below 0 negative, 0 neutral;
 * the further from 0 the surer. Called for clauses with such a word, for a bad
 * one of them behind a negator ("not a fake" is good), and for their sentences
 * where these might change a sign.
 */
struct aspect_judge {
	int64_t	(*range)(void *arg, const struct symbols *s, size_t first,
		    size_t n);
	void	*arg;
	int64_t	sway;	/* at most this the sentence adds to its clause; 0: it
			   is not asked */
};

/* The aspects of a text after textrules_run; takes the place of *out. */
void	aspects_run(struct aspects *out, const struct texthits *h,
	    const struct textrules *t, const struct symbols *s,
	    struct aspect_judge j);
/* Is one of them positive, or negative? */
bool	aspects_any(const struct aspects *a, bool positive);
/* The cell of formats.md: "price:negative;logistics:positive". */
void	aspects_cell(struct buf *out, const struct textrules *t,
	    const struct aspects *a);

#endif
