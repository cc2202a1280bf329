#ifndef CRM_TEXT_H
#define CRM_TEXT_H

#include "buf.h"

/*
 * Terminal columns of s, which text_clean has gone over: East Asian wide and
 * emoji (sequences and flags too) 2, combining 0, East Asian ambiguous 1.
 */
size_t	text_width(struct str s);
/*
 * s for a terminal or mail: a run of tabs and line ends becomes one blank.
 * Other control characters (also C1), bidi and zero-width ones (but those
 * inside emoji and scripts that join letters) and invalid bytes are escaped:
 * \x1b, \u202e. Nothing else changes.
 */
void	text_clean(struct buf *out, struct str s);
/*
 * Exactly `width` columns: s cleaned, cut at a character (with ".." when it
 * does not fit), padded on the right, or on the left when right is set.
 */
void	text_fit(struct buf *out, struct str s, size_t width, bool right);
/*
 * NFKC, lower case (case fold), outer blanks and BOM off: headers, keys. Bytes
 * that are not UTF-8 stay as they are.
 */
void	text_normalise(struct buf *out, struct str s);
/*
 * The one of n names nearest to `name` (Damerau-Levenshtein on normalised
 * bytes, at most a third of the longer one's length apart; the first of equal
 * ones), or NULL when none is near.
 */
const struct str	*text_nearest(struct str name, const struct str *names,
		    size_t n);

#endif
