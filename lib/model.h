#ifndef CRM_MODEL_H
#define CRM_MODEL_H

#include <stdint.h>

#include "diag.h"

/*
 * A sentiment model: a table of int8 weights for two heads, side by side in a
 * cell of a hashed feature, what turns its sums into probabilities, and, if it
 * was taught alarms, weights of a third head. Little-endian on every machine.
 */
struct model;

/* What the model was made with; a model of other digests is refused. */
struct model_ground {
	uint64_t	symbols;	/* digest of the symbol table */
	uint64_t	lexicon;	/* digest of the lexicon's data */
};

/*
 * Read a model. A delta model holds the sum of its base and what was learned,
 * so one file is enough. STATUS_OK, or a line in err: STATUS_USAGE for a file
 * that is no model or does not fit, STATUS_IO when it cannot be read.
 */
enum status	model_load(struct model **m, const char *path,
		    const struct model_ground *g, struct buf *err);
/*
 * The model of the installation: below $CRMKIT_DATA, else PREFIX/share/crmkit,
 * else the tree's own lib/data/model. As model_load.
 */
enum status	model_default(struct model **m,
		    const struct model_ground *g, struct buf *err);
/* The file's bytes, the same for the same model. */
void		model_write(const struct model *m, struct buf *out);
/* Its manifest: lines "key value". Borrowed. */
struct str	model_manifest(const struct model *m);
/* SHA-256 of the file's bytes as hex digits. Borrowed. */
const char	*model_digest(const struct model *m);
void		model_free(struct model *m);

#endif
