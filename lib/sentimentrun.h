#ifndef CRM_SENTIMENTRUN_H
#define CRM_SENTIMENTRUN_H

#include "ledger.h"
#include "rec.h"
#include "sentiment.h"
#include "tabout.h"

/* Tables through crm-sentiment: each row with what its text says. */
struct sentiment_run {
	const struct sentiment_by *by;
	const struct rec_aliases *alias;
	const char		*output;
	enum rows_format	 in;
	/* The output has the format of the first operand, or this one. */
	bool			 any;
	enum tab_format		 format;
	bool			 alert_only, explain, thread;
	const char		*id;		/* --explain=ID, or NULL */
	bool			 digest;
	struct ledger		*ledger;
	/* Rows whose most severe hit is this one. */
	uint64_t		 severe[SEVERITY_ALERT + 1];
	bool			 stop;		/* --strict has ended the run */
};

/* The columns that are read, for rec_aliases. */
enum { SENTIMENT_TEXT, SENTIMENT_ID, SENTIMENT_NEED };
extern const struct rec_col	sentiment_need[SENTIMENT_NEED];

/* Read n operands and write; STATUS_OK, or a line in err. */
enum status	sentiment_run(struct sentiment_run *run, char *const *path,
		    size_t n, struct buf *err);

#endif
