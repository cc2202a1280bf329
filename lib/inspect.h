#ifndef CRM_INSPECT_H
#define CRM_INSPECT_H

#include "detect.h"

/*
 * What crm-ingest answers instead of converting: --detect, --explain ROW and
 * --draft-map FILE over operands whose path and account are set.
 */
struct inspect {
	const char	*draft_map;	/* or NULL */
	int64_t		 explain;	/* line of a row, 0: no */
	bool		 all;		/* --detect: about all operands */
	bool		 ext;		/* --ext */
	const char	*output;	/* -o, or NULL */
	struct detect_opts detect;
	struct intake	*t;
	size_t		 n;
};

/* --show: into the file, or NULL for standard output. As mapset_show. */
enum status	inspect_show(const char *what, const char *output,
		    struct buf *err);
/*
 * The worst status of the operands; what is wrong, if it is not in the answer
 * itself, in err. Closes the operands.
 */
enum status	inspect_run(struct inspect *in, struct buf *err);

#endif
