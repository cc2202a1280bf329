#ifndef CRM_RFMMOVES_H
#define CRM_RFMMOVES_H

#include "customersin.h"
#include "rfmtable.h"

/*
 * From which segment each customer came: an earlier table of crm-rfm beside
 * the present one. Its segments are known by slug or Chinese name, whatever
 * the present table prints.
 */
struct rfm_moves {
	const char		*file;		/* for messages, borrowed */
	struct customers	 earlier;
	struct agree		 agree;		/* their as-of */
	struct str		*name;		/* of segments, as printed */
	uint32_t		*from;		/* by present customer number:
						   the number of the segment,
						   or one of those below */
	bool			*here;		/* by place in earlier */
	size_t			 gone;
	bool			 zh;		/* words are in Chinese */
};

#define RFM_MOVES_NEW	UINT32_MAX		/* was not there */
#define RFM_MOVES_NONE	(UINT32_MAX - 1)	/* had no segment */

/*
 * Read an earlier table. What is none ends the program (as input.h). False
 * when the run must stop (--strict).
 */
bool	rfm_moves_load(struct rfm_moves *m, const char *path,
	    struct ledger *l, bool digest);
/* STATUS_DATA with a line in err when it is of a later day than as_of. */
enum status	rfm_moves_check(const struct rfm_moves *m, int32_t as_of,
		    struct buf *err);
/* Find the customers of a finished table in it; set t->moves. */
void	rfm_moves_match(struct rfm_moves *m, struct rfm_table *t,
	    struct ledger *l);
/*
 * The segment that customer `number` had (or empty), and the move to the
 * present one appended to *move: nothing when it is the same, "entered" for a
 * customer who was not there, else "FROM>TO".
 */
struct str	rfm_moves_of(const struct rfm_moves *m, uint32_t number,
		    struct str now, struct buf *move);
/* How many customers moved from where to where: --show=moves. */
void	rfm_moves_write(const struct rfm_moves *m, const struct rfm_table *t,
	    struct io_out *out, enum tab_format f);
void	rfm_moves_free(struct rfm_moves *m);

#endif
