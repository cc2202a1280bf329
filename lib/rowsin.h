#ifndef CRM_ROWSIN_H
#define CRM_ROWSIN_H

#include "mem.h"
#include "rowline.h"
#include "rows.h"
#include "window.h"

/*
 * What the readers behind rows.h share: private to rows.c, csvin.c, jsonin.c
 * and readers to come.
 */
struct rows {
	enum rows_format	 format;
	struct window		 w;
	struct str		*name;		/* header */
	size_t			 nname;
	size_t			*want;		/* bound columns */
	size_t			 nwant;
	/* Those of them that the header has; the cells of the others are empty
	   from the start. */
	struct rows_pick {
		uint32_t	cell;	/* number of the bound cell */
		uint32_t	col;	/* column of the header */
	} *pick;
	size_t			 npick;
	bool			 raw;
	bool			 flat;
	bool			 by_record;
	const struct str	*expect;
	size_t			 nexpect;
	struct rowline		 lines;
	uint64_t		 line;		/* of the record at w.start */
	struct row		*row;		/* ROWS_BATCH of them */
	struct str		*cell;		/* nwant for each row */
	struct arena		 batch;		/* until the next batch */
	struct arena		 keep;		/* until close */
	struct csvin		*csv;
	struct jsonin		*json;
};

/* Make row a bad one, its fault in the arena; the caller sets raw and line. */
struct fault	*rows_bad(struct rows *r, struct row *row, const char *reason);
/* Give fault f the field name of column `col` of the header. */
void		 rows_field(const struct rows *r, struct fault *f, size_t col);

struct csvin	*csvin_open(struct rows *r, char delimiter);
/* The header record into r->name. */
enum status	 csvin_header(struct rows *r, struct fault *f);
int		 csvin_next(struct rows *r, struct batch *b);
void		 csvin_locate(const struct rows *r, const struct row *row,
		    size_t col, uint64_t *line, uint64_t *column);
void		 csvin_close(struct csvin *c);

struct jsonin	*jsonin_open(struct rows *r);
/* The keys of the first records into r->name, without taking them. */
enum status	 jsonin_header(struct rows *r, struct fault *f);
int		 jsonin_next(struct rows *r, struct batch *b);
void		 jsonin_locate(const struct rows *r, const struct row *row,
		    size_t col, uint64_t *line, uint64_t *column);
void		 jsonin_close(struct jsonin *j);

void		 textin_header(struct rows *r);
int		 textin_next(struct rows *r, struct batch *b);

#endif
