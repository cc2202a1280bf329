#ifndef CRM_REPORTDATA_H
#define CRM_REPORTDATA_H

#include "metrics.h"

/* The figures of a report as data. */
enum reportdata_form {
	REPORTDATA_CSV,
	REPORTDATA_EXCEL,	/* CSV with BOM; no cell is a formula */
	REPORTDATA_JSONL,
	REPORTDATA_JSON		/* one object with as_of, currency, figures */
};

/*
 * One row a figure (figures.h) of the sections whose bits are in `want`.
 * precision: significant digits of ratios and intervals.
 */
void	reportdata_write(enum reportdata_form form, const struct figures *fs,
	    const struct metrics *m, uint64_t want, int precision,
	    struct io_out *out);

#endif
