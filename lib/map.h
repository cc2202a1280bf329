#ifndef CRM_MAP_H
#define CRM_MAP_H

#include "pattern.h"
#include "record.h"
#include "zone.h"

/*
 * A map says how the rows of one export become records. It is a JSON file; in
 * every object a key "note" is for people.
 *
 * {
 *  "crm_map": 1,              the version of this format
 *  "name": "shopify-orders",  a slug
 *  "kind": "event",           event, profile, content or spend; may be left
 *                             out when a field fills kind
 *  "match": {"require": [P, ...]}
 *                             header patterns that must all be there. Of
 *                             several maps the one with most of them wins.
 *  "dialect": {
 *    "encoding": "auto",      or a name of iconv (for --map)
 *    "delimiter": "auto",     or one of , ; | and TAB
 *    "header": "auto",        or the number of the line where it begins
 *    "comment": null,         rows that begin with this text are filtered
 *    "stop": null},           pattern: the first row whose first cell fits,
 *                             and all that follow, are filtered
 *  "drop": {P: C, ...},       rows of which a cell meets a condition are
 *                             filtered
 *  "zone": "Asia/Shanghai",   zone of times that are written without one
 *  "country_code": "86",      of phone numbers that are written without one
 *  "identical": "keep",       rows without an id: "keep" counts identical
 *                             rows as records of their own, "drop" as one
 *  "set": {COL: text, ...},   constants for columns that no field has filled
 *  "group": {"by": P, "take": "first-nonempty"},
 *                             consecutive rows with one key are one record
 *  "fields": [F, ...],
 *  "emit": [E, ...]           the records of a row; left out: one, whose type
 *                             a field fills
 * }
 *
 * P is a PCRE2 pattern for a whole header name after NFKC, case fold and trim;
 * case does not matter. C is a condition on a cell: ">0", ">=N", "<N", "<=N",
 * "=N" compare it as a number, anything else is a pattern for the whole
 * normalised cell.
 *
 * F: {
 *  "from": P or [P, ...],     the first cell that is not empty, in the order
 *                             of the list, then of the header. Named groups
 *                             of P feed the value: currency, tz (a zone),
 *                             unit (分, 万元, minutes, hours)
 *  "to": COL,                 a canonical column. Of several entries for one
 *                             column the first that gives a value counts; an
 *                             entry whose columns are not there is passed over
 *  "rule": "money",           see parse.h; left out: that of the column
 *  "kinds": [K, ...],         user_id: what each pattern of "from" holds:
 *                             email, phone, platform, nick, hash
 *  "formats": [T, ...],       rule time: see clock.h; left out: "any"
 *  "values": {P: text, ...},  the value is the text of the first pattern that
 *                             fits the normalised cell, "" being the empty
 *                             one; a cell that none fits rejects the row
 *  "capture": "(\\d+)",       the part of the cell to use: group 1
 *  "take": "first-nonempty"}  in a group: or "sum", "list" (joined by ;)
 *
 * E: {
 *  "type": "refund",
 *  "when": {P: C, ...},       all of them; left out: always
 *  "with": {COL: P, ...}}     columns that are filled from others, by the
 *                             rule of the field for that column
 */
enum map_take { TAKE_FIRST, TAKE_SUM, TAKE_LIST };

struct map_value {
	struct pattern	 cell;
	char		*to;
};

struct map_field {
	enum record_col	  to;
	enum rule	  rule;
	struct pattern	 *from;
	size_t		  nfrom;
	char		**kind;		/* nfrom of them, or NULL */
	char		**format;	/* ends in NULL, or NULL */
	struct map_value *value;
	size_t		  nvalue;
	struct pattern	 *capture;	/* or NULL */
	enum map_take	  take;
};

enum map_compare { CMP_PATTERN, CMP_GT, CMP_GE, CMP_LT, CMP_LE, CMP_EQ };

struct map_cond {
	struct pattern	 column;
	enum map_compare how;
	int64_t		 money;		/* in 1/10000 */
	struct pattern	 cell;
};

struct map_with {
	enum record_col	 to;
	struct pattern	 column;
};

struct map_emit {
	char		*type;
	struct map_cond	*when;
	size_t		 nwhen;
	struct map_with	*with;
	size_t		 nwith;
};

struct map {
	char		 *name;
	char		 *kind;		/* or NULL: a field fills it */
	bool		  unique;	/* a column that is there twice is an
					   error: map_declare */
	struct pattern	 *require;
	size_t		  nrequire;
	char		 *encoding;	/* or NULL: auto */
	char		  delimiter;	/* or 0: auto */
	uint64_t	  header;	/* line, or 0: auto */
	char		 *comment;	/* or NULL */
	struct pattern	 *stop;		/* or NULL */
	struct map_cond	 *drop;
	size_t		  ndrop;
	char		 *zone_name;	/* or NULL */
	struct zone	 *zone;
	char		 *country_code;	/* or NULL */
	bool		  drop_identical;
	char		 *set[REC_N];	/* or NULL */
	struct pattern	 *group;	/* or NULL */
	struct map_field *field;
	size_t		  nfield;
	struct map_emit	 *emit;
	size_t		  nemit;
};

/*
 * Load a map from JSON text. NULL with one line in err to stand behind the
 * file's name: ":3:14: ..." or ": fields[3].rule: ...".
 */
struct map	*map_load(struct str json, struct buf *err);
/*
 * The map of "--as=TYPE --columns name=header,...": the columns that are named
 * by their headers, each read by its own rule. NULL with one line in err.
 */
struct map_column {
	struct str	name;		/* canonical */
	struct str	header;
};
struct map	*map_declare(const char *type, const struct map_column *col,
		    size_t n, struct buf *err);
void		 map_free(struct map *m);
/* The field of the map for a column, the first of several, or NULL. */
const struct map_field *map_field(const struct map *m, enum record_col to);

/* The compiled-in maps, sorted by name, and maps added to them. */
struct maps {
	struct map	**m;
	size_t		  n;
};

/* A mistake in a compiled-in map is a bug: it returns false with err. */
bool		 maps_builtin(struct maps *ms, struct buf *err);
struct map	*maps_find(const struct maps *ms, const char *name);
void		 maps_free(struct maps *ms);
/* The JSON text of a compiled-in map; p is NULL when there is none. */
struct str	 maps_text(const char *name);

#endif
