#ifndef CRM_PAGEHTML_H
#define CRM_PAGEHTML_H

#include "page.h"

/*
 * A page as one HTML file, appended: no script, nothing loaded, light and dark
 * by the reader's setting, for paper and for a phone too. lang is that of the
 * words ("en", "zh"). Every text is cleaned (text_clean) and escaped.
 */
void	pagehtml_print(const struct page *p, const char *lang, struct buf *out);

/* s, cleaned, as text or in an attribute in quotes. */
void	pagehtml_text(struct buf *out, struct str s);
/* The chart as inline SVG (pagesvg.c). id: different for each on a page. */
void	pagesvg_chart(const struct page_chart *c, size_t id, struct buf *out);

#endif
