#ifndef CRM_GROUP_H
#define CRM_GROUP_H

#include "intake.h"

/*
 * Consecutive rows of one key that together are one record: each cell is that
 * of the first row where it is not empty, or a sum or list over the rows.
 */
#define GROUP_ROWS_MAX	100000
#define GROUP_BYTES_MAX	((size_t)64 << 20)

#define GROUP_LINES_MAX	10000

struct group_row {
	struct str	raw;
	uint64_t	line;
	struct str	*cell;		/* lines: its bound cells */
};

struct group {
	const struct apply *a;
	size_t		 ncell;
	struct str	 key;		/* len 0: no row yet */
	struct str	*cell;		/* merged */
	size_t		*from;		/* the row that each was taken from */
	struct buf	*list;		/* behind the cells that are lists */
	enum map_take	*take;
	bool		*strict;	/* two values are an error */
	struct group_row *row;
	size_t		 n, cap, bytes;
	struct arena	 mem;		/* until the group ends */
	/* Rows that disagree, or too many: else reason is NULL. */
	struct fault	 fault;
	size_t		 fault_cell;	/* or SIZE_MAX */
	struct seen	 done;		/* keys of groups that have ended */
	bool		 sorted;	/* do not keep them */
	bool		 lines;		/* rows stay what they are: lines.h */
};

void	group_open(struct group *g, const struct apply *a, bool sorted);
void	group_close(struct group *g);
/* Does a row with this key go on with the group? */
bool	group_same(const struct group *g, struct str key);
/*
 * Begin a group: false when its key was there before, and other rows since.
 */
bool	group_begin(struct group *g, struct str key);
/*
 * Add a row of t, which gives the place of a cell that disagrees. False when
 * the group is too large: it must end here.
 */
bool	group_add(struct group *g, const struct intake *t,
	    const struct row *row);
/* The row of a merged cell as it was read, for messages. */
struct row group_row(const struct group *g, size_t cell);
/* The group has been dealt with. */
void	group_end(struct group *g);

#endif
