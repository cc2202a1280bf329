#ifndef CRM_DECODE_H
#define CRM_DECODE_H

#include "io.h"

/*
 * Text in any encoding to UTF-8, as a filter on an input. Found out: a byte
 * order mark, else at the first bytes above 0x7f strict UTF-8, strict GB18030,
 * Windows-1252 in this order. Few bad bytes in much good UTF-8 or GB18030 are
 * damage and do not turn the file into another encoding; text in which bytes
 * above 0x7f stand alone between letters is Windows-1252 even where it could
 * be read as GB18030.
 *
 * A byte that cannot be decoded becomes the byte 0xff, so that the reader of
 * rows refuses that row; nothing else is lost.
 */
struct decode;

/*
 * Put the filter on `below`, which it then owns (close the result). encoding:
 * any name that iconv knows, NULL to find out. NULL when iconv does not know
 * the name; below is then left alone. *d is valid until the result is closed.
 */
struct io_in	*decode_open(struct io_in *below, const char *encoding,
		    struct decode **d);
/*
 * What was decided so far: "UTF-8", "GB18030", "Windows-1252", ..., "ASCII"
 * while nothing had to be decided, or the name given. Borrowed until close.
 */
const char	*decode_name(const struct decode *d);
/* A byte order mark was there. */
bool		 decode_bom(const struct decode *d);
/*
 * What to call a byte that could not be decoded; static text, to which the
 * name of the encoding belongs as detail.
 */
const char	*decode_reason(const struct decode *d);

#endif
