#ifndef CRM_REC_H
#define CRM_REC_H

#include "rows.h"

/* Binding columns by name. */
struct rec_col {
	const char	*name;		/* canonical name */
	bool		 required;
};

/* --columns user_id=客户ID,time=日期 */
struct rec_alias {
	struct str	 name;		/* canonical */
	struct str	 header;	/* in the file */
};
struct rec_aliases {
	struct rec_alias *a;
	size_t		 n;
};

/*
 * Parse --columns. A header name with a comma or a quote in it is quoted as a
 * CSV field: time="Paid, at". A mistake, a name not in cols (with the nearest)
 * or one given twice exits with status 2. text NULL gives no aliases.
 */
void	rec_aliases(struct rec_aliases *out, const char *text,
	    const struct rec_col *cols, size_t ncol);
void	rec_aliases_free(struct rec_aliases *al);

/*
 * Find the columns in the header of r: col[i] becomes the index of cols[i] or
 * SIZE_MAX, and rows_bind is called with them. A required or aliased column
 * that is not there, or one that is there twice, fills *f (reason, field,
 * detail with the nearest name) and returns false: exit with status 2. For
 * JSON lines "there" means in the first 1,000 records.
 */
bool	rec_bind(struct rows *r, const struct rec_col *cols, size_t ncol,
	    const struct rec_aliases *al, size_t *col, struct fault *f);

/* The same without rows_bind. */
bool	rec_find(const struct rows *r, const struct rec_col *cols, size_t ncol,
	    const struct rec_aliases *al, size_t *col, struct fault *f);
/* *f: there is no column called `name` in the file; the nearest one. */
void	rec_missing(const struct str *header, size_t n, struct str name,
	    struct fault *f);
/* What the column `name` is called in the file. */
struct str	rec_header(const struct rec_aliases *al, const char *name);

#endif
