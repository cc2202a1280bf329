#ifndef CRM_SENTIMENTFITIN_H
#define CRM_SENTIMENTFITIN_H

#include "input.h"
#include "labels.h"
#include "sentimentfit.h"

/* Where labelled rows go: shared by training and evaluation, private. */
struct fit_sink {
	void	(*file)(void *ctx, const char *name);
	void	(*row)(void *ctx, const struct symbols *s, struct labels says);
	/* Behind the last row of a file; NULL: nothing. */
	void	(*end)(void *ctx, const char *sha256);
	struct symbols *symbols;
	void	*ctx;
	bool	train;		/* read alert and weight too */
};

void	fit_read(struct sentiment_fit *fit, const struct fit_sink *to,
	    char *const *path, size_t n);

#endif
