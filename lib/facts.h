#ifndef CRM_FACTS_H
#define CRM_FACTS_H

#include <stdint.h>

#include "buf.h"

/*
 * A block of facts about one thing, as lines "name: value" that fit 80 columns
 * or as one JSON object. Keys are those of the JSON; lines have blanks for
 * their underscores. Values are shown escaped.
 */
struct facts {
	struct buf	*out;
	bool		 json;
	size_t		 n;		/* facts so far, at this level */
};

void	facts_begin(struct facts *f, struct buf *out, bool json);
void	facts_end(struct facts *f);
void	facts_text(struct facts *f, const char *key, struct str value);
void	facts_z(struct facts *f, const char *key, const char *value);
/* Nothing: null, or "none". */
void	facts_none(struct facts *f, const char *key);
void	facts_number(struct facts *f, const char *key, uint64_t n);
/*
 * Text, already escaped, in lines of 80 columns: `at` columns of the first are
 * taken, the others begin behind a margin. Broken at blanks, and within a word
 * that is wider than a line, as Chinese text is. Ends with a line end.
 */
void	facts_wrap(struct buf *out, struct str s, size_t at, size_t margin);
/* A list of texts; none is "none" in lines. */
void	facts_list(struct facts *f, const char *key, const struct str *item,
	    size_t n);
/*
 * A list of things with several properties each: begin, any number of items of
 * n names and values, end. As lines an item is line, made by the caller.
 */
void	facts_open(struct facts *f, const char *key);
void	facts_item(struct facts *f, const char *const *name,
	    const struct str *value, size_t n, struct str line);
void	facts_close(struct facts *f);
/* Numbers by reason: an object, or lines of "number reason". */
void	facts_count(struct facts *f, struct str reason, uint64_t n);
void	facts_counts_open(struct facts *f, const char *key, uint64_t sum);
void	facts_counts_close(struct facts *f);

#endif
