#ifndef CRM_FACE_H
#define CRM_FACE_H

#include "buf.h"

/*
 * Where text for people goes: lines of at most `width` columns, escape codes
 * only with color. Our own marks are ASCII: box and block characters have an
 * ambiguous width in East Asian terminals and do not survive every mail.
 */
struct face {
	struct buf	*out;
	size_t		 width;
	bool		 color;
};

enum face_style { FACE_PLAIN, FACE_TITLE, FACE_HEAD, FACE_ALARM };

/* Switch the style on; FACE_PLAIN ends it. Nothing without color. */
void	face_style(const struct face *f, enum face_style s);
/*
 * s cleaned, broken at blanks to lines of the width, all but the first
 * indented by `hang`; `col` columns are already on the first line. A word
 * longer than a line is cut with "..". Ends the last line.
 */
void	face_wrap(const struct face *f, struct str s, size_t col, size_t hang);
/* n blanks. */
void	face_blank(const struct face *f, size_t n);
/* End a line; blanks before its end are taken back. */
void	face_newline(const struct face *f);

#endif
