#ifndef CRM_DRAFTIN_H
#define CRM_DRAFTIN_H

#include "draft.h"

/* A drafted map being written: private to draftout.c and draftnote.c. */
struct page {
	struct buf		*out;
	const struct draft	*d;
	struct str		 file;		/* name of the export */
	const char		*currency;	/* by its sign, or NULL */
	bool			 china;		/* headers are Chinese */
	size_t			 nnote;		/* notes written */
};

/* What the signs of currency and the script of the headers say. */
bool		 draft_is_chinese(const struct draft *d);
const char	*draft_currency(const struct draft *d);
/* Does a header end in a code of currency: "total (eur)"? */
bool		 draft_names_currency(const struct draft *d, size_t col);
/* The notes at the top of the map. */
void		 draft_notes(struct page *p);

#endif
