#ifndef CRM_APPLY_H
#define CRM_APPLY_H

#include "dedup.h"
#include "ident.h"
#include "match.h"

/*
 * A map applied to the rows of one table: bound to its header once, then row
 * by row cells become records.
 */
struct apply_opts {
	const struct map	*map;
	const struct header	*header;
	const struct ident	*ident;
	const struct zone	*assume;	/* --assume-tz, or NULL */
	enum date_order		 order;
	struct str		 account;	/* when the export has none */
	bool			 sorted;	/* see repeats_open: !all */
	bool			 several;	/* operands: fill minute */
};

/* What was noticed, for the summary. */
struct apply_counts {
	uint64_t	masked;		/* customers behind a placeholder */
	uint64_t	damaged;	/* ids that a spreadsheet has damaged */
	uint64_t	unzoned;	/* times written without any zone */
	uint64_t	odd;		/* local times that are ambiguous */
	uint64_t	estimated;	/* times that are not in the export */
	uint64_t	rounded;	/* numbers whose noise was rounded */
	uint64_t	approx;		/* counts that are a lower bound */
};

/* The records of a row; they live in the arena given and the cells. */
struct applied {
	struct record	*rec;
	size_t		 n;
	bool		 own_id;	/* the ids are the export's */
	int64_t		 minute;	/* see dedup_record */
};

/* Why a row gives none: reason is static. cell: bound, or SIZE_MAX. */
struct apply_fault {
	const char	*reason;
	size_t		 cell;
	struct str	 field;
	struct str	 value;
};

struct apply;

/* What is in the options is borrowed until close, the header too. */
struct apply	*apply_open(const struct apply_opts *o);
void		 apply_close(struct apply *a);
/* The columns of the header that are used, for rows_bind. */
const size_t	*apply_columns(const struct apply *a, size_t *n);
/* The canonical columns that the records can fill. */
void		 apply_fills(const struct apply *a, bool fills[REC_N]);
/*
 * The columns of the header that feed a canonical one, in the order in which
 * they are looked at; column has room for all of them. Returns their number.
 */
size_t		 apply_sources(const struct apply *a, enum record_col to,
		    size_t *column);
/* True when a column of the header names the customer. */
bool		 apply_knows_user(const struct apply *a);
/* The bound cell of the key by which rows are grouped, or SIZE_MAX. */
size_t		 apply_group(const struct apply *a);
/* How a bound cell is taken in a group; *strict: two values are an error. */
enum map_take	 apply_take(const struct apply *a, size_t cell, bool *strict);
/*
 * Why the map leaves this row out, or NULL; static text. cell is NULL for a
 * row that cannot be read: it may still be a comment, or the end of the table.
 */
const char	*apply_filter(struct apply *a, const struct str *cell,
		    struct str raw, char delimiter);
/* False with *f when the row is to be rejected. */
bool		 apply_row(struct apply *a, const struct str *cell,
		    struct str raw, struct arena *mem, struct applied *out,
		    struct apply_fault *f);
const struct apply_counts *apply_counts(const struct apply *a);

#endif
