#ifndef CRM_RUNSUM_H
#define CRM_RUNSUM_H

#include "diag.h"
#include "io.h"
#include "mem.h"
#include "stamp.h"

/*
 * What a run said about itself: the JSON object that --summary=FILE writes
 * (ledger.c), read back for a report.
 */
struct runsum_count {
	struct str	name;
	int64_t		n;
};

struct runsum_list {
	struct runsum_count	*c;
	size_t			 n;
};

struct runsum {
	const char		*file;		/* as opened, borrowed */
	struct str		 program, version;
	int32_t			 as_of;		/* DAY_NONE: none */
	int64_t			 read, used, filtered, rejected;
	struct runsum_list	 filtered_by, rejected_by, counts;
	struct runsum_list	 inputs;	/* rows of each */
	/* SHA-256 of each input, as text; "" where it was not taken. */
	struct str		*digest;
	struct str		*setting;	/* "bins=5" */
	size_t			 nsetting;
	struct str		*note;
	size_t			 nnote;
	int64_t			 bins;		/* setting of crm-rfm, or 0 */
	struct arena		 text;
};

/*
 * Does the input begin with such an object? It is looked at without taking
 * bytes: an object on one line, or over many, is told from JSON lines.
 */
bool		runsum_ahead(struct io_in *in);
/*
 * Read it. STATUS_OK; STATUS_DATA with *f filled when it is broken or not a
 * summary; STATUS_IO with io_in_error. Free it in each case.
 */
enum status	runsum_read(struct io_in *in, struct runsum *rs,
		    struct fault *f);
void		runsum_free(struct runsum *rs);

#endif
