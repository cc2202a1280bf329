#ifndef CRM_TIERWRITE_H
#define CRM_TIERWRITE_H

#include "tabout.h"
#include "tiertable.h"

/* The columns that crm-tier makes, in their order. */
enum tier_column {
	TC_TIER, TC_RAW, TC_OCTANT, TC_ACTIVITY, TC_VALUE, TC_PREFERENCE,
	TC_TAG, TC_CLEAR, TC_LIFE, TC_BEHAVIOUR, TC_EXPERTISE, TC_TAGS,
	TC_MISSING, TC_INTERACTIONS, TC_SECONDS, TC_POSTS, TC_NET, TC_HIGH,
	TC_N, TC_K, TC_DAYS, TC_FIRST, TC_LAST, TC_LAST_TYPE, TC_LAST_TAG,
	TC_BASE, TC_PREV = TC_BASE, TC_MOVE, TC_COLUMNS
};

/* Is this the name of one of them? */
bool	tier_is_own(struct str name);

/* The texts of one customer's cells, until the next. */
struct tier_texts {
	struct buf	text;
	struct buf	tags;
	struct str	missing;	/* the same for all */
	struct buf	missing_text;
	int128		unit;
};

void	tier_texts_open(struct tier_texts *x, const struct tier_table *t);
/* cell[TC_COLUMNS] of customer `number`. */
void	tier_cells(const struct tier_table *t, uint32_t number,
	    struct tier_texts *x, struct str *cell);
void	tier_texts_close(struct tier_texts *x);

/* All columns: those of the tables, or user_id and as_of, and then ours. */
struct tier_layout {
	struct tab_col	*col;
	size_t		 n, given;
	size_t		 id, as_of;	/* their places */
};
void	tier_layout(struct tier_layout *lay, const struct tier_table *t);
/* The cells of a whole row. */
void	tier_row_cells(const struct tier_layout *lay,
	    const struct tier_table *t, uint32_t number, struct tier_texts *x,
	    struct str *cell);
void	tier_layout_free(struct tier_layout *lay);

/* The table, sorted by user_id. */
void	tier_table_write(const struct tier_table *t, struct io_out *out,
	    enum tab_format f);
/* In tiertags.c: the tags of a customer as a ;-list appended to b. */
void	tier_tags(const struct tier_table *t, uint32_t number, struct buf *b);
/* The share that sum is of n times unit, as text: its length. */
size_t	tier_share_print(int128 sum, int128 unit, uint64_t n,
	    char out[NUM_MAX]);
/* In tiertags.c: --show=interests, all tags of each customer. */
void	tier_interests_write(const struct tier_table *t, struct io_out *out,
	    enum tab_format f);
/* In tiertags.c: --show=tags, months and tags of interactions. */
void	tier_demand_write(const struct tier_table *t, struct io_out *out,
	    enum tab_format f);
/* In tiertags.c: --show=steps, the last steps of those who left. */
void	tier_steps_write(const struct tier_table *t, struct io_out *out,
	    enum tab_format f);

#endif
