/* Records that are lines: what JSON lines and plain text have in common. */
#include <string.h>

#include "rowline.h"
#include "rows.h"

/* Drop bytes up to the next line end of a record that was too long. */
static bool
skip_rest(struct rowline *l, struct window *w)
{
	const char *p = w->p + w->start;
	const char *lf = memchr(p, '\n', w->end - w->start);

	w->start = lf == NULL ? w->end : (size_t)(lf - w->p) + 1;
	l->skipping = lf == NULL;
	return lf != NULL;
}

int
rowline_next(struct rowline *l, struct window *w, struct str *line)
{
	const char *p, *lf;
	size_t len;

	if (l->skipping && !skip_rest(l, w))
		return w->eof ? -1 : 0;
	p = w->p + w->start;
	len = w->end - w->start;
	len = len > ROWS_RECORD_MAX ? ROWS_RECORD_MAX + 1 : len;
	lf = l->looked < len ? memchr(p + l->looked, '\n', len - l->looked) :
	    NULL;
	if (lf == NULL && !w->eof && len <= ROWS_RECORD_MAX) {
		l->looked = len;
		return 0;
	}
	if (lf == NULL && len == 0)
		return -1;
	l->looked = 0;
	l->skipping = lf == NULL && len > ROWS_RECORD_MAX;
	*line = (struct str){ p, lf != NULL ? (size_t)(lf - p) : len };
	w->start += line->len + (lf != NULL);
	return 1;
}
