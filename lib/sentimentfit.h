#ifndef CRM_SENTIMENTFIT_H
#define CRM_SENTIMENTFIT_H

#include "ledger.h"
#include "rec.h"
#include "sentiment.h"
#include "tabout.h"

/*
 * Labelled tables, columns text and label: --train and --eval. --train reads
 * two more: alert, beside label or in its place, and weight, how much a row
 * counts.
 */
struct sentiment_fit {
	const struct sentiment_by *by;	/* --train: the model is the base */
	const struct rec_aliases *alias;
	const char		*output;
	enum rows_format	 in;
	/* --eval: text for people, or this format. */
	bool			 people;
	enum tab_format		 format;
	int64_t			 seed;
	bool			 thread, digest;
	struct ledger		*ledger;
	bool			 stop;		/* --strict has ended the run */
};

/* The columns that are read, for rec_aliases; the first two for --eval. */
enum {
	FIT_LABEL, FIT_TEXT, FIT_ALERT, FIT_WEIGHT, FIT_NEED,
	FIT_EVAL = FIT_ALERT
};
extern const struct rec_col	sentiment_labelled[FIT_NEED];

/*
 * Make a model of n operands and write it to output; what it was made of goes
 * to standard output. STATUS_OK, or a line in err.
 */
enum status	sentiment_train(struct sentiment_fit *fit, char *const *path,
		    size_t n, struct buf *err);
/* How often by->model is right on each of n operands. */
enum status	sentiment_eval(struct sentiment_fit *fit, char *const *path,
		    size_t n, struct buf *err);

#endif
