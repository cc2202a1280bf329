#ifndef CRM_SAMPLE_H
#define CRM_SAMPLE_H

#include "parse.h"
#include "rows.h"

/*
 * The cells of the first rows of a table, by columns, and what they look like:
 * for --draft-map. Memory is bounded: fewer rows of a very wide table.
 */
#define SAMPLE_ROWS	1000

struct sample {
	struct str	*cell;		/* ncol * cap of them */
	size_t		 ncol, nrow, cap;
	struct arena	 text;
};

/*
 * Take the rows; every column must be bound, in the order of the header. -1 on
 * a read error.
 */
int		sample_read(struct sample *s, struct rows *r, size_t ncol);
void		sample_close(struct sample *s);
struct str	sample_cell(const struct sample *s, size_t col, size_t row);
/* The cells of a column that are not empty, and those a rule can read. */
struct sample_fit {
	size_t	filled, good;
};
struct sample_fit sample_fit(const struct sample *s, size_t col,
		    enum rule rule, const struct parse_opts *o);

/* Formats of times, in the order in which sample_times counts them. */
enum sample_format {
	SAMPLE_EPOCH_MS, SAMPLE_EPOCH_S, SAMPLE_EXCEL, SAMPLE_TWITTER,
	SAMPLE_DOTS, SAMPLE_ANY, SAMPLE_FORMATS
};
/* The name of a format, as maps write it. */
const char	*sample_format(enum sample_format f);

struct sample_times {
	size_t	filled;
	size_t	good[SAMPLE_FORMATS];	/* each cell under its first format */
	size_t	dmy, mdy;	/* day above 12, so that one order is left */
	size_t	open;		/* either order is possible */
	size_t	unzoned;	/* written without a zone */
};
struct sample_times sample_times(const struct sample *s, size_t col);

#endif
