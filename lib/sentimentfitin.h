#ifndef CRM_SENTIMENTFITIN_H
#define CRM_SENTIMENTFITIN_H

#include "input.h"
#include "labels.h"
#include "sentimentfit.h"

/* Where labelled rows go: shared by training and evaluation, private. */
struct fit_sink {
	void	(*file)(void *ctx, const char *name);
	void	(*row)(void *ctx, const struct symbols *s, enum label label,
		    double weight);
	/* Behind the last row of a file; NULL: nothing. */
	void	(*end)(void *ctx, const char *sha256);
	struct symbols *symbols;
	void	*ctx;
	size_t	need;		/* columns: FIT_NEED, or without the weight */
};

void	fit_read(struct sentiment_fit *fit, const struct fit_sink *to,
	    char *const *path, size_t n);

#endif
