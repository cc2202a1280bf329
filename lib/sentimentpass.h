#ifndef CRM_SENTIMENTPASS_H
#define CRM_SENTIMENTPASS_H

#include "ledger.h"
#include "sentiment.h"

/*
 * The texts of a batch judged, some of them by a thread of their own, and what
 * was found counted. The result is the same without the thread.
 */
struct sentiment_pass;

struct sentiment_pass_opts {
	const struct sentiment_by *by;
	size_t		 text;		/* number of the cell */
	bool		 thread;
	/*
	 * NULL: nothing. Else says into c->text why a row was judged so; run
	 * by both threads.
	 */
	void		(*why)(const void *ctx, struct critic *c,
			    const struct row *row, const struct opinion *o);
	/*
	 * Takes each row in the order of the batch, a bad one too, whose
	 * opinion is none; run by the caller's thread.
	 */
	void		(*put)(void *ctx, const struct row *row,
			    const struct opinion *o);
	void		*ctx;
};

struct sentiment_pass	*sentiment_pass_open(
			    const struct sentiment_pass_opts *o);
/* Judge the rows and put them; cells of opinions live until it returns. */
void			 sentiment_pass_run(struct sentiment_pass *p,
			    const struct batch *b);
/* Put all that was counted into the ledger. */
void			 sentiment_pass_count(struct sentiment_pass *p,
			    struct ledger *l);
void			 sentiment_pass_close(struct sentiment_pass *p);

#endif
