#ifndef CRM_DATEORDER_H
#define CRM_DATEORDER_H

#include "clock.h"
#include "mem.h"
#include "pattern.h"

/*
 * Dates like 02/01/2024 in a column for which no option says which number is
 * the day: all dates of the column together decide. An order by which one of
 * them is no date is out; the one that is left is proved. Where several are
 * left the map decides, if it tells one of them.
 */
struct date_place {
	uint64_t	line;		/* 0: there is none */
	uint64_t	column;
	unsigned	orders;		/* by which it is a date */
	struct str	text;
};

enum date_verdict {
	DATES_UNJUDGED, DATES_PROVED, DATES_TOLD,
	DATES_NO_PROOF,			/* every date allows several orders */
	DATES_CONTRADICT,		/* no order fits all of them */
	DATES_GONE			/* cannot be read a second time */
};

struct date_column {
	size_t			 cell;		/* bound */
	const char *const	*format;	/* of the field, or NULL */
	const struct pattern	*capture;	/* or NULL */
	enum date_verdict	 verdict;
	enum date_order		 told;		/* by the map, or unknown */
	enum date_order		 order;		/* proved or told */
	unsigned		 left;		/* orders, see clock_orders */
	/* The first date that rules an order out; two that rule out none. */
	struct date_place	 against[DATE_YMD + 1];
	struct date_place	 open[2];
	struct arena		 text;		/* of the places */
};

struct date_column *dateorder_open(size_t cell, const char *const *format,
		    const struct pattern *capture, enum date_order told);
void		 dateorder_close(struct date_column *d);
/* The orders by which a cell of the column is a date, 0: no need to know. */
unsigned	 dateorder_of(const struct date_column *d, struct str cell);
/*
 * Take a date of the column into account. True when its place is of interest:
 * then tell it with dateorder_place.
 */
bool		 dateorder_add(struct date_column *d, unsigned orders,
		    struct str cell);
void		 dateorder_place(struct date_column *d, unsigned orders,
		    struct str cell, uint64_t line, uint64_t column);
/* All dates of the column have been added. */
void		 dateorder_judge(struct date_column *d);
/* "day/month/year" */
const char	*dateorder_name(enum date_order order);
/* The date that speaks for the order that was proved. */
const struct date_place *dateorder_proof(const struct date_column *d);
/*
 * Why there is no order, over several lines, each beginning with the file:
 * for a verdict of NO_PROOF or CONTRADICT.
 */
void		 dateorder_explain(const struct date_column *d,
		    const char *file, struct str column, struct buf *err);

#endif
