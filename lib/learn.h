#ifndef CRM_LEARN_H
#define CRM_LEARN_H

#include "diag.h"
#include "labels.h"
#include "model.h"

struct lexicon;
struct symbols;

/*
 * Training: rows are given file by file (a file is a domain), the model comes
 * out. The same rows in the same order give the same bytes, on every machine
 * and with any number of threads.
 */
struct learn;

#define LEARN_WEIGHT_MIN	0.01
#define LEARN_WEIGHT_MAX	100

struct learn_options {
	const struct lexicon	*lexicon;	/* borrowed */
	const struct model	*base;		/* NULL: a model of its own */
	uint64_t		 seed;
	unsigned		 threads;	/* 1 or 2 */
};

/* What a delta is worth: rows that were held back from a first fit. */
struct learn_held {
	uint64_t	rows;
	uint64_t	right;		/* with the new model */
	uint64_t	baseright;	/* with the base alone */
};

struct learn	*learn_new(const struct learn_options *o);
/* Rows from here on are of this file. digest: for the manifest, may be "". */
void		learn_file(struct learn *l, const char *name);
/* Its weight is LEARN_WEIGHT_MIN to LEARN_WEIGHT_MAX. */
void		learn_add(struct learn *l, const struct symbols *s,
		    struct labels says);
/* NULL and *weight, 1 of an empty cell; or why the cell is no weight. */
const char	*learn_weight(struct str cell, double *weight);
/* The digest of the file given last, for the manifest: known at its end. */
void		learn_digest(struct learn *l, const char *sha256);
/*
 * Fit. STATUS_OK and *m, which the caller frees; STATUS_DATA with a line in err
 * when the rows do not do: none, one class alone, or of more files than a
 * model can name. held may be NULL; it is set with a base only.
 */
enum status	learn_fit(struct learn *l, struct model **m,
		    struct learn_held *held, struct buf *err);
void		learn_free(struct learn *l);

#endif
