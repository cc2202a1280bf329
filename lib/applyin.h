#ifndef CRM_APPLYIN_H
#define CRM_APPLYIN_H

#include "apply.h"
#include "memo.h"

/* A map bound to a header: private to bind.c and apply*.c. */
struct bound_col {
	size_t		 cell;		/* number among the bound cells */
	char		*fixed;		/* or NULL: instead of a cell, which
					   is then SIZE_MAX */
	enum ident_kind	 kind;
	struct zone	*zone;		/* named in the header, or NULL */
	enum unit	 unit;
	char		*currency;	/* named in the header, or NULL */
	struct date_column *date;	/* NULL: the order is told, or none */
};

/* A column of numbers: applynumber.c. */
struct number_column {
	size_t			 cell;
	enum rule		 rule;
	enum unit		 unit;
	const struct pattern	*capture;	/* or NULL */
};

struct bound_field {
	const struct map_field	*f;
	struct bound_col	*col;
	size_t			 ncol;
	bool			 plain;		/* a text as it stands */
	struct str		*value;		/* those of f->value */
	struct memo		 values;	/* their numbers, by cell */
};

struct bound_cond {
	const struct map_cond	*c;
	size_t			 cell;	/* SIZE_MAX: no such column */
	struct memo		 met;	/* 1 or 0 */
};

/* Columns that a map gives a value of its own. */
struct constants {
	struct str		 text[REC_N];
	enum record_col		 col[REC_N];
	size_t			 n;
};

struct bound_emit {
	const struct map_emit	*e;
	struct bound_cond	*when;
	struct bound_field	*with;	/* nwith of them */
	bool			 keep[REC_N];	/* columns of the record */
	struct str		 kind, type;	/* p NULL: not said */
	struct constants	 set;
};

struct apply {
	struct apply_opts	 o;
	struct zone		*zone;	/* of the map, or NULL */
	size_t			*want;	/* column of each bound cell */
	size_t			 nwant;
	struct bound_field	*field;
	size_t			 nfield;
	struct bound_emit	*emit;
	struct bound_cond	*drop;
	struct date_column	**date;	/* those of all columns */
	size_t			 ndate;
	bool			 dated;	/* they have been judged */
	/* The numbers of a map that leaves the decimal sign to the file. */
	struct number_column	*number;
	size_t			 nnumber;
	bool			 comma;		/* is the decimal sign */
	bool			 is_point;	/* a number proves the point */
	uint64_t		 comma_line;	/* of one for the comma, or 0 */
	struct str		 comma_text;
	uint64_t		 open_line;	/* of one that both can read */
	struct str		 open_text;
	struct arena		 proof;
	size_t			 group;	/* cell, or SIZE_MAX */
	bool			 stopped;
	struct repeats		 repeats;
	struct apply_counts	 counts;
	struct buf		 norm;	/* scratch */
	struct record		 base;	/* what the fields of a row fill */
	/* Of a record. Not a constant to the compiler, which would put slow
	   string instructions in the place of memset and memcpy. */
	size_t			 wide;
	struct memo		 sources;	/* result: the slug */
	struct constants	 set;
	struct str		 kind;		/* of the map, or empty */
	struct record_checks	 checks;
	bool			 makes_orders;	/* ids and order numbers are
						   one */
	/* --ext: the bound cells from nfed on feed no field. */
	size_t			 nfed;
	struct str		*ext_name;	/* of each of those */
	struct arena		 ext_text;
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
	uint64_t		 damaged[(REC_N + 63) / 64];	/* bits */
	struct applied		*out;		/* the records before this */
	struct record		*order;		/* of this row, or NULL */
	bool			 orders;	/* ids and order numbers are
						   one */
	struct str		 raw;
	struct str		 row_id;	/* once one was needed */
	bool			 by_row;	/* the id of this record is */
};

/* Says why the row gives no record; always false. */
bool		 apply_fail(struct work *w, const char *reason, size_t cell,
		    struct str value);
/*
 * The normalised form of a cell, empty when it stands for nothing; borrowed
 * until the next call.
 */
struct str	 apply_normal(struct apply *a, struct str cell);
/* The text that a column of the map reads. */
struct str	 apply_text(const struct work *w, const struct bound_col *c);
/* One cell into column `to`, by the rule of f, or by that of the column. */
bool		 apply_cell(struct work *w, const struct map_field *f,
		    enum record_col to, const struct bound_col *c);
/* A field into its column, unless that has a value already. */
bool		 apply_field(struct work *w, struct bound_field *bf);
/* The order in which a date of that column is written, as far as known. */
enum date_order	 apply_order(const struct apply *a,
		    const struct map_field *f, const struct bound_col *c);
/* Find the columns for which only their dates can tell it; and forget them. */
void		 apply_dates_open(struct apply *a);
void		 apply_dates_close(struct apply *a);
/* The same for the decimal sign of numbers: does the row ask for it? */
void		 apply_numbers_open(struct apply *a);
void		 apply_numbers_close(struct apply *a);
bool		 apply_numbers_ask(const struct apply *a,
		    const struct str *cell);
/* Give the record its id; own: the map says which, for this record alone. */
void		 apply_id(struct work *w, bool own);
/* Does the record have what its kind and type must have? */
bool		 apply_check(struct work *w);
/* The amount of a record in 1/10000, 0 when there is none. */
int64_t		 apply_amount(const struct record *r);
/* The first bound cell that feeds a column, or SIZE_MAX. */
size_t		 apply_cell_of(const struct apply *a, enum record_col to);
/* Bind the other columns too, if they are asked for; and their object. */
void		 apply_ext_open(struct apply *a);
void		 apply_ext_close(struct apply *a);
void		 apply_ext(struct work *w);
/* How the cell of a column is read. */
struct parse_opts apply_options(const struct apply *a,
		    const struct map_field *f, enum record_col to,
		    const struct bound_col *c);
/* One field of the map, unless its column is filled. */
bool		 apply_field(struct work *w, struct bound_field *bf);
/* Does a row meet a condition? 1 or 0; -1: there is no number to compare. */
int		 apply_meets(struct apply *a, struct bound_cond *bc,
		    const struct str *cell, struct arena *mem);
/* Count the damaged ids met so far; another column may have had the whole. */
void		 apply_settle(struct work *w);
/* All fields of the map, its constants, and the customer's key. */
bool		 apply_fields(struct work *w);

#endif
