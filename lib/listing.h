#ifndef CRM_LISTING_H
#define CRM_LISTING_H

#include <stdint.h>

#include "buf.h"

/*
 * What is known of one thing, as lines "name: value" that fit 80 columns
 * or as one JSON object. Keys are those of the JSON; lines have blanks for
 * their underscores. Values are shown escaped.
 */
struct listing {
	struct buf	*out;
	bool		 json;
	size_t		 n;		/* entries so far, at this level */
};

void	listing_begin(struct listing *f, struct buf *out, bool json);
void	listing_end(struct listing *f);
void	listing_text(struct listing *f, const char *key, struct str value);
void	listing_z(struct listing *f, const char *key, const char *value);
/* Nothing: null, or "none". */
void	listing_none(struct listing *f, const char *key);
void	listing_number(struct listing *f, const char *key, uint64_t n);
/*
 * Text, already escaped, in lines of 80 columns: `at` columns of the first are
 * taken, the others begin behind a margin. Broken at blanks, and within a word
 * that is wider than a line, as Chinese text is. Ends with a line end.
 */
void	listing_wrap(struct buf *out, struct str s, size_t at, size_t margin);
/* A list of texts; none is "none" in lines. */
void	listing_list(struct listing *f, const char *key, const struct str *item,
	    size_t n);
/*
 * A list of things with several properties each: begin, any number of items of
 * n names and values, end. As lines an item is line, made by the caller.
 */
void	listing_open(struct listing *f, const char *key);
void	listing_item(struct listing *f, const char *const *name,
	    const struct str *value, size_t n, struct str line);
void	listing_close(struct listing *f);
/* Numbers by reason: an object, or lines of "number reason". */
void	listing_count(struct listing *f, struct str reason, uint64_t n);
void	listing_counts_open(struct listing *f, const char *key, uint64_t sum);
void	listing_counts_close(struct listing *f);

#endif
