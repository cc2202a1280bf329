#ifndef CRM_APPLY_H
#define CRM_APPLY_H

#include "dateorder.h"
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
	struct str		 before;	/* text before the header */
	struct str		 account;	/* when the export has none */
	bool			 sorted;	/* see repeats_open: !all */
	bool			 several;	/* operands: fill minute */
	bool			 ext;		/* keep the other columns */
};

/* What was noticed, for the summary. */
struct apply_counts {
	uint64_t	masked;		/* customers behind a placeholder */
	uint64_t	damaged;	/* ids that a spreadsheet has damaged */
	uint64_t	recovered;	/* of those, found elsewhere */
	uint64_t	longs;		/* ids of more than 15 digits */
	uint64_t	cut;		/* of those, with 0 behind the 15th */
	uint64_t	zeros;		/* these 0 */
	uint64_t	topics;		/* that are no path of four levels */
	uint64_t	unzoned;	/* times written without any zone */
	uint64_t	odd;		/* local times that are ambiguous */
	uint64_t	estimated;	/* times that are not in the export */
	uint64_t	rounded;	/* numbers whose noise was rounded */
	uint64_t	approx;		/* counts that are a lower bound */
};

/*
 * The records of a row. Their texts live in the arena given, in the cells and
 * in the map; they themselves where applied_open says.
 */
struct applied {
	struct record	*rec;
	size_t		 n;
	bool		 own_id;	/* the row has an id of the export */
	bool		*own;		/* of each record: it has that id, and
					   is an event */
	/* Of each: an event whose id is the hash of its row and the number of
	   that among equal ones, which no other row has; NULL: none is. */
	bool		*unique;
	int64_t		 minute;	/* see dedup_record */
	/* By the caller: apply_hash of the row, or NULL. */
	const struct hash128 *row;
};

/* Why a row gives none: reason is static. cell: bound, or SIZE_MAX. */
struct apply_fault {
	const char	*reason;
	size_t		 cell;
	struct str	 field;
	struct str	 value;
	/* Not NULL: only the other dates of its column could tell. */
	const struct date_column *date;
};

struct apply;

/* What is in the options is borrowed until close, the header too. */
struct apply	*apply_open(const struct apply_opts *o);
void		 apply_close(struct apply *a);
/* The columns of the header that are used, for rows_bind. */
const size_t	*apply_columns(const struct apply *a, size_t *n);
/* How many of them, from the first on, feed a field or a condition. */
size_t		 apply_fed(const struct apply *a);
/* The canonical columns that the records can fill. */
void		 apply_fills(const struct apply *a, bool fills[REC_N]);
/* The same of a map whose header is not known yet: at most these. */
void		 apply_could_fill(const struct map *m, bool fills[REC_N]);
/* False when there should be customers and no column names them. */
bool		 apply_knows_user(const struct apply *a);
/* The bound cell of the key by which rows are grouped, or SIZE_MAX. */
size_t		 apply_group(const struct apply *a);
/* Are the rows of a group lines with money of their own (lines.h)? */
bool		 apply_adds(const struct apply *a);
/* How a bound cell is taken in a group; *strict: two values are an error. */
enum map_take	 apply_take(const struct apply *a, size_t cell, bool *strict);
/*
 * Why the map leaves this row out, or NULL; static text. cell is NULL for a
 * row that cannot be read: it may still be a comment, or the end of the table.
 */
const char	*apply_filter(struct apply *a, const struct str *cell,
		    struct str raw, char delimiter);
/*
 * Room for the records of one row, which is used again for the next. A record
 * is wide: what is on its way in numbers is better packed.
 */
void		 applied_open(struct applied *out, const struct apply *a,
		    struct arena *mem);
/*
 * Are ids made from the hash of the whole row? Then it may be told with each
 * row, and expected: that asks for the memory that its id will need.
 */
bool		 apply_hashes(const struct apply *a);
struct hash128	 apply_hash(struct str raw);
void		 apply_expect(const struct apply *a, struct hash128 row);
/* False with *f when the row is to be rejected. */
bool		 apply_row(struct apply *a, const struct str *cell,
		    struct str raw, struct arena *mem, struct applied *out,
		    struct apply_fault *f);
/*
 * A date or a number in the row is one for which all of its column has to be
 * looked at first: take the columns one by one (NULL after the last), add the
 * dates of all rows, judge each, and say so.
 */
bool		 apply_may_judge(const struct apply *a);
bool		 apply_must_judge(const struct apply *a,
		    const struct str *cell);
struct date_column *apply_date(const struct apply *a, size_t i);
/*
 * The same for the decimal sign, where the map leaves it to the file: add the
 * cells of all rows, then judge; what was found is added to note, a line.
 */
void		 apply_numbers_add(struct apply *a, const struct str *cell,
		    uint64_t line);
void		 apply_numbers_judge(struct apply *a, struct buf *note);
/* What it has come to, or nothing where no number was for the comma. */
void		 apply_numbers_note(const struct apply *a, struct buf *note);
void		 apply_judged(struct apply *a);
/* Do numbers have a comma for the decimals, as far as known? */
bool		 apply_comma(const struct apply *a);
const struct apply_counts *apply_counts(const struct apply *a);

#endif
