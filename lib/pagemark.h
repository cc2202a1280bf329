#ifndef CRM_PAGEMARK_H
#define CRM_PAGEMARK_H

#include "page.h"

/*
 * A page as Markdown with tables (CommonMark and the pipe tables of GitHub),
 * appended. Every text is cleaned (text_clean), and what Markdown or HTML
 * would read as a mark is escaped.
 */
void	pagemark_print(const struct page *p, struct buf *out);

#endif
