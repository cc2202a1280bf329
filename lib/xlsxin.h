#ifndef CRM_XLSXIN_H
#define CRM_XLSXIN_H

#include "mem.h"
#include "rows.h"
#include "xlsx.h"
#include "xmlread.h"

/* What the modules behind xlsx.h share: private to xlsx*.c. */
struct xlsx {
	struct zipfile		*zip;
	struct arena		 mem;
	struct xlsx_sheet	*sheet;
	size_t			 nsheet;
	bool			 date1904;
	unsigned char		*shows;		/* XLSXNUM_*, by style */
	size_t			 nshows;
	char			*strings_part;	/* or NULL */
	bool			 strings_read, strings_failed;
	struct buf		 strings;	/* all of them */
	size_t			*string_end;	/* of each in it */
	size_t			 nstring, string_cap;
};

/* Parts that are read as a whole may be that large. */
#define XLSX_PART_MAX	((uint64_t)64 << 20)
#define XLSX_TEXT_MAX	((uint64_t)16 << 30)
/* A text that is cut is still longer than a field may be. */
#define XLSX_CELL_MAX	((size_t)ROWS_FIELD_MAX + 8)

/* Append a piece of a cell's text that begins at `from` in b; cut it. */
void		xlsx_piece(struct buf *b, size_t from, struct str piece);
/*
 * A cell's text in b from `from` on is complete: _x000D_ and the like become
 * the characters they stand for.
 */
void		xlsx_text_end(struct buf *b, size_t from);

/* Styles: the bits of every cell style. 0, or -1 with err. */
int		xlsxstyle_read(struct xlsx *x, const char *part,
		    struct buf *err);
/*
 * Shared string number i, read at the first call. 0, or -1 with err. The text
 * is borrowed until xlsx_close.
 */
int		xlsxstr_get(struct xlsx *x, struct str number, struct str *s,
		    struct buf *err);

#endif
