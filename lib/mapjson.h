#ifndef CRM_MAPJSON_H
#define CRM_MAPJSON_H

#include <jansson.h>

#include "map.h"

/*
 * Reading the JSON of a map file: private to mapload.c and mapjson.c. The
 * first mistake is kept as "fields[3].rule: what is wrong"; what comes after
 * it does no harm and means nothing.
 */
struct load {
	struct buf	 path;		/* of the value at hand */
	struct buf	*err;
	bool		 failed;
};

/* Go down to a key or an entry; returns where the path stood, to go back. */
size_t		 load_enter(struct load *ld, const char *key);
size_t		 load_index(struct load *ld, size_t i);
void		 load_leave(struct load *ld, size_t mark);
void		 load_fail(struct load *ld, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
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

#endif
