#ifndef CRM_RFMTABLE_H
#define CRM_RFMTABLE_H

#include "clvtable.h"
#include "purchase.h"
#include "rfm.h"
#include "segment.h"
#include "tabout.h"

struct rfm_moves;

/* The customer table of crm-rfm: one row a customer, sorted by user_id. */
struct rfm_table {
	const struct purchases	*p;
	const struct segments	*seg;
	uint32_t		*order;		/* customer numbers, sorted */
	size_t			 n;
	int			 bins;
	bool			 by_days;	/* frequency is days */
	bool			 compat;	/* scores as rfmcompat.h */
	const struct clv_table	*clv;		/* or NULL */
	struct rfm_cuts		 cuts[3];	/* of the scores */
	size_t			 buyers;	/* with frequency > 0 */
	/* R F M of customer number i at 3 * i, 0 for no buyer; and what the
	   segment table asks for: scores in its bins (the same array when they
	   agree), or 1 above their mean, else 0. */
	uint8_t			*score, *segscore;
	/* How many buyers have each score. */
	size_t			 count[3][RFM_BINS_MAX + 1];
	/* --top-spend: how many buyers, and the least that they spent. */
	bool			 top;
	size_t			 top_n;
	int64_t			 top_least;
	const struct rfm_moves	*moves;		/* or NULL */
};

/*
 * Compute the table from finished purchases. The segment is by scores of as
 * many bins as the segment table is written for. All is borrowed; with
 * p->opt.thread the sort and the scores are done side by side.
 */
struct rfm_table_opts {
	int			 bins;
	bool			 by_days;	/* needs p->opt.days */
	bool			 compat;	/* not p->opt.from ORDERS */
	const struct segments	*seg;
	const char		*seg_name;	/* for the summary */
	/* Given cuts of r, f, m, where best is not 0; or NULL. */
	const struct rfm_cuts	*cuts;
	const struct clv_table	*clv;		/* more columns, or NULL */
	int64_t			 top;		/* in 1/RFM_WHOLE, 0: none */
};

void	rfm_table(struct rfm_table *t, const struct purchases *p,
	    const struct rfm_table_opts *o);
/* Counts, settings and notes for the ledger, such as scores nobody has. */
void	rfm_table_note(const struct rfm_table *t,
	    const struct rfm_table_opts *o, struct ledger *l);
int64_t	rfm_frequency(const struct rfm_table *t,
	    const struct customer *c);
/* Of a customer with frequency > 0. */
int64_t	rfm_recency(const struct rfm_table *t, const struct customer *c);
/* The segment of customer number i; empty without orders or rule. */
struct str rfm_segment(const struct rfm_table *t, uint32_t number);
/* Is this customer one of the top spenders? */
bool	rfm_is_top(const struct rfm_table *t, const struct customer *c);
/*
 * In rfmwrite.c: write it with the columns of formats.md, "Customer tables".
 * currency may be empty.
 */
void	rfm_table_write(const struct rfm_table *t, struct str currency,
	    struct io_out *out, enum tab_format f);
void	rfm_table_free(struct rfm_table *t);

#endif
