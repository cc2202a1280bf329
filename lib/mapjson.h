#ifndef CRM_MAPJSON_H
#define CRM_MAPJSON_H

#include <jansson.h>

#include "map.h"

/*
 * Reading the JSON of a map file: private to mapload.c and the files named
 * below. The first mistake is kept as ":7:12: fields[3].rule: what is wrong";
 * what comes after it does no harm and means nothing.
 */
struct load {
	struct str	 json;		/* all of it, to find places */
	struct buf	 path;		/* of the value at hand */
	struct buf	*err;
	bool		 failed;
	bool		 builtin;	/* checked before it was compiled in */
	bool		 head;		/* only that: see map_complete */
};

/*
 * mapjson.c: values. Go down to a key or an entry; returns where the path
 * stood, to go back.
 */
size_t		 load_enter(struct load *ld, const char *key);
size_t		 load_index(struct load *ld, size_t i);
void		 load_leave(struct load *ld, size_t mark);
void		 load_fail(struct load *ld, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/* The same of a key below the value at hand. */
void		 load_fail_at(struct load *ld, const char *key,
		    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* unknown WHAT "word", with the nearest of the words. */
void		 load_fail_word(struct load *ld, const char *what,
		    const char *word, const char *const *words);
bool		 load_is_word(const char *const *words, const char *s);
/* True for an object whose keys are all among `keys`, or "note". */
bool		 load_object(struct load *ld, json_t *o,
		    const char *const *keys);
/* The text of a value; NULL with a failure when it is none. */
const char	*load_text_of(struct load *ld, json_t *v);
/* A copy of the text under a key; NULL when it is not there or null. */
char		*load_text(struct load *ld, json_t *o, const char *key);
/* A list of texts: *n of them and a NULL; NULL when it is not there. */
char		**load_texts(struct load *ld, json_t *o, const char *key,
		    size_t *n);
void		 load_open_pattern(struct load *ld, struct pattern *p,
		    const char *text, enum pattern_kind kind);
/* One pattern or a list of them; and one that may be missing (NULL). */
struct pattern	*load_patterns(struct load *ld, json_t *o, const char *key,
		    size_t *n);
struct pattern	*load_pattern(struct load *ld, json_t *o, const char *key,
		    enum pattern_kind kind);
/* The canonical column of that name, or -1 with a failure. */
int		 load_column(struct load *ld, const char *name);
/* An object of column pattern: condition. */
struct map_cond	*load_conds(struct load *ld, json_t *o, const char *key,
		    size_t *n);

/* mapdialect.c; the dialect comes first. */
void		 load_dialect(struct load *ld, struct map *m, json_t *o);
void		 load_match(struct load *ld, struct map *m, json_t *o);
/* mapfield.c; kind is that of the map, or NULL. */
void		 load_field(struct load *ld, struct map_field *f, json_t *o);
void		 load_emit(struct load *ld, struct map_emit *e,
		    const char *kind, json_t *o);
/* A kind of records, or NULL. */
char		*load_kind(struct load *ld, json_t *o);
void		 load_take(struct load *ld, enum map_take *take, json_t *o);
/* maphead.c: the members of a map's text that make its head, as an object. */
void		 map_head(struct buf *out, struct str json);
/* mapload.c: the head of a built-in map; text lives as long as the map. */
struct map	*map_load_head(struct str text, struct buf *err);
/* An object "set" of constants. */
void		 load_set(struct load *ld, char *set[REC_N], json_t *o);

#endif
