#ifndef CRM_WORDING_H
#define CRM_WORDING_H

#include "mem.h"

/*
 * The words of a report in the reader's language. English is the key: a text
 * in the code is marked with N_() and has a line "english<TAB>chinese" in
 * lib/data/wording/zh.txt, which `make lint` checks.
 */
#define N_(english) english

enum wording_lang { WORDING_EN, WORDING_ZH };	/* in the order of --lang */

struct wording;

/* NULL for English; free with wording_free. */
struct wording	*wording_open(int lang);
/*
 * The word for it, or english itself when there is none. Ends in NUL when
 * english does; lives as long as both.
 */
struct str	wording(const struct wording *w, struct str english);
/*
 * A slug of the data: the word for "class:slug", for the class segment the
 * Chinese name of the segment file that knows it, or the slug itself.
 */
struct str	wording_slug(const struct wording *w, const char *class,
		    struct str slug);
/*
 * The word for a template with {1} to {9} replaced by arg[0] to arg[8],
 * appended to b. A number beyond n gives nothing.
 */
void		wording_fill(const struct wording *w, const char *english,
		    const struct str *arg, size_t n, struct buf *b);
void		wording_free(struct wording *w);

#endif
