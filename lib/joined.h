#ifndef CRM_JOINED_H
#define CRM_JOINED_H

#include "diag.h"
#include "heap.h"
#include "names.h"

/*
 * The columns of customer tables, known or not, as the text of their cells, by
 * the number of the customer. Memory: the bytes of the cells, and one a cell.
 */
struct joined_table {
	const char	*name;		/* of the operand, borrowed */
	uint32_t	*to;		/* for each of its columns */
	size_t		 ncol;
	uint32_t	*row;		/* by customer: reference + 1, 0 none */
	size_t		 nrow;
};

struct joined {
	struct names	 column;	/* of all tables, as they came */
	struct joined_table *table;
	size_t		 ntable;
	struct heap	 cells;
	struct buf	 text;		/* for joined_add's use */
	struct str	*was;		/* the same: a row of before */
};

enum joined_result { JOINED_OK, JOINED_TWICE, JOINED_CONFLICT };

/* The next table begins: the names of its columns. name must live. */
void	joined_input(struct joined *j, const char *name,
	    const struct str *column, size_t n);
/*
 * A row of it, its cells in that order. A customer twice in one table is
 * JOINED_TWICE, a cell that another table fills differently a conflict: *at is
 * its place and f->detail the other.
 */
enum joined_result	joined_add(struct joined *j, uint32_t customer,
	    const struct str *cell, size_t *at, struct fault *f);
/* All column.n cells of a customer; empty where no table fills one. */
void	joined_cells(const struct joined *j, uint32_t customer,
	    struct str *cell);
/* Has any table a row for this customer? */
bool	joined_has(const struct joined *j, uint32_t customer);
void	joined_free(struct joined *j);

#endif
