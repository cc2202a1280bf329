#ifndef CRM_PAGETEXT_H
#define CRM_PAGETEXT_H

#include "face.h"
#include "page.h"

/*
 * A page as text: no line over the width, control characters escaped, no
 * escape codes without color.
 */
void	pagetext_print(const struct page *p, const struct face *f);

#endif
