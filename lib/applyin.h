#ifndef CRM_APPLYIN_H
#define CRM_APPLYIN_H

#include "apply.h"

/* A map bound to a header: private to bind.c, apply.c and applycell.c. */
struct bound_col {
	size_t		 cell;		/* number among the bound cells */
	enum ident_kind	 kind;
	struct zone	*zone;		/* named in the header, or NULL */
	enum unit	 unit;
	char		*currency;	/* named in the header, or NULL */
};

struct bound_field {
	const struct map_field	*f;
	struct bound_col	*col;
	size_t			 ncol;
	/* The cell of the row before and its value: states repeat. */
	struct buf		 last;
	const char		*last_to;	/* NULL: none yet */
};

struct bound_cond {
	const struct map_cond	*c;
	size_t			 cell;	/* SIZE_MAX: no such column */
	struct buf		 last;	/* the cell of the row before */
	int			 last_met;	/* -1: none yet */
};

struct bound_emit {
	const struct map_emit	*e;
	struct bound_cond	*when;
	struct bound_field	*with;	/* nwith of them, each one column */
};

struct apply {
	struct apply_opts	 o;
	size_t			*want;	/* column of each bound cell */
	size_t			 nwant;
	struct bound_field	*field;
	size_t			 nfield;
	struct bound_emit	*emit;
	struct bound_cond	*drop;
	size_t			 group;	/* cell, or SIZE_MAX */
	bool			 stopped;
	struct repeats		 repeats;
	struct apply_counts	 counts;
	struct buf		 norm;	/* scratch */
	struct str		 set[REC_N];	/* constants of the map */
	enum record_col		 set_col[REC_N];
	size_t			 nset;
};

/* A row at work. */
struct work {
	struct apply		*a;
	const struct str	*cell;
	struct arena		*mem;
	struct record		*rec;
	struct apply_fault	*f;
	struct str		 currency;	/* named in a header */
	struct str		 approx;	/* columns so far */
	bool			 masked;
	bool			 made_id;	/* not the export's own */
};

/* Says why the row gives no record; always false. */
bool		 apply_fail(struct work *w, const char *reason, size_t cell,
		    struct str value);
/*
 * The normalised form of a cell, empty when it stands for nothing; borrowed
 * until the next call.
 */
struct str	 apply_normal(struct apply *a, struct str cell);
/* One cell into column `to`, by the rule of f, or by that of the column. */
bool		 apply_cell(struct work *w, const struct map_field *f,
		    enum record_col to, const struct bound_col *c);
/* All fields of the map, its constants, and the customer's key. */
bool		 apply_fields(struct work *w);

#endif
