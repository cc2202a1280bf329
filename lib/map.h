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
 *  "match": {
 *    "require": [P, ...],     header patterns that must all be there. Of
 *                             several maps the one with most of them wins.
 *    "forbid": [P, ...],      header patterns that must not be there
 *    "cells": {NAME: C, ...}},
 *                             a file without a header row: what the first rows
 *                             meet, by the names of "columns"
 *  "dialect": {
 *    "encoding": "auto",      or a name of iconv (for --map)
 *    "delimiter": "auto",     or one of , ; | and TAB
 *    "header": "auto",        or the number of the line where it begins, or
 *                             "none": the file has no header row
 *    "columns": [NAME, ...],  the names of the columns of such a file; it has
 *                             that many cells a row. Without "cells" the map
 *                             is only used by --map.
 *    "ragged": "pad",         rows with fewer cells than the header have the
 *                             last ones empty, and empty cells beyond it are
 *                             nothing; "join-last": also, other cells beyond
 *                             it belong to the last one. Left out: such rows
 *                             are rejected.
 *    "append": [NAME, ...],   columns that later versions of a tool have put
 *                             behind the last one, which is the first of the
 *                             list: rows may end behind any of them, because
 *                             such tools go on writing to an old file
 *    "tables": P,             the file holds several tables. A row whose first
 *                             cell fits P ends one. The next row that does not
 *                             is the header of another (or that row itself,
 *                             when it has several cells and no figures). It is
 *                             read by the map that fits it, of those with
 *                             "tables" and the same source; if none does, its
 *                             rows are filtered.
 *    "decimal": ".",          or ",": numbers are written 12.400,5; or "auto":
 *                             so they are if one of them cannot be read else
 *                             and none has to be read with a point
 *    "rows": "/data/list",    a JSON document: where the array of rows is (JSON
 *                             Pointer); left out: the document itself, or the
 *                             only array of objects at its top
 *    "mend": "latin1",        texts are UTF-8 that was taken for Latin-1, as
 *                             Meta writes them: mend those that are
 *    "sheet": P,              xlsx: the name of the sheet
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
 *                             consecutive rows with one key are one record.
 *                             "take": "add": each row is a line with money of
 *                             its own, see lines.h
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
 *  "before": "Start: (\\d+)", instead of "from": the lines before the header
 *                             are searched, and every row has what group 1
 *                             found there
 *  "to": COL,                 a canonical column. Of several entries for one
 *                             column the first that gives a value counts; an
 *                             entry whose columns are not there is passed over
 *  "rule": "money",           see parse.h; left out: that of the column
 *  "kinds": [K, ...],         user_id: what each pattern of "from" holds:
 *                             email, phone, platform, nick, hash
 *  "formats": [T, ...],       rule time: see clock.h; left out: "any"
 *  "order": "dmy",            rule time: or "mdy", "ymd": how 02/01/2024 and
 *                             24/01/02 are meant, unless the dates of the
 *                             column prove another; --date-order overrides it
 *  "unit": "minutes",         as the group unit of a pattern, for headers that
 *                             do not say it: 分, 万元, minutes, hours, ms
 *  "values": {P: text, ...},  the value is the text of the first pattern that
 *                             fits the normalised cell, "" being the empty
 *                             one; a cell that none fits rejects the row. The
 *                             pattern "*" is every cell that is not empty and
 *                             that no other fits; the text "*" is the cell.
 *  "capture": "(\\d+)",       the part of the cell to use: group 1
 *  "join": " ",               rule text: all cells of "from" that are not
 *                             empty, with this text between them
 *  "suffix": "/refund",       rules id and text: this text behind the value
 *  "take": "first-nonempty"}  in a group: or "sum", "list" (joined by ;)
 *
 * E: {
 *  "kind": "content",         left out: the kind of the map
 *  "type": "refund",          of an event, which cannot do without
 *  "when": {P: C, ...},       all of them; left out: always
 *  "with": {COL: P, ...},     or [P, ...], the first that is not empty: columns
 *                             that are filled from others, by the rule of the
 *                             field for that column; or an object {"from":
 *                             ...} that is a field of its own, without "to"
 *  "set": {COL: text, ...},   constants of this record
 *  "only": [COL, ...]}        the record has only these columns, those of
 *                             "with" and of both "set", kind, source and
 *                             account; left out: all that the fields fill
 *
 * Ids: what a field or "with" fills into id; another event of the same row is
 * ID/TYPE, a refund of an order that has no id of its own ORDER/refund. When
 * there is none: of an order its number; of content content_id, with the
 * period where there is one, else a hash of url, or of title, published_at and
 * author; of a profile user_id; of spend a hash of campaign, ad, channel and
 * period; else a hash of the row. Of identical hashes in a file the second
 * gets -2, unless "identical" is "drop".
 */
