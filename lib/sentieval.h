#ifndef CRM_SENTIEVAL_H
#define CRM_SENTIEVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "labels.h"

/* How well a model does on labelled rows, by file and over all of them. */
struct sentieval;

#define EVAL_BINS	15	/* of equal mass, by confidence */

/*
 * Shares of 1; a value that no row defines is -1. Polarity leaves rows that
 * are labelled neutral out and asks for the sign alone. accuracy and f1 are of
 * the sentiment given, over the classes that the file has labels of. ece is
 * the mean over EVAL_BINS bins, weighted by rows, of |mean probability - share
 * right|: of the sign for polarity_ece (max(p, 1-p), rows not neutral), of the
 * sentiment for ece (confidence, all rows).
 */
struct eval_figures {
	const char	*name;		/* of the file; "all", "mean" */
	bool		 three;		/* has neutral rows */
	uint64_t	 rows;
	uint64_t	 polar;		/* rows that are not neutral */
	double		 polarity;
	double		 polarity_ece;
	double		 accuracy;
	double		 f1;		/* macro */
	double		 ece;
	/* [label + 1][sentiment + 1] */
	uint64_t	 confusion[3][3];
};

struct sentieval *sentieval_new(void);
/* Rows from here on are of this file; name is copied. */
void		sentieval_file(struct sentieval *e, const char *name);
void		sentieval_add(struct sentieval *e, enum label label,
		    const struct verdict *v);
/* Files given. After this no row may be added. */
size_t		sentieval_files(struct sentieval *e);
/* Of file i; i = sentieval_files(): "all", every row in one heap. */
void		sentieval_figures(struct sentieval *e, size_t i,
		    struct eval_figures *f);
void		sentieval_free(struct sentieval *e);

#endif