/* Rows that are not as wide as the header. */
enum map_ragged { RAGGED_NO, RAGGED_PAD, RAGGED_JOIN };

enum map_take { TAKE_FIRST, TAKE_SUM, TAKE_LIST };

struct map_value {
	struct pattern	 cell;		/* not open: every other cell */
	char		*to;		/* NULL: the cell itself */
};

struct map_field {
	enum record_col	  to;
	enum rule	  rule;
	struct pattern	 *from;
	size_t		  nfrom;
	struct pattern	 *before;	/* or NULL; then there is no from */
	char		**kind;		/* nfrom of them, or NULL */
	char		**format;	/* ends in NULL, or NULL */
	enum date_order	  order;	/* or DATE_UNKNOWN */
	enum unit	  unit;
	struct map_value *value;
	size_t		  nvalue;
	struct pattern	 *capture;	/* or NULL */
	char		 *join;		/* or NULL */
	char		 *suffix;	/* or NULL */
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
	struct map_field *own;		/* or NULL: that of the map */
	struct pattern	*column;
	size_t		 ncolumn;
};

struct map_emit {
	char		*kind;		/* or NULL: that of the map */
	char		*type;		/* or NULL: no event */
	struct map_cond	*when;
	size_t		 nwhen;
	struct map_with	*with;
	size_t		 nwith;
	char		*set[REC_N];	/* or NULL */
	bool		*only;		/* REC_N of them, or NULL: all */
};

struct map {
	struct str	  rest;		/* of a head: all of its text; p NULL:
					   loaded completely */
	char		 *name;
	char		 *kind;		/* or NULL: a field fills it */
	bool		  unique;	/* a column that is there twice is an
					   error: map_declare */
	struct pattern	 *require;
	size_t		  nrequire;
	struct pattern	 *forbid;
	size_t		  nforbid;
	struct map_cond	 *cells;	/* columns are among those below */
	size_t		  ncells;
	char		 *encoding;	/* or NULL: auto */
	char		  delimiter;	/* or 0: auto */
	uint64_t	  header;	/* line, or 0: auto */
	char		**column;	/* names where there is no header row */
	size_t		  ncolumn;
	bool		  comma;	/* is the decimal point */
	bool		  decimal_auto;	/* the file tells */
	enum map_ragged	  ragged;
	char		**append;	/* nappend of them, or NULL */
	size_t		  nappend;
	struct pattern	 *tables;	/* between tables, or NULL: one */
	char		 *rows;		/* JSON Pointer, or NULL */
	bool		  mend;		/* see mend.h */
	struct pattern	 *sheet;	/* or NULL */
	char		 *comment;	/* or NULL */
	struct pattern	 *stop;		/* or NULL */
	struct map_cond	 *drop;
	size_t		  ndrop;
	char		 *zone_name;	/* or NULL */
	char		 *country_code;	/* or NULL */
	bool		  drop_identical;
	char		 *set[REC_N];	/* or NULL */
	struct pattern	 *group;	/* or NULL */
	bool		  group_add;	/* its rows are lines */
	struct map_field *field;
	size_t		  nfield;
	struct map_emit	 *emit;
	size_t		  nemit;
};

/*
 * Load a map from JSON text. NULL with one line in err to stand behind the
 * file's name: ":3:14: ..." or ":9:30: fields[3].rule: ...".
 */
struct map	*map_load(struct str json, struct buf *err);
/* The same for a map that map_load has taken before: patterns wait. */
struct map	*map_load_builtin(struct str json, struct buf *err);
/*
 * Built-in maps begin as heads: name, kind, match, dialect, zone and set. Load
 * the others; match_choose, loose_choose and mapset_open have done it.
 */
void		 map_complete(struct map *m);
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
/* What people call the record: its type, else its kind, else "record". */
const char	*map_emit_name(const struct map *m, const struct map_emit *e);

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
